//! The one place of this crate that knows it may be running on the host: how a server
//! function reaches the request it serves, and how a use case's end becomes its answer.

use std::str::FromStr;

use domain::ids::ConversationId;
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

/// A value that a form of ours sent; anything else makes no sense.
pub fn sent<T: FromStr>(text: &str) -> Result<T, WireError> {
    text.parse()
        .map_err(|_| WireError::new(WireCode::BadRequest))
}

/// A value that the address names and may leave out; anything else is a page that does not
/// exist.
pub fn place<T: FromStr>(text: Option<String>) -> Result<Option<T>, WireError> {
    let parse = |text: String| text.parse();
    text.map(parse)
        .transpose()
        .map_err(|_| WireError::new(WireCode::NotFound))
}

/// Back to a conversation, on a page that lives without loading it anew: it asks for what has
/// changed.
pub fn stay<F>(id: ConversationId) -> Answer<F> {
    Answer::Go(Route::StaffConversation(id).to_string())
}

/// Back to a conversation, loaded anew: what was done shows there.
pub fn back<F>(id: ConversationId) -> Answer<F> {
    Answer::Load(Route::StaffConversation(id).to_string())
}
