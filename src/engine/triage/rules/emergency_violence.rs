//! Violence between people: somebody threatens or attacks, is at the door with a weapon, or means to hurt
//! others.
//!
//! **Invariant:** it is done or threatened by a person, to a person: what prices, games, workouts and
//! an angry wife kill in idioms is left out.

use super::{DEVICE, LONG_AGO};
use crate::engine::outcome::Category;
use crate::engine::triage::Violence;
use crate::engine::triage::rule::{Group, Rule};

/// The rule of whoever means to hurt others.
const MEANT: &str = "threatens_others";

const BASE: Rule = Rule::of(Category::Emergency);

/// Being angry about what was bought, spilt or forgotten; games; the stage.
const FIGURE_OF_SPEECH: Group = &[
    "me|us ..1 if|when|once|for ..3 buy|buying|bought|spend|spending|spent|order|ordered|ordering|forget|forgot|find|finds|see|sees|hear|hears|late|lose|lost|spill|spilled|spilt|break|broke|eat|ate|finish|finishing|miss|missed|this|that|it|the|not|dont",
    "me|us ..1 lol|lmao|haha|with_laughter|with_kindness|with_his|with_her|with_puns|with_memes|with_that",
    "on stage|screen|set|repeat",
    "in|at minecraft|valorant|fortnite|league|chess|smash|mario|pvp|game|ranked|overwatch|roblox|cod|dnd|monopoly|tennis|scrabble|poker|rust|cards|pool",
    "game|games|lobby|respawn|respawned|spawn|level|boss|raid|npc|character|gta|quest|server|match|episode|movie|film|book|novel|chapter|dream|nightmare|dreamt|lyrics",
    "hit|hits|hitting me|us ..1 up|back|with|like|hard|right",
];

