//! A part of a page that is not there: still on its way, or its loader answered with an error.

use domain::shell::ShellView;
use leptos::prelude::*;
use ui::prelude::*;
use ui::wire::{PageStatus, WireCode, WireError};
use words::{Locale, shell as say};

/// What stands where a part of a page will be. Only a page that lives shows it: the host sends
/// pages whole.
pub fn loading(locale: Locale) -> impl IntoView {
    view! { <p role="status">{say::loading(locale)}</p> }
}

/// Says that something could not be loaded, with the request id, and answers the page with
/// the status that says the same. Where the session has ended or the service is not open,
/// the host knows the page for it: a full load asks for it.
#[component]
pub fn Failed(
    /// What went wrong.
    error: WireError,
    /// What could not be loaded (h2).
    #[prop(into)]
    heading: String,
    /// What to do.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    PageStatus::set(error.code);
    if matches!(error.code, WireCode::SignOnNeeded | WireCode::Forbidden) {
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
}
