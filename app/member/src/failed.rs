//! A part of a page that is not there: still on its way, or its loader answered with an error.

use domain::family::Extent;
use domain::routes::Route;
use domain::services::{NotOpen, Service, ServiceStanding};
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use ui::prelude::*;
use ui::wire::{PageStatus, WireCode, WireError};
use words::{Locale, family, shell as say};

use crate::about;
use crate::phones::phone_line;

/// What a page says in place of what it was to show, in the words of its room.
#[derive(Clone, Copy, Debug)]
pub struct Instead {
    /// The heading of the page (h1), where none stands above what is loaded.
    pub page: Option<&'static str>,
    /// What could not be loaded (h2), and what to do.
    pub failed: [&'static str; 2],
    /// The heading of the page (h1) and the text where there is no such thing, or it is not
    /// the member's: the two are told alike.
    pub not_found: Option<[&'static str; 2]>,
}

/// The part of a page that `view` brings, or what stands there instead.
pub fn part<T, V>(
    view: Resource<Result<T, WireError>>,
    instead: Instead,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + Sync + Clone + 'static,
    V: IntoView + 'static,
{
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    ui::load::part(say::loading(locale), view, move |answer| match answer {
        Ok(found) => show(found).into_any(),
        Err(error) => in_place(error, &instead),
    })
}

fn in_place(error: WireError, instead: &Instead) -> AnyView {
    if error.code == WireCode::NotFound
        && let Some([heading, text]) = instead.not_found
    {
        PageStatus::set(error.code);
        return view! {
            <PageHeading text=heading />
            <Prose>
                <p>{text}</p>
            </Prose>
        }
        .into_any();
    }
    let [heading, text] = instead.failed;
    view! {
        {instead.page.map(|page| view! { <PageHeading text=page /> })}
        <Failed error=error heading=heading text=text />
    }
    .into_any()
}

/// Says why something could not be loaded, and answers the page with the status that says the
/// same. Where the session has ended, the host knows the page for it: a full load asks for it.
/// A service that is not open is a state of its own, with its reason (SPEC section 4).
#[component]
fn Failed(
    /// What went wrong.
    error: WireError,
    /// What could not be loaded (h2).
    heading: &'static str,
    /// What to do.
    text: &'static str,
) -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    PageStatus::set(error.code);
    if error.code == WireCode::Forbidden {
        let path = use_location().pathname.get_untracked();
        return not_open(&shell, &path).into_any();
    }
    if error.code == WireCode::SignOnNeeded {
        Effect::new(move |_| {
            // A refused reload leaves the page as it is; there is nothing better to do.
            let _ = window().location().reload();
        });
    }
    let request = (!error.request.is_empty())
        .then(|| view! { <p>{say::failed_request(locale, error.request)}</p> });
    view! {
        <EmptyState kind=EmptyKind::Failed heading=heading>
            <p>{text}</p>
            {request}
        </EmptyState>
    }
    .into_any()
}

/// The state of a service that is not open to this member: why, who can change it, what to do.
fn not_open(shell: &ShellView, path: &str) -> impl IntoView + use<> {
    let locale = shell.locale;
    if let Some(person) = shell.person() {
        return if person.extent == Extent::Teen {
            closed_by_age(locale).into_any()
        } else {
            not_open_for(shell, &person.given).into_any()
        };
    }
    let service = if path.starts_with(&Route::Messages.to_string()) {
        Service::Messages
    } else if path.starts_with(&Route::IdCard.to_string()) {
        Service::IdCard
    } else if path.starts_with(&Route::Requests.to_string()) {
        Service::Requests
    } else {
        Service::MedicalRecord
    };
    let standing = shell
        .signed_on
        .iter()
        .flat_map(|member| &member.services)
        .find(|(named, _)| *named == service);
    let why = match standing.map(|(_, standing)| *standing) {
        Some(ServiceStanding::NotOpen(NotOpen::ChoosePhysician)) => say::not_open_physician(locale),
        Some(ServiceStanding::NotOpen(NotOpen::CoverageEnded) | ServiceStanding::ReadOnly(_)) => {
            say::not_open_ended(locale)
        }
        Some(ServiceStanding::NotOpen(NotOpen::AccessOver)) => say::not_open_over(locale),
        _ => say::not_open_elsewhere(locale),
    };
    view! {
        <EmptyState kind=EmptyKind::NotOpen heading=say::not_open_heading(locale)>
            <p>{why}</p>
        </EmptyState>
        {about::of_service(locale, service)}
        {call(shell)}
    }
    .into_any()
}

/// What is closed to a parent because the child is thirteen or older: why, and what there is.
pub(crate) fn closed_by_age(locale: Locale) -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    view! {
        <EmptyState kind=EmptyKind::NotOpen heading=family::closed_heading(locale)>
            <p>{family::closed_why(locale)}</p>
            <p>{family::closed_what(locale)}</p>
        </EmptyState>
        {about::of_service(locale, Service::MedicalRecord)}
        {call(&shell)}
    }
}

/// A record that the child's own care or coverage does not open.
fn not_open_for(shell: &ShellView, given: &str) -> impl IntoView + use<> {
    let locale = shell.locale;
    let text = family::not_open(locale, given);
    view! {
        <EmptyState kind=EmptyKind::NotOpen heading=family::not_open_heading(locale)>
            <p>{text}</p>
        </EmptyState>
        {about::of_service(locale, Service::MedicalRecord)}
        {call(shell)}
    }
}

/// Who can change it.
fn call(shell: &ShellView) -> impl IntoView + use<> {
    let locale = shell.locale;
    let line = |name, line| phone_line(locale, name, line);
    let lines = vec![
        line(
            say::line_member_services(locale),
            &shell.lines.member_services,
        ),
        line(say::line_support(locale), &shell.lines.support),
    ];
    view! { <PhoneLines lines=lines /> }
}