/// Being cross with somebody, sending somebody a message, beating somebody at something.
const CROSS: Group = &[
    "shoot ..1 my|your|his|her|the shot|shots|breeze|photos|pics|video|scene|wedding|hoops",
    "shoot|shooting @someone|him|her|them|everyone|people|over ..1 a|an|some|my|the|over|through|across text|texts|message|messages|dm|dms|email|emails|mail|note|line|invite|link|link?",
    "if|when|for|because|bc|cuz|cause|since|next_time|unless ..3 ate|eat|eats|eating|forgot|forget|forgets|left|leave|leaves|spoil|spoils|spoiled|steal|steals|stole|snore|snores|snoring|used|broke|breaks|bought|buys|woke|wakes|finish|finished|finishes|clean|cleans|dishes|laundry|toilet|thermostat|chores|late|sings|sing|hums|chews|chewing|touches|touched|again",
    "beat|beats|beating me|us ..1 to|at|in|by|with|every|over",
    "kick|kicks|kicked|kicking|slapped|hit|hits|punched me|us out|off|from|with|in_the_feels|upside",
    "gun dog|dogs|show|rack|cabinet|safe|range|club",
    "thrilled|surprised|proud|hungry|bored|annoyed|tickle|tickled",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: MEANT,
        when: &[&[
            "want|wants|wanna|going|gonna|gunna|planning|plan|ready|will|ill|hell|shell|theyll|said|says|swears|need ..3 shoot|stab|strangle|behead|poison|drown|suffocate|smother|shooting|stabbing|strangling|poisoning ..1 him|her|them|everyone|everybody|someone|somebody|people|my|his|the|@family @family|@others|teachers|classmates|coworkers|bosses|tonight|tomorrow|and|then|when|if|with|at|in|$",
            "want|wants|wanna|need ..2 kill|murder|killing ..1 my|his|her|him|them|everyone|everybody wife|husband|girlfriend|boyfriend|gf|bf|kids|kid|children|baby|son|daughter|family|parents|mom|mum|dad|mother|father|ex|stepdad|stepmom|neighbor|neighbour|coworkers|classmates|teacher|in_my|at_my|and|tonight|at_work|at_school",
            "going|gonna|gunna|planning|plan|ready|will|ill|hell|shell|theyll ..2 kill|murder ..2 him|her|them|everyone|everybody|someone|somebody|@family|@others ..4 tonight|tomorrow|gun|knife|plan|serious|mean_it|then_myself|and_myself|and_then|at_work|at_school|in_his_sleep|in_her_sleep|in_their_sleep",
            "gun|knife|rifle|machete|axe ..4 going|gonna|want|wanna|will|ill|about ..2 kill|shoot|stab|murder|hurt|end him|her|them|everyone|everybody|someone|somebody|people|@family",
            "going|gonna|gunna|want|wants|wanna|planning|plan|will|ill|hell|about|says|said|threatened|threatening|threatens|thinking|think|tomorrow ..4 shoot|shooting|shot|blow|blowing|burn|burning up|down ..1 my|the|a|this|his|her|our|their school|church|mosque|synagogue|temple|mall|workplace|office|hospital|club|concert|clinic|college|university|campus|house|family|place|work|everyone",
            "going|gonna|gunna|want|wants|wanna|planning|plan|will|ill|hell|says|said|threatened|threatening|threatens ..4 bomb|bombing ..1 my|the|a|this|his|her|our|their school|church|mosque|synagogue|temple|mall|workplace|office|hospital|club|concert|clinic|college|university|campus|plane|train|station|embassy",
            "bring|bringing|brings|take|taking ..1 a|his|my|the|her|dads gun|rifle|bomb|pistol|shotgun|weapon|machete ..2 to|into|in ..1 my|the|his|her|our? school|class|work|church|campus|college|office|mall",
            "a|the|planted|put|theres bomb ..1 in|at|under|inside|on ..1 my|the|our|a|his|her school|building|station|mall|plane|train|church|office|hospital|house|car",
            "thought|thoughts|urge|urges|impulse|impulses|fantasies|fantasizing|fantasising|fantasize|thinking|think|dream_of ..3 hurting|killing|harming|stabbing|strangling|murdering|smothering|drowning|shooting|hurt|kill|harm|stab|murder|strangle|shoot ..1 my|the|him|her|them|someone|somebody|people|others|everyone ..1 @family|@others|him|her|them|someone|somebody|people|others|everyone|$",
            "afraid|scared|worried|terrified|frightened ..3 i ..2 will|might|may|could|ill|gonna|going|would|end ..3 hurt|kill|harm|stab ..1 my|the|him|her|them|someone|somebody|people|others ..1",
            "how ..6 kill|murder|poison|killing|murdering|poisoning ..1 my|him|her|them|someone|somebody|a ..1 wife|husband|@family|@others|person|him|her|them|someone|somebody ..8 without|away|caught|knowing|notice|noticing|untraceable|undetected|trace|finding",
            "get|getting|got away with killing|poisoning|murdering ..1 my|him|her|them|someone|somebody|a|his|people",
        ]],
        unless: &[FIGURE_OF_SPEECH, CROSS],
        beside: &[DEVICE],
        jest: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "beaten_at_home",
        when: &[&[
            "boyfriend|bf|girlfriend|gf|husband|hubby|wife|partner|fiance|fiancee|ex|dad|stepdad|father|stepfather|mom|mum|stepmom|mother ..2 hit|hits|hitting|beat|beats|beating|punched|punches|punching|slapped|slaps|choked|chokes|choking|strangled|strangles|kicked|kicks|raped|rapes me|us",
        ]],
        unless: &[FIGURE_OF_SPEECH, CROSS],
        beside: &[DEVICE],
        general: true,
        jest: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "violence_threatened",
        when: &[&[
            "he|she|they|hes|shes|theyre|hell|shell|theyll|ex|stalker|someone|somebody ..2 going|gonna|will|wants|hell|shell|theyll|planning|about ..1 kill|murder|stab|shoot|strangle me|us",
            "hell|shell|theyll kill|murder|stab|shoot|strangle me|us",
            "@third|@relation|ex|stalker|hes|shes ..2 trying|tried|tries|tryna|attempted ..1 kill|murder|stab|shoot|strangle|choke|drown me|us",
            "@third|@relation|ex|stalker|hes|shes ..2 threatening|threatened|threatens|threatend ..2 kill|murder|stab|shoot|strangle|hurt|beat|burn|me|us ..3 me|us|kids|knife|gun|family|house|again",
            "@third|@relation|ex|stalker ..1 said|says|swore|swears|told|keeps_saying|texted ..4 kill|murder|stab|shoot|strangle me|us",
            "afraid|scared|terrified|frightened|fear ..3 @third|@relation|ex|hes|shes|hell|shell ..3 kill|murder|stab|shoot|strangle me|us",
        ]],
        unless: &[FIGURE_OF_SPEECH],
        beside: &[DEVICE],
        jest: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "violence_done",
        when: &[
            &[
                "@third|@relation|ex|hes|shes ..2 hit|hits|hitting|punched|punches|punching|kicked|kicks|kicking|slapped|slaps|slapping|choked|chokes|choking|strangled|strangles|strangling|attacked|attacks|attacking|stabbed|assaulted|hurts|hurting me|us",
                "@third|@relation|ex|hes|shes ..2 beats|beating me|us",
                "@third|@relation|ex|hes|shes ..2 beat me|us up|badly|unconscious|black|bloody|bad|so_bad",
                "@third|@relation|ex|hes|shes ..2 hands|hand ..1 around|round|on my throat|neck",
                "being|been|getting|got beaten|beat|attacked|strangled|stabbed ..1 up? ..1 by my|the|him|her|a",
            ],
            &[
                "scared|afraid|terrified|frightened|help|hide|hiding|locked|bleeding|unsafe|police|cops|knife|gun|bruised|bruises|drunk|stop|escape|trapped|kids|again",
                "not|dont|never ..2 safe",
                "what|where ..1 do|can|should|to ..2 do|go",
                "come|comes|coming|keeps|kept|every ..1 back|after|night|day|time|doing",
            ],
        ],
        unless: &[FIGURE_OF_SPEECH],
        beside: &[DEVICE],
        general: true,
        jest: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "somebody_with_a_weapon",
        when: &[
            &[
                "@someone|ex|intruder|burglar|stalker|hes|shes|theyre|theres ..4 at|outside|inside|through|into|behind ..1 my|the|our|her|their ..1 front|back|bedroom|bathroom? ..1 door|house|window|apartment|flat|room|home|porch",
                "someone|somebody|man|guy|stranger|intruder|burglar|stalker|ex|he|hes|theyre ..3 in ..1 my|the|our|her|their house|home|apartment|flat|room|bedroom",
                "@someone|ex|intruder|burglar|stalker|hes|shes|theyre ..2 breaking|broke|break in|into",
                "@someone|ex|intruder|stalker|hes|shes|theyre ..2 following|chasing|chased|pointing|coming|coming_after|attacking|threatening|swinging|waving ..3 me|us|at_me|at_us",
            ],
            &[
                "knife|knives|machete|axe|hatchet|crowbar|armed|weapon|pistol|shotgun|rifle|hammer|gun",
                "breaking|kicking|smashing|trying|forcing ..2 in|down|door|get_in|window",
                "hiding|hide|hid ..3 closet|bathroom|wardrobe|bed|attic|under|locked|help",
            ],
        ],
        unless: &[
            FIGURE_OF_SPEECH,
            &[
                "kitchen|butter|bread|steak|chef|carving|palette|craft|nerf|water|glue|heat|caulking|staple|massage|nail knife|knives|gun",
                "knife|hammer|gun ..1 set|block|sharpener|drill|emoji|shop|show|range|sale",
                "deliver~|delivery|parcel|package|fix|fixing|repair|install|installing|plumber|contractor|carpenter|hinge",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        jest: true,
        past: &[LONG_AGO],
        ..BASE
    },
];

/// What kind of violence a rule of this name is about, for which other cards hold; `None` for every other rule.
pub(in crate::engine::triage) fn violence(rule: &str) -> Option<Violence> {
    let known = RULES.iter().find(|known| known.name == rule)?;
    Some(if known.name == MEANT { Violence::Meant } else { Violence::Suffered })
}
