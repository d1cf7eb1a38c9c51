//! Radios: one answer out of a few that are all seen at once.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::fieldset::Fieldset;
use crate::text::MaybeText;

/// One thing to choose, in radios and in a select.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second line below it (radios only).
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without a second line.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }

    /// The same with a second line.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A question with a few answers. The first radio has the id `{name}`, where the error
/// summary leads.
#[component]
pub fn Radios(
    /// The name that is sent.
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
    /// The answers.
    choices: Vec<Choice>,
    /// The answer chosen at first (its `value`); empty for none.
    #[prop(into, optional)]
    value: String,
    /// Called with the chosen value on every change.
    #[prop(optional, into)]
    on_value: Option<Callback<String>>,
) -> impl IntoView {
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(place, choice)| {
            let id = if place == 0 {
                name.clone()
            } else {
                format!("{name}-{}", place + 1)
            };
            let hint_id = choice.hint.is_some().then(|| format!("{id}-choice"));
            let hint = choice.hint.map(|text| {
                view! {
                    <span class="radios__hint" id=hint_id.clone()>
                        {text}
                    </span>
                }
            });
            view! {
                <div class="radios__item">
                    <input
                        class="radios__input"
                        type="radio"
                        id=id.clone()
                        name=name.clone()
                        checked=!value.is_empty() && value == choice.value
                        value=choice.value
                        aria-describedby=hint_id
                        on:change=move |event| {
                            if let Some(on_value) = on_value {
                                on_value.run(event_target_value(&event));
                            }
                        }
                    />
                    <label class="radios__label" for=id>
                        {choice.label}
                    </label>
                    {hint}
                </div>
            }
        })
        .collect_view();
    view! {
        <Fieldset name=name legend=legend hint=hint error=error choices=true>
            <div class="radios">{items}</div>
        </Fieldset>
    }
}
