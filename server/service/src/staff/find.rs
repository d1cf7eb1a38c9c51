//! Finding a conversation among those of one's teams.

use std::collections::BTreeSet;

use domain::audit::Action;
use domain::ids::MemberId;
use domain::messages::PAGE_LENGTH;
use domain::mrn::MrnScheme;
use domain::staff::{
    Filter, FoundCase, FoundCases, LookReason, Sought, Standing, TeamInboxView, beginnings,
    is_named, sought,
};
use store::staff::find::{self as cases, FoundRow};

use crate::access::DeskWorker;
use crate::cx::{Act, Cx};
use crate::stop::Stop;

/// What waits for a team and is looked through for a part of a name: more than any has.
const MOST_WAITING: u32 = 1_000;

/// Finds conversations of one's teams by a number or a name. That it was looked for is in the
/// audit trail, about everybody whose conversation is shown.
pub async fn find(cx: &mut Cx, who: &DeskWorker, typed: String) -> Result<TeamInboxView, Stop> {
    let scheme = MrnScheme::from_switch(cx.portal.organisation().mrn_check_digit);
    let mut found = FoundCases::default();
    match sought(&typed, scheme) {
        Err(problem) => found.problem = Some(problem),
        Ok(sought) => {
            let mut rows = rows(cx, who, &sought).await?;
            rows.sort_by_key(|row| {
                (
                    row.standing != Standing::Waiting,
                    -row.changed_at.as_micros(),
                )
            });
            found.more = rows.len() > PAGE_LENGTH as usize;
            rows.truncate(PAGE_LENGTH as usize);
            record(cx, who, &rows)?;
            found.rows = rows.into_iter().map(|row| shown(cx, row)).collect();
        }
    }
    found.typed = typed;
    Ok(TeamInboxView {
        filter: Filter::All,
        rows: Vec::new(),
        next: None,
        continued: false,
        found: Some(found),
    })
}

async fn rows(cx: &mut Cx, who: &DeskWorker, sought: &Sought) -> Result<Vec<FoundRow>, Stop> {
    let most = PAGE_LENGTH + 1;
    let mut found: Vec<FoundRow> = Vec::new();
    match sought {
        Sought::Number(number) => {
            let row = cases::of_number(&mut cx.tx, number).await?;
            found.extend(row.filter(|row| who.teams().contains(&row.team)));
        }
        Sought::Mrn(mrn) => {
            for team in who.teams() {
                found.extend(cases::of_mrn(&mut cx.tx, mrn, *team, most).await?);
            }
        }
        Sought::Name(words) => {
            for team in who.teams() {
                let waiting = cases::of_waiting(&mut cx.tx, *team, MOST_WAITING).await?;
                found.extend(waiting.into_iter().filter(|row| is_named(&row.name, words)));
                for beginning in beginnings(words) {
                    found.extend(cases::of_name(&mut cx.tx, &beginning, *team, most).await?);
                }
            }
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|row| seen.insert(row.id));
    Ok(found)
}

fn record(cx: &mut Cx, who: &DeskWorker, rows: &[FoundRow]) -> Result<(), Stop> {
    let act = Act::staff(who.id(), Action::FindConversation).because(LookReason::Care);
    let members: BTreeSet<MemberId> = rows.iter().map(|row| row.member).collect();
    if members.is_empty() {
        cx.looked(act.clone())?;
    }
    for member in members {
        cx.looked(act.clone().about(member))?;
    }
    Ok(())
}

fn shown(cx: &Cx, row: FoundRow) -> FoundCase {
    FoundCase {
        id: row.id,
        member: row.name,
        birth_date: row.birth_date,
        subject: row.subject,
        topic: row.topic,
        standing: row.standing,
        changed: cx.portal.local(row.changed_at),
        assigned: row.assigned,
    }
}
