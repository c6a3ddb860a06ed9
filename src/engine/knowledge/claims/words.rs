//! The words that the claims lint knows, by what they do in a sentence.
//!
//! **Invariant:** lists only; what they mean together is decided where they are used.

/// What a remedy is said to act on.
pub(super) const CONDITIONS: &[&str] = &[
    "pain", "pains", "ache", "aches", "headache", "headaches", "migraine", "migraines", "soreness",
    "discomfort", "withdrawal", "withdrawals", "craving", "cravings", "addiction", "addictions",
    "dependence", "dependency", "anxiety", "anxieties", "panic", "depression", "stress", "insomnia",
    "sleeplessness", "ptsd", "adhd", "trauma", "fatigue", "exhaustion", "nausea", "cramps",
    "diarrhea", "diarrhoea", "inflammation", "arthritis", "fibromyalgia", "diabetes", "cancer",
    "hypertension", "disease", "diseases", "illness", "illnesses", "disorder", "disorders",
    "condition", "conditions", "ailment", "ailments", "symptom", "symptoms", "infection",
    "infections", "fever", "cough", "tension", "spasms", "neuropathy", "alcoholism", "hangover",
    "hangovers", "suffering", "mood",
];

/// Verbs that say a condition grows less.
pub(super) const RELIEVE: &[&str] = &[
    "relieve", "relieves", "relieved", "relieving", "ease", "eases", "eased", "easing", "soothe",
    "soothes", "soothed", "soothing", "reduce", "reduces", "reduced", "reducing", "lessen",
    "lessens", "lessened", "lessening", "alleviate", "alleviates", "alleviated", "alleviating",
    "numb", "numbs", "numbed", "numbing", "dull", "dulls", "dulled", "dulling", "blunt", "blunts",
    "blunted", "blunting", "kill", "kills", "killing", "curb", "curbs", "curbed", "curbing",
    "suppress", "suppresses", "suppressed", "suppressing", "fight", "fights", "fighting", "combat",
    "combats", "combating", "manage", "manages", "managed", "managing", "calm", "calms", "calmed",
    "lower", "lowers", "lowered", "lowering", "diminish", "diminishes", "diminished", "improve",
    "improves", "improved", "improving", "eliminate", "eliminates", "eliminated", "banish",
    "banishes", "lift", "lifts", "minimise", "minimises", "minimize", "minimizes", "mitigate",
    "mitigates", "boost", "boosts", "boosted", "elevate", "elevates", "enhance", "enhances",
    "melt", "melts", "beat",
];

/// Things that are called what they do.
pub(super) const RELIEVERS: &[&str] = &[
    "painkiller", "painkillers", "analgesic", "analgesics", "reliever", "relievers",
    "antidepressant", "antidepressants", "anxiolytic", "anxiolytics",
];

/// Words for a thing that works.
pub(super) const REMEDIES: &[&str] = &[
    "treatment", "treatments", "remedy", "remedies", "therapy", "medicine", "antidote",
];

/// Medicines, as a class or by name.
pub(super) const MEDICINES: &[&str] = &[
    "opioid", "opioids", "opiate", "opiates", "morphine", "fentanyl", "oxycodone", "oxycontin",
    "hydrocodone", "codeine", "tramadol", "heroin", "methadone", "buprenorphine", "suboxone",
    "subutex", "naltrexone", "naloxone", "medicine", "medicines", "medication", "medications",
    "meds", "drug", "drugs", "painkiller", "painkillers", "prescription", "prescriptions",
    "antidepressant", "antidepressants", "ssri", "ssris", "benzodiazepine", "benzodiazepines",
    "benzos", "xanax", "ibuprofen", "aspirin", "paracetamol", "acetaminophen", "tylenol",
    "pharmaceutical", "pharmaceuticals", "pills", "analgesics", "treatment",
];

/// What a product is, so that a claim about it is a claim.
pub(super) const PRODUCTS: &[&str] = &[
    "kratom", "leaf", "leaves", "plant", "plants", "herb", "herbs", "botanical", "botanicals",
    "powder", "powders", "extract", "extracts", "alkaloid", "alkaloids", "mitragynine",
    "hydroxymitragynine", "mitragyna", "compound", "compounds", "strain", "strains", "vein",
    "veins", "tea", "product", "products", "supplement", "supplements", "substance", "substances",
    "remedy",
];

