//! `/settings set`, `reset`, `show` and `shadow`: their options, and what they ask for.
//!
//! **Invariant:** reading a command performs nothing; what it asks for is plain data.

use serenity::all::{CommandDataOption, CommandDataOptionValue, CommandOptionType};
use serenity::builder::CreateCommandOption;
use serenity::model::id::ChannelId;

use super::LOCALES;
use super::option::{Words, option};
use crate::moderation::{ServerRole, SettingKey, SettingsCommand};

/// The longest value that can be typed: twenty roles, each as a mention, fit.
const LONGEST_VALUE: u16 = 600;

const SHOW: Words = Words {
    name: "show",
    description: "Show what is set here, and where it was set",
    localised: [
        ("montrer", "Montrer ce qui est réglé ici, et où"),
        ("zeigen", "Zeigen, was hier eingestellt ist, und wo"),
        ("mostrar", "Mostrar qué está configurado aquí, y dónde"),
    ],
};

const SET: Words = Words {
    name: "set",
    description: "Set something for this server, or for a channel of it",
    localised: [
        ("définir", "Régler quelque chose pour ce serveur ou pour un de ses salons"),
        ("setzen", "Etwas für diesen Server oder einen seiner Kanäle einstellen"),
        ("fijar", "Configurar algo para este servidor o para uno de sus canales"),
    ],
};

const RESET: Words = Words {
    name: "reset",
    description: "Let something be inherited again",
    localised: [
        ("rétablir", "Faire hériter de nouveau un réglage"),
        ("zurücksetzen", "Etwas wieder erben lassen"),
        ("restablecer", "Volver a heredar un ajuste"),
    ],
};

const SHADOW: Words = Words {
    name: "shadow",
    description: "Try me out: I answer nobody, and count what I would have answered",
    localised: [
        ("ombre", "M'essayer : je ne réponds à personne, et compte ce que j'aurais répondu"),
        (
            "schatten",
            "Mich ausprobieren: ich antworte niemandem und zähle, was ich geantwortet hätte",
        ),
        ("sombra", "Probarme: no respondo a nadie y cuento qué habría respondido"),
    ],
};

const ON: Words = Words {
    name: "on",
    description: "Answer nobody, and report after a week; helplines still come",
    localised: [
        (
            "activer",
            "Ne répondre à personne, rapport après une semaine ; les numéros d'aide restent",
        ),
        ("ein", "Niemandem antworten, Bericht nach einer Woche; Hilfsnummern kommen trotzdem"),
        ("activar", "No responder a nadie e informar tras una semana; los números de ayuda siguen"),
    ],
};

const OFF: Words = Words {
    name: "off",
    description: "Answer from now on",
    localised: [
        ("désactiver", "Répondre à partir de maintenant"),
        ("aus", "Von jetzt an antworten"),
        ("desactivar", "Responder a partir de ahora"),
    ],
};

const REPORT: Words = Words {
    name: "report",
    description: "Show what I would have answered so far",
    localised: [
        ("rapport", "Montrer ce que j'aurais répondu jusqu'ici"),
        ("bericht", "Zeigen, was ich bisher geantwortet hätte"),
        ("informe", "Mostrar qué habría respondido hasta ahora"),
    ],
};

const KEY: Words = Words {
    name: "setting",
    description: "Which setting",
    localised: [
        ("réglage", "Quel réglage"),
        ("einstellung", "Welche Einstellung"),
        ("ajuste", "Qué ajuste"),
    ],
};

const VALUE: Words = Words {
    name: "value",
    description: "What it is to be; what may be written comes up as you type",
    localised: [
        ("valeur", "Sa valeur ; ce qu'on peut écrire s'affiche"),
        ("wert", "Was es sein soll; was erlaubt ist, erscheint beim Tippen"),
        ("valor", "Su valor; al escribir aparece lo que se puede poner"),
    ],
};

