//! Spinner: something is under way and nobody can say how long it takes.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::prelude::*;

/// A turning ring with words, which are read out when they appear. Who wants less motion
/// sees the ring stand still; the words say it.
#[component]
pub fn Spinner(
    /// What is under way ("Sending your message").
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <p class="spinner" role="status">
            <span class="spinner__ring" aria-hidden="true"></span>
            {text}
        </p>
    }
}
