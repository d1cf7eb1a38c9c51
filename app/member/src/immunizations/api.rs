//! The server functions of this room. Each takes whose record it is about, as those of results.

// The macro makes a public field of every argument, where no documentation can stand.
#![allow(missing_docs)]

use domain::ids::MemberId;
use domain::immunizations::{ImmunizationsView, Order, VaccinationRecord};
use leptos::prelude::*;
use ui::wire::WireError;

/// Everything that was given and what was not, by vaccine or by date.
#[server(endpoint = "immunizations/list", protocol = ui::wire::Wire)]
pub async fn load_immunizations(
    person: Option<MemberId>,
    order: Order,
) -> Result<ImmunizationsView, WireError> {
    use domain::family::Whose;
    use service::access::Reading;
    let request = crate::context::request()?;
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Reading::of(cx, Whose(person)).await?;
            service::immunizations::list(cx, &who, order).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// The vaccination record for school, sports and camp.
#[server(endpoint = "immunizations/record", protocol = ui::wire::Wire)]
pub async fn load_vaccination_record(
    person: Option<MemberId>,
) -> Result<VaccinationRecord, WireError> {
    use domain::family::Whose;
    use service::access::Reading;
    let request = crate::context::request()?;
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Reading::of(cx, Whose(person)).await?;
            service::immunizations::record(cx, &who).await
        })
    });
    crate::context::answer(&request, view.await)
}
