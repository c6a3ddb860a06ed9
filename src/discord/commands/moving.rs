//! `/import`: its options, and the file that somebody hands to it.
//!
//! **Invariant:** reading a command performs nothing, and downloads nothing.

use serenity::all::{Attachment, CommandData, CommandDataOptionValue, CommandOptionType};
use serenity::builder::CreateCommandOption;

use super::Name;
use super::option::{Words, option};

const FILE: Words = Words {
    name: "file",
    description: "What /export wrote, or a document: text, Markdown, HTML, CSV, JSON Lines",
    localised: [
        ("fichier", "Un export de moi, ou un document : texte, Markdown, HTML, CSV, JSON Lines"),
        ("datei", "Ein Export von mir oder ein Dokument: Text, Markdown, HTML, CSV, JSON Lines"),
        ("archivo", "Una exportación mía o un documento: texto, Markdown, HTML, CSV, JSON Lines"),
    ],
};

const PACK: Words = Words {
    name: "pack",
    description: "Which pack of the file, where it holds several",
    localised: [
        ("paquet", "Quel paquet du fichier, s'il en contient plusieurs"),
        ("paket", "Welches Paket der Datei, wenn sie mehrere enthält"),
        ("paquete", "Qué paquete del archivo, si contiene varios"),
    ],
};

const SECTIONS: Words = Words {
    name: "sections",
    description: "Take the sections of a document that has questions and answers too",
    localised: [
        ("sections", "Prendre aussi les sections d'un document qui contient une FAQ"),
        ("abschnitte", "Auch die Abschnitte eines Dokuments nehmen, das Fragen und Antworten hat"),
        ("secciones", "Tomar también las secciones de un documento que tiene preguntas"),
    ],
};

/// The options of a command of this file; none of another.
pub(super) fn options(name: Name) -> Vec<CreateCommandOption> {
    if name != Name::Import {
        return Vec::new();
    }
    let file = option(CommandOptionType::Attachment, &FILE).required(true);
    let pack = option(CommandOptionType::String, &PACK).max_length(100);
    vec![file, pack, option(CommandOptionType::Boolean, &SECTIONS)]
}

/// What is to be imported.
#[derive(Clone, Copy, Debug)]
pub struct Given<'c> {
    /// The file.
    pub file: &'c Attachment,
    /// The pack of it, where one is named.
    pub pack: Option<&'c str>,
    /// Whether to take the sections of a document that has questions and answers too.
    pub sections: bool,
}

/// What somebody hands to `/import`. None if they hand nothing.
#[must_use]
pub fn given(data: &CommandData) -> Option<Given<'_>> {
    let value = |name| data.options.iter().find(|option| option.name == name).map(|it| &it.value);
    let CommandDataOptionValue::Attachment(id) = value(FILE.name)? else { return None };
    let file = data.resolved.attachments.get(id)?;
    let pack = value(PACK.name).and_then(|it| it.as_str()).map(str::trim);
    let sections = value(SECTIONS.name).and_then(CommandDataOptionValue::as_bool).unwrap_or(false);
    Some(Given { file, pack: pack.filter(|pack| !pack.is_empty()), sections })
}
