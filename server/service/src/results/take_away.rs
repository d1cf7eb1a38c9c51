//! Results to take away: one, or all of them, in the digits of the source (SPEC section 6).

use std::collections::{HashMap, HashSet};

use domain::audit::Action;
use domain::ids::{ObservationId, ReportId};
use domain::results::{MOST_REPORTS, ReplacedFile, ReportFile, ValueFile};
use store::results::{self as rows, Observation, ObservationBefore, Report, Resource};

use super::{component, seen_by, taken};
use crate::access::Member;
use crate::cx::{Act, Cx};
use crate::stop::{Refusal, Stop};

/// One report of the member, or all of them, newest first.
pub async fn files(
    cx: &mut Cx,
    who: &Member,
    which: Option<ReportId>,
) -> Result<Vec<ReportFile>, Stop> {
    let mut files = Vec::new();
    for report in chosen(cx, who, which).await? {
        files.push(file(cx, report).await?);
    }
    Ok(files)
}

/// The same as FHIR R4: a collection of the resources that the record system sent, letter for
/// letter; a value that stands in several reports is there once.
pub async fn fhir(cx: &mut Cx, who: &Member, which: Option<ReportId>) -> Result<String, Stop> {
    let mut resources = Vec::new();
    for report in chosen(cx, who, which).await? {
        resources.extend(rows::resources_of(&mut cx.tx, report.id, who.id()).await?);
    }
    Ok(collection(&resources))
}

/// The reports asked for. Whoever asks for one that is not theirs learns nothing (ACC-3).
async fn chosen(cx: &mut Cx, who: &Member, which: Option<ReportId>) -> Result<Vec<Report>, Stop> {
    let act = Act::own(who.id(), Action::DownloadResults);
    let Some(id) = which else {
        let found = rows::reports(&mut cx.tx, who.id(), None, MOST_REPORTS).await?;
        cx.looked(act)?;
        return Ok(found);
    };
    let Some(found) = rows::report(&mut cx.tx, id, who.id()).await? else {
        cx.looked(act.on(id).refused())?;
        return Err(Refusal::NotFound.into());
    };
    cx.looked(act.on(id))?;
    Ok(vec![found])
}

async fn file(cx: &mut Cx, report: Report) -> Result<ReportFile, Stop> {
    let stored = rows::values_of(&mut cx.tx, report.id).await?;
    let mut before: HashMap<ObservationId, Vec<ObservationBefore>> = HashMap::new();
    for old in rows::observations_before(&mut cx.tx, report.id).await? {
        before.entry(old.observation).or_default().push(old);
    }
    let mut values = Vec::with_capacity(stored.len());
    for row in stored {
        let old = before.remove(&row.id).unwrap_or_default();
        values.push(value(cx, row, &old)?);
    }
    Ok(ReportFile {
        by: seen_by(cx, &report).await?,
        taken: taken(cx, report.at_source.as_deref()),
        issued: taken(cx, report.issued_source.as_deref()),
        name: report.name,
        taken_source: report.at_source,
        issued_source: report.issued_source,
        laboratory: report.laboratory,
        status: report.status,
        conclusion: report.conclusion,
        values,
    })
}

fn value(cx: &Cx, row: Observation, before: &[ObservationBefore]) -> Result<ValueFile, Stop> {
    let mut replaced = Vec::new();
    // A correction of one value makes the laboratory send all of the report's again.
    for old in before.iter().filter(|old| old.component != row.component) {
        replaced.push(ReplacedFile {
            component: component(&old.component)?,
            status: old.status,
            until: cx.portal.local(old.replaced_at),
        });
    }
    Ok(ValueFile {
        component: component(&row.component)?,
        name: row.name,
        loinc: row.loinc,
        status: row.status,
        note: row.note,
        replaced,
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
