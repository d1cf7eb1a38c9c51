//! `/staff/sign-on`.

use domain::forms::Problem;
use domain::shell::ShellView;
use domain::staff::{StaffSignOnProblem, StaffSignOnView};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::form::{self, FormAction, SentForm};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, session, staff as say};

use super::api::{SignOnStaff, load_staff_sign_on};
use super::failed;

#[component]
pub(super) fn SignOnPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let loaded = load(|| (), |()| load_staff_sign_on());
    view! {
        <Title text=say::sign_on_heading(locale) />
        <Page width=PageWidth::Form>
            <PageHeading text=say::sign_on_heading(locale) lead=say::sign_on_lead(locale) />
            <Suspense>
                {move || Suspend::new(async move {
                    view! { <PasswordForm view=loaded.await.unwrap_or_default() /> }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn PasswordForm(view: StaffSignOnView) -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let action = FormAction::<SignOnStaff>::new();
    let id = view.form.values.id.clone();
    let sent = form::follow_form(action, view);
    let problems = Signal::derive(move || sent.form.with(|view| view.form.problems.clone()));
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
                    name="id"
                    label=say::user_id(locale)
                    value=id
                    error=form::error_of(errors, "id")
                    autocomplete="username"
                    required=true
                />
                <PasswordInput
                    name="password"
                    label=session::password(locale)
                    show=session::show(locale)
                    hide=session::hide(locale)
                    error=form::error_of(errors, "password")
                    autocomplete="current-password"
                />
                <ButtonRow>
                    <Button busy=action.pending()>{session::button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}

fn text(locale: Locale, problem: StaffSignOnProblem) -> String {
    match problem {
        StaffSignOnProblem::IdEmpty => say::id_empty(locale),
        StaffSignOnProblem::PasswordEmpty => session::password_empty(locale),
        StaffSignOnProblem::NoMatch => say::no_match(locale),
        StaffSignOnProblem::Locked => say::locked(locale),
    }
    .into()
}
