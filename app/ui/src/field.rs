//! What every form control has around it: label, hint and error, tied to it by id.
//!
//! The ids are a promise to pages and tests: the control's id is its name, the hint's is
//! `{name}-hint`, the error's `{name}-error`, and the error summary links to the name.

use leptos::prelude::*;

use crate::error_message::ErrorMessage;
use crate::hint::Hint;
use crate::text::MaybeText;

/// How wide a control is: as wide as what belongs into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// The whole column.
    #[default]
    Full,
    /// About twenty characters.
    Medium,
    /// About ten characters.
    Short,
    /// Four digits.
    Digits4,
    /// Two digits.
    Digits2,
}

impl Width {
    /// The class of the control that goes with it.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Full => "input",
            Self::Medium => "input input--medium",
            Self::Short => "input input--short",
            Self::Digits4 => "input input--digits-4",
            Self::Digits2 => "input input--digits-2",
        }
    }
}

/// The value of `aria-describedby`: hint and error, where they exist.
pub(crate) fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    described_by_parts(name, &[(hint, "hint"), (error, "error")])
}

/// The same for any parts: whether each is there, and the last part of its id.
pub(crate) fn described_by_parts(name: &str, parts: &[(bool, &str)]) -> Option<String> {
    let ids: Vec<String> = parts
        .iter()
        .filter(|(there, _)| *there)
        .map(|(_, suffix)| format!("{name}-{suffix}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The value of `aria-invalid`: there only when something is wrong.
pub(crate) fn invalid(error: Signal<Option<String>>) -> Option<&'static str> {
    error.with(Option::is_some).then_some("true")
}

/// Label, hint and error above one control.
#[component]
pub(crate) fn Field(
    /// The control's name and id.
    name: String,
    /// The label.
    label: String,
    /// What helps to fill it in.
    hint: MaybeText,
    /// What is wrong.
    error: Signal<Option<String>>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let hint = hint.into_inner().map(|text| {
        view! { <Hint field=name.clone() text=text.into_owned() /> }
    });
    view! {
        <div class="field" class=("field--error", move || error.with(Option::is_some))>
            <label class="field__label" for=name.clone()>
                {label}
            </label>
            {hint}
            <ErrorMessage field=name error=error />
            {children()}
        </div>
    }
}
