//! Clients that do what no library does: bytes of HTTP and frames of WebSocket, written by hand.

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::town::{DEADLINE, Town};

/// A connection to the sandbox.
pub(crate) struct Raw {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// What the gateway sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Frame {
    Message(Value),
    Pong(Vec<u8>),
    Close(Option<u16>),
    /// The connection ended without a close frame.
    End,
}

impl Raw {
    pub(crate) async fn open(town: &Town) -> Raw {
        let address = town.sandbox.gateway_url().replace("ws://", "");
        let stream = TcpStream::connect(address).await.expect("the sandbox listens");
        Raw { stream, unread: Vec::new() }
    }

    /// Connects to the gateway; `query` as in `v=10&encoding=json`. HELLO is the first frame.
    pub(crate) async fn gateway(town: &Town, query: &str) -> Raw {
        let mut raw = Raw::open(town).await;
        let handshake = format!(
            "GET /?{query} HTTP/1.1\r\nHost: sandbox\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        raw.write(handshake.as_bytes()).await;
        let head = raw.head().await;
        assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
        assert!(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{head}");
        raw
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.expect("the sandbox reads");
    }

    /// Reads more. `false` at the end.
    async fn fill(&mut self) -> bool {
        let read = self.stream.read_buf(&mut self.unread);
        let read = timeout(DEADLINE, read).await.expect("the sandbox answers");
        matches!(read, Ok(1..))
    }

    async fn exactly(&mut self, length: usize) -> Option<Vec<u8>> {
        while self.unread.len() < length {
            if !self.fill().await {
                return None;
            }
        }
        Some(self.unread.drain(..length).collect())
    }

    /// The head of an answer, with the empty line.
    pub(crate) async fn head(&mut self) -> String {
        loop {
            let place = self.unread.windows(4).position(|window| window == b"\r\n\r\n");
            if let Some(place) = place {
                let head = self.unread.drain(..place + 4).collect();
                return String::from_utf8(head).expect("a head is text");
            }
            assert!(self.fill().await, "the connection ended before the head did");
        }
    }

    /// The status and the body of an answer.
    pub(crate) async fn answer(&mut self) -> (u16, String) {
        let head = self.head().await;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length = length.map_or(0, |length| length.parse().expect("a length is a number"));
        let body = self.exactly(length).await.expect("the body is as long as it is said to be");
        (status.expect("a status is a number"), String::from_utf8(body).expect("JSON is text"))
    }

    /// Sends a message of the gateway.
    pub(crate) async fn send(&mut self, message: &str) {
        self.frame(0x81, message.as_bytes()).await;
    }

    /// Sends a frame, masked with zeros.
    pub(crate) async fn frame(&mut self, first: u8, payload: &[u8]) {
        let mut bytes = vec![first];
        match u8::try_from(payload.len()) {
            Ok(short) if short < 126 => bytes.push(0x80 | short),
            _ => {
                bytes.push(0x80 | 126);
                let length = u16::try_from(payload.len()).expect("a test sends no more");
                bytes.extend_from_slice(&length.to_be_bytes());
            }
        }
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(payload);
        self.write(&bytes).await;
    }

    /// The next frame, uncompressed.
    pub(crate) async fn next(&mut self) -> Frame {
        let Some(head) = self.exactly(2).await else { return Frame::End };
        let length_bytes = match head[1] {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        let Some(long) = self.exactly(length_bytes).await else { return Frame::End };
        let long = long.iter().fold(0, |sum, byte| (sum << 8) | usize::from(*byte));
        let length = if length_bytes == 0 { usize::from(head[1]) } else { long };
        let Some(payload) = self.exactly(length).await else { return Frame::End };
        match head[0] {
            0x81 => Frame::Message(serde_json::from_slice(&payload).expect("messages are JSON")),
            0x8A => Frame::Pong(payload),
            0x88 => Frame::Close(payload.first_chunk().map(|code| u16::from_be_bytes(*code))),
            other => panic!("a frame that begins with {other:#x}"),
        }
    }

    /// The next dispatch of this event, passing over others.
    pub(crate) async fn event(&mut self, name: &str) -> Value {
        self.message(name, |message| message["t"] == name).await
    }

    /// The next message of this operation, passing over others.
    pub(crate) async fn operation(&mut self, op: u64) -> Value {
        self.message(&format!("operation {op}"), |message| message["op"] == op).await
    }

    async fn message(&mut self, wanted: &str, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            match self.next().await {
                Frame::Message(message) if fits(&message) => return message,
                Frame::Message(_) | Frame::Pong(_) => {}
                end @ (Frame::Close(_) | Frame::End) => panic!("{end:?} instead of {wanted}"),
            }
        }
    }

    /// How the connection ends, passing over messages.
    pub(crate) async fn end(&mut self) -> Frame {
        loop {
            match self.next().await {
                Frame::Message(_) | Frame::Pong(_) => {}
                end @ (Frame::Close(_) | Frame::End) => return end,
            }
        }
    }
}
