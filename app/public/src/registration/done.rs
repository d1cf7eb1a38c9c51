//! `/register/done`: step 5, the sign-on form with the user ID filled in.

use domain::forms::Form;
use domain::registration::Step;
use domain::session::{SignOnValues, SignOnView};
use leptos::prelude::*;
use ui::prelude::*;
use words::{registration as say, session};

use super::api::load_done;
use super::frame::{shell, step_page};
use crate::session::SignOnForm;
use crate::session::api::load_sign_on;

#[component]
pub(super) fn DonePage() -> impl IntoView {
    let locale = shell().locale;
    let load = || async {
        let done = load_done().await?;
        // Without scripts an unsuccessful sign-on comes back to this page.
        let mut view = load_sign_on().await.unwrap_or_default();
        if view.form.problems.is_empty() {
            view = SignOnView {
                form: Form::fresh(SignOnValues { id: done.user_id }),
            };
        }
        Ok(view)
    };
    step_page(Step::Done, session::heading(locale), load, move |view| {
        view! {
            <Alert tone=Tone::Success heading=say::done_alert(locale)>
                <p>{say::done_text(locale)}</p>
            </Alert>
            <SignOnForm view=view />
        }
        .into_any()
    })
}
