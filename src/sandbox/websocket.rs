//! WebSocket as a server speaks it (RFC 6455): the handshake's answer, frames in, frames out.
//!
//! **Invariant:** a `Decoder` gives the same messages however the bytes were cut, and nothing after
//! its first error.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What RFC 6455 section 1.3 has a server append to the client's key.
const ACCEPT_SUFFIX: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// The longest message taken from a client, in bytes. Discord's gateway takes 4,096.
pub(super) const LONGEST_MESSAGE: usize = 4_096;

/// RFC 6455 section 5.5: a control frame has at most 125 bytes.
const LONGEST_CONTROL: usize = 125;

const CONTINUATION: u8 = 0x0;
const TEXT: u8 = 0x1;
const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;

/// The value of `Sec-WebSocket-Accept` for the client's `Sec-WebSocket-Key`.
pub(super) fn accept_key(client_key: &str) -> String {
    let mut digest = sha1_smol::Sha1::new();
    digest.update(client_key.as_bytes());
    digest.update(ACCEPT_SUFFIX.as_bytes());
    STANDARD.encode(digest.digest().bytes())
}

/// A whole message or control frame from the client, unmasked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum FromClient {
    /// A text message.
    Text(String),
    /// A binary message. Discord takes one in JSON too.
    Binary(Vec<u8>),
    /// A ping, which wants a pong of the same bytes.
    Ping(Vec<u8>),
    /// A pong.
    Pong,
    /// A close frame, with its code if it has one.
    Close(Option<u16>),
}

/// A client's bytes are no WebSocket, or say too much at once.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Misuse {
    /// The framing is broken: close code 1002.
    Protocol,
    /// A text that is not UTF-8: close code 1007.
    NotUtf8,
    /// A message longer than [`LONGEST_MESSAGE`]: the gateway's close code 4002.
    TooLong,
}

impl Misuse {
    /// The close code that answers it.
    pub(super) fn close_code(self) -> u16 {
        match self {
            Self::Protocol => 1002,
            Self::NotUtf8 => 1007,
            Self::TooLong => 4002,
        }
    }
}

/// Turns bytes into messages.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    bytes: Vec<u8>,
    /// The kind and the bytes so far of a message that comes in fragments.
    fragments: Option<(u8, Vec<u8>)>,
    broken: Option<Misuse>,
}

/// One frame, unmasked.
struct Frame {
    last: bool,
    kind: u8,
    payload: Vec<u8>,
}

