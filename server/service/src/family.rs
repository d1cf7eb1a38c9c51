//! Family: what the membership roll says of who acts for whom (SPEC sections 10 and 13).

use std::collections::HashSet;

use domain::audit::{Action, Actor, Outcome};
use domain::family::{END_AGE, Relation, Span};
use domain::ids::{GuardianshipId, MemberId};
use domain::mrn::Mrn;
use domain::time::age_on;
use store::family::{self as rows, Guardianship};
use store::roll;

use crate::cx::{Act, Cx};
use crate::stop::Stop;

/// A row of a roll.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its line in the file, for whoever has to mend it.
    pub line: u64,
    /// The child's number.
    pub child: Mrn,
    /// The parent's number.
    pub parent: Mrn,
    /// What the parent is to the child.
    pub relation: Relation,
    /// For how long.
    pub span: Span,
}

/// What is wrong with a row, by its line.
pub type RowProblem = (u64, &'static str);

/// Keeps what a roll says; answers how many rows said something new. With anything wrong
/// nothing is kept, and every row that is wrong is named.
pub async fn import(cx: &mut Cx, roll: &[Row]) -> Result<Result<u64, Vec<RowProblem>>, Stop> {
    let (mut people, mut problems) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for row in roll {
        match people_of(cx, row).await? {
            Err(problem) => problems.push((row.line, problem)),
            Ok(pair) if !seen.insert(pair) => {
                problems.push((row.line, "the same two people as an earlier row"));
            }
            Ok(pair) => people.push((row, pair)),
        }
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let mut changed = 0;
    for (row, (parent, child)) in people {
        changed += u64::from(put(cx, row, parent, child).await?);
    }
    Ok(Ok(changed))
}

/// Parent and child of a row.
async fn people_of(
    cx: &mut Cx,
    row: &Row,
) -> Result<Result<(MemberId, MemberId), &'static str>, Stop> {
    let Some(child) = roll::member_by_mrn(&mut cx.tx, row.child.as_str()).await? else {
        return Ok(Err("child_mrn is on no member of the roll"));
    };
    let Some(parent) = roll::member_by_mrn(&mut cx.tx, row.parent.as_str()).await? else {
        return Ok(Err("parent_mrn is on no member of the roll"));
    };
    if child.id == parent.id {
        return Ok(Err("child_mrn and parent_mrn are the same"));
    }
    let today = cx.portal.local(cx.now).civil.date();
    if age_on(parent.birth_date, today) < END_AGE {
        return Ok(Err("parent_mrn is of somebody under 18"));
    }
    Ok(Ok((parent.id, child.id)))
}

/// Keeps one row; answers whether it said something new.
async fn put(cx: &mut Cx, row: &Row, parent: MemberId, child: MemberId) -> Result<bool, Stop> {
    let before = rows::find(&mut cx.tx, parent, child).await?;
    let id = if let Some(before) = &before {
        before.id
    } else {
        let (now, bytes) = cx.id_seed()?;
        GuardianshipId::new(now, bytes)
    };
    let now = Guardianship {
        id,
        child,
        parent,
        relationship: row.relation,
        valid_from: row.span.from,
        valid_until: row.span.until,
    };
    if before.as_ref() == Some(&now) {
        return Ok(false);
    }
    let at = cx.now;
    rows::put(&mut cx.tx, &now, at).await?;
    // In the history of both.
    for whose in [child, parent] {
        let act = Act {
            actor: Actor::System,
            outcome: Outcome::Done,
            ..Act::own(whose, Action::ChangeGuardianship)
        };
        cx.record(act.on(id)).await?;
    }
    Ok(true)
}
