//! Laboratory reports and values as the pages read them.

use std::collections::{BTreeSet, HashMap};

use domain::fhir::{
    CodeableConcept, DiagnosticReport, FhirDateTime, Observation, Reference, Resource,
};
use domain::ids::{MemberId, ObservationId, ReportId};
use domain::results::{Component, LabValue, ReportStatus};
use domain::time::Timestamp;
use store::results::{self as rows, Report};

use super::SOURCE;
use super::plan::{Item, Plan, State};
use super::write::Known;
use crate::cx::Cx;
use crate::results::find;
use crate::stop::{Fault, Stop};

pub const REPORT: &str = "DiagnosticReport";
/// A value that no report lists stands as one of its own.
pub const ALONE: &str = "Observation";

/// The rows of the values that this file brings, so that nobody asks the store for what it has
/// just been given: of a real file nine in ten are new.
#[derive(Default)]
struct Rows {
    /// By the key of the observation, its parts.
    parts: HashMap<String, Vec<Part>>,
    /// Values that a report of this file lists: whether all that list them are as new as they are,
    /// so that the store knows nothing that these do not say.
    listed: HashMap<ObservationId, bool>,
    /// Rows that are not stored yet: those of all values are, before any report lists them.
    new: Vec<rows::Observation>,
}

/// A value's row: what a report needs of it.
#[derive(Clone, Copy)]
struct Part {
    id: ObservationId,
    member: MemberId,
    /// It was not there before this file.
    fresh: bool,
}

impl Rows {
    /// The parts of an observation, in their order.
    async fn parts(&mut self, cx: &mut Cx, key: &str) -> Result<Vec<Part>, Stop> {
        if let Some(parts) = self.parts.get(key) {
            return Ok(parts.clone());
        }
        let found = rows::parts(&mut cx.tx, SOURCE, key).await?;
        let parts: Vec<Part> = found
            .iter()
            .map(|row| Part {
                id: row.id,
                member: row.member,
                fresh: false,
            })
            .collect();
        self.parts.insert(key.to_owned(), parts.clone());
        Ok(parts)
    }
}

/// A value that a report lists.
struct Listed {
    /// The key of its observation.
    key: String,
    part: Part,
    /// How many panels it lies within.
    depth: u32,
}

/// A value as it was written, to be placed in a report.
struct Written<'p> {
    item: &'p Item<'p>,
    observation: &'p Observation,
    /// Its first part.
    first: rows::Observation,
    /// Whether something that a member reads is other than before.
    news: bool,
}

