//! The commands by which everybody decides about themselves: their options, and what they ask for.
//!
//! **Invariant:** reading a command performs nothing; nobody can name anybody but themselves.

use serenity::all::{CommandDataOption, CommandOptionType};
use serenity::builder::CreateCommandOption;

use super::Name;
use super::option::{Words, option};

/// What somebody wants for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To know what the bot keeps of anybody.
    KnowWhatIsKept,
    /// To know what it keeps of them.
    KnowOwnData,
    /// To have that deleted. They are asked back first.
    DeleteOwnData,
    /// To get no answers to what they did not ask the bot, or to get them again.
    OptOut {
        /// Whether to get none.
        out: bool,
    },
}

const ABOUT: Words = Words {
    name: "about",
    description: "What I keep, and what I do not",
    localised: [
        ("infos", "Ce que je garde, et ce que je ne garde pas"),
        ("info", "Was ich behalte, und was nicht"),
        ("acerca", "Qué guardo y qué no"),
    ],
};

const DATA: Words = Words {
    name: "data",
    description: "How much I keep of you",
    localised: [
        ("données", "Ce que je garde de toi"),
        ("daten", "Was ich von dir behalte"),
        ("datos", "Cuánto guardo de ti"),
    ],
};

const DELETE: Words = Words {
    name: "delete",
    description: "Delete what I keep of you; I ask back first",
    localised: [
        ("supprimer", "Supprimer ce que je garde de toi ; je demande d'abord"),
        ("löschen", "Löschen, was ich von dir behalte; ich frage erst nach"),
        ("borrar", "Borrar lo que guardo de ti; antes pregunto"),
    ],
};

const UNDO: Words = Words {
    name: "undo",
    description: "Get such answers again",
    localised: [
        ("annuler", "Recevoir de nouveau ces réponses"),
        ("rückgängig", "Solche Antworten wieder bekommen"),
        ("deshacer", "Volver a recibir esas respuestas"),
    ],
};

/// The options of a command of this file; none of another.
pub(super) fn options(name: Name) -> Vec<CreateCommandOption> {
    let subcommand = |words| option(CommandOptionType::SubCommand, words);
    match name {
        Name::Privacy => [&ABOUT, &DATA, &DELETE].map(subcommand).to_vec(),
        Name::OptOut => vec![option(CommandOptionType::Boolean, &UNDO)],
        Name::Ask
        | Name::Topics
        | Name::Help
        | Name::About
        | Name::Status
        | Name::Settings
        | Name::Pause
        | Name::Resume
        | Name::Ignore
        | Name::Stats
        | Name::Export
        | Name::Import
        | Name::Faq
        | Name::Inbox
        | Name::AnswerMessage
        | Name::ExplainMessage => Vec::new(),
    }
}

/// What a command asks for. None if it is none of these, or not one that we registered.
#[must_use]
pub fn read(name: Name, given: &[CommandDataOption]) -> Option<Wish> {
    let first = given.first();
    match name {
        Name::Privacy => match first?.name.as_str() {
            "about" => Some(Wish::KnowWhatIsKept),
            "data" => Some(Wish::KnowOwnData),
            "delete" => Some(Wish::DeleteOwnData),
            _ => None,
        },
        Name::OptOut => {
            let undo = first.and_then(|option| option.value.as_bool()).unwrap_or(false);
            Some(Wish::OptOut { out: !undo })
        }
        _ => None,
    }
}
