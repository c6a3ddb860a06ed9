//! Listening: connections in, each to the API or to the gateway.
//!
//! **Invariant:** it listens on loopback alone, and every connection ends with the listening.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::api::{self, Delivery};
use super::gateway::{self, Asked};
use super::http::{Answer, Incoming, Request, Unread};
use super::hub::Hub;
use super::websocket::accept_key;

/// How long to wait when the system has no connection left to give: until some others have ended.
const OUT_OF_CONNECTIONS: Duration = Duration::from_millis(20);

/// Takes in connections until it is dropped.
pub(super) async fn listen(listener: TcpListener, hub: Arc<Hub>) {
    // Owned by this task: when it is stopped, so are they.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, Arc::clone(&hub)));
                }
                Err(_) => sleep(OUT_OF_CONNECTIONS).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, hub: Arc<Hub>) {
    // Frames are small and waited for: none shall wait for another.
    stream.set_nodelay(true).ok();
    let mut incoming = Incoming::new(stream);
    loop {
        let request = match incoming.request().await {
            Ok(request) => request,
            Err(Unread::Gone) => return,
            Err(Unread::Bad(status)) => {
                let answer = Answer::text(status, "text/plain", "not a request to be understood");
                // The client may be gone, which ends it as well.
                incoming.stream.write_all(&answer.bytes(false)).await.ok();
                return;
            }
        };
        let upgrade = request.header("upgrade");
        if upgrade.is_some_and(|protocol| protocol.eq_ignore_ascii_case("websocket")) {
            open_gateway(incoming, &request, hub).await;
            return;
        }
        let nowhere = || Answer::text(404, "text/plain", "404: Not Found");
        let (answer, delivery) = api::answer(&hub, &request)
            .or_else(|| api::file(&hub, &request))
            .unwrap_or_else(|| (nowhere(), Delivery::Whole(Duration::ZERO)));
        let whole = matches!(delivery, Delivery::Whole(_));
        let mut bytes = answer.bytes(request.keep_alive);
        match delivery {
            Delivery::Whole(delay) if delay.is_zero() => {}
            Delivery::Whole(delay) => sleep(delay).await,
            Delivery::Half => bytes.truncate(bytes.len() / 2),
            Delivery::Nothing => bytes.clear(),
        }
        if incoming.stream.write_all(&bytes).await.is_err() || !whole || !request.keep_alive {
            return;
        }
    }
}

/// Answers the handshake of a WebSocket and hands the connection on.
async fn open_gateway(mut incoming: Incoming, request: &Request, hub: Arc<Hub>) {
    if hub.faults.refuses_connection() {
        // Where the system knows no reset, the connection just ends.
        incoming.stream.set_zero_linger().ok();
        return;
    }
    let (Some(key), Some("13")) =
        (request.header("sec-websocket-key"), request.header("sec-websocket-version"))
    else {
        let answer = Answer::text(400, "text/plain", "not a handshake to be understood");
        // The client may be gone, which ends it as well.
        incoming.stream.write_all(&answer.bytes(false)).await.ok();
        return;
    };
    let handshake = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {}\r\n\r\n",
        accept_key(key)
    );
    if incoming.stream.write_all(handshake.as_bytes()).await.is_ok() {
        let Incoming { stream, unused } = incoming;
        gateway::serve(hub, stream, unused, asked(request)).await;
    }
}

/// What the address asks for. Any compression but zlib-stream is answered with none.
fn asked(request: &Request) -> Asked {
    let says = |name, known: &str| request.parameter(name).is_none_or(|given| given == known);
    let refused = if !says("v", "10") {
        Some(4012)
    } else if !says("encoding", "json") {
        Some(4002)
    } else {
        None
    };
    Asked { compressed: request.parameter("compress") == Some("zlib-stream"), refused }
}
