//! The rules, one file a category, and the guards that several of them share.
//!
//! **Invariant:** rules stand in the order of precedence of their categories, and within one in
//! the order of their weight.

mod dosing;
mod dosing_frames;
mod driving;
mod drug_test;
mod emergency;
mod emergency_body;
mod emergency_frames;
mod emergency_scene;
mod emergency_threats;
mod emergency_violence;
mod harassment;
mod interaction;
mod interaction_frames;
mod loose;
mod minor;
mod other_languages;
mod poisoning;
mod poisoning_unwell;
mod pregnancy;
mod refer_loose;
mod refer_loose_others;
mod self_harm;
mod self_harm_coded;
mod self_harm_frames;
mod self_harm_half_said;
mod self_harm_indirect;
mod self_harm_loose;
mod sourcing;
mod treatment;
mod treatment_frames;
mod withdrawal;
mod withdrawal_frames;

use super::rule::{Group, Rule};

/// Every rule.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    [
        emergency::RULES,
        emergency_scene::RULES,
        emergency_body::RULES,
        emergency_frames::RULES,
        emergency_violence::RULES,
        emergency_threats::RULES,
        loose::EMERGENCY,
        other_languages::EMERGENCY,
        self_harm::RULES,
        self_harm_frames::RULES,
        self_harm_coded::RULES,
        self_harm_half_said::RULES,
        self_harm_indirect::RULES,
        self_harm_loose::SELF_HARM,
        other_languages::SELF_HARM,
        poisoning::RULES,
        poisoning_unwell::RULES,
        loose::POISONING,
        other_languages::POISONING,
        harassment::RULES,
        other_languages::HARASSMENT,
        pregnancy::RULES,
        minor::RULES,
        interaction::RULES,
        interaction_frames::RULES,
        refer_loose::INTERACTION,
        dosing::RULES,
        dosing_frames::RULES,
        refer_loose::DOSING,
        treatment::RULES,
        treatment_frames::RULES,
        refer_loose::TREATMENT,
        withdrawal::RULES,
        withdrawal_frames::RULES,
        refer_loose::WITHDRAWAL,
        driving::RULES,
        sourcing::RULES,
        drug_test::RULES,
        refer_loose_others::OTHERS,
    ]
    .into_iter()
    .flatten()
}

/// What kratom does to people in general, rather than what is happening to one.
pub(super) const GENERAL: Group = &[
    "rumor|rumour|myth|fact|fiction|hoax|legend|scaremongering|theoretically|hypothetically|statistically",
    "known|listed|documented|reported|recorded|rare ..1 side|risk|effect|cases|problem|reaction|or_not",
    "a thing with|for|on",
    "how would|do|does|can ..1 you|one|someone|people|anyone|somebody ..1 know|tell|notice|recognise|recognize",
    "what would|does|do ..1 a|an|the ..2 overdose|seizure|reaction ..2 feel|look|mean|do",
    "deaths|death|cases ..1 linked|related|caused|from|of",
    "can|could|does|do|will|would|might|may|did too|large|high|big? much|amount|amounts|dose|doses? of? @kratomstrict|it|this|that|you|u|people|someone|one|opioids|opiates ..3 cause~|give~|make~|lead~|trigger~|induce~|kill~|stop~|slow~|die~|overdose~|od|have|get|depress|suppress|be",
    "does|do|can|will|would|could|may|might|to|too_much ..3 make|makes|cause|causes|give|gives ..2 you|u|people|someone|one|a|dogs|cats|it",
    "what happens|happen if|when|to|with you|u|people|someone|somebody|folks|one|a|the",
    "what|whats is? a|an|the overdose|seizure|fatal|lethal",
    "is it possible|true|common that|to|for",
    "has|have|did any|anyone|anybody|someone|somebody|people ..1 ever",
    "side effect|effects|efects",
    "risk|risks|danger|dangers|chance|chances|odds|signs|symptoms|sign of|that|from",
    "link|connection|relation|relationship between",
    "cause~|lead~|leading to? death|deaths|seizure|seizures|overdose|overdoses|psychosis|vomiting|nausea",
    "statistic|statistics|stats|studies|study|research|article|articles|news|documentary",
    "do|does|did|why|how people|folks|users|they",
    "in general|generally|hypothetically",
    "how likely|common|often|many|dangerous",
    "known side|to|for|cases",
    "why do|does|is|are ..2 people|it|kratom|folks|users|someone|big|large|high|too|much|some|they|you",
    "ever died|killed|overdosed",
    "is|are ..4 known|possible|common|reported|considered",
    "is|are @kratomstrict|it|this ..3 dangerous|toxic|poisonous|deadly|fatal|lethal|safe|poison",
];

