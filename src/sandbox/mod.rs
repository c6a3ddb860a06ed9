//! A local stand-in of Discord: its REST API and its gateway on loopback, with state in memory and
//! faults to order. Real client libraries connect to it.
//!
//! **Invariant:** it listens on loopback alone and connects to nothing; whatever happens in its
//! world reaches every session that may see it once, in order, across disconnections.

mod api;
mod clock;
mod commands;
/// Request bodies against the published description of the API.
pub mod description;
mod faults;
mod form;
mod gateway;
mod http;
mod hub;
mod log;
mod outgoing;
mod server;
mod session;
mod websocket;
/// What Discord consists of, without any transport.
pub mod world;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use faults::Fault;
pub use log::{Log, Logged, Waited};

use hub::Hub;
use world::World;

/// A running stand-in of Discord. Dropping it stops everything and closes every connection.
#[derive(Debug)]
pub struct Sandbox {
    hub: Arc<Hub>,
    address: SocketAddr,
    listening: JoinHandle<()>,
}

impl Sandbox {
    /// Starts it on a free port of 127.0.0.1. Needs a Tokio runtime.
    ///
    /// # Errors
    ///
    /// When the system gives no port.
    pub async fn start(world: World) -> io::Result<Sandbox> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let hub = Arc::new(Hub::new(world, format!("ws://{address}")));
        let listening = tokio::spawn(server::listen(listener, Arc::clone(&hub)));
        Ok(Sandbox { hub, address, listening })
    }

    /// The address of the REST API, without a slash at its end.
    #[must_use]
    pub fn api_base(&self) -> String {
        format!("http://{}{}", self.address, api::PREFIX)
    }

    /// The address of the gateway, without a slash at its end.
    #[must_use]
    pub fn gateway_url(&self) -> String {
        self.hub.gateway_url.clone()
    }

    /// Acts in the world, and sends what comes of it to every session. `act` must not call the
    /// sandbox: the world is locked meanwhile.
    pub fn act<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        self.hub.act(act)
    }

    /// Every request and frame so far.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.hub.log
    }

    /// Makes something go wrong: at once on the connections that are open, or when what it fits
    /// comes next.
    pub fn fault(&self, fault: Fault) {
        self.hub.fault(fault);
    }

    /// How many sessions have a connection now.
    #[must_use]
    pub fn sessions(&self) -> usize {
        self.hub.connected_sessions()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.listening.abort();
    }
}
