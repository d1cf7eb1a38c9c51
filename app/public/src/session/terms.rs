//! `/terms`: the terms and conditions, for a member who has signed on. Where newer ones wait,
//! nothing else opens before they are accepted (SPEC section 1, step 2).

use domain::registration::{TermsProblem, TermsView};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::form::FormAction;
use ui::load::load;
use ui::prelude::*;
use ui::wire::PageStatus;
use words::session as say;

use super::api::{AcceptTerms, load_terms};
use crate::registration::{accept_form, errors, terms_text};

#[component]
pub(super) fn TermsPage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let view = load(|| (), |()| load_terms());
    view! {
        <Title text=say::terms_title(locale) />
        <Page width=PageWidth::Form>
            <Suspense>
                {move || Suspend::new(async move {
                    match view.await {
                        Ok(view) if view.accepted => read_again(&view).into_any(),
                        Ok(view) => view! { <NewTerms view=view /> }.into_any(),
                        Err(error) => {
                            PageStatus::set(error.code);
                            view! { <PageHeading text=say::failed(locale) /> }.into_any()
                        }
                    }
                })}
            </Suspense>
        </Page>
    }
}

/// What was accepted.
fn read_again(view: &TermsView) -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    view! {
        <BackLink href=Route::Home.to_string() label=say::back_home(locale) />
        <PageHeading text=say::terms_title(locale) lead=say::terms_accepted(locale) />
        {terms_text(&shell, &view.version)}
    }
}

#[component]
fn NewTerms(view: TermsView) -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    let accept = FormAction::<AcceptTerms>::new();
    let version = view.version.clone();
    let sent = ui::form::follow_form(accept, view);
    let problems = Signal::derive(move || sent.form.with(|view| view.problems.clone()));
    let errors = errors(problems, sent.failure, move |TermsProblem::NotAccepted| {
        say::terms_not_accepted(locale).to_owned()
    });
    view! {
        <PageHeading text=say::terms_heading(locale) lead=say::terms_lead(locale) />
        <ErrorSummary heading=say::summary_heading(locale) errors=errors />
        {terms_text(&shell, &version)}
        {accept_form(accept.into(), accept.pending(), version, false, errors)}
        // A plain form, as on the page that asks before signing off.
        <form method="post" action="/api/session/sign-off">
            <Stack gap=Gap::Small>
                <Prose>
                    <p>{say::terms_later(locale)}</p>
                </Prose>
                <ButtonRow>
                    <Button kind=ButtonKind::Secondary>{say::off_button(locale)}</Button>
                </ButtonRow>
            </Stack>
        </form>
    }
}
