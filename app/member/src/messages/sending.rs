//! What the two forms that send a message have in common: when Send can be used (SPEC section
//! 5: as soon as everything is there, whichever way it got there), the button, what is wrong.

use std::time::Duration;

use domain::forms::{Form, Problem};
use domain::messages::RefusedFile;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use serde::de::DeserializeOwned;
use server_fn::ServerFn;
use ui::form::{FormAction, FormAnswer};
use ui::prelude::*;
use ui::wire::{Answer, WireError};
use words::{Locale, messages as say};

use super::saving::Saving;
use super::say as terms;

/// How often the fields are looked at. A dictation tool or a password manager may fill them
/// without an event, so events alone are not enough.
const LOOK_EVERY: Duration = Duration::from_millis(300);

/// Whether Send must wait: `false` in the HTML, so that the form works before hydration and
/// without scripts; once the page lives, whatever `is_ready` says of the values of these
/// fields as they stand in the page. The second part looks again at once, for events.
pub(super) fn waits<const N: usize>(
    fields: [&'static str; N],
    is_ready: fn([&str; N]) -> bool,
) -> (Signal<bool>, impl Fn() + Copy + Send + Sync + 'static) {
    let waits = RwSignal::new(false);
    let look = move || {
        let values = fields.map(value_of);
        let now = !is_ready(std::array::from_fn(|place| values[place].as_str()));
        if waits
            .try_get_untracked()
            .is_some_and(|before| before != now)
        {
            waits.set(now);
        }
    };
    Effect::new(move |_| {
        look();
        if let Ok(watch) = set_interval_with_handle(look, LOOK_EVERY) {
            on_cleanup(move || watch.clear());
        }
    });
    (waits.into(), look)
}

/// Send, and what it waits for; `beside` is what else can be done with the form.
pub(super) fn send_button(
    locale: Locale,
    waits: Signal<bool>,
    pending: Memo<bool>,
    hint: &'static str,
    beside: impl IntoView + 'static,
) -> impl IntoView {
    let text = move || {
        if pending.get() {
            say::sending(locale)
        } else {
            say::send(locale)
        }
    };
    view! {
        <Stack gap=Gap::Small>
            <ButtonRow>
                <Button
                    attr:aria-describedby="send-hint"
                    disabled=Signal::derive(move || waits.get() || pending.get())
                    busy=Signal::from(pending)
                >
                    {text}
                </Button>
                {beside}
            </ButtonRow>
            <Hint field="send" text=hint />
        </Stack>
    }
}

/// Ends the saving of a form that was sent.
pub(super) fn end_saving<S, F>(action: FormAction<S>, saving: Saving)
where
    S: ServerFn<Output = Answer<F>, Error = WireError> + 'static,
    F: DeserializeOwned + 'static,
{
    Effect::new(move |_| {
        if let Some(Ok(Answer::Go(_) | Answer::Load(_))) = action.answer() {
            saving.end();
        }
    });
}

/// Gives the saving the key of a form that came back with another one.
pub(super) fn follow_key<F: Send + Sync + 'static>(
    form: Signal<F>,
    saving: Saving,
    key: fn(&F) -> String,
) {
    Effect::new(move |before: Option<String>| {
        let now = form.with(key);
        if before.is_some_and(|before| before != now) {
            saving.use_key(now.clone());
        }
        now
    });
}

/// What is wrong with a form, for its summary: at first the files that were not taken.
pub(super) fn errors<V, P>(
    locale: Locale,
    sent: &FormAnswer<Form<V, P>>,
    words: fn(Locale, P) -> String,
    refused: &[RefusedFile],
) -> Signal<Vec<FieldError>>
where
    V: Send + Sync + 'static,
    P: Problem + Send + Sync + 'static,
{
    let form = sent.form;
    let refused = super::files::refused(locale, refused);
    let errors = ui::form::errors(
        Signal::derive(move || form.with(|form| form.problems.clone())),
        sent.failure,
        move |&problem| FieldError::new(problem.field(), words(locale, problem)),
        move |error| terms::failure(locale, error.code).to_owned(),
    );
    Signal::derive(move || {
        let errors = errors.get();
        if errors.is_empty() {
            refused.clone()
        } else {
            errors
        }
    })
}

/// Puts a text into a field of several lines. A view that takes another's place keeps its
/// elements, and with them what was typed there.
pub(super) fn put(id: &str, text: &str) {
    let control = document().get_element_by_id(id);
    if let Some(area) = control
        .as_ref()
        .and_then(|control| control.dyn_ref::<HtmlTextAreaElement>())
    {
        area.set_value(text);
    }
}

/// What stands in a control of the page. Of a combobox that is the select which it sends, and not
/// what is typed in order to find something.
fn value_of(id: &str) -> String {
    let control = document()
        .get_element_by_id(&format!("{id}-sent"))
        .or_else(|| document().get_element_by_id(id));
    control.as_ref().map(value_in).unwrap_or_default()
}

/// What stands in a control.
pub(super) fn value_in(control: &Element) -> String {
    if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        // A box that is not ticked sends nothing.
        control
            .dyn_ref::<HtmlInputElement>()
            .filter(|input| input.type_() != "checkbox" || input.checked())
            .map(HtmlInputElement::value)
            .unwrap_or_default()
    }
}
