//! Despair and an end, each of which means little alone.
//!
//! **Invariant:** each rule needs a person in particular and two signs of different kinds, in any
//! order.

use super::{DEVICE, LONG_AGO};
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Rule, Within};

pub(super) static SELF_HARM: &[Rule] = &[
    Rule {
        name: "despair_and_end",
        when: &[
            &[
                "end it|this|everything|things|all|my",
                "over soon|now|for_me|tonight|$",
                "ending|disappear|disappearing|vanish|gone|goodbye|funeral|grave|coffin|heaven|forever|bridge|rope|noose|pills|blade|razor|gun|die|dying|dead|death|suicide|suicidal|overdose|sleep_forever|jump|peace|escape|quiet|nothingness|void|oblivion|exit",
                "stop ..2 existing|everything|being|the_pain|hurting|feeling|living|breathing|trying|fighting",
                "not ..2 be|wake|exist|here|around|make|see ..2 here|alive|around|up|anymore|tomorrow|it",
                "last|final night|day|time|message|post|words|straw|goodbye",
                "done|through|finished|over with|trying|fighting|living|life|everything|it_all",
                "give|giving|gave|given up",
                "without me",
            ],
            &[
                "worthless|hopeless|pointless|meaningless|burden|unlovable|unwanted|unloved|failure|useless|despair|hate_myself|hate_my_life|hate_being|broken|trapped|suffocating_life|numb_inside|empty_inside|empty|alone|lonely|isolated|abandoned|exhausted|ashamed|disgusting|defeated|drained|crushed",
                "nobody|noone|no_one|anyone|anybody ..2 cares|care|loves|love|notice|notices|wants|needs|listens|understands|miss|misses|would",
                "cant|cannot|can_not|couldnt ..2 anymore|any_more|any_longer|take|cope|bear|go_on|keep|face|fight",
                "tired|sick|weary|done ..1 of|with ..2 life|living|everything|fighting|trying|hurting|pain|it|all|being|waking",
                "so|too tired ..2 fight|fighting|live|living|care|go|try|keep|of|$",
                "no|zero|any|little hope|point|reason|future|purpose|will|way|one|strength|energy_left|fight_left",
                "lost everything|everyone|the_will|hope|my_will|all_hope",
                "nothing ..2 left|matters|helps|works|works_anymore|good|to_lose",
                "depressed|depression|suffering|miserable|misery|agony|grief|heartbroken|devastated|self_loathing",
                "hurts|pain ..3 much|anymore|unbearable|too|endless|stop|constant",
                "crying|sobbing|cried|weeping ..3",
                "sorry|forgive ..2 everyone|mom|mum|dad|all|me|you_all|for_everything|family|guys",
                "everyone|everybody|family|kids|wife|husband|parents|they|world ..4 better|happier|relieved|free|easier",
                "want|wish|wanna|need|hope ..2 it|everything|this|pain|life|myself ..2 stop|end|over|go_away|to_end|to_stop|gone",
            ],
            &["i|im|ive|ill|id|me|my|myself"],
        ],
        unless: &[
            LONG_AGO,
            &[
                "game|level|league|job|semester|homework|exam|app|bot|match|rank|team|boss_fight|server|bug|code|project|football|season|stream|card|account|transfer|refund|bank|payment|money|order|package|charged|top_up|transaction|delivery|battery|phone|laptop|plant|seedling|show|movie|episode|book|character|song|album|meme|anime",
                "cousin|uncle|grandma|grandpa|friend|dad|mum|mom|dog|cat|brother ..3 died|passed|death|funeral",
                "sleep|skin|back|knee|chronic|tooth|leg|nerve|joint|period|neck|shoulder pain",
                "give up|gave_up ..2 on? smoking|coffee|sugar|alcohol|drinking|kratom|hope_of_finding",
                "withdrawal|withdrawals|taper|quitting ..2 over|end|ending",
                "dead|die ..1 serious|tired|inside_joke|hill|hard",
            ],
        ],
        beside: &[DEVICE],
        past: &[LONG_AGO],
        jest: true,
        ..Rule::of(Category::SelfHarm)
    },
    Rule {
        name: "worrying_about_somebody",
        when: &[
            &[
                "goodbye|goodbyes|farewell|suicide|suicidal|kill|hang|overdose|jump|die|dying|dead|note|letter|gun|pills|roof|bridge|ledge|rope|cutting|cuts|self_harm|selfharm|hopeless|burden|end_it|ending_it|end_things|disappear|gone|funeral|alive|exist|giving_away|gave_away",
            ],
            &[
                "@family|gf|bf|friend|friends|mate|buddy|roommate|flatmate|ex|he|she|hes|shes|him|her|classmate|coworker|user|member|guy|girl|someone|somebody|person|student|teammate|neighbour|neighbor",
            ],
            &[
                "wont|isnt|not|hasnt|stopped|cant answer|answering|pick|picking|reply|replying|respond|responding|online|home|reachable|found|reach|find",
                "worried|worry|scared|afraid|concerned|terrified|panicking ..4",
                "what do i do|say",
                "how ..2 help|stop|talk|reach|convince|save ..2 him|her|them|someone|my|a",
                "keeps|keep|kept|been|started|was|is saying|talking|joking|posting|texting|telling|threatening|writing|mentioning|hinting",
                "should i ..3 call|tell|police|go|worry|report|someone",
                "serious|seriously|alarming|check_on|welfare|wellness",
                "left|went|ran|gone|missing|disappeared ..4 vc|call|house|home|chat|offline|server|work|note",
            ],
            &[
                "said|says|say|told|tells|posted|posts|texted|texts|wrote|writes|typed|messaged|threatened|threatens|threatening|talking|talks|joking|jokes|saying|posting|left|sent|sends|note|goodbye|mentioned|mentions|hinted|hinting|wants|wanted|planning|plans|trying|tried|going|keeps|gave|cutting|cuts",
            ],
        ],
        unless: &[
            LONG_AGO,
            &[
                "game|movie|show|season|episode|character|book|boss|raid|level|battery|phone|plant|anime|dnd|campaign|meme|card|account|bank|transfer|payment|release|patch|stream|drug_test|kratom_dead",
                "died ..3 of|from|in|last",
            ],
        ],
        beside: &[DEVICE],
        within: Within::Nearby,
        past: &[LONG_AGO],
        jest: true,
        ..Rule::of(Category::SelfHarm)
    },
];
