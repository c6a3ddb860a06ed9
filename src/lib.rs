//! Signpost answers a support channel from documents, and knows when not to.

pub mod app;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod discord;
pub mod engine;
pub mod eval;
pub mod export;
pub mod import;
pub mod moderation;
pub mod sandbox;
pub mod store;
pub mod toml_reader;
