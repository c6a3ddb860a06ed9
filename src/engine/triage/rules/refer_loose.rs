//! What people ask a professional's question with, when they name neither kratom nor the matter.
//!
//! **Invariant:** in this channel "it" is kratom; what is plainly about something else is left out
//! by its own words.

use super::withdrawal::CLAIMED;
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

/// Things that are not kratom, whatever is asked of them.
pub(super) const ELSEWHERE: Group = &[
    "recipe|flour|sugar|rice|oven|pasta|chicken|ram|gpu|pc|laptop|phone|game|gaming|minecraft|valorant|server|channel|bot|discord|movie|song|album|episode|season|football|cricket|tennis|garden|lawn|plants|tomato|tomatoes|fish|tank|css|python|javascript|code|homework|essay|exam|interview|resume|car_park|rent|mortgage|flight|hotel|visa|train|puppy|kitten|golden|sofa|wifi|printer|bread|dough|cake|sourdough|risotto|movie|playlist|wedding|landlord|tax|taxes",
    "endorphin|endorphins|endorfins|dopamine|serotonin|receptor|receptors",
    "article|articles|study|studies|research|trial|trials",
];

pub(super) static DOSING: &[Rule] = &[Rule {
    name: "amount_implied",
    when: &[&[
        "what|how_much ..2 do|does ..1 you|u|ya|yall|people|everyone|others|folks ..2 usually|normally|typically|lot|guys|all ..1 take|have|use|do|drink|brew|start|of|go",
        "go|going|move|step|bump ..2 higher|lower|stronger ..3 $|now|or|dose|tolerance|today|because",
        "tolerance ..2 up|higher|grown|through_the_roof|increased ..",
        "@number|# ..5 or @number|#|half|four|double $",
        "how strong|weak|concentrated|thick ..3 make|brew|should|mix|prepare|drink|tea",
        "chart|calculator|table|guide ..3 weight|dose|dosing|dosage|amount|body|bodyweight",
        "what|how_much ..1 would|should|do|could ..1 you|i|we ..1 give ..",
        "@mass|one|two|three|# ..3 did|does|do|didnt ..1 not|nothing|didnt ..2 do|feel|work|hit|touch ..3",
        "did not|didnt do|feel|work ..1 anything|nothing|shit ..4 next|more|now|another|up|take|try",
        "how soon|quick|quickly|early ..3 again|next|another|redose|second|take|more",
        "daily|every_day|everyday ..1 or ..4",
        "take it daily|everyday|nightly",
        "how many ..1 of ..1 these|those|them|the",
        "# ..1 drops|puffs|ml|sprays|mls|gummies|capsules|caps ..5 is_that|much|lot|too|ok|enough|right|normal",
        "split|spread|divide ..2 into|in|up|over|the|dose|it",
        "all at once|one_go|the_same_time",
        "at once or|$",
        "how low|high|little|small ..3 go|feel|still|take|start",
        "considered|counts|classed|called|qualifies ..2 heavy|moderate|light|excessive|normal|much ..1 use|usage|user|dose|$",
        "half|quarter|twice|double ..2 of|what|as ..3 takes|take|has|have|uses|does|much ..",
        "step|steps|titrate|increments ..2 of|up|by",
        "serving|portion ..3 is|means|exactly|size|how",
        "serving which|what|how|size",
        "begin|start ..3 with ..4 teaspoon|gram|g|half|scoop|one|capsule|spoon|low|two|#",
        "teaspoon|tablespoon|spoonful|scoop|gram|capsule|cup ..4 begin|start|first|beginner|newbie ..",
        "eyeball|eyeballing|measure|measuring|weigh ..4 gram|grams|g|dose|it_out|powder|spoon|right_amount|scale",
        "enough ..1 to ..1 feel|notice|work|start|begin",
        "first ..1 timer|time|try ..4 how|what|much|many|dose|amount|grams|take",
        "# ..1 @mass ..2 an_hour|hour|hours|minutes ..1 ago ..6 more|another|again|add|top|extra|redose",
        "top ..1 up|it_up ..2 dose|later|with|after",
        "add|have|take ..1 one|another|two|some ..1 more ..1 $|or|now|after|later|yet",
        "once|twice ..1 a|per day|week|month ..2 ok|okay|safe|fine|too|enough|alright|much",
        "every ..1 morning|night|evening|day|weekend ..4 ok|okay|safe|fine|too_much|alright|bad",
    ]],
    unless: &[
        &["tolerance|tolerence build|builds|develop|develops", "dose kratom|it"],
        ELSEWHERE,
        &[
            "how many ..1 of ..1 you|us|them ..2 are|here|have_tried",
            "work|job|school ..2 daily",
            "step ..1 up ..1 to",
            "large|larger|bigger|high|low|small|smaller ..1 dose|doses|amount|amounts|one|ones|servings ..3 do|feel|calm|not|effect|effects|mean|stimulate|sedate|different",
            "people|folks|users ..2 take|use",
            "tried|try|took ..1 double|too",
            "do|did|does|feel ..1 nothing|anything ..3 withdrawal|quit",
            "times ..1 a",
        ],
    ],
    off_topic: true,
    ..Rule::of(Category::Dosing)
}];

