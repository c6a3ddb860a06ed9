//! Signs that mean little alone and a danger together.
//!
//! **Invariant:** each rule needs a person in particular and two signs of different kinds, in any
//! order.

use super::{DEVICE, LONG_AGO};
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

/// Somebody in particular.
const PERSON: Group = &[
    "i|im|ive|ill|id|me|my|mine|myself|our|we|us",
    "@family|he|she|hes|shes|him|her|his|gf|bf|friend|roommate|flatmate|buddy|mate|neighbour|neighbor|coworker|colleague|someone|somebody|they|dude|guy|girl",
];

/// Having taken it.
const TAKEN: Group = &[
    "took|taken|ate|eaten|drank|drunk|swallowed|downed|chugged|necked|popped|dosed|redosed|had|tried|did|finished|sipped|used|smoked ..6 @swallowable|it|some|double|more|two|three|four|five|six|seven|eight|ten|#|whole|entire|rest|half|handful|lot|shot|much|extra|another|twice|second|capsules|spoon|spoonful|scoop|scoops|grams|g|dose|bottle|one|vein|red|green|white",
    "after|since|from|following ..5 @swallowable|taking|drinking|eating|using|trying|dose|dosing|dosed|scoop|scoops|first|second|it|drink|cup|extract|swallowing|brew|gummy",
    "redosed|redose|overdid|megadosed|macrodosed|doubled|kratomed",
    "kratom|kratum|extract|powder|capsules ..6 sick|ill|vomiting|puking|shaking|dizzy|unwell",
    "took|dosed|drank|swallowed|ingested",
    "shots|caps|capsules|scoops|gummies|cups deep|in",
    "until|til|second|third|another ..2 cup|scoop|dose|shot|gummy",
    "capsule|capsules|gummy|gummies|brownies|extract|shot ..6 feel|feeling|felt|sick",
    "off|on ..2 kratom|extract|shot|shots|powder|capsules|gummies|gummy|tea",
    "this|that|the new|extract|batch|brand|bag|strain|shot|tea|powder|stuff ..6 making|made|makes|got|has|have|is|messed|wrecked|fucked|hit|floored|knocked",
];

/// Feeling badly unwell.
const UNWELL: Group = &[
    "@vomitone",
    "throwing|threw|bringing|chucking|coming ..1 it? up",
    "dizzy|dizziness|nauseous|nauseated|nausea|nausious|nautious|queasy|shaky|shakes|trembling|tremors|tremor|shivering|clammy|lightheaded|woozy|spinning|spins|wobbles|wobbling|disoriented|delirious|palpitations|convulsing|feverish|stumbling|staggering|slurring|drooling|lethargic|twitching|twitchy|jittering|paranoid",
    "feel|feels|feeling|felt|am|im|is|hes|shes|looks|acting|got ..3 sick|ill|unwell|awful|terrible|horrible|horible|dreadful|rough|poisoned|ghastly|poorly|faint|weird|strange|funny|crap|shit|shite|shitty|odd|bad|grim|lousy|rotten|toxic|dying|off|zombie|death|crappy|messed|green|scary|scared|drunk|insane|gross",
    "@not ..2 feel|feeling|look|looking|well|seem|doing ..1 too|very|so? ..1 good|well|right|great|hot|okay|ok|normal|myself|himself|herself",
    "not well|okay|right",
    "heart ..4 racing|pounding|hammering|fast|fluttering|skipping|weird|strange|things|crazy|doing|jumping|thumping|beating|pumping|flutters|palpitating|irregular",
    "stomach|tummy|belly|guts|gut|head|skull|eyes|vision|ears|chest|body|legs|hands|skin|jaw|muscles|tongue|room|world|walls ..4 hurts|hurt|hurting|cramps|cramping|cramp|agony|knots|pounding|splitting|spinning|blurry|blurred|double|focus|ringing|shaking|tingling|twitching|itching|burning|weak|jelly|wobbly|wobbling|numb|killing|churning|swimming|wrong|weird|messed|shake|wont|ache|aching|heavy|buzzing|jitter|jittery|dilated|cold|hot|crawling|clenching|locked|moving",
    "cold|hot|drenched|pouring|dripping|heavy sweats|sweat|sweating|flashes|chills",
    "sweating|sweats ..2 buckets|bullets|like|profusely|crazy|lots|so|hard|bad",
    "<cannot> ..1 keep|hold|stomach ..3 down",
    "<cannot> ..1 stop|quit ..1 puking|shaking|throwing|vomiting|sweating|shivering|retching|itching|trembling|scratching|heaving|crying|twitching|spinning",
    "<cannot> ..1 stand|walk|move|get_up|sit|see|think|focus ..1 up|straight|properly|$|without|or|clearly",
    "bathroom|toilet|bowl|bucket|sink ..4 floor|hours|hugging|night|head|hour|kneeling|over|all|since|puking|again",
    "hugging|hug|praying ..3 toilet|bowl|porcelain",
    "hit|run ..2 by|over ..2 truck|bus|train",
    "bad|weird|horrible|scary|terrible|nasty|awful|rough|worst reaction|trip|time|experience|night|place|headspace",
    "panicking|panicing|freaking|terrified|scared|worried|regret|regretting|regretted ..3",
    "out of it",
    "seeing double|stars|spots|things",
    "double|blurry|blurred|tunnel vision",
    "tripping|hallucinating|hallucinations",
    "floor ..2 after|since|from ..4",
    "feel|feels|feeling|felt ..1 insane|crazy|flu|hungover|drugged|high_af|destroyed|ruined|wrecked|possessed",
    "like ..1 the? ..1 flu",
    "hives|rash|swelling|swollen|itchy|itching|red_blotches|blotchy",
    "dehydrated|diarrhea|diarrhoea|shits|runs",
    "floored|wrecked|ruined|destroyed|knocked_out|fucked_up|messed_up me|him|her|us",
];

