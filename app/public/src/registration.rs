//! Registration: what is needed, and the five steps.

pub mod api;
mod code;
mod done;
mod frame;
mod membership;
mod password;
mod problems;
mod questions;
mod start;
mod terms;
mod user_id;

pub(crate) use frame::errors;
pub(crate) use terms::{accept_form, terms_text};

lazy! {
    /// `/register`.
    StartRoute => start::StartPage,
    /// `/register/membership`.
    MembershipRoute => membership::MembershipPage,
    /// `/register/terms`.
    TermsRoute => terms::TermsPage,
    /// `/register/user-id`.
    UserIdRoute => user_id::UserIdPage,
    /// `/register/user-id/code`.
    CodeRoute => code::CodePage,
    /// `/register/secure`.
    QuestionsRoute => questions::QuestionsPage,
    /// `/register/secure/password`.
    PasswordRoute => password::PasswordPage,
    /// `/register/done`.
    DoneRoute => done::DonePage,
}
