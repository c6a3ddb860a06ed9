//! Requests to Discord's HTTP API: timeouts, retries, rate limits.
//!
//! serenity's own client drops the headers of a refused request, which say how long to wait, and
//! never retries. So requests are sent here, over serenity's types.
//!
//! **Invariant:** the token is in one header and nowhere else: no error and no log holds it, nor
//! the token of an interaction, which stands in a path.

mod files;
mod limits;

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::{Client, Method, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;
use tokio::time::Instant;

pub use files::{DownloadError, File};
pub use limits::Urgency;

use limits::{Limits, Route};

/// How long a connection may take. A server farther away than this is of no use in a chat.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long one request may take, from the first byte to the last. Discord answers in a tenth of
/// a second; what takes a hundred times as long is lost.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a request is worth sending. Later, whoever wanted it has moved on.
const PATIENCE: Duration = Duration::from_secs(120);

/// How long a crisis card or an alert is worth sending, at the least. Discord's longer failures
/// last minutes, and the helplines are of use after them.
const CRISIS_PATIENCE: Duration = Duration::from_secs(1_800);

/// Discord waits three seconds for the first response to an interaction; some of them are spent
/// on the way to us.
const INTERACTION_PATIENCE: Duration = Duration::from_millis(2_500);

/// How often a request is tried that fails on the server's side or on the way, where whoever sends
/// it can ask again or goes on without.
const ATTEMPTS: u32 = 6;

/// The wait before the second attempt. It doubles with each: 0.2, 0.4, 0.8, 1.6, 3.2 seconds,
/// which outlasts a restart of one of Discord's servers.
const FIRST_WAIT: Duration = Duration::from_millis(200);

/// The longest of these waits, before what chance adds: once Discord is back, what waits goes out
/// within seconds.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Why a request came to nothing.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RestError {
    /// Discord refused it.
    #[error("Discord refused {request}: {message} (status {status}, code {code})")]
    Refused {
        /// Method and route, without ids and tokens.
        request: String,
        /// The HTTP status.
        status: u16,
        /// Discord's own code, 0 where it gave none.
        code: u64,
        /// Discord's own words.
        message: String,
    },
    /// It did not arrive, or no answer came back, as often as it was tried.
    #[error("cannot reach Discord for {request}: {reason}")]
    Unreachable {
        /// Method and route, without ids and tokens.
        request: String,
        /// What went wrong last.
        reason: String,
    },
    /// The answer is not what it should be.
    #[error("cannot read Discord's answer to {request}: {reason}")]
    Unreadable {
        /// Method and route, without ids and tokens.
        request: String,
        /// What is wrong with it, without its text.
        reason: String,
    },
}

impl RestError {
    /// Discord's own code, where Discord refused.
    #[must_use]
    pub fn code(&self) -> Option<u64> {
        match self {
            RestError::Refused { code, .. } => Some(*code),
            RestError::Unreachable { .. } | RestError::Unreadable { .. } => None,
        }
    }

    /// Whether Discord read the request and does not want it: it would refuse it again.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        self.status().is_some_and(|status| (400..500).contains(&status))
    }

    /// The HTTP status, where Discord refused.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            RestError::Refused { status, .. } => Some(*status),
            RestError::Unreachable { .. } | RestError::Unreadable { .. } => None,
        }
    }
}

/// Discord's codes that are told apart.
pub mod codes {
    /// There is no such message, or no longer.
    pub const UNKNOWN_MESSAGE: u64 = 10_008;
    /// The interaction is unknown or was not answered in time.
    pub const UNKNOWN_INTERACTION: u64 = 10_062;
    /// The interaction was answered already.
    pub const ALREADY_ACKNOWLEDGED: u64 = 40_060;
    /// A reply to a message whose channel may not be read back.
    pub const NO_REPLY_WITHOUT_HISTORY: u64 = 160_002;
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    method: Method,
    /// Below the base, with a slash at its start.
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<Value>,
    file: Option<File>,
    urgency: Urgency,
    patience: Duration,
    /// After how many attempts it is given up. None: only when its time is over.
    attempts: Option<u32>,
}