/// Somebody in particular: what is said of one is not general.
pub(super) const DEFINITE: Group = &[
    "he|she|they|hes|shes|theyre|hed|shed|@relation|@animal|mine ..1 is|was|has|had|just|wont|cant|not|took|ate|drank|fell|got|stopped|keeps|keep|looks|said|isnt|did|went|been|passed|collapsed|swallowed|feels|started|wont|doesnt|isnt|hasnt|can|seems|says|licked|chewed|having|threw|puked",
    "hes|shes|theyre",
    "my ..1 left|right|whole? heart|chest|throat|lips|lip|arm|leg|legs|hands|face|head|stomach|vision|breathing|tongue|body|eyes|pulse|hand|tummy|skin|side",
    "i|im|ive|we ..1 am|have|has|had|took|cant|feel|keep|felt|need|got|was|threw|found|think|drank|ate|just|swallowed|cannot|woke|fell|puked|passed|fainted",
    "help|please|ambulance|911|999|rn",
    "right now",
    "can|could not breathe|breath|wake|stop|feel",
    "is this|it an? emergency|overdose|seizure",
    "^ took|had|drank|ate|swallowed|just",
    "mine|did i|am i|is my",
];

/// It is happening, so that it is not over.
pub(super) const PRESENT: Group = &[
    "help|ambulance|911|999|rn|currently|tonight|urgent|emergency",
    "right now",
    "now ..3 is|he|she|hes|shes|not|cant|wont|im|i|again|my",
    "what ..1 do|should ..1 i|we ..1 do",
    "and|its|it|is back|again|happening|today",
    "just|today|minutes|hour|hours ..1 had|ago|took|fell|collapsed|started|stopped",
];

/// A wish to sleep and not to wake is no report of somebody who does not.
const WISH_TO_SLEEP: Group = &[
    "want|wants|wanna|wish|like|love|rather|hope|praying|pray|could ..3 sleep|asleep|bed|doze|drift|nap|rest ..3 not|never|dont ..1 wake",
];

/// Machines and programs that die, hang, wake and respond.
const DEVICE: Group = &[
    "laptop|pc|computer|monitor|screen|phone|server|servers|app|bot|router|battery|batteries|console|ps5|ps4|xbox|switch|controller|keyboard|mouse|gpu|cpu|ssd|windows|macbook|mac|ipad|iphone|android|tablet|website|site|page|link|links|browser|chrome|discord|game|printer|tv|remote|mic|headset|headphones|camera|engine|mower|motor|valve|process|processes|container|container|docker|port|thread|script|program|query|database|api|seller|vendor|shop|store|email|emails|update|firmware|wifi|internet|modem|kernel|task|daemon|terminal|tab|seedling|starter|sourdough|tamagotchi|pokemon|npc|enemy|guild|raid|sim|zombie|zombies|villain|episode|season|movie|film|anime|book|novel|plot|chapter|cosplay|makeup|costume|dnd|campaign|wizard|dragon|tiktok|song|album|band|riff|league|match|playoffs|finals|character|healer|paladin|cleric|bard|rogue|druid|sorcerer|lich|colonist|villager|villagers|sims|boss|monstera|fern|orchid|succulent|cactus|seedlings|encoder|sensor|servo|collector|json|trailer|fence|npcs|mob|mobs|troll|goblin",
];

/// A substance or a grave sign: nobody laughs that away.
pub(super) const SERIOUS: Group = &[
    "@kratomstrict|extract|capsules|powder|gummies|overdose|overdosed|hospital|unconscious|seizure|numb|help|poison_control|vomiting|lips|chest|pulse|pills|xanax",
    "not|isnt|stopped breathing|waking|responding|moving",
    "not|wont wake|respond|rouse",
];

/// Laughing about it.
pub(super) const LAUGHING: Group = &[
    "lol|lmao|lmfao|rofl|haha|hahaha|hahahaha|laughing|laughter|hilarious|lul|xd|giggling|cringe|cuteness|lmaooo|lololol",
    "so|too|hilariously|really|the funny|cute|funniest",
    "that|the|your|ur|this|these|his|her ..1 joke|jokes|meme|memes|clip|video|bit|puns|pun|comedian|comedy|edit|sketch",
    "joke|jokes ..2 killed|killing|had",
    "from laughing|laughter",
    "laugh|laughed|laughing until|till|so",
];

