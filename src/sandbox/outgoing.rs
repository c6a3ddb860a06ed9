//! What a connection to the gateway is still to be sent, compressed if the client asked for it.
//!
//! **Invariant:** bytes leave in the order in which they were put in, and each once, wherever a
//! write was cut short.

use std::io;

use flate2::{Compress, Compression, FlushCompress};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::websocket;

/// How many bytes wait for a client at most before no more events are taken from its session.
/// Large enough to keep the socket busy, small enough that a fault stops what follows soon.
const ENOUGH: usize = 64 * 1024;

/// The bytes that wait.
#[derive(Debug)]
pub(super) struct Outgoing {
    bytes: Vec<u8>,
    written: usize,
    stream: Option<Compress>,
}

impl Outgoing {
    /// `compressed`: all messages as one stream of zlib, flushed after each.
    pub(super) fn new(compressed: bool) -> Self {
        let stream = compressed.then(|| Compress::new(Compression::fast(), true));
        Self { bytes: Vec::new(), written: 0, stream }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.written == self.bytes.len()
    }

    /// Whether events are to wait in their session rather than here.
    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() - self.written >= ENOUGH
    }

    /// A message of the gateway.
    pub(super) fn message(&mut self, text: &str) {
        let Some(stream) = &mut self.stream else {
            websocket::write_text(&mut self.bytes, text);
            return;
        };
        let mut packed = Vec::with_capacity(text.len() / 2 + 64);
        let before = stream.total_in();
        loop {
            // What was taken in is no more than `text` is long.
            let taken = usize::try_from(stream.total_in() - before).unwrap_or(text.len());
            let room = packed.capacity() - packed.len();
            let rest = &text.as_bytes()[taken..];
            let produced = stream.total_out();
            // In memory, with a buffer that grows, compressing has no way to fail.
            if stream.compress_vec(rest, &mut packed, FlushCompress::Sync).is_err() {
                break;
            }
            // All was flushed if there was room left over.
            let produced = stream.total_out() - produced;
            if usize::try_from(produced).is_ok_and(|produced| produced < room) {
                break;
            }
            packed.reserve(packed.capacity().max(64));
        }
        websocket::write_binary(&mut self.bytes, &packed);
    }

    /// A text frame as it stands, uncompressed.
    pub(super) fn raw_text(&mut self, text: &str) {
        websocket::write_text(&mut self.bytes, text);
    }

    /// An answer to a ping.
    pub(super) fn pong(&mut self, payload: &[u8]) {
        websocket::write_pong(&mut self.bytes, payload);
    }

    /// A close frame.
    pub(super) fn close(&mut self, code: Option<u16>, reason: &str) {
        websocket::write_close(&mut self.bytes, code, reason);
    }

    /// Writes some of it. May be cancelled: what was not written stays.
    pub(super) async fn write_some(
        &mut self,
        writer: &mut (impl AsyncWrite + Unpin),
    ) -> io::Result<()> {
        let count = writer.write(&self.bytes[self.written..]).await?;
        if count == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.written += count;
        if self.is_empty() {
            self.bytes.clear();
            self.written = 0;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use flate2::{Decompress, FlushDecompress};

    use super::*;

    /// The payloads of the server's frames in `bytes`.
    fn payloads(mut bytes: &[u8]) -> Vec<&[u8]> {
        let mut found = Vec::new();
        while !bytes.is_empty() {
            let (length, head) = match bytes[1] {
                126 => (usize::from(u16::from_be_bytes([bytes[2], bytes[3]])), 4),
                127 => {
                    let length: [u8; 8] = bytes[2..10].try_into().expect("eight bytes");
                    (usize::try_from(u64::from_be_bytes(length)).expect("it is in memory"), 10)
                }
                short => (usize::from(short), 2),
            };
            found.push(&bytes[head..head + length]);
            bytes = &bytes[head + length..];
        }
        found
    }

    #[test]
    fn each_message_of_the_stream_is_whole_and_ends_with_the_mark() {
        let noise: String = std::iter::repeat_with(fastrand::alphanumeric).take(300_000).collect();
        let messages = ["{}".to_owned(), "a".repeat(200_000), noise, "x".into()];
        let mut outgoing = Outgoing::new(true);
        for message in &messages {
            outgoing.message(message);
        }
        let payloads = payloads(&outgoing.bytes);
        assert_eq!(payloads.len(), messages.len());
        let mut stream = Decompress::new(true);
        for (payload, message) in payloads.iter().zip(&messages) {
            let mut text = Vec::with_capacity(message.len() + 64);
            stream.decompress_vec(payload, &mut text, FlushDecompress::Sync).expect("zlib");
            assert_eq!(text.len(), message.len());
            assert!(text == message.as_bytes(), "another text came out");
            assert!(payload.ends_with(&[0, 0, 0xFF, 0xFF]), "{:?}", payload.last_chunk::<8>());
        }
    }
}
