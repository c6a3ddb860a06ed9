//! The log of a running bot, on standard error.
//!
//! **Invariant:** the token is in no line of it, whatever a library says.

use std::io::{self, Write};
use std::sync::Arc;

use clap::ValueEnum;
use secrecy::{ExposeSecret as _, SecretString};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// How lines of the log look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// What is logged where nobody says otherwise: what the bot does, and what troubles its libraries.
const DEFAULT_FILTER: &str = "warn,signpost=info";

/// Starts to log.
///
/// # Errors
///
/// When the filter cannot be read, or something logs already.
pub(super) fn start(
    format: LogFormat,
    filter: Option<&str>,
    token: Option<&SecretString>,
) -> anyhow::Result<()> {
    let filter: Targets = filter
        .unwrap_or(DEFAULT_FILTER)
        .parse()
        .map_err(|error| anyhow::anyhow!("cannot read the log filter in RUST_LOG: {error}"))?;
    let secret = token.map(|token| Arc::from(token.expose_secret().as_bytes()));
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(io::IsTerminal::is_terminal(&io::stderr()))
        .with_target(false)
        .with_writer(Redacting { secret });
    let started = match format {
        LogFormat::Text => tracing_subscriber::registry().with(filter).with(lines).try_init(),
        LogFormat::Json => {
            tracing_subscriber::registry().with(filter).with(lines.json()).try_init()
        }
    };
    started.map_err(|error| anyhow::anyhow!("cannot start the log: {error}"))?;
    // Only the place: a panic's text may hold what somebody wrote.
    std::panic::set_hook(Box::new(|panic| {
        let place =
            panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        tracing::error!("a fault in the program, at {place}; please report it");
    }));
    Ok(())
}

/// Standard error, with a mask over the token.
struct Redacting {
    secret: Option<Arc<[u8]>>,
}

impl<'a> MakeWriter<'a> for Redacting {
    type Writer = Redacted;

    fn make_writer(&'a self) -> Redacted {
        Redacted { secret: self.secret.clone(), line: Vec::new() }
    }
}

/// One event. It is written when it is complete, so that a token in two pieces is found.
struct Redacted {
    secret: Option<Arc<[u8]>>,
    line: Vec<u8>,
}

impl Write for Redacted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.line.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Redacted {
    fn drop(&mut self) {
        let line = match &self.secret {
            Some(secret) => masked(&self.line, secret),
            None => std::mem::take(&mut self.line),
        };
        // There is nowhere left to say that standard error is gone.
        let _ = io::stderr().write_all(&line);
    }
}

/// A line without a secret.
fn masked(line: &[u8], secret: &[u8]) -> Vec<u8> {
    const MASK: &[u8] = b"***";
    if secret.is_empty() {
        return line.to_vec();
    }
    let mut kept = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.windows(secret.len()).position(|part| part == secret) {
        kept.extend_from_slice(&rest[..at]);
        kept.extend_from_slice(MASK);
        rest = &rest[at + secret.len()..];
    }
    kept.extend_from_slice(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_secret_is_masked_wherever_it_stands() {
        let cases = [
            ("token=abc.def", "token=***"),
            ("abc.defabc.def", "******"),
            ("abc.de", "abc.de"),
            ("", ""),
        ];
        for (line, expected) in cases {
            let masked = masked(line.as_bytes(), b"abc.def");
            assert_eq!(String::from_utf8_lossy(&masked), expected, "{line}");
        }
    }
}
