//! A request that outlives the page it was made on: what is typed last is saved also when its
//! page is left at that moment.

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response, UrlSearchParams};

use crate::wire::{WireCode, WireError, read};

/// A browser takes no more than 64 KiB of such requests at a time; a larger one goes like any
/// other, and ends with its page.
const MOST: usize = 60 * 1024;

/// Sends fields to a server function as a form would, and brings the text of the answer.
///
/// # Errors
/// What the host answered with, or that no answer came.
pub async fn post_kept(path: &str, fields: &[(&str, &str)]) -> Result<String, WireError> {
    let unreachable = |_: JsValue| WireError::new(WireCode::Unreachable);
    let body = UrlSearchParams::new().map_err(unreachable)?;
    for (name, value) in fields {
        body.append(name, value);
    }
    let init = RequestInit::new();
    init.set_method("POST");
    if String::from(body.to_string()).len() <= MOST {
        js_sys::Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE).map_err(unreachable)?;
    }
    // The type goes with a body of this kind, as with a form's.
    init.set_body(&body);
    let answer = JsFuture::from(window().fetch_with_str_and_init(path, &init))
        .await
        .map_err(unreachable)?;
    let answer: Response = answer.dyn_into().map_err(unreachable)?;
    let text = JsFuture::from(answer.text().map_err(unreachable)?)
        .await
        .map_err(unreachable)?;
    let text = text.as_string().unwrap_or_default();
    if answer.ok() {
        Ok(text)
    } else {
        let unexplained = WireError::new(WireCode::from_status(answer.status()));
        Err(read(&text).unwrap_or(unexplained))
    }
}
