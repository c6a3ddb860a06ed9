//! Tapering, quitting, cravings, "am I addicted".
//!
//! **Invariant:** whether kratom is addictive is the FAQ's; whether somebody is addicted, and how
//! they come off it, is not.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Withdrawal);

const OTHER: Group = &[
    "withdraw|withdrawing|withdrew|withdrawal|withdrawals ..4 order|cash|money|funds|limit|limits|vote|application|bank|account|atm|fee|fees|pending|from|my|crypto|card|euros|dollars|pounds|abroad|consent|troops|nomination|offer|request",
    "cash|atm|bank|card|money|pending|fee|declined|charged|limit|make|made|my ..3 withdraw|withdrawal|withdrawals",
    "quit|quitting|stop|stopped|leave|left|quits ..3 job|game|league|gaming|work|pinging|spamming|server|facebook|twitter|instagram|gym|playing|posting|smoking|vaping|drinking|sugar|meat|talking|arguing|crying|asking|working|whining|lol|reading|watching|texting|stocking|selling|music",
    "addicted|hooked|addict|obsessed ..2 to|on ..3 game|show|music|song|series|coffee|chocolate|anime|sushi|reading|book|books|playlist|minecraft|league|podcast|netflix|tiktok|discord|album|server|bot|ramen|gym|lego",
    "cold turkey sandwich",
    "crave|craving|cravings ..3 pizza|chocolate|burger|sushi|tacos|ramen|sugar|ice|sweets|chips|cheese|burrito|fries|snacks|coffee",
    "years|year|months ..1 sober",
    "marathon|race taper",
    "detox|detoxes ..2 dopamine|digital|juice|phone|drink|drinks|actually|tea",
    "dopamine|digital|juice detox|detoxes",
];

/// What is claimed of leaves, and of nobody in particular.
pub(super) const CLAIMED: Group = &[
    "leaf|leafs|leaves|plants|tree|trees ..1 cant|cannot|not|wont ..2 make|makes|get|gets|cause|causes ..2 @addicted|dependent|addiction|habit",
    "nobody|noone|no_one ..1 has|gets|is|becomes|got ..1 ever|been? ..1 @addicted|dependent ..1 on|to a ..1 leaf|plant|herb|tree",
    "way ..1 anybody|anyone|people|you ..1 get|gets|becomes ..1 @addicted|dependent ..2 on|to ..2 $|right",
];

