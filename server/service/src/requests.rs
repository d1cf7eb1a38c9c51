//! My requests: what a member has asked for, under which number, and how it stands (SPEC section
//! 3). What the list says is read from the rows of the thing itself; nothing is told twice.

use domain::audit::Action;
use domain::ids::RequestId;
use domain::messages::PAGE_LENGTH;
use domain::requests::{
    Asked, ConfirmationNumber, Held, RequestCursor, RequestRow, RequestsView, Stands, State, state,
};
use domain::services::Service;
use domain::staff::Team;
use store::messages::NewMessage;
use store::requests::{self as rows, NewRequest};

use crate::access::Member;
use crate::cx::{Act, Cx};
use crate::messages::person;
use crate::staff::team_name;
use crate::stop::{Fault, Stop};

/// How often a number is drawn before something must be wrong: even with half of all numbers
/// given away, one try in a million comes so far.
const DRAWS: u32 = 20;

/// Gives a message that a member has sent its number, in the transaction that stores it.
pub async fn number(cx: &mut Cx, message: &NewMessage) -> Result<(), Stop> {
    for _ in 0..DRAWS {
        let (_, seed) = cx.id_seed()?;
        let new = NewRequest {
            id: RequestId::new(message.sent_at, seed),
            member: message.member,
            number: ConfirmationNumber::drawn(cx.random()?),
            asked_at: message.sent_at,
            message: message.id,
        };
        if rows::insert(&mut cx.tx, &new).await? {
            return Ok(());
        }
    }
    Err(Fault::Shape("confirmation numbers").into())
}

/// A page of what the member has asked for, newest first, after a row of the page before.
pub async fn list(
    cx: &mut Cx,
    who: &Member,
    after: Option<RequestCursor>,
) -> Result<RequestsView, Stop> {
    let found = rows::page(&mut cx.tx, who.id(), after, PAGE_LENGTH + 1).await?;
    let page = &found[..found.len().min(PAGE_LENGTH as usize)];
    let next = match page.last() {
        Some(last) if found.len() > page.len() => Some(RequestCursor {
            at: last.asked_at,
            id: last.id,
        }),
        _ => None,
    };
    cx.looked(Act::own(who.id(), Action::ViewRequests))?;
    Ok(RequestsView {
        rows: page.iter().map(|row| row_view(cx, row)).collect(),
        next: next.map(|cursor| cursor.to_string()),
        continued: after.is_some(),
        messages_open: who.standing(Service::Messages).may_read(),
    })
}

fn row_view(cx: &Cx, row: &rows::RequestRow) -> RequestRow {
    RequestRow {
        id: row.id,
        number: row.number.clone(),
        asked: Asked::Message {
            conversation: row.conversation,
            subject: row.subject.clone(),
            to: person(row.desk, row.given.as_deref(), row.family.as_deref()),
            reply: row.reply,
        },
        at: cx.portal.local(row.asked_at),
        stands: stands(cx, row),
    }
}

fn stands(cx: &Cx, row: &rows::RequestRow) -> Stands {
    match state(row.progress(), cx.now) {
        State::Stored => Stands::Stored,
        State::Waiting { due_at, overdue } => Stands::Waiting {
            with: Held {
                team: team_name(row.team.unwrap_or(Team::Clinicians), row.office.as_deref()),
                by: row.assigned.clone(),
                phone: row.phone.clone(),
            },
            due: cx.portal.local(due_at),
            overdue,
        },
        State::Answered { at } => Stands::Answered {
            by: person(
                row.answered_desk,
                row.answered_given.as_deref(),
                row.answered_family.as_deref(),
            ),
            at: cx.portal.local(at),
        },
        State::Closed { why } => Stands::Closed { why },
    }
}
