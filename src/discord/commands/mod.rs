//! Slash commands and the command in a message's context menu: what they are, and how Discord
//! comes to know them.
//!
//! **Invariant:** every command has a name and a description in every language of [`LOCALES`].

pub mod faq;
pub mod moderation;
pub mod moving;
mod option;
pub mod personal;
pub mod registration;
pub mod settings;

use serenity::all::{
    CommandOptionType, CommandType, InstallationContext, InteractionContext, Permissions,
};
use serenity::builder::{CreateCommand, CreateCommandOption};

use crate::discord::limits::CONTENT;

/// The languages besides English, by Discord's codes.
pub const LOCALES: [&str; 3] = ["fr", "de", "es-ES"];

/// The longest question that `/ask` takes, in characters: that of a message.
const LONGEST_QUESTION: u16 = CONTENT as u16;

/// The commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// Ask a question.
    Ask,
    /// Look through everything that can be answered.
    Topics,
    /// How to use the bot.
    Help,
    /// What the bot answers from.
    About,
    /// What the bot keeps.
    Privacy,
    /// Get no answers to what one did not ask the bot.
    OptOut,
    /// Where the bot can work, and where not.
    Status,
    /// Look after the entries.
    Faq,
    /// Look through what waits for the moderators.
    Inbox,
    /// What is set in a server, and who may do what.
    Settings,
    /// Answer nobody in a server.
    Pause,
    /// Answer again.
    Resume,
    /// Answer a person no more.
    Ignore,
    /// What was asked, and how it went.
    Stats,
    /// Write what a server has of its own to a file.
    Export,
    /// Read such a file, or a document.
    Import,
    /// Answer somebody else's message.
    AnswerMessage,
    /// Why a message was answered as it was, or would be.
    ExplainMessage,
}

impl Name {
    /// Every command, in the order in which help lists them.
    pub const ALL: [Name; 18] = [
        Name::Ask,
        Name::Topics,
        Name::Help,
        Name::About,
        Name::Privacy,
        Name::OptOut,
        Name::Status,
        Name::Faq,
        Name::Inbox,
        Name::Settings,
        Name::Pause,
        Name::Resume,
        Name::Ignore,
        Name::Stats,
        Name::Export,
        Name::Import,
        Name::AnswerMessage,
        Name::ExplainMessage,
    ];

