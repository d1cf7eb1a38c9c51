//! Lab results: the list, one report, its read mark (SPEC section 6).
//!
//! Reading never marks anything (SES-9): [`mark_read`] is only called for a POST.

mod comments;
pub mod compare;
pub mod find;
pub mod take_away;

use domain::audit::Action;
use domain::family;
use domain::fhir::FhirDateTime;
use domain::ids::{MemberId, ObservationId, ReportId};
use domain::results::{
    ChartPoint, ChartView, Component, Cursor, Flag, LabValue, Meaning, PAGE_LENGTH, PreviousValue,
    RecordView, ReplacedReport, ReplacedValue, ReportView, ResultRow, ResultsView, Shown, Taken,
    ValueView, bar, change, flag, meaning,
};
use domain::services::{NotOpen, Service, ServiceStanding};
use domain::time::Timestamp;
use store::results::{self as rows, Observation, ObservationBefore, Report};

pub(crate) use comments::of_report as comments_of;

use crate::access::Member;
use crate::access::reading::{Overview, Part, Reading, Results};
use crate::cx::{Act, Cx};
use crate::notices;
use crate::stop::{Fault, Refusal, Stop};

/// How many values of one test are looked through for a chart.
const SERIES_LENGTH: u32 = 200;

/// How many of them are looked at first: nearly always enough to know what was before, and that
/// there is something to draw.
const FIRST_LOOK: u32 = 8;

/// How many reports the landing page shows.
const LATEST: u32 = 3;

/// A page of the list, after a row of the page before.
pub async fn list(
    cx: &mut Cx,
    who: &Reading<Results>,
    after: Option<Cursor>,
) -> Result<ResultsView, Stop> {
    let place = after.map(|cursor| (cursor.at, cursor.id));
    let found = rows::reports(&mut cx.tx, who.id(), place, PAGE_LENGTH + 1).await?;
    let page = &found[..found.len().min(PAGE_LENGTH as usize)];
    let next = match page.last() {
        Some(last) if found.len() > page.len() => Some(Cursor {
            at: last.at,
            id: last.id,
        }),
        _ => None,
    };
    let listed = list_rows(cx, who, page).await?;
    cx.looked(who.act(Action::ViewResults))?;
    Ok(ResultsView {
        rows: listed,
        next: next.map(|cursor| cursor.to_string()),
        continued: after.is_some(),
        unread: unread_of(cx, who).await?,
        finder: find::finder(cx, who).await?,
        read_only: read_only(who),
    })
}

/// Where the record leads, and its latest reports, where those are open.
pub async fn record(cx: &mut Cx, who: &Reading<Overview>) -> Result<RecordView, Stop> {
    let is_open = who.opens(family::Part::Results);
    let (mut latest, mut new) = (Vec::new(), 0);
    if is_open {
        let found = rows::reports(&mut cx.tx, who.id(), None, LATEST).await?;
        latest = list_rows(cx, who, &found).await?;
        new = unread_of(cx, who).await?;
    }
    cx.looked(who.act(Action::ViewResults))?;
    Ok(RecordView {
        latest,
        unread: new,
        read_only: read_only(who),
        results_closed: !is_open,
    })
}

/// How many reports are not read yet. Read marks are of whose record it is: whoever looks at it
/// for them sees none and leaves none.
async fn unread_of<P: Part>(cx: &mut Cx, who: &Reading<P>) -> Result<u32, Stop> {
    if !who.is_own() {
        return Ok(0);
    }
    count_unread(cx, who.id()).await
}