/// What relieves and is safe as a matter of common knowledge or of medicine: the body's own
/// doing, good habits, medicines and the people who give them. Statements about these are not
/// claims for a product.
pub(super) const OTHERS: &[&str] = &[
    "endorphin", "endorphins", "body", "bodies", "brain", "hormone", "hormones", "adrenaline",
    "cortisol", "dopamine", "serotonin", "neurotransmitter", "neurotransmitters", "peptides",
    "receptor", "receptors", "exercise", "running", "walking", "dancing", "sport", "sports",
    "laughter", "laughing", "music", "sleep", "rest", "food", "foods", "nutrition", "diet",
    "meditation", "breathing", "yoga", "massage", "habit", "habits", "activity", "activities",
    "opioid", "opioids", "opiate", "opiates", "morphine", "fentanyl", "oxycodone", "codeine",
    "heroin", "methadone", "buprenorphine", "naloxone", "naltrexone", "medicines", "medications",
    "painkillers", "antidepressants", "ibuprofen", "aspirin", "paracetamol", "acetaminophen",
    "doctor", "doctors", "clinician", "clinicians", "physician", "physicians", "pharmacist",
    "pharmacists", "therapist", "therapists", "professional", "professionals", "counsellor",
    "counselor", "specialist", "specialists", "nurse", "nurses", "helpline", "helplines",
    "therapy", "clinic", "clinics", "hospital", "programme", "program", "advice", "service",
    "services", "counselling", "treatment",
];

/// Words that stand for whatever was spoken of before.
pub(super) const PRONOUNS: &[&str] = &[
    "it", "its", "they", "them", "their", "these", "those", "this", "both", "each",
];

/// Forms of "to be" and of seeming.
pub(super) const COPULAS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "'s", "remain", "remains", "seem", "seems",
    "appear", "appears", "considered", "deemed", "proven", "proved", "regarded", "recognised",
    "recognized", "known", "called", "as",
];

/// Words that a predicate may have before its adjective.
pub(super) const DEGREES: &[&str] = &[
    "a", "an", "the", "very", "quite", "so", "completely", "totally", "entirely", "absolutely",
    "generally", "usually", "mostly", "largely", "relatively", "fairly", "pretty", "reasonably",
    "rather", "always", "also", "both", "natural", "naturally", "clinically", "scientifically",
    "potentially", "possibly", "much", "far", "considerably", "even", "still", "to", "be", "well",
    "tolerated", "and", "as", "overall", "widely", "therefore", "thus", "just", "truly", "really",
    "probably", "likely", "100", "%", "known", "considered", "effective", "being", "somewhat",
    "often", "now", "currently", "fully", "already", "federally", "technically", "perfectly",
    "gentle", "mild", "healthy", "simple", "cheap", "pleasant", "legal",
];

/// Words that deny.
pub(super) const DENIALS: &[&str] = &[
    "not", "no", "never", "nor", "neither", "without", "none", "nobody", "nothing", "hardly",
    "scarcely", "lack", "lacks", "lacking", "fails", "fail", "failed", "refuse", "avoid", "nowhere",
    "dont", "doesnt", "isnt", "arent", "unproven", "unlikely", "impossible", "unable",
];

/// Words after which another clause begins, which a denial before them does not reach.
pub(super) const BOUNDARIES: &[&str] = &[
    "but", "so", "yet", "while", "whereas", "although", "though", "because", "since", "which",
    "however", "thus", "therefore", "hence", "who", "then",
];

/// Marks that do the same.
pub(super) const PAUSES: &[&str] = &[";", ":", "—", "(", ")", "|"];

/// Words after which a statement is only asked about.
pub(super) const ASKING: &[&str] = &[
    "whether", "if", "unless", "until", "check", "checks", "checking", "verify", "verifying",
    "ensure", "ensuring", "sure", "ask", "asks", "asked", "asking", "wonder", "wondering",
    "depends", "prove", "proving", "provided", "where", "wherever", "when",
];

/// Words that leave a statement open.
pub(super) const MODALS: &[&str] = &[
    "may", "might", "could", "perhaps", "possibly", "potentially", "would", "seems", "seem",
    "appears", "appear", "potential", "possible", "maybe", "allegedly", "supposedly",
];

/// Words and phrases that say a statement is not settled. Each stands alone.
pub(super) const DOUBTS: &[&str] = &[
    "unproven", "unclear", "unknown", "uncertain", "contested", "disputed", "debated", "debate",
    "controversial", "unsettled", "unconfirmed", "unsupported", "unestablished", "speculative",
    "speculation", "misleading", "myth", "myths", "wrong", "false", "untrue", "mistake", "mistaken",
    "misconception", "overstated", "exaggerated", "doubtful", "questionable", "sceptical",
    "skeptical", "opinion", "disagree", "misunderstanding", "assumption", "inconclusive",
    "preliminary", "anecdotal", "unverified",
];

