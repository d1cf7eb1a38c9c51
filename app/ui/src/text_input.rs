//! Text input: one line of text, with its label, hint and error.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::{html, prelude::*};

use crate::field::{Field, Width, described_by, invalid};
use crate::text::MaybeText;

/// Tells `on_value` what stands in a control once the page lives: it may have been typed,
/// or filled in by the browser, before the WebAssembly arrived.
pub(crate) fn tell_once(value: impl Fn() -> Option<String> + 'static, on_value: Callback<String>) {
    Effect::new(move |_| {
        if let Some(value) = value() {
            untrack(|| on_value.run(value));
        }
    });
}

/// A line of text. The value stands in the `value` attribute only, so that what was typed
/// before hydration stays; who wants to follow it takes `on_value`.
#[component]
pub fn TextInput(
    /// The control's name and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: MaybeText,
    /// What is wrong, while something is.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// What stands in it at first.
    #[prop(into, optional)]
    value: String,
    /// The `type` attribute: `text`, `email`, `tel`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The `autocomplete` token.
    #[prop(into, optional)]
    autocomplete: MaybeText,
    /// The keyboard of a phone: `numeric`, `email` …
    #[prop(into, optional)]
    inputmode: MaybeText,
    /// Whether it must be filled in (told to assistive technology; the host judges).
    #[prop(optional)]
    required: bool,
    /// Whether spelling is checked and the first letter made big: off for names of accounts
    /// and numbers.
    #[prop(optional)]
    prose: bool,
    /// How wide.
    #[prop(optional)]
    width: Width,
    /// The longest text the browser lets in, in UTF-16 units; only where more is a slip.
    #[prop(optional, into)]
    maxlength: Option<u32>,
    /// Called with the value when the page starts to live and after every change.
    #[prop(optional, into)]
    on_value: Option<Callback<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    if let Some(on_value) = on_value {
        tell_once(move || node.get().map(|input| input.value()), on_value);
    }
    let has_hint = hint.is_some();
    let id = name.clone();
    view! {
        <Field name=name.clone() label=label hint=hint error=error>
            <input
                node_ref=node
                class=width.class()
                type=kind
                id=name.clone()
                name=name
                value=value
                autocomplete=autocomplete.into_inner()
                inputmode=inputmode.into_inner()
                maxlength=maxlength
                spellcheck=if prose { "true" } else { "false" }
                autocapitalize=(!prose).then_some("off")
                aria-required=required.then_some("true")
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
        </Field>
    }
}
