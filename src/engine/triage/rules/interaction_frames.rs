//! Mixing with what is on no list, and in the short forms of chats.
//!
//! **Invariant:** what the body makes, and what kratom is compared with, is not mixed.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Interaction);

const NOT_MIXED: Group = &[
    "lumped|grouped|mentioned|compared|mixed_feelings",
    "interact~|interacting|interacts|interact|interaction|interactions|work|works|deal|tie|mix|together|link|combine ..3 with|between ..3 @bodychemical",
    "interact ..2 with ..1 bot|server|people|users|you|others|mods|each",
    "with|on ..1 water|juice|milk|honey|lemon|food|breakfast|yogurt|smoothie|it|this|me|you|friends|caution|care|moderation|a_spoon|spoon|sugar|orange|chocolate|meals|meal|dinner|lunch|hot|cold|boiling|empty|an|him|her|them|us|people|respect|benefits",
    "article|articles|endorphin|endorphins|endorfins|receptor|receptors|recepters|recepter|brain|dopamine|serotonin",
    "compare~|compared|difference|differences|different|versus|vs|similar|like|unlike|alike|common|same|stronger|weaker|safer|overlap|share|shared|instead|replace|alternative|substitute",
    "addiction|dependence|dependency|pain|anxiety|insomnia|condition|surgery|problems|withdrawal|withdrawals|depression|disease|kids|children|teenagers|teens|elderly|first|work|school|energy|sleep|focus|mood|fun|me|beginners|dogs|cats|pregnancy|everyone|anyone ..1 $",
    "heart|liver|kidney|medical|health|skin|mental|lung condition|conditions|problem|problems|disease|issues",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "unknown_substance",
        when: &[&[
            "can|could|should|may|is|would|ok|okay|safe|fine|will ..3 i|we|he|she|you|to|u|my|someone ..3 take|use|drink|have|mix|combine|eat|add|do|taken|used ..2 @kratomstrict|it|this|some ..1 with|alongside|w|together ..1 with? ..1 _ $",
            "@kratomstrict|it|this ..1 interact|interacts|clash|conflict|react|interfere|interferes|mix|combine ..2 with|w _",
            "_ ok|okay|safe|fine|allowed|bad|dangerous|alright ..1 with|w @kratomstrict|it|this|that",
            "is|are _ ..1 ok|okay|safe|fine|bad|alright with @kratomstrict|it|this",
            "mix|mixing|combine|combining|combo|stack|stacking|pair|pairing|blend|taking|take|taken ..1 @kratomstrict|it|this ..1 with|and|plus|w|alongside _",
            "mix|mixing|combine|combining|stack|stacking|take|taking|using ..2 _ with|and|w|alongside|plus @kratomstrict",
            "_ and|plus|with|x|n @kratomstrict ..1 together|safe|ok|okay|combo|interaction|interactions|mix|dangerous",
            "@kratomstrict and|plus|with|x|n _ ..1 together|safe|ok|okay|combo|interaction|interactions|mix|dangerous",
            "interact~|interactions|interaction|contraindications|contraindicated ..2 with|between _",
        ]],
        unless: &[NOT_MIXED, &["it|this ..2 with|on you|me|my", "talk ..2 with"]],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "listed_with_it",
        when: &[
            &["@strong|@supplement|meds"],
            &[
                "took|taken|take|takes|taking|had|drank|drink|drinking|on|use|using|prescribed|smoked|smoke|smoking|popped|ate|start|started|starting|given|full|swallow|injecting|getting|vape|switched|put|my|his|her|moms|dads|wifes|husbands ..4 @strong|@supplement|meds",
                "@strong|@supplement|meds ..1 and|with|plus|then|n|w|x ..2 @kratomstrict|this|it|red|green|white|tea|powder|leaf|extract|vein|that",
                "@kratomstrict|this|it|red|green|white|tea|powder|leaf|extract|vein ..1 vein? ..1 and|with|plus|then|n|w|x ..2 @strong|@supplement|meds",
                "safe|ok|okay|fine|bad|dangerous|mix|mixing|problem|issue|good ..2 with|while|on ..2 @strong|@supplement|meds",
                "@strong|@supplement|meds ..3 wants|want|try|trying|wanting|wondering|interested|curious ..3",
            ],
            &[
                "earlier|today|tonight|now|still|ok|okay|safe|fine|issue|issues|problem|problems|can|could|should|wait|bad|dangerous|what|if|any|anyone|allowed|how|is|does|will|would|hours|wants|want|try|right|change|changes|matter|and|together|interact|cup|tea|kratom|morning|this|worry|worried|careful|thoughts|yesterday",
            ],
        ],
        unless: &[
            &["too much coffee|caffeine|sugar", "coffee ..1 this morning"],
            &[
                "compare~|compared|difference|differences|diferences|different|versus|vs|similar|similarities|like|unlike|alike|common|stronger|weaker|safer|overlap|share|shared|resemble|lack|same|as|receptor|receptors|endorphin|endorphins|article",
            ],
            &[
                "instead|insted|replace|replacing|alternative|substitute|in_place|rather|replacement",
            ],
            &[
                "off|quit|quitting|stop|stopping|stopped|drop|dropping|ditch|wean|weaning|taper|sober|clean|cut|cutting|relapse|relapsed|recovery|rehab|aa ..4 @strong|@supplement|meds",
                "sober|clean ..2 from",
            ],
            &["is|are ..3 an|a opioid|drug|medicine|medication|stimulant|painkiller|sedative"],
            &["is|in|whether|that ..2 coffee|caffeine family|plant|plants|in"],
            &["test|screen|panel|urine"],
            &["allergic|allergy ..3"],
            &[
                "lol|recipe|shop|machine|mug|beans|festival|match|pub|bbq|with_friends|pong|garden|night|love|first|need|happy|tasting",
            ],
            &["people|they|folks|users|communities|others use|say|take|drink"],
            &["why|how|what ..2 is|do|does ..4 in|called|mean|meaning|means|made"],
        ],
        off_topic: true,
        yields_to_faq: true,
        ..BASE
    },
    Rule {
        name: "drinking_on_it",
        when: &[&[
            "can|could|should|ok|okay|safe|is|may|do ..2 i|you|we|to|he|she ..1 drink|smoke|party|vape|roll|trip ..1 on|while|with|after ..1 on? @kratomstrict|it|this",
            "drink|drinking|booze|smoke|smoking|vape|vaping|weed ..1 on|while|after|before|with @kratomstrict|it",
            "how long ..1 after|before|until|should ..3 drinking|drink|alcohol|adderall|xanax|@strong",
            "my|his|her|the meds|medication|medications|pills|prescriptions|medicine|prescription|tablets ..6 ok|okay|safe|issue|issues|problem|problems|clash|interact|conflict|fine|allowed|this|it|kratom|affect|interfere|mess",
            "mess|interfere|conflict|clash|react|affect|screw ..2 with|my ..3 meds|medication|medications|pills|prescription|medicine|tablets|pill|insulin|birth",
            "other|any|my|what|which meds|medications|medicines|drugs|supplements|substances|prescriptions ..6 mix|mixed|combine|avoid|together|interact|interactions|same|with ..1 $|it|kratom|this",
            "i|he|she|mom|mum|dad|wife|husband|im|grandma|grandpa|father|mother ..2 on|take|takes|taking ..1 meds|medication|pills|tablets|medicine|medications|medicines|antidepressants|anticoagulants ..8",
            "on ..2 heart|blood|thyroid|bp|psych|anxiety|pain|seizure|sleep|cholesterol|diabetes|asthma|depression ..1 pressure? medication|medicine|meds|pills|tablets|thinner|thinners|tabs",
            "st johns|john wort",
        ]],
        unless: &[&[
            "instead|replace|substitute|alternative|stop|quit|off ..3",
            "approved|fda|regulated|recommended ..2 as",
            "side effects ..2 medications",
            "medicines ..2 change ..2 people|ppl|how",
            "safe|ok ..1 to drink|smoke ..1 it|kratom|tea",
        ]],
        off_topic: true,
        ..BASE
    },
];
