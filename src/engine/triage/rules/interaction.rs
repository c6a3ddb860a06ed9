//! Together with a medicine, alcohol, a drug or a supplement.
//!
//! **Invariant:** a substance that is on no list is referred as well, where it is asked about
//! together with kratom; the body's own chemicals are not substances that somebody takes.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule, Within};

const BASE: Rule = Rule::of(Category::Interaction);

/// Comparing, history, law: what is asked of kratom and another substance in general.
const COMPARING: Group = &[
    "compare~|compared|comparing|comparison|versus|vs|difference|diferences|diferent|difrent|differences|differ|differs|diff|different|similar|similarity|similarities|similarites|alike|resemble|resembles|resemblance|unlike|common|shared|share|shares|overlap|contrast|distinguish|distinguishes|diverge|apart|unites|lumped|lump|lack|structure|chemical|classification|label|classed|family",
    "same|common way|class|road|path|mechanism|thing|risks|ground|features",
    "work|works|act|acts|bind|binds ..2 on|in|to ..1 the? dopamine|serotonin|central|receptors|same|brain|nervous",
    "part ways",
    "stronger|weaker|safer|better|worse|milder|addictive|dangerous|strong|weak|potent|potency ..2 than|as",
    "as|so strong|bad|addictive|dangerous|potent|rough|tight|tightly as",
    "like|unlike morphine|heroin|coffee|caffeine|oxy|fentanyl|opioids|opiates|alcohol|pills|weed|other|traditional|classic|real|ordinary|sleeping|codeine|tramadol|a|drugs",
    "is|are|does|do|call|whether|can|as|makes|contain|contains|affect|in|have|has|with @kratomstrict|it|this|plant|the|its|beta|dogs|plants|you ..4 an|a|count|contain|class|classify|classified|classed|considered|belong|have|has|affect|in|same|increase|raise|lower|containing ..3 opioid|opiate|drug|narcotic|stimulant|sedative|alcohol|medicine|medication|caffeine|painkiller|opioids|vitamins|testosterone|morphine|coffee|nicotine|dopamine",
    "same|similar|common|related ..3 receptors|receptor|class|family|plant|group|drawer|as|to|thing",
    "way|manner morphine|opioids|heroin",
    "approved|approval|regulated|fda|legal|illegal|schedule|scheduled|controlled",
    "withdrawal|addiction|dependence ..2 from|to|of heroin|opioids|opiates|oxy|alcohol",
    "bind|binds|receptor|receptors|agonist|affinity|endorphin|endorphins|endorfins|naloxone|narcan",
    "nothing_like|kind_of|sort_of|type_of|form_of|in_the_family",
    "substitute|alternative|replacement|replace|instead|stead|place",
];

/// What a plant or a drink has in it: what people compare kratom's alkaloids with.
const STANDS_IN: Group = &[
    "caffeine|nicotine|thc of|in ..1 @kratomstrict|it|coffee|tea|cannabis|tobacco|chocolate|cola",
    "coffee|tea|cannabis|tobacco|cigarettes|chocolate|cola|weed has|have|got|contains|contain ..1 caffeine|nicotine|thc",
    "has|have|had|contain|contains ..1 caffeine|nicotine|thc in it|like",
];

