//! The words and rules of a member portal: what a member record number is, when an account
//! locks, how long a reply stays open, what a lab value says.
//!
//! Pure: no clock (`now` is a parameter), no I/O, no async, no framework. The browser runs
//! the same functions as the host. One module a room, as on every other floor.

pub mod account;
pub mod audit;
pub mod email;
pub mod family;
pub mod fhir;
pub mod forms;
pub mod help;
pub mod home;
pub mod ids;
pub mod immunizations;
pub mod locale;
pub mod messages;
pub mod mrn;
pub mod names;
pub mod notices;
pub mod organisation;
pub mod password;
pub mod registration;
pub mod requests;
pub mod results;
pub mod routes;
pub mod secret_questions;
pub mod services;
pub mod session;
pub mod shell;
pub mod staff;
pub mod time;
pub mod unicode;
pub mod user_id;
