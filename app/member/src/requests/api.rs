//! The server functions of this room.

// The macro makes a public field of every argument, where no documentation can stand.
#![allow(missing_docs)]

use domain::requests::RequestsView;
use leptos::prelude::*;
use ui::wire::WireError;

/// What the member has asked for, after the row that the page before named.
#[server(endpoint = "requests/list", protocol = ui::wire::Wire)]
pub async fn load_requests(after: Option<String>) -> Result<RequestsView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let after = crate::context::place(after)?;
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Requests).await?;
            service::requests::list(cx, &who, after).await
        })
    });
    crate::context::answer(&request, view.await)
}