pub(super) static INTERACTION: &[Rule] = &[Rule {
    name: "taking_something",
    when: &[&[
        "on the ..1 pill|patch|mini_pill|jab|depo|coil ..8",
        "the|my|a|birth|combined pill ..6 mess|affect|work|interfere|stop|fail|with|safe|ok|kratom",
        "@strong patch|patches|therapy|infusion|infusions|drip|injection|pump|lozenge|spray|script",
        "red bull|bulls",
        "energy drink|drinks ..6 kratom|it|this|ok|safe|together|vein|same",
        "i|he|she|we ..1 drink|drinks ..2 every|each|on|at|socially|heavily|daily|a_lot|regularly|most ..2 weekend|weekends|night|nights|day|lot ..6",
        "vaccine|vaccination|booster|jab|flu_shot ..8 fine|ok|okay|safe|stop|wait|before|after|some|kratom|tea|it",
        "inhaler|insulin|epipen|nebulizer|cpap|pacemaker ..8 this|kratom|it|and|ok|safe",
        "blood|heart|thyroid|bp|sleeping|epilepsy|seizure|diabetes|anxiety|water|cholesterol|psych|allergy|diet|pain ..1 pressure? pills|tablets|tabs|meds|medication|medicine|drops",
        "with|alongside|on ..2 my|his|her ..2 tablets|pills|meds|medication|medicine|prescriptions|prescription|antibiotics|inhaler|treatment",
        "gave|put|started|prescribed|switched|got ..2 me|him|her|us|on|my_mum|my_dad ..3 @medicine|@drug|tablets|pills|new_meds|antibiotic|antibiotics",
        "couple|few|two|three|#|some|had|after ..2 pints|beers|drinks|shots|glasses|wines|ciders|whiskeys|cocktails|joints|edibles|bong ..6 scoop|kratom|tea|it|some|stupid|bad|ok|safe|fine|now|leaf",
        "doctor|doc|dentist|gp|psychiatrist ..3 gave|prescribed|put|started|wants ..3 antibiotic|antibiotics|pills|tablets|meds|medication|steroids|painkillers|something|on ..6",
    ]],
    unless: &[
        ELSEWHERE,
        &[
            "instead|replace|substitute|alternative|quit|quitting|coming_off|get_off|taper|stop_taking",
            "i|he|she|we ..1 drink ..1 it|kratom|tea|coffee|water",
            "red bull|bulls ..1 racing|gives_you",
        ],
    ],
    off_topic: true,
    ..Rule::of(Category::Interaction)
}];

