//! Signs of an acute emergency: breathing, waking, colour, seizure, collapse, driving asleep.
//!
//! **Invariant:** whoever is said not to breathe or not to wake is in danger, whatever else the
//! message speaks of; only what machines and jokes do is left out.

use super::{DEVICE, LONG_AGO, WISH_TO_SLEEP};
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Emergency);

/// A sign of the body, or a substance: what turns an ambiguous word into a sign.
pub(super) const BODY: Group = &[
    "chest|numb|lips|throat|heart|pulse|dizzy|faint|fainting|vision|sweating|shaking|swelling|tongue|ambulance|911|999|112|emergency|hospital|er|unconscious|blue|vomiting|puking|@seizure",
    "help",
    "@kratomstrict|extract|capsules|powder",
    "took|swallowed|overdose|overdosed|od",
    "arm|arms|legs|leg|hands|face|side ..2 numb|tingling|feel|weak|hurts|hurt|dead",
    "feel my @limb",
];

/// Meaning oneself, in a figure of speech.
const BREATHLESS_FIGURE: Group = &[
    "take|takes|took|taking ..1 breath away",
    "breath of the wild|fresh",
    "breathing new life|exercise|exercises|room|technique|techniques|space|down",
    "catch my? breath from|of|today|this",
    "breathe fire|easy|underwater",
    "waste my|your breath",
    "hold~ my|your|our breath",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "not_breathing",
        when: &[&[
            "@third|@relation|@animal|is|its|isnt|aint|are|hes|shes @not|barely|hardly|scarcely|stopped be|been? breathe|breathing|breath|breaths|breathin",
            "@third|@relation|@animal ..3 <isnot> breathe|breathing|breath|breathin",
            "@third|@relation|@animal ..3 <cannot> breathe|breathing|breath",
            "^ @not|stopped|barely|hardly breathing|breathin|breathe",
            "@third|@relation|@animal ..4 stop|stopped|stops breathing|breathin|breathe",
            "@not breathing $",
            "@not|no pulse|heartbeat",
            "<cannot> find|feel|get ..2 pulse|heartbeat",
            "heart|hearts|pulse ..1 stopped|stops beating?",
            "breathing|breath|breaths ..4 shallow|slow|slowly|slower|laboured|labored|raspy|ragged|irregular|uneven|gurgling|gurgly|rattling|rattly|stopped|stopping|stops|faint|snoring|gasps|gasping|seconds",
            "shallow|slow|laboured|labored|irregular|agonal breathing|breaths|breath|respirations",
            "gurgling|gurgle|gurgles|gurgly|rattling",
            "a breath ..2 every|once|few|#|seconds",
            "one|# breath|breaths ..2 every|per|a minute|seconds|#",
            "see|feel ..1 chest ..2 rise|rising|move|moving|go",
            "chest ..1 @not ..2 rising|moving|rise|move|going",
            "@third|@relation ..2 forget~|forgot ..1 breathe|breathing",
        ]],
        unless: &[
            &[
                "you|u ..2 try|should|stop",
                "try not breathing",
                "stop breathing ..1 by|already|please",
            ],
            &["vacuum|terrarium|jacket|wine|not_breathing_a", "breathing|breathe a word"],
            BREATHLESS_FIGURE,
            &[
                "heart|hearts stopped|stops when|because|saw|for",
                "i want|hope|wish ..3 heart",
                "gurgling|gurgle|rattling|gurgles ..2 stomach|tummy|guts|pipe|sink|kettle",
                "stomach|tummy|guts|pipe|sink|drain|kettle|fish|tank|pot|window|noise|fridge ..3 gurgling|gurgle|rattling|gurgles",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "cannot_breathe_with_sign",
        when: &[
            &[
                "<cannot> ..1 breathe|breathing|breath|inhale",
                "<cannot> ..2 catch|get|take|draw ..2 breath|breaths|air",
                "@not ..1 breathe|breathing",
            ],
            BODY,
        ],
        unless: &[&["vacuum|terrarium|jacket|fabric|seal"], BREATHLESS_FIGURE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "cannot_breathe",
        when: &[&[
            "<cannot> ..1 breathe|breathing|breath|inhale",
            "<cannot> ..2 catch|get|take|draw ..2 breath|breaths|air",
            "breathe|breathing is? ..2 hard|difficult|harder|tough|impossible|painful|hurts|trouble|problems|tight",
            "hurts|hard|painful|difficult|struggle|struggling ..1 to|2 breathe|breath",
            "short|shortness|shrt ..1 of? breath|breathe",
            "@not get|getting ..2 air|oxygen",
            "gasping|gasp|gasps ..2 air|breath|breathe",
            "gasping $",
            "out of breath ..4 lying|sitting|resting|nothing|just",
            "fight~|struggl~ ..1 for|to breath|breathe|air",
            "breathing problems|trouble|difficulty|difficulties|issues",
            "breathless",
            "wheezing",
            "hyperventilat~",
            "cannot|cant breath|breathe",
        ]],
        unless: &[
            BREATHLESS_FIGURE,
            &[
                "wheezing ..3 at|over",
                "out of breath ..2 stairs|run|running|gym|walk",
                "breathless ..2 performance|view|kiss|views",
                "corset|mask|jeans|dress|skinny|smell|smelled|stink|perfume|traffic|stuffy|nose|fart|farted|onesie",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "not_waking",
        when: &[&[
            "<cannot> ..1 wake|rouse|waken|awaken|revive|wakeup|arouse|waking|rousing @det? ..2 @third|@relation|@animal",
            "<cannot> wake|rouse|waken|wakeup _ up",
            "<cannot> ..1 get|make|getting ..3 @third|@relation|@animal ..2 to|2? wake|waking|up|respond|answer|move|talk|react|open|breathe|speak",
            "@third|@relation|@animal ..4 <willnot> ..1 @wake",
            "@third|@relation|@animal ..4 <willnot> be|been? ..1 respond|responding|responsive|react|reacting|responded|responds|reactive|move|moving|moved|movin|rouse",
            "^ <willnot> @wake up?",
            "^ @not @wake|responding|moving up?",
            "@not @wake up $",
            "@not waking|wakin|rousing|responsive",
            "will|wont|would|does|do not wake|rouse",
            "@third|@relation|@animal ..3 has|have|is|are|did @not come|came|coming|comes round|around|to|back",
            "has|have not come|came round|around|to|2 $",
            "has|have not come|came round|around",
            "@unconscious",
            "out cold",
            "he|she|they ..1 been out for ..2 minutes|mins|min $",
            "@third|@relation|@animal ..4 gone|went|going|go|goes|is|are|all|body limp|floppy|lifeless|stiff|unresponsive|slack",
            "limp|floppy ..2 like|and|body|doll|unresponsive",
            "hard|difficult|tough|impossible to|2 wake|rouse @third|@relation|up",
            "@third|@relation ..3 @not? pass|passed|passes|blacked|conked|knocked out ..8 <isnot>|<willnot> @wake|@respond|breathe|up",
            "@third|@relation ..5 passed|blacked|conked|knocked out",
            "@third|@relation ..2 keeps|keep|kept passing|blacking|going|nodding|slipping|drifting|losing under|out|off|away|consciousness",
            "found|find ..3 unresponsive|unconscious|collapsed|passed|lifeless|floor|blue",
            "los~|lose|lost|in ..2 consciousness",
            "shake|shaken|shook|shaking|slap|slapped|shout|shouted|yell|yelled|scream|poke|poked|splash|splashed ..3 @third|@relation ..6 nothing|no|not|wont|never",
            "@third|@relation ..4 sleep|asleep|sleeping ..6 <willnot> ..2 @wake",
            "eyes ..3 open ..4 @not|no|nobody|nothing",
            "is he|she|they dead|dying",
            "@not|dont? know|think if|hes|shes|he|she|they ..2 alive|dead",
            "@third|@relation looks|look|seems|is|are|feels dead|dying|cold|lifeless ..3 help|breathing|touch|please|touch",
        ]],
        unless: &[
            &["let me"],
            WISH_TO_SLEEP,
            &["unconscious|dead|passed_out|out ..8 so|too|how cute|adorable|precious"],
            &["wake up ..2 in the ..1 morning|mornings"],
            &[
                "do not|never wake up ..4 you|trash|loser|tomorrow",
                "whole bag",
                "hope|hoping|wish|pray ..3 not|never wake",
            ],
            &[
                "unconscious bias|mind",
                "not moving to|the|on|away|in|house|server|out",
                "cold is a|song",
                "for school|work|class|breakfast",
                "before|until noon|ten|# lol?",
                "line|queue|traffic|server|cursor|mouse|car|train ..2 not moving",
                "out cold by the|a|his|her|my",
                "cold ..3 round|blankets|ko|hook|uppercut",
                "how much|many ..8 not|never wake",
            ],
            &[
                "i|we did|do|can|could not wake",
                "i ..2 wake|waking up !my|the|our|him|her|them|@relation|@animal",
                "never wake",
                "@not want|wanna|need ..1 to? wake",
                "wake|waking|woke up ..2 early|late|before|without|coffee|time|until|for",
                "mods|mod|admin|admins|staff|op|ex|crush|she|he|they ..5 respond~|answer~|reply ..2 my|to my|texts|messages|calls|dm|dms|emails|ticket",
                "text|texts|message|messages|dm|dms|call|calls|email|ticket|tickets|snap",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "blacking_out",
        when: &[&[
            "i|ive|im|ill keep|kept|am|start|started|just|nearly|almost ..2 blacking|blacked|passing|passed|pass|black|fading|fainting|fainted|faint out?",
            "keep|kept|keeps|start|started blacking|passing|fainting|fading|zoning|collapsing|losing out|consciousness?",
            "i|ive|im|ill think|feel|gonna|going|about|might|may|bout ..3 pass|black|passing|blacking|faint|collapse|fainting out?",
            "in and out of? consciousness|it|awake",
            "blacked|black|blacking|passed out ..4 behind|at|twice|again|times|several|three|two|hit|woke|shower|bathroom|floor|kitchen|driving|wheel",
            "woke|wake|came up|to|round? on|in the floor|ground|bathroom|hallway",
        ]],
        unless: &[&[
            "passed|pass|passing out ..3 sofa|couch ..2 at|like|after|again",
            "passed|pass|passing out flyers|candy|from boredom|drunk|early|sofa|couch",
            "from cuteness|laughing|boredom|heat",
        ]],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "blue_lips",
        when: &[&[
            "@lipstrict ..3 @blue",
            "@blue ..3 @lipstrict",
            "@third|@relation|@animal ..3 is|are|look~|turn~|went|going|gone|got|all @blue|yellowish",
            "turning|turned|going|gone|went blue|grey|gray|purple|bluish|ashen|cyanotic",
        ]],
        unless: &[
            &["emoji|emote|sticker"],
            &["super|so|pretty|looks|very|is|a_bit pale"],
            &["in the? face arguing|talking|laughing|from"],
            &[
                "make|lipstick|up|cosplay|makeup|gloss|paint|polish|kiss|filter|dye|painted|nail|nails art|salon|color|colour|set",
                "white|red|green tea|vein|kratom|borneo|maeng|leaf",
                "hair|eyes ..2 @blue|purple",
                "cosplay|halloween|costume|makeup|look|make ..2 for|up|tutorial|idea|ice|queen|which",
                "cosplay|halloween|costume|makeup|lipstick",
                "popsicle|popsicles|slushies|candies|blueberry|blueberries|snowcone|snowcones|gatorade|jawbreaker|jolly|ink",
                "sky|leaf|leaves|powder|water|dress|shirt|jersey|screen|led|light|lights|collar|moon|day|green|eyes|tongue|candy|lollipop|slushie|slush|popsicle|team|state|county",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "seizure",
        when: &[&[
            "another|second|third|fourth|#|two|three|more|had|having fit|fits ..2 in|today|now|tonight|hour|row|since|help|again",
            "blood ..3 when ..2 throw|vomit|puke|cough|spit",
            "i|@someone|@animal|anyone ..5 @seizure",
            "have|has|had|having|hav|keeps|another|more|just|got|a|seizures|is|think|gave ..2 @seizure",
            "^ @seizure",
            "@third|@relation|@animal ..4 @jerk ..4 floor|ground|all|uncontrollably|violently|everywhere|body|bed|stop|badly|hard|foam|foaming|mouth|eyes|unconscious|over|lots",
            "@jerk ..2 all over|uncontrollably|violently",
            "fell|fallen|falling|falls|went|dropped|collapsed|down|floor|ground ..5 twitch~|jerk~|shak~|convuls~|shaking",
            "@third|@relation|@animal|body|started|is|keeps twitching|jerking|convulsing|thrashing|spasming",
            "convuls~",
            "foam|foaming|froth|frothing ..4 mouth|nose|lips",
            "eyes ..3 roll~|rolling|rolled|back|white|whites ..2 back|head|up?",
            "eyes ..2 rolled|rolling|rolls",
            "stiff|rigid ..2 as|board|jaw|and|all",
            "jaw ..2 locked|clenched|clamped",
            "bit|bitten|biting|bites ..2 tongue",
            "a|some|kind|had|having|have|another ..2 fit|fits ..3 bit|tongue|floor|twitching|shaking|out|again|unconscious|help|minutes|minute|eyes",
            "@third|@relation|i ..3 having|had a|another fit",
            "epileptic|grand fit|attack|mal",
            "whole|entire|all body ..2 shaking|jerking|shakes|twitching|locked|convulsing|spasming",
        ]],
        unless: &[
            &[
                "eye|eyelid ..2 twitching|twitch",
                "seizing|seize the ..1 means|production",
                "rumour|rumor|myth|fact|fiction|real",
            ],
            &[
                "liquid|butter|product|milk|latte|soap|mattress ..3 foam|froth",
                "foam ..2 roller|mattress|party|pillow|cleanser|like",
            ],
            &[
                "seizure|seizures law|laws|bait|warning|disorder|meds|medication|medications|salad|free|threshold|history|of_assets|of_property",
                "asset|assets|property|police|customs|drug|dea|cargo|border|land ..2 @seizure",
                "can|does|will|could ..3 cause ..3 @seizure",
                "seize|seized|seizing|seizes the ..1 day|opportunity|moment|power|control|chance|assets",
                "had a fit when|about|because|over",
                "engine|market|power|opportunity|fitting room",
                "history of|epilepsy|epileptic|prone|used",
                "fitting|fit ..2 clothes|end|tribute|description|dress|room|perfectly|well",
                "bit|bite|biting my tongue and|because|until|when ..2 said|say",
                "fit|fits well|me|perfect|fine|all|my",
                "lol|lmao|haha",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
];
