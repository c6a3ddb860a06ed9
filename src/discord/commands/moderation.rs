//! The commands of those who run the bot in a server: their options, and what they ask for.
//!
//! **Invariant:** reading a command performs nothing; what it asks for is plain data.

use std::num::NonZeroU32;

use serenity::all::{CommandDataOption, CommandDataOptionValue, CommandOptionType};
use serenity::builder::CreateCommandOption;

use super::Name;
use super::option::{Words, option};
use crate::moderation::{Command, Person, Role, ServerRole, StatisticsCommand};

/// The longest pause that has an end, in minutes: 30 days. Whoever wants more names none.
const LONGEST_PAUSE: u32 = 30 * 24 * 60;

/// The most days that figures are shown of: a year. What is older than the bot may keep is gone.
const MOST_DAYS: u32 = 366;

/// The days of a week.
const WEEK: NonZeroU32 = NonZeroU32::MIN.saturating_add(6);

const ROLES: Words = Words {
    name: "roles",
    description: "Which roles of this server may do what with me",
    localised: [
        ("rôles", "Quels rôles de ce serveur peuvent faire quoi avec moi"),
        ("rollen", "Welche Rollen dieses Servers was mit mir tun dürfen"),
        ("roles", "Qué roles de este servidor pueden hacer qué conmigo"),
    ],
};

const GIVE: Words = Words {
    name: "give",
    description: "Let the members of a role do something with me",
    localised: [
        ("donner", "Permettre quelque chose aux membres d'un rôle"),
        ("geben", "Den Mitgliedern einer Rolle etwas erlauben"),
        ("dar", "Permitir algo a los miembros de un rol"),
    ],
};

const TAKE: Words = Words {
    name: "take",
    description: "Take back what the members of a role may do with me",
    localised: [
        ("retirer", "Retirer ce que les membres d'un rôle peuvent faire"),
        ("nehmen", "Zurücknehmen, was die Mitglieder einer Rolle dürfen"),
        ("quitar", "Retirar lo que pueden hacer los miembros de un rol"),
    ],
};

const SHOW_ROLES: Words = Words {
    name: "show",
    description: "Show which roles may do what",
    localised: [
        ("montrer", "Montrer quels rôles peuvent faire quoi"),
        ("zeigen", "Zeigen, welche Rollen was dürfen"),
        ("mostrar", "Mostrar qué roles pueden hacer qué"),
    ],
};

const ROLE: Words = Words {
    name: "role",
    description: "A role of this server",
    localised: [
        ("rôle", "Un rôle de ce serveur"),
        ("rolle", "Eine Rolle dieses Servers"),
        ("rol", "Un rol de este servidor"),
    ],
};

const MAY: Words = Words {
    name: "may",
    description: "What its members may do; each may also do what those before it may",
    localised: [
        ("permet", "Ce que ses membres peuvent faire ; chacun peut aussi ce qui précède"),
        ("darf", "Was ihre Mitglieder dürfen; jedes schließt die davor ein"),
        ("puede", "Qué pueden hacer sus miembros; cada uno incluye los anteriores"),
    ],
};

const MINUTES: Words = Words {
    name: "minutes",
    description: "For how long; without it until somebody uses /resume",
    localised: [
        ("minutes", "Pour combien de temps ; sinon jusqu'à la commande de reprise"),
        ("minuten", "Wie lange; sonst, bis jemand mich weitermachen lässt"),
        ("minutos", "Durante cuánto tiempo; si no, hasta que alguien me reanude"),
    ],
};

const PERSON: Words = Words {
    name: "person",
    description: "Whom I answer no more here; helplines still reach them",
    localised: [
        ("personne", "À qui je ne réponds plus ici ; les numéros d'aide lui parviennent encore"),
        ("person", "Wem ich hier nicht mehr antworte; Hilfsnummern bekommt sie trotzdem"),
        ("persona", "A quién ya no respondo aquí; los números de ayuda le siguen llegando"),
    ],
};

