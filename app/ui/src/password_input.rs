//! Password input: what is typed is hidden, and a button shows it.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::{html, prelude::*};

use crate::field::{Field, described_by, invalid};
use crate::text::MaybeText;
use crate::text_input::tell_once;

/// A password. It never has a value of its own: no form of ours sends one back. The button
/// that shows it appears when scripts run; without them the field is a plain one.
#[component]
pub fn PasswordInput(
    /// The control's name and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// The button's text while the password is hidden ("Show").
    #[prop(into)]
    show: String,
    /// The button's text while the password is shown ("Hide").
    #[prop(into)]
    hide: String,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: MaybeText,
    /// What is wrong, while something is.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Called with the value when the page starts to live and after every change.
    #[prop(optional, into)]
    on_value: Option<Callback<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let alive = RwSignal::new(false);
    let shown = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    if let Some(on_value) = on_value {
        tell_once(move || node.get().map(|input| input.value()), on_value);
    }
    let has_hint = hint.is_some();
    let id = name.clone();
    view! {
        <Field name=name.clone() label=label.clone() hint=hint error=error>
            <div class="password-input">
                <input
                    node_ref=node
                    class="input password-input__input"
                    type=move || if shown.get() { "text" } else { "password" }
                    id=name.clone()
                    name=name.clone()
                    autocomplete=autocomplete
                    autocapitalize="off"
                    spellcheck="false"
                    aria-required="true"
                    aria-invalid=move || invalid(error)
                    aria-describedby=move || {
                        described_by(&id, has_hint, error.with(Option::is_some))
                    }
                    on:input=move |event| {
                        if let Some(on_value) = on_value {
                            on_value.run(event_target_value(&event));
                        }
                    }
                />
                <button
                    type="button"
                    class="password-input__toggle"
                    hidden=move || !alive.get()
                    aria-controls=name
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { hide.clone() } else { show.clone() }}
                    <span class="visually-hidden">{format!(" {label}")}</span>
                </button>
            </div>
        </Field>
    }
}