async fn count_unread(cx: &mut Cx, member: MemberId) -> Result<u32, Stop> {
    let count = rows::unread(&mut cx.tx, member).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Why nothing new comes to the record, if so.
pub(crate) fn read_only<P: Part>(who: &Reading<P>) -> Option<NotOpen> {
    match who.standing(Service::MedicalRecord) {
        ServiceStanding::ReadOnly(why) => Some(why),
        _ => None,
    }
}

async fn list_rows<P: Part>(
    cx: &mut Cx,
    who: &Reading<P>,
    reports: &[Report],
) -> Result<Vec<ResultRow>, Stop> {
    let mut listed = Vec::with_capacity(reports.len());
    for report in reports {
        let values = rows::values_of(&mut cx.tx, report.id).await?;
        listed.push(ResultRow {
            id: report.id,
            name: report.name.clone(),
            taken: taken(cx, report.at_source.as_deref()),
            by: seen_by(cx, report).await?,
            status: report.status,
            meaning: meaning_of(report, &values)?,
            unread: who.is_own() && report.read_at.is_none(),
            comment: rows::comments::has(&mut cx.tx, report.id).await?,
            hits: None,
        });
    }
    Ok(listed)
}

/// Who saw the member at the visit that the report belongs to.
async fn seen_by(cx: &mut Cx, report: &Report) -> Result<Vec<String>, Stop> {
    let Some(visit) = report.visit else {
        return Ok(Vec::new());
    };
    let people = store::roll::participants(&mut cx.tx, visit).await?;
    Ok(people
        .iter()
        .map(|one| format!("{} {}", one.given, one.family))
        .collect())
}

/// A stored component. It was written by the import from the same type.
pub(crate) fn component(json: &str) -> Result<Component, Fault> {
    serde_json::from_str(json).map_err(Fault::from)
}

fn meaning_of(report: &Report, values: &[Observation]) -> Result<Meaning, Stop> {
    if report.status.is_void() {
        return Ok(Meaning::NoValues);
    }
    let mut components = Vec::with_capacity(values.len());
    for value in values.iter().filter(|value| !value.status.is_void()) {
        components.push(component(&value.component)?);
    }
    Ok(meaning(&components))
}

/// When something was taken, as the source wrote it.
pub(crate) fn taken(cx: &Cx, source: Option<&str>) -> Taken {
    let source = source.and_then(|text| FhirDateTime::parse(text).ok());
    Taken::of(source.as_ref(), |at| cx.portal.local(at))
}

/// One report; `chart` is the place of the value to be drawn over time.
pub async fn report(
    cx: &mut Cx,
    who: &Reading<Results>,
    id: ReportId,
    chart: Option<u32>,
) -> Result<ReportView, Stop> {
    let Some(found) = rows::report(&mut cx.tx, id, who.id()).await? else {
        cx.looked(who.act(Action::ViewResult).on(id).refused())?;
        return Err(Refusal::NotFound.into());
    };
    let stored = rows::values_of(&mut cx.tx, id).await?;
    let replaced = rows::observations_before(&mut cx.tx, id).await?;
    let mut values = Vec::with_capacity(stored.len());
    for (place, row) in (0_u32..).zip(&stored) {
        let own = component(&row.component)?;
        let previous = previous(cx, row, &own).await?;
        let has_history = has_history(cx, row, &own).await?;
        values.push(value_view(
            cx,
            &found,
            place,
            row,
            &own,
            previous,
            has_history,
            &replaced,
        )?);
    }
    let mut drawn = None;
    if let Some(place) = pick(chart, &values)
        && let Some(row) = stored.get(place as usize)
    {
        drawn = Some(chart_of(cx, place, row).await?);
    }
    let before = rows::report_before(&mut cx.tx, id).await?;
    let by = seen_by(cx, &found).await?;
    let comments = comments_of(cx, id).await?;
    cx.looked(who.act(Action::ViewResult).on(id))?;
    Ok(ReportView {
        id,
        meaning: meaning_of(&found, &stored)?,
        taken: taken(cx, found.at_source.as_deref()),
        taken_source: found.at_source,
        issued: taken(cx, found.issued_source.as_deref()),
        issued_source: found.issued_source,
        by,
        laboratory: found.laboratory,
        status: found.status,
        unread: who.is_own() && found.read_at.is_none(),
        name: found.name,
        values,
        conclusion: found.conclusion,
        comments,
        before: before
            .into_iter()
            .map(|old| ReplacedReport {
                status: old.status,
                conclusion: old.conclusion,
                until: cx.portal.local(old.replaced_at),
            })
            .collect(),
        chart: drawn,
        can_write: who.is_own() && who.standing(Service::Messages).may_write(),
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

/// The same test in the same unit over time, newest first, `most` of it, from before a place on;
/// empty for what is no number.
async fn series(
    cx: &mut Cx,
    row: &Observation,
    own: &Component,
    before: Option<(Timestamp, ObservationId)>,
    most: u32,
) -> Result<Vec<Observation>, Stop> {
    let is_number = own
        .value
        .as_ref()
        .is_some_and(|value| value.number().is_some());
    let Some(loinc) = row.loinc.as_deref().filter(|_| is_number) else {
        return Ok(Vec::new());
    };
    let test = (loinc, row.unit.as_str());
    let mut points = rows::series(&mut cx.tx, row.member, test, before, most).await?;
    // What was cancelled or withdrawn, and what is not there yet, is no point in time.
    points.retain(|point| point.id == row.id || !point.status.is_void());
    Ok(points)
}

/// What was measured before.
async fn previous(
    cx: &mut Cx,
    row: &Observation,
    own: &Component,
) -> Result<Option<PreviousValue>, Stop> {
    let here = Some((row.at, row.id));
    for most in [FIRST_LOOK, SERIES_LENGTH] {
        let points = series(cx, row, own, here, most).await?;
        let Some(before) = points.first() else {
            continue;
        };
        let then = component(&before.component)?;
        let change = match (&own.value, &then.value) {
            (Some(now), Some(then)) => change(now, then),
            _ => None,
        };
        return Ok(Some(PreviousValue {
            shown: Shown::of(&then),
            taken: taken(cx, before.at_source.as_deref()),
            change,
        }));
    }
    Ok(None)
}

/// The number that a point is drawn at; none for what has a sign before it.
fn drawn_at(component: &Component) -> Option<f64> {
    match component.value.as_ref().and_then(LabValue::number) {
        Some((number, None, _)) => Some(number.to_f64()),
        _ => None,
    }
}

/// Whether at least two points of a value's series can be drawn.
async fn has_history(cx: &mut Cx, row: &Observation, own: &Component) -> Result<bool, Stop> {
    for most in [FIRST_LOOK, SERIES_LENGTH] {
        let mut count = 0;
        for point in series(cx, row, own, None, most).await? {
            count += u32::from(drawn_at(&component(&point.component)?).is_some());
        }
        if count >= 2 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The chart of a value.
async fn chart_of(cx: &mut Cx, place: u32, row: &Observation) -> Result<ChartView, Stop> {
    /// A day in microseconds.
    const DAY: f64 = 86_400_000_000.0;
    let own = component(&row.component)?;
    let points = series(cx, row, &own, None, SERIES_LENGTH).await?;
    let mut drawn = Vec::with_capacity(points.len());
    for point in points.iter().rev() {
        let component = component(&point.component)?;
        #[expect(clippy::cast_precision_loss, reason = "for drawing")]
        let day = point.at.as_micros() as f64 / DAY;
        drawn.push(ChartPoint {
            taken: taken(cx, point.at_source.as_deref()),
            day,
            value: drawn_at(&component),
            shown: Shown::of(&component),
            ranges: component.shown_ranges(),
            flag: flag(&component),
            here: point.id == row.id,
        });
    }
    let band = bar(&own);
    Ok(ChartView {
        place,
        name: row.name.clone(),
        unit: row.unit.clone(),
        low: band.as_ref().and_then(|band| band.low.clone()),
        high: band.and_then(|band| band.high),
        points: drawn,
    })
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

/// Marks a report of the member read; answers how many are not read yet.
pub async fn mark_read(cx: &mut Cx, who: &Member, id: ReportId) -> Result<u32, Stop> {
    if rows::report(&mut cx.tx, id, who.id()).await?.is_none() {
        cx.record(Act::own(who.id(), Action::ReadResult).on(id).refused())
            .await?;
        return Err(Refusal::NotFound.into());
    }
    if rows::mark_read(&mut cx.tx, id, who.id(), cx.now).await? {
        cx.record(Act::own(who.id(), Action::ReadResult).on(id))
            .await?;
        notices::result_read(cx, who.id(), id).await?;
    }
    count_unread(cx, who.id()).await
}
