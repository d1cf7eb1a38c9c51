//! `/register/terms`: step 2.

use domain::registration::{Step, TermsView};
use domain::shell::ShellView;
use leptos::prelude::*;
use ui::form::{FormAction, Sending, SentForm};
use ui::prelude::*;
use words::registration as say;

use super::api::{DeclineTerms, SubmitTerms, load_terms};
use super::frame::{error_of, errors, shell, step_page};
use super::problems;

#[component]
pub(super) fn TermsPage() -> impl IntoView {
    let locale = shell().locale;
    step_page(
        Step::Terms,
        say::terms_heading(locale),
        load_terms,
        |view| view! { <TermsForm view=view /> }.into_any(),
    )
}

#[component]
fn TermsForm(view: TermsView) -> impl IntoView {
    let shell = shell();
    let locale = shell.locale;
    let accept = FormAction::<SubmitTerms>::new();
    let decline = FormAction::<DeclineTerms>::new();
    let (version, accepted) = (view.version.clone(), view.accepted);
    let text = terms_text(&shell, &version);
    let sent = ui::form::follow_form(accept, view);
    let declined = ui::form::follow_form(decline, ());
    let failure = Signal::derive(move || sent.failure.get().or_else(|| declined.failure.get()));
    let problems = Signal::derive(move || sent.form.with(|view| view.problems.clone()));
    let errors = errors(problems, failure, move |problem| {
        problems::terms(locale, problem)
    });
    view! {
        <ErrorSummary heading=say::summary_heading(locale) errors=errors />
        {text}
        {accept_form(accept.into(), accept.pending(), version, accepted, errors)}
        <SentForm action=decline>
            <Stack gap=Gap::Small>
                <Prose>
                    <p>{say::terms_decline_hint(locale)}</p>
                </Prose>
                <ButtonRow>
                    <Button kind=ButtonKind::Secondary busy=decline.pending()>
                        {say::terms_decline(locale)}
                    </Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}

/// The box to tick under the terms, and the way on.
pub(crate) fn accept_form(
    action: Sending,
    pending: Memo<bool>,
    version: String,
    accepted: bool,
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let locale = shell().locale;
    view! {
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <input type="hidden" name="version" value=version />
                <Checkbox
                    name="accepted"
                    label=say::terms_accept(locale)
                    checked=accepted
                    required=true
                    error=error_of(errors, "accepted")
                />
                <ButtonRow>
                    <Button busy=pending>{say::continue_button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}

/// The terms and conditions themselves.
pub(crate) fn terms_text(shell: &ShellView, version: &str) -> impl IntoView + use<> {
    let locale = shell.locale;
    let parts = [
        (
            say::terms_1_heading(locale),
            say::terms_1(locale, &shell.organisation),
        ),
        (say::terms_2_heading(locale), say::terms_2(locale).into()),
        (say::terms_3_heading(locale), say::terms_3(locale).into()),
        (say::terms_4_heading(locale), say::terms_4(locale).into()),
        (say::terms_5_heading(locale), say::terms_5(locale).into()),
    ];
    let version = say::terms_version(locale, version);
    view! {
        <Prose>
            <p>{version}</p>
            {parts
                .map(|(heading, text)| {
                    view! {
                        <h2>{heading}</h2>
                        <p>{text}</p>
                    }
                })
                .collect_view()}
        </Prose>
    }
}
