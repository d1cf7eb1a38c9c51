//! Disclosure: what a `<details>` that lies over the page can do better once scripts run. It
//! closes by Escape, and when the pointer or the focus goes elsewhere. Without them it opens
//! and closes by its summary.

use leptos::wasm_bindgen::JsCast;
use leptos::{ev, html, prelude::*};
use web_sys::{Element, Event, HtmlDetailsElement, HtmlElement};

/// Lets it close by itself from the time the page lives.
pub(crate) fn close_when_left(node: NodeRef<html::Details>) {
    // Effects run in the browser alone.
    Effect::new(move |_| {
        let click = window_event_listener(ev::click, move |event| close_if_left(node, &event));
        let focus = window_event_listener(ev::focusin, move |event| close_if_left(node, &event));
        let key = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                close_and_return(node);
            }
        });
        on_cleanup(move || {
            click.remove();
            focus.remove();
            key.remove();
        });
    });
}

/// Closes when the event lies outside, or on a link inside: the router changes the page below
/// and leaves the header as it is.
fn close_if_left(node: NodeRef<html::Details>, event: &Event) {
    let Some(details) = node.get_untracked().filter(HtmlDetailsElement::open) else {
        return;
    };
    let target = event_target::<Element>(event);
    let followed = event.type_() == "click" && matches!(target.closest("a"), Ok(Some(_)));
    if followed || !details.contains(Some(&target)) {
        details.set_open(false);
    }
}

/// Closes and gives the focus back to what opened it.
fn close_and_return(node: NodeRef<html::Details>) {
    let Some(details) = node.get_untracked().filter(HtmlDetailsElement::open) else {
        return;
    };
    details.set_open(false);
    let summary = details.first_element_child();
    if let Some(summary) = summary.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        // A browser that will not focus has at least closed it.
        let _ = summary.focus();
    }
}
