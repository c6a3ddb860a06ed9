//! Rate limits.
//!
//! **Invariant:** the headers always tell the truth of the bucket that a request counted in; a
//! refused request does not count.

use std::collections::HashMap;

use serde_json::json;

use super::World;
use super::ids::{Id, Moment};
use super::rest::{Call, RestAnswer};

/// So many requests in so much time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// At least 1.
    pub requests: u32,
    /// How long the window lasts from its first request on, in milliseconds.
    pub milliseconds: u64,
}

/// How much bots may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For each route, by its channel, guild or webhook. `None`: no limit.
    pub route: Option<Window>,
    /// Of each bot, over all routes but those of interactions, in a second. `None`: no limit.
    pub global_per_second: Option<u32>,
}

impl Limits {
    /// No limits.
    #[must_use]
    pub fn none() -> Limits {
        Limits { route: None, global_per_second: None }
    }

    /// About what Discord allows: 50 requests a second in all, and 5 in 5 seconds on a route, as
    /// for messages of a channel.
    #[must_use]
    pub fn usual() -> Limits {
        let route = Window { requests: 5, milliseconds: 5000 };
        Limits { route: Some(route), global_per_second: Some(50) }
    }
}

/// What headers name where there is no limit: enough that no client waits.
const UNLIMITED: Window = Window { requests: 100_000, milliseconds: 1000 };

/// Buckets are swept when there are more: each message that is deleted opens none, but each
/// interaction's webhook does.
const MANY_BUCKETS: usize = 1000;

#[derive(Clone, Copy, Debug)]
struct Used {
    since: Moment,
    requests: u32,
}

impl Used {
    fn none(now: Moment) -> Used {
        Used { since: now, requests: 0 }
    }

    fn over(self, window: Window, now: Moment) -> bool {
        now.since(self.since) >= window.milliseconds
    }

    /// Milliseconds until the window is over.
    fn left(self, window: Window, now: Moment) -> u64 {
        self.since.plus(window.milliseconds).since(now)
    }
}

/// What was asked so far.
#[derive(Debug)]
pub(super) struct Limiter {
    limits: Limits,
    buckets: HashMap<String, Used>,
    global: HashMap<Id, Used>,
}

/// Headers of a request that may be carried out, or the answer of one that may not.
pub(super) enum Ruling {
    Granted(Vec<(String, String)>),
    Refused(RestAnswer),
}

impl Limiter {
    pub(super) fn new() -> Limiter {
        Limiter { limits: Limits::none(), buckets: HashMap::new(), global: HashMap::new() }
    }

    pub(super) fn rule(&mut self, call: &Call, bot: Option<Id>, now: Moment) -> Ruling {
        // Responses to interactions have no bucket, and are not counted in all.
        if call.path.first() == Some(&"interactions") {
            return Ruling::Granted(Vec::new());
        }
        let by_token = call.path.first() == Some(&"webhooks");
        if let (Some(bot), Some(most), false) = (bot, self.limits.global_per_second, by_token) {
            let window = Window { requests: most, milliseconds: 1000 };
            let used = self.global.entry(bot).or_insert_with(|| Used::none(now));
            if used.over(window, now) {
                *used = Used::none(now);
            }
            if used.requests >= most {
                let left = used.left(window, now);
                return Ruling::Refused(refusal(left, true, Vec::new()));
            }
            used.requests += 1;
        }
        let window = self.limits.route.unwrap_or(UNLIMITED);
        if self.buckets.len() > MANY_BUCKETS {
            self.buckets.retain(|_, used| !used.over(window, now));
        }
        let (template, major) = bucket(call);
        let whose = bot.map(|bot| bot.to_string()).unwrap_or_default();
        let key = format!("{template} {major} {whose}");
        let used = self.buckets.entry(key).or_insert_with(|| Used::none(now));
        if used.over(window, now) {
            *used = Used::none(now);
        }
        let full = used.requests >= window.requests;
        if !full {
            used.requests += 1;
        }
        let left = used.left(window, now);
        let headers = vec![
            ("x-ratelimit-limit".to_owned(), window.requests.to_string()),
            ("x-ratelimit-remaining".to_owned(), (window.requests - used.requests).to_string()),
            ("x-ratelimit-reset".to_owned(), seconds(now.0 + left)),
            ("x-ratelimit-reset-after".to_owned(), seconds(left)),
            ("x-ratelimit-bucket".to_owned(), name_of(&template)),
        ];
        if full { Ruling::Refused(refusal(left, false, headers)) } else { Ruling::Granted(headers) }
    }
}

impl World {
    /// Sets how much bots may ask from now on.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limiter = Limiter { limits, ..Limiter::new() };
    }
}

fn refusal(left: u64, global: bool, mut headers: Vec<(String, String)>) -> RestAnswer {
    headers.push(("retry-after".to_owned(), left.div_ceil(1000).to_string()));
    headers
        .push(("x-ratelimit-scope".to_owned(), if global { "global" } else { "user" }.to_owned()));
    if global {
        headers.push(("x-ratelimit-global".to_owned(), "true".to_owned()));
    }
    let body = json!({
        "message": "You are being rate limited.",
        "retry_after": in_seconds(left),
        "global": global,
    });
    RestAnswer { status: 429, headers, body: Some(body) }
}

#[expect(clippy::cast_precision_loss, reason = "waits are far below 2^52 milliseconds")]
fn in_seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

/// The route of a request, with its ids blanked, and what its bucket is divided by.
fn bucket(call: &Call) -> (String, String) {
    let major = match call.path.as_slice() {
        ["webhooks", id, token, ..] => format!("{id}/{token}"),
        ["channels" | "guilds", id, ..] => (*id).to_owned(),
        _ => String::new(),
    };
    let mut template = call.method.to_owned();
    for (index, segment) in call.path.iter().enumerate() {
        template.push('/');
        let token = index == 2 && call.path.first() == Some(&"webhooks");
        let blank = token || segment.starts_with(|first: char| first.is_ascii_digit());
        template.push_str(if blank { ":id" } else { segment });
    }
    (template, major)
}

/// Discord names buckets by hashes of 32 digits.
fn name_of(template: &str) -> String {
    let digest = sha1_smol::Sha1::from(template).digest().to_string();
    digest.chars().take(32).collect()
}
