//! Server functions of signing on and off.

use domain::registration::TermsView;
use domain::session::SignOnView;
use leptos::prelude::*;
use ui::wire::{Answer, WireError};

/// What the sign-on page shows at first: empty, or what was sent before without scripts.
#[server(endpoint = "session/load-sign-on", protocol = ui::wire::Wire)]
#[allow(clippy::unused_async, reason = "every server function is async")]
pub async fn load_sign_on() -> Result<SignOnView, WireError> {
    let request = crate::context::request()?;
    Ok(request.flash("session/sign-on").unwrap_or_default())
}

/// Signs on. It leads to Home by a full page load: nothing of before stays in memory.
#[server(endpoint = "session/sign-on", protocol = ui::wire::Wire)]
pub async fn sign_on(
    /// User ID or medical record number.
    id: String,
    /// The password.
    password: String,
) -> Result<Answer<SignOnView>, WireError> {
    use service::session::{SignOn, sign_on};
    let request = crate::context::request()?;
    let done = sign_on(&request, id, &password)
        .await
        .map(|done| match done {
            SignOn::Done => Answer::Load(domain::routes::Route::Home.to_string()),
            SignOn::Again(view) => Answer::Show(view),
        });
    crate::context::answer(&request, done)
}

/// The terms in force, for a member who has signed on.
#[server(endpoint = "session/load-terms", protocol = ui::wire::Wire)]
pub async fn load_terms() -> Result<TermsView, WireError> {
    let request = crate::context::request()?;
    if let Some(view) = request.flash("session/terms") {
        return Ok(view);
    }
    let view = service::session::terms_page(&request).await;
    crate::context::answer(&request, view)
}

/// Accepts them. It leads to Home by a full page load: now it opens.
#[server(endpoint = "session/terms", protocol = ui::wire::Wire)]
pub async fn accept_terms(
    /// The version that stood on the page.
    version: String,
    /// `true` when the box is ticked.
    accepted: Option<String>,
) -> Result<Answer<TermsView>, WireError> {
    let request = crate::context::request()?;
    let accepted = accepted.as_deref() == Some("true");
    let done = service::session::accept_terms(&request, accepted, version)
        .await
        .map(|again| match again {
            None => Answer::Load(domain::routes::Route::Home.to_string()),
            Some(view) => Answer::Show(view),
        });
    crate::context::answer(&request, done)
}

/// Whether somebody is signed on, for the page that asks before signing off.
#[server(endpoint = "session/load-sign-off", protocol = ui::wire::Wire)]
pub async fn load_sign_off() -> Result<bool, WireError> {
    let request = crate::context::request()?;
    let is_on = service::session::is_signed_on(&request).await;
    crate::context::answer(&request, is_on)
}

/// Signs off, and leads to the page that says so by a full page load.
#[server(endpoint = "session/sign-off", protocol = ui::wire::Wire)]
pub async fn sign_off() -> Result<Answer<()>, WireError> {
    let request = crate::context::request()?;
    let done = service::session::sign_off(&request).await;
    let done = done.map(|()| Answer::Load(domain::routes::Route::SignOff.to_string()));
    crate::context::answer(&request, done)
}
