//! `/register/secure/password`: step 4, the password and the secret questions.

use domain::registration::{PasswordView, Step};
use domain::secret_questions::SecretQuestion;
use leptos::prelude::*;
use ui::form::{FormAction, SentForm};
use ui::prelude::*;
use words::registration as say;

use super::api::{SubmitPassword, load_password};
use super::frame::{error_of, errors, shell, step_page};
use super::problems;

const QUESTIONS: [&str; 3] = ["question1", "question2", "question3"];
const ANSWERS: [&str; 3] = ["answer1", "answer2", "answer3"];

#[component]
pub(super) fn PasswordPage() -> impl IntoView {
    let locale = shell().locale;
    step_page(
        Step::Password,
        say::secure_heading(locale),
        load_password,
        |view| view! { <PasswordForm view=view /> }.into_any(),
    )
}

#[component]
fn PasswordForm(view: PasswordView) -> impl IntoView {
    let locale = shell().locale;
    let action = FormAction::<SubmitPassword>::new();
    let chosen = view.chosen;
    let user_id = view.user_id.clone();
    let sent = ui::form::follow_form(action, view);
    let problems = Signal::derive(move || sent.form.with(|view| view.problems.clone()));
    let errors = errors(problems, sent.failure, move |problem| {
        problems::secure(locale, problem)
    });
    let choices = move || {
        SecretQuestion::ALL
            .iter()
            .map(|&question| {
                Choice::new(question.code(), problems::secret_question(locale, question))
            })
            .collect::<Vec<_>>()
    };
    let places = QUESTIONS
        .into_iter()
        .zip(ANSWERS)
        .zip(chosen)
        .zip(1_u8..)
        .map(|(((question, answer), chosen), number)| {
            view! {
                <Select
                    name=question
                    label=say::secret_question(locale, number)
                    choices=choices()
                    value=chosen.map_or("", SecretQuestion::code)
                    placeholder=say::choose_question(locale)
                    required=true
                    error=error_of(errors, question)
                />
                <TextInput
                    name=answer
                    label=say::answer(locale, number)
                    autocomplete="off"
                    required=true
                    error=error_of(errors, answer)
                />
            }
        })
        .collect_view();
    let again = move || {
        sent.form.with(|view| !view.problems.is_empty()).then(|| {
            view! { <p>{say::again_secret(locale)}</p> }
        })
    };
    view! {
        <ErrorSummary heading=say::summary_heading(locale) errors=errors />
        <Prose>
            <p>{say::password_lead(locale)}</p>
            {again}
        </Prose>
        <SentForm action=action attr:novalidate=true>
            <input type="text" autocomplete="username" value=user_id hidden readonly />
            <Stack gap=Gap::Large>
                <PasswordInput
                    name="password"
                    label=say::password(locale)
                    hint=say::password_hint(locale)
                    show=say::show(locale)
                    hide=say::hide(locale)
                    autocomplete="new-password"
                    error=error_of(errors, "password")
                />
                <Section heading=say::secret_heading(locale)>
                    <Prose>
                        <p>{say::secret_lead(locale)}</p>
                    </Prose>
                    {places}
                </Section>
                <ButtonRow>
                    <Button busy=action.pending()>{say::continue_button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}
