//! When Send can be used (SPEC section 5): as soon as everything is there, whichever way it
//! got there.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

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

/// Empties a field of several lines. A view that takes another's place keeps its elements,
/// and with them what was typed there.
pub(super) fn empty(id: &str) {
    let control = document().get_element_by_id(id);
    if let Some(area) = control
        .as_ref()
        .and_then(|control| control.dyn_ref::<HtmlTextAreaElement>())
    {
        area.set_value("");
    }
}

/// What stands in a control of the page.
fn value_of(id: &str) -> String {
    let Some(control) = document().get_element_by_id(id) else {
        return String::new();
    };
    if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        control
            .dyn_ref::<HtmlInputElement>()
            .map(HtmlInputElement::value)
            .unwrap_or_default()
    }
}
