//! Buying, selling, prices.
//!
//! **Invariant:** kratom or a drug is meant, or the question names no goods at all; what a bank or
//! a shop for other things is asked is no concern.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::{Group, Rule};

const BASE: Rule = Rule::of(Category::Sourcing);

const OTHER_GOODS: Group = &[
    "scale|scales|blender|strainer|mug|shaker|jar|ticket|tickets|gift|gifts|car|house|flight|flights|train|hotel|phone|laptop|pc|gpu|keyboard|headset|monitor|shoes|camera|lens|flat|apartment|bike|sofa|game|games|skin|skins|nitro|plugin|domain|hosting|concert|merch|hoodie|shirt|book|books|coffee|milk|pizza|food|lunch|groceries|stock|stocks|crypto|bitcoin|gold|property|subscription|furniture|console|insurance|socket|charger|outlet|spark|hair|drill|ear|whey|creatine|bcaa|diet|multivitamin|omega|biotin|gainer|fat|chromium|weight|diamonds|lisbon|porto|membership|stamps|machine|seeds|sourdough|tree|trees|spoon|gear|tea_strainer|pouch|pouches",
    "stop|quit|regret|regretted|before|why|did|just|i|we|that|already|already ..1 bought|ordered",
    "wheres|where is|track|cancel|change|return|my|status ..2 order|orders|parcel|package|delivery|shipment",
    "how much|long ..1 is|for|does ..1 shipping|delivery|postage",
    "in|on|of|out order|short",
    "carry on|carry|carries ..2 risk|weight|addiction|the|gene|me|it|on|out|over|a|an|dependence",
    "source|sources ..1 code|of|for|cited|claim|article|articles|is|are|please|on|there|trust|you|or|$",
    "reliable|trustworthy|good|trusted|any|your|the|have|has ..2 source|sources|info|information|studies|article|documentary|book",
    "deal_with|breaker|big_deal|no_deal|great_deal",
    "not|isnt|arent|by|from|the|that|written|insists|says|seller|vendor|claims|is ..2 seller|sellers|vendor|vendors ..2 insists|said|says|claims|claim|was|blog|is|written|it|isnt",
    "sold out|as|in|by|people",
    "cost of living|me|you|an",
    "where does|do ..3 come|grow|from",
];

/// What one gets on a server without buying anything.
pub(super) const ON_THE_SERVER: Group = &[
    "role|roles|verified|verification|badge|badges|nickname|permission|permissions|emoji|emojis|emote|emotes|rank|ranks|whitelisted|unbanned|unmuted",
    "the|a|an|my|your|that|this|next|higher level|levels|invite|invites|colour|color|tag|flair",
    "invite|invites link|links|to",
    "access|let_in|in ..3 channel|channels|server|forum|room|vc|voice|chat|staff|admin",
    "access $",
];

