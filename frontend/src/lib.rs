//! The browser's half: what makes a page that the host rendered come alive.

// The type of a whole page is as deep as its HTML, and each layer takes several.
#![recursion_limit = "512"]

mod lost;

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page. Called by the page's script once the WebAssembly is there; routes
/// whose code is a file of its own are loaded before the page is touched.
#[wasm_bindgen]
pub fn hydrate() {
    lost::stand_by();
    leptos::mount::hydrate_lazy(app::App);
}
