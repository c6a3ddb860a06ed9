//! Conditions and complaints, in the short forms of chats.
//!
//! **Invariant:** somebody asks for themselves, or for a person they speak of.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Treatment);

const PUBLIC: Group = &[
    "do|does|did|why|how|are|would|have|some ..1 people|folks|users|communities|patients|others|they",
    "people|folks|users|patients use|uses|take|turn|say|talk|claim|keep|with|mention",
    "article|articles|claim|claims|study|studies|research|evidence|proven|proof|marketed|hype|blog|trial|trials|source|sources|marketing",
    "in_general|generally|what_is_known|not_after_advice|not_asking",
    "is|are kratom|it ..2 painkiller|analgesic|used|medicine|considered|known|an|meant",
    "endorphin|endorphins|endorfins|exercise|running|dopamine|receptor|receptors",
    "side effects|effect|efects",
    "kratom ..1 and|for|on|relieve|relieves|relieving|ease|eases|change|changes|releive ..2 ..2 pain|opioid|opiate|opiod|perception|discomfort",
    "cause|causes|couse|upset|harm|damage|link|linked|risk|risks ..4",
    "supposed|direct substitute|to",
    "rabbit hole",
    "how ..2 body|work|works|affect|feels",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "condition_short",
        when: &[
            &[
                "@condition",
                "@bodypart ..3 @ache",
                "@ache ..2 @bodypart",
                "cant|can not|couldnt ..1 sleep|focus|relax|concentrate",
                "@not sleep|slept|sleeping",
                "hot flashes|flushes",
                "weight loss",
                "blood sugar|pressure",
                "nerve|chronic|joint|muscle|period|back|neck|knee|tooth pain|cramps|ache",
            ],
            &[
                "help|helps|helped|helping|cure|cures|treat|treats|relief|relieve|relieves|fix|fixes|ease|eases|soothe|good|best|work|works|worth|recommended|recommend|what|anything|something|which|try|tried|answer|would|will|could|can|should|instead|ok|okay|safe|allowed|sort|lift|lower|suitable|right|bad|worse|use|uses|using|thoughts|experience|advice|tips|kratom|rule",
            ],
            &[
                "i|im|ive|id|ill|my|me|our|us|we|myself",
                "@family|friend|gf|bf|boss|neighbour|neighbor|roommate|colleague|coworker|partner|he|she|his|her|hes|shes|him",
                "anyone|anybody|somebody|someone ..3",
                "^ ..2 what|whats|which|best|good|helps|help|anything|something|cure|natural|worth|safe|ok|any|got|post",
                "anything|any|allowed|worth|thoughts|advice|tips|recommended ..2 $",
                "diagnosed|suffer|suffering|since|flaring|acting_up|flare|chronic|severe|bad|years|worse",
                "@condition|cramps|flashes ..1 $|anything|anyone|allowed|kratom|red|green|white|here|worth",
            ],
        ],
        unless: &[
            &["sell my kidney", "how|would ..2 someone|people|one|you ..1 know"],
            PUBLIC,
            &[
                "cold|turkey|brew|swim|start",
                "been|is|was|scientifically|clinically established|demonstrated|proven that",
                "panic buy|buying",
                "withdrawal|withdrawals|quitting|quit|detox|taper|tapering|cravings",
                "trauma|stroke|cold|flu|panic ..1 of|lol|shot|room|button",
                "my brain|code|gym|squats|meeting|bug|headache_from|gives_me|game|laptop|phone|sourdough|car|tree|plant|lag|wifi",
                "memes|movie|song|album|band|scripted",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "complaint_since",
        when: &[
            &[
                "constipated|constipation|itchy|itching|rash|headaches|headache|bloated|dizzy|foggy|jaundice|yellow|heartburn|numb|anxious|depressed|moody|sweaty|acne|tired|urine|pee|libido|weight|nausea|nauseous|tremor|tremors|swollen|bleeding|liver|kidney|enzymes|poop|stool|blurry|palpitations|hair ..1 loss|falling|thinning?",
                "hair loss|falling|thinning|shedding",
                "dark|brown|orange|red urine|pee",
                "lost|losing|gained|gaining my? weight|hair|appetite|libido|feeling",
                "no appetite|libido|energy|sleep",
            ],
            &[
                "since|from|because|due|caused|after|could|is|related|side|started|using ..4 kratom|started|using|taking|use|it|this|that|be|i",
            ],
            &["i|my|im|me|ive|his|her|he|she|wife|husband|mom|dad|son|daughter|friend"],
            &["what|is|could|why|should|normal|do|does|anyone|worry|worried|see|help|can"],
        ],
        unless: &[
            &["chair|gaming|cold|typing|seat"],
            &[
                "can|does|do|will|could|is kratom ..2 cause|give|make|affect",
                "article|people|users|study|studies",
                "is that|it ..2 endorphins",
                "tested|bag|batch|powder|leaf|leaves|light|screen|card ..3 yellow|red|brown",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "for_me",
        when: &[&[
            "can|could|would|will|does|do|might|should ..1 it|this|that|kratom|red|green|white|they|anything|tea|vein|the|leaf|plant|stuff ..2 help|cure|treat|heal|fix|ease|relieve|soothe|calm|sort|replace|lift|lower|cheer|numb|stop|kill ..2 my|me|him|her|us|his|our|opioid|with|someones|moms|dads|wifes|husbands|mums ..1 out|up|addiction|anxiety|pain",
            "safe|ok|okay|suitable|good|bad|harmful|dangerous|right|fine|allowed|alright|risky ..1 for|4|if ..3 someone|somebody|people|person|anyone|man|woman|seniors|elderly|my|me|him|her|us|diabetics|asthmatics|epileptics|old|older|i|he|she|with|a ..1 ",
            "i|he|she|who ..2 have|has|had|got|with ..4 condition|disease|disorder|problem|problems|history|cancer|failure|syndrome|diagnosis|illness|murmur|pacemaker|transplant ..10 kratom|it|this|safe|ok|okay|can|use|take",
            "with ..3 heart|liver|kidney|lung|health|medical|thyroid|mental|blood|stomach condition|problem|problems|disease|issues|failure|pressure|disorder|illness",
            "alternative|replacement|substitute|alternatives to|for|4 ..2 @drug|@medicine|antidepressants|my|meds",
            "off|from ..2 @drug|painkillers|opioids|opiates|my_meds|meds ..2 with|using|by|onto|to ..2 kratom|it|this|leaf",
            "allergic|allergy|allergies ..4 ..4 kratom|it|take|plant|coffee",
            "pain|anxiety|sleep|depression|mood ..2 relief|aid|help|helper|lifter ..2 $|recommendation|recommendations|which|what|for_me",
            "should|do ..1 i|we|he|she ..2 stop|tell|skip|pause|quit ..5 before|surgeon|surgery|operation|anesthetist|doctor|dentist",
            "surgery|operation|procedure|anesthesia|anaesthetic|colonoscopy|dentist|extraction|teeth|surgeon|transplant|mri|biopsy ..12 kratom|stop|tell|take|use|it|this",
        ]],
        unless: &[
            PUBLIC,
            &[
                "safe|ok|okay|bad|good|fine ..1 for ..1 dogs|cats|pets|plants|kids|children|beginners|the|work|school|long|everyone|teenagers|teens",
                "safe|ok ..1 for ..1 my|the ..1 dog|cat|baby|son|daughter|kid|child|kids",
                "help me|us ..1 understand|with|find|out|choose|decide|know|learn|please ..2",
                "help|tell me ..3 essay|homework|question|word",
                "stop|calm my|the ..1 dog|cat|neighbour|alarm|lag",
                "is kratom a direct",
                "calm ..3 kid|child|son|daughter|boy|girl|baby",
            ],
        ],
        off_topic: true,
        ..BASE
    },
];
