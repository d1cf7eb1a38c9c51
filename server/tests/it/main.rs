//! The host over HTTP: the real router, a real database, a clock to turn. One binary; a
//! module a room, tests named after the ids of SECURITY.md.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its ground gives way"
)]

mod access;
mod account;
mod bundles;
mod demo;
mod family;
mod help;
mod home;
mod immunizations;
mod import;
mod imported;
mod live;
mod messages;
mod neighbours;
mod notices;
mod paper;
mod registration;
mod requests;
mod results;
mod session;
mod staff;
mod terms;
mod timing;
mod web;
mod wire;
