//! `/sign-on`, and the form that step 5 of registration shows too.

use domain::routes::Route;
use domain::session::{SignOnProblem, SignOnView};
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::form::{FormAction, SentForm};
use ui::prelude::*;
use ui::wire::WireCode;
use words::{Locale, session as say};

use super::api::{SignOn, load_sign_on};

/// `/sign-on`.
#[component]
pub fn SignOnPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let loaded = Resource::new_blocking(|| (), |()| load_sign_on());
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
                <Prose>
                    <ul>
                        <li>
                            <Link href=Route::Help.to_string()>{say::forgot_password(locale)}</Link>
                        </li>
                        <li>
                            <Link href=Route::Help.to_string()>{say::forgot_user_id(locale)}</Link>
                        </li>
                        <li>
                            <Link href=Route::Register.to_string()>{say::register(locale)}</Link>
                        </li>
                    </ul>
                </Prose>
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
    let sent = ui::form::follow_form(action, view);
    let errors = {
        let phone = phone.clone();
        Signal::derive(move || {
            let mut errors: Vec<FieldError> = sent.form.with(|view| {
                let problems = view.form.problems.iter();
                problems
                    .map(|&problem| {
                        let field = domain::forms::Problem::field(problem);
                        FieldError::new(field, text(locale, problem, &phone))
                    })
                    .collect()
            });
            if let Some(failure) = sent.failure.get() {
                errors.push(FieldError::new("", failed(locale, failure.code)));
            }
            errors
        })
    };
    let of = move |field: &'static str| {
        Signal::derive(move || {
            errors.with(|errors| {
                errors
                    .iter()
                    .find(|error| error.field == field)
                    .map(|error| error.text.clone())
            })
        })
    };
    view! {
        <ErrorSummary heading=say::summary_heading(locale) errors=errors />
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <TextInput
                    name="id"
                    label=say::id(locale)
                    value=id
                    error=of("id")
                    autocomplete="username"
                    required=true
                />
                <PasswordInput
                    name="password"
                    label=say::password(locale)
                    show=say::show(locale)
                    hide=say::hide(locale)
                    error=of("password")
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
        _ => say::failed(locale),
    }
    .into()
}
