//! Results to take away: one, or all of them, in the digits of the source (SPEC section 6).
//!
//! What clinicians said about them stands in the document alone: the table is one of values, and
//! FHIR is the record system's, letter for letter.

use std::collections::HashSet;

use domain::audit::Action;
use domain::ids::ReportId;
use domain::results::{MOST_REPORTS, ReplacedFile, ReportFile, ValueFile, flag};
use store::results::{self as rows, Observation, ObservationBefore, Report, Resource};

use super::nesting::Nested;
use super::release::{Found, Shelf};
use super::{comments_of, component, meaning_of, replaced, seen_by, stands, statuses_of, taken};
use crate::access::reading::{Reading, Results};
use crate::cx::Cx;
use crate::stop::{Refusal, Stop};

/// One report, or all that are shown, newest first; and how many are not.
pub async fn files(
    cx: &mut Cx,
    who: &Reading<Results>,
    which: Option<ReportId>,
) -> Result<(Vec<ReportFile>, u32), Stop> {
    let mut files = Vec::new();
    let (reports, held) = chosen(cx, who, which).await?;
    for report in reports {
        files.push(file(cx, report).await?);
    }
    Ok((files, held))
}

/// The same as FHIR R4: a collection of the resources that the record system sent, letter for
/// letter; a value that stands in several reports is there once.
pub async fn fhir(
    cx: &mut Cx,
    who: &Reading<Results>,
    which: Option<ReportId>,
) -> Result<String, Stop> {
    let mut resources = Vec::new();
    for report in chosen(cx, who, which).await?.0 {
        resources.extend(rows::resources_of(&mut cx.tx, report.id, who.id()).await?);
    }
    Ok(collection(&resources))
}

/// The reports asked for, and how many of all are not shown. Whoever asks for one that is not
/// theirs, or not shown, learns nothing (ACC-3, ACC-9).
async fn chosen(
    cx: &mut Cx,
    who: &Reading<Results>,
    which: Option<ReportId>,
) -> Result<(Vec<Report>, u32), Stop> {
    let act = who.act(Action::DownloadResults);
    let shelf = Shelf::of(cx, who).await?;
    let Some(id) = which else {
        let found = shelf.reports(cx, None, MOST_REPORTS).await?;
        cx.looked(act)?;
        return Ok((
            found.into_iter().filter_map(Found::open).collect(),
            shelf.held(),
        ));
    };
    let Some(Found::Open(found)) = shelf.report(cx, id).await? else {
        cx.looked(act.on(id).refused())?;
        return Err(Refusal::NotFound.into());
    };
    cx.looked(act.on(id))?;
    Ok((vec![found], 0))
}

async fn file(cx: &mut Cx, report: Report) -> Result<ReportFile, Stop> {
    let stored = rows::values_of(&mut cx.tx, report.id).await?;
    let before = rows::observations_before(&mut cx.tx, report.id).await?;
    let meaning = meaning_of(&report, statuses_of(&stored))?;
    let nested = Nested::of(cx, report.id, &stored).await?;
    let mut values = Vec::with_capacity(stored.len());
    for row in stored {
        if !nested.is_bare_panel(&row, &component(&row.component)?) {
            values.push(value(cx, &report, row, &before)?);
        }
    }
    Ok(ReportFile {
        comments: comments_of(cx, report.id).await?,
        by: seen_by(cx, &report).await?,
        taken: taken(cx, report.at_source.as_deref()),
        issued: taken(cx, report.issued_source.as_deref()),
        name: report.name,
        taken_source: report.at_source,
        issued_source: report.issued_source,
        laboratory: report.laboratory,
        specimen: rows::specimen(&mut cx.tx, report.id).await?,
        status: report.status,
        meaning,
        conclusion: report.conclusion,
        values,
    })
}

fn value(
    cx: &Cx,
    report: &Report,
    row: Observation,
    before: &[ObservationBefore],
) -> Result<ValueFile, Stop> {
    let own = component(&row.component)?;
    let mut was = Vec::new();
    for old in replaced(&row, before) {
        was.push(ReplacedFile {
            component: component(&old.component)?,
            status: old.status,
            until: cx.portal.local(old.replaced_at),
        });
    }
    Ok(ValueFile {
        flag: flag(&own).filter(|_| stands(report, &row)),
        component: own,
        name: row.name,
        loinc: row.loinc,
        status: row.status,
        note: row.note,
        replaced: was,
    })
}

/// A Bundle of resources that are JSON already: written around them, so that no digit of theirs
/// goes through a number. Those that are known by a UUID have the address by which the others
/// refer to them.
fn collection(resources: &[Resource]) -> String {
    let mut seen = HashSet::new();
    let entries: Vec<String> = resources
        .iter()
        .filter(|one| seen.insert((&one.resource_type, &one.fhir_id)))
        .map(|one| {
            let url = match one.fhir_id.parse::<uuid::Uuid>() {
                Ok(uuid) => format!("\"fullUrl\":\"urn:uuid:{uuid}\","),
                Err(_) => String::new(),
            };
            format!("{{{url}\"resource\":{}}}", one.json)
        })
        .collect();
    format!(
        "{{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{}]}}",
        entries.join(",")
    )
}
