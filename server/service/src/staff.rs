//! The desks: accounts and signing on, the team inbox, a conversation (SPEC section 12).
//!
//! Whoever reads or changes anything of a member's leaves an audit row with the reason; where
//! the conversation is another team's, the reason has to be given first (ACC-10).

mod accounts;
mod asked;
mod case;
pub mod files;
mod find;
mod inbox;
mod looking;
mod sign_on;
mod totp;
mod work;

use domain::ids::ConversationId;
use domain::staff::{Team, TeamName, Urgency, Waits, due};
use domain::time::Timestamp;
use store::staff::desk::{self, Arrival};

use crate::cx::Cx;
use crate::live::{Change, Ear};
use crate::stop::Stop;

pub use accounts::{Added, NewAccount, NotAdded, add, put};
pub use asked::comment;
pub use case::{Typed, conversation, insert_template, reply};
pub use find::find;
pub use inbox::inbox;
pub use looking::look;
pub use sign_on::{Code, SignOn, enter_code, sign_off, sign_on};
pub use totp::{code_at, secret_text};
pub use work::{assign, close, forward, note, set_urgency};

/// A message of the member has come to a conversation: it waits for its team, for two business
/// days of the plan's calendar. One that was closed opens again by itself.
pub async fn arrived(cx: &mut Cx, conversation: ConversationId, at: Timestamp) -> Result<(), Stop> {
    let place = desk::place(&mut cx.tx, conversation).await?;
    let due_at = due_at(cx, at);
    let arrival = Arrival {
        conversation,
        team: Team::answering(place.desk, place.office, place.medical_office),
        urgency: Urgency::of(place.topic),
        at,
        due_at,
    };
    desk::arrive(&mut cx.tx, arrival).await?;
    tell(cx, conversation).await
}

/// Tells the desks' open pages that something of a conversation has changed: those of its team,
/// of whom it was written to or given to, and of who opened it with a reason.
async fn tell(cx: &mut Cx, conversation: ConversationId) -> Result<(), Stop> {
    let Some(row) = desk::find(&mut cx.tx, conversation).await? else {
        return Ok(());
    };
    let now = cx.now;
    let looking = desk::looking(&mut cx.tx, conversation, now).await?;
    let mut ears = vec![Ear::Team(row.team)];
    ears.extend(row.practitioner.map(Ear::Clinician));
    ears.extend(row.assigned_to.map(Ear::Staff));
    ears.extend(looking.into_iter().map(Ear::Staff));
    for ear in ears {
        cx.tell(ear, Change::Messages);
    }
    Ok(())
}

/// The team that has a conversation, or would have it if the member wrote in it now.
pub(crate) async fn team_of(
    cx: &mut Cx,
    conversation: ConversationId,
    case: Option<&desk::CaseRow>,
) -> Result<TeamName, Stop> {
    if let Some(case) = case {
        return Ok(team_name(case.team, case.office.as_deref()));
    }
    let place = desk::place(&mut cx.tx, conversation).await?;
    let team = Team::answering(place.desk, place.office, place.medical_office);
    let office = match team {
        Team::Office(id) => store::roll::office(&mut cx.tx, id).await?,
        Team::Desk(_) | Team::Clinicians => None,
    };
    Ok(team_name(team, office.map(|office| office.name).as_deref()))
}

/// By when a message that comes at an instant is to be answered.
pub(crate) fn due_at(cx: &Cx, at: Timestamp) -> Timestamp {
    let holidays = &cx.portal.organisation().holidays;
    cx.portal.instant(due(cx.portal.local(at).civil, holidays))
}

/// The team has written: nothing waits any more. A conversation that the member never wrote in
/// is none of the desks' yet.
pub async fn answered(
    cx: &mut Cx,
    conversation: ConversationId,
    at: Timestamp,
) -> Result<(), Stop> {
    if desk::answer(&mut cx.tx, conversation, at).await? {
        tell(cx, conversation).await?;
    }
    Ok(())
}

/// Since when something waits and until when it may, as the page shows it.
fn waits(cx: &Cx, since: Timestamp, due_at: Timestamp) -> Waits {
    let hours = cx.now.since(since).as_secs() / 3_600;
    Waits {
        since: cx.portal.local(since),
        hours: u32::try_from(hours).unwrap_or(u32::MAX),
        due: cx.portal.local(due_at),
        overdue: cx.now >= due_at,
    }
}

/// A team by the name that is shown.
pub(crate) fn team_name(team: Team, office: Option<&str>) -> TeamName {
    match team {
        Team::Office(_) => TeamName::Office(office.unwrap_or_default().to_owned()),
        Team::Desk(desk) => TeamName::Desk(desk),
        Team::Clinicians => TeamName::Clinicians,
    }
}