const CHANNEL: Words = Words {
    name: "channel",
    description: "The channel or category; without it the whole server",
    localised: [
        ("salon", "Le salon ou la catégorie ; sinon le serveur entier"),
        ("kanal", "Der Kanal oder die Kategorie; sonst der ganze Server"),
        ("canal", "El canal o la categoría; si no, el servidor entero"),
    ],
};

const ROLE: Words = Words {
    name: "role",
    description: "A role of this server, for staff_roles",
    localised: [
        ("rôle", "Un rôle de ce serveur, pour staff_roles"),
        ("rolle", "Eine Rolle dieses Servers, für staff_roles"),
        ("rol", "Un rol de este servidor, para staff_roles"),
    ],
};

/// The subcommands of this file.
pub(super) fn options() -> Vec<CreateCommandOption> {
    use CommandOptionType::{Channel, Role, String, SubCommand, SubCommandGroup};

    let channel = || option(Channel, &CHANNEL);
    let value = option(String, &VALUE).set_autocomplete(true).max_length(LONGEST_VALUE);
    let shadow =
        [&ON, &OFF, &REPORT].into_iter().fold(option(SubCommandGroup, &SHADOW), |group, words| {
            group.add_sub_option(option(SubCommand, words))
        });
    vec![
        option(SubCommand, &SHOW).add_sub_option(channel()),
        option(SubCommand, &SET)
            .add_sub_option(key())
            .add_sub_option(value)
            .add_sub_option(channel())
            .add_sub_option(option(Role, &ROLE)),
        option(SubCommand, &RESET).add_sub_option(key()).add_sub_option(channel()),
        shadow,
    ]
}

fn key() -> CreateCommandOption {
    SettingKey::ALL.into_iter().fold(
        option(CommandOptionType::String, &KEY).required(true),
        |option, key| {
            let named = |what: &str| format!("{key} · {what}");
            let localised = localised(key).map(named);
            let names = LOCALES.into_iter().zip(localised);
            option.add_string_choice_localized(named(key.description()), key.name(), names)
        },
    )
}

/// What a key is, in the languages of [`LOCALES`], in their order.
const fn localised(key: SettingKey) -> [&'static str; 3] {
    match key {
        SettingKey::Mode => [
            "ce que je fais dans un salon, une catégorie ou le serveur",
            "was ich in einem Kanal, einer Kategorie oder dem Server tue",
            "qué hago en un canal, una categoría o el servidor",
        ],
        SettingKey::PersonCooldown => [
            "entre deux réponses non demandées à une personne",
            "zwischen zwei ungefragten Antworten an eine Person",
            "entre dos respuestas no pedidas a una persona",
        ],
        SettingKey::ChannelCooldown => [
            "entre deux réponses non demandées dans un salon",
            "zwischen zwei ungefragten Antworten in einem Kanal",
            "entre dos respuestas no pedidas en un canal",
        ],
        SettingKey::EntryCooldown => [
            "avant qu'une entrée revienne dans un salon",
            "bis ein Eintrag in einem Kanal wieder kommt",
            "hasta que una entrada vuelve en un canal",
        ],
        SettingKey::AnswerFloor => [
            "à quel point je dois être sûr pour répondre",
            "wie sicher ich sein muss, um zu antworten",
            "cuán seguro debo estar para responder",
        ],
        SettingKey::ClarifyFloor => [
            "à quel point je dois être sûr pour demander",
            "wie sicher ich sein muss, um nachzufragen",
            "cuán seguro debo estar para preguntar",
        ],
        SettingKey::Margin => [
            "quel écart avec la deuxième entrée me fait demander",
            "bei welchem Abstand zum zweiten Eintrag ich nachfrage",
            "con qué distancia de la segunda entrada pregunto",
        ],
        SettingKey::Region => [
            "quels numéros d'urgence et d'aide viennent d'abord",
            "wessen Notruf- und Hilfsnummern zuerst kommen",
            "qué números de emergencia y ayuda van primero",
        ],
        SettingKey::PlainText => {
            ["du texte au lieu d'embeds", "Text statt Embeds", "texto en lugar de embeds"]
        }
        SettingKey::StaffRoles => [
            "les rôles de l'équipe, à qui je laisse la parole",
            "Rollen des Teams, denen ich das Wort lasse",
            "roles del equipo, a quienes dejo la palabra",
        ],
        SettingKey::StaffRequests => [
            "comment les questions arrivent à l'équipe",
            "wie Fragen vor das Team kommen",
            "cómo llegan las preguntas al equipo",
        ],
        SettingKey::StaffHours => [
            "quand l'équipe regardera sans doute",
            "wann das Team wohl nachsieht",
            "cuándo mirará probablemente el equipo",
        ],
        SettingKey::AlertChannel => [
            "où je préviens l'équipe d'une crise",
            "wo ich dem Team von einer Krise sage",
            "dónde aviso al equipo de una crisis",
        ],
        SettingKey::AuditChannel => [
            "où je signale chaque changement",
            "wo ich von jeder Änderung berichte",
            "dónde informo de cada cambio",
        ],
        SettingKey::QuietHours => [
            "quand je ne réponds qu'à qui me parle",
            "wann ich nur antworte, wer mit mir spricht",
            "cuándo respondo solo a quien me habla",
        ],
        SettingKey::Languages => [
            "les langues des documents dont je réponds",
            "Sprachen dessen, woraus ich antworte",
            "idiomas de los documentos de los que respondo",
        ],
        SettingKey::RetentionDays => [
            "combien de jours je garde qui a demandé quoi",
            "wie viele Tage ich behalte, wer was fragte",
            "cuántos días guardo quién preguntó qué",
        ],
    }
}

