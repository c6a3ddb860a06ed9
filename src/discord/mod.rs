//! Discord's side: from a frame of the gateway to a request of the HTTP API.
//!
//! **Invariant:** whether and what to answer is decided by the engine and by pure functions here;
//! what waits for the network holds no other question up.

pub mod arrival;
pub mod attention;
pub mod bot;
pub mod button;
pub mod chart;
pub mod commands;
pub mod connection;
pub mod correction_button;
pub mod directory;
pub mod doctor;
pub mod faq_button;
pub mod ground;
pub mod health;
pub mod inbound;
pub mod inbox_button;
pub mod library;
pub mod limits;
pub mod moving_button;
pub mod progress;
pub mod render;
pub mod rest;
pub mod service;
pub mod settings;
pub mod staff_button;
pub mod told;
mod withholding;
pub mod zones;
