//! Finding results, and what they are found by (SPEC section 6).

use std::collections::HashMap;

use domain::audit::Action;
use domain::fhir::FhirDateTime;
use domain::ids::{ReportId, VisitId};
use domain::locale::Locale;
use domain::messages::When;
use domain::results::release::{Signs, TestKind};
use domain::results::{
    Cursor, Find, Findable, Finder, Flag, Hits, MOST_REPORTS, PAGE_LENGTH, ResultsView, Sieve,
    flag, folded_words,
};
use domain::time::Date;
use store::results as rows;
use store::results::search::{self, Searched};

use super::release::{Found, Shelf};
use super::{component, list_rows, read_only, unread_of};
use crate::access::Reading;
use crate::access::reading::Results;
use crate::cx::Cx;
use crate::stop::Stop;

/// How many kinds of tests the form offers: more than anybody has had.
const MOST_PANELS: u32 = 200;

/// A page of the list, narrowed to what is looked for, after a row of the page before.
///
/// What is found is sought among the reports that the list itself shows, and nowhere else: what
/// is not in the list is not found and not counted (ACC-9).
pub async fn list(
    cx: &mut Cx,
    who: &Reading<Results>,
    find: Find,
    after: Option<Cursor>,
) -> Result<ResultsView, Stop> {
    let sieve = find.sieve(cx.portal.today());
    if sieve.is_open() {
        let mut view = super::list(cx, who, after).await?;
        view.finder.no_word = !find.query.trim().is_empty();
        view.finder.find = find;
        return Ok(view);
    }
    let shelf = Shelf::of(cx, who).await?;
    let found = found(cx, who, &shelf, &sieve).await?;
    let from = after.map_or(0, |place| {
        found.partition_point(|row| (row.at, row.id) >= (place.at, place.id))
    });
    let rest = found.get(from..).unwrap_or_default();
    let page = &rest[..rest.len().min(PAGE_LENGTH as usize)];
    let next = match page.last() {
        Some(last) if rest.len() > page.len() => Some(Cursor {
            at: last.at,
            id: last.id,
        }),
        _ => None,
    };
    let mut reports = Vec::with_capacity(page.len());
    for row in page {
        if let Some(Found::Open(report)) = shelf.report(cx, row.id).await? {
            reports.push(report);
        }
    }
    let mut listed = list_rows(cx, who, &shelf, &reports).await?;
    if let Some(sought) = sieve.sought() {
        for (row, report) in listed.iter_mut().zip(&reports) {
            let values = rows::values_of(&mut cx.tx, report.id).await?;
            let others = values.iter().map(|value| value.name.as_str());
            let others = others.chain(report.laboratory.as_deref());
            row.hits = Some(Hits::of(sought, &row.name, &row.by.join(", "), others));
        }
    }
    cx.looked(who.act(Action::SearchResults))?;
    Ok(ResultsView {
        finder: Finder {
            found: Some(u32::try_from(found.len()).unwrap_or(u32::MAX)),
            no_word: sieve.sought().is_none() && !find.query.trim().is_empty(),
            find,
            ..finder(cx, who, &shelf).await?
        },
        rows: listed,
        next: next.map(|cursor| cursor.to_string()),
        continued: after.is_some(),
        unread: unread_of(cx, who, &shelf).await?,
        held: 0,
        since: None,
        read_only: read_only(who),
    })
}

/// What the form above the list offers, with nothing looked for: nothing in another's record.
pub(super) async fn finder(
    cx: &mut Cx,
    who: &Reading<Results>,
    shelf: &Shelf,
) -> Result<Finder, Stop> {
    if !who.is_own() {
        return Ok(Finder::default());
    }
    Ok(Finder {
        panels: shelf.panels(cx, MOST_PANELS).await?,
        times: When::offered(cx.portal.today()),
        ..Finder::default()
    })
}

