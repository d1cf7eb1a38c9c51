//! Family: what the membership roll says of who acts for whom (SPEC sections 10 and 13).

pub mod birthdays;

use std::collections::HashSet;

use domain::audit::{Action, Actor, Outcome};
use domain::family::{END_AGE, Relation, Span};
use domain::ids::{GuardianshipId, MemberId};
use domain::mrn::Mrn;
use domain::time::{Date, age_on};
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
        let said = (parent, row.relation, row.span);
        changed += u64::from(put(cx, child, said, None).await?);
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
    if !may_act(cx, &parent, &child) {
        return Ok(Err("parent_mrn is of somebody under 18"));
    }
    Ok(Ok((parent.id, child.id)))
}

/// Whether somebody may act for somebody at all: an adult, and not themselves.
pub(crate) fn may_act(cx: &Cx, parent: &roll::Member, child: &roll::Member) -> bool {
    parent.id != child.id && age_on(parent.birth_date, today(cx)) >= END_AGE
}

fn today(cx: &Cx) -> Date {
    cx.portal.local(cx.now).civil.date()
}

/// Who acts for a child, as what, and for how long.
pub(crate) type Said = (MemberId, Relation, Span);

/// Keeps what a `RelatedPerson` of the record system says of a child: whoever it named before and
/// does not name now acts for nobody by it from today on.
pub(crate) async fn follow_source(
    cx: &mut Cx,
    fhir_id: &str,
    child: MemberId,
    said: Option<Said>,
) -> Result<(), Stop> {
    let now = said.map(|(parent, ..)| (parent, child));
    for before in rows::of_source(&mut cx.tx, fhir_id).await? {
        if now != Some((before.parent, before.child)) {
            end(cx, before).await?;
        }
    }
    if let Some(said) = said {
        put(cx, child, said, Some(fhir_id.to_owned())).await?;
    }
    Ok(())
}

/// Ends everything that a `RelatedPerson` says, which its source has deleted.
pub(crate) async fn end_of_source(cx: &mut Cx, fhir_id: &str) -> Result<(), Stop> {
    for row in rows::of_source(&mut cx.tx, fhir_id).await? {
        end(cx, row).await?;
    }
    Ok(())
}

/// Ends a line today, if it has not ended.
async fn end(cx: &mut Cx, row: Guardianship) -> Result<(), Stop> {
    let today = today(cx);
    if row.valid_until.is_some_and(|until| until <= today) {
        return Ok(());
    }
    let ended = Guardianship {
        valid_until: Some(today),
        ..row
    };
    keep(cx, &ended).await
}

/// Keeps what is said of a child; answers whether it is new.
async fn put(
    cx: &mut Cx,
    child: MemberId,
    (parent, relationship, span): Said,
    fhir_id: Option<String>,
) -> Result<bool, Stop> {
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
        relationship,
        valid_from: span.from,
        valid_until: span.until,
        fhir_id,
    };
    if before.as_ref() == Some(&now) {
        return Ok(false);
    }
    keep(cx, &now).await?;
    Ok(true)
}

/// Keeps a line, and notes it in the history of both.
async fn keep(cx: &mut Cx, row: &Guardianship) -> Result<(), Stop> {
    let at = cx.now;
    rows::put(&mut cx.tx, row, at).await?;
    for whose in [row.child, row.parent] {
        let act = Act {
            actor: Actor::System,
            outcome: Outcome::Done,
            ..Act::own(whose, Action::ChangeGuardianship)
        };
        cx.record(act.on(row.id)).await?;
    }
    Ok(())
}