/// What a denial before it turns into doubt: "not established", "never been shown".
pub(super) const SETTLED: &[&str] = &[
    "established", "proven", "proved", "proof", "shown", "confirmed", "known", "supported",
    "demonstrated", "backed", "certain", "clear", "settled", "accepted", "verified", "recognised",
    "recognized", "tested", "approved", "evidence", "fact", "mean", "guaranteed", "guarantee",
    "agreed", "endorsed", "enough", "consensus", "agreement", "studied", "say", "conclude",
    "assume", "rely", "true", "promise", "prove", "follow", "sure",
];

/// What makes evidence too little.
pub(super) const SCANT: &[&str] = &[
    "little", "limited", "insufficient", "scant", "weak", "thin", "sparse", "missing", "few",
];

/// What there is too little of.
pub(super) const EVIDENCE: &[&str] = &[
    "evidence", "proof", "research", "study", "studies", "trials", "data", "science", "support",
];

/// Who is reported to say something.
pub(super) const SPEAKERS: &[&str] = &[
    "article", "articles", "text", "texts", "post", "posts", "blog", "author", "authors", "writer",
    "writers", "seller", "sellers", "vendor", "vendors", "page", "piece", "source", "sources",
    "document", "documents", "website", "websites", "shop", "shops", "marketing", "advertising",
    "some", "others", "people", "users", "proponents", "supporters", "critics", "enthusiasts",
    "many", "anecdotes", "reports", "accounts", "consumers", "fans", "advocates", "communities",
    "workers", "individuals",
];

/// How it is reported.
pub(super) const SAYING: &[&str] = &[
    "say", "says", "said", "saying", "claim", "claims", "claimed", "claiming", "call", "calls",
    "called", "calling", "describe", "describes", "described", "describing", "state", "states",
    "stated", "suggest", "suggests", "suggested", "argue", "argues", "argued", "write", "writes",
    "written", "mention", "mentions", "mentioned", "present", "presents", "presented", "list",
    "lists", "listed", "listing", "report", "reports", "reported", "put", "puts", "note", "notes",
    "noted", "credit", "credits", "credited", "believe", "believes", "believed", "think", "thinks",
    "thought", "feel", "find", "hope", "cite",
    "cites", "name", "names", "attribute", "attributes", "speak", "speaks", "talk", "talks",
    "paint", "paints", "portray", "portrays", "tell", "tells", "explain", "explains", "wording",
    "words", "view", "opinion", "associate", "associates", "link", "links", "count", "counts",
    "consider", "considers", "rate", "rates", "see", "sees", "compare", "compares", "conclude",
    "concludes", "add", "adds", "mean", "means", "point", "points", "regard", "regards",
    "advertise", "advertises", "promote", "promotes", "ascribe", "ascribes",
];

/// Words that report without naming who says it.
pub(super) const REPORTED: &[&str] = &[
    "reportedly", "allegedly", "supposedly", "purportedly", "anecdotally", "said", "claimed",
    "believed", "thought", "reputed", "rumoured", "rumored", "marketed", "advertised", "promoted",
    "presented", "described", "billed", "touted", "reported", "hoped",
];

/// What is said of a thing that acts: "works for pain", "is good against anxiety".
pub(super) const WORKS: &[&str] = &[
    "effective", "good", "great", "useful", "helpful", "beneficial", "works", "work", "worked",
    "excellent", "ideal", "perfect", "wonders", "recommended",
];

/// Verbs that make "pain relief" a promise.
pub(super) const GIVES: &[&str] = &[
    "provide", "provides", "provided", "offer", "offers", "offered", "give", "gives", "gave",
    "bring", "brings", "deliver", "delivers", "produces", "promises", "guarantees",
];

/// What somebody who is addicted has or is. The first three are nouns.
pub(super) const STATES: &[&str] = &[
    "addiction", "dependence", "dependency", "addicted", "dependent", "hooked", "withdrawal",
];

/// What turns "an alternative" into a claim.
pub(super) const PRAISE: &[&str] = &[
    "safe", "safer", "natural", "mild", "milder", "gentle", "gentler", "healthy", "healthier",
    "great", "better", "herbal", "effective", "legal",
];

/// Places that are not named are no claim: "legal in some countries, banned in others".
pub(super) const UNNAMED: &[&str] = &[
    "some", "certain", "parts", "places", "several", "one", "other", "others", "each", "different",
    "various", "your", "which", "all", "every", "where", "wherever",
];

/// Words that say in the same breath that it is not so everywhere.
pub(super) const ELSEWHERE: &[&str] = &[
    "banned", "illegal", "restricted", "prohibited", "controlled", "depending", "depends",
    "varies", "differs", "elsewhere", "not",
];