    /// The name in Discord.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Name::Ask => "ask",
            Name::Topics => "topics",
            Name::Help => "help",
            Name::About => "about",
            Name::Privacy => "privacy",
            Name::OptOut => "optout",
            Name::Status => "status",
            Name::Faq => "faq",
            Name::Inbox => "inbox",
            Name::Settings => "settings",
            Name::Pause => "pause",
            Name::Resume => "resume",
            Name::Ignore => "ignore",
            Name::Stats => "stats",
            Name::Export => "export",
            Name::Import => "import",
            Name::AnswerMessage => "Answer with Signpost",
            Name::ExplainMessage => "Why this answer",
        }
    }

    /// The command of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Name::ALL.into_iter().find(|command| command.name() == name)
    }

    /// What it does, in a line. A command of the context menu has none in Discord.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Name::Ask => "Ask a question in your own words",
            Name::Topics => "Look through everything I can answer",
            Name::Help => "How to ask, and what I do",
            Name::About => "What I answer from, and what I am not",
            Name::Privacy => "What I keep of you, and how to have it deleted",
            Name::OptOut => "Get no answers to what you did not ask me",
            Name::Status => "Where I can answer here, and what is in the way",
            Name::Faq => "Look after the questions and answers of this server",
            Name::Inbox => "Look through what I could not answer here, and decide",
            Name::Settings => "What is set in this server, and who may set it",
            Name::Pause => "Answer nobody in this server for a while; helplines still come",
            Name::Resume => "Answer again in this server",
            Name::Ignore => "Answer somebody no more in this server",
            Name::Stats => "What I was asked in this server, and how it went",
            Name::Export => "Write all that this server has of its own to a file",
            Name::Import => "Show what a file would change here, then put it in force",
            Name::AnswerMessage => "Answer somebody else's question",
            Name::ExplainMessage => "Why I gave an answer, or would give it",
        }
    }

    /// Name and description in the languages of [`LOCALES`], in their order.
    const fn localised(self) -> [(&'static str, &'static str); 3] {
        match self {
            Name::Ask => [
                ("demander", "Pose une question avec tes propres mots"),
                ("fragen", "Stell eine Frage in deinen eigenen Worten"),
                ("preguntar", "Haz una pregunta con tus propias palabras"),
            ],
            Name::Topics => [
                ("sujets", "Parcourir tout ce à quoi je peux répondre"),
                ("themen", "Alles ansehen, worauf ich antworten kann"),
                ("temas", "Ver todo lo que puedo responder"),
            ],
            Name::Help => [
                ("aide", "Comment demander, et ce que je fais"),
                ("hilfe", "Wie man fragt, und was ich tue"),
                ("ayuda", "Cómo preguntar y qué hago"),
            ],
            Name::About => [
                ("infos", "D'où viennent mes réponses, et ce que je ne suis pas"),
                ("info", "Woraus ich antworte, und was ich nicht bin"),
                ("acerca", "De dónde salen mis respuestas y qué no soy"),
            ],
            Name::Privacy => [
                ("confidentialité", "Ce que je garde de toi, et comment le supprimer"),
                ("datenschutz", "Was ich von dir behalte, und wie man es löscht"),
                ("privacidad", "Qué guardo de ti y cómo borrarlo"),
            ],
            Name::OptOut => [
                ("sans-réponses", "Ne pas recevoir de réponses à ce que tu ne m'as pas demandé"),
                ("abmelden", "Keine Antworten auf das, was du mich nicht gefragt hast"),
                ("sin-respuestas", "No recibir respuestas a lo que no me preguntaste"),
            ],
            Name::Status => [
                ("état", "Où je peux répondre ici, et ce qui l'empêche"),
                ("zustand", "Wo ich hier antworten kann, und was im Weg steht"),
                ("estado", "Dónde puedo responder aquí y qué lo impide"),
            ],
            Name::Faq => [
                ("faq", "Gérer les questions et réponses de ce serveur"),
                ("faq", "Die Fragen und Antworten dieses Servers pflegen"),
                ("faq", "Gestionar las preguntas y respuestas de este servidor"),
            ],
            Name::Inbox => [
                ("à-traiter", "Parcourir ce à quoi je n'ai pas su répondre ici, et décider"),
                (
                    "posteingang",
                    "Durchsehen, was ich hier nicht beantworten konnte, und entscheiden",
                ),
                ("bandeja", "Revisar lo que no pude responder aquí, y decidir"),
            ],
            Name::Settings => [
                ("réglages", "Ce qui est réglé sur ce serveur, et par qui"),
                ("einstellungen", "Was auf diesem Server eingestellt ist, und wer das darf"),
                ("ajustes", "Qué está configurado en este servidor y quién puede cambiarlo"),
            ],
            Name::Pause => [
                ("pause", "Ne répondre à personne pour un moment ; les numéros d'aide restent"),
                ("pause", "Eine Weile niemandem antworten; Hilfsnummern kommen trotzdem"),
                ("pausa", "No responder a nadie por un rato; los números de ayuda siguen"),
            ],
            Name::Resume => [
                ("reprendre", "Répondre de nouveau sur ce serveur"),
                ("fortsetzen", "Auf diesem Server wieder antworten"),
                ("reanudar", "Volver a responder en este servidor"),
            ],
            Name::Ignore => [
                ("ignorer", "Ne plus répondre à quelqu'un sur ce serveur"),
                ("ignorieren", "Jemandem auf diesem Server nicht mehr antworten"),
                ("ignorar", "No responder más a alguien en este servidor"),
            ],
            Name::Stats => [
                ("statistiques", "Ce qu'on m'a demandé sur ce serveur, et ce que ça a donné"),
                ("statistik", "Was ich auf diesem Server gefragt wurde, und wie es ausging"),
                ("estadísticas", "Qué me preguntaron en este servidor y cómo fue"),
            ],
            Name::Export => [
                ("exporter", "Écrire dans un fichier tout ce qui est propre à ce serveur"),
                ("exportieren", "Alles, was dieser Server Eigenes hat, in eine Datei schreiben"),
                ("exportar", "Escribir en un archivo todo lo propio de este servidor"),
            ],
            Name::Import => [
                ("importer", "Montrer ce qu'un fichier changerait ici, puis le mettre en vigueur"),
                (
                    "importieren",
                    "Zeigen, was eine Datei hier ändern würde, und sie dann übernehmen",
                ),
                ("importar", "Mostrar qué cambiaría aquí un archivo, y luego ponerlo en vigor"),
            ],
            Name::AnswerMessage => [
                ("Répondre avec Signpost", ""),
                ("Mit Signpost antworten", ""),
                ("Responder con Signpost", ""),
            ],
            Name::ExplainMessage => [
                ("Pourquoi cette réponse", ""),
                ("Warum diese Antwort", ""),
                ("Por qué esta respuesta", ""),
            ],
        }
    }

    /// The command as Discord is told of it.
    pub fn definition(self) -> CreateCommand {
        let mut command = CreateCommand::new(self.name())
            .add_integration_type(InstallationContext::Guild)
            .contexts(self.contexts());
        for (locale, (name, description)) in LOCALES.into_iter().zip(self.localised()) {
            command = command.name_localized(locale, name);
            if !description.is_empty() {
                command = command.description_localized(locale, description);
            }
        }
        command = match self {
            Name::AnswerMessage | Name::ExplainMessage => command.kind(CommandType::Message),
            Name::Ask => command
                .kind(CommandType::ChatInput)
                .description(self.description())
                .add_option(question_option())
                .add_option(private_option()),
            Name::Faq => faq::options()
                .into_iter()
                .fold(command.kind(CommandType::ChatInput), CreateCommand::add_option)
                .description(self.description()),
            Name::Topics | Name::Help | Name::About | Name::Status | Name::Inbox => {
                command.kind(CommandType::ChatInput).description(self.description())
            }
            Name::Privacy | Name::OptOut => command
                .kind(CommandType::ChatInput)
                .description(self.description())
                .set_options(personal::options(self)),
            Name::Settings | Name::Pause | Name::Resume | Name::Ignore | Name::Stats => command
                .kind(CommandType::ChatInput)
                .description(self.description())
                .set_options(moderation::options(self)),
            Name::Export | Name::Import => command
                .kind(CommandType::ChatInput)
                .description(self.description())
                .set_options(moving::options(self)),
        };
        if self.is_for_staff() {
            // A server may hand these to its helpers' roles, under Server Settings, Integrations.
            command = command.default_member_permissions(Permissions::MANAGE_MESSAGES);
        }
        command
    }

    /// Whether only staff is shown it, unless the server decides otherwise.
    #[must_use]
    pub const fn is_for_staff(self) -> bool {
        match self {
            Name::Status
            | Name::Faq
            | Name::Inbox
            | Name::Settings
            | Name::Pause
            | Name::Resume
            | Name::Ignore
            | Name::Stats
            | Name::Export
            | Name::Import
            | Name::AnswerMessage
            | Name::ExplainMessage => true,
            Name::Ask | Name::Topics | Name::Help | Name::About | Name::Privacy | Name::OptOut => {
                false
            }
        }
    }

    /// Where it can be used.
    fn contexts(self) -> Vec<InteractionContext> {
        if self.is_for_staff() {
            vec![InteractionContext::Guild]
        } else {
            vec![InteractionContext::Guild, InteractionContext::BotDm]
        }
    }
}

