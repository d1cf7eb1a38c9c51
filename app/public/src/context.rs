//! The one place of this crate that knows it may be running on the host: how a server
//! function reaches the request it serves, and how a use case's end becomes its answer.

use leptos::prelude::use_context;
use service::{Request, Stop};
use ui::wire::{WireCode, WireError};

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

/// What follows a form of registration, as it goes over the wire.
pub fn next<V>(
    request: &Request,
    result: Result<service::registration::Next<V>, Stop>,
) -> Result<ui::wire::Answer<V>, WireError> {
    use service::registration::Next;
    use ui::wire::Answer;
    answer(request, result).map(|next| match next {
        Next::Go(route) => Answer::Go(route.to_string()),
        Next::Show(view) => Answer::Show(view),
    })
}
