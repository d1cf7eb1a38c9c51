//! Lab results: the list, one report, its read mark (SPEC section 6).
//!
//! Reading never marks anything (SES-9): [`mark_read`] is only called for a POST. What is not
//! shown yet, as its reader chose, is kept out by the [`Shelf`].

mod comments;
pub mod compare;
pub mod find;
mod nesting;
pub mod release;
mod series;
pub mod take_away;
mod versions;

use std::collections::{HashMap, HashSet};

use domain::audit::Action;
use domain::family;
use domain::fhir::FhirDateTime;
use domain::ids::ReportId;
use domain::results::{
    ChartAsked, Component, Cursor, Flag, Meaning, PAGE_LENGTH, PreviousValue, RecordView,
    ReplacedValue, ReportPage, ReportStatus, ReportView, ResultRow, ResultsView, Shown, Taken,
    ValueView, bar, flag, meaning,
};
use domain::services::{NotOpen, Service, ServiceStanding};
use store::results::listed::ListedValue;
use store::results::{self as rows, Observation, ObservationBefore, Report};

pub(crate) use comments::of_report as comments_of;

use crate::access::Member;
use crate::access::reading::{Overview, Part, Reading, Results};
use crate::cx::{Act, Cx};
use crate::notices;
use crate::results::nesting::Nested;
use crate::results::release::{Found, Shelf};
use crate::results::series::History;
use crate::stop::{Fault, Refusal, Stop};

/// How many reports the landing page shows.
const LATEST: u32 = 3;

/// A page of the list, after a row of the page before.
pub async fn list(
    cx: &mut Cx,
    who: &Reading<Results>,
    after: Option<Cursor>,
) -> Result<ResultsView, Stop> {
    let place = after.map(|cursor| (cursor.at, cursor.id));
    let shelf = Shelf::of(cx, who).await?;
    let mut found = shelf.reports(cx, place, PAGE_LENGTH + 1).await?;
    let is_more = found.len() > PAGE_LENGTH as usize;
    found.truncate(PAGE_LENGTH as usize);
    let last = found.last().map(Found::place).filter(|_| is_more);
    let next = last.map(|(at, id)| Cursor { at, id });
    let listed = listed(cx, who, &shelf, found).await?;
    cx.looked(who.act(Action::ViewResults))?;
    Ok(ResultsView {
        rows: listed,
        next: next.map(|cursor| cursor.to_string()),
        continued: after.is_some(),
        unread: unread_of(cx, who, &shelf).await?,
        held: shelf.held(),
        since: shelf.since(cx, who.last_here()).await?,
        finder: find::finder(cx, who, &shelf).await?,
        read_only: read_only(who),
    })
}

/// Where the record leads, and its latest reports, where those are open.
pub async fn record(cx: &mut Cx, who: &Reading<Overview>) -> Result<RecordView, Stop> {
    let is_open = who.opens(family::Part::Results);
    let (mut latest, mut new, mut since) = (Vec::new(), 0, None);
    if is_open {
        let shelf = Shelf::of(cx, who).await?;
        let found = shelf.reports(cx, None, LATEST).await?;
        latest = listed(cx, who, &shelf, found).await?;
        new = unread_of(cx, who, &shelf).await?;
        since = shelf.since(cx, who.last_here()).await?;
    }
    cx.looked(who.act(Action::ViewResults))?;
    Ok(RecordView {
        latest,
        unread: new,
        since,
        read_only: read_only(who),
        results_closed: !is_open,
    })
}

/// How many reports are not read yet. Read marks are of whose record it is: whoever looks at it
/// for them sees none and leaves none.
async fn unread_of<P: Part>(cx: &mut Cx, who: &Reading<P>, shelf: &Shelf) -> Result<u32, Stop> {
    if !who.is_own() {
        return Ok(0);
    }
    shelf.unread(cx).await
}

/// Why nothing new comes to the record, if so.
pub(crate) fn read_only<P: Part>(who: &Reading<P>) -> Option<NotOpen> {
    match who.standing(Service::MedicalRecord) {
        ServiceStanding::ReadOnly(why) => Some(why),
        _ => None,
    }
}

/// The rows of reports, a row that tells nothing for one that is not shown.
async fn listed<P: Part>(
    cx: &mut Cx,
    who: &Reading<P>,
    shelf: &Shelf,
    found: Vec<Found<'_>>,
) -> Result<Vec<ResultRow>, Stop> {
    let open = found.iter().filter_map(|one| match one {
        Found::Open(report) => Some(report.id),
        Found::Held(_) => None,
    });
    let mut told = Told::of(cx, who, shelf, open.collect()).await?;
    let mut rows = Vec::with_capacity(found.len());
    for report in found {
        rows.push(match report {
            Found::Open(report) => told.row(cx, &report)?,
            Found::Held(held) => held.listed(cx),
        });
    }
    Ok(rows)
}

