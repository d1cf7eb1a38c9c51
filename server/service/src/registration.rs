//! Registration in five steps (SPEC section 1).
//!
//! What a visitor typed is kept here, under the hash of an opaque ticket, for thirty minutes
//! after the last request ([`draft`]). Every form answers with [`Next`]: the page to go to, or
//! the same page with what is wrong. A step skipped, a ticket unknown or expired is
//! [`Refusal::OutOfOrder`](crate::stop::Refusal); a form that was taken before leads to the
//! current step and does nothing again (REG-5).

use domain::registration::Step;
use domain::routes::Route;

mod contact;
mod draft;
mod identity;
mod mail;
mod membership;
mod secure;
mod terms;

pub use contact::{code_page, resend_code, submit_code, submit_user_id, user_id_page};
pub use identity::{questions_page, submit_questions};
pub use membership::{membership_page, submit_membership};
pub use secure::{NewSecrets, done_page, password_page, submit_password};
pub use terms::{decline_terms, submit_terms, terms_page};

/// What follows a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next<V> {
    /// Go to this page.
    Go(Route),
    /// Show the page again, with what is wrong.
    Show(V),
}

impl<V> Next<V> {
    fn step(step: Step) -> Self {
        Self::Go(step.route())
    }
}
