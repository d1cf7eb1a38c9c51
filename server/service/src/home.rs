//! Home: what waits for the member, read from the same rows as the pages it leads to.

use domain::audit::Action;
use domain::home::{HomeView, NAMED, WaitingMessage, WaitingResult};
use domain::services::Service;

use crate::access::Member;
use crate::access::reading::changes_ahead;
use crate::cx::{Act, Cx};
use crate::messages::person;
use crate::results::release::{Found, Shelf};
use crate::stop::Stop;

/// Among how many of the latest results those not read yet are looked for by name; what is
/// older is counted, and found in the list.
const LOOKED_AT: u32 = 50;

/// Home of a member. What is not open to them is not counted and not named.
pub async fn home(cx: &mut Cx, who: &Member) -> Result<HomeView, Stop> {
    let (mut messages, mut unread) = (Vec::new(), 0);
    if who.standing(Service::Messages).may_read() {
        unread = store::messages::unread(&mut cx.tx, who.id()).await?;
        for row in store::messages::waiting(&mut cx.tx, who.id(), NAMED).await? {
            messages.push(WaitingMessage {
                id: row.id,
                from: person(row.desk, row.given.as_deref(), row.family.as_deref()),
                subject: row.subject,
                at: cx.portal.local(row.at),
            });
        }
    }
    let (mut results, mut new_results) = (Vec::new(), 0);
    if who.standing(Service::MedicalRecord).may_read() {
        let shelf = Shelf::own(cx, who).await?;
        new_results = shelf.unread(cx).await?;
        let latest = match new_results {
            0 => Vec::new(),
            _ => shelf.reports(cx, None, LOOKED_AT).await?,
        };
        for report in latest.into_iter().filter_map(Found::open) {
            if report.read_at.is_none() && results.len() < NAMED as usize {
                results.push(WaitingResult {
                    id: report.id,
                    on: cx.portal.local(report.at).civil.date(),
                    panel: report.name,
                });
            }
        }
    }
    cx.looked(Act::own(who.id(), Action::ViewHome))?;
    Ok(HomeView {
        given: who.given().to_owned(),
        last_here: who.previous_sign_on().map(|at| cx.portal.local(at)),
        messages,
        unread,
        results,
        new_results,
        services: [
            Service::Messages,
            Service::MedicalRecord,
            Service::IdCard,
            Service::Requests,
        ]
        .map(|service| (service, who.standing(service)))
        .into(),
        family: changes_ahead(cx, who).await?,
    })
}
