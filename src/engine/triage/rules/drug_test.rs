//! Passing or failing a drug test.
//!
//! **Invariant:** a test in this channel is a drug test, unless it is of a school, a laboratory or
//! an illness.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::DrugTest);

const OTHER_TEST: Group = &[
    "math|maths|exam|exams|chemistry|history|spanish|biology|covid|iq|unit|beta|crash|personality|physics|english|penetration|playtest|midterm|final|finals|latin|aptitude|hearing|dna|antigen|taste|integration|regression|metals|salmonella|batches|coa|pregnancy|eye",
    "screen|screens ..1 time|shot|share|sharing|saver|protector|door|resolution|size|cracked|black|recording|brightness",
    "clinical|double|proper trial|trials|tested|test",
    "tested|testing|tests|studies ..2 on|in animals|mice|lab|trial|humans|anyone|anybody|a proper",
    "solar|glass|control|side|admin|wall|instrument|front panel|panels|discussion",
    "show|shows|come|comes|turn ..1 up ..1 late|early|for|to|at|on ..1 time|work|my|the|statement|account|app|stream|raid|party|event|google|screen|tv|class|card|list|feed|search",
    "pool|swimming|betting|pond",
    "passed|failed|fail|pass my|the|a driving|maths|written|theory|interview",
    "endorphin|endorphins|endorfins|prodution|production",
    "ads|annoying",
    "heavy|metals|salmonella|purity|batch|batches",
];

pub(super) static RULES: &[Rule] = &[Rule {
    name: "drug_test",
    when: &[&[
        "drug|drugs|urine|piss|pee|hair|saliva|swab|mouth|tox|toxicology|dot|ua|opiate|opioid|workplace|employment|preemployment|pre|random|company|job|work|court|probation|blood|follicle|sweat|military|antidoping|cup|dip test|tests|testing|tested|screen|screens|screening|panel|analysis|swabs|swab|check|report|checks",
        "uas|ua|etg|dot|usada|wada|antidoping|doping",
        "test|tests|tested|testing ..3 for|positive|dirty|hot|clean|negative ..3 kratom|it|mitragynine|opiates|opioids|this|thc|on|$|drugs|7oh|kratum|that|leaf",
        "kratom|it|mitragynine|this|kratum|7oh|leaf|tea|plant ..5 show|shows|showing|shown|appear|appears|detect|detected|detectable|detection|ping|flag|flagged|trigger|register|come|comes ..2 up|on|in|as|as|out ..5 test|tests|screen|panel|ua|urine|blood|hair|swab|system|probation|piss|positive|lab|work|opiate|$|$",
        "show|shows|showing ..1 up? ..2 on|in|as ..3 test|tests|screen|panel|ua|urine|blood|hair|swab|#|piss|pee|opiate|a",
        "pass|fail|failed|failing|passing|passed|beat|beating|cheat|cheating|fake|fool|flunk|flunked|ace ..4 test|tests|screen|screening|panel|ua|urine|swab|drug|piss|pee",
        "how long ..4 stay|stays|remain|last|detectable|detected|show|linger|be|in|for ..4 system|urine|blood|hair|body|saliva|pee|detectable|out|detected|test",
        "stay|stays|staying|remain|remains|leave|leaves|left|out|clear|clears|still ..3 in|of|my|your|from|the ..1 my|your|the|our|ur ..1 system|urine|blood|body|hair|pee|saliva",
        "detection|detectable|detected|detect|detects|clearance|halflife ..3 window|time|times|period|in|by|test|urine|for|kratom|it|how|on|long",
        "flush|flushing|flushes|cleanse|cleansing|clear|clean|detox|get|sweat|purge ..3 it|system|kratom|out|my|this ..4 out|system|fast|quick|quickly|asap|before|test|body|by|drink|pee|urine",
        "detox|cleanse|cleansing|cleaner|masking drinks|drink|kit|kits|tea|shampoo|pills|agent ..6 test|clear|work|clears|it|pass|from|for|headshop|before|kratom|$",
        "synthetic|fake|clean|friends pee|urine|piss",
        "whizzinator|quickfix|quick fix",
        "# panel|panels",
        "five|ten|twelve|standard panel",
        "probation|parole|prob|custody|pretrial|bail|halfway ..12 kratom|it|this|use|test|tests|testing|tested|can|show|shows|caught|leaf|take|drink|fridays",
        "kratom|it|this|use|take|leaf ..10 probation|parole|custody|usada|army|navy|military|marines|court|airforce",
        "army|navy|military|marines|airforce|deployment|academy|coast|meps|enlist|recruit|ncaa|nfl|athlete|athletes ..10 kratom|it|banned|ua|test|testing|kicked|caught|pop|tested|allowed",
        "usada|anti_doping ..10 banned|allowed|prohibited|legal|ok",
        "pee|piss|urinate|swab|swabs|swabbed ..3 in|for|a|test|cup|tomorrow|monday|friday|me|us|you|before|$",
        "give|gives|giving|gave|submit|provide|do|take|makes ..3 urine|urinalysis|sample|specimen|swab|hair|piss|pee",
        "they|job|boss|employer|work|warehouse|company|po|court|clinic|hr|doctor|interview ..3 test|tests|swab|swabs|screen|screens|testing|tested|urine",
        "see|know|find|tell|detect|caught|notice ..5 urine|blood|test|pee|sample|hair",
        "pre employment|hire|hiring|onboarding ..4 screen|test|drug|urine|check",
        "employment|preemployment|job|work screen|screening|drug|test|urinalysis",
        "false positive|positives",
        "drug|drugs tested|testing|test|tests",
        "test|tested|testing|tests|screen ..2 tomorrow|monday|tuesday|wednesday|thursday|friday|soon|coming|next ..6 kratom|it|pass|fail|clean|show|job|clear|took|positive|dirty|am",
        "testing|tested|test|tests ..3 coming|pool ..6",
        "banned ..2 substance|list|or ..3 wada|usada|sport|sports|athlete",
    ]],
    unless: &[
        &[
            "blood_test|test|tests ..1 went|was|were|came_back|is ..1 fine|ok|okay|good|normal|clear|easy|hard",
        ],
        OTHER_TEST,
        &[
            "water|drinks|tea ..2 cleanse|flush ..1 skin|toilet",
            "show|shows ..1 up? ..2 on|in ..1 a|the? ..1 tv|tiktok|list|study|studies|article|research",
            "know|tell|see|find ..4 blood|hair ..1 color|type|pressure",
            "is there a|way|test",
            "clean|clear ..2 teeth|mug|bag|grinder|head|mind|up|your head",
            "out of|from the|your|my? body ..1 produce|produces|make",
            "in the|our|your|my? body ..2 endorphin|endorphins|work|wrok|deal",
            "system ..2 endorphin|endorphins|limbic|nervous|immune|reward",
            "left|still|in|of ..2 the|a|an? nervous|limbic|endorphin|immune|opioid|reward system",
            "pee|piss ..1 off|myself|laughing|break|me|pants|yellow",
            "taste test",
            "get|clear|clean ..2 it|this ..2 out|up of|there|the",
            "gets|get ..3 into",
            "they|work|school|company ..3 test ..1 the|drive|kitchen|server|bot|beta|feature|new|it",
        ],
    ],
    off_topic: true,
    ..BASE
}];
