//! Server functions of signing on and off at a desk.

// The macro makes a public field of every argument, where no documentation can stand.
#![allow(missing_docs)]

use domain::staff::{CodeView, StaffSignOnView};
use leptos::prelude::*;
use ui::wire::{Answer, WireError};

/// What the page of user ID and password shows at first.
#[server(endpoint = "staff/load-sign-on", protocol = ui::wire::Wire)]
#[allow(clippy::unused_async, reason = "every server function is async")]
pub async fn load_staff_sign_on() -> Result<StaffSignOnView, WireError> {
    let request = crate::context::request()?;
    Ok(request.flash("staff/sign-on").unwrap_or_default())
}

/// The first half: it leads to the page of the code.
#[server(endpoint = "staff/sign-on", protocol = ui::wire::Wire)]
pub async fn sign_on_staff(
    #[server(default)] id: String,
    #[server(default)] password: String,
) -> Result<Answer<StaffSignOnView>, WireError> {
    use service::staff::{SignOn, sign_on};
    let request = crate::context::request()?;
    let done = sign_on(&request, id, &password)
        .await
        .map(|done| match done {
            SignOn::Half => Answer::Load(domain::routes::Route::StaffCode.to_string()),
            SignOn::Again(view) => Answer::Show(view),
        });
    crate::context::answer(&request, done)
}

/// What the page of the code shows at first.
#[server(endpoint = "staff/load-code", protocol = ui::wire::Wire)]
#[allow(clippy::unused_async, reason = "every server function is async")]
pub async fn load_staff_code() -> Result<CodeView, WireError> {
    let request = crate::context::request()?;
    Ok(request.flash("staff/code").unwrap_or_default())
}

/// The second half: it leads to the team inbox by a full page load.
#[server(endpoint = "staff/code", protocol = ui::wire::Wire)]
pub async fn enter_staff_code(
    #[server(default)] code: String,
) -> Result<Answer<CodeView>, WireError> {
    use service::staff::{Code, enter_code};
    let request = crate::context::request()?;
    let done = enter_code(&request, &code).await.map(|done| match done {
        Code::Done => Answer::Load(domain::routes::Route::TeamInbox.to_string()),
        Code::Again(view) => Answer::Show(view),
    });
    crate::context::answer(&request, done)
}

/// Signs off, and leads to the page where one signs on.
#[server(endpoint = "staff/sign-off", protocol = ui::wire::Wire)]
pub async fn sign_off_staff() -> Result<Answer<()>, WireError> {
    let request = crate::context::request()?;
    let done = service::staff::sign_off(&request).await;
    let done = done.map(|()| Answer::Load(domain::routes::Route::StaffSignOn.to_string()));
    crate::context::answer(&request, done)
}
