//! Threats to others: somebody means to shoot, stab, poison or bomb, or is afraid of doing it.
//!
//! Being cross is none: what people say of whoever ate their fries is left out, and what players do to each
//! other.
//! **Invariant:** it is aimed at people or at where they are together.

use crate::engine::outcome::Category;
use crate::engine::triage::Violence;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Emergency);

/// The rule of what others mean to do, which is fled from.
const OF_OTHERS: &str = "others_in_danger";

/// Games, stories and the stage.
const PLAYED: Group = &[
    "in|at|on minecraft|valorant|fortnite|league|chess|smash|mario|pvp|ranked|overwatch|roblox|cod|dnd|monopoly|tennis|scrabble|poker|rust|pool|stage|set",
    "game|games|lobby|respawn|respawned|spawn|level|raid|npc|npcs|character|gta|quest|episode|movie|film|book|novel|chapter|dream|nightmare|dreamt|lyrics|zombies|zombie|paintball|nerf|airsoft|playoffs|finals|lakers",
];

/// Cameras, messages and examinations.
const OTHERWISE_SHOT: Group = &[
    "shoot|shooting ..1 my|your|his|her|the? shot|shots|breeze|hoops",
    "shoot|shooting ..5 text|texts|message|messages|dm|dms|email|emails|mail|note|line|invite|link|wedding|weddings|photo|photos|pics|portrait|portraits|video|videos|studio|camera|film",
    "bomb|bombing ..3 exam|exams|interview|test|quiz|presentation|audition|class",
    "blow|blowing ..3 chat|phone|dms|inbox|balloons|balloon",
    "bath|photo|seed|stink|cherry|sex|glitter bomb|bombs",
    "gun dog|dogs|show|range|club|cabinet|safe",
    "cops|police|officers|officer|guards|guard|security ..3 bring|bringing|brings|have|has|take",
];

/// What people are cross about.
const TRIFLES: Group = &[
    "ate|eats|eat|eaten|eating|fries|leftovers|snore|snores|snoring|dishes|laundry|thermostat|chores|spoiler|spoilers|spoil|spoils|spoiled|charger|wifi|remote|cereal|snacks|cookies|pizza|homework|toothpaste|hums|chews|chewing|sings",
    "toilet seat",
    "hurt|hurting ..1 her|his|their|him|them feelings|back|chances",
    "ants|bugs|wasps|mosquitoes|mosquitos|roaches|spiders|flies|weeds|plants|mice|rats|aphids|slugs",
    "gifts|love|kisses|compliments",
    "would|could|id never",
];

/// What a substance does is asked, not said.
const OF_A_SUBSTANCE: Group = &[
    "will|can|could|would|does|do|may|might|that|if ..1 @kratomstrict|it|this|that|leaf|tea|plant",
    "@kratomstrict ..2 kill|poison|hurt|harm|will|can|could|might",
];

