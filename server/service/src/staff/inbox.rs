//! The team inbox: what waits for an answer, the one due first coming first.

use domain::audit::Action;
use domain::messages::{Cursor, PAGE_LENGTH};
use domain::staff::{Filter, LookReason, TeamInboxView, TeamRow};
use store::staff::desk::{self, Waiting, WaitingRow};

use super::{team_name, waits};
use crate::access::DeskWorker;
use crate::cx::{Act, Cx};
use crate::stop::Stop;

/// A page of what waits for one's teams, after a row of the page before.
///
/// Each team is one read of an index, of one page's length; the pages are merged here.
pub async fn inbox(
    cx: &mut Cx,
    who: &DeskWorker,
    filter: Filter,
    after: Option<Cursor>,
) -> Result<TeamInboxView, Stop> {
    let mut found = Vec::new();
    for which in lists(cx, who, filter) {
        found.extend(desk::waiting(&mut cx.tx, which, after, PAGE_LENGTH + 1).await?);
    }
    found.sort_by_key(|row| (row.due_at, row.id));
    let more = found.len() > PAGE_LENGTH as usize;
    found.truncate(PAGE_LENGTH as usize);
    let next = found.last().filter(|_| more).map(|last| {
        Cursor {
            at: last.due_at,
            id: last.id,
        }
        .to_string()
    });
    let look = Act::staff(who.id(), Action::ViewTeamInbox);
    cx.looked(look.on(filter.code()).because(LookReason::Care))?;
    Ok(TeamInboxView {
        filter,
        rows: found.iter().map(|row| team_row(cx, row)).collect(),
        next,
        continued: after.is_some(),
        found: None,
    })
}

/// The lists that a filter is made of.
fn lists(cx: &Cx, who: &DeskWorker, filter: Filter) -> Vec<Waiting> {
    let of_teams = |list: &dyn Fn(domain::staff::Team) -> Waiting| {
        who.teams().iter().copied().map(list).collect()
    };
    match filter {
        Filter::All => of_teams(&Waiting::All),
        Filter::Mine => vec![Waiting::Mine(who.id())],
        Filter::Unassigned => of_teams(&Waiting::Unassigned),
        Filter::Urgent => of_teams(&Waiting::Urgent),
        Filter::Overdue => {
            let now = cx.now;
            of_teams(&move |team| Waiting::Overdue(team, now))
        }
    }
}

fn team_row(cx: &Cx, row: &WaitingRow) -> TeamRow {
    TeamRow {
        id: row.id,
        member: row.member.clone(),
        subject: row.subject.clone(),
        topic: row.topic,
        team: team_name(row.team, row.office.as_deref()),
        waits: waits(cx, row.waiting_since, row.due_at),
        urgency: row.urgency,
        assigned: row.assigned.clone(),
    }
}
