//! Wanting to die, said in a roundabout way: goodbyes, burdens, plans, somebody else's.
//!
//! **Invariant:** as for the plain words: laughing about it takes nothing back.

use super::self_harm::{DENIED, FIGURE};
use super::{DEVICE, LONG_AGO};
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::SelfHarm);

/// They go somewhere else, so that the farewell is one to people. What is only named does not count:
/// "this server was all I had".
const LEAVING: Group = &[
    "leaving|leave|switching|switch|quitting|quit|moving|move|deleting|uninstalling|closing|changing|joining|starting|start|retiring ..3 server|servers|discord|guild|clan|community|forum|group|team|game|account|job|jobs|work|office|company|school|college|uni|university|city|town|country|here|reddit|twitch|telegram",
    "last ..1 day|shift|week|class at|of|in|here|work|school",
    "off to|for ..2 trip|holiday|vacation|college|uni|camp|another|new|university",
    "new|another|different job|server|school|chapter|adventure|guild|clan|team|city|company",
    "retirement|graduation|graduating|graduated",
];

/// They go to bed or to work, and thank for what they asked.
const PARTING: Group = &[
    "thank|thanks ..3 help|info|information|answer|answers|advice|tips|explanation|link|links|chat",
    "logging|signing|heading off|out|to ..2 night|weekend|day|bed|dinner|lunch|work|school|class|sleep",
    "see|talk|speak you|u|ya|yall|to ..3 tomorrow|later|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "off to work|school|bed|class|lunch|dinner|sleep|gym",
];

