//! The host over HTTP: the real router, a real database, a clock to turn. One binary; a
//! module a room, tests named after the ids of SECURITY.md.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop at what they did not expect, and so do their helpers"
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
mod timing;
mod web;
mod wire;