/// Writes the values, then the reports that list them, then a report of its own for every
/// laboratory value that none lists.
pub async fn write(cx: &mut Cx, plan: &Plan<'_>, known: &mut Known) -> Result<(), Stop> {
    let (mut made, mut values) = (Rows::default(), Vec::new());
    for item in &plan.items {
        let Resource::Observation(observation) = &item.entry.resource else {
            continue;
        };
        if !plan.laboratory.contains(&item.entry.key) {
            continue;
        }
        // One that was stored as something else may have become a laboratory's by a report.
        let before = match item.state {
            State::New => Vec::new(),
            _ => rows::parts(&mut cx.tx, SOURCE, &item.entry.key).await?,
        };
        if item.is_news() || (before.is_empty() && has_value(observation)) {
            values.extend(put_parts(cx, plan, known, &mut made, item, observation, before).await?);
        }
    }
    rows::insert_observations(&mut cx.tx, &std::mem::take(&mut made.new)).await?;
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
            touched.extend(put_report(cx, plan, known, &mut made, item, report).await?);
        }
    }
    // A panel takes its members into its report, before these get one each.
    let members = plan.members();
    values.sort_by_key(|written| members.contains(written.item.entry.key.as_str()));
    for written in values {
        touched.extend(place(cx, plan, known, &mut made, written).await?);
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

/// HL7's codes of what the laboratory sorts a report under, with spaces; none where they only say
/// that it is a laboratory's.
fn category_of(categories: &[CodeableConcept]) -> Option<String> {
    let codes = categories
        .iter()
        .flat_map(|category| &category.coding)
        .filter_map(|coding| coding.code.as_deref())
        .filter(|code| !["LAB", "laboratory"].contains(code));
    let codes: Vec<&str> = codes.collect();
    (!codes.is_empty()).then(|| codes.join(" "))
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

/// Writes the parts of an observation beside what they were `before`.
async fn put_parts<'p>(
    cx: &mut Cx,
    plan: &Plan<'_>,
    known: &mut Known,
    made: &mut Rows,
    item: &'p Item<'p>,
    observation: &'p Observation,
    mut before: Vec<rows::Observation>,
) -> Result<Option<Written<'p>>, Stop> {
    let Some(subject) = subject(plan, item, &observation.subject) else {
        return Ok(None);
    };
    let member = known.member(cx, &subject).await?;
    let (mut news, mut first, mut parts) = (false, None, Vec::new());
    for (part, (code, component)) in parts_of(observation) {
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
        let place = before.iter().position(|old| old.part == part);
        let fresh = place.is_none();
        match place.map(|place| before.swap_remove(place)) {
            None => {
                news = true;
                made.new.push(row.clone());
            }
            Some(old) => {
                row.id = old.id;
                row.version = old.version;
                if old.component == row.component && old.status == row.status {
                    rows::rewrite_observation(&mut cx.tx, &row).await?;
                } else {
                    news = true;
                    row.version += 1;
                    rows::replace_observation(&mut cx.tx, &row, now).await?;
                }
            }
        }
        parts.push(Part {
            id: row.id,
            member,
            fresh,
        });
        first.get_or_insert(row);
    }
    // A part that a correction leaves out is withdrawn, and still shown as such.
    before.retain(|old| old.status != ReportStatus::EnteredInError);
    for mut old in before {
        news = true;
        old.status = ReportStatus::EnteredInError;
        old.version += 1;
        rows::replace_observation(&mut cx.tx, &old, cx.now).await?;
        parts.push(Part {
            id: old.id,
            member,
            fresh: false,
        });
    }
    made.parts.insert(item.entry.key.clone(), parts);
    Ok(first.map(|first| Written {
        item,
        observation,
        first,
        news,
    }))
}

/// The parts of an observation with their numbers: its own value is part 0, its components count
/// from 1 whether there is one or not.
fn parts_of(observation: &Observation) -> Vec<(i64, (&CodeableConcept, &Component))> {
    let own = (observation.component.value.is_some() || observation.components.is_empty())
        .then_some((0, (&observation.code, &observation.component)));
    let components = observation
        .components
        .iter()
        .map(|(code, part)| (code, part));
    own.into_iter().chain((1..).zip(components)).collect()
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
    made: &mut Rows,
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
    let nested = plan.nested(&report.results);
    let values = (nested.iter()).filter_map(|(key, _)| plan.observations.get(key));
    let specimens: Vec<&Reference> = (report.specimens.iter())
        .chain(values.filter_map(|value| value.specimen.as_ref()))
        .collect();
    let listed = listed(cx, made, nested, member).await?;
    let is_new = item.state == State::New;
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
        laboratory: plan.said(cx, &report.performers).await?,
        conclusion: report.conclusion.clone(),
        version: 1,
        changed_at: now,
        read_at: None,
    };
    let mut reviewers = Vec::new();
    let is_clinician =
        |one: &&Reference| (one.target.as_ref()).is_some_and(|to| to.kind() == "Practitioner");
    for key in (report.readers().filter(is_clinician)).filter_map(|one| plan.link(one)) {
        reviewers.push(known.practitioner(cx, key).await?);
    }
    let id = put_row(cx, row, &listed, is_new).await?;
    let category = category_of(&report.categories);
    let specimen = plan.said(cx, specimens).await?;
    if !is_new || category.is_some() || specimen.is_some() {
        rows::put_details(&mut cx.tx, id, category.as_deref(), specimen.as_deref()).await?;
    }
    if !(is_new && reviewers.is_empty()) {
        rows::put_reviewers(&mut cx.tx, id, &reviewers).await?;
    }
    take_over(cx, made, id, &listed, is_new).await?;
    Ok(Some(id))
}

