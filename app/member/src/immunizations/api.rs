//! The server functions of this room.

// The macro makes a public field of every argument, where no documentation can stand.
#![allow(missing_docs)]

use domain::immunizations::{ImmunizationsView, Order, VaccinationRecord};
use leptos::prelude::*;
use ui::wire::WireError;

/// Everything that was given and what was not, by vaccine or by date.
#[server(endpoint = "immunizations/list", protocol = ui::wire::Wire)]
pub async fn load_immunizations(order: Order) -> Result<ImmunizationsView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::MedicalRecord).await?;
            service::immunizations::list(cx, &who, order).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// The vaccination record for school, sports and camp.
#[server(endpoint = "immunizations/record", protocol = ui::wire::Wire)]
pub async fn load_vaccination_record() -> Result<VaccinationRecord, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let view = request.read(|cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::MedicalRecord).await?;
            service::immunizations::record(cx, &who).await
        })
    });
    crate::context::answer(&request, view.await)
}