/// Somebody in particular.
const PERSONAL: Group = &[
    "i|im|ive|ill|id|me|my|myself|mine|we|us",
    "@family|gf|bf|friend|roommate|roomate|neighbour|neighbor|colleague|coworker|he|she|hes|shes|him|her|his|buddy|mate|they|flatmate|housemate",
    "how|tips|advice|help|anyone|anybody|day|days|week|weeks|plan|when|need|give|hours|month|months|u|you|what",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "own_withdrawal",
        when: &[
            &[
                "withdrawal|withdrawals|withdrawl|withdrawls|widrawal|withdrawing|wd|wds|paws|withdrawel",
                "@taper",
                "tapering|taper",
                "cold turkey|turky",
                "ct ..2 kratom|day|jump|jumped|off",
                "@crave",
                "acute|kicking phase|days",
            ],
            PERSONAL,
        ],
        unless: &[
            &["what is known", "pain and"],
            OTHER,
            &[
                "do|does|did|is|are|why|how ..2 people|folks|users|kratom ..3 for|used|turn|take|in|an",
                "opioid|opiate|opiod|heroin|oxy|alcohol|morphine|fentanyl ..1 withdrawal|withdrawals|withdrawl ..3",
                "does|do|is|can|will|would|could|what ..2 kratom|it|this|people|stopping|quitting|you|symptoms ..4 withdrawal|withdrawals|withdrawl",
                "article|articles|claim|claims|in_general|generally|is_known|say|says",
                "withdrawal ..1 aid|syndrome|symptoms ..1 of|in|a|like",
                "what|whats ..1 is|are|does ..2 withdrawal|withdrawals",
                "quit quitting|as rough",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "quitting",
        when: &[
            &[
                "quit|quits|quitting|quiting|kick|kicking|detox|detoxing|ditch|leave|bin ..2 @kratomstrict|it|this|stuff|cold|powder|habit|leaf|capsules|extract|extracts|shots|everything|tea|taking|using|drinking",
                "come|coming|get|getting|got|cut|cutting|wean|weaning|give|giving|went|jump|jumped|been|stay|staying|reduce|reducing ..1 off|down|up|back|clean ..3 @kratomstrict|it|this stuff|powder|kratom|completely|for|cold|2|now|after|$|two|since|before|#|days|weeks",
                "stop|stopping|stopped|stoped ..1 using|taking|drinking|dosing|@kratomstrict|it|this|at|cold",
                "quit|quitting|quiting|quits",
                "off it|kratom|this|kratum|stuff|leaf ..4 days|day|weeks|week|months|hours|since|for|#|and|good",
                "day|week|days|weeks ..1 #|@number|1st|2nd|3rd|first|second|third ..4 off|without|clean|cold|ct|no|quit|quitting|detox|kratom|sober|since|no",
                "#|@number|2nd|3rd|1st|first|second ..1 day|days|week|weeks|hours|months ..3 off|without|clean|no|ct|cold|into|sober|since|quit|kratom|free",
                "@not|cant|couldnt|unable|tried|hard|failed|fail|struggling|trying|said|want|wanna|how|help|need|ready|time|decided|planning|promised|keep|cannot ..5 quit|stop|quitting|stopping|kick|stay|go|cut|off_it|off_this|off_of|off_kratom|off_the|off_these|skip ..4",
            ],
            &[
                "i|im|ive|ill|id|me|my|myself|mine|we|@family|gf|bf|friend|he|she|him|her|roommate|buddy|hes|shes|mate",
                "tips|advice|how ..1 do|to|long|can|did|should|does",
                "help|anyone|anybody|legs|sleep|sweating|goosebumps|nose|restless|yawning|diarrhea|flat|cry|normal|when|how|last",
            ],
            &[
                "@kratomstrict|it|this|stuff|powder|leaf|habit|capsules|extract|extracts|shots|quit|quitting|quiting|detox|tea|using|taking|drinking|legs|goosebumps|clean|sober|cold|off|everything|daily|kicking",
            ],
        ],
        unless: &[
            &[
                "give up ..2 who|what|where",
                "stop|quit my|the ..1 dog|cat|neighbour|neighbor|bot|ads",
            ],
            OTHER,
            &[
                "stop|stopped|stopping|quit ..1 me|it from|working|being|hurting|raining|crying|the|by|at|in|that|making|showing",
                "is quitting|stopping ..3 as|rough",
                "cut|cutting ..1 the|to|me|some|my|it ..1 chase|grass|hair|slack|short|out",
                "get|got|getting ..1 off|up ..1 work|bed|topic|the|my|a|early|to",
                "is|what|thing|everybody|people|everyone|folks ..2 uses|use ..3 quit",
                "go|come|coming off|heavy ..1 on|as|like|work",
                "give|giving ..1 up? ..1 me|us|a|it|gift|some",
                "go|went|going off|down|up|from ..1 topic|the|on|to|in|at|sleep|sale|well",
                "off topic|work|today|the|to|season|day",
                "15 years|sober",
                "surgeon|surgery|surgery|replacement|operation",
                "does|do|what|can|will|would|why|is ..3 kratom|you|people|body|brain|someone ..5 quit|stop|stopping|stops|quitting",
                "people stop|quit",
                "stop ..1 producing|making|wanting|the|now|it",
                "@medicine",
                "hang|wait|good|great|so|how|later|see",
                "stop smoking|saying|asking|lol",
                "up|kick in",
                "kick|kicks|kicking ..1 in|off|back|out",
                "clean ..1 my|the|out|up",
                "go off",
                "jump ..2 off|from",
                "test|screen|panel|ua|probation|drug",
                "endorphin|endorphins",
                "cannot|not|cant stop laughing|thinking|watching|listening|playing|smiling|eating|staring",
                "end|ended up",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "am_i_addicted",
        when: &[
            &[
                "i|im|ive|am|me|he|she|hes|shes|wife|husband|son|daughter|friend|mom|mum|dad|brother|sister|bf|gf|girlfriend|boyfriend|they|partner|roommate ..5 @addicted",
                "@addicted ..2 i|am|is|he|she|$",
                "i think|worry|fear ..3 addicted",
                "my|his|her|their|wifes|husbands|bfs|gfs|sons|moms|dads ..3 addiction|dependence|dependency|habit|problem|use|usage ..3 getting|out|worse|to|hard|kratom|with|bad|control|is|$|worries|affecting",
                "do|does|might|may|think|have|got ..1 i|he|she|we|my ..3 have|has|got ..3 problem|addiction|habit|dependence|dependency ..1 with|$|$|to",
                "have|has|got|getting a ..1 problem|habit ..1 with|$",
                "is|that|already ..3 a problem $",
                "am i an? addict",
                "becoming|become|became|getting|got|feel|feeling|felt ..2 @addicted",
                "hooked|addicted|dependant|dependent ..1 on|to it|this|kratom|stuff|the",
                "need|needs|needing ..1 it|this|kratom|my|more|a ..1 cup|scoop|dose|every|just|to ..3 morning|day|function|feel|get|normal|through|sleep|work|out",
                "@not|cant|cannot|couldnt|never ..3 function|start|get|go|sleep|work|face|make|feel|skip|live|imagine|survive|cope ..6 without|w o|w/o|wo|unless|before|until ..2 it|my|kratom|this|a|thinking|another|scoop|cup|dose|the",
                "only ..2 feel|feels|function|normal|good|happy|sleep ..2 normal|ok|okay|good|myself|human|right|alive? ..2 after|on|with|when|if",
                "thinking|obsess~|counting|dream ..2 about|of|hours|until|minutes ..3 next|my|dose|cup|scoop",
                "my|his|her next|first ..1 cup|dose|scoop|fix|shot",
                "said|say|told|promised|swore|tell|keep ..4 stop|quit|last|cut ..8 still|again|every|back|but|keep|on",
                "hide|hides|hiding|hid|lies|lying|lied|sneak|sneaks|sneaking|steals|stealing|spends|spending ..6 pouches|kratom|powder|stash|use|habit|it|bags|usage|money ..6",
                "angry|irritable|panic|panics|panicking|moody|mean ..4 runs|run|without|out|empty",
                "still|back ..3 on it|kratom|this|using ..2 every|daily|each|again ..1 night|day|morning|time?",
                "every|each ..1 single? day|night|morning ..6 problem|addicted|normal|bad|worried|too|hooked|harmful",
                "use|take|drink|using|taking|drinking|had|have|having ..3 every|daily|each|everyday ..1 day|night|single|morning? ..8 problem|addicted|bad|normal|hooked|dependent|worried|worry|ok|okay|harmful|too|harm|healthy",
                "relapse|relapsed|relapsing|relapses",
                "rehab|na|aa|recovery|sponsor|12 ..2 step|meeting|meetings|center|program|count|clinic|counts ..8 kratom|it|this",
                "clean|sober ..4 from|off|of|years|months|days|weeks ..10 kratom|it|this|leaf|relapse|stuff",
                "lost control|job|wife|family|everything ..6 kratom",
                "out of control",
            ],
            PERSONAL,
        ],
        unless: &[
            &["grave|light_mode"],
            CLAIMED,
            OTHER,
            &[
                "is|are ..1 there",
                "about|tell kratom|addiction|dependence",
                "article|piece|sentence|whether kratom ..3",
                "is|are|does|do|can|could|will|would|how|was|whether ..3 kratom|it|this|people|one|you|anyone|someone|people|plant|regular ..5 @addicted|addictive|habit",
                "possible|posible|easy ..3 to ..1 become|becme|get|be @addicted",
                "why|do|does regular|people|users",
                "people|users|folks ..4 need|needs|hooked|addicted|dependent|more",
                "adding|new",
                "need|needs ..2 more ..2 research|to feel|for|to|info|info|time",
                "i ..1 need|needed ..3 to|help ..1 know|understand|with",
                "not|im not ..1 addicted|hooked",
                "out of control ..2 spam|server|kids|prices",
                "i ..1 said|told ..4 game|work|song",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "symptoms_without_it",
        when: &[
            &[
                "runny nose|goosebumps|yawning|restless|kicking|sweats|sweating|chills|insomnia|diarrhea",
                "legs ..4 kicking|restless|kick|crawl|crawling|twitch|jumping|wont|ache",
                "restless|restles|rls ..1 legs|leg",
                "no|cant|cannot|not ..1 sleep|slept",
                "feel|feeling|felt flat|empty|numb|awful|horrible|depressed|terrible",
                "cry at|every|all|for",
                "kicking days|phase|legs",
                "mood|energy|motivation|sleep|endorphins ..3 back|return|normal|recover|come",
            ],
            &[
                "without|off|since|quit|quitting|quiting|stopped|stop|turkey|ran|out|detox|taper|clean|kicking|last",
            ],
            &[
                "it|kratom|day|days|week|weeks|hours|quit|quitting|quiting|turkey|stopped|detox|clean|dose|kratum|taper|kicking|night",
            ],
        ],
        unless: &[OTHER, &["without sleep|makeup|coffee"]],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "how_to_come_off",
        when: &[&[
            "how ..3 quit|stop|taper|wean|detox|kick|cut ..3 kratom|it|this|down|off|using|taking|$",
            "how|best way|safest ..4 to|2|do|can|did|does|would ..3 quit|stop|taper|wean|get ..3 kratom|off|using|taking|this|down",
            "taper|detox|quitting|quit|weaning ..2 plan|schedule|tips|advice|guide|help|method|timeline|calendar|program|support|kit|comfort|meds",
            "taper|tapering|wean|weaning|detox|quitting ..3 kratom|off|from|down|slowly",
            "tips|advice|help ..3 quit|quitting|quiting|tapering|taper|withdrawal|withdrawals|stopping|detox|cravings|kicking",
            "how long ..3 withdrawal|withdrawals|wd|detox|paws|acute|cravings|it ..3 last|lasts|take|go|end",
            "when ..4 end|stop|better|ease|over ..4 withdrawal|withdrawals|cravings",
            "withdrawal|withdrawals|wd|detox|cravings ..5 last|lasts|bad|help|hell|relief|ease|easier|timeline|over|survive|through|manage|end|helps",
            "quit|quitting|stop|stopping|taper ..4 cold|slowly|gradually|suddenly|at once|gradual|or|turkey",
            "must|should|can|do|could ..2 stop|quit ..2 at|slowly|suddenly|cold|gradually|once|immediately|overnight|abruptly",
            "break|kick|beat|overcome|fight ..2 habit|addiction|dependence|dependency|cravings",
            "cravings|craving|urges",
        ]],
        unless: &[
            &["stop ..1 hiccups|lag|crying|laughing|overthinking|procrastinating|spam|ads|snoring"],
            &["stop my|the ..1 dog|cat|neighbour|neighbor|bot|ads|lag|notifications"],
            &["kick in|off|back", "fast does|quick ..3 kick"],
            OTHER,
            &[
                "opioid|opiate|opiod|heroin|alcohol|oxy ..1 withdrawal|withdrawals|detox",
                "people|folks|users ..6 withdrawal|withdrawals",
                "is|does|can kratom|quitting|it ..4 withdrawal|withdrawals|as",
                "article|articles|claim|claims|in_general|generally",
                "endorphin|endorphins",
                "break room|time|even|point",
                "break|kick the ice|law|bank|rules|ball",
                "drug test|@medicine",
            ],
        ],
        off_topic: true,
        ..BASE
    },
];
