//! Limits of messages: text, embeds, mentions, flags.
//!
//! **Invariant:** an edit is only checked for what it says itself, since the message it changes
//! is not known here.

use super::super::place::{Findings, Place};
use super::components::{self, Layout};

/// Discord's text for a message in which there is nothing to see (its code is 50006).
pub(super) const EMPTY: &str =
    "the message is empty: it needs content, embeds, components, stickers, a poll or a file";

/// The published description says 4,000, which is for people who pay; a bot has 2,000.
const CONTENT: usize = 2_000;
/// Counted over the titles, descriptions, field names and values, footers and authors of all
/// embeds of a message together, without spaces at either end.
const EMBEDS_TOGETHER: usize = 6_000;
/// Only a response to an interaction can be shown to one person.
const EPHEMERAL: u64 = 1 << 6;
/// Components instead of content and embeds.
pub(super) const COMPONENTS_V2: u64 = 1 << 15;
/// What [`COMPONENTS_V2`] excludes.
const INSTEAD_OF_COMPONENTS: [&str; 4] = ["content", "embeds", "sticker_ids", "poll"];
/// Any of these makes a message that can be seen, if it is not empty.
const VISIBLE: [&str; 7] = [
    "content",
    "embeds",
    "components",
    "sticker_ids",
    "attachments",
    "poll",
    "shared_client_theme",
];

/// How a message is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// A new message in a channel or as the first of a forum post.
    ToChannel,
    /// A new message with the token of an interaction.
    ToToken,
    /// A change of a message that is there.
    AsEdit,
}

/// Checks a message body.
pub(super) fn check(message: &Place<'_>, sent: Sent, findings: &mut Findings) {
    let flags = message.number("flags").unwrap_or_default();
    if let Some(content) = message.text("content") {
        findings.at_most(CONTENT, content.chars().count(), "characters", message.key("content"));
    }
    emptiness(message, sent, findings);
    embeds(message, findings);
    mentions(message, findings);
    if sent == Sent::ToChannel && flags & EPHEMERAL != 0 {
        findings.add(message.key("flags"), "only the answer to an interaction can be ephemeral");
    }
    let layout = match (flags & COMPONENTS_V2 != 0, sent) {
        (true, _) => Layout::Free,
        (false, Sent::ToChannel | Sent::ToToken) => Layout::Rows,
        (false, Sent::AsEdit) => Layout::Unknown,
    };
    if layout == Layout::Free {
        for key in INSTEAD_OF_COMPONENTS.iter().filter(|key| is_filled(message, key)) {
            findings.add(message.key(key), "cannot go with the flag for components v2");
        }
    }
    components::check_message(message, layout, findings);
}

/// A new message must show something. An edit must not clear all of it.
fn emptiness(message: &Place<'_>, sent: Sent, findings: &mut Findings) {
    let visible = VISIBLE.iter().any(|key| is_filled(message, key));
    let cleared = ["content", "embeds", "components", "attachments"]
        .iter()
        .all(|key| message.value.get(key).is_some());
    let must_show = match sent {
        Sent::ToChannel | Sent::ToToken => true,
        Sent::AsEdit => cleared,
    };
    if must_show && !visible {
        findings.add(message.at.clone(), EMPTY);
    }
}

fn is_filled(message: &Place<'_>, key: &str) -> bool {
    let Some(held) = message.get(key) else { return false };
    match (held.value.as_str(), held.value.as_array()) {
        (Some(text), _) => !text.trim().is_empty(),
        (None, Some(items)) if key == "embeds" => items.iter().any(shows_something),
        (None, Some(items)) => !items.is_empty(),
        (None, None) => true,
    }
}

/// Whether an embed has any part that is drawn. A colour alone is not.
fn shows_something(embed: &serde_json::Value) -> bool {
    let drawn = ["title", "description", "author", "footer", "image", "thumbnail", "timestamp"];
    drawn.iter().any(|key| embed.get(key).is_some_and(|part| !part.is_null()))
        || embed["fields"].as_array().is_some_and(|fields| !fields.is_empty())
}

fn embeds(message: &Place<'_>, findings: &mut Findings) {
    let mut together = 0;
    for embed in message.items_of("embeds") {
        together += length(&embed, "title") + length(&embed, "description");
        together += embed.get("footer").map_or(0, |footer| length(&footer, "text"));
        together += embed.get("author").map_or(0, |author| length(&author, "name"));
        for field in embed.items_of("fields") {
            together += length(&field, "name") + length(&field, "value");
            for key in ["name", "value"] {
                if field.text(key).is_some_and(|text| text.trim().is_empty()) {
                    findings.add(field.key(key), "is blank");
                }
            }
        }
        addresses(&embed, findings);
    }
    if together > EMBEDS_TOGETHER {
        let problem = format!("have {together} characters together, at most {EMBEDS_TOGETHER}");
        findings.add(message.key("embeds"), problem);
    }
}

/// Links go to the web; pictures may also come with the message.
fn addresses(embed: &Place<'_>, findings: &mut Findings) {
    let web = ["http", "https"];
    let files = ["http", "https", "attachment"];
    let author = embed.get("author");
    let footer = embed.get("footer");
    let image = embed.get("image");
    let thumbnail = embed.get("thumbnail");
    let table: [(Option<&Place<'_>>, &str, &[&str]); 6] = [
        (Some(embed), "url", &web),
        (author.as_ref(), "url", &web),
        (author.as_ref(), "icon_url", &files),
        (footer.as_ref(), "icon_url", &files),
        (image.as_ref(), "url", &files),
        (thumbnail.as_ref(), "url", &files),
    ];
    for (place, key, schemes) in table {
        if let Some(place) = place {
            scheme(place, key, schemes, findings);
        }
    }
}

/// Adds a finding if the address under a key does not begin with one of these schemes.
pub(super) fn scheme(place: &Place<'_>, key: &str, schemes: &[&str], findings: &mut Findings) {
    let Some((scheme, _)) = place.text(key).and_then(|text| text.split_once(':')) else { return };
    if !schemes.contains(&scheme.to_ascii_lowercase().as_str()) {
        findings.add(place.key(key), format!("must begin with one of {}", schemes.join(", ")));
    }
}

/// To parse all mentions of a sort and to list some of them contradict each other.
fn mentions(message: &Place<'_>, findings: &mut Findings) {
    let Some(allowed) = message.get("allowed_mentions") else { return };
    for sort in ["users", "roles"] {
        let parsed = allowed.items_of("parse").any(|item| item.value.as_str() == Some(sort));
        if parsed && allowed.items_of(sort).next().is_some() {
            findings.add(allowed.key(sort), format!("contradicts `{sort}` in `parse`"));
        }
    }
}

/// Characters of a text without the spaces at its ends, as Discord counts in embeds.
fn length(place: &Place<'_>, key: &str) -> usize {
    place.text(key).map_or(0, |text| text.trim().chars().count())
}
