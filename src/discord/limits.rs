//! Discord's limits, as its documentation for developers states them.
//!
//! **Invariant:** each limit that more than one file keeps stands here once, with the page that it is
//! from (discord.com/developers/docs). Lengths are in characters.

/// The text of a message ("Create Message").
pub const CONTENT: usize = 2_000;

/// The title of an embed ("Message", "Embed Limits").
pub const EMBED_TITLE: usize = 256;

/// The description of an embed (as above).
pub const EMBED_DESCRIPTION: usize = 4_096;

/// The value of a field of an embed (as above).
pub const EMBED_FIELD: usize = 1_024;

/// All texts of the embeds of a message together (as above).
pub const EMBEDS: usize = 6_000;

/// What a file shows to those who do not see it ("Message", "Attachment Structure").
pub const FILE_DESCRIPTION: usize = 1_024;

/// What is on a button ("Component Reference", "Button").
pub const BUTTON_LABEL: usize = 80;

/// The options of a menu (as above, "String Select").
pub const OPTIONS: usize = 25;

/// Label, value and description of an option (as above).
pub const OPTION: usize = 100;

/// The id of a button, menu or form (as above, "Custom ID").
pub const CUSTOM_ID: usize = 100;

/// The text in a field of a form (as above, "Text Input").
pub const FORM_FIELD: usize = 4_000;

/// What is suggested while somebody types ("Receiving and Responding", "Autocomplete").
pub const SUGGESTIONS: usize = 25;

/// Name and value of a suggestion ("Application Commands", "Choice Structure"). No id of an entry that
/// is longer can be suggested, so that no more of one is shown or typed.
pub const SUGGESTION: usize = 100;

/// The name of a channel or thread ("Channel").
pub const CHANNEL_NAME: usize = 100;

/// The messages that are given at once ("Get Channel Messages").
pub const PAGE: usize = 100;
