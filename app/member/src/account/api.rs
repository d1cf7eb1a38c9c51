//! The server functions of this room.

// The macro makes a public field of every argument, where no documentation can stand.
#![allow(missing_docs)]

use domain::account::{AccountView, IdCardView};
use domain::notices::NoticesSaved;
use leptos::prelude::*;
use ui::wire::{Answer, WireError};

/// Account & preferences.
#[server(endpoint = "account/load", protocol = ui::wire::Wire)]
pub async fn load_account() -> Result<AccountView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let saved: Option<NoticesSaved> = request.flash("account/save-notices");
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Account).await?;
            service::account::account(cx, &who, saved.is_some()).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Keeps what the member wants to be told of: the kinds that are ticked.
#[server(endpoint = "account/save-notices", protocol = ui::wire::Wire)]
pub async fn save_notices(
    #[server(default)] wanted: Vec<String>,
) -> Result<Answer<NoticesSaved>, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let saved = request.write(move |cx| {
        let wanted = wanted.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Account).await?;
            service::notices::save(cx, &who, &wanted).await
        })
    });
    crate::context::answer(&request, saved.await).map(Answer::Show)
}

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
