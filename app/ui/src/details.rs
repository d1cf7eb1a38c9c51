//! Details: more, for who wants it; opens without scripts.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// A summary that opens.
#[component]
pub fn Details(
    /// What is always seen.
    #[prop(into)]
    summary: String,
    /// Whether it is open at first.
    #[prop(optional)]
    open: bool,
    /// What is seen when it is open.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="details" open=open>
            <summary class="details__summary">{summary}</summary>
            <div class="details__body stack">{children()}</div>
        </details>
    }
}
