//! One connection to the gateway: what is sent on it, what comes on it, what goes wrong on it.
//!
//! **Invariant:** every wait of a connection can be cut short at any point without losing a byte,
//! so a fault takes effect at once, also on a client that does not read.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{Instant, sleep_until};

use super::commands::{self, Reaction};
use super::faults::ConnectionFault;
use super::hub::Hub;
use super::log::Logged;
use super::outgoing::Outgoing;
use super::session::Session;
use super::websocket::{Decoder, FromClient};

/// How many dispatches are taken from a session at once: few enough to hold its lock shortly.
const BATCH: usize = 64;

/// How long a client that was sent a close frame may take to answer it.
const CLOSING: Duration = Duration::from_secs(5);

/// What is granted to a heartbeat on top of two intervals, for machines that are slow.
const HEARTBEAT_GRACE: Duration = Duration::from_secs(5);

/// What a client of the gateway asked for by its address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// Messages as one stream of zlib.
    pub(super) compressed: bool,
    /// A close code to answer the connection with, if it asks for what there is not.
    pub(super) refused: Option<u16>,
}

/// A connection to the gateway.
pub(super) struct Connection {
    pub(super) hub: Arc<Hub>,
    pub(super) number: u64,
    pub(super) outgoing: Outgoing,
    /// Told when the session has something to send.
    pub(super) wake: Arc<Notify>,
    pub(super) session: Option<Arc<Session>>,
    told: UnboundedReceiver<ConnectionFault>,
    decoder: Decoder,
    phase: Phase,
    dispatches: u32,
    allowance: Allowance,
    heartbeat_due: Instant,
    heartbeat_patience: Duration,
    /// Whether the log says already that this connection was closed.
    closing_logged: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Open,
    /// A close frame was sent; the client's is waited for until then.
    Closing(Instant),
    /// The connection ends as soon as everything was sent.
    Leaving,
    /// It ends now.
    Gone,
    /// It is reset now.
    Reset,
    /// It does nothing any more.
    Stalled,
}

/// How many messages a client may send in a minute. Discord counts heartbeats too; here they are
/// free, since tests have them sent far more often.
const MESSAGES_A_MINUTE: u32 = 120;

/// What a client sent in the current minute.
struct Allowance {
    since: Instant,
    taken: u32,
}

impl Allowance {
    /// Counts a message. `false` if it is one too many.
    fn take_one(&mut self, now: Instant) -> bool {
        if now - self.since >= Duration::from_secs(60) {
            *self = Self { since: now, taken: 0 };
        }
        self.taken += 1;
        self.taken <= MESSAGES_A_MINUTE
    }
}

