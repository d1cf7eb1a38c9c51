//! Fieldset: several controls that answer one question.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::error_message::ErrorMessage;
use crate::field::{described_by, invalid};
use crate::hint::Hint;
use crate::text::MaybeText;

/// Controls under one legend. With `choices`, the fieldset is a `radiogroup`, which is what
/// may be `aria-invalid` as a whole.
#[component]
pub fn Fieldset(
    /// The name: hint and error take their ids from it.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What helps to answer.
    #[prop(into, optional)]
    hint: MaybeText,
    /// What is wrong, while something is.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Whether it holds radio buttons that exclude each other.
    #[prop(optional)]
    choices: bool,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let hint = hint.into_inner().map(|text| {
        view! { <Hint field=name.clone() text=text.into_owned() /> }
    });
    let id = name.clone();
    view! {
        <fieldset
            class="fieldset"
            class=("field--error", move || error.with(Option::is_some))
            role=choices.then_some("radiogroup")
            aria-required=choices.then_some("true")
            aria-invalid=move || if choices { invalid(error) } else { None }
            aria-describedby=move || described_by(&id, has_hint, error.with(Option::is_some))
        >
            <legend class="fieldset__legend">{legend}</legend>
            {hint}
            <ErrorMessage field=name error=error />
            {children()}
        </fieldset>
    }
}
