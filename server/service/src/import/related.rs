//! Who acts for a child, as the record system says it (FHIR `RelatedPerson`). Only what says so
//! unmistakably, of people who are on the roll, makes somebody a guardian; what was said before
//! and is said no more is over at once.

use std::collections::{BTreeSet, HashMap};

use domain::family::{Relation, Span};
use domain::fhir::{Problem, RelatedPerson, Resource};
use domain::ids::MemberId;
use store::roll;

use super::broken_promise;
use super::plan::Plan;
use super::write::Known;
use crate::cx::Cx;
use crate::family::{self, may_act};
use crate::stop::Stop;

/// Writes what is news; answers what is told of those who make no guardian, and why.
pub async fn write(cx: &mut Cx, plan: &Plan<'_>, known: &mut Known) -> Result<Vec<Problem>, Stop> {
    let described = described(plan);
    let mut remarks = Vec::new();
    for item in plan.items.iter().filter(|item| item.is_news()) {
        let Resource::RelatedPerson(person) = &item.entry.resource else {
            continue;
        };
        let key = item.entry.key.as_str();
        let patient = plan.link(&person.patient);
        let patient = patient.ok_or(broken_promise("the plan's patient"))?;
        let child = known.member(cx, patient).await?;
        let mut parents = described.get(key).cloned().unwrap_or_default();
        parents.extend(person.own.iter().filter_map(|one| plan.link(one)));
        let said = match parent_of(person, &parents) {
            Ok((parent, relation)) => {
                let parent = known.member(cx, parent).await?;
                between(cx, person, (parent, child), relation).await?
            }
            Err(reason) => Err(reason),
        };
        if let Err(reason) = said {
            remarks.push(Problem::new(item.entry.path.clone(), reason));
        }
        let said = said.ok().filter(|_| person.active);
        family::follow_source(cx, key, child, said).await?;
    }
    Ok(remarks)
}

/// Which patients of the file say that they are whom a `RelatedPerson` describes, by its key.
fn described<'p>(plan: &'p Plan<'_>) -> HashMap<&'p str, BTreeSet<&'p str>> {
    let mut described: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for item in &plan.items {
        if let Resource::Patient(patient) = &item.entry.resource {
            for key in patient.described_by() {
                described.entry(key).or_default().insert(&item.entry.key);
            }
        }
    }
    described
}

/// The one patient who somebody is, and what they are to the child.
fn parent_of<'p>(
    person: &RelatedPerson,
    parents: &BTreeSet<&'p str>,
) -> Result<(&'p str, Relation), &'static str> {
    let relation = person.relation;
    let relation = relation.ok_or("says neither parent nor guardian and nothing else: skipped")?;
    match parents.iter().collect::<Vec<_>>()[..] {
        [one] => Ok((*one, relation)),
        [] => Err("leads to nobody on the roll, by no link of a Patient and by no identifier"),
        _ => Err("leads to more than one person on the roll"),
    }
}

/// What is said of two people, if one may act for the other.
async fn between(
    cx: &mut Cx,
    person: &RelatedPerson,
    (parent, child): (MemberId, MemberId),
    relation: Relation,
) -> Result<Result<(MemberId, Relation, Span), &'static str>, Stop> {
    let [of_parent, of_child] = [
        roll::member(&mut cx.tx, parent).await?,
        roll::member(&mut cx.tx, child).await?,
    ];
    let (Some(of_parent), Some(of_child)) = (of_parent, of_child) else {
        return Err(broken_promise("the plan's member").into());
    };
    if !may_act(cx, &of_parent, &of_child) {
        return Ok(Err("is the patient, or is younger than 18"));
    }
    let span = Span {
        from: person.from.unwrap_or(of_child.birth_date),
        until: person.until,
    };
    Ok(Ok((parent, relation, span)))
}