/// Speaks with a client until the connection ends. `unused` was read after the handshake.
pub(super) async fn serve(hub: Arc<Hub>, mut stream: TcpStream, unused: Vec<u8>, asked: Asked) {
    let (tell, told) = unbounded_channel();
    let number = hub.connect(tell);
    let interval = hub.faults.heartbeat_interval();
    let heartbeat_patience = Duration::from_millis(interval) * 2 + HEARTBEAT_GRACE;
    let mut connection = Connection {
        hub,
        number,
        outgoing: Outgoing::new(asked.compressed),
        wake: Arc::default(),
        session: None,
        told,
        decoder: Decoder::default(),
        phase: Phase::Open,
        dispatches: 0,
        allowance: Allowance { since: Instant::now(), taken: 0 },
        heartbeat_due: Instant::now() + heartbeat_patience,
        heartbeat_patience,
        closing_logged: false,
    };
    connection.decoder.input().extend(unused);
    match asked.refused {
        Some(code) => connection.close(Some(code), "not to be had here"),
        None => {
            let hello = format!(r#"{{"heartbeat_interval":{interval},"_trace":[]}}"#);
            connection.send(10, &hello);
        }
    }
    connection.run(&mut stream).await;
    connection.end();
}

impl Connection {
    /// Sends a frame that is no dispatch.
    pub(super) fn send(&mut self, op: u64, data: &str) {
        let text = format!(r#"{{"t":null,"s":null,"op":{op},"d":{data}}}"#);
        self.outgoing.message(&text);
        self.hub.log.push(Logged::Sent { op, name: None, sequence: None, at: self.hub.now() });
    }

    async fn run(&mut self, stream: &mut TcpStream) {
        loop {
            self.read_messages();
            while let Ok(fault) = self.told.try_recv() {
                self.suffer(fault);
            }
            self.send_dispatches();
            let patience = match self.phase {
                Phase::Open => self.heartbeat_due,
                Phase::Closing(until) => until,
                Phase::Leaving if !self.outgoing.is_empty() => self.heartbeat_due,
                Phase::Leaving | Phase::Gone => return,
                Phase::Stalled => {
                    self.stall().await;
                    continue;
                }
                Phase::Reset => {
                    // Where the system knows no reset, the connection just ends.
                    stream.set_zero_linger().ok();
                    return;
                }
            };
            let (mut reader, mut writer) = stream.split();
            tokio::select! {
                read = reader.read_buf(self.decoder.input()) => {
                    if !matches!(read, Ok(1..)) {
                        self.phase = Phase::Gone;
                    }
                }
                written = self.outgoing.write_some(&mut writer), if !self.outgoing.is_empty() => {
                    if written.is_err() {
                        self.phase = Phase::Gone;
                    }
                }
                () = self.wake.notified() => {}
                Some(fault) = self.told.recv() => self.suffer(fault),
                () = sleep_until(patience) => self.lose_patience(),
            }
        }
    }

    /// Takes in what the client sent whole.
    fn read_messages(&mut self) {
        while matches!(self.phase, Phase::Open | Phase::Closing(_)) {
            match self.decoder.next() {
                Ok(None) => return,
                Ok(Some(FromClient::Close(code))) => self.closed_by_client(code),
                // After a close frame nothing else matters.
                Ok(Some(_)) if self.phase != Phase::Open => {}
                Ok(Some(FromClient::Pong)) => {}
                Ok(Some(FromClient::Ping(payload))) => self.outgoing.pong(&payload),
                Ok(Some(FromClient::Text(text))) => self.take(text.as_bytes()),
                Ok(Some(FromClient::Binary(bytes))) => self.take(&bytes),
                Err(misuse) => {
                    self.close(Some(misuse.close_code()), "not a frame to be understood");
                    return;
                }
            }
        }
    }

    fn take(&mut self, message: &[u8]) {
        match commands::obey(self, message) {
            Reaction::None if self.allowance.take_one(Instant::now()) => {}
            Reaction::None => self.close(Some(4008), "Rate limited."),
            Reaction::Heartbeat => {
                self.heartbeat_due = Instant::now() + self.heartbeat_patience;
                if !self.hub.faults.ignores_heartbeat() {
                    self.send(11, "null");
                }
            }
            Reaction::Close(code, reason) => self.close(Some(code), reason),
        }
    }

    fn closed_by_client(&mut self, code: Option<u16>) {
        // Discord's rule: with these a client says that it will not come back.
        if matches!(code, Some(1000 | 1001))
            && self.phase == Phase::Open
            && let Some(session) = &self.session
        {
            self.hub.forget(&session.id);
        }
        if self.phase == Phase::Open {
            self.outgoing.close(code, "");
        }
        self.let_go(code);
        self.phase = Phase::Leaving;
    }

    /// Closes the connection in good order.
    fn close(&mut self, code: Option<u16>, reason: &str) {
        if self.phase == Phase::Open {
            self.outgoing.close(code, reason);
            self.let_go(code);
            self.phase = Phase::Closing(Instant::now() + CLOSING);
        }
    }

    /// Writes down that the connection ended, and leaves the session to the next.
    fn let_go(&mut self, code: Option<u16>) {
        if let Some(session) = self.session.take() {
            session.detach(self.number);
        }
        if !self.closing_logged {
            self.closing_logged = true;
            self.hub.log.push(Logged::Closed { code });
        }
    }

    fn end(&mut self) {
        self.let_go(None);
        self.hub.disconnect(self.number);
    }

    fn lose_patience(&mut self) {
        match self.phase {
            Phase::Open => self.close(Some(4009), "Session timed out."),
            Phase::Closing(_) | Phase::Leaving => self.phase = Phase::Gone,
            Phase::Gone | Phase::Reset | Phase::Stalled => {}
        }
    }

    fn suffer(&mut self, fault: ConnectionFault) {
        if self.phase != Phase::Open {
            return;
        }
        match fault {
            ConnectionFault::Close(code) => self.close(code, ""),
            ConnectionFault::Reset => self.phase = Phase::Reset,
            ConnectionFault::Stall => self.phase = Phase::Stalled,
            ConnectionFault::Garbage => self.outgoing.raw_text("this is {no JSON"),
            ConnectionFault::Reconnect => self.send(7, "null"),
            ConnectionFault::InvalidSession { resumable } => {
                if let Some(session) = self.session.take() {
                    session.detach(self.number);
                    if !resumable {
                        self.hub.forget(&session.id);
                    }
                }
                self.send(9, if resumable { "true" } else { "false" });
            }
            // The hub puts these into the sessions.
            ConnectionFault::UnknownEvent => {}
        }
    }

    /// Waits without reading or writing, until the session has gone to another connection.
    async fn stall(&mut self) {
        while self.is_reader() {
            tokio::select! {
                () = self.wake.notified() => {}
                Some(fault) = self.told.recv() => {
                    if fault == ConnectionFault::Reset {
                        self.phase = Phase::Reset;
                        return;
                    }
                }
            }
        }
        self.phase = Phase::Gone;
    }

    fn is_reader(&self) -> bool {
        self.session.as_ref().is_none_or(|session| session.is_read_by(self.number))
    }

    /// Moves events from the session to the client.
    fn send_dispatches(&mut self) {
        while self.phase == Phase::Open && !self.outgoing.is_full() {
            let Some(session) = &self.session else { return };
            let drop_every = self.hub.faults.drop_every();
            let left = drop_every.map(|every| every.saturating_sub(self.dispatches).max(1));
            let most = left.map_or(BATCH, |left| BATCH.min(left as usize));
            let dispatches = session.read(self.number, most);
            if dispatches.is_empty() {
                if !session.is_read_by(self.number) {
                    self.phase = Phase::Leaving;
                }
                return;
            }
            for dispatch in dispatches {
                let text = dispatch.text();
                let times = if self.hub.faults.doubles() { 2 } else { 1 };
                for _ in 0..times {
                    self.outgoing.message(&text);
                    self.hub.log.push(Logged::Sent {
                        op: 0,
                        name: Some(Arc::clone(&dispatch.name)),
                        sequence: Some(dispatch.sequence),
                        at: self.hub.now(),
                    });
                }
                self.dispatches += 1;
            }
            if drop_every.is_some_and(|every| self.dispatches >= every) {
                self.let_go(None);
                self.phase = Phase::Leaving;
            }
        }
    }
}
