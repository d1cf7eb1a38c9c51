//! Hint: one line below a label that helps to fill the field in.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// A hint; its id is `{field}-hint`, to be named by the control's `aria-describedby`.
#[component]
pub fn Hint(
    /// The name of the control it belongs to.
    #[prop(into)]
    field: String,
    /// The sentence.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <p class="hint" id=format!("{field}-hint")>
            {text}
        </p>
    }
}