impl Decoder {
    /// Where a reader puts what comes next.
    pub(super) fn input(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// The next message, `None` if it is not all there yet.
    ///
    /// # Errors
    ///
    /// When the client breaks the protocol; the same error is given ever after.
    pub(super) fn next(&mut self) -> Result<Option<FromClient>, Misuse> {
        if let Some(misuse) = self.broken {
            // Nobody will read what still comes.
            self.bytes.clear();
            return Err(misuse);
        }
        let read = self.read();
        self.broken = read.as_ref().err().copied();
        read
    }

    fn read(&mut self) -> Result<Option<FromClient>, Misuse> {
        while let Some(frame) = self.frame()? {
            match frame.kind {
                TEXT | BINARY if self.fragments.is_some() => return Err(Misuse::Protocol),
                TEXT | BINARY if frame.last => return whole(frame.kind, frame.payload).map(Some),
                TEXT | BINARY => self.fragments = Some((frame.kind, frame.payload)),
                CONTINUATION => {
                    let (kind, mut so_far) = self.fragments.take().ok_or(Misuse::Protocol)?;
                    if so_far.len() + frame.payload.len() > LONGEST_MESSAGE {
                        return Err(Misuse::TooLong);
                    }
                    so_far.extend_from_slice(&frame.payload);
                    if frame.last {
                        return whole(kind, so_far).map(Some);
                    }
                    self.fragments = Some((kind, so_far));
                }
                CLOSE => return close(&frame.payload).map(Some),
                PING => return Ok(Some(FromClient::Ping(frame.payload))),
                PONG => return Ok(Some(FromClient::Pong)),
                _ => return Err(Misuse::Protocol),
            }
        }
        Ok(None)
    }

    fn frame(&mut self) -> Result<Option<Frame>, Misuse> {
        let [first, second, ..] = self.bytes[..] else { return Ok(None) };
        let (last, reserved, kind) = (first & 0x80 != 0, first & 0x70, first & 0x0F);
        let (masked, short_length) = (second & 0x80 != 0, usize::from(second & 0x7F));
        let control = kind >= CLOSE;
        if reserved != 0 || !masked || (control && (!last || short_length > LONGEST_CONTROL)) {
            return Err(Misuse::Protocol);
        }
        let (length, head) = match short_length {
            126 => {
                let Some(bytes) = self.bytes.get(2..4) else { return Ok(None) };
                (number(bytes), 4)
            }
            127 => {
                let Some(bytes) = self.bytes.get(2..10) else { return Ok(None) };
                (number(bytes), 10)
            }
            short => (short as u64, 2),
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > LONGEST_MESSAGE {
            return Err(Misuse::TooLong);
        }
        let start = head + 4;
        if self.bytes.len() < start + length {
            return Ok(None);
        }
        let mask = &self.bytes[head..start];
        let payload = self.bytes[start..start + length]
            .iter()
            .zip(mask.iter().cycle())
            .map(|(byte, mask)| byte ^ mask)
            .collect();
        self.bytes.drain(..start + length);
        Ok(Some(Frame { last, kind, payload }))
    }
}

fn number(big_endian: &[u8]) -> u64 {
    big_endian.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

fn whole(kind: u8, payload: Vec<u8>) -> Result<FromClient, Misuse> {
    if kind == BINARY {
        return Ok(FromClient::Binary(payload));
    }
    String::from_utf8(payload).map(FromClient::Text).map_err(|_| Misuse::NotUtf8)
}

fn close(payload: &[u8]) -> Result<FromClient, Misuse> {
    match payload {
        [] => Ok(FromClient::Close(None)),
        [_] => Err(Misuse::Protocol),
        [high, low, reason @ ..] => {
            std::str::from_utf8(reason).map_err(|_| Misuse::NotUtf8)?;
            Ok(FromClient::Close(Some(u16::from_be_bytes([*high, *low]))))
        }
    }
}

/// Appends a text message.
pub(super) fn write_text(out: &mut Vec<u8>, text: &str) {
    write_frame(out, TEXT, text.as_bytes());
}

/// Appends a binary message.
pub(super) fn write_binary(out: &mut Vec<u8>, payload: &[u8]) {
    write_frame(out, BINARY, payload);
}

/// Appends a pong that answers a ping of this payload.
pub(super) fn write_pong(out: &mut Vec<u8>, payload: &[u8]) {
    write_frame(out, PONG, payload);
}

/// Appends a close frame. `reason` is cut where the frame would be too long.
pub(super) fn write_close(out: &mut Vec<u8>, code: Option<u16>, reason: &str) {
    let mut payload = Vec::new();
    if let Some(code) = code {
        payload.extend_from_slice(&code.to_be_bytes());
        let room = reason.floor_char_boundary(LONGEST_CONTROL - payload.len());
        payload.extend_from_slice(&reason.as_bytes()[..room]);
    }
    write_frame(out, CLOSE, &payload);
}

fn write_frame(out: &mut Vec<u8>, kind: u8, payload: &[u8]) {
    out.push(0x80 | kind);
    // Server frames are not masked. A length takes the shortest of its three forms.
    if let Ok(short) = u8::try_from(payload.len())
        && usize::from(short) <= LONGEST_CONTROL
    {
        out.push(short);
    } else if let Ok(middle) = u16::try_from(payload.len()) {
        out.push(126);
        out.extend_from_slice(&middle.to_be_bytes());
    } else {
        out.push(127);
        out.extend_from_slice(&(payload.len() as u64).to_be_bytes());
    }
    out.extend_from_slice(payload);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
        let mask = [1, 2, 3, 4];
        let mut frame = vec![first];
        if payload.len() < 126 {
            frame.push(0x80 | u8::try_from(payload.len()).expect("below 126"));
        } else {
            frame.push(0x80 | 126);
            frame.extend_from_slice(
                &u16::try_from(payload.len()).expect("a test has no more").to_be_bytes(),
            );
        }
        frame.extend_from_slice(&mask);
        frame.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
        frame
    }

    #[test]
    fn the_key_of_the_standard_gets_the_answer_of_the_standard() {
        assert_eq!(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn messages_are_the_same_however_the_bytes_are_cut() {
        let long = "é".repeat(1_000);
        let mut bytes = masked(0x81, b"whole");
        bytes.extend(masked(0x01, b"in "));
        bytes.extend(masked(0x89, b"are you there"));
        bytes.extend(masked(0x00, b"three "));
        bytes.extend(masked(0x80, b"parts"));
        bytes.extend(masked(0x82, &[0, 255]));
        bytes.extend(masked(0x81, long.as_bytes()));
        bytes.extend(masked(0x8A, b""));
        bytes.extend(masked(0x88, &[0x03, 0xE8, b'b', b'y', b'e']));
        bytes.extend(masked(0x88, &[]));
        let expected = [
            FromClient::Text("whole".into()),
            FromClient::Ping(b"are you there".to_vec()),
            FromClient::Text("in three parts".into()),
            FromClient::Binary(vec![0, 255]),
            FromClient::Text(long),
            FromClient::Pong,
            FromClient::Close(Some(1000)),
            FromClient::Close(None),
        ];
        for step in [1, 2, 3, 7, bytes.len()] {
            let mut decoder = Decoder::default();
            let mut found = Vec::new();
            for part in bytes.chunks(step) {
                decoder.input().extend_from_slice(part);
                while let Some(message) = decoder.next().expect("these are proper frames") {
                    found.push(message);
                }
            }
            assert_eq!(found, expected, "cut into parts of {step}");
        }
    }

    #[test]
    fn misuse_is_named_and_stays() {
        let too_long = vec![b'a'; LONGEST_MESSAGE + 1];
        let half_too_long = vec![b'a'; LONGEST_MESSAGE / 2 + 1];
        let table: [(&str, Vec<u8>, Misuse); 9] = [
            ("not masked", vec![0x81, 0x01, b'a'], Misuse::Protocol),
            ("a reserved bit", masked(0xC1, b"a"), Misuse::Protocol),
            ("an unknown kind", masked(0x83, b"a"), Misuse::Protocol),
            ("a fragmented ping", masked(0x09, b"a"), Misuse::Protocol),
            ("a continuation of nothing", masked(0x80, b"a"), Misuse::Protocol),
            ("half a close code", masked(0x88, &[3]), Misuse::Protocol),
            ("no UTF-8", masked(0x81, &[0xFF]), Misuse::NotUtf8),
            ("a long message", masked(0x81, &too_long), Misuse::TooLong),
            (
                "a long message in parts",
                [masked(0x01, &half_too_long), masked(0x80, &half_too_long)].concat(),
                Misuse::TooLong,
            ),
        ];
        for (what, bytes, expected) in table {
            let mut decoder = Decoder::default();
            decoder.input().extend_from_slice(&bytes);
            assert_eq!(decoder.next(), Err(expected), "{what}");
            decoder.input().extend_from_slice(&masked(0x81, b"fine"));
            assert_eq!(decoder.next(), Err(expected), "{what}, then a good frame");
        }
    }
}
