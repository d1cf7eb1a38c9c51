//! Combobox: one answer out of a long list, found by typing.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
mod matching;
mod state;

use leptos::{html, prelude::*};

use crate::field::{Field, Width, described_by, invalid};
use crate::icon::{Icon, IconName};
use crate::radios::Choice;
use crate::text::MaybeText;
use crate::text_input::tell_once;
use state::{Entry, State};

/// What a [`Combobox`] says by itself.
#[derive(Clone, Copy, Debug)]
pub struct ComboboxWords {
    found: Callback<u64, String>,
    nothing: StoredValue<String>,
}

impl ComboboxWords {
    /// `found` says how many choices fit what was typed ("3 results"), `nothing` that none does.
    pub fn new(
        found: impl Fn(u64) -> String + Send + Sync + 'static,
        nothing: impl Into<String>,
    ) -> Self {
        Self {
            found: Callback::new(found),
            nothing: StoredValue::new(nothing.into()),
        }
    }
}

/// What both controls say of themselves: the select and the field that takes its place.
#[derive(Clone)]
struct Control {
    name: String,
    label: String,
    class: &'static str,
    required: Option<&'static str>,
    error: Signal<Option<String>>,
    described: Signal<Option<String>>,
}

/// A field that finds one of many choices by what is typed. Without scripts, and until the page
/// lives, it is a [`Select`](crate::select::Select) with the same choices; that select stays in
/// the page, hidden, and is what is sent, so that nothing chosen in it is ever lost.
#[component]
pub fn Combobox(
    /// The name that is sent, and the id of the control that is seen.
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
    /// What there is to choose; a hint is a second line in the list, and is searched too.
    choices: Vec<Choice>,
    /// The value chosen at first; empty for none.
    #[prop(into, optional)]
    value: String,
    /// What stands first in the select and means "nothing chosen yet" (sends an empty value).
    #[prop(into)]
    placeholder: String,
    /// What it says by itself.
    words: ComboboxWords,
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
    let alive = RwSignal::new(false);
    let entries = choices.iter().map(Entry::new).collect();
    let state = State::new(entries, value.clone());
    Effect::new(move |_| {
        let Some(select) = state.select.get() else {
            return;
        };
        // Something may have been chosen before the WebAssembly arrived.
        state.start(select.value());
        let focused = document().active_element().as_ref() == Some(select.as_ref());
        alive.set(true);
        if focused {
            focus_once(state.input);
        }
    });
    if let Some(on_value) = on_value {
        tell_once(
            move || state.select.get().map(|select| select.value()),
            on_value,
        );
    }
    let has_hint = hint.is_some();
    let id = name.clone();
    let control = Control {
        name: name.clone(),
        label: label.clone(),
        class: width.class(),
        required: required.then_some("true"),
        error,
        described: Signal::derive(move || described_by(&id, has_hint, error.with(Option::is_some))),
    };
    let options = options(choices, &value, placeholder);
    let select = select(state, alive, control.clone(), options, on_value);
    view! {
        <Field name=name label=label hint=hint error=error>
            {select}
            {move || alive.get().then(|| typing_field(state, control.clone(), words))}
        </Field>
    }
}

/// The options of the select: nothing chosen, then the choices.
fn options(choices: Vec<Choice>, value: &str, placeholder: String) -> impl IntoView + use<> {
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
        <option value="" selected=value.is_empty()>
            {placeholder}
        </option>
        {options}
    }
}

/// The select. Once the page lives it is hidden and gives its id away.
fn select(
    state: State,
    alive: RwSignal<bool>,
    control: Control,
    options: impl IntoView + 'static,
    on_value: Option<Callback<String>>,
) -> impl IntoView {
    let Control { name, error, .. } = control;
    let id = name.clone();
    view! {
        <div class="select" hidden=move || alive.get()>
            <select
                node_ref=state.select
                class=format!("{} select__control", control.class)
                id=move || if alive.get() { format!("{id}-sent") } else { id.clone() }
                name=name
                aria-required=control.required
                aria-invalid=move || invalid(error)
                aria-describedby=move || control.described.get()
                on:change=move |event| {
                    if let Some(on_value) = on_value {
                        on_value.run(event_target_value(&event));
                    }
                }
            >
                {options}
            </select>
        </div>
    }
}

