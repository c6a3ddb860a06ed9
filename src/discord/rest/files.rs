//! Files: sent with a message, and downloaded.
//!
//! **Invariant:** nothing is downloaded but from where Discord keeps files, never with the token, and
//! never more than was allowed for; a file is read whole or not at all.

use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};
use serde_json::Value;
use thiserror::Error;
use url::Url;

use super::Rest;

/// Where Discord keeps files.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// How long a download may take. What takes longer than this is not worth the wait: at the eight
/// megabytes that are allowed for, it is a line of three megabits a second.
const DOWNLOAD_TIMEOUT: Duration = Duration::from_secs(20);

/// How long an upload may take: as long as a large file does on a line of two megabits a second.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(40);

/// A file to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: String,
    /// What kind of file it is, such as `text/csv`.
    pub content_type: &'static str,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// Why a file could not be had.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum DownloadError {
    /// Its address is none of Discord's.
    #[error("the file is not one that Discord keeps")]
    Elsewhere,
    /// It is larger than it may be.
    #[error("the file is larger than {most} bytes")]
    TooLarge {
        /// What it may be.
        most: usize,
    },
    /// Discord does not hand it out.
    #[error("Discord does not hand the file out (status {status})")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// It did not arrive whole, or not in time.
    #[error("the file did not arrive whole")]
    Incomplete,
}

/// A body of several parts (RFC 7578), and the type that says so: the JSON first, then the file.
pub(super) fn form(json: &Value, file: &File) -> (String, Vec<u8>) {
    // Nothing that could be in a file by chance.
    let boundary = format!("signpost-{:032x}", fastrand::u128(..));
    let mut json = json.clone();
    json["attachments"] = serde_json::json!([
        { "id": 0, "filename": file.name, "description": file.description },
    ]);
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\
         Content-Type: application/json\r\n\r\n{json}\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"{}\"\r\n\
         Content-Type: {}\r\n\r\n",
        file.name, file.content_type,
    );
    let mut body = head.into_bytes();
    body.extend_from_slice(&file.content);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

impl File {
    /// The most that is sent or read, in bytes: what Discord takes in a server without boosts is ten
    /// million (<https://discord.com/developers/docs/reference#uploading-files>), and a thousand
    /// entries as long as they may be are six.
    pub const MOST: usize = 8 * 1024 * 1024;
}

impl Rest {
    /// Downloads a file of at most `most` bytes.
    ///
    /// # Errors
    ///
    /// See [`DownloadError`].
    pub async fn download(&self, address: &str, most: usize) -> Result<Vec<u8>, DownloadError> {
        let address = Url::parse(address).map_err(|_| DownloadError::Elsewhere)?;
        if !self.is_of_discord(&address) {
            return Err(DownloadError::Elsewhere);
        }
        let reading = async {
            let request = self.client.get(address).timeout(DOWNLOAD_TIMEOUT);
            let mut response = request.send().await.map_err(|_| DownloadError::Incomplete)?;
            if !response.status().is_success() {
                return Err(DownloadError::Refused { status: response.status().as_u16() });
            }
            let length = response.headers().get(CONTENT_LENGTH);
            let length = length.and_then(|it| it.to_str().ok()?.parse::<usize>().ok());
            if length.is_some_and(|length| length > most) {
                return Err(DownloadError::TooLarge { most });
            }
            let mut content = Vec::with_capacity(length.unwrap_or_default());
            // What it says of its length need not be so.
            while let Some(part) = response.chunk().await.map_err(|_| DownloadError::Incomplete)? {
                if content.len() + part.len() > most {
                    return Err(DownloadError::TooLarge { most });
                }
                content.extend_from_slice(&part);
            }
            Ok(content)
        };
        let read = tokio::time::timeout(DOWNLOAD_TIMEOUT, reading).await;
        read.unwrap_or(Err(DownloadError::Incomplete))
    }

    /// Whether an address is one of Discord's files, or of the same place as the API in the
    /// settings, which a test or a proxy is.
    fn is_of_discord(&self, address: &Url) -> bool {
        let of_discord = address.scheme() == "https"
            && address.port().is_none()
            && address.host_str().is_some_and(|host| HOSTS.contains(&host));
        let of_base = Url::parse(&self.base).is_ok_and(|base| base.origin() == address.origin());
        of_discord || of_base
    }
}

/// The type of a JSON body.
pub(super) const JSON: &str = "application/json";

/// A body and its type, as headers have it.
pub(super) fn body_of(
    builder: reqwest::RequestBuilder,
    json: Option<&Value>,
    file: Option<&File>,
) -> reqwest::RequestBuilder {
    match (json, file) {
        (None, None) => builder,
        (Some(json), None) => builder.header(CONTENT_TYPE, JSON).body(json.to_string()),
        (json, Some(file)) => {
            let nothing = Value::Object(serde_json::Map::new());
            let (kind, body) = form(json.unwrap_or(&nothing), file);
            builder.header(CONTENT_TYPE, kind).timeout(UPLOAD_TIMEOUT).body(body)
        }
    }
}
