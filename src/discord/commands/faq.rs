//! `/faq`: its subcommands, and what somebody means by one.
//!
//! **Invariant:** every subcommand and option has a name and a description in every language of
//! [`super::LOCALES`]; reading one performs nothing.

use serenity::all::{CommandDataOption, CommandDataOptionValue, CommandOptionType};
use serenity::builder::CreateCommandOption;

use super::{LOCALES, LONGEST_QUESTION};
use crate::discord::limits::SUGGESTION;
use crate::moderation::FaqCommand;

/// The option that names an entry.
pub const ENTRY: &str = "entry";
const QUESTION: &str = "question";
const TEXT: &str = "text";
const PHRASING: &str = "phrasing";
const PAGE: &str = "page";
const REVISION: &str = "revision";

/// The longest phrasing, in characters: whoever asks at such length asks several things.
const LONGEST_PHRASING: u16 = 300;

/// Name and description: in English, then in the languages of [`LOCALES`].
type Words = [(&'static str, &'static str); 4];

/// An option of a subcommand.
#[derive(Clone, Copy)]
enum Field {
    Entry,
    Question,
    Text,
    Phrasing,
    Page,
    Revision,
}

const SHOW: Words = [
    ("show", "Show an entry as it is in force"),
    ("voir", "Afficher une entrée telle qu'elle est en vigueur"),
    ("zeigen", "Einen Eintrag zeigen, wie er gilt"),
    ("mostrar", "Mostrar una entrada tal como está vigente"),
];
const LIST: Words = [
    ("list", "List the entries of this server"),
    ("liste", "Lister les entrées de ce serveur"),
    ("liste", "Die Einträge dieses Servers auflisten"),
    ("lista", "Listar las entradas de este servidor"),
];
const SEARCH: Words = [
    ("search", "Find entries by what they are about"),
    ("chercher", "Trouver des entrées par leur sujet"),
    ("suchen", "Einträge nach ihrem Inhalt finden"),
    ("buscar", "Encontrar entradas por su tema"),
];
const TEST: Words = [
    ("test", "Show what I would say to a question"),
    ("tester", "Montrer ce que je répondrais à une question"),
    ("testen", "Zeigen, was ich auf eine Frage sagen würde"),
    ("probar", "Mostrar qué respondería a una pregunta"),
];
const WHY: Words = [
    ("why", "Show why I would say it"),
    ("pourquoi", "Montrer pourquoi je répondrais cela"),
    ("warum", "Zeigen, warum ich das sagen würde"),
    ("porqué", "Mostrar por qué respondería eso"),
];
const ADD: Words = [
    ("add", "Write a new entry"),
    ("ajouter", "Écrire une nouvelle entrée"),
    ("neu", "Einen neuen Eintrag schreiben"),
    ("añadir", "Escribir una entrada nueva"),
];
const EDIT: Words = [
    ("edit", "Change an entry"),
    ("modifier", "Modifier une entrée"),
    ("ändern", "Einen Eintrag ändern"),
    ("editar", "Cambiar una entrada"),
];
const RETIRE: Words = [
    ("retire", "Stop using an entry"),
    ("retirer", "Ne plus utiliser une entrée"),
    ("zurückziehen", "Einen Eintrag nicht mehr verwenden"),
    ("retirar", "Dejar de usar una entrada"),
];
const QUARANTINE: Words = [
    ("quarantine", "Stop using an entry at once, until somebody has looked at it"),
    ("quarantaine", "Ne plus utiliser une entrée, tout de suite, jusqu'à vérification"),
    ("sperren", "Einen Eintrag sofort nicht mehr verwenden, bis ihn jemand geprüft hat"),
    ("cuarentena", "Dejar de usar una entrada ya, hasta que alguien la revise"),
];
const HISTORY: Words = [
    ("history", "Show who changed an entry, and when"),
    ("historique", "Montrer qui a changé une entrée, et quand"),
    ("verlauf", "Zeigen, wer einen Eintrag geändert hat, und wann"),
    ("historial", "Mostrar quién cambió una entrada y cuándo"),
];
const DIFF: Words = [
    ("diff", "Show what a change made different"),
    ("différence", "Montrer ce qu'un changement a modifié"),
    ("unterschied", "Zeigen, was eine Änderung anders gemacht hat"),
    ("diferencia", "Mostrar qué modificó un cambio"),
];
const REVERT: Words = [
    ("revert", "Make an entry what it was before"),
    ("rétablir", "Rétablir une entrée telle qu'elle était"),
    ("zurücksetzen", "Einen Eintrag wieder so machen, wie er war"),
    ("revertir", "Devolver una entrada a como estaba"),
];
const PHRASINGS: Words = [
    ("phrasing", "Ways of asking for an entry"),
    ("formulation", "Les façons de demander une entrée"),
    ("formulierung", "Wie nach einem Eintrag gefragt wird"),
    ("formulación", "Formas de preguntar por una entrada"),
];
const REMOVE: Words = [
    ("remove", "Take a way of asking away"),
    ("enlever", "Enlever une façon de demander"),
    ("entfernen", "Eine Formulierung entfernen"),
    ("quitar", "Quitar una forma de preguntar"),
];
const ADD_PHRASING: Words = [
    ("add", "Add a way of asking"),
    ("ajouter", "Ajouter une façon de demander"),
    ("hinzufügen", "Eine Formulierung hinzufügen"),
    ("añadir", "Añadir una forma de preguntar"),
];

