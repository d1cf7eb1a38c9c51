//! The host: configuration, wiring, middleware, jobs, and the commands of the binary
//! `portal`.
//!
//! The order a request meets: [`host`] (timers and caps) → [`guard`] (methods, Host, origin,
//! flood) → [`facts`] (cookies, session, language) → access table → [`dispatch`] (server
//! functions), [`files`] (downloads) or [`pages`] (rendering) → [`headers`] (outermost, on
//! every answer).

pub mod commands;
pub mod config;
pub mod cookies;
pub mod dispatch;
pub mod error_page;
pub mod facts;
pub mod files;
pub mod guard;
pub mod headers;
pub mod health_card;
pub mod host;
pub mod jobs;
pub mod live;
pub mod mail;
pub mod ops;
pub mod pages;
pub mod papers;
pub mod results;
pub mod router;
pub mod site;
pub mod uploads;
