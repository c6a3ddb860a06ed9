//! Signs of an acute emergency: who collapsed, who is asleep at the wheel, who asks for help.
//!
//! **Invariant:** as for the other signs: what machines and jokes do is left out, nothing else.

use super::{DEVICE, LONG_AGO};
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Rule, Within};

const BASE: Rule = Rule::of(Category::Emergency);

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "collapsed",
        when: &[&[
            "@third|@relation|@animal|i|just ..4 collapse|collapsed|collapses|collapsing|colapsed|fainted|keeled|slumped|faints|fainting|collapsd",
            "^ collapsed|fainted",
            "@third|@relation|@animal ..4 fell|fall|falls|went|fallen|dropped|falling|drop|drops|hit ..2 down|over|floor|stairs|ground|sack|dead ..12 <isnot>|<willnot>|no|unconscious|blood|head|respond~|moving|move|twitch~|shak~|confused",
            "went|dropped|fell|falls|falling|go|down like|to|on a? sack|floor|ground|stone|rock|bathroom|brick|knees",
            "hit|banged|cracked|smacked|bleeding ..2 head ..6 @not|no|blood|bleeding|unconscious|confused|dizzy|vomiting|come|wake|round",
            "keeps|keep|kept falling over|down",
        ]],
        unless: &[
            &[
                "collapsed|collapse ..1 the|this|all|a ..1 folder|comments|menu|section|tab",
                "faint smell|sound|line|memory|glow|light|scent|hint",
            ],
            &[
                "shelf|roof|bridge|building|economy|market|tent|chair|bed|stock|stocks|deal|cake|souffle|price|prices|sidebar|marathon|run|tower|bank|lung|couch|sofa|of_laughter|from_laughing|on_the_sofa|on_the_couch|into|onto",
                "fell|falls|fall in|for",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "asleep_at_the_wheel",
        when: &[
            &[
                "@fallasleep ..1 asleep|off|out|away|at|behind|while|on",
                "microsleep~|microsleeping|dozing|nodding|noddin|dozed|dozes|nodded",
                "eyes|eyelids|eye ..4 closing|shutting|close|shut|heavy|closed|open|blurry|focus|rolling|crossing",
                "<cannot> ..1 keep|stay|hold ..2 eyes|awake|conscious|open",
                "asleep|drowsy|sleepy|blurry|sedated ..3 at|behind the|a wheel",
                "asleep at the? wheel",
                "seeing double",
                "swerv~|veering|veered|drifting lanes?",
            ],
            &[
                "drive|driving|drivin|drove|driver|wheel|motorway|highway|freeway|interstate|road|car|truck|lorry|van|lane|lanes|traffic|steering|m25|i95|exit|motorbike|forklift|bus|behind",
            ],
        ],
        within: Within::Message,
        unless: &[
            &[
                "fell|falling|fall|falls behind",
                "kids|baby|toddler|passenger|dog|daughter|son ..3 asleep",
            ],
            &["swerve|swerving ..1 into"],
            &["is|are ..1 a|an ..1 band|song|album|film|movie|book|concept|psa", "psa|band|song"],
            &[
                "passenger|backseat|back seat",
                "on|in the train|bus|plane|couch|sofa|class|lecture|meeting",
                "yesterday|years|once|used",
            ],
        ],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "calls_for_an_ambulance",
        when: &[&[
            "call|calling|called|phone|dial|ring|rang|send|need|get|getting|want ..4 ambulance|911|999|112|paramedic|paramedics|ems|000",
            "go|going|rush|rushed|take|taking|get|need ..3 to|2|the|an er|hospital|emergency ..2 right|now|asap|or|room|immediately|help|please",
            "need|get|send ..2 medical|emergency help|attention|assistance",
            "medical emergency",
        ]],
        unless: &[
            &[
                "but not for me",
                "called|rang|phoned|dialled|dialed ..1 ambulance|911|999|112|000|paramedics|ems ..4 year|years|month|months ago",
                "called|rang|phoned|dialled|dialed ..1 ambulance|911|999|112|000|paramedics|ems ..2 last year|month|summer|winter|spring|autumn",
                "album|song|mixtape|beat|solo|outfit|drip|roast|burn|verse|track|meme|fit",
            ],
            &[
                "work|works|worked|shift|nurse|job|friend_is|visit|visiting|calling_in|course|training",
                "when|should someone|people|you|one",
                "in a|an|any|case|of emergency",
            ],
        ],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "sedated_by_two",
        when: &[
            &[
                "<cannot> ..1 stay|keep|remain|hold ..2 awake|conscious|open|upright",
                "keeps|kept|keep|keeping ..1 nodding|nodded|falling|drifting|passing|dozing|slipping ..1 off|out|asleep|over|in|away",
                "nodding|passing|falling|drifting off|out|asleep ..3 mid|while|every|constantly|again|and",
            ],
            &["kratom|kratum|kratm|it ..8 @strong", "@strong ..8 kratom|kratum|kratm|it"],
        ],
        unless: &[
            &[
                "without|unless|until ..2 coffee|caffeine",
                "class|lecture|meeting|lectures|meetings|desk|church|movie",
                "can|does|will|would kratom|it",
            ],
            LONG_AGO,
        ],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
];