impl Field {
    const fn words(self) -> Words {
        match self {
            Field::Entry => [
                (ENTRY, "The entry; known ones come up as you type"),
                ("entrée", "L'entrée ; celles qui existent s'affichent"),
                ("eintrag", "Der Eintrag; bekannte erscheinen beim Tippen"),
                ("entrada", "La entrada; aparecen las conocidas"),
            ],
            Field::Question => [
                (QUESTION, "What somebody might ask"),
                ("question", "Ce que quelqu'un pourrait demander"),
                ("frage", "Was jemand fragen könnte"),
                ("pregunta", "Lo que alguien podría preguntar"),
            ],
            Field::Text => [
                (TEXT, "What to look for"),
                ("texte", "Ce qu'il faut chercher"),
                ("text", "Wonach zu suchen ist"),
                ("texto", "Qué buscar"),
            ],
            Field::Phrasing => [
                (PHRASING, "How somebody asks for it"),
                ("formulation", "Comment quelqu'un le demande"),
                ("formulierung", "Wie jemand danach fragt"),
                ("formulación", "Cómo lo pregunta alguien"),
            ],
            Field::Page => [
                (PAGE, "Which page"),
                ("page", "Quelle page"),
                ("seite", "Welche Seite"),
                ("página", "Qué página"),
            ],
            Field::Revision => [
                (REVISION, "The number of the change, as the history shows it"),
                ("révision", "Le numéro du changement, selon l'historique"),
                ("stand", "Die Nummer der Änderung, wie der Verlauf sie zeigt"),
                ("revisión", "El número del cambio, según el historial"),
            ],
        }
    }

    fn option(self) -> CreateCommandOption {
        let kind = match self {
            Field::Page | Field::Revision => CommandOptionType::Integer,
            Field::Entry | Field::Question | Field::Text | Field::Phrasing => {
                CommandOptionType::String
            }
        };
        let option = worded(kind, self.words());
        match self {
            Field::Entry => {
                option.required(true).set_autocomplete(true).max_length(SUGGESTION as u16)
            }
            Field::Question | Field::Text => option.required(true).max_length(LONGEST_QUESTION),
            Field::Phrasing => option.required(true).max_length(LONGEST_PHRASING),
            Field::Page => option.min_int_value(1).max_int_value(1_000),
            Field::Revision => option.min_int_value(0),
        }
    }
}

