//! HTTP/1.1 as a server speaks it: requests in, answers out.
//!
//! **Invariant:** a request is read whole or not at all, and what follows it on the connection is
//! left for the next.

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::form_urlencoded;

/// The longest line of a head, in bytes. Tokens of interactions are long, but not that long.
const LONGEST_LINE: usize = 16 * 1024;

/// The most header fields of a request.
const MOST_HEADERS: usize = 100;

/// The longest body, in bytes: Discord's limit for a request with files.
const LONGEST_BODY: usize = 25 * 1024 * 1024;

/// A request as it came.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// The method, in capitals.
    pub(super) method: String,
    /// The path, percent signs decoded.
    pub(super) path: String,
    /// The query, decoded.
    pub(super) query: Vec<(String, String)>,
    /// The header fields, names in lower case.
    pub(super) headers: Vec<(String, String)>,
    /// The body, empty if there was none.
    pub(super) body: Vec<u8>,
    /// Whether the connection stays open for another.
    pub(super) keep_alive: bool,
}

impl Request {
    /// The value of a header field; `name` in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a query parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Why there is no request.
#[derive(Debug)]
pub(super) enum Unread {
    /// The client closed the connection, or it broke.
    Gone,
    /// What came cannot be understood: the status to say so with.
    Bad(u16),
}

impl From<io::Error> for Unread {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// A connection that requests come from.
#[derive(Debug)]
pub(super) struct Incoming {
    /// The connection.
    pub(super) stream: TcpStream,
    /// What was read of it and is not used yet.
    pub(super) unused: Vec<u8>,
}

impl Incoming {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, unused: Vec::new() }
    }

    /// The next request.
    pub(super) async fn request(&mut self) -> Result<Request, Unread> {
        let mut request = self.head().await?;
        let chunked = request
            .header("transfer-encoding")
            .is_some_and(|coding| coding.to_ascii_lowercase().ends_with("chunked"));
        let length = match request.header("content-length") {
            Some(length) => length.trim().parse().map_err(|_| Unread::Bad(400))?,
            None => 0,
        };
        if length > LONGEST_BODY {
            return Err(Unread::Bad(413));
        }
        if (chunked || length > 0) && request.header("expect").is_some() {
            self.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
        }
        request.body = if chunked { self.chunks().await? } else { self.exactly(length).await? };
        Ok(request)
    }

    async fn head(&mut self) -> Result<Request, Unread> {
        // An empty line before a request is to be forgiven (RFC 9112 section 2.2).
        let mut first = self.line().await?;
        if first.is_empty() {
            first = self.line().await?;
        }
        let mut words = first.split(' ');
        let (Some(method), Some(target), Some(version)) =
            (words.next(), words.next(), words.next())
        else {
            return Err(Unread::Bad(400));
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut request = Request {
            method: method.to_owned(),
            path: percent_decoded(path).ok_or(Unread::Bad(400))?,
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            headers: Vec::new(),
            body: Vec::new(),
            keep_alive: version == "HTTP/1.1",
        };
        loop {
            let line = self.line().await?;
            if line.is_empty() {
                break;
            }
            if request.headers.len() == MOST_HEADERS {
                return Err(Unread::Bad(431));
            }
            let (name, value) = line.split_once(':').ok_or(Unread::Bad(400))?;
            request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        if let Some(connection) = request.header("connection") {
            let says = |word: &str| {
                connection.split(',').any(|given| given.trim().eq_ignore_ascii_case(word))
            };
            request.keep_alive =
                if request.keep_alive { !says("close") } else { says("keep-alive") };
        }
        Ok(request)
    }

    async fn chunks(&mut self) -> Result<Vec<u8>, Unread> {
        let mut body = Vec::new();
        loop {
            let line = self.line().await?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).map_err(|_| Unread::Bad(400))?;
            if size > LONGEST_BODY - body.len() {
                return Err(Unread::Bad(413));
            }
            if size == 0 {
                break;
            }
            body.extend(self.exactly(size).await?);
            if !self.line().await?.is_empty() {
                return Err(Unread::Bad(400));
            }
        }
        // Trailers say nothing that matters here.
        while !self.line().await?.is_empty() {}
        Ok(body)
    }

    async fn line(&mut self) -> Result<String, Unread> {
        let mut searched = 0;
        loop {
            let rest = &self.unused[searched..];
            if let Some(place) = rest.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.unused.drain(..=searched + place).collect();
                let line = String::from_utf8(line).map_err(|_| Unread::Bad(400))?;
                return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
            }
            searched = self.unused.len();
            if searched > LONGEST_LINE {
                return Err(Unread::Bad(431));
            }
            self.fill().await?;
        }
    }

    async fn exactly(&mut self, length: usize) -> Result<Vec<u8>, Unread> {
        while self.unused.len() < length {
            self.fill().await?;
        }
        Ok(self.unused.drain(..length).collect())
    }

    async fn fill(&mut self) -> Result<(), Unread> {
        match self.stream.read_buf(&mut self.unused).await? {
            0 => Err(Unread::Gone),
            _ => Ok(()),
        }
    }
}

/// Decodes `%40` and the like. `None` if what comes of it is not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let digit = |place: usize| {
        let digit = char::from(*bytes.get(place)?).to_digit(16)?;
        u8::try_from(digit).ok()
    };
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut place = 0;
    while let Some(byte) = bytes.get(place) {
        match (byte, digit(place + 1), digit(place + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high * 16 + low);
                place += 3;
            }
            _ => {
                decoded.push(*byte);
                place += 1;
            }
        }
    }
    String::from_utf8(decoded).ok()
}

/// An answer to a request.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: u16,
    /// Header fields beside those of the content and the connection.
    pub(super) headers: Vec<(String, String)>,
    /// The kind of content and the content, if there is any.
    pub(super) body: Option<(&'static str, Vec<u8>)>,
}

impl Answer {
    /// An answer of text.
    pub(super) fn text(status: u16, content_type: &'static str, text: &str) -> Self {
        let body = Some((content_type, text.as_bytes().to_vec()));
        Self { status, headers: Vec::new(), body }
    }

    /// The bytes to send.
    pub(super) fn bytes(&self, keep_alive: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut content: &[u8] = &[];
        if let Some((kind, bytes)) = &self.body {
            head.push_str(&format!("content-type: {kind}\r\n"));
            content = bytes;
        }
        if self.status != 204 {
            head.push_str(&format!("content-length: {}\r\n", content.len()));
        }
        let connection = if keep_alive { "keep-alive" } else { "close" };
        head.push_str(&format!("connection: {connection}\r\n\r\n"));
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(content);
        bytes
    }
}

/// What goes with a status. Clients print it, none reads it.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "CREATED",
        204 => "NO CONTENT",
        400 => "BAD REQUEST",
        401 => "UNAUTHORIZED",
        403 => "FORBIDDEN",
        404 => "NOT FOUND",
        405 => "METHOD NOT ALLOWED",
        429 => "TOO MANY REQUESTS",
        500 => "INTERNAL SERVER ERROR",
        502 => "BAD GATEWAY",
        503 => "SERVICE UNAVAILABLE",
        504 => "GATEWAY TIMEOUT",
        _ => "",
    }
}
