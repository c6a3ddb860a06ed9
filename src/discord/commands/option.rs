//! Options of commands, with their words in every language.
//!
//! **Invariant:** no option is made without a name and a description in each of [`LOCALES`].

use serenity::all::CommandOptionType;
use serenity::builder::CreateCommandOption;

use super::LOCALES;

/// Name and description of an option.
pub(super) struct Words {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    /// The same in the languages of [`LOCALES`], in their order.
    pub(super) localised: [(&'static str, &'static str); 3],
}

/// An option, a subcommand or a group of them.
pub(super) fn option(kind: CommandOptionType, words: &Words) -> CreateCommandOption {
    let mut option = CreateCommandOption::new(kind, words.name, words.description);
    for (locale, (name, description)) in LOCALES.into_iter().zip(words.localised) {
        option = option.name_localized(locale, name).description_localized(locale, description);
    }
    option
}