/// Hurting now, so that it is not over, whatever else was years ago.
pub(super) const HURTING_NOW: Group = &[
    "i|im|ive ..1 am|m|feel|feeling|keep|want|wanna|cant|gonna|been|still ..3 suicidal|suicide|cut|cutting|hurt|hurting|die|kill|self|harm|selfharm|end|dead|dying|disappear|alive",
    "suicidal|cutting|self|suicide ..3 again|tonight|lately|rn|currently|still",
    "think|thinking|thoughts ..2 about|of ..2 suicide|dying|ending|killing|it|death",
    "and|its|it|is|are back",
    "doing|do|did it again",
    "relapse|relapsed|relapsing|slipped ..3 after|again|today|last_night|and|on|hard|$",
    "tonight|goodbye",
];

/// Said to be over, and long ago: for wishes, of which "years ago" alone may be when they began.
const LONG_OVER: Group = &[
    "years|yrs|decade|decades ago ..2 i|we ..1 tried|wanted|wished|planned|attempted|nearly|almost",
    "when i was|were ..1 @number|young|younger|a_teenager|a_teen|in_school",
    "years|yrs|decade clean|sober",
    "that|this|it ..1 was|is ..3 years|yrs|decade|decades ago|back",
    "therapy|treatment|meds|rehab|doctors|help ..2 saved|sorted|worked|fixed|helped ..8 years|yrs ago",
];

/// Long ago, and over.
const LONG_AGO: Group = &[
    "in|on|since|back|from|around|circa|of|summer|winter|spring|new_year|new_years|christmas ..2 #year",
    "year|years|yrs|decade|decades ago|back|sober|clean|since|later|free|now|in|without",
    "years|decade|decades|yrs of? therapy|recovery|sobriety",
    "back in college|school|uni|highschool|high|the|my|# ..1",
    "back when|then i|we|it",
    "used to|2",
    "as a teen|teenager|kid|child|student",
    "in my teens|twenties|youth|past|20s|30s",
    "when ..1 he|she|they|we|my was|were ..2 young|little|small|kid|child|student|twenty",
    "as a|an young|little ..1 girl|boy|kid|child",
    "back? in ..1 high? school|college|uni|university|kindergarten|primary",
    "when i was|were ..2 young|younger|kid|child|teen|teenager|new|#",
    "two|three|four|five|several|many|few|# winters|summers|years|decades ago|back",
    "doing well|great|better|good|fine|okay now|today|these|since|and|$",
    "it gets better",
    "i am|m doing better|well|fine|good|great",
    "recovered|survivor",
    "last winter|summer",
    "long time ago|behind",
    "once as|when|back",
    "it gets better",
    "years|year|months ..1 since ..1 i ..1 last",
    "in ..1 high|middle|primary ..1 school",
    "over it now",
    "month|months ago|back",
    "as a|an kid|child|student|nurse|medic|lifeguard|baby",
    "when ..2 was|were ..1 a|an|in|at|about|only ..1 kid|child|student|baby|school|college|uni|little|toddler|puppy|teenager|#",
    "once|back ..1 in|at ..1 college|school|uni|the|my|#year|#",
    "last year|winter|summer|spring|autumn|fall|christmas|decade|century",
    "right as rain",
    "back then",
    "when ..2 was|were ..1 @number",
    "in ..1 his|her|my|their|our teens|twenties|thirties|20s|30s|youth",
    "but|then|until ..1 therapy|meds|medication|treatment|counselling|counseling ..1 worked|helped|saved|changed|fixed",
    "last|worst|only|first time|one|attempt|episode ..1 was ..2 #year|years",
    "years|year|yrs clean|sober",
    "he|she|they|all|we|i|it|everyone|everything ..1 is|was|are|were|turned|came|made|pulled ..1 totally|all|perfectly|completely|out|a|full? fine|ok|okay|alright|through|recovery|recovered|healthy ..1 now|today|since|in_the_end|thankfully|luckily|afterwards|after|$",
    "survived|lived to|and|it ..2 tell|fat|be",
    "passed|died ..3 ago|last|in ..1 #year|year|winter|summer|spring|#|january|february|march|april|may|june|july|august|september|october|november|december",
];

pub(super) use emergency_threats::violence;
pub(super) use other_languages::is_in_another_language;
pub(super) use self_harm::DENIED;
pub(super) use subjects::Subjects;

mod subjects;

