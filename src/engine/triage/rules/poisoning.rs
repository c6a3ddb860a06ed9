//! Took too much, got at it, or feels badly unwell after it, with no sign of an emergency.
//!
//! **Invariant:** whether it was too much is never judged: that somebody took it and is unwell, or
//! could not have meant to take it, is enough.

use super::{DEVICE, LONG_AGO};
use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Poisoning);

const FOOD: Group = &[
    "tray|brownies|brownie|homework|pizza|sandwich|grass|chocolate|cake|couch|shoe|shoes|sock|socks|slippers|treats|dinner|breakfast|lunch|steak|chicken|cheese|birthday|toast|cookie|cookies|pasta",
    "pictures|photo|photos|costume|named|called|toy|toys|discovered_snow|ate_and_left|no_crumbs|left_no",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "child_got_at_it",
        when: &[
            &[
                "# month|months|mo ..1 old ..6 @ate|got|took|found|drank|had|chewed|licked ..5 @swallowable|it|some|them|stuff|this",
                "@child|year_old|toddler ..4 has|with|had|got ..1 green|powder|brown|stuff|capsule|it ..2 round|around|on|all|over|in ..2 mouth|lips|face|hands|chin|tongue",
                "@child|@family ..8 @ate|chugged|downed|found|grabbed|opened|raided|inhaled|got ..6 @swallowable|it|some|them|stuff|this|one|mine|into",
                "@child ..5 @ate|licked",
                "two|three|four|five|six|seven|eight|nine|ten yr|year ..1 old ..6 @ate|got|took|found|drank|had ..5 @swallowable|it|some|them|stuff|this",
                "#young yo|yr|year|month|months|yrs|years old? ..6 @ate|got|took|found|drank|had ..5 @swallowable|it|some|them|stuff|this|into|hold",
                "@child|toddler|baby ..5 got|get|gets|getting|gotten ..2 into|at|hold|ahold",
                "@child ..6 may|might|mightve|mayve|could|couldve have ..2 @ate|had|taken|gotten|got",
                "@child ..6 put|stuck|has|had|found ..5 mouth",
                "@ate|drank|had|took ..6 by|accident|accidently|accidentally|mistake ..4 @child",
                "accidentally|accidently|mistakenly ..2 gave|give|fed|given ..4 @child",
                "mistook|mistaken|mistaking|thinking|thought ..5 for|was|were|is|its|a ..3 candy|sweets|matcha|candies|tea|chocolate|juice|green|protein|spinach|vitamins|cocoa|flour|sugar|supplement",
                "wrong tea|bottle|cup|drink|powder|capsules|glass|pills|mug|bag|jar",
            ],
            &[
                "@swallowable|it|some|them|stuff|this|one|mine|thing|plant|mistook|wrong|powder|drink|jar|bottle|gummy|gummies|wrong",
            ],
        ],
        unless: &[
            &[
                "can|should|could|may he|she|they|grandma|i ..2 drink|take|have|eat|try",
                "found ..2 online|on_tiktok|on_reddit",
                "want|wants|wanted|wanna|asks|asked|asking|begging|begs|curious|offered|offering ..2 to|2|if|about ..2 @ate|try|take|have|drink|sip",
            ],
            FOOD,
            LONG_AGO,
            &[
                "should|can|could|allowed|ok|okay|safe|fine|would ..6 @child|teen|teens ..3 take|have|try|drink|use",
                "@child|@family|kid ..3 got|get|gets into ..3 college|school|uni|university|trouble|choice|harvard|fight|it|bed|car|team|gaming|reading|pokemon|minecraft|fortnite|anime",
                "every|usually|daily|regularly|for_pain|months|weeks|his_doctor|her_doctor",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "animal_got_at_it",
        when: &[&[
            "@animal ..10 @ate|got|into|licked|drank|chewed|knocked|found|raided|ripped|stole|swallowed|had|took ..8 @swallowable|it|some|stash|bag|stuff|powder|them|leaves|mug|kratom|plant|mine|pouch|into",
            "@animal ..3 @ate|licked|drank|swallowed|chewed ..3 half|whole|all|some ..3 @swallowable|it|them|this|$",
            "@animal|mine ..3 just? @ate|drank|licked",
            "@ate|drank|licked ..8 @animal",
            "@animal ..8 poison|poisoned|toxic|poisoning|vet|sick|vomiting|lethargic|drooling|wobbly|stumbling ..6 kratom|ate|licked|drank|powder|after|leaf",
            "gave|give|fed ..5 @animal ..4 kratom|powder|capsule|some|gummy",
            "accidentally ..3 @animal",
        ]],
        unless: &[
            &[
                "christmas|tree|box|boxes|bed|car|garden|yarn|curtains|trash|bin|laundry|litter|fridge|closet ..1 again|$|lol|tree",
            ],
            &[
                "knocked|knocks|knocking|tipped|pushed ..1 over|off|down ..2 my|the|his|her|our ..2 tea|mug|cup|vase|glass|coffee|water|lamp|monitor|plant|pc|tv|drink ..1 again|$|lol|everywhere",
                "airpods|milk|shoes|homework|charger|socks|glasses|remote|toy|plastic|grass|food|dinner|kibble|water",
            ],
            &["what|where|why|when ..1 do|does ..1 @animal eat|eats"],
            &["eat a|an horse|cow|elephant|bear", "you|u|ya rat|dog|pig|cow|goat|sheep|bird"],
            &["lab|labs|hound ..2 looking|testing|tested|in|report|reports|tests|results|work"],
            FOOD,
            LONG_AGO,
            &[
                "can|should|could|is i|it|we ..3 give|feed|safe|ok",
                "@animal food|treats|toys|bed|hair|people|person|lover|video|lady|named",
            ],
            &["toxic|safe|poisonous|dangerous|bad to|for @animal in general"],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        ..BASE
    },
    Rule {
        name: "took_all_pills",
        when: &[&[
            "took|swallowed|downed|ate|drank|popped|taken|chugged|necked|tooken ..1 all|every|whole|entire ..2 my|the|his|her|their|of ..2 pills|pill|tablets|meds|medication|medicine|antidepressants|painkillers|benzos|prescription",
        ]],
        unless: &[&[
            "prescribed|schedule|course|antibiotics|antibiotic|vitamins|vitamin|daily|morning|breakfast|dinner|away|forgot|remembered|hid|stole|threw",
        ]],
        ..BASE
    },
    Rule {
        name: "took_too_much",
        when: &[&[
            "stomach|belly pumped|pump",
            "pump ..1 my|his|her|the stomach",
            "activated charcoal|carbon",
            "charcoal ..4 took|swallowed|much|swallowing|overdose",
            "er|hospital|a_and_e|emergency_room|urgent_care|doctor ..5 too ..1 much|many",
            "too much|many ..6 er|hospital|doctor|emergency_room|urgent_care",
            "something ..1 was|is|mixed? ..1 in ..2 capsule|capsules|powder|drink|tea|kratom|gummy|shot|bag|it ..4 feel|insane|sick|weird|wrong|tripping|high",
            "on a dare",
            "whole|entire|full|sleeve|strip|handful|box ..1 sleeve|strip|handful|box|of ..1 of? ..1 capsules|pills|gummies|caps|tablets",
            "mixed|mix|mixing|confused ..1 up? ..1 mg|g|grams|milligrams|tsp|tbsp|teaspoon|tablespoon|units|scale ..2 and|with|for|up",
            "@number|#|ten|five|hundred times too much|many",
            "put|added|used|measured|scooped|poured|dumped|made ..2 #|@number|ten|way|far|too|double|triple|so ..2 times|much|too|many ..2 much|in|of|powder|kratom|extract|into",
            "gave|give|fed|given|handed ..2 @third|@relation|@animal ..6 by|on|accident|accidentally|mistake|instead|wrong",
            "gave|given|handed ..6 mistake|accident|accidentally ..3",
            "@took ..2 whole|entire|full|all ..1 the|of? ..1 jug|pot|pitcher|flask|thermos|litre|liter|gallon|bowl|batch|tub|tray|kilo|ounce|pouch ..8 meant|week|days|didnt|not_know|help|sick|now|oh|oops|what|worried",
            "sober up|down ..4 overdid|kratom|took|much|fast|quick",
            "@took ..8 thinking|thought ..2 it|they|was|were|its ..6 plain|something|candy|leaf|tea|matcha|normal|regular|different|food|spice|supplement|vitamin|vitamins|weed|sugar|one|green",
            "already|just took|taken|swallowed|ate|drank|downed ..2 them|it|all|#|the|too|@number ..6 worried|dangerous|bad|ok|okay|help|worry|die|scared|what",
            "dangerous|lethal|fatal|toxic|too_much|worried|worry|overdose ..4 already|just took|taken|swallowed|ate|drank|downed",
            "@third|@relation ..2 took|swallowed|downed|drank|ate|chugged|popped #|@number|a|the|my|all|half ..3 @swallowable ..6 help|hour|minutes|once|worried|what|scared|row|now|sick|hospital|ok",
            "help ..3 @third|@relation ..2 took|swallowed|downed|drank|ate|chugged|popped",
            "by|on mistake|accident ..3 took|drank|swallowed|ate|given|gave",
            "@took ..3 too|to|2|way|far much|many|mch|manny|strong ..1 of|@swallowable|$",
            "@took ..4 more|double|triple|twice|extra|whole|entire|all|several ..3 than ..5 usual|normal|normally|supposed|should|recommended|meant|planned|usually|intended|ever|should|i|label|bottle|directed|needed|said|always",
            "more than ..4 should|usual|normal|supposed|meant|normally|usually|intended|planned ..8 feel|sick|help|right|dizzy|weird|trembling|shaking|regret|bad|awful|heart|vomiting|nauseous|puking|scared|what|sweating|floor|spinning|wobbly",
            "@took|drank|ate ..2 whole|entire|full ..1 bag|bottle|pack|packet|pouch|box|jar|container|bar|thing",
            "too much|many ..1 @swallowable|of|stuff ..8 feel|sick|help|bad|awful|dizzy|weird|what|throwing|puking|scared|ill|trembling|heart|spinning|horrible|spins|sweating|shaking",
            "overdid|overdone|overdosed|overdoing|od'd|oded|overdose|od|overdosing",
            "overdo it ..6 sick|dizzy|spinning|feel",
            "@took ..4 double|triple|twice|doubled ..2 by|dose|mistake|accident|accidentally|up|amount",
            "@took ..4 @swallowable|it|some|two|double|twice|too|this|grams|g|dose|doses|extra|them|more ..4 by|on accident|mistake",
            "accidentally|accidently|mistakenly|unknowingly ..1 @took|overdosed|doubled|swallowed|mixed|redosed|tripled",
            "took|taken|take ..6 instead of ..2 teaspoon|gram|half|capsule|mg|dose|tsp|one",
            "messed|mixed|screwed|fucked|mistake|error|typo|wrong ..5 scale|spoon|spoons|dose|decimal|measuring|amount|weight ..6 took|take|had|drank|swallowed",
            "took|drank|swallowed|had # ..1 times|x",
            "took|drank|swallowed|had 10x|5x|3x|2x|4x|6x|8x|20x",
            "someone|somebody|they|he|she|roommate|friend|guy|bf|ex|boyfriend ..2 put|slipped|spiked|gave|drugged|dosed ..5 my|me ..3 drink|food|tea|coffee|smoothie|without|beer|kratom",
            "spiked|drugged my|me|drink",
            "too much|many ..4 took|had|drank|swallowed|ears|ringing|dizzy|sick",
            "will|am|gonna ..2 i|he|she ..2 be|going ..2 ok|okay|alright|fine|die ..8 took|taken|swallowed|drank|ate|had",
            "get ..1 this|it ..1 out ..1 of me|him|her|my ..6 took|much|system|swallowed|too|sick",
            "accidentally|accidently|mistakenly ..6 @took ..4 double|wrong|too|twice|more|extra|whole",
            "poisoned|poisoning|poisend|posioned",
            "poison control|line|centre|center|hotline|helpline",
            "is ..2 there ..2 antidote",
            "antidote",
            "how ..2 much|many is|was|were too much|many|dangerous|fatal|lethal ..8 took|had|swallowed|i|he|she",
            "@took ..6 lethal|fatal|dangerous|toxic|massive|huge|insane|crazy|ridiculous|stupid|heroic amount|dose|number|quantity|overdose",
            "will|am|gonna|could|might ..2 i|it|this|that ..3 die|kill ..5 took|took|much|many|taking|amount",
            "far|way|much|waaay|lot more than ..4 usual|usually|normal|normally|should|meant|planned|ever",
            "double|doubled|tripled|quadrupled ..2 dose|amount|up ..6 feel|sick|bad|awful|help|regret|rough|weird|puking",
            "@took ..6 spilled|mismeasured|miscounted|misread|misjudged|miscalculated",
            "mismeasured|miscounted|misread|misjudged|miscalculated ..6 @took|dose|scale|powder|label|capsules|kratom|amount",
            "make|making ..1 myself|him|her|them|me vomit|sick|throw|puke|up",
            "induce vomiting",
        ]],
        unless: &[
            &["dare ..1 to", "truth or dare", "charcoal ..1 toothpaste|mask|grill|drawing"],
            &[
                "photos|pictures|pizza|notes|turns|breaks|screenshots|pics|selfies|steps|exams|classes|risks|credits|hits|thanksgiving|christmas|easter|sushi|tacos|candy|bread|cheese|snacks",
                "i|ive|we|weve had|ate|eaten|drank|drunk too much|many coffee|food|pizza|cake|popcorn|curry|pasta|dinner|lunch|breakfast $|again|today|lol|haha",
                "overdosed|overdose|overdosing|od|oded|oding on|from the|my|mums|nans|some|mince|fruit|wedding|birthday|christmas? pie|pies|cake|cakes|carols|karaoke|curry|sushi|pizza|popcorn|crisps|biscuits|biscuit|pudding|gravy|turkey|stuffing|nachos|icecream|ice_cream|reruns|drama|puns|spreadsheets|sprouts|dumplings|jollof|biryani|lumpia|reality_tv",
                "poisoned ..2 boss|enemy|arrows|mob|guard|king|queen|him_in|player",
                "od|oding|ods|od'd|oded ..1 on ..2 memes|content|cat|cats|tiktok|netflix|anime|caffeine|coffee|news|cuteness|sugar|nostalgia|videos|reels|youtube|copium|serotonin|dopamine|podcasts|vitamin|kpop|lore|cheese|christmas|chocolate|candy",
                "took|taken|take|taking too much|many ..1 damage|dmg|flak|aggro|hits|losses|stairs|space|criticism|credit|heat|notes|screenshots|breaks|liberties|blame|punishment|bait|ls|l|knockback",
                "overdose|overdosing|overdosed ..1 by|on ..1 natori|repeat|videos|memes|cat|caffeine|tiktok|netflix|anime|coffee|tea_drama|content|news",
            ],
            &[
                "will|would|does|do|can ..1 it|too|this|kratom ..2 make",
                "out of my|the|your|his|her system ..4",
            ],
            LONG_AGO,
            &[
                "took|take|takes|taking|took ..1 too|way|far long|much ..1 time|space|long|effort|money|work",
                "too many|much ..1 posts|pings|emails|channels|tabs|time|people|ads|notifications|questions|options|coffee lol|work|choices|fun|sugar|homework|money|hours|games|words|steps|fees|details|info",
                "sugar|vitamin|cute|cuteness|glitter overdose",
                "overdosed|overdose|overdosing on|of ..1 cuteness|glitter|sugar|christmas|sunshine|memes|cute|nostalgia|vitamin|dopamine",
                "party|city ..2 overdosed",
                "can|could|do|does|is|would|will ..3 you|u|people|one|it|someone|possible|to|anyone ..3 overdose|od|od'd|take|have|had",
                "what|why|how ..2 happens|do|does|is|are|likely|much ..4 overdose|too|taking|people|od|overdoing",
                "overdose|od|overdosed ..2 statistics|stats|deaths|rate|risk|reports|cases|awareness|symptoms|signs|crisis|potential|prevention|death|numbers",
                "possible|fatal|signs|symptoms|risk|risks|cases|reports|somebody|someone|lost|cousin|uncle|friend ..4 overdose|overdosed|overdosing|too|od",
                "is|are|was|been ..4 poison|poisoned ..3 or|legally|ivy|panacea",
                "food poisoning from|at",
                "took|taken|take|takes # ..1 more? day|days|hour|hours|min|mins|minute|minutes|week|weeks|month|months|year|years|second|seconds|tries|attempts",
                "took ..1 me ..1 years|ages|weeks|hours|forever ..1 to",
                "dagger|daggers|trivia|cache|dns|arp|seo|arrows|achievement|trophy|optometrist",
                "works|work|worked|working|job|volunteer|volunteers|calls ..3 poison",
                "dnd|wizard|spider|game|turns|arrow|dart|pokemon|sword|ivy|pill|well|apple|oak",
                "poisoned|poisoning wizard|by a giant|the well",
                "large|high|big|bigger|larger|small amounts|doses|amount",
                "how much|many|often|does|do|long ..5 cost|price|is too much|dose",
                "charged|fee|payment|money|bank|card|account|balance|refund|transfer|transaction|withdrawal|atm|cash|bill|deducted|debited",
                "more than ..2 usual|normal|before ..3 lately|posts|people",
                "antidote ..3 to boredom|to stress|stress|boredom|winter",
                "why does someone|do",
                "the last one|same",
            ],
            &["generally|in general|hypothetically|people|folks|users"],
        ],
        beside: &[DEVICE],
        past: &[LONG_AGO],
        jest: true,
        general: true,
        ..BASE
    },
    Rule {
        name: "took_much_loose",
        when: &[
            &["took|ate|drank|swallowed|had|downed|taken|chugged|popped"],
            &[
                "way|far|waaay too|to much|many",
                "too|to much kratom|kratum|extract|powder|of|stuff",
                "more than ..3 should|usual|normal|meant|supposed|normally|recommended",
            ],
        ],
        unless: &[
            LONG_AGO,
            &[
                "charged|fee|money|bank|card|refund|transfer|time|long|pictures|photos|sugar|pizza|coffee|food|cake|cheese|homework|work|fun",
            ],
        ],
        beside: &[DEVICE],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
    Rule {
        name: "household_poison",
        when: &[&[
            "@ate|drank|drinks|drinking|drunk|swallowed|swallows|swallowing|sipped|chugged|downed|gulped|licked|sucked|bit|got|had ..6 bleach|antifreeze|detergent|battery|batteries|magnet|magnets|pesticide|insecticide|weedkiller|herbicide|turpentine|petrol|gasoline|kerosene|ammonia|acetone|perfume|mouthwash|disinfectant|lye|cleaner|thinner|polish|mothball|mothballs|nightshade|oleander|foxglove|sanitizer|sanitiser|toadstool|toadstools",
            "@ate|drank|swallowed|licked|sucked|bit|got ..6 rat|slug|ant|roach poison|pellets|bait",
            "@ate|drank|swallowed|licked|sucked|bit|got ..6 tide|laundry|dishwasher|detergent pod|pods|tablet|tablets|liquid",
            "@ate|drank|swallowed|licked|sucked|chewed ..6 nicotine|vape|e ..1 pouch|pouches|liquid|juice|patch|patches|cartridge",
            "@ate|swallowed|chewed ..4 wild|unknown|strange|weird|poisonous|random ..1 mushroom|mushrooms|berry|berries|plant",
            "bleach|antifreeze|detergent|drain_cleaner ..3 in ..2 mouth|stomach",
        ]],
        unless: &[
            &[
                "phone|laptop|car|remote|controller|headset|watch|bike|tesla|drill|quest|switch|ev ..4 battery|batteries",
                "battery|batteries ..2 life|pack|charge|charged|charger|drain|percent|acid|dying|died|dead|low",
                "told|tells|tell|said|says|told_me ..3 to|2 drink|eat|swallow",
                "got|had ..4 new|some|my|the|a ..2 cleaner|polish|perfume|sanitizer|sanitiser|magnet|magnets|thinner|detergent|batteries",
                "cleaner|thinner than|look|version",
                "like|tastes|tasted|smells|smelled|smell|taste ..3 bleach|detergent|petrol|gasoline|perfume|mouthwash|cleaner|acetone",
                "eyes|hair|mom|cleaned|cleaning|dye|dyed|roots|washed ..3 bleach",
                "should|shouldnt|dont|never|not|cannot|would|could drink|eat|swallow",
                "movie|film|novel|book|song|meme|tiktok|challenge|game|character|show",
                "dentist|gargle|gargled|rinse|rinsed",
            ],
            FOOD,
            LONG_AGO,
        ],
        general: true,
        past: &[LONG_AGO],
        jest: true,
        ..BASE
    },
];
