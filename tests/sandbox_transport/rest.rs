//! Requests over HTTP, by reqwest and by hand, and what can go wrong with them.

use std::time::{Duration, Instant};

use reqwest::{Client as Http, RequestBuilder};
use serde_json::{Value, json};
use signpost::sandbox::{Fault, Logged};

use super::raw::Raw;
use super::town::{Client, TOKEN, Town};

fn http() -> Http {
    Http::builder().no_proxy().build().expect("a client without anything special")
}

fn post(http: &Http, town: &Town, content: &str) -> RequestBuilder {
    http.post(town.url(&format!("/channels/{}/messages", town.channel)))
        .header("authorization", format!("Bot {TOKEN}"))
        .header("content-type", "application/json")
        .body(json!({ "content": content }).to_string())
}

#[tokio::test]
async fn a_message_is_sent_by_rest_and_heard_at_the_gateway() {
    let town = Town::new().await;
    let mut client = Client::log_in(&town).await;
    let answer = post(&http(), &town, "here I am").send().await.expect("the sandbox answers");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/json");
    let message: Value = serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON");
    assert_eq!(message["content"], "here I am");
    assert_eq!(client.hear_until("here I am").await, ["here I am"]);
    let path = format!("/channels/{}/messages", town.channel);
    town.until("the request", |entry| match entry {
        Logged::Request { method, path: logged, body: Some(body), status: 200, answer, .. } => {
            &**method == "POST"
                && **logged == *path
                && body["content"] == "here I am"
                && answer.as_deref() == Some(&message)
        }
        _ => false,
    })
    .await;
    assert_eq!(town.sandbox.log().bad_bodies(), Vec::<String>::new());
}

/// What the client sees of a request that meets a fault.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sees {
    Status(u16),
    AnError,
}

#[tokio::test]
async fn each_fault_of_a_response_is_met_as_often_as_asked_for() {
    let messages = || "POST /channels/".to_owned();
    let table: Vec<(Fault, Sees, bool)> = vec![
        (Fault::Status { matching: messages(), status: 503, times: 2 }, Sees::Status(503), false),
        (Fault::Status { matching: messages(), status: 403, times: 1 }, Sees::Status(403), false),
        (
            Fault::RateLimited {
                matching: messages(),
                retry_after_ms: 1_500,
                global: false,
                times: 2,
            },
            Sees::Status(429),
            false,
        ),
        (
            Fault::SlowResponse { matching: messages(), delay_ms: 50, times: 1 },
            Sees::Status(200),
            true,
        ),
        (Fault::CutResponse { matching: messages(), times: 2 }, Sees::AnError, true),
        (Fault::NoResponse { matching: messages(), times: 2 }, Sees::AnError, true),
    ];
    for (fault, sees, carried_out) in table {
        let town = Town::new().await;
        let http = http();
        let times = match &fault {
            Fault::Status { times, .. }
            | Fault::RateLimited { times, .. }
            | Fault::SlowResponse { times, .. }
            | Fault::CutResponse { times, .. }
            | Fault::NoResponse { times, .. } => *times,
            other => panic!("{other:?} is no fault of a response"),
        };
        town.sandbox.fault(fault.clone());
        let elsewhere = http.get(town.url("/gateway")).send().await.expect("no fault fits this");
        assert_eq!(elsewhere.status(), 200);
        for _ in 0..times {
            let seen = match post(&http, &town, "with a fault").send().await {
                Ok(answer) => {
                    let status = answer.status().as_u16();
                    answer.bytes().await.map_or(Sees::AnError, |_| Sees::Status(status))
                }
                Err(_) => Sees::AnError,
            };
            assert_eq!(seen, sees, "{fault:?}");
        }
        let answer = post(&http, &town, "without").send().await.expect("the faults are over");
        assert_eq!(answer.status(), 200, "{fault:?}");
        let mut said = vec!["with a fault"; if carried_out { times as usize } else { 0 }];
        said.push("without");
        assert_eq!(town.contents(), said, "{fault:?}");
        let requests = town.sandbox.log().entries().iter().filter(|entry| posted(entry)).count();
        assert_eq!(requests, times as usize + 1, "{fault:?}");
    }
}

fn posted(entry: &Logged) -> bool {
    matches!(entry, Logged::Request { method, .. } if &**method == "POST")
}

#[tokio::test]
async fn a_limit_says_when_to_come_back() {
    let town = Town::new().await;
    for global in [false, true] {
        let matching = "/messages".to_owned();
        town.sandbox.fault(Fault::RateLimited {
            matching,
            retry_after_ms: 1_500,
            global,
            times: 1,
        });
        let answer = post(&http(), &town, "too fast").send().await.expect("an answer");
        let header =
            |name: &str| answer.headers().get(name).map(|value| value.to_str().expect("text"));
        assert_eq!(header("retry-after"), Some("2"));
        assert_eq!(header("x-ratelimit-scope"), Some(if global { "global" } else { "user" }));
        assert_eq!(header("x-ratelimit-global"), global.then_some("true"));
        assert_eq!(header("x-ratelimit-reset-after"), (!global).then_some("1.500"));
        let body: Value =
            serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON");
        assert_eq!(body["retry_after"], 1.5);
        assert_eq!(body["global"], global);
    }
}

