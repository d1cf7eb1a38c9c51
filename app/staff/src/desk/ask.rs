//! Why a conversation of another team is to be opened (ACC-10). Nothing of it is told before.

use domain::forms::{Form, Problem};
use domain::staff::{LookProblem, LookReason, LookValues};
use leptos::prelude::*;
use ui::form::{self, FormAction, SentForm};
use ui::prelude::*;
use words::{Locale, session, staff as say};

use super::api::LookAtCase;
use super::say as terms;

pub(super) fn ask_view(locale: Locale, form: Form<LookValues, LookProblem>) -> impl IntoView {
    let action = FormAction::<LookAtCase>::new();
    let values = form.values.clone();
    let sent = form::follow_form(action, form);
    let problems = Signal::derive(move || sent.form.with(|form| form.problems.clone()));
    let errors = form::errors(
        problems,
        sent.failure,
        move |&problem| FieldError::new(problem.field(), terms::look_problem(locale, problem)),
        move |error| terms::failure(locale, error.code).to_owned(),
    );
    let choices = LookReason::CHOSEN.map(|reason| Choice {
        value: reason.code().to_owned(),
        label: terms::reason(locale, reason).to_owned(),
        hint: None,
    });
    view! {
        <PageHeading text=say::ask_heading(locale) lead=say::ask_lead(locale) />
        <ErrorSummary heading=session::summary_heading(locale) errors=errors />
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <input type="hidden" name="conversation" value=values.conversation />
                <Radios
                    name="reason"
                    legend=say::ask_reason(locale)
                    choices=choices.into()
                    value=values.reason
                    error=form::error_of(errors, "reason")
                />
                <Textarea
                    name="words"
                    label=say::ask_words(locale)
                    hint=say::ask_words_hint(locale)
                    value=values.words
                    rows=3
                    required=true
                    error=form::error_of(errors, "words")
                />
                <ButtonRow>
                    <Button busy=action.pending()>{say::ask_open(locale)}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}
