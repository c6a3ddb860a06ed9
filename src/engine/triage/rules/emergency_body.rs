//! Signs of an acute emergency: heart, nerves, throat, blood, mind, and dying.
//!
//! **Invariant:** an ambiguous word ("dying") fires only beside a sign of the body, a substance or
//! a plea; a clear sign fires alone.

use super::emergency::BODY;
use super::{DEVICE, LONG_AGO};
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Emergency);

const DYING_FIGURE: Group = &[
    "die|dying|died|dead of|from|for|at laughter|laughing|boredom|embarrassment|cringe|cuteness|curiosity|hunger|heat|that|this|a",
    "dying|dyeing|die|dye|dying ..2 hair|beard|wool|shirt|fabric|leaves",
    "dying to|2|for know|see|try|hear|ask|meet|read|play|get|a|find|watch|eat|go|learn",
    "die hard|roll|rolls|cast|hill|cut",
    "hill ..3 die",
    "legs|arms|feet|thumbs|brain|back|abs|biceps|quads ..1 are|is|r dead ..2 after|from",
    "old habits die",
    "die|dies|died|dying down",
    "rather die than",
];

const CHEST_FIGURE: Group = &[
    "chest day|press|of|drawer|freezer|loot|hair|workout|tattoo|piece|key|exercise|exercises",
    "treasure|loot|ender|tool|hope|ice chest",
    "heart of|goes|melts|melted|warming|breaking|breaks|broken|emoji|felt|burn|to",
    "my heart stopped when|because",
    "bench pressing|press",
    "heavy heart",
    "break|broke|breaks|melts|melting|warms|steal|stole|won ..1 my|your|her|his heart",
    "heart|hearts ..2 broken|breaks|broke",
    "heartfelt|heartburn",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "chest_pain",
        when: &[&[
            "@chest|heartbeat ..4 @pain",
            "pain|pains|pressure|tightness|tight|crushing|stabbing|weight|elephant|squeezing|heaviness|hurting|ache|burning ..4 chest|heart|sternum",
            "chest|heart ..2 explode|exploding|burst|bursting|stopping|giving|stop|failing|skipping|fluttering ..2 out|beats?",
            "heart ..3 explode|exploding|burst|bursting|stopping|beating|jump|pounding|racing ..3 out|chest|hard|stop|wont|170|180|190|200|throat",
            "pain|numb|numbness|tingling|ache|shooting|radiating ..4 left? arm|jaw|shoulder ..2 chest|left?",
            "left arm|side|hand ..3 numb|pain|hurts|tingling|tingly|dead|weak|heavy",
            "having|have|had|think|is|gonna|going|like|possible|a|getting|mild ..3 heart attack|atack|attacks|attak",
            "cardiac arrest|event",
            "heart attack|atack|attak",
            "heart|pulse|hr|bpm is|at|over|of ..2 #",
        ]],
        unless: &[
            &[
                "attack on ..1 a ..1 plate|bun",
                "attack grill",
                "heart attack by demi|lovato|loona",
                "heart attack ..3 karaoke|lyrics|album|song|playlist",
                "stopping|stopped ..1 finale|moment|scene|performance|goal|save|ending|beauty",
            ],
            &[
                "fake|simulated|pretend heart attack",
                "heart stopping ..1 finish|race|sprint|final|overtime|drop|ride",
                "heart attack or ..1 fine|not|what|nah",
                "attack or fine",
            ],
            CHEST_FIGURE,
            &[
                "heart attack|attacks|atack ..3 when|lol|lmao|price|bill|cat|risk|history|last|years|survivor|in|because",
                "nearly|almost|gave|scared|give ..3 heart attack",
                "lol|lmao|haha|game|price|jump|scare|season|episode",
                "tight|chest|heart ..2 workout|gym|bench|pushups",
                "had|have ..1 heart attack ..2 year|years|last|in|before|#year|history|and",
                "heart|chest attack|pain ..3 years|year|ago|history",
                "pulse|heart|hr|bpm of|at ..2 running|run|rest|resting|bpm|gym|workout",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "nerves",
        when: &[&[
            "<cannot> feel|move|lift|bend ..1 @det? left|right|whole|own|both? @limb",
            "@limb ..1 gone|went|going|go|is|are|feels|feel|getting|both numb|paralyzed|paralysed|drooping|droopy",
            "left|right|one|whole|entire side ..4 numb|droopy|drooping|paralyzed|paralysed|weak|sagging|drooped|dead|gone",
            "face ..3 droop~|drooping|drooped|sagging|numb|slipping|lopsided",
            "slur~|slurring|slurred|slurs|slurry ..3 speech|words|talking|speaking",
            "speech|words|talking ..3 slur~|slurring|slurred|slurry|garbled|jumbled",
            "slurring|slurred",
            "<cannot> ..1 speak|talk|see|swallow|walk|stand ..2 properly|straight|clearly|anymore|words|anything|up|all|now|$",
            "having|think|had|is|a|like ..2 stroke ..3 help|face|arm|numb|right|please|now|or",
            "having a|another stroke",
            "numb ..4 face|arm|side|legs|half|whole",
            "lost|losing|lose ..3 vision|sight|eyesight|feeling|sensation",
            "vision ..2 going|gone|black|blurred|tunnel|tunneling|fading",
            "going blind",
            "paralyzed|paralysed",
        ]],
        unless: &[
            &["pill|pills ..1 meme|to swallow", "swallow pill meme"],
            &["leg_day|squats|gym|workout|lunges"],
            &[
                "numb ..4 gaming|cold|chair|typing|skiing|sitting|gloves|snowball",
                "gaming|snow|cold ..4 numb",
            ],
            &[
                "recipient|transaction|funds|balance|payment|card|money|account",
                "for # years",
                "stroke ..3 years",
                "see|find|speak|talk ..1 it|the|this|my|any|that",
            ],
            &[
                "numb ..2 tongue|mouth|gums",
                "numb ..3 snow|cold|ice|winter|dentist|squats",
                "wings|sauce|spicy|pepper|peppers|salsa|curry|wasabi ..8 numb",
                "stroke order|of_luck|of_genius|game|breast",
                "feel my legs|arms|feet|fingers|face|toes|thumbs|hands ..2 after|from|cold|leg|squats|gym|workout|run|hike|winter|snow|ice|freezing|frozen|frostbite|weeknd|when_im_with|when_i_am_with|novocaine|dentist|ski|skiing",
                "feel my legs|arms|feet|fingers|face|toes|thumbs|hands ..1 it ..2 so? cold|freezing|chilly|winter|snowing",
                "after squats|leg|the gym|that hike",
                "see straight? the|a|my|any|why|how|your|what|this",
                "the|any channel|button|message|messages|post|option|role|category|screen|link|point|comments|image|chat|topic|server",
                "speak|talk english|spanish|french|german|to|about|here|with|in",
                "walk|stand dog|it|this|that|him|her|people",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "choking",
        when: &[&[
            "@third|@relation|@animal|i|im ..4 choking|chocking|choked|chokin|suffocating|suffocate|choke|suffocated|asphyxiating|chokes",
            "choking|chocking|chokin|suffocating ..3 on|noise|noises|sounds|help|please|vomit|to|hard",
            "^ choking|chocking",
            "something|it|pill|capsule|capsules|powder|food ..3 stuck|lodged|caught ..3 throat|windpipe|airway",
            "drown|drowns|drowned|drowning ..3 vomit|puke|own|pool|bath|bathtub",
            "is|are|hes|shes|kid|child drowning|drowned",
        ]],
        unless: &[
            &["nearly|almost choked|choking ..1 on ..2 coffee|drink|lunch|tea|water|food"],
            &["on the ..1 meta|lead|ball|smoke|dust"],
            &[
                "hope|hoping|wish ..2 you|u|ya|ur choke|drown|suffocate",
                "choke|chokes|choked|choking ..3 shot|shots|putt|kick|penalty|clutch|serve|lead|free_throw|free_throws|pass|layup|round",
                "choke|choked|choking in|under|the|valve|point|hold|hazard|game|up|chain|on the lead|against|at the end",
                "totally|always choked|choke|choking in|at|under|again|when",
                "game|seven|series|final|finals|exam|interview|match|playoffs|putt|penalty|lead|set|cold|clutch",
                "choking|suffocating|drowning ..1 on|in|under|by ..3 paperwork|office|homework|admin|deadlines|meetings|emails",
                "drowning in emails|work|ads|debt|homework|paperwork|laundry|tickets|notifications|messages|me",
                "drowning me|us",
                "artichoke|inhaler|smoke|smog|tears",
                "choked up|out|down",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "anaphylaxis",
        when: &[&[
            "throat|throats|tongue|airway|windpipe|lips|face|neck|eyes ..4 swell~|swelling|swollen|swelled|closing|closed|closes|tightening|puffing|puffed|constricting|shutting|huge|balloon|blocked|tight|thick|constricted|puffy",
            "swelling|swollen|closing|puffy ..4 throat|tongue|lips|face|airway",
            "hives|rash ..6 breathe|breathing|throat|tongue|swelling|everywhere|over|lips|face|spreading",
            "anaphyla~|anaphylaxis|anaphylactic|anaphilactic",
            "severe|bad|serious|allergic allergic? reaction ..5 now|help|throat|face|hives|swelling|breathing|what|having",
            "having|am|is ..3 allergic reaction",
            "epipen|epi",
        ]],
        unless: &[&[
            "history|allergy|allergies|season|pollen|sore|strep|tonsil|tonsils|carry|expired",
        ]],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "bleeding",
        when: &[&[
            "vomit~|vomitted|puk~|puking|puked|throwing|threw|throw|cough~|coughing|coughed|spit~|spitting|pee~|peeing|pooping|pissing|shitting|spewing ..3 blood|bloody|coffee",
            "blood ..5 vomit|puke|it|stool|mouth|nose|ears|everywhere|sick|spit ..2 now|help|stop|keep|$",
            "bleeding ..2 out|heavily|badly|stop|lot|mouth|nose|ears|everywhere|profusely|head",
            "blood everywhere",
            "<willnot> stop bleeding",
            "losing|lost ..2 blood",
            "sliced|cut ..2 artery",
        ]],
        unless: &[&[
            "blood pressure|test|tests|type|work|donor|sugar|orange|moon|thinner|thinners|donated|donate",
            "bleeding edge|valve|radiator|heart|money",
            "bleed valve|radiator",
        ]],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "mind",
        when: &[&[
            "@third|@relation ..4 @not ..1 know|knows|recognize|recognise|remember|make|making|recognizes ..4 where|who|what|year|me|name|day|us|own|sense|anyone",
            "<willnot> ..1 know|knows|remember ..3 own|what? name|year|he|she|they|i am|is|are|it?",
            "@third|@relation ..4 hallucinat~|hallucinating|delirious|incoherent|gibberish|babbling|psychotic|paranoid|confused|disoriented|delusional|raving ..3 @not|now|help|af|and|is|since|after|like|what|he|she|they|$",
            "talking|talks|speaking|shouting|screaming ..3 wall|walls|nobody|himself|herself|dead|gibberish|air|imaginary|things|people",
            "seeing|hearing|sees|hears ..2 things|people|voices|bugs|spiders|shadows|demons|stuff ..3 there|not|are|now|real|crawling|$",
            "i am|keep|have|started? hallucinating|delirious|incoherent|hallucinations|psychotic",
            "hallucinating|delirious ..4 help|since|after|took|from",
            "withdrawal|withdrawals|withdrawl|detox|turkey|quitting|quit|tapering|tapered|without|off ..12 confused|confusion|hallucinat~|hallucinations|hallucinating|seizure|seizures|chest|delirious|convuls~|shaking violently?",
            "confused|confusion|hallucinating|hallucinations|seizure|chest ..12 withdrawal|withdrawals|detox|turkey|quitting|tapering",
            "burning up ..6 shaking|confused|talking|delirious",
            "fever|temperature|temp ..3 40|41|42|104|105|106",
            "serotonin syndrome",
        ]],
        unless: &[
            &[
                "payment|payments|card|charge|money|transfer|transaction|coming_from|came_from|parents|mom|mum|dad",
                "where|what ..2 it|they ..2 from|come|came|is|are ..1 coming|from|for",
                "i am|m|take|use|using|smoke|drink",
            ],
            &[
                "confused|confusion about|by|on|with|because|which|why|how|over|between",
                "hearing|seeing ..1 good|bad|great|different|mixed|people|stuff ..2 about|say|saying|online",
                "hear|hearing voices ..2 channel|vc|call|chat",
                "would|risk|is_it|about|syndrome_from|what",
                "i|we do|did not know|remember !where|who|my",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "dying_with_sign",
        when: &[&["die|dying|dieing|dyin|diying"], BODY],
        unless: &[
            &["how much|many", "rather|want|wanna|wants|easier ..4 die|dying", "to die"],
            DYING_FIGURE,
            &[
                "want|wanna|wants|wanted|ready|wish|wanting|hope|hoping|going|gonna|plan ..3 die|dying",
                "battery|phone",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "fears_dying",
        when: &[&[
            "think|feel|feels|feeling|felt|scared|afraid|worried|like|convinced|fear|help ..4 i|im|hes|shes|he|she|they|ill|gonna|about|actually|is? ..2 die|dying|dieing|dyin",
            "am i|we gonna|going to? die|dying",
            "am|is i|he|she|it|we ..1 dying ..2 $|heart|help|or|from|cant|of",
            "i|he|she|they|mom|mum|dad do|does|did not|dont want|wanna to? die",
            "do not|dont let @third|@relation|me die",
            "i|he|she|they ..2 dying ..3 help|please|man|rn|here|someone|call|ambulance|seriously|literally",
            "help|please ..3 i|he|she|hes|shes|im|brother|friend|mom|dad ..2 dying|die",
            "he|she|hes|shes|they|brother|sister|friend|mum|mom|dad|son|daughter|boyfriend|girlfriend|gf|bf|wife|husband|baby ..2 going|gonna|is|be|are|might|about|bout to? die|dying",
        ]],
        unless: &[
            &["run|runners|running|marathon|workout|flying|high|race|squats"],
            DYING_FIGURE,
            &[
                "when|if_i|we|they die|dying",
                "die|dying ..3 easier|relief|better|nice|peaceful",
                "rather|how",
                "send help ..3 boredom|homework|monday",
                "character|cancer|old|hospice|villain|show|season",
                "alone|single|broke|virgin",
                "want|wanna|wants to? die",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "overdosing_now",
        when: &[&[
            "@third|@relation ..4 overdos~|overdosed|overdosing|oding|od|overdose|oded|ods",
            "i ..3 overdosing|oding",
            "^ overdosing|oding ..1 rn|now|right_now|help|please|pls|$",
            "^ od|overdose|ods ..1 help|rn|right_now|now|emergency|in_progress",
            "@third|@relation|we|i ..1 need|needs|needing|got|getting|given|gave|had|has_had ..1 more? narcan|naloxone",
            "death rattle|rattles",
            "is|am|are|having|have|having|this ..2 overdosing|oding",
            "an? overdose ..3 help|now|what|please|naloxone|narcan",
            "gave|give|giving|need|used|using|get ..3 narcan|naloxone ..4 him|her|them|nothing|not|work|now|help|asap|again|twice|still",
        ]],
        unless: &[&[
            "in #year",
            "years|year ago|back",
            "lost|died|passed ..6 overdose|overdosed",
            "overdose awareness|statistics|of|deaths|death|on? cuteness|on glitter|glitter",
            "would|does|can|will narcan|naloxone",
            "death rattle ..2 band|song|album|car|engine|muffler|of|fridge|gpu|fan",
            "need|needs|got|has ..1 narcan ..2 training|kit|kits|class|trained|at_work|in_my_car|in_my_bag",
            "on purpose|myself",
        ]],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
];