#[tokio::test]
async fn a_slow_answer_holds_nobody_else_up() {
    let town = Town::new().await;
    let delay = Duration::from_millis(300);
    let matching = "/messages".to_owned();
    town.sandbox.fault(Fault::SlowResponse { matching, delay_ms: 300, times: 1 });
    let start = Instant::now();
    let slow = tokio::spawn(post(&http(), &town, "slow").send());
    town.until("the slow request", posted).await;
    post(&http(), &town, "fast").send().await.expect("an answer");
    assert!(!slow.is_finished() || start.elapsed() >= delay);
    slow.await.expect("no panic").expect("a late answer");
    assert!(start.elapsed() >= delay);
    assert_eq!(town.contents(), ["slow", "fast"], "both were carried out when they came");
}

#[tokio::test]
async fn what_goes_against_the_description_is_written_down() {
    let town = Town::new().await;
    post(&http(), &town, &"a".repeat(2_001)).send().await.expect("an answer");
    let bad = town.sandbox.log().bad_bodies();
    let start = format!("POST /channels/{}/messages: ", town.channel);
    assert!(bad.len() == 1 && bad[0].starts_with(&start), "{bad:?}");
    assert!(bad[0].contains("content"), "{bad:?}");
}

#[tokio::test]
async fn bodies_come_in_every_form_that_http_has() {
    let town = Town::new().await;
    let head = format!(
        "POST /api/v10/channels/{}/messages?a=%20b HTTP/1.1\r\nHost: sandbox\r\n\
         Authorization: Bot {TOKEN}\r\n",
        town.channel
    );
    let form = "--limit\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\
                Content-Type: application/json\r\n\r\n{\"content\":\"form\"}\r\n\
                --limit\r\nContent-Disposition: form-data; name=\"files[0]\"; filename=\"a.txt\"\r\n\
                \r\nin the file\r\n--limit--\r\n";
    let form_length = form.len();
    let requests = [
        format!(
            "{head}Content-Type: application/json\r\nContent-Length: 19\r\n\r\n{{\"content\":\"plain\"}}"
        ),
        format!(
            "{head}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n\
             5;note=none\r\n{{\"con\r\nf\r\ntent\":\"chunks\"}}\r\n0\r\nTrailer: ignored\r\n\r\n"
        ),
        format!(
            "{head}Content-Type: multipart/form-data; boundary=limit\r\n\
             Content-Length: {form_length}\r\n\r\n{form}"
        ),
    ];
    let mut raw = Raw::open(&town).await;
    // All at once: what follows a request is left for the next.
    raw.write(requests.concat().as_bytes()).await;
    for content in ["plain", "chunks", "form"] {
        let (status, body) = raw.answer().await;
        let body: Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!((status, &body["content"]), (200, &json!(content)), "{body}");
    }
    raw.write(format!("{head}Expect: 100-continue\r\nContent-Length: 20\r\n\r\n").as_bytes()).await;
    assert_eq!(raw.head().await, "HTTP/1.1 100 Continue\r\n\r\n");
    raw.write(b"{\"content\":\"waited\"}").await;
    assert_eq!(raw.answer().await.0, 200);
    raw.write(b"GET /api/v10/users/%40me HTTP/1.0\r\nAuthorization: Bot a-token\r\n\r\n").await;
    assert_eq!(raw.answer().await.0, 200);
    assert_eq!(town.contents(), ["plain", "chunks", "form", "waited"]);
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    let no_json = "POST /api/v10/channels/1/messages HTTP/1.1\r\nContent-Length: 1\r\n\r\n{";
    let no_form = "POST /api/v10/channels/1/messages HTTP/1.1\r\nContent-Length: 1\r\n\
                   Content-Type: multipart/form-data; boundary=b\r\n\r\n{";
    let table = [
        ("GET /\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n", 413),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n", 400),
        ("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 404),
        ("GET /api/v9/gateway HTTP/1.1\r\n\r\n", 404),
        ("GET /api/v10/users/@me HTTP/1.1\r\n\r\n", 401),
        (no_json, 400),
        (no_form, 400),
    ];
    let town = Town::new().await;
    for (request, status) in table {
        let mut raw = Raw::open(&town).await;
        raw.write(request.as_bytes()).await;
        assert_eq!(raw.answer().await.0, status, "{request:?}");
    }
}
