//! `/sign-on`, and the form that step 5 of registration shows too.

use domain::forms::Problem;
use domain::routes::Route;
use domain::session::{SignOnProblem, SignOnView};
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::form::{self, FormAction, SentForm};
use ui::load::load;
use ui::prelude::*;
use ui::wire::WireCode;
use words::{Locale, session as say, shell as frame};

use super::api::{SignOn, load_sign_on};

/// `/sign-on`.
#[component]
pub fn SignOnPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let loaded = load(|| (), |()| load_sign_on());
    let ways = [
        (say::forgot_password(locale), Route::Help),
        (say::forgot_user_id(locale), Route::Help),
        (say::register(locale), Route::Register),
    ]
    .map(|(text, route)| (text.to_owned(), route.to_string()))
    .into();
    view! {
        <Title text=say::heading(locale) />
        <Page width=PageWidth::Form>
            <PageHeading text=say::heading(locale) />
            <Suspense>
                {move || Suspend::new(async move {
                    view! { <SignOnForm view=loaded.await.unwrap_or_default() /> }
                })}
            </Suspense>
            <Section heading=say::help_heading(locale)>
                <LinkList links=ways />
            </Section>
        </Page>
    }
}

/// The form: who, and the password.
#[component]
pub fn SignOnForm(
    /// What stands in it, and what is wrong with it.
    view: SignOnView,
) -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    let phone = shell.lines.support.phone.clone();
    let action = FormAction::<SignOn>::new();
    let id = view.form.values.id.clone();
    let sent = form::follow_form(action, view);
    let problems = Signal::derive(move || sent.form.with(|view| view.form.problems.clone()));
    let errors = form::errors(
        problems,
        sent.failure,
        move |&problem| {
            FieldError::new(problem.field(), text(locale, problem, &phone)).calling(&phone)
        },
        move |error| failed(locale, error.code),
    );
    view! {
        <ErrorSummary heading=say::summary_heading(locale) errors=errors />
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <TextInput
                    name="id"
                    label=say::id(locale)
                    value=id
                    error=form::error_of(errors, "id")
                    autocomplete="username"
                    required=true
                />
                <PasswordInput
                    name="password"
                    label=say::password(locale)
                    show=say::show(locale)
                    hide=say::hide(locale)
                    error=form::error_of(errors, "password")
                    autocomplete="current-password"
                />
                <ButtonRow>
                    <Button busy=action.pending()>{say::button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}

fn text(locale: Locale, problem: SignOnProblem, phone: &str) -> String {
    match problem {
        SignOnProblem::IdEmpty => say::id_empty(locale).into(),
        SignOnProblem::PasswordEmpty => say::password_empty(locale).into(),
        SignOnProblem::NoMatch => say::no_match(locale).into(),
        SignOnProblem::Locked => say::locked(locale, phone),
        SignOnProblem::TooMany => say::too_many(locale).into(),
    }
}

fn failed(locale: Locale, code: WireCode) -> String {
    match code {
        WireCode::TooMany => say::too_many(locale),
        WireCode::Busy => say::busy(locale),
        WireCode::Unreachable => frame::unreachable(locale),
        _ => say::failed(locale),
    }
    .into()
}