pub(super) static TREATMENT: &[Rule] = &[Rule {
    name: "condition_implied",
    when: &[&[
        "i|he|she|ive|mom|mum|dad|my|with|having|has ..2 have|has|got|with|had|a|one|no ..2 pacemaker|stent|stents|one_kidney|transplant|shunt|stoma|bypass|heart_valve|gallbladder|spleen|condition|heart_condition|disease|disorder|syndrome|murmur|clots|clot|tumor|tumour|ulcer|hernia|aneurysm|implant",
        "got|have|only one kidney",
        "agony|pain|pains ..2 with|in|from ..1 my|his|her|the ..5 red|green|white|which|what|help|kratom|leaf|strain|something|anything",
        "surgery|operation|colonoscopy|endoscopy|dentist|extraction|scan|mri|biopsy|procedure|anesthesia|anaesthetic|root_canal|wisdom_teeth ..10 skip|stop|pause|tea|kratom|before|take|ok|tell|hold|still|it",
        "good|ok|okay|safe|help|helps|use|take ..2 for|after|with ..3 injury|recovery|soreness|surgery|workout|doms|sprain|fracture|broken",
        "hair ..1 falling|loss|thinning|shedding|coming ..6 since|kratom|from|vein|started|it",
        "lately|recently|since|weeks|months|month ..6 kratom ..4 why|cause|reason|because|from|be|do|it",
        "could|can|is ..1 kratom|it|this ..1 be|the|causing|making ..1 why|the_reason|reason|cause|my|the_cause",
        "rash|spots|headaches|headache|constipated|tired|numbness|tingling|blurry|double|tremor|shake|shaking|itch|itchy|dry_mouth|ringing|bloated|moody|forgetful|foggy ..6 after|since|for|every|lately ..3 month|months|weeks|year|years|use|using|started|morning|mornings|lately",
        "@doctor ..1 says|said|told|thinks|diagnosed|wants|found|reckons ..8 kratom|this|worth|shot|try|nothing|help|it|leaf",
        "nothing ..1 else? works|helps|helped|worked ..6 this|kratom|worth|try|shot|it|leaf|anyone",
        "worth a? ..1 shot|try|go|trying ..1 for|$|with|if",
        "what|anything|something|anyone ..2 do|does|you|helps|help|take|tried|try ..3 for|with ..2 @condition|nerves|sleep|pain|knees|back|stress|mood|energy",
        "lose|losing|loose|gain|gaining ..1 weight",
        "make|makes|making ..2 my ..1 @condition ..1 worse|better|bad",
        "replace|instead_of|rather_than|stop|quit|ditch ..2 my|his|her|their|the ..2 chemo|radiation|therapy|treatment|tablets|pills|inhaler|injections|medication|meds|doctor",
        "refuses|refuse|refusing|wont_take ..2 his|her|their|my ..2 chemo|treatment|meds|medication|pills|tablets",
        "right|good|suitable|okay|ok|safe|bad ..1 for ..1 me|him|her|someone|my|a|people|an|older|the ..3 with|who|like|$|mum|mom|dad|wife|husband|person|grandma|elderly|nan|gran|mother|father|heart|age",
        "would|could|can|will|might|does|do ..1 it|this|that|kratom|green|red|white|leaf|tea ..2 calm|help|fix|sort|settle|cure|soothe|ease|chill|relax|lift|perk ..2 me|him|her|us|my|his|it ..2",
        "suitable $",
    ]],
    unless: &[
        ELSEWHERE,
        &[
            "do|does|did|why|how|are|have ..1 people|folks|users|patients|communities",
            "tell|ask ..1 a|my ..1 doctor|pharmacist ..2 first|before",
            "how|what ..2 the_body",
            "side effects|effect",
            "help|sort ..1 me ..1 understand|find|out_with|with_my|choose|write",
            "lose|losing ..1 weight ..1 of",
            "worth a try ..1 game",
            "safe|bad|ok|good ..2 for ..2 dog|dogs|cat|cats|kids|children|child|baby|teenagers|teens|son|daughter|environment|rainforest|plants|beginners",
        ],
    ],
    off_topic: true,
    ..Rule::of(Category::Treatment)
}];

