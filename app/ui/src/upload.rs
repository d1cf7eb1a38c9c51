//! A file on its way to the host, with how much of it is there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::prelude::Closure;
use web_sys::{Event, File, FormData, ProgressEvent, XmlHttpRequest};

use crate::wire::{WireCode, WireError, read};

/// A file on its way. To drop it changes nothing; [`Upload::cancel`] ends it.
#[derive(Clone, Debug)]
pub struct Upload(XmlHttpRequest);

impl Upload {
    /// Ends it; nothing more is told.
    pub fn cancel(&self) {
        self.0.set_onloadend(None);
        if let Ok(upload) = self.0.upload() {
            upload.set_onprogress(None);
        }
        // What has ended already cannot be ended again.
        let _ = self.0.abort();
    }
}

/// Sends fields and a file as a form would. `progress` is told how many percent are there, `done`
/// the text of the answer or why there is none.
///
/// # Errors
/// The browser refuses to send it.
pub fn send(
    path: &str,
    fields: &[(&str, &str)],
    (name, file): (&str, &File),
    progress: impl Fn(u8) + 'static,
    done: impl FnOnce(Result<String, WireError>) + 'static,
) -> Result<Upload, WireError> {
    let refused = |_| WireError::new(WireCode::Unexpected);
    let form = FormData::new().map_err(refused)?;
    for (name, value) in fields {
        form.append_with_str(name, value).map_err(refused)?;
    }
    form.append_with_blob_and_filename(name, file, &file.name())
        .map_err(refused)?;
    let request = XmlHttpRequest::new().map_err(refused)?;
    request.open("POST", path).map_err(refused)?;
    let percent = Rc::new(Cell::new(u8::MAX));
    let told = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        let now = share(event.loaded(), event.total());
        if percent.replace(now) != now {
            progress(now);
        }
    });
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(told.as_ref().unchecked_ref()));
    }
    let done = RefCell::new(Some(done));
    let answered = request.clone();
    let ended = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
        if let Some(done) = done.take() {
            done(answer(&answered));
        }
    });
    request.set_onloadend(Some(ended.as_ref().unchecked_ref()));
    request
        .send_with_opt_form_data(Some(&form))
        .map_err(refused)?;
    // They live as long as the request, which the browser keeps, and a page has a few of them.
    told.forget();
    ended.forget();
    Ok(Upload(request))
}

/// How many percent `there` is of `all`.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a hundred, cut to it"
)]
fn share(there: f64, all: f64) -> u8 {
    if all > 0.0 {
        (there / all * 100.0).clamp(0.0, 100.0) as u8
    } else {
        0
    }
}

fn answer(request: &XmlHttpRequest) -> Result<String, WireError> {
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match request.status().unwrap_or(0) {
        0 => Err(WireError::new(WireCode::Unreachable)),
        200..=299 => Ok(text),
        status => {
            let unexplained = WireError::new(WireCode::from_status(status));
            Err(read(&text).unwrap_or(unexplained))
        }
    }
}
