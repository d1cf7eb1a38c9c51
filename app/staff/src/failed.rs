//! A part of a page that is not there: still on its way, or its loader answered with an error.

use domain::shell::ShellView;
use leptos::prelude::*;
use ui::prelude::*;
use ui::wire::{PageStatus, WireCode, WireError};
use words::{shell, staff as say};

/// The part of a page that `view` brings, or what stands there instead.
pub fn part<T, V>(
    view: Resource<Result<T, WireError>>,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    ui::load::part(shell::loading(locale), view, move |answer| match answer {
        Ok(found) => show(found).into_any(),
        Err(error) => failed(error).into_any(),
    })
}

/// Says why something could not be loaded, and answers the page with the status that says the
/// same. Where the session has ended, the host knows the page for it: a full load asks for it.
fn failed(error: WireError) -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    PageStatus::set(error.code);
    if error.code == WireCode::SignOnNeeded {
        Effect::new(move |_| {
            // A refused reload leaves the page as it is; there is nothing better to do.
            let _ = window().location().reload();
        });
    }
    let (kind, heading, text) = match error.code {
        WireCode::NotFound => (
            EmptyKind::None,
            say::not_found_heading(locale),
            say::not_found(locale),
        ),
        WireCode::Forbidden => (
            EmptyKind::NotOpen,
            say::not_open_heading(locale),
            say::not_open(locale),
        ),
        _ => (
            EmptyKind::Failed,
            shell::failed_heading(locale),
            shell::failed_text(locale),
        ),
    };
    let request = (!error.request.is_empty() && matches!(kind, EmptyKind::Failed))
        .then(|| view! { <p>{shell::failed_request(locale, error.request)}</p> });
    view! {
        <EmptyState kind=kind heading=heading>
            <p>{text}</p>
            {request}
        </EmptyState>
    }
}
