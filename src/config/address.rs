//! Addresses of other programs: Discord's and the database's.
//!
//! **Invariant:** a password in an address is never printed, neither in a listing, nor in a
//! diagnostic, nor by `Debug`.

use std::fmt;

use url::{Host, Url};

use super::origin::Origin;
use super::raw::Given;
use crate::diagnostic::Diagnostic;

/// What stands in the place of a secret.
const MASK: &str = "***";

/// Where a server is that speaks Discord's protocol. It has no slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerUrl(String);

impl ServerUrl {
    /// A URL that is known to be in order.
    pub(super) fn known(url: &str) -> Self {
        ServerUrl(url.to_owned())
    }

    /// The URL as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the database is: `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/DATABASE`.
///
/// It shows itself with the password masked.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// A URL that is known to be in order.
    pub(super) fn known(url: &str) -> Self {
        DatabaseUrl(url.to_owned())
    }

    /// The URL with its password, for whoever connects.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.starts_with("sqlite:") {
            return f.write_str(&self.0);
        }
        match Url::parse(&self.0) {
            Ok(url) => f.write_str(masked(url).as_str()),
            Err(_) => f.write_str(MASK),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

/// A server takes its password before the host, or as a parameter.
fn masked(mut url: Url) -> Url {
    if url.password().is_some() {
        // This fails only for URLs that cannot have a password.
        let _ = url.set_password(Some(MASK));
    }
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    if pairs.iter().any(|(key, _)| is_secret(key)) {
        let pairs = pairs
            .iter()
            .map(|(key, value)| (key.as_str(), if is_secret(key) { MASK } else { value.as_str() }));
        url.query_pairs_mut().clear().extend_pairs(pairs);
    }
    url
}

fn is_secret(parameter: &str) -> bool {
    parameter.to_lowercase().contains("password")
}

/// Checks `database.url`. What is wrong is reported without the URL, which may hold a password.
pub(super) fn database_url(
    name: &str,
    given: &Given<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<DatabaseUrl> {
    const RIGHT: &str = "write sqlite://FILE or postgres://USER:PASSWORD@HOST/DATABASE";
    let text = given.value.trim();
    let mut wrong = |reason: &str, help: &str| {
        diagnostics.push(given.origin.error("not-a-url", format!("`{name}` {reason}"), help));
        None
    };
    if text.chars().any(char::is_control) {
        return wrong("holds a line break or another control character", "write it on one line");
    }
    match text.split_once("://") {
        Some(("sqlite", rest)) => {
            if rest.split('?').next().is_none_or(str::is_empty) {
                return wrong("names no file", "write it after the slashes: sqlite://signpost.db");
            }
        }
        Some(("postgres" | "postgresql", rest)) => {
            // A password that was not encoded moves the borders of the parts, so that a piece of
            // it would pass for a path. An @ or a # behind the host gives that away.
            let behind_host = rest.find(['/', '?', '#']).map_or("", |start| &rest[start..]);
            let parsed = Url::parse(text).ok();
            let Some(url) = parsed.filter(|_| !behind_host.contains(['@', '#'])) else {
                return wrong(
                    "cannot be read as a URL",
                    "write postgres://USER:PASSWORD@HOST/DATABASE, and in the password %23 for #, \
                     %2F for /, %3A for :, %3F for ? and %40 for @",
                );
            };
            let has_host = url.host_str().is_some_and(|host| !host.is_empty())
                || url.query_pairs().any(|(key, _)| key == "host" || key == "hostaddr");
            if !has_host {
                return wrong("names no host", "write postgres://USER:PASSWORD@HOST/DATABASE");
            }
        }
        Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            return wrong(&format!("is for `{scheme}`, which the store does not speak"), RIGHT);
        }
        Some(_) | None => return wrong("has no scheme", RIGHT),
    }
    Some(DatabaseUrl(text.to_owned()))
}

/// Checks the base of an HTTP API.
pub(super) fn http_url(
    name: &str,
    given: &Given<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ServerUrl> {
    discord_url(name, ["https", "http"], given, diagnostics)
}

/// Checks the address of a gateway.
pub(super) fn websocket_url(
    name: &str,
    given: &Given<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ServerUrl> {
    discord_url(name, ["wss", "ws"], given, diagnostics)
}

/// Checks an address to which the token will be sent: the secure scheme, then the open one.
fn discord_url(
    name: &str,
    [secure, open]: [&str; 2],
    given: &Given<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ServerUrl> {
    let origin = &given.origin;
    let value = given.value.trim();
    let right = format!("write a URL that starts with {secure}:// or {open}://");
    let url = match Url::parse(value) {
        Ok(url) if url.scheme() == secure || url.scheme() == open => url,
        Ok(url) if url.has_host() => {
            let message = format!("`{name}` starts with {}://", url.scheme());
            diagnostics.push(origin.error("not-a-url", message, right));
            return None;
        }
        Ok(_) | Err(_) => {
            // With an @ in it there may be a password in it.
            let shown = if value.contains('@') {
                "is not a URL".to_owned()
            } else {
                format!("is \"{}\", which is not a URL", value.escape_debug())
            };
            diagnostics.push(origin.error("not-a-url", format!("`{name}` {shown}"), right));
            return None;
        }
    };
    // Wherever the @ stands, there was a name or a password before it: one that was not encoded
    // can pass for a path.
    let too_much = if value.contains('@') {
        Some("a user name or a password")
    } else if url.query().is_some() {
        Some("a question mark and what follows it")
    } else if url.fragment().is_some() {
        Some("a # and what follows it")
    } else {
        None
    };
    if let Some(part) = too_much {
        let message = format!("`{name}` holds {part}");
        diagnostics.push(origin.error("not-a-url", message, "leave that part out"));
        return None;
    }
    if url.scheme() == open && !is_loopback(&url) {
        diagnostics.push(open_connection(name, secure, origin));
    }
    Some(ServerUrl(value.trim_end_matches('/').to_owned()))
}

fn open_connection(name: &str, secure: &str, origin: &Origin) -> Diagnostic {
    origin.warning(
        "open-connection",
        format!("`{name}` is not encrypted, so the bot's token can be read on the way"),
        format!("use {secure}:// unless the server is on a network of your own"),
    )
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(domain)) => domain == "localhost" || domain.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
