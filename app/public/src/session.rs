//! Signing on and off.

pub mod api;
mod sign_off;
mod sign_on;
mod terms;

pub use sign_off::SignOffPage;
pub use sign_on::{SignOnForm, SignOnPage};
pub use terms::TermsRoute;