const CAN_I: Group = &[
    "@modal|if|when|about|what|how|is|safe|ok|okay|problem|anyone|anybody|should|worried|worry|fine|risk|risky|danger|dangerous|experience|thoughts|advice|allowed|change|changes|careful|avoid|wait|hours|apart|together|combo|mix|kratom|bad|good|idea|opinions|tips|matter|issue|skip|beforehand|tonight|can|while|still|problems|stop",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "with_a_medicine",
        when: &[
            &["@strong|@supplement|meds|medication|pills"],
            &[
                "@mix|@interact|alongside|together|interacting|combo|atop",
                "@kratomstrict ..4 with|w|and|plus|on|while|after|before|during|together|x|or ..4 @chemical",
                "@chemical ..4 with|w|and|plus|while|after|before|together|combo|then|alongside|x|or ..4 @kratomstrict",
                "@chemical ..2 @kratomstrict",
                "@kratomstrict @chemical",
                "on|taking|takes|take|took|use|uses|using|prescribed|drank|drink|drinking|had|have|full|swallow|swallowed|started|start|gave|gives|given|got|put|switched|popped|pop|smoke|smoked|smoking|eat|ate|get|gets|adding|add|added|begin|began|begun|having|need|stopped|on|off|quit|of|with|w|vape|sipping|injecting|shots|skip|apply|applying ..5 @chemical",
                "my|his|her|their|our|the ..1 @chemical ..1 too|also|or|$",
                "with|w|and|plus|while|after|before ..3 @chemical",
                "@chemical ..3 same|day|then|tonight|earlier|today|every|daily|morning|night|yesterday",
                "@chemical ok|okay|safe|fine|problem|anyone|bad|together|interaction",
            ],
            CAN_I,
        ],
        unless: &[
            &[
                "come|comes|came|coming off of? @strong|@chemical",
                "deal with ..2 kratom",
                "alcohol|heroin|opioid addiction|withdrawal",
            ],
            &["name|named|called|word"],
            STANDS_IN,
            &["live|function|wake|start without ..2 coffee|caffeine", "my ..1 coffee $"],
            COMPARING,
            &[
                "instead_of|in_place|rather_than|substitute|replace|replacing|get|getting|come|coming|stay|wean|weaning|taper|stop|stopping|quit|quitting|off ..3 my|of|with|from|the|his|her ..3 @chemical",
                "for|4 ..1 opioid|opiate|heroin|alcohol|oxy|fentanyl|pain ..1 withdrawal|withdrawals|wd|detox|addiction",
                "coffee|caffeine ..3 in coffee|shop|table|machine|mug|grinder|beans|maker|cup",
                "runners|runner|natural|sugar|adrenaline high|rush",
                "iron man|maiden|fist|steel|grip|will|chef",
                "spice rack|girls|blend|melange|latte",
                "acid ..1 sequence|amino|battery|rain|jazz|reflux",
                "amino acid|acids",
                "zinc|iron|magnesium ..1 oxide|ore|ingot|pickaxe|golem",
                "coke|crack|speed|lean|acid|weed|shot|subs|perc|soma|monster|lotus|sonata|nuts|whippets|molly ..1 zero|up|of|on|can|bottle|killer|hunter|limit|reading|whacking|in|roads|camera|sprayer|run|runs|elise|notes",
                "nicotine pouch|pouches|addictive",
                "dopamine|serotonin|endorphin|adrenaline ..1 detox|detoxes|level|hit|supply",
                "drug|drugs ..1 test|tests|testing|screen",
                "thyroid|testosterone|estrogen|insulin ..1 level|levels",
                "a|one|two beer|beers|wine|drink|drinks ..4 friends|bbq|party|match|pub",
                "beer|wine|cocktail ..3 recipe|pairing|cellar|fridge|glass|garden|pong",
                "is it a medicine|medication|drug",
                "vitamin|collagen|protein|whey ..2 price|flavour|order|delivery|pack|product",
            ],
        ],
        off_topic: true,
        yields_to_faq: true,
        jest: true,
        ..BASE
    },
    Rule {
        name: "medicine_and_kratom",
        when: &[
            &["@strong|@supplement"],
            &[
                "@kratomstrict|powder|tea|leaf|it|this|cup|herb|plant|vein|extract|stuff|green|red|white|some",
            ],
            &[
                "i|im|my|me|mine|mom|mum|dad|husband|wife|partner|friend|gf|bf|he|she|hes|shes|her|his|brother|sister|son|daughter|father|mother|roommate|ill|ive|we|grandma|moms|mums|dads|someone|somebody|roomate|boyfriend|girlfriend|grandpa|uncle|aunt|neighbour|neighbor|anyone|those|diabetics|patients|people",
            ],
            &[
                "@chemical ..12 @kratomstrict|powder|tea|cup|herb|plant|vein|extract|stuff|this|it|some|green|red|white",
                "@kratomstrict|powder|tea|cup|herb|plant|vein|extract|stuff|this|it ..12 @chemical",
            ],
            &[
                "on|take|takes|taking|took|prescribed|full|gave|put|started|with|and|had|have|has|use|uses|using|drink|drinks|drank|drinking|swallow|swallowed|goes|get|gets|together|plus|my|his|her|add|adding|skip|between|apart|when|while|after|before|got|same|switch|dropped",
            ],
        ],
        within: Within::Nearby,
        unless: &[
            COMPARING,
            &[
                "instead|insted|in_place|replace|replaces|substitute|off|stop|quit|quitting|drop|dropping|ditch|come_off",
                "people|folks|they|you use|say|take",
                "caffeine in coffee",
                "pain chronic|clinic",
                "my article|teacher|professor|trainer",
                "is it a|like",
                "test|tests|screen|ua|panel",
            ],
        ],
        off_topic: true,
        yields_to_faq: true,
        ..BASE
    },
    Rule {
        name: "medicine_then_kratom",
        when: &[
            &[
                "on|taking|takes|take|took|prescribed|given|gave|started|full|had|drank|drink|put ..5 @medicine|@drug|@alcohol",
                "my|his|her @medicine|@drug",
            ],
            &["@kratomstrict|cup|tea|leaf|this stuff|plant|powder|herb|vein"],
            &[
                "i|im|my|me|mom|mum|dad|moms|husband|wife|partner|friend|gf|bf|he|she|hes|shes|her|his|brother|sister|son|daughter|father|mother|roommate|ill|ive|we|grandma|roomate|neighbour|neighbor|boyfriend|girlfriend|doctor|cardiologist|psychiatrist",
            ],
        ],
        within: Within::Message,
        never: &[&[
            "compare|difference|vs|versus|unlike|similar|instead|insted|replace|replacement|approved|statistics|receptor|receptors|alternative|alternativ|in_place",
            "drug test|screen",
            "off ..3 @chemical",
            "for fun|joke",
            "@not a|an opioid|drug",
        ]],
        off_topic: true,
        yields_to_faq: true,
        ..BASE
    },
    Rule {
        name: "listed_medicine_alone",
        when: &[&[
            "^ ..3 @medicine|@drug|@alcohol ..3 @kratomstrict ..2 $",
            "^ ..3 @kratomstrict ..3 @medicine|@drug|@alcohol|@supplement ..2 $",
            "^ ..2 @medicine|@drug|@alcohol|@supplement ..4 safe|ok|okay|fine|problem|anyone|together|combo|bad|yes|interact|interactions ..2 $",
            "^ ..3 safe|ok|okay|fine|bad|dangerous ..3 with|w|to|2|on ..4 @medicine|@drug|@alcohol|@supplement",
            "@mix|@interact ..4 @medicine|@drug|@alcohol|@supplement",
            "@medicine|@drug|@alcohol|@supplement ..4 @mix|@interact",
        ]],
        unless: &[
            COMPARING,
            &[
                "do|why|is people|used|for|it|kratom|a",
                "approved|meaning|addictive|alternative|withdrawal|painkiller|replacement|article",
                "interact ..3 @bodychemical|receptor|receptors",
                "for pain|opioid",
                "supplement|powder|protein|whey|stack ..3 price|cost|order",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "general_mixing",
        when: &[&[
            "on|taking|takes|take|took|my|his|her|prescribed|mix|mixing|combine|with my|his|her|prescribed|prescription|strong|daily|some @generic",
            "mix|mixing|combine|combining|stack|stacking ..3 @kratomstrict|it|this|with ..3 @generic",
            "@kratomstrict|it|this ..2 with|and|plus|on @generic ..3 together|safe|ok|okay|dangerous|overdose|mix|combo|risk",
            "@kratomstrict|it|this|that|stuff|plant|powder ..2 interact~|interacting|interacts|interaction|interactions|mix|mixes|mixed|clash|combine|combined|interfere|interferes ..2 with ..2 any|my|his|her|other|medications|medication|meds|medicine|medicines|drugs|drug|pills|prescriptions|antibiotics|anything|the|birth|these|blood|prescription",
            "interact~|interactions|interaction|interacts|interfere|interferes|contraindications|contraindicated|contraindication ..4 med|meds|medication|medications|medicine|medicines|drugs|drug|pills|prescription|anything|else|supplements",
            "drug|medication|medicine|med|herb|supplement|herbal interactions|interaction",
            "mix|mixing|combine|combining|stack|stacking|mixed|combined|potentiate|combo ..4 @kratomstrict|it|this|with|together|and|strains|substances|stuff",
            "@kratomstrict ..2 mix|mixes|mixing|combo|combination|stack|combined|combine",
            "can|could|should|may|is|would|ok|okay|safe|fine ..3 i|we|he|she|you|to|it|u|my ..3 take|use|drink|have|mix|combine|eat|add|put|do|taken ..3 @kratomstrict|it|this|that|some ..3 with|w|together|alongside|while|on|and ..2 my|his|her|other|meds|medication|medications|prescription|pills|a|an|any|supplements|the|_",
            "take|taking|use|using|drink|drinking|have|having ..2 @kratomstrict|it|this ..2 with|w|alongside ..1 my|his|her|other|any|a|an ..1 _",
            "@kratomstrict|it ..1 together|alongside with|w _",
            "@not|what|which|anything|things|supplements|foods|meds|medications|drugs ..4 mix|combine|combined|avoid|take ..2 with|w ..1 @kratomstrict|it|this",
            "safe|ok|okay|fine|bad|dangerous|risky|good ..2 with ..1 other|my|meds|medication|medications|pills|prescription|blood|heart|medicine|drugs|birth|the",
            "on top of ..2 my|his|her|other|the|prescription",
            "while|when on|taking ..2 other|meds|medication|medications|medicine|prescription|pills|antibiotics|blood|my|his|her",
            "make|makes|making|made ..2 it|kratom|effects|this ..1 stronger|last|longer|better ..3",
            "potentiate|potentiates|potentiator|potentiators|potentiating",
            "boost|enhance|strengthen ..2 kratom|effects|it|high ..2 with|by",
            "adding|add ..4 to ..2 kratom|it|tea|mix",
            "mri|ct-scan|anaesthetic|surgery|anesthesia|operation|vaccine|vaccination|jab|vaccinated|infusion|contrast ..6 @kratomstrict|it|this",
            "birth control|pill|the pill ..4 kratom|it|this|interact|effective",
            "kratom ..4 birth control",
            "my|his|her|their|on|takes|taking|take ..2 blood|water|heart|bp|thyroid|pressure|cholesterol|sleeping|anxiety|anti|pain|allergy|sleep|diet|seizure|depression|adhd|psych|epilepsy pills|thinner|thinners|medication|meds|medicine|tablets|med|pill|tabs|tablet|drugs|depressants|anxiety",
        ]],
        unless: &[
            COMPARING,
            &[
                "interact~|interact|interaction|interacts|work|works|tie|mix ..3 with ..3 @bodychemical",
                "mixed|mix feelings|feeling|up|tape|bag|breed|reviews|review|signals|results|opinions|company|emotions|martial",
                "mix|mixing|mixed|stir ..4 water|juice|smoothie|shaker|clumps|bowl|blender|spoon|milk|yogurt|honey|lemon|oatmeal|applesauce|taste|chocolate|orange",
                "do|does|did|how|why|say people|users|endorphins|medicines",
                "with|together with|the|and_caution|care|friends|others|food|each|body|brain|endorphins|water|breakfast|milk|juice|honey|lemon|boiling|hot|cold|meal|meals|people|endorphin|receptors|opioid|dopamine|system|moderation|respect|milk|orange|yogurt|benefits|potential|professional|doctor|guidance",
                "take|using|use it|this|that with|w grain|pinch|me|him|her|you|us",
                "how|what|which ..3 endorphin|endorphins|brain|receptors|article|articles",
                "interact ..2 with ..2 bot|mods|server|people|users|you|others",
                "pain medication|medications|medicine|medicines|meds|pills",
                "direct|instead|replace|substitute|alternative|alternativ",
                "stop|stopping|quit|come|coming|get|off|dropping|drop|ditch",
                "take|bring|carry|fly|have ..1 @kratomstrict|it on|onto|through ..2 plane|planes|flight|flights|airplane|airport|train|cruise|ferry|trip",
            ],
        ],
        off_topic: true,
        ..BASE
    },
];
