//! Driving, machinery and work that others' safety depends on.
//!
//! **Invariant:** driving alone is no concern: kratom, or the writer's use of it, is meant.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule, Within};

const BASE: Rule = Rule::of(Category::Driving);

/// Kratom, or having taken something.
const USE: Group = &[
    "@kratomstrict|it|this|stuff|capsules|extract|tea|cup|cups|leaf|powder|red|green|white|vein|strain|dose|shot|dosed|gummies|plant|herb|scoop",
    "after|before|while|on|had|took|taken|take|taking|drank|drink|using|use",
    "ok|okay|safe|allowed|impaired|sleepy|drowsy|legal|dui|limit|reactions|good_to_go",
];

const OTHER: Group = &[
    "google|hard|usb|flash|thumb|ssd|one|c|external|d|test|blood|food|pen|network|shared drive|drives",
    "drive|drives|driving|drove|driven ..1 me|us|you|people|him|her|everyone ..1 crazy|nuts|mad|insane|up|bonkers|round|away",
    "drive|driving ..1 link|links|folder|file|files|thru|through|shaft|range|traffic|force|by",
    "sex|libido drive",
    "whats|what driving|drives the|this|demand|price",
    "driver|drivers ..1 update|install|gpu|nvidia|printer|version",
    "vending|washing|slot|coffee|virtual|time|sewing|ice|state|turing machine|machines",
    "machine learning|gun|code",
    "sports|bench|dish|fridge",
    "delivery|uber|taxi driver ..2 late|lost|left|took",
    "pilot episode|season|program|study|light",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "driving_and_kratom",
        when: &[
            &[
                "@drive ..3 home|work|after|on|while|car|truck|kratom|it|under|safe|safely|ok|okay|with|is|can|to|later|tomorrow|tonight|this|$|when|kids|school|bus|lorry|van|the|my|for|taxi|uber|and|cab|long|before|in|high|impaired|legally|at|me|fine|him|her|them|a|heavy|hgv",
                "i|to|can|could|should|do|he|she|we|safe|ok|okay|you|be|allowed|ill|for|fine|while|me|gotta|him|her|must|me ..2 @drive",
                "behind|at the wheel",
                "operate|operating|operates|running|run|use|using|work|handle|handling|operator ..3 @machinery|heavy|machines",
                "heavy|dangerous|farm machinery|equipment|machines",
                "machinery|forklift|forklifts|crane|cranes|chainsaw|excavator|scaffolding|scaffold|lathe|bandsaw|bulldozer|combine|harvester",
                "dui|dwi|owi|dwai|breathalyzer|breathalyser|roadside|duid|oui",
                "pulled|pull|stopped ..2 over|by ..3",
                "long haul|distance",
                "truck|trucker|lorry|bus|train|taxi|cab|crane|forklift|tram|uber|lyft|hgv|delivery|ambulance|van|subway|school driver|driving|operator|drivers|conductor|engineer|route|license|licence|runs",
                "trucker|pilot|paramedic|emt|firefighter|surgeon|cdl|hgv|faa|roofer|lineman|electrician|lifeguard|airman|aircrew|controller|operator|machinist|welder|fireman|policeman|nurse",
                "fly|flying|pilot|land ..2 plane|planes|plane|helicopter|drone|cessna|gliders|a",
                "cycle|cycling|ride|riding|bike|biking|scooter|motorbike|motorcycle|skateboard|ebike ..5 traffic|after|home|work|city|on|it|while|kratom|to|safe|$",
                "ride after|home|it|on|my|while",
                "slow|slows|slower|dull|dulls|affect|impair|impairs ..2 reactions|reflexes|reaction|coordination",
                "pick|picking|collect|fetch|drop|take|taking|takes|bring ..3 up|off|from|to|kids|home|me|gf|wife ..4 airport|school|station|car|home ..2 ",
                "in ..1 his|her|my|the|a car",
                "school run",
                "on|before|during|while|at duty|shift|shifts|site|patrol|call|workdays|work",
                "get|getting behind the wheel",
                "climb|climbing|work|working ..3 ladder|ladders|heights|height|roof|roofs|tower|scaffolding|pole",
                "night|12h|graveyard|long|double shift|shifts|drive|drives",
                "license|licence ..4 lose|points|suspended|cdl|driving",
            ],
            USE,
            &[
                "@kratomstrict|stuff|leaf|powder|tea|vein|capsules|extract|plant|herb|cup|cups|shot|dose|scoop|it|this|red|green|took|taken|white|dosed|high|gummies|something|some",
            ],
            &[
                "can|could|should|ok|okay|safe|allowed|is|do|does|good|fine|would|if|when|after|before|how|limit|will|am|was|smart|while|legal|under|be|keep|awake|on|drives|drive|driving|cant|may|using",
            ],
        ],
        within: Within::Message,
        never: &[OTHER],
        unless: &[&[
            "take|taking|takes|pick|bring|drop ..2 it|this|kratom|off|up|me ..3 to|from ..1 you|the|work|a",
            "at|before|after|while work ..2",
            "nurse|surgeon|doctor|engineer|pilot ..2 said|told|says|friend|insists",
            "my ..1 paramedic|nurse ..2 friend|friends|aunt|wife|gf|mom|sister",
            "in the|my|a car ..2 yesterday|stash|left",
            "home from",
            "reaction|reactions ..4 different|differ|vary|people|time|so|gene|genes|individual",
            "why|how ..2 reactions",
            "moving|move",
            "fly|flying ..1 high|by",
            "call",
        ]],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "driving_plain",
        when: &[&[
            "can|could|should|ok|okay|safe|may|allowed|legal|fine|do|is ..3 i|you|he|she|we|to|it|u|my ..2 @drive ..3 on|after|with|while|under|when ..3 it|this|kratom|that|kratum|leaf|tea|stuff|taking|using|influence|drinking|dose|red|green",
            "@drive ..2 on|after|while|under ..2 kratom|it|this|kratum|that|leaf|taking|using|influence|the|dosing|tea|red|green|extract",
            "kratom|kratum|it|this ..2 and|while|before|then|plus|when ..1 @drive",
            "kratom|it|this|dose|tea|cup|leaf ..6 before|while|then|when|and|during ..2 @drive",
            "before|while|when ..1 @drive ..3 kratom|it|is|ok|safe|this",
            "@drive ..2 on kratom|it|kratum",
            "safe|ok|okay|fine|good to ..1 @drive|operate|ride",
            "operate|operating ..2 machinery|machines|heavy|equipment|forklift|crane",
            "heavy machinery|equipment",
            "good to go ..2",
            "is ..2 it ..2 a? dui|dwi",
            "took|take|takes|had|drank ..8 @drive ..3 me|home|car|us|him|her|kids|work",
            "limit ..6 when|while|for ..2 @drive",
            "stay|staying|keep|keeping awake|alert|me|up ..4 drive|driving|road|wheel|shift|long|haul",
            "let ..3 drive ..2 after|on|home|kids",
            "took this|it|some ..3 take|drive|bring ..2 you|me|home",
        ]],
        unless: &[
            OTHER,
            &["good to go ..1 out|to|with|now|thanks|ahead", "drive ..2 car|it ..1 home today"],
        ],
        off_topic: true,
        never: &[&["google drive|docs"], &["hard drive"], &["usb drive"]],
        ..BASE
    },
];