impl Request {
    /// A request without a body. It is given up after some attempts.
    #[must_use]
    pub fn new(method: Method, path: String) -> Self {
        Request {
            method,
            path,
            query: Vec::new(),
            body: None,
            file: None,
            urgency: Urgency::Normal,
            patience: PATIENCE,
            attempts: Some(ATTEMPTS),
        }
    }

    /// With a JSON body.
    #[must_use]
    pub fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// With a file beside the body.
    #[must_use]
    pub fn file(mut self, file: File) -> Self {
        self.file = Some(file);
        self
    }

    /// With a parameter behind the question mark.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Before whatever else waits for the same rate limit, and as often as it takes, for half an
    /// hour at the least.
    #[must_use]
    pub fn urgent(mut self) -> Self {
        self.urgency = Urgency::Crisis;
        self.attempts = None;
        self.patience = self.patience.max(CRISIS_PATIENCE);
        self
    }

    /// As often as it takes while it is worth it: for so long, or two minutes if that is shorter.
    #[must_use]
    pub fn insisting(mut self, patience: Duration) -> Self {
        self.attempts = None;
        self.patience = patience.max(PATIENCE);
        self
    }

    /// As the first response to an interaction, which must arrive within seconds or not at all.
    #[must_use]
    pub fn soon(mut self) -> Self {
        self.patience = INTERACTION_PATIENCE;
        self
    }
}

/// The HTTP side of Discord.
pub struct Rest {
    client: Client,
    base: String,
    authorization: HeaderValue,
    limits: Limits,
}

/// What one attempt came to.
enum Attempt {
    Done(Value),
    Failed(RestError),
    /// Worth another attempt.
    Again(RestError),
    /// Refused by a rate limit, which has been noted.
    Limited,
}

impl Rest {
    /// A client of the API at a base such as `https://discord.com/api/v10`.
    ///
    /// # Errors
    ///
    /// When the token cannot stand in a header, or TLS cannot be set up. The text does not hold
    /// the token.
    pub fn new(base: &str, token: &SecretString) -> anyhow::Result<Self> {
        let mut authorization = HeaderValue::try_from(format!("Bot {}", token.expose_secret()))
            .map_err(|_| {
                anyhow::anyhow!("the token holds characters that no token has; copy it again")
            })?;
        authorization.set_sensitive(true);
        let agent = concat!("DiscordBot (signpost, ", env!("CARGO_PKG_VERSION"), ")");
        let client = Client::builder()
            .user_agent(agent)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(REQUEST_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .build()
            .map_err(reqwest::Error::without_url)?;
        Ok(Rest { client, base: base.to_owned(), authorization, limits: Limits::default() })
    }

    /// Sends a request until it is answered, refused, or not worth it any more, and reads the
    /// answer.
    ///
    /// What Discord may have carried out is sent again only because every message carries a nonce
    /// that Discord enforces, and every other request means the same the second time.
    ///
    /// # Errors
    ///
    /// See [`RestError`].
    pub async fn send<T: DeserializeOwned>(&self, request: Request) -> Result<T, RestError> {
        let route = Route::of(&request.method, &request.path);
        let value = self.send_for_value(request, &route).await?;
        serde_json::from_value(value).map_err(|error| RestError::Unreadable {
            request: route.shown(),
            reason: format!("{:?} at column {}", error.classify(), error.column()),
        })
    }

    /// The same, where the answer does not matter.
    ///
    /// # Errors
    ///
    /// See [`RestError`].
    pub async fn run(&self, request: Request) -> Result<(), RestError> {
        let route = Route::of(&request.method, &request.path);
        self.send_for_value(request, &route).await.map(|_| ())
    }

    async fn send_for_value(&self, request: Request, route: &Route) -> Result<Value, RestError> {
        let deadline = Instant::now() + request.patience;
        let mut failures = 0;
        let mut last = None;
        loop {
            let waited = self.limits.wait(route, request.urgency);
            if tokio::time::timeout_at(deadline, waited).await.is_err() {
                return Err(last.unwrap_or_else(|| too_late(route)));
            }
            let attempt = self.attempt(&request, route);
            let error = match tokio::time::timeout_at(deadline, attempt).await {
                Ok(Attempt::Done(value)) => return Ok(value),
                Ok(Attempt::Failed(error)) => {
                    // An earlier attempt arrived, and only its answer was lost.
                    let arrived = failures > 0 && error.code() == Some(codes::ALREADY_ACKNOWLEDGED);
                    return if arrived { Ok(Value::Null) } else { Err(error) };
                }
                Ok(Attempt::Limited) => continue,
                Ok(Attempt::Again(error)) => error,
                Err(_) => return Err(last.unwrap_or_else(|| too_late(route))),
            };
            failures += 1;
            if request.attempts.is_some_and(|most| failures >= most) {
                return Err(error);
            }
            tracing::warn!(%error, failures, "a request failed and will be sent again");
            last = Some(error);
            let wait = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(failures - 1));
            let wait = wait.min(LONGEST_WAIT);
            // Up to half as long again, so that many requests do not come back at once.
            let jitter = wait.mul_f64(fastrand::f64() / 2.0);
            if tokio::time::timeout_at(deadline, tokio::time::sleep(wait + jitter)).await.is_err() {
                return Err(last.unwrap_or_else(|| too_late(route)));
            }
        }
    }

