//! Danger in other languages: the sentences that somebody falls back on who has no English left.
//!
//! **Invariant:** only whole phrases that mean nothing in English; accents are folded before.

use crate::engine::outcome::Category;
use crate::engine::triage::rule::Rule;

pub(super) static EMERGENCY: &[Rule] = &[Rule {
    name: "emergency_in_other_languages",
    when: &[&[
        "no respira|despierta|reacciona|responde",
        "no puedo|puede|pueden respirar",
        "no se|me despierta|mueve",
        "dejo de respirar",
        "labios ..2 azules|morados|azul",
        "se ..1 desmayo|desmaya|desplomo|ahoga|ahogando|atraganto",
        "se esta muriendo|ahogando",
        "esta inconsciente|convulsionando|convulsionado|inconciente",
        "tiene|teniendo|con convulsiones|convulsion",
        "llamen|llamar|llama|necesito ..2 ambulancia|emergencias",
        "ne|elle|il|mon|ma ..2 respire plus|pas",
        "ne respire|repond|bouge",
        "se reveille plus|pas",
        "peux|peut|arrive|arrivez ..2 plus|pas ..1 a? respirer",
        "fait|fais ..1 une|un overdose|malaise|crise|infarctus",
        "levres ..2 bleues|violettes",
        "est inconscient|inconsciente|evanoui|evanouie",
        "atmet nicht|kaum|nimmer",
        "wacht nicht|nimmer ..1 mehr? auf",
        "nicht mehr? wach|ansprechbar|atmen",
        "kann|kriegt|kriege|krieg|bekomme ..1 nicht|keine|kaum atmen|luft",
        "ist bewusstlos|ohnmachtig|umgekippt|zusammengebrochen",
        "blaue lippen",
        "lippen ..2 blau",
        "hat einen krampfanfall|herzinfarkt|schlaganfall",
        "brauche|ruft|brauchen ..2 notarzt|krankenwagen",
        "nao respira|acorda|responde|consigo_respirar|consegue_respirar",
        "ela|ele desmaiou",
        "non respira|risponde|riesco_a_respirare|riesce_a_respirare",
        "non si sveglia|muove",
        "ademt niet",
        "wordt niet wakker",
        "nie oddycha",
        "не дышит|просыпается",
    ]],
    ..Rule::of(Category::Emergency)
}];

pub(super) static SELF_HARM: &[Rule] = &[Rule {
    name: "self_harm_in_other_languages",
    when: &[&[
        "veux|voudrais|envie mourir|crever|disparaitre|plus|de|me ..1 mourir|vivre|suicider|tuer?",
        "je|vais ..2 suicider|tuer",
        "veux|voudrais|envie|vais ..2 finir|pendre|crever",
        "en finir avec|$",
        "envie de vivre",
        "me tuer|pendre|scarifier|suicider|foutre_en_lair",
        "quiero|quisiera|voy|ganas ..2 morir|morirme|suicidarme|matarme",
        "no quiero ..1 vivir|seguir|estar_viva|estar_vivo|despertar",
        "no aguanto mas",
        "quitarme|acabar ..2 vida",
        "acabar con todo|mi_vida",
        "cortarme|cortandome|ahorcarme|suicidarme|matarme|morirme",
        "will|mochte|moechte|want ..2 sterben|umbringen",
        "ich ..5 sterben|umbringen",
        "mich umbringen|umzubringen|ritzen|erhangen|toten",
        "ritze mich",
        "leben nehmen|beenden",
        "nicht mehr da_sein|leben|weiterleben|aufwachen",
        "quero morrer|sumir|me",
        "me matar|cortar",
        "nao quero ..1 mais? viver",
        "voglio morire|uccidermi|ammazzarmi",
        "tagliarmi|uccidermi|ammazzarmi",
        "farla finita",
        "ik wil dood|sterven",
        "niet meer leven",
        "chce umrzec",
        "vill inte leva|do",
        "хочу умереть",
        "olmek istiyorum",
        "zelfmoord|samobojstwo|selbstmord|suicidio",
    ]],
    unless: &[&["squad|escuadron|statistik|statistiken|tasas"]],
    ..Rule::of(Category::SelfHarm)
}];

pub(super) static POISONING: &[Rule] = &[Rule {
    name: "poisoning_in_other_languages",
    when: &[&[
        "tome|tomo|comi|comio|bebi|bebio|trague|consumi ..2 demasiado|demasiada|demasiadas|demasiados|mucho|mucha|muchas|muchos",
        "sobredosis|surdose|uberdosis|ueberdosis",
        "mi hijo|hija|perro|perra|gato|gata|bebe|nino|nina|hermano|hermana ..2 comio|bebio|trago|tomo|come",
        "me intoxique|envenene|envenenaron",
        "estoy vomitando|intoxicado|intoxicada|envenenado",
        "ai|jai|pris|a ..1 trop pris",
        "pris trop",
        "mon|ma|le fils|fille|chien|chat|bebe|enfant ..2 mange|avale|bu|lechait|leche",
        "je vomis",
        "zu viel|viele genommen|geschluckt|getrunken|gegessen|kratom|eingenommen",
        "zuviel genommen|geschluckt|getrunken",
        "mein|meine|unser hund|sohn|kind|tochter|katze|baby ..5 gefressen|gegessen|getrunken|geschluckt|verschluckt",
        "mir|ist ..1 so? kotzubel|schlecht|ubel ..2 kratom|genommen|davon",
        "muss|standig ..1 kotzen|erbrechen",
        "tomei demais|muito",
        "meu|minha filho|filha|cachorro|cachorra|gato|bebe ..2 comeu|bebeu|engoliu|tomou",
        "preso|bevuto|mangiato troppo|troppa|troppe",
        "mio|mia figlio|figlia|cane|gatto ha ..1 mangiato|bevuto|ingoiato",
        "te veel genomen|gedronken",
    ]],
    ..Rule::of(Category::Poisoning)
}];

pub(super) static HARASSMENT: &[Rule] = &[Rule {
    name: "told_to_die_in_other_languages",
    when: &[&[
        "matate|suicidate|ahorcate|muerete",
        "va|vas|vete ..2 matarte|morir|suicider|pendre|crever|mourir",
        "suicide|tue|pend toi",
        "bring|hang|erschiess ..1 dich um|auf|endlich",
        "stirb|verreck|verrecke ..2 $|endlich|einfach|doch|du",
        "se|vai ..1 mata|matar|morre|morrer",
        "ammazzati|ucciditi|impiccati",
        "убей себя",
    ]],
    unless: &[&["me|mich|eu|io"]],
    ..Rule::of(Category::Harassment)
}];