/// The subcommand that was used, with the group above it, and its options.
fn subcommand(given: &[CommandDataOption]) -> (Vec<&str>, &[CommandDataOption]) {
    let (mut path, mut options) = (Vec::new(), given);
    while let [CommandDataOption { name, value, .. }] = options
        && let CommandDataOptionValue::SubCommandGroup(inner)
        | CommandDataOptionValue::SubCommand(inner) = value
    {
        path.push(name.as_str());
        options = inner;
    }
    (path, options)
}

/// What a command asks for. None if it is none of these, or not one that we registered.
#[must_use]
pub fn read(given: &[CommandDataOption]) -> Option<SettingsCommand> {
    let (path, options) = subcommand(given);
    let value = |name| options.iter().find(|option| option.name == name).map(|it| &it.value);
    let channel = value(CHANNEL.name).and_then(CommandDataOptionValue::as_channel_id);
    let channel = channel.map(ChannelId::get);
    let role = value(ROLE.name).and_then(CommandDataOptionValue::as_role_id);
    let role = role.map(|role| ServerRole(role.get()));
    let typed = value(VALUE.name).and_then(|it| it.as_str()).map(str::to_owned);
    let key = || SettingKey::parse(value(KEY.name)?.as_str()?);
    Some(match path.as_slice() {
        ["show"] => SettingsCommand::Show { channel },
        ["set"] => SettingsCommand::Set { key: key()?, value: typed, channel, role },
        ["reset"] => SettingsCommand::Reset { key: key()?, channel },
        ["shadow", "on"] => SettingsCommand::StartShadow,
        ["shadow", "off"] => SettingsCommand::EndShadow,
        ["shadow", "report"] => SettingsCommand::ReportShadow,
        _ => return None,
    })
}

/// The key that was chosen so far, while the value is typed.
#[must_use]
pub fn chosen_key(given: &[CommandDataOption]) -> Option<SettingKey> {
    let (_, options) = subcommand(given);
    let chosen = options.iter().find(|option| option.name == KEY.name)?;
    SettingKey::parse(chosen.value.as_str()?)
}
