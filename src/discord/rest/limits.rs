//! Rate limits as Discord announces them in headers: one a route, and one over all.
//!
//! **Invariant:** no limit is assumed; what is known comes from headers of earlier answers.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;
use tokio::time::Instant;

/// Who goes first when a limit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody may be in danger.
    Crisis,
    /// Everything else.
    Normal,
}

/// A route as rate limits see it: method and path, where of all ids only the first stays, which
/// is that of the channel, the server or the webhook.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Route {
    method: Method,
    path: String,
}

impl Route {
    pub(super) fn of(method: &Method, path: &str) -> Self {
        let mut parts: Vec<&str> = path.split('/').collect();
        for part in parts.iter_mut().skip(3) {
            if part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty() {
                *part = "{id}";
            }
        }
        // The token of a webhook or of an interaction.
        if matches!(parts.get(1), Some(&("webhooks" | "interactions")))
            && let Some(token) = parts.get_mut(3)
        {
            *token = "{token}";
        }
        Route { method: method.clone(), path: parts.join("/") }
    }

    /// The route for people: without any id.
    pub(super) fn shown(&self) -> String {
        let hidden = |part: &str| {
            let is_id = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            if is_id { "{id}".to_owned() } else { part.to_owned() }
        };
        let path: Vec<String> = self.path.split('/').map(hidden).collect();
        format!("{} {}", self.method, path.join("/"))
    }

    /// Whether the token in the path is all that is needed.
    pub(super) fn is_authorised_by_path(&self) -> bool {
        self.path.starts_with("/interactions/") || self.path.starts_with("/webhooks/")
    }

    /// Responses to interactions are outside of the limit over all.
    fn is_outside_of_global(&self) -> bool {
        self.is_authorised_by_path()
    }
}

/// What is known of one route.
#[derive(Clone, Copy)]
struct Known {
    blocked_until: Instant,
    /// Crisis cards that wait for it.
    urgent: usize,
}

/// What is known of all limits.
#[derive(Default)]
pub(super) struct Limits {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    blocked_until: Option<Instant>,
    routes: HashMap<Route, Known>,
}

/// From so many routes on, those are forgotten whose limit has ended: every thread and every
/// interaction is a route of its own.
const MANY_ROUTES: usize = 1_000;

/// How long everything else waits behind a crisis card that waits for the same limit: about what
/// one request takes.
const STEP_BACK: Duration = Duration::from_millis(50);

/// The least wait after a refusal, in seconds, whatever it says: without any, a limit that never
/// ends would be asked as fast as it answers.
const LEAST_WAIT: f64 = 0.05;

impl Limits {
    /// Waits until the route is free, as far as is known.
    pub(super) async fn wait(&self, route: &Route, urgency: Urgency) {
        let _place = (urgency == Urgency::Crisis).then(|| Place::take(self, route));
        while let Some(until) = self.blocked(route, urgency) {
            tokio::time::sleep_until(until).await;
        }
    }

    fn blocked(&self, route: &Route, urgency: Urgency) -> Option<Instant> {
        let now = Instant::now();
        let state = self.lock();
        let global = state.blocked_until.filter(|_| !route.is_outside_of_global());
        // When the limit over all ends, crisis cards of every route go first.
        let global = match urgency {
            Urgency::Crisis => global,
            Urgency::Normal => global.map(|until| until + STEP_BACK),
        };
        let known = state.routes.get(route);
        let until = global.max(known.map(|known| known.blocked_until));
        match until {
            Some(until) if until > now => Some(until),
            Some(_) | None => {
                let behind =
                    urgency == Urgency::Normal && known.is_some_and(|known| known.urgent > 0);
                behind.then(|| now + STEP_BACK)
            }
        }
    }

    /// Notes what the headers of an answer say.
    pub(super) fn note(&self, route: &Route, headers: &HeaderMap) {
        let remaining = number(headers, "x-ratelimit-remaining");
        let reset_after = number(headers, "x-ratelimit-reset-after");
        if let (Some(remaining), Some(after)) = (remaining, reset_after)
            && remaining < 1.0
        {
            self.block(route, seconds(after));
        }
    }

    /// Notes a refusal by a limit.
    pub(super) fn refused(&self, route: &Route, headers: &HeaderMap, body: &Value) {
        let after = body["retry_after"]
            .as_f64()
            .or_else(|| number(headers, "retry-after"))
            // A refusal that says nothing comes from a proxy. A second is what Discord's shortest
            // limits take.
            .unwrap_or(1.0)
            .max(LEAST_WAIT);
        let is_global =
            body["global"].as_bool() == Some(true) || headers.contains_key("x-ratelimit-global");
        tracing::warn!(route = route.shown(), after, is_global, "a rate limit was hit");
        if is_global {
            let until = Instant::now() + seconds(after);
            let mut state = self.lock();
            state.blocked_until = state.blocked_until.max(Some(until));
        } else {
            self.block(route, seconds(after));
        }
    }

    fn block(&self, route: &Route, span: Duration) {
        let now = Instant::now();
        let mut state = self.lock();
        if state.routes.len() >= MANY_ROUTES {
            state.routes.retain(|_, known| known.blocked_until > now || known.urgent > 0);
        }
        let known =
            state.routes.entry(route.clone()).or_insert(Known { blocked_until: now, urgent: 0 });
        known.blocked_until = known.blocked_until.max(now + span);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A crisis card in the queue. It leaves when it is dropped, however its wait ends.
struct Place<'l> {
    limits: &'l Limits,
    route: Route,
}

impl<'l> Place<'l> {
    fn take(limits: &'l Limits, route: &Route) -> Self {
        let now = Instant::now();
        let mut state = limits.lock();
        state
            .routes
            .entry(route.clone())
            .or_insert(Known { blocked_until: now, urgent: 0 })
            .urgent += 1;
        Place { limits, route: route.clone() }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(known) = self.limits.lock().routes.get_mut(&self.route) {
            known.urgent -= 1;
        }
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

/// A span from Discord. Nothing that a server sends may stop us for a day.
fn seconds(after: f64) -> Duration {
    const LONGEST: f64 = 86_400.0;
    if after.is_finite() {
        Duration::from_secs_f64(after.clamp(0.0, LONGEST))
    } else {
        Duration::ZERO
    }
}