/// The values of observations that are a member's, in their order.
async fn listed(
    cx: &mut Cx,
    made: &mut Rows,
    keys: Vec<(&str, u32)>,
    member: MemberId,
) -> Result<Vec<Listed>, Stop> {
    let mut listed = Vec::new();
    for (key, depth) in keys {
        let parts = made.parts(cx, key).await?;
        let own = parts.into_iter().filter(|part| part.member == member);
        listed.extend(own.map(|part| Listed {
            key: key.to_owned(),
            part,
            depth,
        }));
    }
    Ok(listed)
}

/// Takes away the reports of their own of values that another report, `holder`, now lists.
async fn take_over(
    cx: &mut Cx,
    made: &mut Rows,
    holder: ReportId,
    listed: &[Listed],
    is_new: bool,
) -> Result<(), Stop> {
    for Listed { key, part, .. } in listed {
        let asked = made.listed.contains_key(&part.id);
        let settled = made.listed.entry(part.id).or_insert(part.fresh);
        *settled &= is_new;
        if part.fresh || asked {
            continue;
        }
        let mut holders = rows::reports_with(&mut cx.tx, part.id).await?;
        holders.retain(|report| is_own(report, key));
        for stand_in in holders {
            rows::forget_report(&mut cx.tx, stand_in.id, holder).await?;
        }
    }
    Ok(())
}

/// Whether a report is that of an observation which none lists.
fn is_own(report: &Report, key: &str) -> bool {
    report.resource_type == ALONE && report.fhir_id == key
}

/// Inserts a report, or replaces it: with what it was kept, and unread again, where something
/// that a member reads is other than before. Answers its id.
async fn put_row(
    cx: &mut Cx,
    mut row: Report,
    listed: &[Listed],
    is_new: bool,
) -> Result<ReportId, Stop> {
    let (tx, now) = (&mut cx.tx, cx.now);
    let values: Vec<ObservationId> = listed.iter().map(|one| one.part.id).collect();
    let nested = listed.iter().filter(|one| one.depth > 0);
    let nested: Vec<_> = nested.map(|one| (one.part.id, one.depth)).collect();
    if is_new {
        rows::insert_report(tx, &row).await?;
        rows::add_values(tx, row.id, &values).await?;
        rows::nesting::put(tx, row.id, &nested).await?;
        return Ok(row.id);
    }
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
    rows::put_values(tx, row.id, &values).await?;
    rows::nesting::put(tx, row.id, &nested).await?;
    Ok(row.id)
}

/// Sees to it that a value stands in a report: in those that list it, else in one of its own;
/// and that a changed value makes them new again. Answers which those are.
async fn place(
    cx: &mut Cx,
    plan: &Plan<'_>,
    known: &mut Known,
    made: &mut Rows,
    written: Written<'_>,
) -> Result<Vec<ReportId>, Stop> {
    let Written {
        item,
        observation,
        first,
        news,
    } = written;
    let is_new = item.state == State::New;
    let mut holders = Vec::new();
    let is_listed = match made.listed.get(&first.id) {
        Some(true) => true,
        None if is_new => false,
        _ => {
            holders = rows::reports_with(&mut cx.tx, first.id).await?;
            for report in holders
                .iter()
                .filter(|report| news && report.changed_at != cx.now)
            {
                rows::mark_news(&mut cx.tx, report.id, cx.now).await?;
            }
            (holders.iter()).any(|report| !is_own(report, &item.entry.key))
        }
    };
    if is_listed || !observation.is_laboratory() {
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
        at_source: first.at_source,
        issued_source: first.issued_source,
        visit,
        laboratory: plan.said(cx, &observation.performers).await?,
        conclusion: None,
        version: 1,
        changed_at: now,
        read_at: None,
    };
    let key = item.entry.key.as_str();
    let mut values = listed(cx, made, vec![(key, 0)], row.member).await?;
    let own = values.len();
    let mut members = plan.nested(&observation.members);
    members.retain(|(member, _)| *member != key);
    for (_, depth) in &mut members {
        *depth = depth.saturating_add(1);
    }
    values.extend(listed(cx, made, members, row.member).await?);
    let id = put_row(cx, row, &values, is_new).await?;
    let specimen = plan.said(cx, &observation.specimen).await?;
    if !is_new || specimen.is_some() {
        rows::put_details(&mut cx.tx, id, None, specimen.as_deref()).await?;
    }
    take_over(cx, made, id, &values[own..], is_new).await?;
    Ok(vec![id])
}