/// The field that takes the select's place.
fn typing_field(state: State, control: Control, words: ComboboxWords) -> impl IntoView {
    let Control { name, error, .. } = control;
    let popup = popup(state, &name, control.label, words);
    let list = format!("{name}-list");
    let id = name.clone();
    let active = move || Some(format!("{name}-choice-{}", state.active.get()?));
    view! {
        <div class="combobox select">
            <input
                node_ref=state.input
                class=format!("{} combobox__input", control.class)
                type="text"
                id=id
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                value=state.label_of(&state.chosen.get_untracked())
                aria-autocomplete="list"
                aria-controls=list
                aria-expanded=move || state.open.get().to_string()
                aria-activedescendant=active
                aria-required=control.required
                aria-invalid=move || invalid(error)
                aria-describedby=move || control.described.get()
                on:click=move |_| state.show()
                on:input=move |event| state.typed(&event_target_value(&event))
                on:keydown=move |event| state.key(&event)
                on:blur=move |_| state.leave()
            />
            {popup}
        </div>
    }
}

/// Takes the focus to the field as soon as it is there.
fn focus_once(input: NodeRef<html::Input>) {
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) {
            return true;
        }
        let input = input.get();
        input.is_some_and(|input| input.focus().is_ok())
    });
}

/// The list below the field, and the line that tells how many there are.
fn popup(state: State, name: &str, label: String, words: ComboboxWords) -> impl IntoView + use<> {
    let none = move || state.found.with(Vec::is_empty);
    let options = state.entries.with_value(|entries| {
        let options = entries.iter().enumerate();
        options
            .map(|(place, entry)| option(state, name, place, entry))
            .collect_view()
    });
    let status = move || {
        let typed = state.open.get() && state.query.with(|query| !query.is_empty());
        typed.then(|| match state.found.with(Vec::len) {
            0 => words.nothing.get_value(),
            count => words.found.run(count as u64),
        })
    };
    view! {
        // The field keeps the focus: a press in the list must not take it away.
        <div
            class="combobox__popup"
            hidden=move || !state.open.get()
            on:mousedown=|event| event.prevent_default()
        >
            <ul
                node_ref=state.list
                class="combobox__list"
                id=format!("{name}-list")
                role="listbox"
                aria-label=label
                hidden=none
            >
                {options}
            </ul>
            <p class="combobox__nothing" aria-hidden="true" hidden=move || !none()>
                {words.nothing.get_value()}
            </p>
        </div>
        <p class="visually-hidden" role="status">
            {status}
        </p>
    }
}

/// One choice of the list. All stay in it; those that do not fit are hidden.
fn option(state: State, name: &str, place: usize, entry: &Entry) -> impl IntoView + use<> {
    let value = entry.value.clone();
    let is_active = move || state.active.get() == Some(place);
    let is_chosen = move || state.chosen.with(|chosen| *chosen == value);
    let hint = entry.hint.clone();
    view! {
        <li
            class="combobox__option"
            class=("combobox__option--active", is_active)
            class=("combobox__option--chosen", is_chosen)
            id=format!("{name}-choice-{place}")
            role="option"
            aria-selected=move || is_active().to_string()
            hidden=move || state.found.with(|found| found.binary_search(&place).is_err())
            on:click=move |_| state.choose(Some(place))
        >
            <Icon name=IconName::Check />
            <span class="combobox__label">{entry.label.clone()}</span>
            {hint.map(|hint| view! { <span class="combobox__hint">{hint}</span> })}
        </li>
    }
}
