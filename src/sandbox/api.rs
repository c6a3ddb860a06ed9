//! The REST API's outside: from a request to the world and back, and the faults between.
//!
//! **Invariant:** every request that has the API's address is in the log once, with the status that
//! it was answered with, before a byte of the answer is sent.

use std::time::Duration;

use serde_json::{Value, json};

use super::description::Description;
use super::faults::Meets;
use super::form::read_form;
use super::http::{Answer, Request};
use super::hub::Hub;
use super::log::Logged;
use super::world::{Moment, RestAnswer, RestRequest, Uploaded};

/// What every path of the API begins with.
pub(super) const PREFIX: &str = "/api/v10";

const JSON: &str = "application/json";

/// What Discord's edge says in place of its API when that fails.
const FAILURE_PAGE: &str = "<html><head><title>Error</title></head><body>Error</body></html>";

/// How an answer reaches the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivery {
    /// Whole, after this time.
    Whole(Duration),
    /// Half of its bytes, then the connection closes.
    Half,
    /// Not at all: the connection closes.
    Nothing,
}

/// Answers a request. `None` when its path is none of the API's.
pub(super) fn answer(hub: &Hub, request: &Request) -> Option<(Answer, Delivery)> {
    let path = request.path.strip_prefix(PREFIX).filter(|path| path.starts_with('/'))?;
    let mut rest = RestRequest {
        method: request.method.clone(),
        path: path.to_owned(),
        query: request.query.clone(),
        headers: request.headers.clone(),
        body: None,
        files: Vec::new(),
    };
    let delivery = match hub.faults.meet(&format!("{} {path}", request.method)) {
        None => Delivery::Whole(Duration::ZERO),
        Some(Meets::Late(delay)) => Delivery::Whole(delay),
        Some(Meets::Half) => Delivery::Half,
        Some(Meets::Silence) => Delivery::Nothing,
        Some(Meets::Status(status)) => {
            // A body that cannot be read is logged as none: the fault came first.
            rest.body = body(request).ok().and_then(|(json, _)| json);
            return Some((instead(hub, &rest, status), Delivery::Whole(Duration::ZERO)));
        }
        Some(Meets::RateLimited { retry_after_ms, global }) => {
            rest.body = body(request).ok().and_then(|(json, _)| json);
            let answer = rate_limited(hub.now(), retry_after_ms, global);
            hub.log_request(&rest, answer.status, answer.body.as_ref());
            return Some((from_rest(answer), Delivery::Whole(Duration::ZERO)));
        }
    };
    match body(request) {
        Ok((body, files)) => (rest.body, rest.files) = (body, files),
        Err(NoJson) => {
            let message = "The request body contains invalid JSON.";
            let answer = json!({ "message": message, "code": 50109 });
            hub.log_request(&rest, 400, Some(&answer));
            let answer = RestAnswer { status: 400, headers: Vec::new(), body: Some(answer) };
            return Some((from_rest(answer), delivery));
        }
    }
    check(hub, &rest);
    Some((from_rest(hub.answer(&rest)), delivery))
}

/// A body that is no JSON, or a form without any.
struct NoJson;

fn body(request: &Request) -> Result<(Option<Value>, Vec<Uploaded>), NoJson> {
    if request.body.is_empty() {
        return Ok((None, Vec::new()));
    }
    let kind = request.header("content-type").unwrap_or_default();
    let (text, files) = if kind.starts_with("multipart/form-data") {
        let boundary = kind.split("boundary=").nth(1).ok_or(NoJson)?.trim_matches('"');
        let form = read_form(&request.body, boundary);
        (form.json.ok_or(NoJson)?, form.files)
    } else {
        (request.body.as_slice(), Vec::new())
    };
    let json = serde_json::from_slice(text).map_err(|_| NoJson)?;
    Ok((Some(json), files))
}