/// Verbs that take a predicate noun.
pub(super) const VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "'s", "as", "offers", "offer", "provides", "provide",
    "makes", "make", "making", "becomes", "become", "remains", "represents", "called", "contains",
    "contain", "gives",
];

/// "proven to relieve" states it, "people who take it to relieve" does not.
pub(super) const ASSERTING: &[&str] = &[
    "known", "proven", "proved", "shown", "able", "helps", "help", "works", "work", "acts",
    "tends", "tend", "effective", "enough", "great", "good", "best", "way", "perfect", "designed",
    "ability", "power", "potential",
];

/// What stands between a "to" and the last verb that it governs: "to treat, cure or prevent".
pub(super) const LISTED: &[&str] = &[
    ",", "or", "and", "treat", "cure", "prevent", "diagnose", "help", "heal", "quickly", "safely",
    "better", "effectively",
];

/// What only a text or its author does, so that "it also calls …" attributes.
pub(super) const OF_A_TEXT: &[&str] = &[
    "says", "say", "claims", "claim", "calls", "call", "describes", "describe", "lists",
    "mentions", "presents", "notes", "suggests", "adds", "puts", "speaks",
];

/// Units of mass and volume: a word of number before them is an amount already ("five grams").
pub(super) const MEASURES: &[&str] = &[
    "g", "gr", "gm", "gms", "gs", "gram", "grams", "gramme", "grammes", "gpd", "mg", "mgs",
    "milligram", "milligrams", "milligramme", "milligrammes", "mcg", "μg", "ug", "microgram",
    "micrograms", "microgramme", "microgrammes", "kg", "kgs", "kilo", "kilos", "kilogram",
    "kilograms", "oz", "ozs", "ounce", "ounces", "lb", "lbs", "ml", "mls", "millilitre",
    "millilitres", "milliliter", "milliliters", "teaspoon", "teaspoons", "teaspoonful",
    "teaspoonfuls", "tsp", "tsps", "tablespoon", "tablespoons", "tablespoonful", "tablespoonfuls",
    "tbsp", "tbsps", "spoonful", "spoonfuls", "spoon", "spoons", "scoop", "scoops", "dropper",
    "droppers", "dropperful", "dropperfuls", "gramm",
];

/// Things that are counted when they are taken. "One capsule" alone may be any capsule, and
/// "a pill" is no amount, so these need two or more, or a digit.
pub(super) const PIECES: &[&str] = &[
    "capsule", "capsules", "cap", "caps", "pill", "pills", "tablet", "tablets", "dose", "doses",
    "serving", "servings", "drop", "drops", "shot", "shots", "gummy", "gummies", "cup", "cups",
    "sachet", "sachets", "handful", "handfuls", "lozenge", "lozenges", "softgel", "softgels",
];

/// Numbers in words.
pub(super) const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds",
    "thousand", "dozen", "dozens", "couple", "few", "several", "half", "quarter", "double",
];

/// What may stand between a number and its unit: "two heaped teaspoons", "a couple of grams",
/// "5 or more grams", "4 size 00 capsules".
pub(super) const BETWEEN: &[&str] = &[
    "of", "a", "an", "or", "and", "more", "to", "full", "level", "heaped", "heaping", "rounded",
    "small", "large", "whole", "single", "big", "size", "extra", "additional", "dried", "dry",
    "standard", "regular", "metric", "about", "x", "plus", "one", "point", "the",
];

/// What "an ounce of" is said of.
pub(super) const IDEAS: &[&str] = &[
    "prevention", "caution", "doubt", "evidence", "proof", "sense", "truth", "research",
    "patience", "care",
];

/// Words after which "help" is a noun.
pub(super) const BEFORE_A_NOUN: &[&str] = &[
    "for", "get", "getting", "seek", "find", "need", "needs", "of", "professional", "medical",
    "the", "some", "any", "more", "with", "expert", "offer", "offers", "want", "wants", "a",
    "their", "your", "real",
];

/// What makes "milder" a comparison with a medicine, or a claim about dependence.
pub(super) const COMPARED: &[&str] = &[
    "than", "compared", "alternative", "alternatives", "option", "choice", "substitute",
    "addiction", "dependence", "withdrawal", "withdrawals",
];

/// What turns "pain relief" into a promise.
pub(super) const LASTING: &[&str] =
    &["lasting", "effective", "fast", "natural", "powerful", "quick", "instant", "proven", "real"];

/// How full a spoon is.
pub(super) const FILLED: &[&str] = &[
    "full", "level", "heaped", "heaping", "rounded", "small", "large", "whole", "single", "big",
];
