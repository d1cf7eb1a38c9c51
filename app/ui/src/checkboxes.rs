//! Checkboxes: any number of answers out of a few that are all seen at once.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::{html, prelude::*};

use crate::field::invalid;
use crate::fieldset::Fieldset;
use crate::radios::Choice;
use crate::text::MaybeText;

/// A question to which several answers may be true. All are sent under one name, each that is
/// ticked with its value. The first box has the id `{name}`, where the error summary leads.
#[component]
pub fn Checkboxes(
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
    /// The answers ticked at first (their `value`s).
    #[prop(optional)]
    values: Vec<String>,
    /// Called with the ticked values, in the order of the choices, when the page starts to
    /// live and after every change.
    #[prop(optional, into)]
    on_values: Option<Callback<Vec<String>>>,
) -> impl IntoView {
    let boxes: Vec<(String, NodeRef<html::Input>)> = choices
        .iter()
        .map(|choice| (choice.value.clone(), NodeRef::new()))
        .collect();
    let nodes: Vec<NodeRef<html::Input>> = boxes.iter().map(|(_, node)| *node).collect();
    // What is ticked is asked of the page: it may have been before the WebAssembly arrived.
    let tell = Callback::new(move |()| {
        if let Some(on_values) = on_values {
            let ticked = boxes
                .iter()
                .filter(|(_, node)| node.get_untracked().is_some_and(|input| input.checked()));
            on_values.run(ticked.map(|(value, _)| value.clone()).collect());
        }
    });
    Effect::new(move |_| tell.run(()));
    let items = choices
        .into_iter()
        .zip(nodes)
        .enumerate()
        .map(|(place, (choice, node))| {
            let id = if place == 0 {
                name.clone()
            } else {
                format!("{name}-{}", place + 1)
            };
            let hint_id = choice.hint.is_some().then(|| format!("{id}-choice"));
            let hint = choice.hint.map(|text| {
                view! {
                    <span class="checkboxes__hint" id=hint_id.clone()>
                        {text}
                    </span>
                }
            });
            view! {
                <div class="checkboxes__item">
                    <input
                        node_ref=node
                        class="checkboxes__input"
                        type="checkbox"
                        id=id.clone()
                        name=name.clone()
                        checked=values.contains(&choice.value)
                        value=choice.value
                        aria-invalid=move || invalid(error)
                        aria-describedby=hint_id
                        on:change=move |_| tell.run(())
                    />
                    <label class="checkboxes__label" for=id>
                        {choice.label}
                    </label>
                    {hint}
                </div>
            }
        })
        .collect_view();
    view! {
        <Fieldset name=name legend=legend hint=hint error=error>
            <div class="checkboxes">{items}</div>
        </Fieldset>
    }
}
