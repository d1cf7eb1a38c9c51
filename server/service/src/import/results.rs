//! Laboratory reports and values as the pages read them.

use std::collections::BTreeSet;

use domain::fhir::{
    CodeableConcept, DiagnosticReport, FhirDateTime, Observation, Reference, Resource,
};
use domain::ids::{ObservationId, ReportId};
use domain::results::{Component, LabValue};
use domain::time::Timestamp;
use store::results::{self as rows, Report};

use super::SOURCE;
use super::plan::{Item, Plan};
use super::write::Known;
use crate::cx::Cx;
use crate::results::find;
use crate::stop::{Fault, Stop};

const REPORT: &str = "DiagnosticReport";
const ALONE: &str = "Observation";

/// Writes the values, then the reports that list them, then a report of its own for every
/// laboratory value that none lists.
pub async fn write(cx: &mut Cx, plan: &Plan<'_>, known: &mut Known) -> Result<(), Stop> {
    let mut values = Vec::new();
    for item in &plan.items {
        let Resource::Observation(observation) = &item.entry.resource else {
            continue;
        };
        if !plan.laboratory.contains(&item.entry.key) {
            continue;
        }
        // One that was stored as something else may have become a laboratory's by a report.
        let parts = rows::parts(&mut cx.tx, SOURCE, &item.entry.key).await?;
        if item.is_news() || (parts.is_empty() && has_value(observation)) {
            let news = put_parts(cx, plan, known, item, observation).await?;
            values.push((item, observation.as_ref(), news));
        }
    }
    let mut touched = BTreeSet::new();
    for item in plan.items.iter().filter(|item| item.is_news()) {
        let Resource::DiagnosticReport(report) = &item.entry.resource else {
            continue;
        };
        let listed = report.results.iter().filter_map(|result| plan.link(result));
        if report.is_laboratory()
            || (report.categories.is_empty()
                && listed.clone().any(|key| plan.laboratory.contains(key)))
        {
            touched.extend(put_report(cx, plan, known, item, report).await?);
        }
    }
    for (item, observation, news) in values {
        touched.extend(place(cx, plan, known, item, observation, news).await?);
    }
    for report in touched {
        find::index(cx, report).await?;
    }
    Ok(())
}

fn has_value(observation: &Observation) -> bool {
    observation.component.value.is_some() || !observation.components.is_empty()
}

fn name_of(concept: &CodeableConcept) -> String {
    concept.words().unwrap_or_default().to_owned()
}

fn text_of(at: Option<&FhirDateTime>) -> Option<String> {
    at.map(|at| at.text().to_owned())
}

