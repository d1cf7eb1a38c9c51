//! `/register/user-id/code`: step 3, the code that confirms the address.

use domain::registration::{CodeView, Step};
use domain::routes::Route;
use leptos::prelude::*;
use ui::form::{FormAction, SentForm};
use ui::prelude::*;
use words::registration as say;

use super::api::{ResendCode, SubmitCode, load_code};
use super::frame::{error_of, errors, shell, step_page};
use super::problems;

#[component]
pub(super) fn CodePage() -> impl IntoView {
    let locale = shell().locale;
    step_page(
        Step::Code,
        say::user_id_heading(locale),
        load_code,
        |view| view! { <CodeForm view=view /> }.into_any(),
    )
}

#[component]
fn CodeForm(view: CodeView) -> impl IntoView {
    let locale = shell().locale;
    let enter = FormAction::<SubmitCode>::new();
    let resend = FormAction::<ResendCode>::new();
    let email = view.email.clone();
    let entered = ui::form::follow_form(enter, view.clone());
    let resent = ui::form::follow_form(resend, view);
    // Of the two forms, the one sent last says how things stand.
    let last_is_resend = RwSignal::new(false);
    Effect::new(move |_| {
        if enter.version().get() > 0 {
            last_is_resend.set(false);
        }
    });
    Effect::new(move |_| {
        if resend.version().get() > 0 {
            last_is_resend.set(true);
        }
    });
    let now = Signal::derive(move || {
        if last_is_resend.get() {
            resent.form.get()
        } else {
            entered.form.get()
        }
    });
    let failure = Signal::derive(move || {
        if last_is_resend.get() {
            resent.failure.get()
        } else {
            entered.failure.get()
        }
    });
    let problems = Signal::derive(move || now.with(|view| view.problems.clone()));
    let errors = errors(problems, failure, move |problem| {
        problems::code(locale, problem)
    });
    let again = move || {
        now.with(|view| view.sent_again).then(|| {
            view! {
                <Alert tone=Tone::Success>
                    <p>{say::code_again(locale)}</p>
                </Alert>
            }
        })
    };
    let left = move || say::code_left(locale, u64::from(now.with(|view| view.resends_left)));
    view! {
        <div role="status">{again}</div>
        <ErrorSummary heading=say::summary_heading(locale) errors=errors />
        <Prose>
            <p>{say::code_lead(locale, email)}</p>
        </Prose>
        <SentForm action=enter attr:novalidate=true>
            <Stack>
                <TextInput
                    name="code"
                    label=say::code(locale)
                    error=error_of(errors, "code")
                    autocomplete="one-time-code"
                    inputmode="numeric"
                    width=Width::Short
                    required=true
                />
                <ButtonRow>
                    <Button busy=enter.pending()>{say::continue_button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
        <Section heading=say::code_missing_heading(locale)>
            <Prose>
                <p>{say::code_missing(locale)}</p>
            </Prose>
            <LinkList links=vec![
                (say::code_change(locale).to_owned(), Route::RegisterUserId.to_string()),
            ] />
            <SentForm action=resend>
                <Stack gap=Gap::Small>
                    <ButtonRow>
                        <Button kind=ButtonKind::Secondary busy=resend.pending()>
                            {say::code_resend(locale)}
                        </Button>
                    </ButtonRow>
                    <Hint field="resend" text=Signal::derive(left) />
                </Stack>
            </SentForm>
        </Section>
    }
}
