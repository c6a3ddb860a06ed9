//! Cure, relief, diagnosis, a condition of one's own, instead of a prescribed medicine.
//!
//! **Invariant:** that people use it for something is the FAQ's; that it would help me, or
//! somebody I speak of, is not.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule, Within};

const BASE: Rule = Rule::of(Category::Treatment);

/// Somebody of whom one speaks.
const PERSONAL: Group = &[
    "i|im|my|me|mine|ill|ive|id|we|our|us|myself",
    "@family|gf|bf|friend|friends|roommate|neighbour|neighbor|colleague|coworker|boss|mate|buddy|he|she|his|her|hes|shes|him|roomate|flatmate",
    "anyone|anybody|any|somebody|someone ..1 of? you|u|else|tried|use|using|used|here|with|got",
    "should|recommend|recommended|suggest|suggestions|advice|tips",
    "i have|had|got|get|suffer",
    "since forever|childhood|birth|age|years",
];

/// What people use it for, and what the articles say of it.
const PUBLIC: Group = &[
    "do|does|did|why|how|are|would|have|some people|folks|users|communities|patients|others|they|some|chronic",
    "people|folks|users|patients|somebody ..2 use|uses|using|take|turn|say|talk|keep|claim|drink|swear|with|mention",
    "article|articles|claim|claims|study|studies|research|evidence|proven|proof|marketed|used|approved|hype|blog|trials|trial",
    "not|im|i|isnt ..1 after|asking|looking|seeking|want ..1 for? advice",
    "in general|generally|what is known",
    "physio|seminar|professor|journalist|biology|student",
    "is|are|was ..2 kratom ..1 a|an|used|meant|considered|called|known painkiller|analgesic|for|used|medicine|medication|as",
    "like a? sleeping|painkiller|coffee",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "own_condition",
        when: &[
            &[
                "@condition !high",
                "@bodypart ..3 @ache",
                "@ache ..2 @bodypart",
                "ache|aches|hurts|sore|depressed|anxious|sleepless",
            ],
            PERSONAL,
            &[
                "@kratomstrict|leaf|powder|tea|capsules|extract|plant|herb|herbal|vein|strain|strains|green|red|white|natural|alternative|it|this|stuff|maeng|bali|shots|gummies|thing",
                "help|helps|helped|cure|treat|relief|relieve|fix|ease|eases|good|best|work|works|worked|instead|anyone|tried|what|which|ok|okay|safe|try|take|use|answer|dose|should|could|can|bad|worse|anything|rule|tips",
            ],
            &[
                "@ask|@treat|help|any|use|tried|would|instead|anything|answer|wrong|should|thinking|considering|recommended|kratom|worth|said|good|try|it",
            ],
        ],
        unless: &[
            &["not ..1 after ..1 advice", "sore backs"],
            &["the way he|she|they", "rush|kick|high from"],
            PUBLIC,
            &[
                "my brain hurts|hurt",
                "no pain|panic",
                "head|brain|feet|legs ..2 hurts|hurt|killing|sore ..4 lol|squats|gym|carrying|dancing|leg|haha",
                "withdrawal|addiction|dependence",
                "cold swim|shower|plunge|start|weather|turkey|brew|water|pint",
                "trauma|grief ..2 counselling|support",
                "panic ..2 buy|buying|sell|button|mode",
                "head_start|back_home|back_in|back_to|back_later|am_back|m_back",
                "bad ..1 back|head ..1 then|home|up",
                "ms paint|word|office|excel",
                "eye|hand|head|back|heart|face ..1 up|of|off|out|to|in|on|then|emoji|home|from|when",
                "good|bad hands|hand|eye",
                "on|in|at|other|second|first hand|foot|face",
                "broken ..1 hand|record|english",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "condition_and_kratom",
        when: &[
            &["@condition !high"],
            &[
                "@kratomstrict|leaf|powder|tea|extract|plant|herb|vein|strain|strains|green|red|white|maeng|bali|colour|color|it|this|stuff|capsules",
            ],
            &[
                "help|helps|cure|cures|heal|heals|fix|fixes|ease|eases|treat|treats|best|which|what|good|cured|can|could|safe|ok|okay|should|recommended|try|worth|relieve|use|answer|do|does",
            ],
        ],
        unless: &[
            PUBLIC,
            &[
                "kratom|it|this|leaf ..2 cause|causes|give|gives|make|makes|lead|leads|trigger|worsen|affect|affects|change|upset|help|helps? ..2 the? stomach|pain|endorphins|nausea|stress|mood|immune",
                "is|are|does|do|what|whats|why ..2 kratom|it|this ..3 pain|painkiller|stomach|stress|perception",
                "kratom and|for|n|ease|relieves|eases|on|acutally|actually ..2 ..2 pain|pains|aches",
                "kratom ..4 pain",
                "pain ..4 kratom",
                "how|why|does ..3 body|brain|people ..3 pain",
                "does|can ..2 upset|harm|hurt ..2 stomach|liver",
                "liver|kidney|kidneys|heart ..2 damage|injury|harm|problems|issues|toxicity",
                "side effects|effect|efects|risks|risk|dangers",
                "bad|hard|harmful|harm|damage|toxic ..4 liver|kidney|kidneys|heart",
                "endorphin|endorphins|endorphines|exercise|running|dopamine|serotonin",
                "fight or flight",
                "white|red|green|yellow ..3 vs|versus|difference|do|mean|feel|calmer",
                "addiction|addictive|dependence",
                "pain management|relief|perception|pathways",
                "chronic pain communities|patients",
                "opioid|opioids|opiate|receptor|receptors",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "which_for",
        when: &[
            &[
                "what|which|whats|best|good|recommended|recommend|wich|right ..4 strain|strains|vein|kratom|colour|color|kind|type|one|leaf|product|brand|red|green|white|powder ..4 for|helps|help|treats|against|is|if|4",
                "@kratomstrict|strain|vein|red|green|white|leaf ..2 for|4 ..1 my|his|her|a|chronic|bad|severe|$|the|this ..1 ",
                "best|good|good|something|anything ..1 for|against|4",
                "cure|remedy|relief for|from",
            ],
            &[
                "@condition !management",
                "@bodypart ..2 @ache",
                "sleep|sleeping|mood|focus|energy|stress|relax|anxious|calm|depressed|sad|nerves|sore|motivation|studying|pain|insomnia",
            ],
        ],
        unless: &[
            PUBLIC,
            &[
                "kratom for pain $",
                "kratom ..2 for ..1 pain|opioid|opiate|opiod|painkiller|aches ..2 withdrawal|withdrawl|what|in|$|the|relief",
                "endorphin|endorphins",
                "meant|supposed|said|ment to|for",
                "is kratom a",
                "kratom insted|instead",
                "difference|article|articles",
                "what is|are ..3 kratom ..1 used",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "low_mood",
        when: &[
            &[
                "i|im|ive|been ..1 feel|feeling|felt ..1 low|sad|blue|depressed|hopeless|miserable|gloomy|lonely",
                "^ feel|feeling|felt ..1 low|sad|blue|depressed|hopeless|miserable|gloomy|lonely",
                "feel|feeling|felt down today|lately|again|tonight|recently|and|so|but|does|can|would|could|$",
            ],
            &[
                "@kratomstrict ..2 help|helps|work|works|cheer|lift|boost|fix",
                "it|this help|helps|cheer",
            ],
        ],
        unless: &[PUBLIC, &["people|users|some ..3 feel|feeling|felt"]],
        within: Within::Message,
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "will_it_help_me",
        when: &[&[
            "can|could|will|would|does|do|did|might|should|wil|cud|is ..3 @it|they|i|we ..3 @treat|good|useful|work|works|right ..3 my|me|him|her|us|his|wifes|moms|dads|husbands|mums|our",
            "can|could|should|may|might|would|ok|okay|want|safe|thinking|good|wanna|used|like|am|been|how|do ..2 i|we|she|he|to|2|of|my|using|it|they ..5 @takestrict ..4 for|4|to ..1 my|me|his|her|help|the|our|treat|treating|with ..4",
            "@treat ..2 my|his|her|our|mums|moms|dads ..3 @condition|@ache|@bodypart|mood|sleep|nerves|stress|issue|problem|problems|condition|symptoms|energy",
            "cure|cures|cured|heal|heals ..2 my|me|his|her|for|of|everything|any|cancer|@condition",
            "cure for|$",
            "help|helps|helped|work|works|worked|good|anything|something ..3 with|for|4|against ..2 my|his|her|me|that|this|our|the ..2 @condition|@ache|@bodypart|issue|mood|sleep|stress",
            "do|does it|this|white|red|green ..1 do|help|work|fix|sort|ease ..3 for|me|that|with|my|him|her ..2 $",
            "help|sort|fix|ease ..1 me|us|him|her|my ..1 out|sleep|relax|focus|calm|cope|back|through|study|up|with|feel|get|mood|nerves|anxiety",
            "is it|this|kratom ..1 right|good|suitable|appropriate|ok|okay|safe|bad|fine|harmful|dangerous|healthy ..1 for me|him|her|us|someone|somebody|diabetics|my|us|people|anyone|seniors|elderly|a|the ..1 with|my|$|$|like|in|mum|mom|dad|wife|husband|person|older|heart|liver|kidney",
            "safe|ok|okay|good|bad|fine|right|suitable for|4 me|him|her|us|someone|my ..2 ",
            "should|shud|shld i|we|he|she|my ..2 try|take|use|start|be|stop|tell|drink|give|avoid|get|worry|continue|keep ..1 using|taking|it|kratom|this|worried|drinking|mom|dad ..4 for|$|kratom|it|this",
        ]],
        unless: &[
            &["bad|good|hard|harmful|toxic ..1 for|on ..1 the ..1 liver|heart|kidneys|brain|body"],
            PUBLIC,
            &[
                "help|tell|explain|help me ..2 understand|with|find|out|explain|write|my|essay|homework|the",
                "help ..2 me ..4 essay|homework|understand|find|choose|decide",
                "can|could|would|will you|u|anyone|someone|bot|somebody|the ..4 help|tell|explain|work",
                "should i ..2 read|know|ask|watch|trust|believe|talk|speak|see|consult|tell|start|stream|play|go|do|click|post",
                "work for ..1 you|us|company|a",
                "worth|work ..2 talking|out|from",
                "sleep and|or|exercise|sport|sports|running|gym|diet|food|jogging",
                "does it do the same",
                "why|how|how_come ..6 differently|different",
                "stop wanting",
                "as good as",
                "do the|its thing|job",
                "endorphin|endorphins|brain",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "instead_of_medicine",
        when: &[
            &[
                "@replace|off|come|coming|get|getting|wean|weaning|stop|stopping|quit|quitting|skip|skipping|drop|dropping|dropped|ditch|ditching|went|go ..3 my|his|her|our|the|off|of|moms|dads|wifes ..3 @medicine|@drug|pills|meds|doctor|prescription|treatment|therapy|shots|injections|patch|patches",
                "instead|insted|in_place|in_lieu|rather|place|stead ..1 of|than ..3 @medicine|@drug|pills|surgery|therapy|doctor|treatment|injections",
                "replace~|replacing|replacement|substitute|substituting|alternative|alternativ|alternatives|swap|switch ..4 @medicine|@drug|meds|pills|painkillers",
                "@medicine|@drug ..4 alternative|replacement|substitute|instead",
                "doctor|doc|gp|psychiatrist|oncologist ..3 cut|cuts|stopped|refuses|refused|wont|took|reduced|will|lowered|only|quit|discontinued ..4 off|prescribe|prescription|meds|give|gives|pain|my|paracetamol",
                "without ..2 prescription|doctor",
                "natural ..1 alternative|alternativ|replacement|substitute|remedy|medicine|version",
            ],
            PERSONAL,
        ],
        unless: &[&[
            "is kratom a|direct",
            "people|folks use|take|turn",
            "article|articles|claim|claims",
            "stand in for",
            "heroin|alcohol ..2 instead|than",
        ]],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "diagnosis",
        when: &[
            &[
                "do|could|am|what ..1 i|he|she|wrong ..1 have|got|sick|something|wrong|damaged|liver|damage|normal|symptom|symptoms|a|an|withdrawing ..4 something|wrong|from|with|me|disease|damage|poisoning|hepatitis|liver|infection",
                "^ do i have",
                "is|what ..1 something|wrong|happening ..1 wrong|to? with? me|my|him|her",
                "my|his|her liver|kidneys|kidney|urine|pee|eyes|skin|blood|hair|bowels|stool|poop|bp|pressure|heart|teeth|periods|libido ..6 kratom|it|this|since|powder|leaf|normal|worry|dark|yellow|orange|brown|elevated|high|falling",
                "since|from|after|started|using|taking|because ..4 kratom|kratum|powder|leaf|capsules ..8 constipated|itchy|itching|hair|tired|liver|headaches|yellow|urine|pee|weight|numb|rash|libido|teeth|sleep|anxious|depressed|nausea|stomach|bloated|dizzy|irritable|foggy|sweaty|acne",
                "constipated|itchy|itching|rash|headaches|bloated|dizzy|foggy|jaundice|yellow|constipation|heartburn|numb|insomnia|anxious ..8 kratom|kratum|powder|leaf|capsules|extract",
                "liver|kidney|thyroid|blood|cholesterol enzymes|values|function|levels|results|test|tests|work|panel ..6 kratom|my|i|elevated|up|high",
                "gone off food",
                "surgery|surgeon|operation|op|operated|procedure|colonoscopy|endoscopy|dentist|anesthetic|anaesthetic|transplant|replacement|bypass|root|wisdom|c-section|biopsy|hernia ..12 kratom|stop|tell|use|take|it|before|after|drink|this",
                "kratom|it|this|take|taking ..10 surgery|operation|surgeon|procedure|colonoscopy|dentist|anesthesia",
                "cardiologist|neurologist|oncologist|psychiatrist|gp|rheumatologist|doctor|doc ..4 says|said|told|wants|warned|put|gave|only|diagnosed ..10 kratom|it|this|leaf|tea|caffeine|no",
                "diagnosed with",
                "i|he|she|mom|mum|dad ..2 have|has|had|having|got|get|suffer|suffers|diagnosed ..5 @condition",
            ],
            PERSONAL,
        ],
        unless: &[
            &["had a stroke ..1 trying|reading|when"],
            &["why do i", "dying|dye|dyeing|dyed my|her|his hair"],
            PUBLIC,
            LAUGHING_OR_GYM,
            &[
                "do i have to|the|permission|any|2|access",
                "my heart goes|melts|is full|belongs",
                "have|has|got ..2 no|cold_feet|flu_shot|panic|to",
            ],
            &[
                "hair ..2 day|cut|color|style|dryer",
                "blood|pressure ..1 cooker|washer|donation",
                "i have ..3 seen|read|heard|noticed",
                "in general|withdrawal",
                "is|what ..1 happening ..1 there|in|hapening",
                "my brain",
                "pain pathways",
                "hangover ..2 movie|part",
                "eyes ..1 out|on|open",
                "blood type",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "bare_condition",
        when: &[&[
            "^ ..2 @kratomstrict|strain|strains|vein|red|green|white|it|leaf|this ..2 for|4|against|helps|help|and|with|on @condition|my|his|her ..3 $",
            "^ ..6 @condition ..4 @kratomstrict|vein|red|green|white|leaf ..3 $",
            "cure|cures|remedy|treatment ..1 for ..2 @condition",
            "@condition here",
            "^ ..2 @condition ..2 @kratomstrict",
            "rls|adhd|ptsd|fibro|ibs|sciatica|fibromyalgia|arthritis|endometriosis|insomnia ..8 do|does|any|anything|anyone|kratom|help|helps|this|it|tried|try",
        ]],
        unless: &[
            PUBLIC,
            &[
                "kratom ..1 and|for|on|with ..1 chronic? pain|aches",
                "pain|stomach|liver|stress|trauma|kidney|kidneys|inflammation|cancer|heart $",
                "what|why|how|is|does|do|can ..4 pain|opioid|stomach|liver|stress",
                "endorphin|endorphins|immune|exercise",
                "withdrawal",
            ],
        ],
        off_topic: true,
        within: Within::Nearby,
        ..BASE
    },
];

const LAUGHING_OR_GYM: Group = &["gym|squats|leg|marathon|lol|lmao|cosplay|haircut|tattoo"];
