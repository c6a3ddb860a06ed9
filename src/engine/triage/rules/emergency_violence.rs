//! Violence between people: somebody threatens, attacks or is at the door with a weapon.
//!
//! **Invariant:** it is done or threatened by a person, to a person: what prices, games, workouts and
//! an angry wife kill in idioms is left out.

use super::{DEVICE, LONG_AGO};
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

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

pub(super) static RULES: &[Rule] = &[
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
    Rule {
        name: "beaten_at_home",
        when: &[&[
            "boyfriend|bf|girlfriend|gf|husband|hubby|wife|partner|fiance|fiancee|ex|dad|stepdad|father|stepfather|mom|mum|stepmom|mother ..2 hit|hits|hitting|beat|beats|beating|punched|punches|punching|slapped|slaps|choked|chokes|choking|strangled|strangles|kicked|kicks|raped|rapes me|us",
        ]],
        unless: &[&[
            "hit|hits|hitting me|us up",
            "hit|hits|slapped|punched me|us ..1 with|in ..2 pillow|pillows|snowball|snowballs|news|facts|idea|question|questions|price|bill|lawsuit|invoice|papers|feels",
            "beat|beats|beating me|us ..1 to|at|in|by|every_time|every_game",
            "kick|kicks|kicked me|us out|off|from|awake|in_his_sleep|in_her_sleep",
            "never|not|didnt|hasnt|doesnt ..1 even? hit|beat|slapped|kicked|punched|choked",
            "game|games|valorant|minecraft|fortnite|chess|smash|mario|scrabble|monopoly|tennis|poker|uno|movie|episode|book|dream",
        ]],
        general: true,
        jest: true,
        past: &[LONG_AGO],
        ..BASE
    },
];