fn worded(kind: CommandOptionType, words: Words) -> CreateCommandOption {
    let [(name, description), localised @ ..] = words;
    LOCALES.into_iter().zip(localised).fold(
        CreateCommandOption::new(kind, name, description),
        |option, (locale, (name, description))| {
            option.name_localized(locale, name).description_localized(locale, description)
        },
    )
}

fn subcommand(words: Words, fields: &[Field]) -> CreateCommandOption {
    fields.iter().fold(worded(CommandOptionType::SubCommand, words), |option, field| {
        option.add_sub_option(field.option())
    })
}

/// The subcommands, as Discord is told of them.
#[must_use]
pub fn options() -> Vec<CreateCommandOption> {
    vec![
        subcommand(SHOW, &[Field::Entry]),
        subcommand(LIST, &[Field::Page]),
        subcommand(SEARCH, &[Field::Text]),
        subcommand(TEST, &[Field::Question]),
        subcommand(WHY, &[Field::Question]),
        subcommand(ADD, &[]),
        subcommand(EDIT, &[Field::Entry]),
        worded(CommandOptionType::SubCommandGroup, PHRASINGS)
            .add_sub_option(subcommand(ADD_PHRASING, &[Field::Entry, Field::Phrasing]))
            .add_sub_option(subcommand(REMOVE, &[Field::Entry, Field::Phrasing])),
        subcommand(RETIRE, &[Field::Entry]),
        subcommand(QUARANTINE, &[Field::Entry]),
        subcommand(HISTORY, &[Field::Entry, Field::Page]),
        subcommand(DIFF, &[Field::Entry, Field::Revision]),
        subcommand(REVERT, &[Field::Entry, Field::Revision]),
    ]
}

/// What somebody means. None for a subcommand that is not ours any more.
#[must_use]
pub fn parse(options: &[CommandDataOption]) -> Option<FaqCommand> {
    let mut path = String::new();
    let mut level = options;
    while let Some(CommandDataOption {
        name,
        value:
            CommandDataOptionValue::SubCommand(inner) | CommandDataOptionValue::SubCommandGroup(inner),
        ..
    }) = level.first()
    {
        path = format!("{path} {name}");
        level = inner;
    }
    let value = |name| level.iter().find(|option| option.name == name).map(|it| &it.value);
    let text = |name| value(name).and_then(|it| it.as_str()).map(|it| it.trim().to_owned());
    let number = |name| value(name).and_then(CommandDataOptionValue::as_i64);
    let revision = || number(REVISION).and_then(|it| u64::try_from(it).ok());
    let page = || number(PAGE).and_then(|page| usize::try_from(page).ok()).unwrap_or(1).max(1);
    Some(match path.trim_start() {
        "show" => FaqCommand::Show { entry: text(ENTRY)? },
        "list" => FaqCommand::List { page: page() },
        "search" => FaqCommand::Search { text: text(TEXT)? },
        "test" => FaqCommand::Test { question: text(QUESTION)? },
        "why" => FaqCommand::Why { question: text(QUESTION)? },
        "add" => FaqCommand::Add,
        "edit" => FaqCommand::Edit { entry: text(ENTRY)? },
        "phrasing add" => {
            FaqCommand::AddPhrasing { entry: text(ENTRY)?, phrasing: text(PHRASING)? }
        }
        "phrasing remove" => {
            FaqCommand::RemovePhrasing { entry: text(ENTRY)?, phrasing: text(PHRASING)? }
        }
        "retire" => FaqCommand::Retire { entry: text(ENTRY)? },
        "quarantine" => FaqCommand::Quarantine { entry: text(ENTRY)? },
        "history" => FaqCommand::History { entry: text(ENTRY)?, page: page() },
        "diff" => FaqCommand::Diff { entry: text(ENTRY)?, revision: revision() },
        "revert" => FaqCommand::Revert { entry: text(ENTRY)?, revision: revision() },
        _ => return None,
    })
}