/// The member's reports that are looked for, newest first.
async fn found(
    cx: &mut Cx,
    who: &Reading<Results>,
    shelf: &Shelf,
    sieve: &Sieve<'_>,
) -> Result<Vec<Searched>, Stop> {
    let all = shelf.searched(cx, MOST_REPORTS).await?;
    // Their names are not among a report's words: a visit may be sent, or mended, after it.
    let people = match sieve.sought() {
        Some(_) => people(cx, who).await?,
        None => HashMap::new(),
    };
    let mut found = Vec::new();
    for row in all {
        let (words, flags) = if let (Some(words), Some(flags)) = (&row.words, &row.flags) {
            (words.clone(), flags.clone())
        } else {
            let told = told(cx, row.id).await?;
            (told.words, told.flags)
        };
        let flags: Vec<Flag> = flags.split(' ').filter_map(Flag::from_code).collect();
        let people = row.visit.and_then(|visit| people.get(&visit));
        let is_found = sieve.holds(&Findable {
            panel: &row.name,
            words: &words,
            people: people.map_or("", String::as_str),
            flags: &flags,
            day: day(cx, &row),
        });
        if is_found {
            found.push(row);
        }
    }
    Ok(found)
}

/// The folded names of who saw the member, by visit.
async fn people(cx: &mut Cx, who: &Reading<Results>) -> Result<HashMap<VisitId, String>, Stop> {
    let mut people: HashMap<VisitId, String> = HashMap::new();
    for one in search::clinicians(&mut cx.tx, who.id()).await? {
        let words = people.entry(one.visit).or_default();
        *words = folded_words([words.as_str(), &one.given, &one.family]);
    }
    Ok(people)
}

/// The day on which the sample was taken, as the list says it: where the source gives a day
/// without an hour, that day in any zone.
fn day(cx: &Cx, row: &Searched) -> Date {
    let source = row.at_source.as_deref();
    let source = source.and_then(|text| FhirDateTime::parse(text).ok());
    let local = |at| cx.portal.local(at).civil.date();
    source.map_or_else(
        || local(row.at),
        |source| source.instant().map_or_else(|| source.first_day(), local),
    )
}

/// Stores what a report is found by, and its kind, after it or one of its values was written.
pub(crate) async fn index(cx: &mut Cx, report: ReportId) -> Result<(), Stop> {
    let told = told(cx, report).await?;
    let found_by = (told.words.as_str(), told.flags.as_str());
    search::put_words(&mut cx.tx, report, found_by, told.kind).await?;
    Ok(())
}

/// The kind of a report whose kind is not stored yet.
pub(super) async fn kind_of(cx: &mut Cx, report: ReportId) -> Result<TestKind, Stop> {
    Ok(told(cx, report).await?.kind)
}

/// Stores what reports are found by that an earlier version of the portal wrote, `most` at once;
/// answers how many there were.
pub async fn index_missing(cx: &mut Cx, most: u32) -> Result<usize, Stop> {
    let missing = search::without_words(&mut cx.tx, most).await?;
    for report in &missing {
        index(cx, *report).await?;
    }
    Ok(missing.len())
}

/// What the texts of a report and its values tell.
struct Told {
    /// Its words, folded.
    words: String,
    /// HL7's codes of the flags of what stands.
    flags: String,
    kind: TestKind,
}

/// The words of a report and its values, and the flags of what stands: in every language, so
/// that "high" is found by "alto" too. That something is in range is left out: nobody looks for
/// it, and each of its words would find nearly everything. And of what kind it is.
async fn told(cx: &mut Cx, report: ReportId) -> Result<Told, Stop> {
    let own = search::own_texts(&mut cx.tx, report).await?;
    let values = rows::values_of(&mut cx.tx, report).await?;
    let mut flags = Vec::new();
    for value in &values {
        let stands = !(own.status.is_void() || value.status.is_void());
        let flag = flag(&component(&value.component)?).filter(|_| stands);
        flags.extend(flag.filter(|flag| !flags.contains(flag)));
    }
    let said = (flags.iter())
        .filter(|flag| **flag != Flag::Normal)
        .flat_map(|flag| Locale::ALL.map(|locale| words::values::flag(locale, *flag)));
    let names = || {
        let values = values.iter().map(|value| value.name.as_str());
        [own.name.as_str()].into_iter().chain(values)
    };
    let kind = TestKind::of(&Signs {
        names: names().collect(),
        loinc: values
            .iter()
            .filter_map(|value| value.loinc.as_deref())
            .collect(),
        categories: own
            .category
            .iter()
            .flat_map(|codes| codes.split(' '))
            .collect(),
    });
    let texts = names().chain(own.laboratory.as_deref()).chain(said);
    let codes: Vec<&str> = flags.iter().map(|flag| flag.code()).collect();
    Ok(Told {
        words: folded_words(texts),
        flags: codes.join(" "),
        kind,
    })
}
