//! Use cases: one async function for each thing a person can do.
//!
//! A use case takes a [`Cx`] (the clock, the random source, one transaction, who asks) and a
//! proof of access from [`access`], never a flag. It sees neither axum nor leptos.
//!
//! How to add one: write `pub async fn verb(cx: &mut Cx, who: &Member, …) -> Result<T, Stop>`
//! in the room's file. Call it inside [`Request::read`] when it only looks (say so with
//! [`Cx::looked`]) and inside [`Request::write`] when it changes something (say so with
//! [`Cx::record`]); the audit row is written in the same transaction as the change.

pub mod access;
pub mod account;
pub mod clock;
pub mod cx;
pub mod devices;
pub mod family;
pub mod hashing;
pub mod health_card;
pub mod home;
pub mod immunizations;
pub mod import;
pub mod keys;
pub mod live;
pub mod mails;
pub mod messages;
pub mod notices;
pub mod password_list;
pub mod pictures;
pub mod portal;
pub mod random;
pub mod registration;
pub mod requests;
pub mod results;
pub mod scanner;
pub mod sealing;
pub mod session;
pub mod staff;
pub mod stop;
mod views;

pub use cx::{Act, Cx, RequestFacts};
pub use portal::{Keep, Limits, Outgoing, Parts, Portal, Request};
pub use scanner::Scanner;
pub use stop::{Fault, Refusal, Stop};