const ADD: Words = Words {
    name: "add",
    description: "Answer somebody no more in this server",
    localised: [
        ("ajouter", "Ne plus répondre à quelqu'un sur ce serveur"),
        ("hinzufügen", "Jemandem auf diesem Server nicht mehr antworten"),
        ("añadir", "No responder más a alguien en este servidor"),
    ],
};

const REMOVE: Words = Words {
    name: "remove",
    description: "Answer somebody again",
    localised: [
        ("enlever", "Répondre de nouveau à quelqu'un"),
        ("entfernen", "Jemandem wieder antworten"),
        ("eliminar", "Volver a responder a alguien"),
    ],
};

const LIST: Words = Words {
    name: "list",
    description: "Show whom I do not answer here",
    localised: [
        ("liste", "Montrer à qui je ne réponds pas ici"),
        ("liste", "Zeigen, wem ich hier nicht antworte"),
        ("lista", "Mostrar a quién no respondo aquí"),
    ],
};

const USER: Words = Words {
    name: "user",
    description: "Who it is",
    localised: [
        ("membre", "De qui il s'agit"),
        ("mitglied", "Um wen es geht"),
        ("usuario", "De quién se trata"),
    ],
};

const DAYS: Words = Words {
    name: "days",
    description: "Of how many days, today among them; without it of 7",
    localised: [
        ("jours", "Sur combien de jours, aujourd'hui compris ; sinon 7"),
        ("tage", "Über wie viele Tage, heute eingeschlossen; sonst 7"),
        ("días", "De cuántos días, hoy incluido; si no, de 7"),
    ],
};

const SHOW_FIGURES: Words = Words {
    name: "show",
    description: "Show the figures, with a chart",
    localised: [
        ("montrer", "Montrer les chiffres, avec un graphique"),
        ("zeigen", "Die Zahlen zeigen, mit einem Diagramm"),
        ("mostrar", "Mostrar las cifras, con un gráfico"),
    ],
};

const EXPORT_FIGURES: Words = Words {
    name: "export",
    description: "Write the figures to a file for spreadsheets",
    localised: [
        ("exporter", "Écrire les chiffres dans un fichier pour tableurs"),
        ("exportieren", "Die Zahlen in eine Datei für Tabellen schreiben"),
        ("exportar", "Escribir las cifras en un archivo para hojas de cálculo"),
    ],
};

/// The options of a command of this file; none of another.
pub(super) fn options(name: Name) -> Vec<CreateCommandOption> {
    use CommandOptionType::{Integer, SubCommand, SubCommandGroup, User};

    let user = || option(User, &USER).required(true);
    match name {
        Name::Settings => {
            let roles = option(SubCommandGroup, &ROLES)
                .add_sub_option(
                    option(SubCommand, &GIVE).add_sub_option(role()).add_sub_option(may()),
                )
                .add_sub_option(option(SubCommand, &TAKE).add_sub_option(role()))
                .add_sub_option(option(SubCommand, &SHOW_ROLES));
            std::iter::once(roles).chain(super::settings::options()).collect()
        }
        Name::Pause => {
            let minutes = option(Integer, &MINUTES);
            vec![minutes.min_int_value(1).max_int_value(LONGEST_PAUSE.into())]
        }
        Name::Ignore => {
            let person = option(SubCommandGroup, &PERSON)
                .add_sub_option(option(SubCommand, &ADD).add_sub_option(user()))
                .add_sub_option(option(SubCommand, &REMOVE).add_sub_option(user()))
                .add_sub_option(option(SubCommand, &LIST));
            vec![person]
        }
        Name::Stats => {
            let days = || option(Integer, &DAYS).min_int_value(1).max_int_value(MOST_DAYS.into());
            [&SHOW_FIGURES, &EXPORT_FIGURES]
                .map(|words| option(SubCommand, words).add_sub_option(days()))
                .to_vec()
        }
        Name::Resume
        | Name::Ask
        | Name::Topics
        | Name::Help
        | Name::About
        | Name::Privacy
        | Name::OptOut
        | Name::Status
        | Name::Faq
        | Name::Inbox
        | Name::Export
        | Name::Import
        | Name::AnswerMessage
        | Name::ExplainMessage => Vec::new(),
    }
}

