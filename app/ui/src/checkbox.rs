//! Checkbox: one thing to say yes to.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::error_message::ErrorMessage;
use crate::field::{described_by, invalid};
use crate::text::MaybeText;

/// A box to tick. Sends its value when ticked and nothing when not.
#[component]
pub fn Checkbox(
    /// The control's name and id.
    #[prop(into)]
    name: String,
    /// What is said by ticking it.
    #[prop(into)]
    label: String,
    /// A second line below the label.
    #[prop(into, optional)]
    hint: MaybeText,
    /// What it sends; `true` unless it stands for something of its own.
    #[prop(into, default = "true".to_owned())]
    value: String,
    /// What is wrong, while something is.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Whether it is ticked at first.
    #[prop(optional)]
    checked: bool,
    /// Whether it must be ticked (told to assistive technology; the host judges).
    #[prop(optional)]
    required: bool,
    /// Called with the state on every change.
    #[prop(optional, into)]
    on_value: Option<Callback<bool>>,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let hint = hint.into_inner().map(|text| {
        view! {
            <span class="checkbox__hint" id=format!("{name}-hint")>
                {text}
            </span>
        }
    });
    let id = name.clone();
    view! {
        <div class="field" class=("field--error", move || error.with(Option::is_some))>
            <ErrorMessage field=name.clone() error=error />
            <div class="checkbox">
                <input
                    class="checkbox__input"
                    type="checkbox"
                    id=name.clone()
                    name=name.clone()
                    value=value
                    checked=checked
                    aria-required=required.then_some("true")
                    aria-invalid=move || invalid(error)
                    aria-describedby=move || {
                        described_by(&id, has_hint, error.with(Option::is_some))
                    }
                    on:change=move |event| {
                        if let Some(on_value) = on_value {
                            on_value.run(event_target_checked(&event));
                        }
                    }
                />
                <label class="checkbox__label" for=name>
                    {label}
                </label>
                {hint}
            </div>
        </div>
    }
}