/// More than was meant.
const TOO_MUCH: Group = &[
    "lost|losing|loose|lose count|track ..2 of|how",
    "forgot|forgotten|forgetting|unsure|remember|dont_know ..4 already|had|took|taken|dosed|how ..4 took|again|twice|dose|second|taken|much|many",
    "twice|double|triple|doubled|tripled|quadruple|10x|5x|3x|times ..3 dose|amount|usual|normal|by|what|as|more|the|mistake|recommended|accident|up|size",
    "whole|entire|full|all|rest|complete ..2 bag|bottle|pack|packet|pouch|box|jar|container|bar|stash|tub|tin|thing|lot|tray|supply|week|months|weeks",
    "too|to|2 much|many|mch|strong",
    "way|far|waaay|much|lot|lots more|over|above ..4",
    "more ..2 than ..5 should|usual|normal|usually|normally|meant|planned|supposed|intended|recommended|label|says|said|thought|wanted|i|ever|before|he|she",
    "by|on mistake|accident|accidentally",
    "accidentally|accidently|mistakenly|unknowingly|unintentionally|thinking_it|thought_it|mistook|mixed_up|instead_of|wrong",
    "mis|miss measured|measure|measuring|counted|dosed|read|calculated|weighed",
    "mismeasured|miscounted|misdosed|misread|miscalculated|misjudged|overestimated|underestimated|eyeballed",
    "wrong|bad|broken|off|messed ..1 up? ..2 dose|scale|scoop|spoon|amount|measurement|math|decimal|capsules|bottle|cup|math|maths|calculation",
];

const NOT_UNWELL: Group = &[
    "smell|smells|taste|tastes|tasted|flavor|flavour|colour|color",
    "without|no|any|never|not ..2 nausea|nauseous|dizzy|sick|dizziness|wobbles|headache|vomiting|puking|side",
    "withdrawal|withdrawals|quitting|quit|turkey|detox|taper|tapering|stopped|without_it|off_it|ran_out|run_out|last_dose|since_i_stopped|skip|skipped|since_stopping",
    "helps|help|helped|for|against|cure|treat|ease|relief ..2 my|the|with? ..2 nausea|anxiety|pain|dizziness|vertigo|headache|stomach|panic|migraine|back|depression",
    "flat|bored|sad|lonely|guilty|bad_for|bad_about|weird_about",
    "hangover|hungover|flu|covid|a_cold|food_poisoning|virus|pregnant",
    "rotten|stinking|nasty|horrid cold|cough|sniffles",
    "hair|leg_day|gym|squats|workout|run|hike|marathon",
    "screaming ..1 crying",
    "read|reading|article|lecture|video|game|movie|meeting|news|exam|school|episode|show",
    "wonder|curious|heard|hear|saw|told ..4 people|someone|somebody|it ..4",
    "people|folks|they|users|some ..3 get|feel|throw|puke|vomit|react",
    "since|about|for ..2 month|months|year|years|weeks",
    "payment|card|transfer|transaction|account|balance|refund|money|order|package|delivery|seller|bank|atm|cash|charged|app|top",
];

