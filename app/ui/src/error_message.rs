//! Error message: what is wrong with one field, beside it.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// An error message; its id is `{field}-error`, to be named by the control's
/// `aria-describedby`. It is there only while something is wrong.
#[component]
pub fn ErrorMessage(
    /// The name of the control it belongs to.
    #[prop(into)]
    field: String,
    /// The sentence, while something is wrong.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        error.get().map(|text| {
            view! {
                <p class="error-message" id=format!("{field}-error")>
                    <Icon name=IconName::Error />
                    <span>{text}</span>
                </p>
            }
        })
    }
}
