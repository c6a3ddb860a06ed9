//! Someone under age, or about one.
//!
//! **Invariant:** a number is an age only where the words around it say so: "15 years sober" and
//! "16 grams" are none.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule, Within};

const BASE: Rule = Rule::of(Category::Minor);

const OTHER_NUMBER: Group = &[
    "#young ..1 years|year|yrs|months|days|weeks ..1 sober|clean|ago|experience|married|together|later|into|in|now|free|of|off|older|younger|without|since|on|back",
    "like|as|if ..1 i|im|am|were|was|m ..2 #young|five",
    "#young ..1 am|pm|percent|inch|inches|miles|km|kms|k|minutes|mins|hours|hrs|hour|min|days|weeks|dollars|pounds|lbs|kg|gb|fps|ping|points|levels|cm|ft|feet|grams|g|mg|oz|stone|euros|times|posts|percent|pages|chapters|kills|games|rounds|seconds|sec",
    "level|season|episode|chapter|windows|iphone|ios|galaxy|version|day|week|month|number|top|python|android|ps|size|page|round|part|rank|room|bus|figure #young",
    "#young ..1 oh|hydroxy|hydroxymitragynine|hydroxymit",
    "since i was|were",
    "when i was|were",
];

/// Taking it, or whether it is right.
const USE: Group = &[
    "@kratomstrict|@takestrict|ok|okay|safe|allowed|legal|harmless|bad|good|harm|try|tried|powder|stuff|plant|tea|herb|herbal|leaf|capsules|gummies|shot|shots|extract|stash|vein|natural|help|helps|drops|drop|focus|anxious|anxiety|it|this|that|gas|card|buy|smoke|vape|high",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "underage_writer",
        when: &[
            &[
                "i|im|ima !took|take|taken|ate|swallowed|popped|bought|ordered ..1 am|m|turned|turn|turning|be|was? ..1 only|just|almost|nearly|about|now|a|like|turning? #young !years|year|months|grams|g|mg|weeks|days|and|minutes|mins|hours|miles|percent|wks|pages|kg|lbs|k|of|off|levels|points|into|in|away|times|episodes|chapters|months|hrs|min|caps|capsules|deep|ft",
                "i|im|am ..2 #young years|year|yrs|yo|y|yr old|of",
                "i|im !took|take|taken|ate|swallowed|popped|bought|ordered ..2 #young $",
                "i|im|am ..1 #young and|but|so|is|can|should|do|with|btw|turning|will|my|lol|almost|who|in high|a|have|using|using|on",
                "^ #young m|f|male|female|yo|year|yr|y|boy|girl|turning|btw|here|years !ago|sober|clean|of|in",
                "^ m|f #young",
                "#young m|f|yo|yrold !@unit",
                "#young turning|almost|nearly #young|18|21",
                "i|im|am ..2 under|below|not|almost|nearly|turning|turn ..2 age|18|eighteen|21|legal|underage",
                "i|im|me ..2 minor|underage|teen|teenager|freshman|sophomore|schoolgirl|schoolboy|highschooler",
                "underage|under18",
                "under|below ..1 the? 18|eighteen|16|21|age|legal",
                "younger|less than 18|eighteen|21",
                "i|im|am ..2 fifteen|sixteen|seventeen|fourteen|thirteen|twelve|eleven !minutes|weeks|days|years|months|hours|grams",
                "fifteen|sixteen|seventeen|fourteen|thirteen year|years|yr|yo|y_old|$",
                "my parents|mom|mum|dad ..2 do|does|dont|doesnt|not|cant ..3 know|find|let|allow|approve|catch",
                "parents|mom|mum|dad|teacher ..2 find|finds|finding|found|catch|catches|caught ..1 out|me|my",
                "hide|hiding ..4 from ..2 parents|mom|mum|dad",
                "in|at|my|still|after|before ..2 middle|high|secondary|grade|junior|jr school|class|high",
                "#young th? grade|grader",
                "9th|10th|11th|8th|7th|12th grade|grader|graders",
                "freshman|sophomore|junior|senior ..2 high",
                "my|our|got|have|doing|revising|sitting|before|during|after ..2 gcse|gcses|a_levels|alevels|o_levels|waec|jamb|jss3|ss2|ss3",
                "gcse|gcses|a_levels|alevels ..2 in|next|this|coming ..1 may|june|year|summer|week|month|soon",
                "in year|yr 8|9|10|11|12|13 ..1 at|of ..1 my? school|secondary|high",
                "year|yr 8|9|10|11|12|13 student|pupil",
                "in|im|am ..1 sixth|6th form",
                "minors|minor ..3 take|buy|use|using|allowed|kratom|drink|have|try|kratum|get|legal",
            ],
            USE,
        ],
        within: Within::Message,
        unless: &[
            &["ran|run|rode|walked|biked|swam|jogged ..2 #", "#young k|km|kms|miles"],
            &["gcse|gcses|a_levels|alevels ..4 teacher|tutor|ago|results|examiner"],
            OTHER_NUMBER,
            &[
                "minor side|effects|issue|problem|update|thing|change|bug|key|league|detail|injury|discomfort|inconvenience",
            ],
            &["parents|mom|dad ..4 surgery|insomnia|pain|doctor|prescribed"],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "about_a_child",
        when: &[
            &[
                "my|our|her|his|a|your|the|with|this|any|some|neighbors|neighbours|sisters|brothers ..2 teen|teenage|teenaged|teenager|teenagers|kid|kids|child|children|son|daughter|niece|nephew|boy|girl|grandson|granddaughter|stepson|stepdaughter|toddler|students|pupil|pupils|baby",
                "my|our|her|his|a|your|the|with|this|any|some|neighbors|neighbours|sisters|brothers ..2 little|younger ..1 one|ones|brother|brothers|bro|sister|sisters|sis|cousin|cousins|boy|boys|girl|girls|guy|guys|man|men|lad|lads|lass|dude|dudes|fella|fellas|bub|bubs|angel|angels|crowd|person|people|ppl|folk|folks|kiddo|kiddos|human|humans|monster|monsters|princess|prince|mate|mates|buddy|rascal",
                "kid|kids|child|children|teen|teens|teenager|teenagers|teenage|adolescents|adolescent|minors|youth|youngsters|toddlers|babies|juveniles|tweens",
                "she|he|girl|boy|cousin|brother|sister|son|daughter|they|niece|nephew|student|kid|shes|hes|who ..2 is|was|turned|turning|turns|only|just|shes|hes|are|aged ..1 #young",
                "#young year|years|yr|yrs|yo|y old ..1",
                "#young yo|yearold|m|f",
                "turns|turned|turning|aged|age|ages|just ..1 #young|fifteen|sixteen|seventeen|fourteen|thirteen|twelve",
                "under ..1 age|18|eighteen|21|twelve|sixteen|16",
                "son|daughter|niece|nephew|brother|sister|cousin|boy|girl|stepson|stepdaughter|grandson|granddaughter|kid ..5 school|grade|grader|freshman|sophomore|highschool|homework|teen|teenager|class|classmates|prom",
                "high|middle|secondary|elementary school|schooler|schoolers|schools",
                "how_old|what_age|minimum_age|age_limit|legal_age",
                "old enough",
            ],
            &[
                "@kratomstrict|powder|stuff|plant|tea|herb|herbal|leaf|leaves|capsules|gummies|shot|shots|extract|stash|vein|natural|drops|drink|take|taking|takes|took|use|uses|using|tried|try|trying|safe|vape|high|drinks|drinking|kava|harmless|legal",
                "ok|okay|bad|good|fine|allowed ..2 for|2|to",
                "this|it for us|him|her|them|kids|children|teens",
                "give|gave|giving ..4 it|some|him|her|kratom|them",
                "allowed|ok|okay ..2 this|it|stuff",
            ],
        ],
        unless: &[
            &["label|labels"],
            &[
                "age ..2 oldest|tree|trees",
                "how old ..2 server|channel|tree|article|plant|bot",
                "invited|nephew_invited|son_told|told_me|showed_me ..3 discord|server|game",
                "a litle|little ..1 $|bit|more|less",
            ],
            OTHER_NUMBER,
            &[
                "my|our|the kids|children|kid|son|daughter ..3 to|from|off|at|in ..2 school|car|daycare|bed|practice|college",
            ],
            &[
                "college|university|uni|grown|adult|adults|20|21|22|23|24|25|30|35|40|twenties|thirties|grownup|married",
            ],
            &["playing with|see|seeing ..2 kids|children|grandkids"],
            &["kids ..2 asleep|bed|school run|at|homeschool"],
            &[
                "old_school|like_a_kid|feel_like_a|kid_in|new_kid|kids_menu|kidding|boy_band|oh_boy|good_boy|as_a_kid|tiktok_kids|cool_kids",
            ],
            &["boy|boys|girl|girls ..1 club|night|band|math"],
            &["people|age ..1 of|or ..1 metabolism|genetics|health"],
        ],
        off_topic: true,
        ..BASE
    },
];