/// The option of `/ask` that holds the question.
pub const QUESTION: &str = "question";

/// The option of `/ask` that keeps the answer to oneself.
pub const PRIVATE: &str = "private";

fn question_option() -> CreateCommandOption {
    CreateCommandOption::new(
        CommandOptionType::String,
        QUESTION,
        "What you want to know; known questions come up as you type",
    )
    .required(true)
    .set_autocomplete(true)
    .max_length(LONGEST_QUESTION)
    .name_localized("fr", "question")
    .description_localized("fr", "Ce que tu veux savoir ; les questions connues s'affichent")
    .name_localized("de", "frage")
    .description_localized("de", "Was du wissen willst; bekannte Fragen erscheinen beim Tippen")
    .name_localized("es-ES", "pregunta")
    .description_localized("es-ES", "Lo que quieres saber; aparecen preguntas conocidas")
}

fn private_option() -> CreateCommandOption {
    CreateCommandOption::new(
        CommandOptionType::Boolean,
        PRIVATE,
        "Show the answer to nobody but me",
    )
    .name_localized("fr", "privé")
    .description_localized("fr", "Ne montrer la réponse qu'à moi")
    .name_localized("de", "privat")
    .description_localized("de", "Die Antwort nur mir zeigen")
    .name_localized("es-ES", "privado")
    .description_localized("es-ES", "Mostrar la respuesta solo a mí")
}
