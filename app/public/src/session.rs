//! Signing on and off.

pub mod api;
mod sign_off;
mod sign_on;
mod terms;

pub use sign_on::{SignOnForm, SignOnPage};

lazy! {
    /// `/sign-off`.
    SignOffRoute => sign_off::SignOffPage,
    /// `/terms`.
    NewTermsRoute => terms::TermsPage,
}