const GOOD: Group = &[
    "feel|feeling|felt|feels ..2 good|great|amazing|better|fine|nothing|wonderful|happy|awesome|calm|energised|energized|lovely|nice|relaxed|chill|normal|fantastic",
];

pub(super) static POISONING: &[Rule] = &[
    Rule {
        name: "taken_and_unwell",
        when: &[UNWELL, TAKEN],
        unless: &[
            &[
                "since ..2 use|using|started|i_use",
                "in the morning|mornings",
                "lately|recently|for_weeks|for_months|whenever",
                "month|months|weeks|year|years of|on|into",
                "after ..1 a|two|three|# ..1 month|months|weeks|year|years",
            ],
            NOT_UNWELL,
            GOOD,
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..Rule::of(Category::Poisoning)
    },
    Rule {
        name: "too_much_and_taken",
        when: &[
            TOO_MUCH,
            &[
                "took|taken|take|ate|eaten|drank|drunk|swallowed|downed|chugged|necked|popped|dosed|redosed|ingested|dose|doses|gulped|drink ..4",
                "had ..3 too|way|far|more|double|twice|whole|entire|all",
            ],
            &[
                "kratom|kratum|extract|powder|capsules|pills|tea|dose|doses|shot|shots|gummies|bottle|bag|leaf|stuff|spoon|spoons|tablespoon|teaspoon|grams|g|capsule|it|amount|usual|normal|scale|pack|packet|bar|stash|some|pouch|edible|edibles|supply",
            ],
            PERSON,
            &[
                "help|what|now|sick|feel|feeling|worried|scared|worry|ok|okay|dangerous|die|dizzy|nauseous|hospital|vomit|puke|panicking|panic|bad|happens|happen|do|regret|ill|unwell|heart|head|shaking|is|am|will|should|awful|weird|sleepy|spinning|sweating|numb|body|stomach|floored|gone|wrong|oops|emergency|long",
            ],
        ],
        unless: &[
            GOOD,
            &[
                "payment|card|transfer|transaction|account|balance|refund|money|order|package|delivery|bank|atm|cash|charged|fee|top|pin|too_long|took_too|pizza|cake|coffee|water|food|homework|photos|time",
                "can|should|could|is|would|may|ok|okay|safe ..2 i|we|it|to|he|she ..2 take|double|have|drink|use|eat",
                "people|someone|users|you take|takes|use|taking",
                "if i|you|someone|people|we|they ..2 take|drink|eat|use",
                "drug|urine test",
                "more than ..2 one|active",
                "how|what|why ..3 too_much|large|high ..2 do|does",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..Rule::of(Category::Poisoning)
    },
    Rule {
        name: "child_and_powder",
        when: &[
            &[
                "@child|my_youngest|my_oldest|my_little_one|little_one|my_kid|two_year_old|three_year_old|year_old|my_son|my_daughter|baby|toddler|grandkid|grandson|granddaughter|niece|nephew|crawler|lo|1yo|2yo|3yo|4yo|5yo|6yo",
            ],
            &[
                "ate|eaten|eating|ate|swallowed|swallow|drank|drunk|drinking|licked|licking|chewed|chewing|sipped|tasted|mouth|mouthful|lips|tongue|into|ahold|hold|found|spilled|spilt|opened|open|grabbed|gobbled|nibbled|munched|sucked|sucking|bit|helped_herself|helped_himself|playing|gulped|gulp|sip",
            ],
            &[
                "kratom|kratum|powder|capsule|capsules|extract|gummy|gummies|stash|shot|shots|pills|pill|tincture|leaf|pouch|edible|edibles|kr4tom|bag_of_kratom|my_tea|kratom_tea|green_stuff|supplement|my_cup|my_mug",
            ],
        ],
        unless: &[&[
            "should|can|could|ok|okay|safe|may|would|allowed|wants|want|give|giving|every|daily|regularly|anxious|anxiety|school|addicted|hooked|found_out|sells|bought|buys|orders|online",
            "year|years ago|old_server",
            "how old",
        ]],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..Rule::of(Category::Poisoning)
    },
    Rule {
        name: "animal_and_powder",
        when: &[
            &["@animal"],
            &[
                "ate|eaten|eating|eat|swallowed|swallow|drank|drunk|drinking|licked|licking|licks|chewed|chewing|chews|sipped|tasted|mouth|into|hold|ahold|found|spilled|spilt|opened|ripped|tore|torn|grabbed|gobbled|nibbled|munched|stole|raided|lapped|gulped|inhaled|snuffled|sniffed|shredded|destroyed|consumed|bit|snarfed|knocked",
            ],
            &[
                "kratom|kratum|powder|capsule|capsules|extract|gummy|gummies|stash|shot|pills|pill|tincture|leaf|leaves|pouch|edible|edibles|my_tea|kratom_tea|my_cup|my_mug|supplement|vet|poison|poisonous|toxic|plant|bag|brew|baggie|worry|worried",
            ],
        ],
        unless: &[
            &["rabbit hole|holes", "dog days|house", "black sheep", "bird brain|eye", "guinea"],
            &[
                "lab ..2 report|test|tests|tested|coat|looking|work",
                "can|should|could|ok_to|safe_to i|we|you ..1 give|feed",
                "do dogs|cats|animals",
                "tray|brownies|homework|pizza|shoe|shoes|couch|sock|chocolate|sandwich|treats|steak|dinner|cake|cheese|years|college|tomato|tomatoes",
            ],
        ],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..Rule::of(Category::Poisoning)
    },
];

pub(super) static EMERGENCY: &[Rule] = &[Rule {
    name: "grave_signs_together",
    when: &[
        &[
            "unconscious|unresponsive|collapsed|fainted|passed_out|blacked_out|limp|floppy|convulsing|seizing|seizure|twitching|jerking|gurgling|foaming|choking|gasping|wheezing|slumped|drooling|lifeless|stiff",
            "lips|lip|face|skin|nails|fingers|fingertips|hands|mouth|he|she|hes|shes|they|turning|turned|gone|goes ..3 blue|purple|bluish",
            "blue|purple|bluish ..2 lips|lip|face|skin|nails|fingers|fingertips|hands|mouth",
            "@not|barely|hardly|cant|cannot|stopped|wont ..2 breathe|breathing|breath|wake|waking|respond|responding|moving|move|answer|answering|talk|talking|stand|speak|swallow|awake|conscious|coherent",
            "chest|heart|breathing|breath|pulse ..4 pain|hurts|tight|stopped|racing|irregular|weak|slow|shallow|pounding|crushing|funny|weird|wrong|hard",
            "face|arm|leg|side|speech|words|lips|hands ..4 droop|drooping|numb|slurred|slurring|blue|weak|tingling|paralyzed|cold",
            "blood|bleeding",
            "throat|tongue|lips|face ..3 swelling|swollen|closing|tight",
        ],
        &[
            "cold|clammy|grey|gray|pale|white|sweating|sweaty|cold_sweat|confused|disoriented|vomiting|puking|dizzy|faint|numb|shaking|stiff|rigid|floor|head|eyes|lips|skin|unresponsive|unconscious|snoring|fever|collapsed|fell|fallen|overdose|overdosed|od|xanax|alcohol|heroin|fentanyl|fent|benzos|oxy|pills|hives|jaw|arm|vision|terrified|scared",
        ],
        &[
            "help|please|pls|what|now|call|hurry|someone|urgent|emergency|scared|omg|quick|asap|panicking|ambulance|should|rn|911|999|112|still|minutes|minute|ago|suddenly|just|hospital|er|wont|cant|not|stop",
        ],
        &[
            "he|she|hes|shes|him|her|i|im|my|his|they|someone|friend|me|dad|mom|mum|brother|sister|gf|bf|wife|husband|son|daughter|roommate|mate|buddy|partner|ive|neighbour|neighbor|coworker|guy|girl|man|woman|kid|baby",
        ],
    ],
    unless: &[
        &["faint smell|sound|scent|line|memory"],
        &["hope|hoping|wish|pray ..3 not|never wake"],
        LONG_AGO,
        &[
            "game|movie|show|season|episode|makeup|cosplay|blood_pressure|blood_test|blood_sugar|blood_thinner|blood_thinners|bloody_hell|nosebleed|text|texts|message|dm|phone|mods|card|bank|account|atm|transfer|payment|order|top|refund|vein|strain|lol|gym|squats|workout|snow|winter|shower|pool|recipe|fish|sourdough|tree|leaf|leaves|blue_vein|dyed|hair|team|match|seller|vendor|app|printer|cat_video|comedian|laughing|jokes",
        ],
    ],
    beside: &[DEVICE],
    general: true,
    past: &[LONG_AGO],
    jest: true,
    ..Rule::of(Category::Emergency)
}];
