//! What a source deleted. It is withdrawn, as if the source had called it an error: shown as such
//! or not at all, and never lost, because a member may have read it and acted on it.

use std::cmp::Ordering;

use domain::fhir::{Bundle, Deletion, Version, withdrawn};
use domain::immunizations::ImmunizationStatus;
use domain::results::ReportStatus;
use store::record::{self, Content, Stored};
use store::results::Report;
use store::{immunizations, results, roll};

use super::SOURCE;
use super::plan::{Plan, digest};
use super::results::{ALONE, REPORT};
use super::write::Known;
use crate::cx::Cx;
use crate::family;
use crate::results::find::index;
use crate::stop::{Fault, Stop};

/// A stored resource that is withdrawn now.
pub struct Withdrawal<'b> {
    deletion: &'b Deletion,
    stored: Stored,
    /// The resource whole, as withdrawn.
    json: String,
    sha256: String,
}

/// The deletions that are news: of what is stored, is not withdrawn yet, and is no newer than the
/// deletion.
pub async fn find<'b>(cx: &mut Cx, bundle: &'b Bundle) -> Result<Vec<Withdrawal<'b>>, Stop> {
    let mut found = Vec::new();
    for deletion in &bundle.deletions {
        let (kind, key) = (&deletion.resource_type, &deletion.key);
        let Some(stored) = record::find(&mut cx.tx, SOURCE, kind, key).await? else {
            continue;
        };
        let before = record::json(&mut cx.tx, stored.id).await?;
        if deletion.version.against(&Version::of(&before)) == Some(Ordering::Less) {
            continue;
        }
        let json = withdrawn(kind, &before, &deletion.version)
            .map_err(|_| Fault::Shape("a stored resource"))?;
        let sha256 = digest(json.as_bytes());
        if sha256 != stored.sha256 {
            found.push(Withdrawal {
                deletion,
                stored,
                json,
                sha256,
            });
        }
    }
    Ok(found)
}

/// Withdraws what the plan found.
pub async fn write(cx: &mut Cx, plan: &Plan<'_>, known: &mut Known) -> Result<(), Stop> {
    for withdrawal in &plan.withdrawals {
        let Withdrawal {
            deletion,
            stored,
            json,
            sha256,
        } = withdrawal;
        let key = deletion.key.as_str();
        match deletion.resource_type.as_str() {
            "Observation" => value(cx, key).await?,
            "DiagnosticReport" => {
                let found = results::find_report(&mut cx.tx, SOURCE, REPORT, key).await?;
                if let Some(found) = found {
                    report(cx, found).await?;
                }
            }
            "Immunization" => dose(cx, key).await?,
            "Encounter" => {
                if let Some(visit) = roll::visit_by_source(&mut cx.tx, SOURCE, key).await? {
                    roll::forget_visit(&mut cx.tx, visit).await?;
                }
            }
            "Practitioner" => clinician(cx, key).await?,
            "RelatedPerson" => family::end_of_source(cx, key).await?,
            // An office stays where visits were; the rest has no rows of its own.
            _ => {}
        }
        let content = Content {
            source: SOURCE,
            resource_type: &deletion.resource_type,
            fhir_id: key,
            member: stored.member,
            sha256,
            json,
        };
        record::replace(&mut cx.tx, stored, content, cx.now).await?;
        known.changed.extend(stored.member);
    }
    Ok(())
}

async fn value(cx: &mut Cx, key: &str) -> Result<(), Stop> {
    for mut row in results::parts(&mut cx.tx, SOURCE, key).await? {
        if row.status == ReportStatus::EnteredInError {
            continue;
        }
        row.status = ReportStatus::EnteredInError;
        row.version += 1;
        results::replace_observation(&mut cx.tx, &row, cx.now).await?;
        for holder in results::reports_with(&mut cx.tx, row.id).await? {
            if holder.resource_type == ALONE && holder.fhir_id == key {
                report(cx, holder).await?;
            } else {
                results::mark_news(&mut cx.tx, holder.id, cx.now).await?;
                index(cx, holder.id).await?;
            }
        }
    }
    Ok(())
}

async fn report(cx: &mut Cx, mut row: Report) -> Result<(), Stop> {
    if row.status == ReportStatus::EnteredInError {
        return Ok(());
    }
    row.status = ReportStatus::EnteredInError;
    row.version += 1;
    row.changed_at = cx.now;
    row.read_at = None;
    results::replace_report(&mut cx.tx, &row, cx.now).await?;
    index(cx, row.id).await
}

async fn dose(cx: &mut Cx, key: &str) -> Result<(), Stop> {
    if let Some(mut row) = immunizations::find(&mut cx.tx, SOURCE, key).await? {
        row.status = ImmunizationStatus::EnteredInError;
        row.version += 1;
        row.changed_at = cx.now;
        immunizations::update(&mut cx.tx, &row).await?;
    }
    Ok(())
}

/// Who is no clinician of the source's any more is written to no more.
async fn clinician(cx: &mut Cx, key: &str) -> Result<(), Stop> {
    if let Some(id) = roll::practitioner_by_source(&mut cx.tx, SOURCE, key).await?
        && let Some(mut row) = roll::practitioner(&mut cx.tx, id).await?
    {
        row.receives_messages = false;
        roll::put_practitioner(&mut cx.tx, &row).await?;
    }
    Ok(())
}
