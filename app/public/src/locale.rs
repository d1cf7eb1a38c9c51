//! Choosing the language. A full page load, so that no half of a page speaks another.

use leptos::prelude::*;
use ui::wire::WireError;

/// Keeps the language chosen; the host sends a browser without scripts back to the page it
/// came from.
#[server(endpoint = "locale/choose", protocol = ui::wire::Wire)]
#[allow(clippy::unused_async, reason = "every server function is async")]
pub async fn choose(
    /// The tag of the language, such as `es`.
    locale: String,
) -> Result<(), WireError> {
    use service::{Keep, Refusal};
    let request = crate::context::request()?;
    let chosen = domain::locale::Locale::from_tag(&locale)
        .map(|locale| request.outgoing.keep(Keep::Locale(locale)))
        .ok_or_else(|| Refusal::BadRequest.into());
    crate::context::answer(&request, chosen)
}
