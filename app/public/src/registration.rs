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

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub(crate) use frame::errors;
pub(crate) use problems::terms as terms_problem;
pub use start::StartPage;
pub(crate) use terms::terms_text;

macro_rules! lazy {
    ($($(#[$doc:meta])* $name:ident => $page:path),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        #[lazy_route]
        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                $page().into_any()
            }
        }
    )+};
}

lazy! {
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