/// Goodbyes, dates and things given away that are what they say.
const AS_IT_SAYS: Group = &[
    "last day of|at|work|school|job|class|vacation|holiday|in|here ..1 in?",
    "goodbye|bye|farewell tour|party|to|my_old|kiss|drinks|lunch",
    "giveaway|give away prize|prizes|codes|nitro|the|spoilers",
    "wedding|date|interview|exam|holiday|vacation|launch|release|surgery|trip|move|party",
    "finish|finished it|everything before|after|by|later|homework|tomorrow|for",
    "sellers|company|release|patch|game|season|episode|last_night",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "better_off_without",
        when: &[&[
            "everyone|everybody|world|family|kids|they|people|friends|wife|husband|parents|mum|mom|everyone's ..4 better|happier|easier ..2 off? ..1 without|if|when ..1 me|i|im|myself",
            "better|happier off? ..2 without me",
            "my|the|his|her|their family|kids|wife|husband|everyone|parents|mum|mom ..2 better off|without ..1 without|$|if|when",
            "better|happier off? if i ..2 gone|dead|died|disappeared|not|around|here|here",
            "nobody|noone|no|anyone|anybody|someone|wonder|would ..3 miss|notice|care|mourn|cry ..2 me|if|i|im ..3 gone|dead|die|died|disappeared|left|me|vanished|not|jumped|was|were|$",
            "nobody|noone|no ..2 would ..2 miss|notice|care ..1 $|if|me|anyway",
            "would|will|wd ..1 anyone|anybody|someone|any|you ..3 notice|care|miss ..2 if|me|i ..4 gone|dead|died|disappeared|here|there|left|me|was|were|stopped",
            "i|im|ive|ill ..4 burden|burdens|waste of|on|to|2|$|and",
            "burden ..1 to|on everyone|everybody|family|them|people|wife|kids|parents|friends|you",
            "waste of space|air|oxygen|life",
            "if i|im ..2 gone|dead|died|disappeared|die|killed",
            "when i|im ..1 gone|dead ..2 look|take|tell|they|you|please|will|care|everyone|wont",
            "after i ..1 gone|die|dead|do",
        ]],
        unless: &[
            FIGURE,
            &[
                "notice|miss|care ..1 if i ..1 skip|skipped|wore|ditched|left_early|missed_the",
                "waste of space|air|oxygen|money|time you|ur|clown|hd|disk",
                "miss|notice|care me|i ..1 hacking|playing|when|streaming",
                "you waste",
                "miss|missed ..1 you",
                "if i ..1 died|die|dead laughing|in_minecraft|again|there",
                "you are|ur|r a|such ..1 waste|burden",
                "without me ..2 tonight|game|raid|knowing|next|in",
                "nobody|no ..2 would ..2 miss|notice|care ..3 you|u|ya|it|about",
            ],
        ],
        beside: &[DEVICE],
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "cannot_go_on",
        when: &[&[
            "<cannot> ..1 do|take|handle|deal|bear|stand|face|live|cope|fight ..1 with? this|it|life|living|anything|everything|pain|myself ..1 pain|shit|crap|anything|life? anymore|any|longer|no",
            "<cannot> ..1 go|keep|carry|continue on|going|living ..1 like|anymore|living|with|this|$|any",
            "<cannot> ..1 go on",
            "<cannot> ..1 live like|anymore|with|in this|myself",
            "<cannot> ..1 do ..1 this|it|life anymore|any|longer",
            "<cannot> ..1 see|imagine|picture ..2 future|myself|tomorrow|way|living",
            "@not see|imagine|picture myself|me ..3 making|living|alive|seeing|around|getting|here",
            "no way out|forward|left",
            "only way out|left|option",
            "give|giving|gave|given up on? life|living|everything|$",
            "i ..1 give up",
            "i|im|ive|ill|just ..1 am|have|m? done ..1 fighting|trying|with ..1 life|everything|living|it|world|trying|all|fighting|this",
            "done|finished|over ..1 with|of ..1 life|living|existing|everything|world|being alive|it?",
            "life|lifes|my ..2 is|s over|finished|ruined|pointless|meaningless|hopeless|worthless|nothing",
            "nothing left|matters|anymore ..1 for|to|in? ..1 me|live|lose|anymore|life?",
            "no hope|future|point left|anymore|for|in|$|me",
            "hopeless|worthless|empty|numb|pointless ..6 end|die|anymore|over|alive|life|exist|gone|point|living",
            "do not want ..1 tomorrow|to feel|another day",
            "making|make it to|til|till|until|thru|through|past christmas|tomorrow|morning|birthday|weekend|friday|spring|summer|winter|night|tonight|year|next|new|monday|sunday|#",
            "not|wont|planning|plan|dont ..2 be|being|here|around ..1 here|around|alive ..2 tomorrow|much|anymore|next|longer|after|year|to|by|when|long|christmas|for|$",
            "wont|not be around|here|alive ..1 much|tomorrow|next|anymore|after|longer|to|by|long|for",
            "wont|not need|needing ..1 them|it|that|this|any|my|these|stuff ..2 anymore|after|where|soon|when|now|for",
            "want|wanna|need|wish|make ..2 pain|hurt|hurting|suffering|voices|everything|noise|it|thoughts ..2 stop|end|over|go|away ..1 forever|for|all|anymore|permanently|everything?",
        ]],
        unless: &[
            &["numb|dead to ..1 the", "no way out is|by|was"],
            &["give up ..2 who|what|whats|where|tell_me"],
            FIGURE,
            LONG_AGO,
            &[
                "captcha|captchas|form|forms|printer|tutorial|spreadsheet|excel|jira|quiz|puzzle|appointment|dentist|dental|presentation",
                "game|level|job|class|course|semester|homework|shift|diet|lag|bug|traffic|commute|update|app|season|uninstalling|rank|league|ranked|exam|finals|math|noise|neighbor|raid|coffee|bot|server|spam|dating|winter|rain|customer|guild|stairs|ads|smell|taste",
                "make|making it to|til|until|through|past ..3 meeting|party|gym|class|game|event|work|raid|stream|lunch|concert|bed|server|dinner|office|airport|show|practice|final|finals|playoffs",
                "be around|here for|if|later|tonight|at|to|around ..1 help|answer|chat|you|questions|for",
                "give|gave|giving up on|smoking|coffee|drinking|alcohol|sugar|kratom|it",
                "i am|m done|finished with ..1 my|the|homework|work|exam|that|this",
                "the|no point in|of that|this|it",
                "only way|option to|out ..1 of|for",
                "nothing left|matters in|to|on|for stock|cart|store|do|fridge|eat",
                "nothing matters ..1 in|until|till|before|except|but|to|more ..3 preseason|season|playoffs|patch|finals|weekend|than|launch",
                "<cannot> go on ..2 tickets|ticket|trip|ride|rides|vacation|holiday|stage|site|website|server|psn|xbox|steam|that|date|tour|walks|walk|runs",
                "way|trick|remedy|how ..2 to|2? make it|this|that ..1 all? stop",
            ],
        ],
        beside: &[DEVICE],
        past: &[],
        ..BASE
    },
    Rule {
        name: "cannot_go_on_bare",
        when: &[
            &[
                "<cannot> do this|it|life anymore|any",
                "<cannot> take this|it|life anymore|any",
                "<cannot> go on ..1 anymore|like|any|$",
            ],
            &[
                "being|here|alive|life|everything|anything|die|live|living|anymore $|goodbye|sorry|alone|hopeless|cry|crying|tired|end|point|nobody|hate",
            ],
        ],
        unless: &[
            &["numb to"],
            FIGURE,
            &[
                "game|level|job|class|course|semester|homework|shift|diet|lag|bug|boss|traffic|app|work|league",
            ],
        ],
        ..BASE
    },
    Rule {
        name: "goodbye",
        when: &[&[
            "goodbye|goodbyes|bye|farewell ..1 everyone|all|everybody|forever|world|guys|friends ..8 kind|kinder|real|love|loved|sorry|last|thank|thanks|look|care|forgive|night|please|tell|over|done",
        ]],
        unless: &[&["side of ..1 the"], FIGURE, LONG_AGO, AS_IT_SAYS, PARTING],
        beside: &[DEVICE],
        ..BASE
    },
    Rule {
        name: "farewell",
        when: &[&[
            "goodbye|goodbyes|farewell|suicide|leaving ..2 note|notes|letter|letters|message|video",
            "wrote|write|written|writing|leave|left|found|prepared ..3 note|notes|letter|letters|will ..3 goodbye|family|kids|everyone|wife|parents|mum|mom|behind|for|them|tonight",
            "tonight|today|this|tomorrow ..2 is|will ..2 my|the|his|her|be last night|day|one|post|message|goodbye",
            "my|his|her last night|day|goodbye|message|post|words ..2 on|alive|here|earth|ever|everyone",
            "giving|give|gave|gives|given ..2 away|my ..6 things|stuff|pc|games|possessions|belongings|everything|dog|cat|pets|all|account|clothes|guitar|collection ..12 need|wont|not|goodbye|thanks|gone|after|anymore|last|where",
            "giving|gave away ..4 things|stuff|possessions|belongings|everything",
            "look|take|looking|care after|care|for|of ..2 my dog|cat|kids|pets|pet|children|family|mum|mom|sister|brother ..3 gone|when|please|$|after|if",
            "thank|thanks ..3 everything ..4 goodbye|sorry|last|love|bye",
            "thanks|thank|love ..4 everything|all ..4 goodbye|wont be|see you on the other",
            "see you|u|ya|yall ..1 all|guys? on the other side !of",
            "i love you|u|yall ..2 all|everyone|guys? ..3 goodbye|bye|sorry|forgive|last",
            "sorry ..3 everyone|mum|mom|dad|everything|all ..6 goodbye|end|anymore|gone|over|do|strong|enough",
            "got|have|has|had|having|picked|set|chose|chosen|planned|decided|made ..1 a|the|everything|my|it? ..1 plan|date|day|method|note|ready|place|everything|everything ..5 die|go|end|kill|suicide|notice|tonight|picked|over|done|planned|ready|carry|through|life",
            "everything ..1 ready|planned|prepared|sorted to|2 go|end|picked|and",
            "picked|chosen|set ..1 a|the|my day|date|time",
            "put ..2 affairs in order",
            "finally at peace ..3 decision|soon|goodbye|end",
            "going to|2? finish it|everything|off",
            "gonna finish it",
        ]],
        unless: &[&["side of ..1 the"], FIGURE, LONG_AGO, AS_IT_SAYS],
        beside: &[DEVICE],
        ..BASE
    },
    Rule {
        name: "farewell_to_all",
        when: &[&[
            "goodbye|goodbyes|bye|farewell ..1 everyone|everybody|all|yall|guys|world|friends ..6 was|been ..3 knowing|known|meeting you|u|ya|yall|everyone",
            "goodbye|goodbyes|bye|farewell ..1 everyone|everybody|all|yall|guys|world|friends ..6 thank|thanks ..3 everything",
            "goodbye|goodbyes|bye|farewell ..1 everyone|everybody|all|yall|guys|world|friends ..6 forgive me",
            "goodbye|goodbyes|bye|farewell ..1 everyone|everybody|all|yall|guys|world|friends ..6 wont|not ..2 around anymore|longer|much",
            "was|been ..3 knowing you|u|ya|yall|everyone ..5 goodbye|goodbyes|farewell ..1 everyone|everybody|all|yall|world|$",
        ]],
        unless: &[FIGURE, LONG_AGO],
        never: &[LEAVING],
        beside: &[DEVICE],
        ..BASE
    },
    Rule {
        name: "asks_around_it",
        when: &[&[
            "who|where|number|what|someone|somebody|anyone|anybody ..4 talk|call|turn|text|speak|go ..6 suicidal|suicide|die|kill|self|harm|crisis|end",
            "suicidal|suicide|crisis ..4 help|helpline|hotline|line|number|text|someone|chat",
            "thoughts|thinking|think|thought|thinks|dream|dreaming|dreams|fantasy|fantasising|fantasizing|fantasise|fantasize|obsess~|ideation ..3 of|about|on|how|being ..3 death|dying|die|suicide|dead|ending|not|gone|disappearing|hanging|overdosing|jumping|killing|existing ..1 being|everything|here|alive|myself|it|me|all?",
            "fantasis~|fantasising|fantasize|fantasizing ..3 not being",
            "dark|intrusive|bad|scary|those|awful thoughts ..4 again|death|end|back|help|hurt|coming|tonight|loud",
            "dark|bad|scary place ..6 end|die|help|alone|anymore|safe|live",
            "not|dont feel|being|be|am|is safe ..3 myself|alone|tonight|self|home|from|with",
            "scared|afraid ..3 what i|ill|myself ..2 do|hurt|might",
            "do something ..1 stupid|bad|permanent|drastic|dumb ..1 to|tonight|myself?",
            "hurt|harm|kill|end|ending|hurting|killing|harming|offing|cutting|hang|hanging|unalive|unaliving|drown|shoot|shot|shooting|killed|hung|hanged|hurts|harms|cuts|kills himself|herself|themselves|themself",
            "life insurance|insurance ..6 suicide|die|myself|dead|purpose|kill",
            "purpose ..4 insurance",
            "afterlife|heaven ..3 soon|see you|waiting|with|tonight",
            "join ..3 dead|dad|mum|mom|brother|him|her|grandma ..2 heaven|soon|other|side|up",
            "be|join with|him|her ..3 again soon ..4 gone|died|dead",
            "stop wanting to|2? ..1 be|die|dead|exist",
            "is|would ..1 it|death|dying|hanging|drowning ..2 painful|hurt|painless|peaceful|quick",
            "stop existing",
            "stop being|living alive",
            "want|wanna|could ..2 stop living",
            "ready|time ..1 to|2|for ..1 go|die|leave|me ..1 for|this|good|forever|world|now|go|tonight",
            "end|ending everything|it all",
            "leave|leaving this|the world|earth|planet",
        ]],
        unless: &[
            FIGURE,
            &[
                "ready|time to go|leave|for ..1 home|bed|work|to|out|school|out|shopping|raid|live|game|now",
                "in heaven|afterlife",
                "die of|hard|in|stupid|laughing",
                "death|dying ..1 star|note|stranding|metal|valley|knight|cap|light",
                "he|she|they|hes|shes kills|killed ..1 himself|herself in|at|the|movie|episode|season|book",
                "thinking|think|thought about|of ..2 ending|end|not ..2 my|our|the|with|relationship|subscription|membership|job|game|going|buying|getting",
                "is|would it hurt|painful ..1 to|if|when|my",
                "end|ending everything|it all well|here|on|in",
                "would|could|can|does ..2 it|this|kratom hurt",
                "waiting|with|heaven|waiting",
                "stop living|existing with|in|at|off",
                "leave this|the world cup|of",
                "does|can|could|will|would|might ..1 it|that|this|kratom ..1 do something bad|stupid|permanent to",
            ],
        ],
        beside: &[DEVICE],
        past: &[LONG_AGO, DENIED],
        ..BASE
    },
];