/// Banks, parcels, programs: not what this channel is about.
pub(super) const OFF_TOPIC: Group = &[
    "card|cards|account|accounts|bank|banks|banking|atm|transfer|transfers|refund|refunds|iban|pin|passcode|verification|verify|identity|exchange|currency|currencies|topup|transaction|transactions|statement|visa|mastercard|debit|payment|payments|deposit|mortgage|loan|credit|invest|investment|401k|rollover|routing|cheque|check|balance|overdraft|apr|fee|fees|beneficiary|salary|wire|pending|declined|charge|charged|cashback|rewards|bill|bills|taxes|tax|paycheck|paypal|crypto|bitcoin|money|cash",
    "delivery|delivered|parcel|courier|tracking|shipment|fedex|ups|dhl|cod|pincode|invoice|cancel|cancelled|returned|dispatch|dispatched|franchise|store|app|login|password|coupon|protein|whey|creatine|gainer|bcaa|curekart|healthkart|flavour|flavor|pimple",
    "top up|ups",
    "topup|topped|topping|contactless|passcode|pin_code|currency|currencies|transferred|withdrawn|atm|merchant|website|services|service|customer|dumbbell|dumbells|dumbles|kit|equipment|app|feature|option|verify|identity|id",
    "guppy|fish|tank|aquarium|recipe|oven|bake|dough|css|python|javascript|game|gaming|pokemon|minecraft|valorant|essay|movie|season|episode|playlist|album|wifi|printer|laptop|phone|discord|server|channel|bot|mods|stream|vc|sofa|garden|lawn|tomato|tomatoes|orchid|vote|football|cricket|tennis|golden|chicken",
    "new job|role|position ..2 on|from|next|starts|starting|monday",
    "logging off|out ..2 night|weekend|day|dinner|bed|work",
    "kill|kills|killing|killed time",
    "threw|throw|throws up ..1 in my|your mouth",
];

/// What makes any message one about what this channel is about.
pub(super) const ON_TOPIC: Group = &[
    "@kratomstrict|kava",
    "red|green|white vein|maeng|borneo|bali|malay|strain",
    "withdrawal|withdrawals ..3 kratom|symptoms",
    "@dose|redose|grams|capsules|capsule|scoop|scoops|teaspoon|taper|tapering|addicted|cravings|relapsed|gas_station|smoke_shop|leaf|mitragynine|7oh|extract|powder",
    "drug|urine|opiate|blood|hair ..1 test|tests|screen|panel",
    "pregnant|breastfeeding|underage",
    "forklift|machinery",
    "vendor|vendors|plug|kilo|kilos",
];

/// What the FAQ is for: asked in a message, it is likely what the message is about.
pub(super) const FAQ: Group = &[
    "is|are|whether|if ..2 kratom|it|this ..2 an|a|really|actually|considered|legal|illegal|banned|addictive|approved ..1 opioid|opiate|narcotic|drug|medicine|addictive|legal|illegal|banned|approved|stimulant|$|in|like|or",
    "opioid or not",
    "bind|binds|binding to|with",
    "receptor|receptors|endorphin|endorphins|endorfins|agonist|dopamine",
    "difference|differences between",
    "what ..1 is|are|even|does ..2 kratom|mitragynine|7oh|that_stuff|that_plant|this_plant|kratom_do",
    "what it|this|that|kratom is",
    "similar|similarities|compare|compared to|with|between",
    "studies|evidence|research|sources|documentary",
    "side effects|effect",
    "come|comes ..1 from ..1 thailand|indonesia|where",
];

/// Asking for oneself, or for a person one speaks of.
pub(super) const FOR_ONESELF: Group = &[
    "can|should|may|could|would|shall|do|am|did ..1 i|we|he|she|my",
    "for|help|helps|with|cure|treat|fix ..1 my|me|him|her|his|us",
    "how ..1 do|can|long|much|many|to ..2 i|we|stop|quit|buy|get|pass|taper",
    "i|im|ive ..2 addicted|hooked|quit|quitting|stopped|trying|need|want|cant|withdrawing|using|taking|take|use|have",
    "my|his|her @condition|meds|doctor|prescription|pain|anxiety|depression",
    "selling|dm_me|vendor|vendors|plug|where|price|cheap|buy|order",
    "tips|advice|recommend|recommendations",
    "ok|okay|safe ..1 to|for|if",
    "anyone|anybody",
    "he|she|they|wife|husband|son|daughter|brother|sister|friend ..3 addicted|hooked|quit|quitting|stop",
];

#[cfg(test)]
mod tests {
    use super::all;

    /// A gap before it would step over the very words that it rules out.
    #[test]
    fn what_must_not_follow_stands_right_behind_a_word() {
        for rule in all() {
            let groups = [rule.when, rule.unless, rule.beside, rule.never, rule.past];
            for pattern in groups.into_iter().flatten().copied().flatten() {
                let parts: Vec<&str> = pattern.split(' ').collect();
                let is_void = |pair: &[&str]| pair[0].starts_with("..") && pair[1].starts_with('!');
                assert!(!parts.windows(2).any(is_void), "{}: {pattern}", rule.name);
            }
        }
    }
}