/// Long over. What happened at school is not, for that alone.
const YEARS_AGO: Group = &[
    "years|year|months|decades|decade ago|back",
    "in|back|since #year",
    "back then|in_the_day",
    "when i was|were",
    "last year|summer|winter|century",
    "used to",
    "as a|an kid|teen|teenager|child|student",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: OF_OTHERS,
        when: &[&[
            "he|she|they|hes|shes|theyre|hell|shell|theyll|someone|somebody|@relation|ex|kid|student ..4 going|gonna|will|wants|want|hell|shell|theyll|planning|threatened|threatening|threatens ..4 shoot|stab|shooting|stabbing ..2 everyone|everybody|people|teachers|teacher|classmates|students|him|her|them|himself_and|@family",
            "he|she|they|hes|shes|theyre|hell|shell|theyll|someone|somebody|@relation|ex|kid|student ..4 going|gonna|will|wants|want|hell|shell|theyll|planning|threatened|threatening|threatens ..4 kill|murder|killing ..1 everyone|everybody|people|teachers|classmates|students|his_family|her_family|my_family|our_family|his_kids|her_kids|our_kids|my_kids",
            "he|she|they|hes|shes|theyre|hell|shell|theyll|someone|somebody|@relation|ex|kid|student ..4 going|gonna|will|wants|want|hell|shell|theyll|planning|threatened|threatening|threatens ..4 shoot|blow|burn|bomb ..1 up|down? ..1 my|the|a|this|his|her|our|their @gathering|house|apartment|building",
            "bring|bringing|brings|brought|take|taking|took|has|have|had|got ..1 a|his|my|the|her|dads gun|rifle|bomb|pistol|shotgun|machete ..2 to|into|in|at ..1 my|the|his|her|our? school|class|church|campus|college|office|mall",
            "bomb ..1 in|at|under|inside ..1 my|the|our|a|his|her school|building|station|mall|plane|train|church|hospital|house|car|airport",
        ]],
        unless: &[PLAYED, OTHERWISE_SHOT],
        general: true,
        past: &[YEARS_AGO],
        ..BASE
    },
    Rule {
        name: "threatens_a_place",
        when: &[&[
            "@intends ..2 shoot|blow|burn up|down ..1 my|the|a|this|his|her|our|their @gathering|house|apartment|building",
            "@intends ..2 shoot|blow|burn ..1 my|the|a|this|his|her|our|their @gathering|house|apartment|building up|down",
            "thinking|think|thought|dreaming about|of ..1 shooting|blowing|burning up|down ..1 my|the|a|this|his|her|our|their @gathering|house",
            "@intends ..2 bomb ..1 my|the|a|this|his|her|our|their @gathering|plane|train|station|embassy",
            "gun|knife|rifle|pistol|shotgun|machete|axe ..5 going|gonna|want|wanna|will|ill|about|ready ..2 kill|shoot|stab|murder|hurt|end ..1 him|her|them|everyone|everybody|someone|somebody|people|@family",
            "@intends ..2 kill|shoot|stab|murder ..1 everyone|everybody|people ..1 at|in ..1 my|the|this|our school|work|church|office|class|college|campus|mall",
        ]],
        unless: &[PLAYED, OTHERWISE_SHOT],
        general: true,
        past: &[YEARS_AGO],
        ..BASE
    },
    Rule {
        name: "threatens_others",
        when: &[&[
            "@intends ..2 shoot|stab|strangle|behead|poison|suffocate|smother ..1 him|her|them|everyone|everybody|someone|somebody|people|classmates|teachers|coworkers|@family|@others",
            "want|wanna ..2 kill|murder ..1 him|her|them|@family|coworkers|classmates|teachers",
            "want|wanna ..2 kill|murder someone|somebody|people $",
            "i|im|ill|ima|imma ..4 kill|murder ..1 him|her|them|everyone|everybody|someone|somebody|people|@family|@others ..4 tonight|tomorrow|gun|knife|plan|serious|mean_it|then_myself|and_myself|and_then|in_his_sleep|in_her_sleep|in_their_sleep",
            "im|am|gonna ..1 going|gonna|to ..1 kill|murder my ..1 wife|husband|kids|children|baby|girlfriend|boyfriend|family|parents|son|daughter $",
            "thought|thoughts|urge|urges|impulse|impulses|fantasies|fantasizing|fantasising|fantasize|thinking|dreaming about|of|to ..1 hurting|killing|harming|stabbing|strangling|murdering|smothering|drowning|shooting|hurt|kill|harm|stab|murder|strangle|shoot ..1 him|her|them|someone|somebody|people|others|everyone|@family",
            "afraid|scared|worried|terrified|frightened ..2 i|ill ..3 hurt|kill|harm|stab ..1 him|her|them|someone|somebody|people|others|@family",
            "how ..2 i|to|can|do ..3 kill|murder|poison ..1 him|her|them|someone|somebody|person|@family ..8 without|away|caught|knowing|notice|noticing|untraceable|undetected|trace|finding",
            "how ..6 with killing|poisoning|murdering ..1 him|her|them|someone|somebody|@family",
        ]],
        unless: &[PLAYED, OTHERWISE_SHOT, TRIFLES, OF_A_SUBSTANCE],
        general: true,
        jest: true,
        past: &[YEARS_AGO],
        ..BASE
    },
];

/// What kind of violence a rule of this name is about, for which other cards hold; `None` for every other rule.
pub(in crate::engine::triage) fn violence(rule: &str) -> Option<Violence> {
    let is_among = |rules: &[Rule]| rules.iter().any(|known| known.name == rule);
    if rule == OF_OTHERS || is_among(super::emergency_violence::RULES) {
        return Some(Violence::Suffered);
    }
    is_among(RULES).then_some(Violence::Meant)
}