/// Who made it, in the source's words.
fn laboratory_of(performers: &[Reference]) -> Option<String> {
    let names: Vec<&str> = performers
        .iter()
        .filter_map(|one| one.display.as_deref())
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// When: the sample's time, else when it was issued. One that says neither sorts where it was
/// first seen, and its page says that the date was not given.
fn when(
    effective: Option<&FhirDateTime>,
    issued: Option<&FhirDateTime>,
    now: Timestamp,
) -> Timestamp {
    effective.or(issued).map_or(now, FhirDateTime::sort_key)
}

/// Writes the parts of an observation; answers whether something that a member reads is
/// other than before.
async fn put_parts(
    cx: &mut Cx,
    plan: &Plan<'_>,
    known: &mut Known,
    item: &Item<'_>,
    observation: &Observation,
) -> Result<bool, Stop> {
    let Some(subject) = subject(plan, item, &observation.subject) else {
        return Ok(false);
    };
    let member = known.member(cx, &subject).await?;
    let mut parts: Vec<(&CodeableConcept, &Component)> = Vec::new();
    if observation.component.value.is_some() || observation.components.is_empty() {
        parts.push((&observation.code, &observation.component));
    }
    parts.extend(
        observation
            .components
            .iter()
            .map(|(code, component)| (code, component)),
    );
    // The own value is part 0; the components count from 1 whether there is one or not.
    let first = i64::from(
        !parts
            .first()
            .is_some_and(|(code, _)| *code == &observation.code),
    );
    let mut news = false;
    for (part, (code, component)) in (first..).zip(parts) {
        let before = rows::find_observation(&mut cx.tx, SOURCE, &item.entry.key, part).await?;
        let (now, bytes) = cx.id_seed()?;
        let unit = component
            .value
            .as_ref()
            .and_then(LabValue::number)
            .and_then(|(_, _, unit)| unit);
        let mut row = rows::Observation {
            id: ObservationId::new(now, bytes),
            source: SOURCE.to_owned(),
            fhir_id: item.entry.key.clone(),
            part,
            member,
            name: name_of(code),
            loinc: code.loinc().map(str::to_owned),
            unit: unit.unwrap_or_default().to_owned(),
            status: observation.status,
            at: when(
                observation.effective.as_ref(),
                observation.issued.as_ref(),
                now,
            ),
            at_source: text_of(observation.effective.as_ref()),
            issued_source: text_of(observation.issued.as_ref()),
            component: serde_json::to_string(component).map_err(Fault::from)?,
            note: (!observation.notes.is_empty()).then(|| observation.notes.join("\n")),
            version: 1,
        };
        match before {
            None => {
                news = true;
                rows::insert_observation(&mut cx.tx, &row).await?;
            }
            Some(before) => {
                row.id = before.id;
                row.version = before.version;
                if before.component == row.component && before.status == row.status {
                    rows::rewrite_observation(&mut cx.tx, &row).await?;
                } else {
                    news = true;
                    row.version += 1;
                    rows::replace_observation(&mut cx.tx, &row, now).await?;
                }
            }
        }
    }
    Ok(news)
}

/// Whose it is. The plan followed the references of what is news only; a known resource is
/// read again here when a report makes it a result.
fn subject(plan: &Plan<'_>, item: &Item<'_>, reference: &Reference) -> Option<String> {
    plan.link(reference)
        .map(str::to_owned)
        .or_else(|| match &reference.target {
            Some(domain::fhir::Target::Here { kind, key })
                if kind == "Patient" && !item.is_news() =>
            {
                Some(key.clone())
            }
            _ => None,
        })
}

/// Writes a report; answers its id.
async fn put_report(
    cx: &mut Cx,
    plan: &Plan<'_>,
    known: &mut Known,
    item: &Item<'_>,
    report: &DiagnosticReport,
) -> Result<Option<ReportId>, Stop> {
    let Some(subject) = plan.link(&report.subject) else {
        return Ok(None);
    };
    let member = known.member(cx, subject).await?;
    let visit = match report.encounter.as_ref().and_then(|one| plan.link(one)) {
        Some(key) => known.visit(cx, key).await?,
        None => None,
    };
    let mut listed = Vec::new();
    for key in report.results.iter().filter_map(|result| plan.link(result)) {
        let parts = rows::parts(&mut cx.tx, SOURCE, key).await?;
        listed.extend(
            parts
                .iter()
                .filter(|part| part.member == member)
                .map(|part| part.id),
        );
    }
    let (now, bytes) = cx.id_seed()?;
    let row = Report {
        id: ReportId::new(now, bytes),
        source: SOURCE.to_owned(),
        resource_type: REPORT.to_owned(),
        fhir_id: item.entry.key.clone(),
        member,
        name: name_of(&report.code),
        status: report.status,
        at: when(report.effective.as_ref(), report.issued.as_ref(), now),
        at_source: text_of(report.effective.as_ref()),
        issued_source: text_of(report.issued.as_ref()),
        visit,
        laboratory: laboratory_of(&report.performers),
        conclusion: report.conclusion.clone(),
        version: 1,
        changed_at: now,
        read_at: None,
    };
    let mut reviewers = Vec::new();
    for key in report.readers().filter_map(|one| plan.link(one)) {
        reviewers.push(known.practitioner(cx, key).await?);
    }
    let id = put_row(cx, row, &listed).await?;
    rows::put_reviewers(&mut cx.tx, id, &reviewers).await?;
    for value in listed {
        let holders = rows::reports_with(&mut cx.tx, value).await?;
        for stand_in in holders
            .iter()
            .filter(|report| report.resource_type == ALONE)
        {
            rows::forget_report(&mut cx.tx, stand_in.id).await?;
        }
    }
    Ok(Some(id))
}

/// Inserts a report, or replaces it: with what it was kept, and unread again, where something
/// that a member reads is other than before. Answers its id.
async fn put_row(cx: &mut Cx, mut row: Report, listed: &[ObservationId]) -> Result<ReportId, Stop> {
    let (tx, now) = (&mut cx.tx, cx.now);
    match rows::find_report(tx, SOURCE, &row.resource_type, &row.fhir_id).await? {
        None => rows::insert_report(tx, &row).await?,
        Some(before) => {
            row.id = before.id;
            row.version = before.version;
            if (before.status, &before.conclusion) == (row.status, &row.conclusion) {
                row.changed_at = before.changed_at;
                row.read_at = before.read_at;
                rows::rewrite_report(tx, &row).await?;
            } else {
                row.version += 1;
                rows::replace_report(tx, &row, now).await?;
            }
        }
    }
    rows::put_values(tx, row.id, listed).await?;
    Ok(row.id)
}

/// Sees to it that a value stands in a report: in those that list it, else in one of its own;
/// and that a changed value makes them new again. Answers which those are.
async fn place(
    cx: &mut Cx,
    plan: &Plan<'_>,
    known: &mut Known,
    item: &Item<'_>,
    observation: &Observation,
    news: bool,
) -> Result<Vec<ReportId>, Stop> {
    let parts = rows::parts(&mut cx.tx, SOURCE, &item.entry.key).await?;
    let Some(first) = parts.first() else {
        return Ok(Vec::new());
    };
    let holders = rows::reports_with(&mut cx.tx, first.id).await?;
    for report in holders
        .iter()
        .filter(|report| news && report.changed_at != cx.now)
    {
        rows::mark_news(&mut cx.tx, report.id, cx.now).await?;
    }
    let listed = holders.iter().any(|report| report.resource_type == REPORT);
    if listed || !observation.is_laboratory() {
        return Ok(holders.iter().map(|report| report.id).collect());
    }
    let visit = match observation
        .encounter
        .as_ref()
        .and_then(|one| plan.link(one))
    {
        Some(key) => known.visit(cx, key).await?,
        None => None,
    };
    let (now, bytes) = cx.id_seed()?;
    let row = Report {
        id: ReportId::new(now, bytes),
        source: SOURCE.to_owned(),
        resource_type: ALONE.to_owned(),
        fhir_id: item.entry.key.clone(),
        member: first.member,
        name: name_of(&observation.code),
        status: observation.status,
        at: first.at,
        at_source: first.at_source.clone(),
        issued_source: first.issued_source.clone(),
        visit,
        laboratory: laboratory_of(&observation.performers),
        conclusion: None,
        version: 1,
        changed_at: now,
        read_at: None,
    };
    let listed: Vec<ObservationId> = parts.iter().map(|part| part.id).collect();
    put_row(cx, row, &listed).await.map(|id| vec![id])
}
