//! Skip link: the first stop of the keyboard, leads past the header.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// The id of the main part of every page ([`crate::page::Page`]).
pub const MAIN_ID: &str = "main";

/// A link to the main part, seen only while it has the focus.
#[component]
pub fn SkipLink(
    /// What it says ("Skip to main content").
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        // `external` keeps the router out, so that the browser moves the focus too.
        <a class="skip-link" href="#main" rel="external">
            {label}
        </a>
    }
}
