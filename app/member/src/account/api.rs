//! The server functions of this room.

use domain::account::IdCardView;
use leptos::prelude::*;
use ui::wire::WireError;

/// The member ID card.
#[server(endpoint = "account/id-card", protocol = ui::wire::Wire)]
pub async fn load_id_card() -> Result<IdCardView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let view = request.read(|cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::IdCard).await?;
            service::account::id_card(cx, &who).await
        })
    });
    crate::context::answer(&request, view.await)
}
