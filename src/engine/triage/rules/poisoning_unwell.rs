//! Badly unwell after it.
//!
//! **Invariant:** whether it was too much is never judged: that somebody took it and is unwell is
//! enough.

use super::{DEVICE, LONG_AGO};
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Rule, Within};

const BASE: Rule = Rule::of(Category::Poisoning);

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "unwell_after_it",
        when: &[
            &[
                "@vomitone",
                "throw|throwing|threw|threwing|thrown|chucking|chucked|bringing ..1 up",
                "feel|feels|feeling|felt|am|im|got|getting|gets|been|hes|shes|made|violently|acting|being ..3 @verysick",
                "@third|@relation ..2 is|are|was|looks|look|got|acting ..3 @verysick",
                "feel|feels|feeling|felt|feelin ..3 right|wrong|horrible|terrible|awful|weird|rough|strange|bad|unwell|odd|funny|off|poisoned|shit|shitty|crap|ill|sick|horible|grim|rotten|lousy|poorly|dreadful|ghastly|dead|faint|wired|panicky|gross",
                "room|head|world|everything|walls ..3 spinning|spins|swimming|spin",
                "heart ..3 racing|pounding|fast|palpitations|beating|hammering|fluttering|skipping|pumping|race|thumping",
                "palpitations",
                "stomach|tummy|belly|gut|guts|bowels ..4 knots|hurts|pain|cramps|cramping|ache|aching|killing|turning|churning|agony|cramp|sick",
                "@not ..2 keep ..3 down|food|water",
                "@not|stop ..2 stop|stopped shaking|shivering|trembling|sweating|puking|vomiting|spinning|retching|crying|itching|twitching|throwing",
                "legs|hands|body|arms|eyes|hand|jaw|whole ..4 trembl~|tremble|trembling|shaking|shake|shakes|twitching|wobble|wobbling|jelly|focus|blurry|wont|buzzing|spasming",
                "hugging|hug|over|on|near ..3 toilet|bathroom|bowl|bucket",
                "trembling|shaking|shivering|sweating|sweats|shakes|tremors|clammy|dizzy|nauseous|itching|stumbling|wobbling|giggly|drooling|slurring|delirious",
                "violently ill|sick",
                "<cannot> ..1 stand|walk|sleep|focus|think|stop|swallow|eat ..1 up|straight|shaking|properly|clearly?",
                "bad|adverse|weird|horrible|strange|severe|nasty|awful|terrible reaction|trip",
                "sick as a|fuck|hell|dog",
                "itching|itchy|rash|hives ..3 everywhere|all|over|body|crazy|badly|spreading",
                "hallucinat~|hallucinating|tripping|paranoid",
                "out of it",
                "pale|grey|sweaty and|face",
                "passing|passed out",
                "panicking|panicing|freaking|freaked out",
                "sick|ill|unwell|poorly after|since|from|off",
                "feel|feels|feeling very? strange|weird|ill|unwell|poisoned",
                "bad|worse|sick|horrible|awful|rough ..1 feel|feeling",
                "tummy|stomach|belly|head hurts|aches|ache|hurt|upset",
                "heartbeat|heart ..3 weird|irregular|fast|crazy|pounding",
                "sick # times",
                "been sick",
                "both|all|two|three of us ..3 floor|ground|bed|sofa|couch|bathroom",
            ],
            &[
                "@kratomstrict ..3 shot|shots|tea|drink|capsules|extract|powder|bar|gummies?",
                "after|since|from|off ..5 brownie|brownies|edible|edibles|extract|powder|shot|shots|tea|capsules|capsule|batch|brand|strain|gummy|gummies|it|taking|drinking|drank|took|stuff|this|kratom|dose|leaf|taken|eating|having|bag|drink|using|pills|cup|vein|red|green|white|new",
                "took|taken|swallowed|drank|overdid|overdosed|overdose|overdone|drunk",
                "@took ..5 @swallowable|it|this|that|some|stuff|double|dose|too|more|much|many|extra|vein|green|red|white|grams|bar|shot",
                "too|to much|many|strong",
                "tried ..4 extract|powder|brand|strain|it|new|different|first|kratom|shot",
                "powder|batch|extract|capsules|shot|shots|tea|bag|brand|product|gas station|pills|stash|kratom|vein|stuff|edible ..8 contaminated|spiked|laced|moldy|mouldy|bad|off|wrong|dodgy|poison|poisoned|dirty",
                "new|different batch|brand|strain|vendor|bag|bottle|product",
                "off the? shot|shots|extract|batch",
                "this|that|the stuff|extract|powder|shot|batch|leaf",
                "stash|pouch|capsules|extract|gummies|kratom",
                "first time",
                "side effect",
            ],
        ],
        within: Within::Message,
        unless: &[
            &[
                "since ..2 use|using|started|i_use",
                "in the morning|mornings",
                "lately|recently|for_weeks|for_months|whenever",
                "month|months|weeks|year|years of|on|into",
                "after ..1 a|two|three|# ..1 month|months|weeks|year|years",
            ],
            &[
                "hurts|hurt ..2 code|this_code|meeting|laughing|work|math",
                "ran|run out|of",
                "<cannot> ..1 stop using|taking|buying|drinking",
            ],
            LONG_AGO,
            &[
                "do|does|did|can|will|would|could|might|may|is ..3 kratom|it|this|that|you|people|big|amounts|folks ..4 throw|nausea|nauseous|dizzy|vomit|sick|puke|upset|sleepy|itch|feel|make",
                "why ..4 nauseous|sick|feel|sleepy|feels|shaky|dizzy|calm|good|so",
                "wanna|want|wants|gonna|going|makes|make|made ..2 to|me|us? ..1 wanna|want|feel|to puke|vomit|barf|sick",
                "not|never|dont|without feel|feeling|felt|get|got|sick|nauseous|dizzy ..1 sick|anything|nauseous|it|dizzy",
                "threw|throw|throwing ..1 up? away|out|popcorn|ball|party|shade|my",
                "withdrawal|withdrawals|quitting|turkey|detox|tapering|taper|quit|day # without|off",
                "feel|feels|feeling|felt ..3 good|great|better|fine|amazing|nothing|normal|happy|calm|energetic|energy|different|stimulated|relaxed|high|bad_for|weird_about|bad_about|like|pain",
                "off topic|off the charts",
                "motion|car|sea|home|love|altitude sick|sickness",
                "sick leave|days|day|pay|beat|of|note|riff|move|play|burn|shot|bro|deal",
                "info|information|choices|options|reading|read|article|agonists|lecture|words|explanation",
                "since ..2 month|months|years",
                "taste|tastes|smell|smells|smelled ..3 awful|horrible|bad|weird|funny|terrible|sick|rough|puke|vomit",
                "which|what ..2 strain|strains|vein|is|are|brand|colour|color",
                "for|help|helps|against|with|reduce|treat|stop|ease|my chronic? nausea|anxiety|stomach|dizziness|pain|vertigo|palpitations|migraine|ibs|nauseous|tummy|cramps",
                "couldnt|cannot|not sleep",
                "panic|freaking attack|attacks|deadline|exam|awesome",
                "sick|ill ..1 and? of",
                "morning sickness",
                "flu|cold|covid|shot tomorrow|needles|vaccine|jab",
                "sleep|walk|dog|see|eat straight|for|lately|anything",
                "when|if you|u|people|one",
                "feel|felt|feeling ..2 flat|wobbly about|ripped|off lately",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "contaminated",
        when: &[&[
            "spiked|laced|contaminated|tainted ..12 sick|ill|sweats|shakes|vomiting|puking|feel|feeling|dizzy|nauseous|help|weird|bad|awful",
            "sick|ill|sweats|shakes|vomiting|puking|weird|awful ..12 spiked|laced|contaminated|tainted",
        ]],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "acutely_unwell",
        when: &[&[
            "having|had|have ..1 a ..1 bad|horrible|terrible|weird|scary|awful|severe|adverse reaction|trip|time ..1 $|help|to|after|from|on",
            "been|kept|keep|keeps|cant|not|started|was|am ..3 vomiting|puking|throwing|retching|vomitting|barfing ..1 up? ..5 night|hours|hour|morning|all|since|blood|non|stop|times|days|nonstop|constantly|again",
            "vomiting|puking|throwing|barfing ..1 up? ..2 nonstop|non|constantly|everywhere|every",
            "violently ill|sick ..3 kratom|rn|now|floor|help|from",
            "<willnot> ..1 stop|quit @vomitone|shaking|shivering|sweating|spinning|throwing|retching|trembling|puking",
            "bathroom|toilet floor|bowl ..4 rn|now|sick|help|dying|dizzy",
            "feel|feeling like ..2 poisoned|dying|od|overdosing",
        ]],
        unless: &[&["runners|run|flying|marathon|workout"], LONG_AGO],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
];
