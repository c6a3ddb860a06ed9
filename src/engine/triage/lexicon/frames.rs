//! Small words of sentences: fillers, negations, the ways of asking.
//!
//! **Invariant:** as for every class: see the module above.

use super::{Class, Phrase};

pub(super) const CLASSES: &[Class] = &[
    (
        "filler",
        "like really just fucking fuckin fkn fking fucken freaking frickin fricking effing so \
         literally even actually totally completely still already also now please omg lol lmao \
         uh um uhh erm ugh well kind sorta sort honestly tbh ngl fr basically maybe probably \
         definitely absolutely kinda suddenly bloody damn goddamn all very quite pretty super \
         seriously srsly legit straight simply truly ever yet right currently rn man bro dude \
         guys guy god oh hey hi hello yeah legitimately fully properly somehow always constantly \
         too bit quietly finally only almost nearly",
    ),
    ("not", "not no never nt isnt wont cant dont doesnt didnt aint cannot nit non"),
    (
        "be",
        "be is are was were am been being s re m seems looks appears feels feel felt got gets getting gone went going goes go turned turning turns turn became becoming its it",
    ),
    (
        "is",
        "is are am was were be been being its hes shes theyre im s seem seems look looks feel feels felt",
    ),
    ("have", "have has had having hav haz got get gets getting gotten ve hve"),
    ("do", "do does did doing done dose"),
    ("can", "can could may might should would shall will must"),
    (
        "det",
        "a an the my our his her their your some any this that these those another few one two three several couple of more too half entire whole",
    ),
    (
        "want",
        "want wants wanted wanting wanna wana wnt want2 wan wish wishes wishing need needs ready plan plans planning planned intend intends going gonna gunna gon about trying try tries decided hoping hope thinking considering tempted",
    ),
    (
        "time",
        "today tonight tonite yesterday morning evening afternoon night ago now earlier just hour hours min mins minute minutes day days week weeks weekend",
    ),
    (
        "future",
        "going gonna gunna will ill gon bout about want wants wanna planning might may finna ima imma shall",
    ),
    (
        "think",
        "think thinks thinking thought thoughts guess believe afraid scared worried sure feel feels feeling suspect reckon convinced thnk",
    ),
    ("amountword", "much many more lot lots little bit big small"),
    ("vague", "it this that these those stuff thing things one some something anything"),
    (
        "modal",
        "can could may might should would shall will do does did is are am must ok okay safe alright fine good bad",
    ),
    (
        "ok",
        "ok okay okey okie safe safely alright allright fine good cool harmless bad dangerous wise smart dumb stupid risky risk risks problem issue harm harmful healthy advisable allowed sensible wrong worry worried concern concerned concerns healthier right ideal possible recommended deadly lethal fatal unsafe unwise contraindicated",
    ),
    (
        "ask",
        "can could should would may might will do does is are am how what when which where who whats hows any anyone anybody advice tips help ok safe okay need",
    ),
    (
        "laugh",
        "lol lmao lmfao rofl haha hahaha hahahaha lul lolol laughing laughter xd funny hilarious joke jokes meme memes",
    ),
    (
        "number",
        "one two three four five six seven eight nine ten eleven twelve couple few several dozen half double triple twice",
    ),
];

/// Ways of saying a thing in several words.
pub(super) const PHRASES: &[Phrase] = &[
    (
        "cannot",
        &[
            "can|could|ca|cud not|no",
            "cant|cannot|cnt|couldnt|cudnt|canot|cann't",
            "unable to",
            "not able to",
            "@not be|been able to",
            "struggling|struggle|struggles|struggled to",
            "trouble|difficulty|hard|difficult|impossible to|for?",
            "barely|hardly|scarcely can?",
            "fail~ to",
        ],
    ),
    (
        "isnot",
        &[
            "is|are|was|were|am|be|been|being|its|hes|shes not|barely|hardly|scarcely|never",
            "aint|isnt|not|barely|hardly|stopped|stop|stops|quit|ceased|no",
        ],
    ),
    (
        "willnot",
        &[
            "will|would|do|does|did|is|are|can|could|has|have|had|was not|never",
            "wont|doesnt|didnt|isnt|wouldnt|cant|cannot|not|never|refuses|non",
        ],
    ),
    (
        "endlife",
        &[
            "kill|killing|kil|kll|end|ending|hang|hanging|shoot|shooting|off|offing|neck|unalive|unaliving|unalived|drown|drowning|poison|starve|overdose|od|murder|delete|deleting|erase|terminate|rope|roping|stab|gut|harm|harming|hurt|hurting|cut|cutting|burn|burning|destroy <self>",
            "unlive|unalive|unaliving <self>",
        ],
    ),
    (
        "self",
        &[
            "myself|meself|mself|mysef|myslef|miself|himself|herself|themselves|themself|itself|oneself|ourselves",
            "my|him|her self",
        ],
    ),
    ("you_all", &["you", "you all|guys", "anyone", "anybody", "people", "everyone", "y'all"]),
];

/// Words that are one slip away from a word of danger and mean something else.
pub(super) const PLAIN: &str = "rewatch rewatched rewatching sedating sedate sedates sedated stimulating outlawed slipped server servers kofi jake dave mod mods cod chatgpt minecraft \
    fortnite valorant roblox nitro emoji emojis hoodie selfie selfies youtube tiktok reddit insta \
    snap wifi app apps vpn gpu cpu ssd ram usb paypal venmo cashapp visa debit vegan latte espresso \
    matcha sushi ramen netflix anime manga spotify twitch nvidia linux ubuntu docker github gitlab \
    python javascript typescript kotlin java json yaml postgres kubernetes kraken cricket wala mrna oled";