pub(super) static RULES: &[Rule] = &[
    Rule {
        name: "where_to_buy",
        when: &[&[
            "where|wher|anywhere|whos|places|place|website|somewhere ..4 buy|purchase|score|cop|buying|purchasing|obtain|source ..2 @it|from|online|here|in|near|legally|locally|now|at|bulk|$|good|quality|inside|off|best",
            "where ..2 can|do|could|should|to|2|would|u|you|i ..2 i|u|you|ppl|people|we|someone|one|he? ..1 get|find|score|cop|pick|grab|shop|go|order ..2 @kratomstrict|it|some|this|leaf|powder|extract|capsules|good|legit|quality|fresh|bulk ..1 $|online|near|in|from|now|around|here|kratom|legally|cheap|locally|leaf|powder|strain|for",
            "can|could|how|is|want|wanna|looking|trying|need|anyone|legal|should|i ..4 buy|purchase|get|order|score|cop|obtain|buying|ordering|purchasing ..3 @kratomstrict|leaf|7oh|maeng|bali|borneo|malay|red_vein|green_vein|white_vein ..",
            "who|anyone|anybody|does|do|which|where|somebody|someone|vendors|shop|store|stores|shops|gas|they|eleven|pharmacies|pharmacy|walmart|amazon ..4 sells|sell|selling|stocks|stock|ships|ship|carry|carries ..2 @kratomstrict|it|this|that|leaf|extract|fresh|good|powder|capsules|7oh|some|bulk",
            "who|anyone|anybody ..1 has|have|got|sells|selling ..2 fresh|leaf|kratom|powder|extract|plug|maeng|bali|stash|7oh|strain ..1 for|a|$|leaf|sale|plug|kratom|powder|strain|leaves|trade|in|near",
            "buy|order|purchase|score|cop|ordering|buying|purchasing ..2 @kratomstrict|7oh|maeng|bali|borneo",
            "@kratomstrict ..3 for sale",
            "@kratomstrict ..3 delivery|shipped|nearby|delivered",
            "smoke|head|vape|kratom|herb|local|corner shop|shops|store|stores|bar ..8 it|kratom|near|stopped|stocking|where|sell|carry|good|legit|recommend|best|trust|any",
            "nearest|closest|nearby|local ..1 shop|store|place|vendor|dealer|bar|smokeshop|dispensary|supplier|headshop|gas|seller",
            "does|do|is|can|will ..3 @shop|walmart|eleven|amazon|ebay|cvs|walgreens|target|costco|shell|circle|gnc|pharmacy|pharmacies ..2 carry|sell|have|stock|sells|has ..1 it|kratom|this|them",
            "sell|sells|carry|carries|stock|have ..1 it|kratom|this ..2 at|in|on ..2 @shop|walmart|eleven|amazon|ebay|cvs|pharmacy",
            "where ..2 go|turn ..1 now ..4 $",
            "go|going|turn ..2 now ..4 stopped|stocking|closed|sold",
            "stopped|stop|quit|out|closed|banned ..2 stocking|selling|of|carrying ..3 it|kratom|where|powder|go|now",
            "hook|hooks|hookup|hooked me|us? up ..3 with|kratom|some|leaf",
            "hookup|hookups|connect",
            "a|your|good|any|new|reliable|need|got|local plug|plugs ..1 in|near|around|here|$|kratom|who",
            "got|know|need|find|looking ..2 a plug",
            "plug me|us",
            "get|find|obtain|acquire ..1 @kratomstrict|some ..1 here|in|near|online|from|shipped|legally|locally",
            "where|how ..4 get|find|obtain|acquire ..1 good|quality|fresh|some|legit|real|cheap|any|more? @kratomstrict|some|it|leaf|powder",
            "looking|look|searching|need ..2 for|4|a ..4 vendor|supplier|seller|plug|dealer|wholesale|bulk|hookup",
        ]],
        unless: &[
            &["out of ..1 bed"],
            &["who sells it ..1 mostly"],
            &["talk me", "out of ..1 it|my|here|this"],
            OTHER_GOODS,
            &[
                "source ..2 link|links|statistic|statistics|overdose|for",
                "do|what|why|how ..2 shop|store|seller|vendors ..1 say|claim|have a poster",
                "legal ..3 to? have|possess",
                "addicted|hooked|used|endorphins|rush|high|read|learn",
                "get|find|getting ..3 trouble|in_trouble|legal|busted|fined|jailed|fired|deported|info|information|arrested|endorphins|help|sources|articles|effects|more|rush|high",
                "do|does it|this|that|endorphins|they ..1 have",
                "where ..1 kratom|the|does|is ..3 from|tree|come|word",
                "who|what has|have the|been|ever|any",
                "where ..1 can|do ..4 read|learn|info|information|help",
                "plugged|plug ..1 it|in|the|hole|wall",
                "have|has ..2 it|this|that ..2 effect|effects|been|ever",
                "does|do ..1 kratom",
                "my ..1 own",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "which_vendor",
        when: &[&[
            "vendor|vendors|supplier|suppliers|reseller|wholesaler|wholesale|retailer|retailers|dealer|dealers ..8 legit|good|best|trust|trusted|recommend|recommended|reliable|cheap|quality|reputable|safe|recommendation|recommendations|suggestions|where|which|who|any|anyone|in|ship|ships|near|uk|usa|eu|discount|list|legit|review|reviews|$|$|for|real|scam",
            "best|good|legit|trusted|trust|recommend|recommended|reliable|cheap|cheapest|reputable|quality|favorite|favourite|which|what|any|tell|know|need|fav|your|ur|go-to ..4 vendor|vendors|supplier|suppliers|seller|sellers|shop|shops|store|stores|site|sites|website|websites|brand|brands|dealer|source|company|companies ..3 one|for|to|is|in|kratom|that|here|$|$|online|right|near|ship|ships|legit|who|with|around|on|u|you|uk|eu|usa|at|are|please|pls|get",
            "who|where|which ..3 you|yall|u|everyone|guys ..2 buy|order|get|source|shop|use|trust|recommend ..2 from|it|yours|kratom|your|theirs|$|$",
            "which|what|best|good|any ..2 brand|brands ..3 one|is|best|good|recommend|get|buy|to|should|legit|reliable|quality|trust|kratom|safe|you|has|u|do|are",
            "is|are ..3 legit|reputable|trustworthy|scam|reliable ..1 vendor|shop|site|seller|source|company|$|$",
            "recommend~|recommendation|recommendations|suggest|suggestion ..3 vendor|brand|brands|shop|site|store|seller|vendors|sites|shops|place",
            "link|links ..2 to|for ..2 buy|shop|store|vendor|site|kratom|order|product",
            "review|reviews|thoughts|opinion|experience|experiences ..3 of|on|about|with ..3 vendor|brand|seller|shop|store",
            "tell if a? vendor|seller|shop|site",
        ]],
        unless: &[
            &[
                "name|names|claim|claims ..3 strains|about|that|it",
                "what|how ..2 do vendors|sellers ..2 claim|name|say|market",
                "vendor|vendors|seller|sellers|shop|shops|store|stores ..1 say|says|said|wrote|write|writes|claim|claims|blog",
                "article|articles|written|text|texts|page ..3 vendor|vendors|seller|sellers ..1 $|where|is|and|so",
            ],
            &[
                "carriers|carrier|headphones|keyboard|wallpapers|shoes|laptop|font|mouse|car|phone|tv|chair",
            ],
            OTHER_GOODS,
            &[
                "new|that|this|mixed|feelings ..3 brand|brands ..2 packaging|new|logo|vibe",
                "brand|brands ..1 new|ambassador|is the oldest|family|run|vegan|oldest|named",
                "oldest|biggest|first brand",
                "what is|does ..2 vendor|brand|company ..2 mean|claim|say",
                "which|what brand ..2 stays|oldest|is the oldest",
                "reliable|trustworthy|good ..1 websites|sites|website|site ..2 or|for|about|to|with ..3 sources|info|information|read|point|learn|research",
                "any|reliable ..2 websites|sites or sources",
                "hair|cosplay|make|dye",
                "source|studies|claims",
                "brand switched|switched",
            ],
            ON_THE_SERVER,
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "price",
        when: &[&[
            "how|hw much|mch ..3 is|does|for|do|are|cost|costs|u|you|pay|should|would|going ..3 @kratomstrict|leaf|powder|extract|kilo|ounce|oz|pound|bag|capsules|vein|strain|7oh ..3 cost|costs|pay|for|go|price|these|$|sell|a",
            "price|prices|pricing|cost|costs|priced ..4 @kratomstrict|powder|leaf|extract|gram|grams|kilo|kg|ounce|oz|green|red|white|malay|bali|maeng|vein|strain|capsules|7oh|shots|fair|bag|wholesale|bulk",
            "@kratomstrict|powder|leaf|extract|gram|grams|kilo|kg|ounce|oz|malay|bali|maeng|vein|strain|capsules|7oh ..4 price|prices|pricing|cost|costs|cheap|cheaper|cheapest|expensive|deals|discount|coupon|dollars|bucks|quid|worth",
            "cheap|cheapest|cheaper|best|good|fair|better|lowest|going|right ..2 price|prices|deal|deals|vendor|bulk|kilo ..3 on|for|kratom|to|$|$|of|per|green|red|white|from|in|online",
            "cheapest|cheaper ..3 to order|buy|get",
            "discount|coupon|promo|voucher|discounts|coupons ..1 code|codes|for|kratom ..2 $|kratom|vendor|leaf|powder|anyone",
            "# dollars|bucks|quid|euros|euro|pounds ..3 per|a|for|each ..3 gram|kilo|kg|oz|ounce|bag|g",
            "dollars # ..3 per|a|for|each ..3 gram|kilo|kg|oz|ounce|bag|g",
            "rip|rippoff|ripoff|overpriced ..5 kratom|gram|kilo|bag|leaf",
            "pay|paying|paid|charge|charging ..4 gram|kilo|kg|oz|ounce|kratom|bag|leaf",
        ]],
        unless: &[
            &[
                "known|unknown|unkown|research|written|studies",
                "a|one|my|your|the dose|doses|dosage",
            ],
            OTHER_GOODS,
            &[
                "good|best|better way ..2 to",
                "worth it|a|in",
                "deal with",
                "price of ..1 fame|freedom",
                "killing|wallet",
                "how much ..3 cost ..1 to ship",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "shipping",
        when: &[&[
            "ship|ships|shipping|shipped|deliver|delivers|mail|mailed|send|smuggle|bring|post|import|importing|customs|order|postal|sneak ..4 @kratomstrict|it|leaf|powder|this ..4 to|into|in|through|from|across|customs|past|over|abroad|on ..4",
            "ship|ships|shipping|deliver|delivers|mail|send|shipped|order ..3 to|into|in ..4 alabama|indiana|wisconsin|arkansas|vermont|rhode|tennessee|banned|illegal|australia|uk|germany|thailand|canada|ireland|sweden|my|state|country|europe|eu|denmark|finland|norway|louisiana|texas|florida|california|prison|overseas|abroad|states|international|internationally|legally|france|italy|poland|japan|singapore",
            "get|take|bring|carry|pack|fly|flying|travel|sneak|smuggle ..3 @kratomstrict|it|this|powder ..4 through|past|into|on|in|across|over|with ..2 customs|border|airport|tsa|plane|luggage|country|security|suitcase|flight",
            "which|what|any vendors|vendor|sites|shops|sellers ..3 ship|ships|deliver",
            "still ship|ships|deliver|selling",
            "discreet|discrete|stealth shipping|packaging|delivery",
        ]],
        unless: &[
            OTHER_GOODS,
            &[
                "is|are|whats|was ..3 legal|illegal|banned|law|laws|controlled",
                "why|how|what is",
                "friend|friendship",
                "how long|much ..2 shipping",
                "shipping took|time",
                "order ..2 to? function|feel",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "offer",
        when: &[&[
            "selling|sell|sale|offering|moving|trade|trading|swap ..4 @kratomstrict|leaf|kilo|kilos|extract|7oh|powder|capsules ..6 dm|pm|message|hmu|hit|cheap|per|anyone|inbox|shipping|dollars|ship|telegram|whatsapp|wickr|signal|interested|available|bulk|price|sale",
            "dm|pm|message|hmu|hit|inbox|text ..3 me|us|up|to|for|if ..5 buy|order|menu|price|prices|plug|kratom|kilo|extract|deal|bulk|leaf|strains|sample|samples|quality|product|stock",
            "selling|sell|sale|offload ..4 @kratomstrict|kilo|kilos|7oh|stash|extract",
            "i|we|im ..1 sell|selling|ship|stock|supply|have ..3 @kratomstrict|extract|kilos|leaf ..4 cheap|sale|dm|best|worldwide|bulk|wholesale|discount|for",
            "free|samples|sample|cheap ..2 kratom|leaf|extract|powder|7oh ..4 dm|pm|link|interested|message|check|click|samples|anyone|shipping",
            "give|share|spare|sell|lend|gift|send ..2 me|him|her|us|some ..3 @kratomstrict|leaf|powder|extract|capsules|stash",
            "anyone|anybody|somebody|who ..4 spare|share|sell|trade|send ..4 @kratomstrict|leaf|powder|some|capsules|extract",
            "bulk deals|deal|order|orders|price|prices|discount",
            "cheaper|cheap|cheapest ..2 bulk|online",
            "bulk|wholesale ..3 @kratomstrict|order|orders|price|prices|leaf|powder|buy",
        ]],
        unless: &[
            &["legal|illegal|allowed|law to|2"],
            OTHER_GOODS,
            &[
                "what|article|explain|info|information|link|thoughts|opinion|experience ..6 kratom",
                "does|do|is|can|will|would ..2 kratom ..2 give|share",
                "give|gives|share|shared ..3 energy|receptors|opioids|same|buzz|kick|explanation|info|summary|rundown|link|traits|with",
            ],
        ],
        off_topic: true,
        ..BASE
    },
    Rule {
        name: "bare_buying",
        when: &[&[
            "^ where|wher|how ..1 can|do|to|2|could|should ..1 i|u|you|we|one? ..1 buy|purchase|score|cop $",
            "^ where|wher ..1 can|do|to|2|could|should ..1 i|u|you|we|one? ..1 buy|get|purchase|score|cop|find ..1 it|some|this|stuff|any ..1 $|online|near|from|legit|here",
            "^ who|anyone sells|selling|sell|stocks ..1 this|it|$",
            "^ where ..2 sold $",
            "reliable|legit|good|trusted|safe ..1 site|website|shop|store|place|seller ..3 takes|accepts|ships ..2 paypal|card|crypto|venmo|cashapp|cash|zelle|to|worldwide|international|internationally",
            "looking|need|searching|know|anyone ..2 for|4|of|a|any ..2 reliable|legit|trusted|reputable site|website|shop|vendor|store|source|seller|plug",
            "which brand is|are the? one|best|good|ones",
            "where|wheres|what ..3 nearest|closest|nearby ..1 store|shop|place|dispensary|vendor|smoke|head|headshop ..3 has|sells|carries|with|that|stocks|$",
            "from which|what country|shop|site|vendor|store ..4 order|buy|cheapest|cheap",
            "anyone|anybody|someone|who ..1 got|have|know|knows|has ..1 a plug",
            "got|have|need|know|want a plug",
            "vendor|vendors|supplier|seller|sellers ..2 that|who|which ..2 takes|accepts|ships|sells|delivers|stocks|carries",
            "any|good|best|legit|decent ..1 vendors|vendor|sellers|suppliers|headshops|smokeshops",
            "any|good|best|decent shops|stores|places|headshops|shop|store|place ..1 in|near|around|to ..2 order|buy|get|$|here|me|town|city|london|berlin|chicago",
            "cheapest|cheap|affordable|quality|fresh|legit ..1 @kratomstrict|leaf|powder|extract|7oh",
            "where|how ..3 find|get|buy|order|score|source ..2 maeng|bali|borneo|malay|7oh|kratom|fresh|red|green|white|extract|leaf|powder",
            "can|could ..1 i|you|we|u ..1 get|buy|order|find ..1 it|this|some|kratom ..2 on|at|from|in|online|delivered|shipped|here ..1 amazon|ebay|walmart|etsy|cvs|gas|store|shop|stores|shops|online|pharmacy|the|$",
            "how much|wat|whats ..2 does|do|is|would|will|should ..1 it|this|that|kratom|a_bag|i|they|u|you ..1 cost|pay|charge|run|price ..3",
            "how much|wat ..1 you|u|i|we|did|do|should ..2 pay|paid|spend",
            "what ..2 it|this|kratom ..1 cost|costs|go_for|going_for|sell_for",
            "how ..2 get|buy|order ..1 it|some|this|kratom ..3 banned|illegal|state|country|uk|eu|germany|abroad|from|alabama|australia|ban",
            "hook|hooks ..1 me|us|a_brother|someone up",
            "selling|sell|trade|swap|offload|sale ..4 kilo|kilos|grams|oz|ounces|bags|extras|extra|leftovers|leftover|stash|powder|leaf|capsules",
            "kilo|kilos|oz|ounces|bags|bulk|grams ..3 sale|dm|hmu|hit|pm|available|message",
            "extra|leftover|spare|some ..3 to|for|2 sell|sale|trade",
            "which|what shop|shops|vendor|site|seller|store|brand|supplier|brands|company ..4 buy|order|get|recommend|use|best|good|trust|legit|thailand|indonesia|$",
            "buying|ordering|purchasing|importing ..3 which|what|where|from ..2 shop|vendor|site|brand|seller|company|$",
            "looking|want|wanna|trying|tryna|hoping|where|need|like ..2 to? buy|buying|order|purchase|cop|score ..2 @kratomstrict|extract|leaf|powder|capsules|kilo|red|green|white|7oh|strain|some|bag|strains",
            "is|are ..4 kratom ..2 any|good|worth|legit|ok ..2 buy|quality|brand|vendor|from|buying",
            "amazon|ebay|etsy|walmart|gas|temu|wish station? kratom|leaf|powder|extract|stuff",
            "kratom ..2 amazon|ebay|etsy|walmart|temu",
            "who|where|which ..1 do|did|does|should|would|can ..1 you|u|ya|yall|you_all|people|i|we|everyone|one ..1 all|guys? ..1 order|buy|get|source|shop|cop|recommend ..2 from|with|at|yours|it|kratom|$",
            "who ..1 is|are|has|do ..2 vendor|best|cheapest|selling|good ..2 vendor|prices|price|recommend|leaf|deal|deals|shipping|$",
            "who ..1 is|are|has|do ..2 you ..2 vendor|prices|price|recommend|leaf|deal|deals|shipping",
            "trustworthy|reputable|trusted|legit|reliable|honest|safe|good ..1 vendor|seller|shop|supplier|vendors|sellers|shops|suppliers|brand|brands|dealer|source_for|place_to_buy|place_to_order|place_to_get",
            "subscribe|subscription|monthly ..2 box|delivery ..3 kratom|leaf",
            "free samples|sample",
        ]],
        unless: &[
            &["stays|oldest|advice|endorphins|help|information", "make_up|makeup|lipstick"],
            ON_THE_SERVER,
            OTHER_GOODS,
            &[
                "ticket|tickets|game|hoodie|merch|card|nitro|app|product|products|protein|help|info|information|role",
            ],
        ],
        ..BASE
    },
];
