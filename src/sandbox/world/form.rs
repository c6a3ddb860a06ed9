//! Bodies of messages: reading them, and checking their limits.
//!
//! **Invariant:** a form that was read keeps every limit that Discord sets to content, embeds and
//! components.

use serde_json::{Value, json};

use super::components;
use super::failure::{Complaints, Failure};
use super::mentions::Allowed;
use super::messages::{COMPONENTS_ONLY, Change, Draft, SETTABLE_FLAGS};

/// The most characters of a message.
const CONTENT: usize = 2000;
/// The most embeds of a message.
const EMBEDS: usize = 10;
/// The most characters of all embeds of a message together.
const ALL_EMBEDS: usize = 6000;
/// The most fields of an embed.
const FIELDS: usize = 25;
/// The most characters of a nonce.
const NONCE: usize = 25;

/// The body of a message. What is absent is `None`.
#[derive(Clone, Debug)]
pub(super) struct MessageForm {
    content: Option<String>,
    embeds: Option<Value>,
    components: Option<Value>,
    attachments: Option<Value>,
    flags: Option<u64>,
    allowed: Allowed,
}

impl MessageForm {
    /// Reads a body.
    ///
    /// # Errors
    ///
    /// 50035 with every limit that is passed.
    pub(super) fn read(body: &Value) -> Result<MessageForm, Failure> {
        let mut complaints = Complaints::default();
        let content = match body.get("content") {
            None => None,
            Some(Value::Null) => Some(String::new()),
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) => {
                complaints.add("content", "STRING_TYPE_CONVERT", "Could not interpret as string.");
                None
            }
        };
        complaints.length("content", content.as_deref().unwrap_or_default(), 0, CONTENT);
        if let Some(nonce) = body["nonce"].as_str() {
            complaints.length("nonce", nonce, 0, NONCE);
        }
        let flags = body["flags"].as_u64().map(|flags| flags & SETTABLE_FLAGS);
        let embeds = body.get("embeds").map(|embeds| read_embeds(embeds, &mut complaints));
        let components =
            body.get("components").map(|components| components::read(components, &mut complaints));
        let only_components = flags.unwrap_or_default() & COMPONENTS_ONLY != 0;
        let said = content.as_ref().is_some_and(|content| !content.is_empty());
        if only_components && said {
            let message = "The 'content' field cannot be used with MessageFlags.IS_COMPONENTS_V2";
            complaints.add(
                "content",
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                message,
            );
        }
        complaints.finish()?;
        let allowed = Allowed::from_json(&body["allowed_mentions"]);
        let attachments = body.get("attachments").cloned();
        Ok(MessageForm { content, embeds, components, attachments, flags, allowed })
    }

    /// The flags that it sets.
    pub(super) fn flags(&self) -> u64 {
        self.flags.unwrap_or_default()
    }

    pub(super) fn has_embeds(&self) -> bool {
        self.embeds.as_ref().is_some_and(has_items)
    }

    /// Whether a message of it would show nothing.
    pub(super) fn is_empty(&self) -> bool {
        let said = self.content.as_ref().is_some_and(|content| !content.trim().is_empty());
        let has = |part: &Option<Value>| part.as_ref().is_some_and(has_items);
        !said && !self.has_embeds() && !has(&self.components) && !has(&self.attachments)
    }

    /// Whether this change leaves nothing of a message.
    pub(super) fn would_empty(&self, message: &Value) -> bool {
        let said = self.content.as_deref().or(message["content"].as_str()).unwrap_or_default();
        let embeds = self.embeds.as_ref().unwrap_or(&message["embeds"]);
        let components = self.components.as_ref().unwrap_or(&message["components"]);
        let attachments = self.attachments.as_ref().unwrap_or(&message["attachments"]);
        let parts = [embeds, components, attachments];
        said.trim().is_empty() && !parts.into_iter().any(has_items)
    }

    /// Fills a draft.
    pub(super) fn fill(self, draft: &mut Draft) {
        draft.content = self.content.unwrap_or_default();
        draft.flags |= self.flags.unwrap_or_default();
        if let Some(embeds) = self.embeds {
            draft.embeds = embeds;
        }
        if let Some(components) = self.components {
            draft.components = components;
        }
        if let Some(attachments) = self.attachments.filter(has_items) {
            draft.attachments = attachments;
        }
        draft.allowed = self.allowed;
    }

    /// The change that it makes to a message. Of the flags only the hiding of previews can change.
    pub(super) fn change(&self, message: &Value) -> Change {
        const PREVIEWS: u64 = 1 << 2;
        let before = message["flags"].as_u64().unwrap_or_default();
        Change {
            content: self.content.clone(),
            embeds: self.embeds.clone(),
            components: self.components.clone(),
            attachments: self.attachments.clone(),
            flags: self
                .flags
                .map(|flags| before & !PREVIEWS | flags & (PREVIEWS | COMPONENTS_ONLY)),
            allowed: Some(self.allowed.clone()),
        }
    }
}

fn has_items(value: &Value) -> bool {
    value.as_array().is_some_and(|items| !items.is_empty())
}

/// Texts of an embed: where, and how long at most.
const EMBED_TEXTS: [(&str, usize); 4] =
    [("/title", 256), ("/description", 4096), ("/footer/text", 2048), ("/author/name", 256)];

/// Embeds as Discord keeps them: checked, and with a type.
fn read_embeds(value: &Value, complaints: &mut Complaints) -> Value {
    let Value::Array(embeds) = value else { return json!([]) };
    complaints.at_most("embeds", embeds.len(), EMBEDS);
    let mut total = 0;
    let mut kept = Vec::new();
    for (index, embed) in embeds.iter().enumerate() {
        let place = format!("embeds.{index}");
        if !embed.is_object() {
            complaints.add(&place, "MODEL_TYPE_CONVERT", "Only dictionaries may be used.");
            continue;
        }
        for (pointer, most) in EMBED_TEXTS {
            let text = embed.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
            total += text.chars().count();
            complaints.length(&format!("{place}{}", pointer.replace('/', ".")), text, 0, most);
        }
        let fields = embed["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
        complaints.at_most(&format!("{place}.fields"), fields.len(), FIELDS);
        for (number, field) in fields.iter().enumerate() {
            for (name, most) in [("name", 256), ("value", 1024)] {
                let text = field[name].as_str().unwrap_or_default();
                let at = format!("{place}.fields.{number}.{name}");
                total += text.chars().count();
                if text.is_empty() {
                    complaints.required(&at);
                }
                complaints.length(&at, text, 0, most);
            }
        }
        let mut embed = embed.clone();
        embed["type"] = json!("rich");
        for field in embed["fields"].as_array_mut().into_iter().flatten() {
            if field.is_object() && !field["inline"].is_boolean() {
                field["inline"] = json!(false);
            }
        }
        if embed["fields"].is_null()
            && let Some(parts) = embed.as_object_mut()
        {
            parts.remove("fields");
        }
        kept.push(embed);
    }
    if total > ALL_EMBEDS {
        let message = "Embed size exceeds maximum size of 6000";
        complaints.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", message);
    }
    Value::Array(kept)
}