    async fn attempt(&self, request: &Request, route: &Route) -> Attempt {
        let url = format!("{}{}", self.base, request.path);
        let mut builder = self.client.request(request.method.clone(), url);
        if !request.query.is_empty() {
            builder = builder.query(&request.query);
        }
        if !route.is_authorised_by_path() {
            builder = builder.header(AUTHORIZATION, self.authorization.clone());
        }
        builder = files::body_of(builder, request.body.as_ref(), request.file.as_ref());
        let unreachable = |error: reqwest::Error| {
            Attempt::Again(RestError::Unreachable {
                request: route.shown(),
                // The URL may hold an interaction's token.
                reason: reason_of(&error.without_url()),
            })
        };
        let response = match builder.send().await {
            Ok(response) => response,
            Err(error) => return unreachable(error),
        };
        let status = response.status();
        self.limits.note(route, response.headers());
        let headers = response.headers().clone();
        let bytes = match response.bytes().await {
            Ok(bytes) => bytes,
            Err(error) => return unreachable(error),
        };
        if status == StatusCode::TOO_MANY_REQUESTS {
            let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
            self.limits.refused(route, &headers, &body);
            return Attempt::Limited;
        }
        if status.is_success() {
            if bytes.is_empty() {
                return Attempt::Done(Value::Null);
            }
            return match serde_json::from_slice(&bytes) {
                Ok(value) => Attempt::Done(value),
                Err(error) => Attempt::Failed(RestError::Unreadable {
                    request: route.shown(),
                    reason: format!("{:?} at column {}", error.classify(), error.column()),
                }),
            };
        }
        let error = refusal(route, status, &headers, &bytes);
        if status.is_server_error() { Attempt::Again(error) } else { Attempt::Failed(error) }
    }
}

fn refusal(route: &Route, status: StatusCode, headers: &HeaderMap, bytes: &[u8]) -> RestError {
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let message = body["message"].as_str().map(str::to_owned).unwrap_or_else(|| {
        // A proxy before Discord answers with a page; its text is of no use.
        let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok());
        format!("an answer of type {} without a message", kind.unwrap_or("unknown"))
    });
    RestError::Refused {
        request: route.shown(),
        status: status.as_u16(),
        code: body["code"].as_u64().unwrap_or(0),
        message,
    }
}

fn too_late(route: &Route) -> RestError {
    RestError::Unreachable {
        request: route.shown(),
        reason: "the rate limit or the way there took too long".to_owned(),
    }
}

/// The chain of causes in one line: the outermost alone only says that sending failed.
fn reason_of(error: &reqwest::Error) -> String {
    let mut reason = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        reason = format!("{reason}: {inner}");
        cause = inner.source();
    }
    reason
}
