//! What a server has of its own as one file: the entries that it changed, what it does not answer, its
//! settings, what its roles may do, and whom it ignores. Pure.
//!
//! **Invariant:** what is written is read back the same; a file that is not whole is no file. Nobody
//! who changed something is named in it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::diagnostic::{Source, json_reason};

/// The version of the form. Whoever reads it refuses what is newer.
pub const VERSION: u32 = 1;

/// The key that tells such a file from any other JSON. It holds the version. Inside of a text its
/// quotes would be escaped.
const MARK: &str = "\"signpost_server\"";

/// What a server has of its own.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServerFile {
    /// The version of the form.
    pub signpost_server: u32,
    /// The server that it was written for.
    pub server: String,
    /// The day on which it was written.
    pub exported_on: String,
    /// The entries that it changed.
    #[serde(default)]
    pub entries: Vec<ServerEntry>,
    /// Its own examples of questions that are not answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_answered: Vec<String>,
    /// What it set.
    #[serde(default)]
    pub settings: Vec<ServerSetting>,
    /// What its roles may do.
    #[serde(default)]
    pub roles: Vec<ServerGrant>,
    /// Whom it ignores.
    #[serde(default)]
    pub ignored: Vec<String>,
}

/// An entry that a server changed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServerEntry {
    /// Its id.
    pub id: String,
    /// Whether it is used.
    pub state: EntryState,
    /// What it says, or last said: a row as `export` writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Value>,
}

/// Whether an entry is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// It is.
    Used,
    /// It is not any more.
    Retired,
    /// It is not until somebody has looked at it.
    Quarantined,
}

/// Something that a server set.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSetting {
    /// Where it holds: the id of the server, or of a channel or category.
    pub scope: String,
    /// What that is called, where it is a channel or category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: Value,
}

/// What a role may do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServerGrant {
    /// The role's id.
    pub role: String,
    /// What it is called, by which it is known in another server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it may.
    pub may: String,
}

/// Whether a text is such a file, right or wrong.
#[must_use]
pub fn is_server_file(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains(MARK)
}

/// Reads such a file.
///
/// # Errors
///
/// What is wrong with it, as a fragment that fits "the file cannot be read: …".
pub fn read(text: &str) -> Result<ServerFile, String> {
    /// The version alone, whatever else a newer form may hold.
    #[derive(Deserialize)]
    struct Version {
        signpost_server: u32,
    }
    let wrong =
        |error: serde_json::Error| format!("line {}: {}", error.line(), json_reason(&error));
    let version: Version = serde_json::from_str(text).map_err(wrong)?;
    if version.signpost_server != VERSION {
        return Err(format!(
            "it has version {}, and this program reads version {VERSION}; update the program",
            version.signpost_server,
        ));
    }
    serde_json::from_str(text).map_err(wrong)
}

/// The line on which a setting stands, from 1, by its place among the settings. None where there is
/// none.
#[must_use]
pub fn line_of_setting(text: &str, place: usize) -> Option<usize> {
    /// The settings alone, as they stand in the text.
    #[derive(Deserialize)]
    struct Settings<'t> {
        #[serde(borrow, default)]
        settings: Vec<&'t RawValue>,
    }
    let listed: Settings<'_> = serde_json::from_str(text).ok()?;
    let setting = listed.settings.get(place)?.get();
    let before = setting.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    Some(Source::new("", text).line_at(before))
}

/// Writes such a file.
#[must_use]
pub fn write(file: &ServerFile) -> String {
    // Texts, lists and values that were JSON before.
    serde_json::to_string_pretty(file).unwrap_or_default() + "\n"
}
