//! What the steps have in common: where one stands, how a page is loaded, what is told when
//! a form could not be taken.

use std::future::Future;

use domain::forms::Problem;
use domain::registration::{DRAFT_WARNING, STEPS, Step};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use serde::Serialize;
use serde::de::DeserializeOwned;
pub(super) use ui::form::error_of;
use ui::load::load;
use ui::prelude::*;
use ui::wire::{PageStatus, WireCode, WireError};
use words::{Locale, registration as say, shell as frame};

/// The shell that stands around the page.
pub(super) fn shell() -> ShellView {
    use_context::<ShellView>().unwrap_or_default()
}

/// A step: its place, its heading, and what `show` makes of what `loader` brings.
pub(super) fn step_page<V, F, L>(
    step: Step,
    heading: &'static str,
    loader: L,
    show: impl Fn(V) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    V: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<V, WireError>> + Send + 'static,
    L: Fn() -> F + Send + Sync + 'static,
{
    let locale = shell().locale;
    let number = step.number();
    let view = load(|| (), move |()| loader());
    let place = say::step(locale, number, STEPS);
    view! {
        <Title text=heading />
        <Page width=PageWidth::Form>
            {back(step)
                .map(|route| {
                    view! { <BackLink href=route.to_string() label=say::back(locale) /> }
                })} <StepIndicator text=place.clone() step=u32::from(number) of=u32::from(STEPS) />
            <PageHeading text=heading />
            <Suspense>
                {move || {
                    let show = show.clone();
                    Suspend::new(async move {
                        match view.await {
                            Ok(view) => {
                                let ending = (step != Step::Done).then(|| view! { <Ending /> });
                                view! {
                                    {show(view)}
                                    {ending}
                                }
                                    .into_any()
                            }
                            Err(error) => not_shown(&error),
                        }
                    })
                }}
            </Suspense>
        </Page>
    }
}

fn back(step: Step) -> Option<Route> {
    match step {
        Step::Membership => Some(Route::Register),
        Step::Terms => Some(Route::RegisterMembership),
        Step::UserId => Some(Route::RegisterTerms),
        Step::Code | Step::Questions => Some(Route::RegisterUserId),
        Step::Password | Step::Done => None,
    }
}

/// What stands in the place of a step that cannot be shown.
fn not_shown(error: &WireError) -> AnyView {
    let shell = shell();
    let locale = shell.locale;
    PageStatus::set(error.code);
    let (heading, text) = match error.code {
        WireCode::OutOfOrder => (say::gone_heading(locale), say::gone_text(locale)),
        WireCode::Busy => (say::failed_heading(locale), say::busy(locale)),
        WireCode::Unreachable => (say::failed_heading(locale), frame::unreachable(locale)),
        _ => (say::failed_heading(locale), say::failed_text(locale)),
    };
    let request = (error.code != WireCode::OutOfOrder && !error.request.is_empty())
        .then(|| view! { <p>{say::failed_request(locale, &error.request)}</p> });
    view! {
        <Alert tone=Tone::Warning heading=heading announce=true>
            <p>{text}</p>
            {request}
        </Alert>
        <ButtonRow>
            <ActionLink href=Route::Register.to_string()>{say::gone_link(locale)}</ActionLink>
        </ButtonRow>
    }
    .into_any()
}

/// The lines of the error summary: the form's problems, or why it could not be sent.
pub(crate) fn errors<P: Problem + Send + Sync + 'static>(
    problems: Signal<Vec<P>>,
    failure: Signal<Option<WireError>>,
    words: impl Fn(P) -> String + Send + Sync + 'static,
) -> Signal<Vec<FieldError>> {
    let shell = shell();
    let (locale, phone) = (shell.locale, shell.lines.support.phone);
    ui::form::errors(
        problems,
        failure,
        move |&problem| FieldError::new(problem.field(), words(problem)).calling(&phone),
        move |error| failed(locale, error),
    )
}

fn failed(locale: Locale, error: &WireError) -> String {
    match error.code {
        WireCode::OutOfOrder => say::gone_text(locale).into(),
        WireCode::Busy => say::busy(locale).into(),
        WireCode::Unreachable => frame::unreachable(locale).into(),
        _ if error.request.is_empty() => say::failed_text(locale).into(),
        _ => format!(
            "{} {}",
            say::failed_text(locale),
            say::failed_request(locale, &error.request)
        ),
    }
}

/// The sentence beside one field, or else what is wrong with what is being typed and cannot be mended by more of
/// it. The summary stays as the host left it: it is read aloud.
pub(super) fn error_while_typing<P: Problem + Send + Sync + 'static>(
    errors: Signal<Vec<FieldError>>,
    live: Signal<Vec<P>>,
    is_hopeless: fn(P) -> bool,
    words: impl Fn(P) -> String + Send + Sync + 'static,
    field: &'static str,
) -> Signal<Option<String>> {
    let told = error_of(errors, field);
    Signal::derive(move || {
        told.get().or_else(|| {
            live.with(|live| {
                let found = live
                    .iter()
                    .copied()
                    .find(|&p| p.field() == field && is_hopeless(p));
                found.map(&words)
            })
        })
    })
}

/// How long what was typed is kept, and a warning before it is not any more.
#[component]
fn Ending() -> impl IntoView {
    let locale = shell().locale;
    let near = RwSignal::new(false);
    Effect::new(move |_| set_timeout(move || near.set(true), DRAFT_WARNING));
    view! {
        <Hint field="kept" text=say::kept(locale) />
        <div role="status">
            {move || {
                near.get()
                    .then(|| {
                        view! {
                            <Alert tone=Tone::Warning heading=say::ending_heading(locale)>
                                <p>{say::ending(locale)}</p>
                            </Alert>
                        }
                    })
            }}
        </div>
    }
}

/// The support line with its hours, as a sentence.
pub(super) fn support_line() -> impl IntoView {
    let ShellView { locale, lines, .. } = shell();
    let line = lines.support;
    let text = say::support(locale, line.hours(locale), &line.phone);
    view! { <CallSentence text=text phone=line.phone /> }
}

/// Member services with their hours, as a sentence.
pub(super) fn member_services_line() -> impl IntoView {
    let ShellView { locale, lines, .. } = shell();
    let line = lines.member_services;
    let text = say::member_services(locale, line.hours(locale), &line.phone);
    view! { <CallSentence text=text phone=line.phone /> }
}
