//! Select: one answer out of a list.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::{html, prelude::*};

use crate::field::{Field, Width, described_by, invalid};
use crate::radios::Choice;
use crate::text::MaybeText;
use crate::text_input::tell_once;

/// A list that opens: the browser's own, which every keyboard and screen reader knows.
#[component]
pub fn Select(
    /// The control's name and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What helps to choose.
    #[prop(into, optional)]
    hint: MaybeText,
    /// What is wrong, while something is.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// What there is to choose.
    choices: Vec<Choice>,
    /// The value chosen at first; the first choice if it is none of them.
    #[prop(into, optional)]
    value: String,
    /// What stands first and means "nothing chosen yet" (sends an empty value).
    #[prop(into, optional)]
    placeholder: MaybeText,
    /// Whether something must be chosen (told to assistive technology; the host judges).
    #[prop(optional)]
    required: bool,
    /// How wide.
    #[prop(optional)]
    width: Width,
    /// Called with the value when the page starts to live and after every change.
    #[prop(optional, into)]
    on_value: Option<Callback<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    if let Some(on_value) = on_value {
        tell_once(move || node.get().map(|select| select.value()), on_value);
    }
    let has_hint = hint.is_some();
    let id = name.clone();
    let first = placeholder.into_inner().map(|text| {
        view! {
            <option value="" selected=value.is_empty()>
                {text}
            </option>
        }
    });
    let options = choices
        .into_iter()
        .map(|choice| {
            let selected = !value.is_empty() && choice.value == value;
            view! {
                <option value=choice.value selected=selected>
                    {choice.label}
                </option>
            }
        })
        .collect_view();
    view! {
        <Field name=name.clone() label=label hint=hint error=error>
            <div class="select">
                <select
                    node_ref=node
                    class=format!("{} select__control", width.class())
                    id=name.clone()
                    name=name
                    aria-required=required.then_some("true")
                    aria-invalid=move || invalid(error)
                    aria-describedby=move || {
                        described_by(&id, has_hint, error.with(Option::is_some))
                    }
                    on:change=move |event| {
                        if let Some(on_value) = on_value {
                            on_value.run(event_target_value(&event));
                        }
                    }
                >
                    {first}
                    {options}
                </select>
            </div>
        </Field>
    }
}
