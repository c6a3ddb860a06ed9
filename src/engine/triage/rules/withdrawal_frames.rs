//! Coming off it and being caught by it, in the short forms of chats.
//!
//! **Invariant:** the habit is somebody's; what kratom does to people is the FAQ's.

use super::withdrawal::CLAIMED;
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Withdrawal);

const OTHER: Group = &[
    "job|game|league|server|discord|smoking|sugar|meat|show|song|series|netflix|gym|twitter|facebook|instagram|chocolate|pizza|puppy|sandwich|ads|playing|valorant|minecraft|anime|dopamine|digital|juice|cash|atm|bank|vote|pinging|spamming|meme|memes|topic",
    "do|does|did|why|how|are|would|can|could ..1 people|folks|users|one|someone|regular|you ..4 use|need|become|get|quit|addicted|dependent",
    "does|do|can|could|will|is|would kratom|it|this|plant ..4 addictive|addiction|withdrawal|withdrawals|dependence|cause|habit|lead|tolerance",
    "is|are ..2 there ..2 addiction|dependence|withdrawal",
    "about|tell_me|explain|what|whats ..2 kratom? addiction|withdrawal|withdrawals|dependence|tolerance ..1 like|is|mean|means|potential|severity|risk|$",
    "article|articles|claim|claims|study|studies|research|in_general|generally|material|say|says|sentence",
    "opioid|opioids|opiate|opiates|opiod|heroin|oxy|alcohol|morphine|fentanyl|nicotine withdrawal|withdrawals|withdrawl|addiction|dependence|detox",
    "pain ..1 and|or withdrawal",
    "as rough|bad|hard",
];

