//! The one place of this crate that knows it may be running on the host: how a server
//! function reaches the request it serves, and how a use case's end becomes its answer.

use std::str::FromStr;

use domain::forms::Form;
use domain::ids::FolderId;
use domain::messages::{DraftSaved, DraftValues, FolderProblem, FolderValues, Sent};
use domain::routes::Route;
use leptos::prelude::use_context;
use service::{Request, Stop};
use ui::wire::{Answer, WireCode, WireError};

/// The request being served.
pub fn request() -> Result<Request, WireError> {
    use_context().ok_or_else(|| WireError::new(WireCode::Unexpected))
}

/// What a use case came to, as it goes over the wire.
pub fn answer<T>(request: &Request, result: Result<T, Stop>) -> Result<T, WireError> {
    result.map_err(|stop| {
        let (status, id) = request.report(&stop);
        WireError {
            code: WireCode::from_status(status),
            request: id,
        }
    })
}

/// A value that a page of ours named; anything else is a page that does not exist.
pub fn parsed<T: FromStr>(text: &str) -> Result<T, WireError> {
    text.parse().map_err(|_| WireError::new(WireCode::NotFound))
}

/// The same, where the address may leave it out.
pub fn place<T: FromStr>(text: Option<String>) -> Result<Option<T>, WireError> {
    text.map(|text| parsed(&text)).transpose()
}

/// A message that is stored leads to its conversation; one that is not, back to its form.
pub fn sent<F>(outcome: Result<Sent, F>) -> Answer<F> {
    match outcome {
        Ok(sent) => Answer::Go(Route::Conversation(sent.conversation).to_string()),
        Err(form) => Answer::Show(form),
    }
}

type FolderForm = Form<FolderValues, FolderProblem>;

/// A folder that is stored leads to the page of folders; one that is not, back to its form.
pub fn saved_folder(outcome: Result<FolderId, FolderForm>) -> Answer<FolderForm> {
    match outcome {
        Ok(_) => Answer::Go(Route::Folders.to_string()),
        Err(form) => Answer::Show(form),
    }
}

/// A draft that is kept leads to the list of them; one that is not, back to its form.
pub fn kept<F>(outcome: Result<(), F>) -> Answer<F> {
    match outcome {
        Ok(()) => Answer::Go(Route::MessagesDrafts.to_string()),
        Err(form) => Answer::Show(form),
    }
}

/// A folder that is gone leads to the page of those that are left.
pub fn removed_folder((): ()) -> Answer<FolderForm> {
    Answer::Go(Route::Folders.to_string())
}

/// The page of a draft's form.
pub fn form_of(form: &DraftValues, saved: &DraftSaved) -> String {
    let conversation = form.conversation.parse().ok();
    let page = conversation.map_or(Route::MessagesNew, Route::Conversation);
    match saved {
        DraftSaved::Kept { draft, .. } => format!("{page}?draft={draft}"),
        _ => page.to_string(),
    }
}
