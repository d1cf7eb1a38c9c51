//! `/register/user-id`: step 3, the user ID and the e-mail address.

use domain::email::EmailAddress;
use domain::registration::{ContactProblem, Step, UserIdView};
use domain::user_id::{UserId, UserIdProblem};
use leptos::prelude::*;
use ui::form::{FormAction, SentForm};
use ui::prelude::*;
use words::registration as say;

use super::api::{SubmitUserId, load_user_id};
use super::frame::{error_of, error_while_typing, errors, shell, step_page};
use super::problems;

#[component]
pub(super) fn UserIdPage() -> impl IntoView {
    let locale = shell().locale;
    step_page(
        Step::UserId,
        say::user_id_heading(locale),
        load_user_id,
        |view| view! { <UserIdForm view=view /> }.into_any(),
    )
}

#[component]
fn UserIdForm(view: UserIdView) -> impl IntoView {
    let locale = shell().locale;
    let action = FormAction::<SubmitUserId>::new();
    let values = view.form.values.clone();
    let sent = ui::form::follow_form(action, view);
    let typed = RwSignal::new(values.clone());
    let problems = Signal::derive(move || {
        let (told, found) = sent
            .form
            .with(|view| (view.form.values.clone(), view.form.problems.clone()));
        let now = typed.get();
        let still = |problem: &ContactProblem| match *problem {
            ContactProblem::UserId(UserIdProblem::Taken) => now.user_id == told.user_id,
            ContactProblem::UserId(problem) => {
                now.user_id == told.user_id || UserId::parse(&now.user_id) == Err(problem)
            }
            ContactProblem::Email(problem) => {
                now.email == told.email || EmailAddress::parse(&now.email) == Err(problem)
            }
            ContactProblem::NoResendsLeft => now.email == told.email,
        };
        found
            .into_iter()
            .filter(|problem| now == told || still(problem))
            .collect::<Vec<_>>()
    });
    let live = Signal::derive(move || {
        let id = typed.with(|now| UserId::parse(&now.user_id).err());
        id.map(ContactProblem::UserId)
            .into_iter()
            .collect::<Vec<_>>()
    });
    let words = move |problem| problems::contact(locale, problem);
    let errors = errors(problems, sent.failure, words);
    let suggestions = move || {
        sent.form.with(|view| match view.suggestions.as_slice() {
            [first, second, third, ..] => Some(say::user_id_free(locale, first, second, third)),
            _ => None,
        })
    };
    view! {
        <ErrorSummary heading=say::summary_heading(locale) errors=errors />
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <TextInput
                    name="user_id"
                    label=say::user_id(locale)
                    hint=say::user_id_hint(locale)
                    value=values.user_id
                    error=error_while_typing(errors, live, is_hopeless, words, "user_id")
                    autocomplete="username"
                    required=true
                    on_value=Callback::new(move |text| typed.update(|v| v.user_id = text))
                />
                <div role="status">
                    {move || {
                        suggestions()
                            .map(|text| {
                                view! {
                                    <Alert tone=Tone::Info>
                                        <p>{text}</p>
                                    </Alert>
                                }
                            })
                    }}
                </div>
                <TextInput
                    name="email"
                    label=say::email(locale)
                    hint=say::email_hint(locale)
                    value=values.email
                    error=error_of(errors, "email")
                    kind="email"
                    autocomplete="email"
                    inputmode="email"
                    required=true
                    on_value=Callback::new(move |text| typed.update(|v| v.email = text))
                />
                <ButtonRow>
                    <Button busy=action.pending()>{say::continue_button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}

/// Whether more typing cannot mend it.
fn is_hopeless(problem: ContactProblem) -> bool {
    use UserIdProblem as P;
    matches!(
        problem,
        ContactProblem::UserId(P::Characters | P::TooLong | P::LooksLikeMrn)
    )
}
