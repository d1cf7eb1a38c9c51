//! The browser's half of the sheets: makes every state of a component come alive.

use leptos::mount::hydrate_from;
use leptos::prelude::{document, provide_context};
use leptos::wasm_bindgen::JsCast as _;
use ui::fixtures::{Language, SHEETS};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// Takes over every state on the page.
#[wasm_bindgen]
pub fn hydrate() {
    let Ok(places) = document().query_selector_all("[data-state]") else {
        return;
    };
    for number in 0..places.length() {
        let Some(place) = places
            .item(number)
            .and_then(|node| node.dyn_into::<HtmlElement>().ok())
        else {
            continue;
        };
        let attribute = |name: &str| place.get_attribute(name).unwrap_or_default();
        let (component, state) = (attribute("data-component"), attribute("data-state"));
        let language = if attribute("data-language") == "es" {
            Language::Es
        } else {
            Language::En
        };
        let sheet = SHEETS.iter().find(|sheet| sheet.component == component);
        let fixture = sheet.and_then(|s| s.fixtures.iter().find(|fixture| fixture.name == state));
        if let Some(fixture) = fixture {
            let view = fixture.view;
            hydrate_from(place, move || {
                provide_context(language);
                view()
            })
            .forget();
        }
    }
    if let Some(html) = document().document_element() {
        // A page of ours takes it; there is nobody to tell if not.
        let _ = html.set_attribute("data-hydrated", "");
    }
}
