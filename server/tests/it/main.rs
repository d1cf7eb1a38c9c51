//! The host over HTTP: the real router, a real database, a clock to turn. One binary; a
//! module a room, tests named after the ids of SECURITY.md.

mod bundles;
mod demo;
mod home;
mod import;
mod imported;
mod messages;
mod registration;
mod results;
mod session;
mod timing;
mod web;
mod wire;