const SOMEBODY: Group = &[
    "i|im|ive|ill|id|me|my|myself|mine|we|our|us",
    "@family|gf|bf|girlfriend|boyfriend|friend|roommate|neighbour|neighbor|colleague|coworker|he|she|hes|shes|him|her|his|buddy|mate|partner",
    "^ ..2 tips|anyone|anything|advice|help|helps|cold|day|detox|need|want|trying|rehab|went|quit|stopped|ran|cutting|taper|tapering|weaning|jumping|relapsed|sober|clean|na|days|week|hours",
    "how ..1 do|to|can|should|does ..1 i|one|you|we? ..1 quit|stop|get|taper|beat|cope|deal|detox|handle|wean|kick|come",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "habit_short",
        when: &[
            &[
                "withdrawal|withdrawals|withdrawl|withdrawls|wds|wd|withdrawing|detox|detoxing|tapering|taper|tapered|weaning|wean|relapse|relapsed|relapsing|cravings|craving|crave|rehab",
                "cold turkey",
                "went|go|going|gone|did ct",
                "quit|quits|quitting|quiting|stop|stopping|stopped|stoped|cut|cutting|get|getting|come|coming|want|wants|kick|kicking|tried|trying|wean|go|going|came|got|stay|staying ..2 off|clean|using|taking|drinking|quit|quitting ..3",
                "day|days|week|weeks|month|months|hours ..1 #|@number|one|into|2|3 ..2 no|off|without|clean|since|of|not|free|sober ..2 kratom|it|this|powder|leaf|cold|quitting|anything|dose|stopping|$",
                "#|@number days|weeks|months|hours|day|week|hrs ..1 off|without|clean|in|sober|free|no|since|kratom",
                "addicted|addict|addiction|hooked|dependent|dependant|dependence|dependency|habit|enslaved|reliant|chained",
                "@not|cant|couldnt ..1 stop|quit|resist|go|function|skip|cope|live ..2 taking|using|drinking|it|kratom|a_day|without|once|on|$|this",
                "keep|keeps|kept|always ..1 going|coming|falling|crawling|running back",
                "ran|run|runs|running ..1 out",
                "skip|skipped|miss|missed|without ..2 dose|cup|it|kratom ..6",
                "if|when|unless ..2 not|dont ..1 take|have|get ..1 it|any|some|my",
                "spending|spent|spend|wasting|wasted|blew ..2 money|all|everything|savings|paycheck|hundreds|thousands ..4 kratom|it|this",
                "hide|hides|hiding|lie|lies|lying|lied|sneak|sneaking|secret ..3 use|it|kratom|about|how|habit|from|taking|stash|using|usage",
                "needing|needs|need|woke|wake ..4 dose|fix|cup|scoop|hit",
                "na|aa|smart|recovery|support ..1 meeting|meetings|group|groups ..4 kratom|this|leaf",
                "helpline|hotline|clinic|counselor|counsellor|therapist ..4 addiction|kratom|quit|quitting",
                "sober|clean|recovery|recovering ..6 kratom|relapse|leaf|this",
                "problem ..1 $|with",
            ],
            SOMEBODY,
            &[
                "@kratomstrict|it|this|stuff|powder|leaf|capsules|extract|extracts|shots|tea|use|usage|using|dose|scoop|cup",
                "withdrawal|withdrawals|withdrawl|wd|wds|taper|tapering|detox|cravings|craving|quit|quitting|relapse|relapsed|rehab|addicted|hooked|dependent|turkey|ct|weaning|wean|clean|addict|addiction",
                "legs|sleep|sweating|sweats|yawning|shivering|goosebumps|sick|terrible|awful|restless|insomnia|anxious|depressed|chills|runny|aching|flu|stopped|empty|flat",
            ],
        ],
        unless: &[
            &["endorphin|endorphins ..1 without"],
            CLAIMED,
            &["not have to|the", "guts|courage|wake"],
            &["noise|math|heat|weather|game|channel", "not take|stand"],
            OTHER,
            &[
                "get|got|getting|come|coming|go|going|went|came ..1 back|out|down|off ..2 work|home|online|soon|later|bed|the|to_work|my|a",
                "cut|cutting ..1 out|off|down ..2 noise|hair|grass|tree|price|my_hair",
                "going|go|come|coming|get|got|getting ..1 back|out|off|down ..2 to|for|in|from|of|on|with|at ..2 sleep|bed|work|school|gym|home|my|the|us|me|a",
                "stop|stopped|quit me|the|by|it|asking|that|at|in|saying|making|being",
                "problem with ..2 bot|app|link|site|game|mic|server|wifi|login|this",
                "ran|run|runs|running out of ..1 milk|time|coffee|space|storage|gas|ideas|money|memory|ram|battery|paper",
                "adverse|test|tested|panel|probation|screen",
                "my @medicine|@drug",
                "@medicine|@drug ..1 with",
                "surgery|surgeon|operation|dentist|teeth|pregnant|pregnancy|breastfeeding|driving|drive",
                "without ..2 food|scale|water|doctor|prescription|kratom_test",
                "what|which ..3 coming|get ..1 out",
                "make|makes|kick ..1 it|in",
                "does ..1 it ..2 kick",
                "need|needs ..1 a? dose ..1 of ..1 reality|sun|coffee",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "own_problem",
        when: &[&[
            "do|does i|he|she|we have a ..1 problem|addiction|habit|dependency",
            "am|is i|he|she|my ..4 @addicted|an_addict|in_withdrawal|withdrawing",
            "is|are my|his|her ..2 use|habit|usage|intake|consumption|kratom|drinking ..3 problem|problematic|normal|excessive|bad|addiction|worrying|out|healthy",
            "help ..2 my|a|him|her ..2 brother|sister|friend|son|daughter|husband|wife|mom|mum|dad|gf|bf|partner|girlfriend|boyfriend|roommate|father|mother ..3 quit|stop|taper|off|addiction|addicted|kick|kratom|clean|hooked|detox",
            "feel|get|feels|gets|felt|sick|awful|ill|terrible|bad|horrible|irritable|shaky|anxious ..3 when|if|without|until ..3 skip|miss|dont|not|without|run|ran|dose|stop|late",
            "wake|waking|woke up? ..4 dose|need|needing|withdrawal|shaking|sweating|for_more",
            "sweating|yawning|shivering|legs|restless|sneezing|chills|insomnia|aching|goosebumps|diarrhea ..4 since|after ..2 stopped|quit|quitting|stopping|ran|last|i_stopped",
            "how bad|hard|long|rough|tough|awful ..2 will|is|would|does ..2 quitting|stopping|withdrawal|withdrawals|detox|cold ..3 for|me|be|last|my|after|$",
            "want|wants|wanna|trying|tryna|need|needs|how|can|ready|hoping|tried|gotta|have ..2 to|2|do|i|of ..2 i? ..1 get|come|be|go|getting|wean|stay|taper ..1 off ..1 of|from? ..1 @kratomstrict|it|this|7oh|these|the|that|extracts|shots",
            "@not|dont ..2 want|wanna ..1 to? ..1 need|depend|rely|use|take|be_on ..3 it|kratom|this ..1 anymore|longer|every",
            "helps|help|anything|something|remedy|remedies|meds|medicine|supplements|cope|coping|deal|dealing|manage ..2 for|with|against|through ..1 the|my|kratom|these|kratom? withdrawal|withdrawals|wd|wds|cravings|craving|detox|quitting|restless|taper",
            "rehab|detox|treatment|therapist|counselor|clinic|meetings|program ..3 for|at|from|about ..1 kratom|home|this|kratom_addiction",
            "sober|clean ..6 is|would|does|if ..3 kratom|this|it|using|leaf ..3 relapse|count|slip|ok|breaking|sober|clean|reset",
            "cutting|cut|scale|scaling|slow|slowing back|down ..3 hard|how|help|tips|tough|slowly|on|from|kratom|plan|struggling|trying",
        ]],
        unless: &[
            &["endorphins|endorphin"],
            OTHER,
            &[
                "surgery|surgeon|operation|pregnant|pregnancy|driving",
                "@medicine",
                "do i have ..1 a ..1 problem with ..1 the",
            ],
        ],
        off_topic: true,
        ..BASE
    },
];