/// The rows of reports that are all shown.
async fn list_rows<P: Part>(
    cx: &mut Cx,
    who: &Reading<P>,
    shelf: &Shelf,
    reports: &[Report],
) -> Result<Vec<ResultRow>, Stop> {
    let ids = reports.iter().map(|report| report.id).collect();
    let mut told = Told::of(cx, who, shelf, ids).await?;
    reports.iter().map(|report| told.row(cx, report)).collect()
}

/// What the rows of some reports tell beside these.
struct Told {
    is_own: bool,
    /// What has changed since it was shown; of another's record nobody is told, as of read marks.
    changed: HashSet<ReportId>,
    commented: HashSet<ReportId>,
    values: HashMap<ReportId, Vec<ListedValue>>,
    people: HashMap<ReportId, Vec<(String, String)>>,
}

impl Told {
    async fn of<P: Part>(
        cx: &mut Cx,
        who: &Reading<P>,
        shelf: &Shelf,
        reports: Vec<ReportId>,
    ) -> Result<Self, Stop> {
        let is_own = who.is_own();
        let changed = if is_own {
            shelf.changed(cx, &reports).await?
        } else {
            HashSet::new()
        };
        Ok(Self {
            is_own,
            changed,
            commented: rows::listed::commented(&mut cx.tx, &reports).await?,
            values: rows::listed::values_of(&mut cx.tx, &reports).await?,
            people: rows::listed::people_of(&mut cx.tx, &reports).await?,
        })
    }

    /// The row of one of them, each once.
    fn row(&mut self, cx: &Cx, report: &Report) -> Result<ResultRow, Stop> {
        let values = self.values.remove(&report.id).unwrap_or_default();
        let values = values.iter().map(|one| (one.status, &*one.component));
        let people = self.people.remove(&report.id).unwrap_or_default();
        Ok(ResultRow {
            id: report.id,
            name: report.name.clone(),
            taken: taken(cx, report.at_source.as_deref()),
            by: people.iter().map(full_name).collect(),
            status: report.status,
            meaning: meaning_of(report, values)?,
            unread: self.is_own && report.read_at.is_none(),
            changed: self.changed.contains(&report.id),
            comment: self.commented.contains(&report.id),
            hits: None,
            held: None,
        })
    }
}

/// Who saw the member at the visit that the report belongs to.
async fn seen_by(cx: &mut Cx, report: &Report) -> Result<Vec<String>, Stop> {
    let people = rows::listed::people_of(&mut cx.tx, &[report.id]).await?;
    Ok(people.values().flatten().map(full_name).collect())
}

fn full_name((given, family): &(String, String)) -> String {
    format!("{given} {family}")
}

/// A stored component. It was written by the import from the same type.
pub(crate) fn component(json: &str) -> Result<Component, Fault> {
    serde_json::from_str(json).map_err(Fault::from)
}

/// What the values of a report say together, each by its status and its component as it is stored.
fn meaning_of<'v>(
    report: &Report,
    values: impl Iterator<Item = (ReportStatus, &'v str)>,
) -> Result<Meaning, Stop> {
    if report.status.is_void() {
        return Ok(Meaning::NoValues);
    }
    let standing = values.filter(|(status, _)| !status.is_void());
    let components: Result<Vec<Component>, Fault> =
        standing.map(|(_, json)| component(json)).collect();
    Ok(meaning(&components?))
}

/// The same of whole values.
fn statuses_of(values: &[Observation]) -> impl Iterator<Item = (ReportStatus, &str)> {
    values.iter().map(|value| (value.status, &*value.component))
}

/// When something was taken, as the source wrote it.
pub(crate) fn taken(cx: &Cx, source: Option<&str>) -> Taken {
    let source = source.and_then(|text| FhirDateTime::parse(text).ok());
    Taken::of(source.as_ref(), |at| cx.portal.local(at))
}

/// One report, or its cover, with one of its values over time.
pub async fn report(
    cx: &mut Cx,
    who: &Reading<Results>,
    id: ReportId,
    chart: ChartAsked,
) -> Result<ReportPage, Stop> {
    let shelf = Shelf::of(cx, who).await?;
    match shelf.report(cx, id).await? {
        None => {
            cx.looked(who.act(Action::ViewResult).on(id).refused())?;
            Err(Refusal::NotFound.into())
        }
        Some(Found::Held(held)) => {
            cx.looked(who.act(Action::ViewCover).on(id))?;
            let can_write = release::can_write(who);
            Ok(ReportPage::Held(held.cover(cx, can_write)))
        }
        Some(Found::Open(found)) => {
            let view = open_report(cx, who, &shelf, found, chart).await?;
            Ok(ReportPage::Open(Box::new(view)))
        }
    }
}