/// Hands out a file. `None` when the path is that of none.
pub(super) fn file(hub: &Hub, request: &Request) -> Option<(Answer, Delivery)> {
    let path = request.path.starts_with("/cdn/").then_some(request.path.as_str())?;
    let delivery = match hub.faults.meet(&format!("{} {path}", request.method)) {
        None => Delivery::Whole(Duration::ZERO),
        Some(Meets::Late(delay)) => Delivery::Whole(delay),
        Some(Meets::Half) => Delivery::Half,
        Some(Meets::Silence) => Delivery::Nothing,
        Some(Meets::Status(status)) => {
            let answer = Answer::text(status, "text/html", FAILURE_PAGE);
            return Some((answer, Delivery::Whole(Duration::ZERO)));
        }
        Some(Meets::RateLimited { .. }) => {
            let answer = Answer::text(429, "text/html", FAILURE_PAGE);
            return Some((answer, Delivery::Whole(Duration::ZERO)));
        }
    };
    // Whoever may download a file has its address, and needs no more; a token is none of its
    // business.
    if request.header("authorization").is_some() {
        hub.log.push(Logged::BadBody([format!("{path}: a download carries a token")].into()));
    }
    let found = hub.act(|world| world.download(path));
    let asked = RestRequest {
        method: request.method.clone(),
        path: path.to_owned(),
        query: Vec::new(),
        headers: Vec::new(),
        body: None,
        files: Vec::new(),
    };
    hub.log_request(&asked, if found.is_some() { 200 } else { 404 }, None);
    let (kind, content) = found?;
    let headers = vec![("x-kind".to_owned(), kind)];
    let answer = Answer { status: 200, headers, body: Some(("application/octet-stream", content)) };
    Some((answer, delivery))
}

/// Holds a body against the published description, and writes down what is wrong.
fn check(hub: &Hub, request: &RestRequest) {
    let violations =
        Description::shipped().check(&request.method, &request.path, request.body.as_ref());
    if !violations.is_empty() {
        let say = |violation: &dyn std::fmt::Display| {
            format!("{} {}: {violation}", request.method, request.path)
        };
        let said = violations.iter().map(|violation| say(violation)).collect();
        hub.log.push(Logged::BadBody(said));
    }
}

/// An answer of this status instead of the right one.
fn instead(hub: &Hub, request: &RestRequest, status: u16) -> Answer {
    if status >= 500 {
        hub.log_request(request, status, None);
        return Answer::text(status, "text/html", FAILURE_PAGE);
    }
    let body = (status != 204)
        .then(|| json!({ "message": format!("{status}: a fault that was asked for"), "code": 0 }));
    hub.log_request(request, status, body.as_ref());
    from_rest(RestAnswer { status, headers: Vec::new(), body })
}

/// Discord's answer to a request too many.
fn rate_limited(now: Moment, retry_after_ms: u64, global: bool) -> RestAnswer {
    let seconds = Duration::from_millis(retry_after_ms).as_secs_f64();
    let scope = if global { "global" } else { "user" };
    let mut headers = vec![
        // The header is in whole seconds, rounded up; the body is exact.
        ("retry-after".to_owned(), retry_after_ms.div_ceil(1_000).to_string()),
        ("x-ratelimit-scope".to_owned(), scope.to_owned()),
    ];
    if global {
        headers.push(("x-ratelimit-global".to_owned(), "true".to_owned()));
    } else {
        headers.push(("x-ratelimit-limit".to_owned(), "1".to_owned()));
        headers.push(("x-ratelimit-remaining".to_owned(), "0".to_owned()));
        headers.push(("x-ratelimit-reset-after".to_owned(), format!("{seconds:.3}")));
        let reset = Duration::from_millis(now.plus(retry_after_ms).0).as_secs_f64();
        headers.push(("x-ratelimit-reset".to_owned(), format!("{reset:.3}")));
        headers.push(("x-ratelimit-bucket".to_owned(), "fault".to_owned()));
    }
    let body = json!({
        "message": "You are being rate limited.",
        "retry_after": seconds,
        "global": global,
    });
    RestAnswer { status: 429, headers, body: Some(body) }
}

fn from_rest(answer: RestAnswer) -> Answer {
    let body = answer.body.map(|body| (JSON, body.to_string().into_bytes()));
    Answer { status: answer.status, headers: answer.headers, body }
}
