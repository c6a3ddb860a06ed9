//! Files: those that come with messages, and those that people hand to commands.
//!
//! **Invariant:** a file that was taken in is handed out under its own address alone, byte for byte;
//! what its description says of its size is what whoever uploaded it said.

use serde_json::{Value, json};

use super::World;
use super::failure::Complaints;
use super::failure::Failure;
use super::ids::Id;
use super::rest::Uploaded;

/// The most bytes of a file that a bot uploads: what Discord takes without boosts.
const LARGEST: usize = 10 * 1024 * 1024;

/// A file that can be downloaded.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) json: Value,
    content: Vec<u8>,
    content_type: String,
}

impl World {
    /// Uploads a file, to be handed to a command by its id.
    pub fn upload(&mut self, name: &str, content: &[u8]) -> Id {
        self.upload_as(name, content.len(), content)
    }

    /// The same, with a size that need not be that of the content.
    pub fn upload_as(&mut self, name: &str, said: usize, content: &[u8]) -> Id {
        let kind = "application/octet-stream";
        self.keep_file(name, kind, said, content.to_vec(), None)
    }

    /// The content of a file, by the path of its address.
    #[must_use]
    pub fn download(&self, path: &str) -> Option<(String, Vec<u8>)> {
        let mut parts = path.strip_prefix("/cdn/attachments/")?.split('/');
        let file = self.files.get(&Id::parse(parts.next()?)?)?;
        (parts.next() == file.json["filename"].as_str())
            .then(|| (file.content_type.clone(), file.content.clone()))
    }

    /// The content of an attachment, by its description.
    #[must_use]
    pub fn content_of(&self, attachment: &Value) -> Option<&[u8]> {
        let file = self.files.get(&Id::from_json(&attachment["id"])?)?;
        Some(&file.content)
    }

    fn keep_file(
        &mut self,
        name: &str,
        content_type: &str,
        said: usize,
        content: Vec<u8>,
        description: Option<&str>,
    ) -> Id {
        let id = self.next_id();
        let base = self.gateway_url.replacen("ws://", "http://", 1);
        let url = format!("{base}/cdn/attachments/{id}/{name}");
        let mut json = json!({
            "id": id,
            "filename": name,
            "size": said,
            "url": url,
            "proxy_url": url,
            "content_type": content_type,
        });
        if let Some(description) = description {
            json["description"] = json!(description);
        }
        let content_type = content_type.to_owned();
        self.files.insert(id, File { json, content, content_type });
        id
    }

    /// The body of a request with each upload that it names in place of the name. Responses to
    /// interactions have what is sent under `data`.
    pub(super) fn with_files(
        &mut self,
        body: Value,
        uploaded: &[Uploaded],
    ) -> Result<Value, Failure> {
        let mut body = body;
        if uploaded.iter().any(|file| file.content.len() > LARGEST) {
            return Err(Failure::too_large());
        }
        let in_data = body["data"].is_object();
        let place = if in_data { &mut body["data"] } else { &mut body };
        let Some(named) = place["attachments"].as_array().cloned() else { return Ok(body) };
        let mut kept = Vec::new();
        for (at, attachment) in named.iter().enumerate() {
            let id = match &attachment["id"] {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let found = uploaded.iter().find(|file| file.field == format!("files[{id}]"));
            let known = Id::parse(&id).filter(|id| self.files.contains_key(id));
            let Some(id) = found
                .map(|file| {
                    let description = attachment["description"].as_str();
                    let (name, kind) = (&file.name, &file.content_type);
                    let content = file.content.clone();
                    self.keep_file(name, kind, content.len(), content, description)
                })
                .or(known)
            else {
                let message = "Attachment does not exist";
                let place = format!("attachments.{at}.id");
                return Err(Complaints::only(&place, "ATTACHMENT_NOT_FOUND", message));
            };
            kept.extend(self.files.get(&id).map(|file| file.json.clone()));
        }
        place["attachments"] = Value::Array(kept);
        Ok(body)
    }
}
