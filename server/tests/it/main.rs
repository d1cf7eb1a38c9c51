//! The host over HTTP: the real router, a real database, a clock to turn. One binary; a
//! module a room, tests named after the ids of SECURITY.md.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its ground gives way"
)]

mod bundles;
mod demo;
mod home;
mod import;
mod imported;
mod messages;
mod neighbours;
mod registration;
mod results;
mod session;
mod staff;
mod terms;
mod timing;
mod web;
mod wire;
