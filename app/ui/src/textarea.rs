//! Textarea: several lines of text, and how many are left.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::{html, prelude::*};

use crate::field::{Field, invalid};
use crate::text::MaybeText;
use crate::text_input::tell_once;

/// The text as it must stand between the tags.
///
/// leptos writes the children of a `textarea` unescaped on the host (tachys 0.2 takes it for
/// an element of raw text, like `script`), and leaves them alone when it hydrates: what was
/// typed could close the element and go on as markup. In the browser the text becomes a text
/// node and needs nothing. A first line break is eaten by the parser, so it stands twice.
fn content(value: String) -> String {
    if cfg!(target_arch = "wasm32") {
        return value;
    }
    let escaped = value
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    if escaped.starts_with(['\n', '\r']) {
        format!("\n{escaped}")
    } else {
        escaped
    }
}

/// Lines of text. Counting characters as people see them needs the rules, which are not
/// known here: who wants a count takes `on_value` and hands the sentence in as `count`.
#[component]
pub fn Textarea(
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
    /// How many lines are seen at once.
    #[prop(default = 6)]
    rows: u32,
    /// The sentence that says how much room is left; announced when it changes, so change it
    /// in steps.
    #[prop(into, optional)]
    count: Signal<Option<String>>,
    /// Whether it must be filled in (told to assistive technology; the host judges).
    #[prop(optional)]
    required: bool,
    /// Called with the value when the page starts to live and after every change.
    #[prop(optional, into)]
    on_value: Option<Callback<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    if let Some(on_value) = on_value {
        tell_once(move || node.get().map(|area| area.value()), on_value);
    }
    let has_hint = hint.is_some();
    let id = name.clone();
    let described_by = move || {
        let parts = [
            (has_hint, "hint"),
            (error.with(Option::is_some), "error"),
            (count.with(Option::is_some), "count"),
        ];
        let ids: Vec<String> = parts
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, suffix)| format!("{id}-{suffix}"))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    view! {
        <Field name=name.clone() label=label hint=hint error=error>
            <textarea
                node_ref=node
                class="input textarea"
                id=name.clone()
                name=name.clone()
                rows=rows
                aria-required=required.then_some("true")
                aria-invalid=move || invalid(error)
                aria-describedby=described_by
                on:input=move |event| {
                    if let Some(on_value) = on_value {
                        on_value.run(event_target_value(&event));
                    }
                }
            >
                {content(value)}
            </textarea>
            <p class="textarea__count" id=format!("{name}-count") role="status">
                {move || count.get()}
            </p>
        </Field>
    }
}