async fn open_report(
    cx: &mut Cx,
    who: &Reading<Results>,
    shelf: &Shelf,
    found: Report,
    chart: ChartAsked,
) -> Result<ReportView, Stop> {
    let id = found.id;
    let history = History::of(cx, shelf).await?;
    let stored = rows::values_of(&mut cx.tx, id).await?;
    let replaced = rows::observations_before(&mut cx.tx, id).await?;
    let nested = Nested::of(cx, id, &stored).await?;
    let mut values = Vec::with_capacity(stored.len());
    let mut shown = Vec::with_capacity(stored.len());
    for (place, row) in (0_u32..).zip(&stored) {
        let own = component(&row.component)?;
        if nested.is_bare_panel(row, &own) {
            continue;
        }
        shown.push(row);
        let (previous, has_history) = history.past(cx, row, &own).await?;
        let view = value_view(
            cx,
            &found,
            place,
            row,
            &own,
            previous,
            has_history,
            &replaced,
        )?;
        values.push(ValueView {
            within: nested.within(row),
            ..view
        });
    }
    let mut drawn = None;
    if let Some(place) = pick(chart.place, &values)
        && let Some(row) = stored.get(place as usize)
    {
        drawn = Some(history.chart(cx, place, row, chart.whole).await?);
    }
    let earlier = versions::earlier(cx, &found, &shown, &replaced).await?;
    let by = seen_by(cx, &found).await?;
    let comments = comments_of(cx, id).await?;
    cx.looked(who.act(Action::ViewResult).on(id))?;
    Ok(ReportView {
        id,
        meaning: meaning_of(&found, statuses_of(&stored))?,
        taken: taken(cx, found.at_source.as_deref()),
        taken_source: found.at_source,
        issued: taken(cx, found.issued_source.as_deref()),
        issued_source: found.issued_source,
        by,
        laboratory: found.laboratory,
        specimen: rows::specimen(&mut cx.tx, id).await?,
        status: found.status,
        unread: who.is_own() && found.read_at.is_none(),
        name: found.name,
        values,
        conclusion: found.conclusion,
        comments,
        earlier,
        chart: drawn,
        can_write: release::can_write(who),
    })
}

/// The place of the value to be drawn: what was asked for, else the first outside its range, else
/// the first that was corrected, else the first there is.
fn pick(asked: Option<u32>, values: &[ValueView]) -> Option<u32> {
    let drawn = || values.iter().filter(|value| value.has_history);
    let outside = |value: &&ValueView| value.flag.is_some_and(Flag::is_outside);
    drawn()
        .find(|value| Some(value.place) == asked)
        .or_else(|| drawn().find(outside))
        .or_else(|| drawn().find(|value| !value.replaced.is_empty()))
        .or_else(|| drawn().next())
        .map(|value| value.place)
}

/// The source's digits, where they are more than what is shown.
fn exact(component: &Component) -> Option<String> {
    component.value.as_ref()?.more_digits()
}

/// Whether a value stands: neither it nor its report was cancelled or withdrawn, or is still to
/// come.
pub(crate) fn stands(report: &Report, row: &Observation) -> bool {
    !(row.status.is_void() || report.status.is_void())
}

/// What a value was before. A correction of one makes the laboratory send all of the report's
/// again: only what is other than it is now counts.
fn replaced<'b>(
    row: &'b Observation,
    before: &'b [ObservationBefore],
) -> impl Iterator<Item = &'b ObservationBefore> {
    before
        .iter()
        .filter(|old| old.observation == row.id && old.component != row.component)
}

#[expect(
    clippy::too_many_arguments,
    reason = "what one row of the table is made of"
)]
fn value_view(
    cx: &Cx,
    report: &Report,
    place: u32,
    row: &Observation,
    own: &Component,
    previous: Option<PreviousValue>,
    has_history: bool,
    all_before: &[ObservationBefore],
) -> Result<ValueView, Stop> {
    let mut before = Vec::new();
    for old in replaced(row, all_before) {
        let then = component(&old.component)?;
        before.push(ReplacedValue {
            shown: Shown::of(&then),
            exact: exact(&then),
            status: old.status,
            until: cx.portal.local(old.replaced_at),
        });
    }
    let stands = stands(report, row);
    Ok(ValueView {
        place,
        name: row.name.clone(),
        within: Vec::new(),
        shown: Shown::of(own),
        exact: exact(own),
        ranges: own.shown_ranges(),
        // A value that does not stand is neither high nor low.
        flag: flag(own).filter(|_| stands),
        status: Some(row.status).filter(|status| *status != report.status),
        bar: bar(own).filter(|_| stands),
        previous: previous.filter(|_| stands),
        has_history,
        note: row.note.clone(),
        replaced: before,
    })
}

/// Marks a report of the member read; answers how many are not read yet. One that is not shown
/// cannot have been read.
pub async fn mark_read(cx: &mut Cx, who: &Member, id: ReportId) -> Result<u32, Stop> {
    let shelf = Shelf::own(cx, who).await?;
    let Some(Found::Open(_)) = shelf.report(cx, id).await? else {
        cx.record(Act::own(who.id(), Action::ReadResult).on(id).refused())
            .await?;
        return Err(Refusal::NotFound.into());
    };
    if rows::mark_read(&mut cx.tx, id, who.id(), cx.now).await? {
        cx.record(Act::own(who.id(), Action::ReadResult).on(id))
            .await?;
        notices::result_read(cx, who.id(), id).await?;
    }
    shelf.unread(cx).await
}