fn role() -> CreateCommandOption {
    option(CommandOptionType::Role, &ROLE).required(true)
}

fn may() -> CreateCommandOption {
    let choice = |option: CreateCommandOption, role: Role, localised: [&str; 3]| {
        let names = super::LOCALES.into_iter().zip(localised);
        option.add_string_choice_localized(role.name(), role.name(), names)
    };
    let mut may = option(CommandOptionType::String, &MAY).required(true);
    for role in Role::ALL {
        may = match role {
            Role::Viewer => choice(may, role, ["lecture", "ansehen", "ver"]),
            Role::Editor => choice(may, role, ["rédaction", "bearbeiten", "editar"]),
            Role::Approver => choice(may, role, ["approbation", "freigeben", "aprobar"]),
            Role::Administrator => {
                choice(may, role, ["administration", "verwalten", "administrar"])
            }
        };
    }
    may
}

/// What a command asks for. None if it is none of these, or not one that we registered.
#[must_use]
pub fn read(name: Name, given: &[CommandDataOption]) -> Option<Command> {
    let mut path = Vec::new();
    let mut options = given;
    while let [CommandDataOption { name, value, .. }] = options
        && let CommandDataOptionValue::SubCommandGroup(inner)
        | CommandDataOptionValue::SubCommand(inner) = value
    {
        path.push(name.as_str());
        options = inner;
    }
    let value = |name| options.iter().find(|option| option.name == name).map(|it| &it.value);
    let role = || value(ROLE.name)?.as_role_id().map(|id| ServerRole(id.get()));
    let user = || value(USER.name)?.as_user_id().map(|id| Person(id.get()));
    Some(match (name, path.as_slice()) {
        (Name::Settings, ["roles", "show"]) => Command::ShowRoles,
        (Name::Settings, ["roles", "give"]) => {
            let may = Role::parse(value(MAY.name)?.as_str()?)?;
            Command::Grant { role: role()?, may: Some(may) }
        }
        (Name::Settings, ["roles", "take"]) => Command::Grant { role: role()?, may: None },
        (Name::Pause, []) => {
            let minutes = match value(MINUTES.name) {
                Some(minutes) => Some(number(minutes.as_i64()?, LONGEST_PAUSE)?),
                None => None,
            };
            Command::Pause { minutes }
        }
        (Name::Resume, []) => Command::Resume,
        (Name::Ignore, ["person", "add"]) => Command::Ignore { person: user()?, ignore: true },
        (Name::Ignore, ["person", "remove"]) => Command::Ignore { person: user()?, ignore: false },
        (Name::Ignore, ["person", "list"]) => Command::ShowIgnored,
        _ => return None,
    })
}

/// What `/stats` asks for. None if it is not one that we registered.
#[must_use]
pub fn read_statistics(given: &[CommandDataOption]) -> Option<StatisticsCommand> {
    let [CommandDataOption { name, value: CommandDataOptionValue::SubCommand(options), .. }] =
        given
    else {
        return None;
    };
    let days = match options.iter().find(|option| option.name == DAYS.name) {
        Some(days) => number(days.value.as_i64()?, MOST_DAYS)?,
        None => WEEK,
    };
    match name.as_str() {
        "show" => Some(StatisticsCommand::Show { days }),
        "export" => Some(StatisticsCommand::Export { days }),
        _ => None,
    }
}

/// A number within its limits. Discord keeps to them; whoever forges a command need not.
fn number(given: i64, most: u32) -> Option<NonZeroU32> {
    let number = u32::try_from(given).ok().and_then(NonZeroU32::new)?;
    (number.get() <= most).then_some(number)
}
