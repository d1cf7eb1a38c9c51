//! When the WebAssembly comes to an end: mostly because the code of a page, a file of its
//! own, did not arrive. The router cannot go on then, and a page whose links and buttons
//! answer to nobody is worse than a full load; so the browser itself goes where the person
//! wanted to go, and the host renders that page. Once: if the same happens there again, the
//! page stays as the host made it, and its links and forms are the browser's own.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, EventTarget, HtmlAnchorElement, Window};

/// The address of the last full load made here, kept for the tab.
const MARK: &str = "lost";

thread_local! {
    /// The link that was followed last: the address bar changes only after the page's code
    /// has arrived.
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Nothing but the listeners below works any more.
    static ENDED: Cell<bool> = const { Cell::new(false) };
}

/// Stands by for the end, whatever its cause.
pub fn stand_by() {
    std::panic::set_hook(Box::new(|_| {
        ENDED.set(true);
        if let Some(window) = web_sys::window() {
            go_on(&window);
        }
    }));
    let Some(window) = web_sys::window() else {
        return;
    };
    for kind in ["click", "submit", "popstate"] {
        listen(&window, kind, move |event| {
            if ENDED.get() {
                // The router must not take what it can no longer answer.
                event.stop_immediate_propagation();
                if let ("popstate", Some(window)) = (kind, web_sys::window()) {
                    // If even that fails there is nothing left to try.
                    let _ = window.location().reload();
                }
            } else if kind == "popstate" {
                // Going back and forth changes the address bar at once.
                WANTED.set(None);
            } else if let Some(link) = link(&event) {
                WANTED.set(Some(link));
                // Somebody goes on working: what was lost before has been found.
                forget();
            }
        });
    }
}

/// Loads the page that was wanted, unless that was just tried.
fn go_on(window: &Window) {
    let (Ok(here), Ok(Some(storage))) = (window.location().href(), window.session_storage()) else {
        return;
    };
    let wanted = WANTED
        .with(|wanted| wanted.try_borrow().ok()?.clone())
        .unwrap_or(here);
    let tried = storage
        .get_item(MARK)
        .is_ok_and(|last| last.as_ref() == Some(&wanted));
    // Without a mark it could go round for ever.
    if !tried && storage.set_item(MARK, &wanted).is_ok() {
        let _ = window.location().assign(&wanted);
    }
}

fn forget() {
    if let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.session_storage()) {
        let _ = storage.remove_item(MARK);
    }
}

/// The address of the link that was clicked.
fn link(event: &Event) -> Option<String> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let link = element.closest("a[href]").ok()??;
    Some(link.dyn_into::<HtmlAnchorElement>().ok()?.href())
}

/// Listens before the router does, for as long as the page lives.
fn listen(target: &EventTarget, kind: &str, heard: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(heard);
    let callback = closure.as_ref().unchecked_ref();
    if target
        .add_event_listener_with_callback_and_bool(kind, callback, true)
        .is_ok()
    {
        closure.forget();
    }
}
