//! `/staff/sign-on/code`.

use domain::forms::Problem;
use domain::routes::Route;
use domain::shell::ShellView;
use domain::staff::{CodeProblem, CodeView};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::form::{self, FormAction, SentForm};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, session, staff as say};

use super::api::{EnterStaffCode, load_staff_code};
use super::failed;

#[component]
pub(super) fn CodePage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let view = load(|| (), |()| load_staff_code());
    view! {
        <Title text=say::sign_on_heading(locale) />
        <Page width=PageWidth::Form>
            <BackLink href=Route::StaffSignOn.to_string() label=say::back_to_password(locale) />
            <PageHeading text=say::sign_on_heading(locale) lead=say::code_lead(locale) />
            {crate::failed::part(view, |view| view! { <CodeForm view=view /> })}
        </Page>
    }
}

#[component]
fn CodeForm(view: CodeView) -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let action = FormAction::<EnterStaffCode>::new();
    let sent = form::follow_form(action, view);
    let problems = Signal::derive(move || sent.form.with(|view| view.problems.clone()));
    let errors = form::errors(
        problems,
        sent.failure,
        move |&problem| FieldError::new(problem.field(), text(locale, problem)),
        move |error| failed(locale, error.code),
    );
    view! {
        <ErrorSummary heading=session::summary_heading(locale) errors=errors />
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <TextInput
                    name="code"
                    label=say::code(locale)
                    hint=say::code_hint(locale)
                    error=form::error_of(errors, "code")
                    autocomplete="one-time-code"
                    inputmode="numeric"
                    required=true
                    width=Width::Short
                />
                <ButtonRow>
                    <Button busy=action.pending()>{session::button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}

fn text(locale: Locale, problem: CodeProblem) -> String {
    match problem {
        CodeProblem::NotACode => say::code_not_six(locale),
        CodeProblem::Wrong => say::code_wrong(locale),
        CodeProblem::Wait => say::code_wait(locale),
        CodeProblem::Locked => say::locked(locale),
    }
    .into()
}
