//! The same for children, duty, buying and tests: what is asked without naming the matter.
//!
//! **Invariant:** in this channel "it" is kratom; what is plainly about something else is left out
//! by its own words.

use super::refer_loose::ELSEWHERE;
use super::sourcing::ON_THE_SERVER;
use crate::engine::outcome::Category;
use crate::engine::triage::rule::Rule;

pub(super) static OTHERS: &[Rule] = &[
    Rule {
        name: "with_child_implied",
        when: &[&[
            "two|second|faint|positive lines|line ..4 test|this|today|kratom|drank|took",
            "period|periods|cycle ..2 is|days|was|week|weeks|running|#|@number ..2 days|weeks|week|late ..1 late?",
            "late ..1 period|on_my_period",
            "^ # weeks|wks|months ..4 kratom|it|tea|labour|labor|baby|safe|ok|still|using",
            "#|@number weeks|wks|months ..1 pregnant|gone|along|preg|today|now ..4 kratom|baby|safe|still|using|it",
            "labour|labor|contractions|epidural|induced|miscarry|midwife|ob|obgyn|gyno ..6 kratom|it|tea|this|bring|start|take|said|safe|leaf",
            "bring|start|trigger|induce ..1 on? ..1 labour|labor|contractions",
            "pumped|pumping|pump|express|expressed|latch|nursing|letdown ..6 milk|dump|tea|kratom|baby|safe|ok",
            "dump ..1 the|my|it? ..1 milk",
            "ivf|iui|clomid|fertility|ovulation|sperm|egg_retrieval|embryo_transfer",
            "baby ..2 born|due|arrives|came|here|coming ..6 kratom|tea|it|again|start|safe",
            "nursing|lactating|feeding ..1 mum|mom|mother|mothers|moms|mums|baby|newborn",
            "harm|hurt|affect|reach|pass_to|dangerous_for ..2 the|my|our|an|her ..1 unborn? baby|fetus|foetus",
            "we|i|she|they ..2 want|wants|planning|hoping|trying ..2 a|for|another|to_have ..1 a|another? baby|babies|kid",
        ]],
        unless: &[
            ELSEWHERE,
            &[
                "dog|cat|horse|cow|guppy|hamster|rabbit|goat",
                "labour|labor ..1 day|party|law|laws|union|cost|market",
                "period|cycle ..2 class|school|drama|bike|washing|trial|grace|billing|refund",
                "period cramps|pain",
                "covid|lateral_flow|flow_test|fentanyl",
                "line|lines ..2 code|text|bus|queue",
                "oil|gas|heat|water|bike ..1 pump",
            ],
        ],
        off_topic: true,
        ..Rule::of(Category::Pregnancy)
    },
    Rule {
        name: "under_age_plain",
        when: &[&[
            "i|im|ive ..1 am|m|just|only|turned|still|like|literally? ..1 just|only|turned|like? #young ..1 years? ..1 old|yo|yrs|y|m|f",
            "i|im|ive ..1 am|m|turned ..1 just|only|turned|like|literally? #young ..1 $",
            "i|im|ive just|only|still|like|literally? turned? #young $",
            "im|i_am ..1 only|just|a|still? #young $|and|but|so|is|can|should|my|btw|lol|do|want|with",
            "i|im ..3 #young th? grade|grader",
            "i|im ..2 in ..1 #young|ninth|tenth|eleventh|eighth|seventh|twelfth|middle|junior th|grade|school|high",
            "i|im ..2 a|an|still? ..1 minor|underage|freshman|sophomore|teenager|teen",
            "i|im ..1 am|m? ..1 under|not|below ..1 yet? 18|eighteen|age|of_age|legal|an_adult",
            "turning|turn|turned|be|almost|nearly|just ..1 #young|eighteen|18|fifteen|sixteen|seventeen|fourteen|thirteen ..1 soon|next|in|this|tomorrow|on|monday|last|year|month|yesterday",
            "my|our|her|his ..1 kid|little|younger|baby|lil|teen|teenage|youngest ..1 brother|sister|sibling|bro|sis|cousin|son|daughter|one|siblings ..6 kratom|some|it|wants|want|asked|takes|uses|tried|drinks|this|mine|found",
            "my|our|a|the|his|her|give|giving ..4 #young year|yr|yo|month ..1 old? ..8",
            "he|she|they|hes|shes|theyre|daughter|son|niece|nephew|brother|sister|cousin|kid|boy|girl|who ..3 is|only|just|aged|turned|turns|are|s ..1 only|just? #young|sixteen|fifteen|fourteen|thirteen|seventeen|twelve|eleven|ten",
            "students|pupils|schoolkids|kids|teens|teenagers|freshmen|high_schoolers ..6 use|using|take|taking|buy|buying|drink|drinking|sell|selling|bring|vape|do|doing|try ..2 it|kratom|this|shots|capsules|them",
            "legal|minimum|drinking|what|right ..1 age ..3 for|to|limit|$|do|buy|is|it|requirement ..",
            "old|age ..1 enough to|for",
            "card|id|ask_for_id|check_id|carded ..1 me ..3 gas|shop|store|under|buy|kratom|18|16|17|$",
        ]],
        unless: &[
            &[
                "#young foot|feet|ft|k|km|ok",
                "ran|run|walked ..1 #",
                "tree|trees|omega",
                "how old|what_age ..2 tree",
            ],
            ELSEWHERE,
            &[
                "#young ..1 years|year|yrs|months|days|weeks|hours|minutes|mins|min|percent|grams|g|mg|km|miles|pages|am|pm|levels|caps|capsules|inch|inches|kg|lbs|k|times|points|in|deep|away|off|clean|sober|into|weeks ..1 sober|clean|ago|later|into|in|now|free|off|away|pregnant|along|late|experience|married|old_account|account|card|behind|ahead|out|deep|strong|younger|older|since",
                "like i|im ..1 am|was|m? ..1 #young|five|a_teen|a_teenager",
                "account|card|bank|open|app|verification|service|banking",
                "turned|turn|turning ..1 #young ..2 degrees|percent|times|pages",
                "what age ..2 tree|trees|does_the",
                "dogs|cats|car|server|channel",
                "when i|we was|were",
                "not ..1 an_adult ..1 content",
                "freshman|sophomore ..1 year|album|in_college",
            ],
        ],
        off_topic: true,
        ..Rule::of(Category::Minor)
    },
    Rule {
        name: "duty_implied",
        when: &[
            &[
                "motorbike|motorcycle|bike|cycling|scooter|road|driving|car|truck ..1 trip|ride|tour|journey|commute|holiday|race",
                "long ..1 drive|haul|ride|commute|shift",
                "climb|climbing|work|working ..2 towers|scaffolds|scaffolding|ladders|roofs|heights|at_height|poles|cranes|trees",
                "air traffic controller|control",
                "bus|truck|lorry|taxi|train|tram|cab|delivery|van|forklift|crane|digger|school_bus|ambulance|uber driver|operator|drivers",
                "i|im|he|she|husband|dad ..2 drive|drives|driving|operate|operates|fly|flies|pilot|ride|rides ..1 a|an|the|for|trucks|buses|trains|lorries|heavy|school",
                "cop|cops|police|officer|trooper|state_trooper ..4 pulled|stopped|pull|tell|test|stop|checks",
                "sleepy|drowsy|tired|impaired|slow|alert|awake|high ..3 at_the_wheel|behind_the_wheel|wheel|driving|drive|road",
                "saw|chainsaw|lathe|drill_press|grinder|welding|forklift|machine|machinery|crane|tractor|mower|harvester ..6 tea|kratom|cup|scoop|shot|it|after|leaf",
                "pilot|surgeon|paramedic|firefighter|fireman|emt|trucker|lifeguard|roofer|electrician|welder|machinist|nurse|driver|operator|controller here|by_trade",
                "i|im|hes|shes ..1 am|m? a|an ..2 pilot|surgeon|paramedic|firefighter|emt|trucker|lifeguard|roofer|electrician|driver|operator|controller|welder|machinist|nurse|scaffolder|lineman",
            ],
            &[
                "kratom|tea|cup|it|this|capsule|capsules|scoop|shot|green|white|red|vein|leaf|powder|dose|some|extract|stuff",
                "banned|allowed|ok|okay|safe",
            ],
            &[
                "can|could|ok|okay|safe|banned|allowed|good|should|is|does|before|after|morning|tonight|took|take|tomorrow|tell|limit|smart|fine|legal|had|would|while|on",
            ],
        ],
        unless: &[
            &[
                "saw ..2 a|an|the|this|that|some|it|tiktok|video|post",
                "capsule machine",
                "machine worth",
            ],
            ELSEWHERE,
            &[
                "driver|drivers ..1 update|install",
                "late|delivery|order|parcel|package",
                "google|usb|hard|flash ..1 drive",
                "insists|friend_insists|says_it|my_paramedic_friend|my_nurse_friend",
            ],
        ],
        off_topic: true,
        ..Rule::of(Category::Driving)
    },
    Rule {
        name: "buying_implied",
        when: &[&[
            "going|street|usual|normal|fair|current|average rate|price|cost ..3 kilo|gram|kg|oz|ounce|bag|for|is|of|it|$",
            "customs|border|police ..3 seize|take|catch|confiscate|stop|find|check|open ..2 it|my|kratom|packages|the|parcel|$",
            "dm|pm|msg|message|hmu|hit ..1 me|us ..2 up? ..2 if|for|to|with ..3 sell|selling|vendor|plug|link|price|prices|buy|source|website|site",
            "kilo|kilos|half_a_kilo|bag|bags|ounce|pound|capsules|powder|pouch ..3 spare|extra|left|leftover|unopened|sale|going ..5 want|wants|who|dm|anyone|free|swap|buy|interested|price|cheap",
            "spare|extra|leftover|unopened ..2 kilo|kilos|bag|bags|capsules|powder|kratom|pouch|stash|leaf",
            "online|local|physical ..1 store|shop|vendor|seller|headshop|retailer ..4 trustworthy|legit|good|safe|reliable|best|recommend|which|trusted|cheap",
            "which|what|any|good|best ..2 online ..1 store|shop|vendor|seller|stores|shops",
            "pharmacies|pharmacy|supermarkets|supermarket|chemist|chemists|walgreens|cvs|boots|walmart|costco|target|whole_foods|gnc|7_eleven|circle_k|tobacconist|headshops|gas_stations ..3 sell|stock|carry|have|has|sells ..1 it|this|kratom|any|them|some|$",
            "coupon|promo|discount|referral|voucher|affiliate ..1 code|codes|link|links",
            "mail|post|send|ship|bring|lend|give|spare|sell ..1 me|us ..1 some|a_bag|a_sample|kratom|a_little|yours|any",
            "vendor|shop|store|supplier|seller|source|plug|dealer|guy ..3 closed|shut|gone|vanished|stopped|disappeared|raided|out_of_business|ghosted|banned ..6 where|alternative|alternatives|else|other|now|who|another|recommend|recs|$",
            "legit|decent|trustworthy|reputable|reliable|trusted|proper|good ..1 website|site|webshop|place|shop|store|online_shop|source|vendor ..2 $|to|for|that|in|or|near|around|online|anyone|where|please",
            "cheap|cheaper|cheapest|budget|affordable|inexpensive|decent|best|top ..1 brand|brands|vendor|vendors|kratom|supplier|suppliers|place|shop ..4 $|that|still|ok|for|to|which|what|around|near|online|in|is|recommend|quality",
            "where|whered|where_did|where_do|how ..2 you|u|ya|yall|everyone|people|they|i|we|he|she ..1 all|guys? ..1 buy|get|order|buying|ordering|source|find|score|bought|got ..2 yours|that|it|from|the|this|red|green|white|theirs|kratom|leaf|some ..2 $|red|green|from|where|when|illegal|banned|online|one",
            "who ..1 do|does|did|should ..1 you|u|i|everyone|people|yall ..1 get|buy|order|use|recommend|trust|go_with ..2 yours|from|it|for|kratom|with|$",
            "illegal|banned|restricted ..6 buy|get|order|ship|deliver|mail|source|send ..2 it|kratom|some|there|here|$",
            "selling|sell|trade|trading|swapping|offloading ..1 my|some|a|leftover|extra|unopened|off ..2 leftover|capsules|kratom|powder|stash|bag|bags|kilo|extract|leaf|pouch",
        ]],
        unless: &[
            &["sticker|pack|ticket|headphones|emote|emoji|option|function|nearest ..1 atm|$"],
            ELSEWHERE,
            &[
                "information|info|sources|evidence|science|facts|advice|studies|endorphins|exchange|interest|currency|transfer|wallpapers|headphones|tickets|ticket|nitro|skins|keyboard|merch|hoodie|strainer|scale|blender|mug",
                "known|unknown|unkown",
                "brand|brands ..2 stays|oldest|packaging|logo|vegan|family",
            ],
            ON_THE_SERVER,
        ],
        off_topic: true,
        ..Rule::of(Category::Sourcing)
    },
    Rule {
        name: "test_implied",
        when: &[&[
            "job|boss|work|employer|company|po|officer|court|they|clinic|army|navy|coach|team ..2 pees|pee|piss|swabs|swab|tests|test|screens|drug-tests|checks ..1 us|me|you|him|her|everyone|randomly|weekly|monthly|for_it|all",
            "be|get|test|come|am|im|piss|pee|stay ..1 clean|clear|dirty|hot|negative|positive ..2 in|by|for|on|before|after|$|yet|again|now|if|test",
            "#|@number days|day|weeks|week|hours ..2 enough|be|to|before|until|for|clean ..2 clean|clear|test|pass|negative|piss|out_of|be_clean",
            "check|checks|test|tests|testing|look|looks|screen|screens|tested ..1 for ..1 it|kratom|this|that|mitragynine|7oh ..",
            "probation|parole|officer|court|judge|custody|cps|lawyer|caseworker|bail ..8 tell|know|find|see|test|tests|testing|detect|kratom|caught|show|shows|use|trouble|allowed",
            "custody|court|probation|parole|pretrial ..6 test|testing|tests|tested|screen|hearing ..6",
            "how ..1 to|do_i|can_i|do_you|2 pass|beat|cheat|fake ..1 it|$|a|one|the|my",
            "medical|physical|meps|onboarding|pre_employment|preemployment|new_job|hiring|background ..4 soon|tomorrow|friday|monday|next|coming|check|screen|test|exam ..6 kratom|it|show|check|clean|pass|detect|they|test|leaf",
            "trip|trigger|set_off|fail|flag|ping|ding|flunk ..3 test|panel|screen|opiate|opioid|cup|dipstick|ua",
            "show|shows|showing|appear|appears|come|comes|turn|turns|pop ..1 up ..1 $|in|on|for|if|when|as ..1 $|a|the|my|blood|urine|labs|tests|results|anything|hair|it",
            "what|will|does|would|can ..2 shows|show|it_show ..1 $|up",
            "urine|pee|piss|blood|saliva|hair|sweat ..1 sample|samples|specimen|test|tests|analysis|screen|work|panel",
            "out of ..1 my|your|the|his|her ..1 system|body|blood|urine|pee",
            "in ..1 my|your|the|his|her system|bloodstream",
            "leave|leaves|clear|clears|flush|flushes|exit|exits ..2 system|body|blood|urine|it_out|out_my_system",
            "how ..1 long|many_days ..2 it|kratom|this|does|is|will ..2 detectable|traceable|visible|in_you|stay|leave|clear",
            "to flush ..1 it|out|system|kratom",
            "tested|test|tests|screened ..2 positive|negative|hot|dirty ..4",
        ]],
        unless: &[
            ELSEWHERE,
            &[
                "show|shows|come|comes|turn|turns|showing|appear|appears up ..1 in|on|for|as|at ..2 statement|account|app|card|google|screen|late|list|feed|time|work|event|bank|search|stream|balance|transactions|transaction",
                "come|comes|came|turn|turns up ..1 with|to|in_conversation",
                "nervous|limbic|immune|endorphin|reward ..1 system",
                "clean ..2 up|the|my|room|house|teeth|energy|sober",
                "tested ..2 for ..1 heavy|metals|salmonella|purity|quality",
                "get|got|get_this ..2 resolved|corrected|fixed",
                "pregnancy|covid|pcr|antigen|eye|maths|driving|theory|speed|unit",
                "passed|pass|failed ..1 my|the ..1 driving|maths|theory|english|exam|level|class|course",
                "payment|charge|transfer|refund|transaction|money|card|cash|deposit|top|statement|fee|account",
                "body|brain ..2 produce|make|makes|release|releases",
            ],
        ],
        off_topic: true,
        ..Rule::of(Category::DrugTest)
    },
];