pub(super) static WITHDRAWAL: &[Rule] = &[Rule {
    name: "habit_implied",
    when: &[&[
        "years|months|year|month|decade ..2 daily|everyday|every_day|nonstop|straight ..6 scared|stop|quit|off|afraid|out|help|how|cant|worried",
        "scared|afraid|terrified|dread|dreading ..2 to|of ..1 stop|quit|stopping|quitting|running_out|run_out|withdrawal|withdrawals|going_without|tapering",
        "how|way ..3 one|you|someone|people|i|to|anyone ..2 get|come|wean ..1 off ..1 of? ..1 this|it|kratom|these|$",
        "jump|jumped|jumping ..1 cold|ct|off_kratom|off_it",
        "legs|arms|skin|body ..4 crazy|mad|restless|kicking|crawling|jumping|twitching|wont_stop|still ..4 day|night|since|without|hours|week|quit",
        "day|night|hour|week ..1 @number|#|one|first|second|third ..4 legs|sleep|sweating|sweats|hell|sick|restless|crying|rls|goosebumps|awful|without|clean|runny|nose|yawning|sneezing",
        "its|been|it_is ..1 #|@number hours|days|weeks|hrs ..4 sleep|legs|sweating|sweats|sick|restless|clean|without|off|crying|since",
        "if|when|unless|whenever ..1 i|he|she|we ..2 not|dont|doesnt|skip|miss|without ..1 have|take|get|drink|dose|use ..2 any|it|some|my|one|a_dose|before|in_the|by",
        "panic|panics|panicking|freak|anxious|moody|cranky|restless|irritable|nervous|angry|rage ..3 when|if|whenever|as_soon|once ..4 low|runs|run|out|empty|gone|without|late|runs_out|miss",
        "says|said|thinks|reckons|claims|insists|told ..3 i|im|ive|he|she ..2 have|got|am|is|a|an|has|too ..2 problem|addicted|hooked|addict|dependent|addiction|much",
        "controls|runs|ruining|ruined|rules|consumed|consuming|destroying|wrecking|taking_over|took_over ..1 my|his|her|our ..1 whole|entire? life|marriage|family|finances|days|relationship",
        "@not|cant|couldnt|dont|never ..1 enjoy|do|feel|focus|relax|cope|face|socialise|socialize|eat|work|function ..2 anything|nothing|normal|people|a_day|life|happy|day ..2 without|unless|until",
        "keep|keeps|kept ..1 upping|increasing|raising|taking_more|needing_more|buying_more|going_back|saying|promising|telling ..6",
        "upping|escalating ..1 it|my|the ..4",
        "@not|cant|couldnt|unable ..2 get|go|come|bring|cut ..2 back|down|it_down|my_dose ..1 down|anymore|$",
        "when|how_long|do|will|does ..2 the|these|my|this|it ..1 sweats|chills|legs|rls|cravings|symptoms|insomnia|depression|anhedonia|runs|yawning|restlessness|brain_fog|flu|paws|aches ..3 stop|end|ends|last|lasts|go|ease|pass|away|over",
        "caved|cave|folded|slipped_up|gave_in|fell_off|broke_down ..3 day|again|after|last|tonight|today|#|on|yesterday|wagon",
        "tried|try|trying|attempted|failed|attempts ..2 quitting|stopping|quit|stop|detox ..3",
        "support|recovery ..1 group|groups|forum|program|programme|meeting|meetings",
        "steal|steals|stole|stealing|pawn|pawned|pawning|borrow|borrows|borrowing|sells|sold ..4 to ..1 buy|pay|fund|get|afford ..1 it|kratom|more|his|her",
        "steal|steals|stole|stealing ..5 for ..1 it|kratom",
        "said|say|promised|swore|told ..4 stop|quit|last|done|never_again ..8 friday|still|again|now|and|but|yet|today",
        "only|last ..2 thing|way ..4 without ..1 it|kratom",
        "need|needed|require ..1 advice|help|tips|support|a_plan ..2 on|with|to|for|about ..1 cutting|quitting|stopping|quit|stop|taper|tapering|getting|coming|withdrawal|cut|addiction",
        "@medicine|@drug|kava|supplements|vitamins|magnesium|imodium|loperamide ..2 for|during|through|to|help ..2 kratom? ..1 withdrawal|withdrawals|wd|wds|taper|detox|quitting|restless|rls",
        "hooked|addicted|dependent ..1 $|on|to|and|how|help|what",
        "sweat|sweats|sweating|shaking|shivering|yawning ..3 if|when|unless|before ..3 not|dont|without|dose|have|take|morning",
        "life ..1 without ..1 it|kratom",
        "first|#|@number ..1 days|day|weeks|week|month|months ..1 without|off|clean|free|kratom_free",
        "how ..2 i|we ..1 tell ..3 doctor|wife|husband|family|parents|partner ..4 hooked|addicted|addiction|using|habit|problem|kratom",
    ]],
    unless: &[
        &[
            "kept|keep|keeps saying ..6 at|like|what|feel|mitra|that",
            "people|friend|they|everyone keep|keeps|kept",
        ],
        CLAIMED,
        ELSEWHERE,
        &[
            "is|are|does|do|can|could|will|would|how|whether ..2 kratom|it|this|people|one|you|anyone|someone|plant|regular|long|possible ..5 addicted|hooked|dependent|addictive|habit|addiction|withdrawal",
            "support group|groups|forum ..1 for ..1 the|this ..1 bot|app|game",
            "hooked ..1 on|to ..2 show|song|series|book|music|phonics|netflix|podcast|anime",
            "scared|afraid ..1 of ..1 spiders|heights|flying",
            "if|when|unless ..1 i ..1 not|dont ..1 get ..1 a|an|the|my ..2 refund|reply|answer|role|email|code|card|money",
            "why|do regular|people|users",
            "job|smoking|vaping|drinking|sugar|meat|gym|twitter|facebook|coffee|caffeine|alcohol|gambling|porn|social_media|nicotine",
            "go|get|come|going|getting|coming back ..1 to ..1 you|work|sleep|bed|school|me",
            "@not ..1 do|feel|work|eat anything|nothing ..1 without ..1 a ..1 role|account|password",
            "withdraw|withdrawal|withdrawals ..2 cash|atm|money|bank|funds|fee|limit",
        ],
    ],
    off_topic: true,
    ..Rule::of(Category::Withdrawal)
}];
