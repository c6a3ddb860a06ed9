//! Files: those that the bot attaches, and those of this machine that are handed to it.
//!
//! **Invariant:** nothing is written but where somebody says, and nothing that they do not see.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde_json::Value;
use signpost::sandbox::world::Id;

use crate::show::{Screen, is_shown_to, list, text};
use crate::town::Town;

/// The files of a message, in lines.
pub(crate) fn lines(message: &Value) -> impl Iterator<Item = String> {
    list(&message["attachments"]).map(|file| {
        let size = file["size"].as_u64().unwrap_or_default();
        format!("file: {} ({size} bytes)", text(&file["filename"]))
    })
}

/// Hands a file of this machine in.
pub(crate) fn upload(town: &Town, path: &str) -> anyhow::Result<Id> {
    let content = fs::read(path).with_context(|| format!("cannot read {path}"))?;
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().replace(' ', "_"));
    let name = name.context("that is no file")?;
    Ok(town.sandbox.act(|world| world.upload(&name, &content)))
}

/// Writes the newest attached file of a name, that somebody sees, to a path.
pub(crate) fn save(
    town: &Town,
    screen: &Screen,
    who: Id,
    words: &str,
) -> anyhow::Result<Vec<String>> {
    let Some((name, path)) = words.split_once(' ') else {
        bail!("name the file and where to write it: /save NAME PATH");
    };
    let path = path.trim();
    let mut names = Vec::new();
    for id in screen.shown.iter().rev() {
        let found = town.sandbox.act(|world| {
            let message = world.message(*id).filter(|message| is_shown_to(message, who))?;
            let files = list(&message["attachments"]);
            names.extend(files.map(|file| text(&file["filename"]).to_owned()));
            let file = list(&message["attachments"]).find(|file| file["filename"] == name)?;
            world.content_of(file).map(<[u8]>::to_vec)
        });
        if let Some(content) = found {
            fs::write(path, &content).with_context(|| format!("cannot write {path}"))?;
            return Ok(vec![format!("-- wrote {name} ({} bytes) to {path}", content.len())]);
        }
    }
    if names.is_empty() {
        bail!("no file is attached to what is shown");
    }
    bail!("there is no file {name}; there are {}", names.join(", "))
}
