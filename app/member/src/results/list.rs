//! The landing page and the list.

use domain::family::Whose;
use domain::help::About;
use domain::ids::ReportId;
use domain::messages::search::Piece;
use domain::results::{Hits, RecordView, ReportStatus, ResultRow as Row, ResultsView, SinceLast};
use domain::routes::Route;
use domain::services::NotOpen;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use ui::live::follow;
use ui::prelude::*;
use words::{Locale, immunizations, moments, release, results as say};

use super::api::{load_record, load_results};
use super::choose::Ticked;
use super::say as terms;
use super::{choose, cover, find, take_away};
use crate::failed::{Instead, closed_by_age, part};
use crate::{SearchedResults, about, whose};

/// `/medical-record`.
#[derive(Debug)]
pub struct RecordRoute;

#[lazy_route]
impl LazyRoute for RecordRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        record_page()
    }
}

/// `/medical-record/lab-results`.
#[derive(Debug)]
pub struct LabResultsRoute;

#[lazy_route]
impl LazyRoute for LabResultsRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        list_page()
    }
}

fn record_page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let whose = whose::whose();
    let view = follow(|| (), move |()| load_record(whose.0), PartialEq::eq);
    view! {
        {whose::title(locale, say::record_heading(locale))}
        <Page>
            <PageHeading text=say::record_heading(locale) lead=say::record_lead(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| record_view(locale, view),
            )}
        </Page>
    }
    .into_any()
}

/// Where the record leads, and the latest results.
pub fn record_view(locale: Locale, view: RecordView) -> impl IntoView {
    let text = if view.unread > 0 {
        say::unread(locale, u64::from(view.unread))
    } else {
        say::all_results_text(locale).to_owned()
    };
    let whose = whose::whose();
    let list = whose.link(Route::LabResults).to_string();
    let since = view.since.map(|since| news(locale, &since, Some(&list)));
    let (all, latest) = if view.results_closed {
        (None, closed_by_age(locale).into_any())
    } else {
        let all = view! { <LinkCard href=list icon=IconName::Tube title=say::all_results(locale) text=text /> };
        (Some(all), rows(locale, view.latest, None))
    };
    view! {
        <Stack gap=Gap::Large>
            {read_only(locale, view.read_only)} {since} {all}
            <LinkCard
                href=whose.link(Route::Immunizations).to_string()
                icon=IconName::Syringe
                title=immunizations::heading(locale)
                text=immunizations::link_text(locale)
            /> <Section heading=say::latest_heading(locale)>{latest}</Section>
        </Stack>
    }
}

fn list_page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let query = use_query_map();
    let whose = whose::whose();
    let searched = use_context::<SearchedResults>().unwrap_or_default();
    let ticked = Ticked::none();
    let asked = move || (query.read().get("after"), searched.0.get());
    let answer = move |(after, (find, _))| load_results(whose.0, after, find);
    let view = follow(asked, answer, PartialEq::eq);
    view! {
        {whose::title(locale, say::heading(locale))}
        <Page>
            <BackLink
                href=whose.link(Route::MedicalRecord).to_string()
                label=say::record_heading(locale)
            />
            <PageHeading text=say::heading(locale) />
            {about::link(locale, About::LabResults)}
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| {
                    find::remember(searched, &view.finder.find);
                    let sent = query.read_untracked().get("flash");
                    results_view(locale, view, sent, searched, ticked)
                },
            )}
        </Page>
    }
    .into_any()
}

/// A page of the list, or of what was found in it. `sent` names what a browser without scripts
/// looks for, which the host keeps: the links to more of it name it too.
pub fn results_view(
    locale: Locale,
    view: ResultsView,
    sent: Option<String>,
    searched: SearchedResults,
    ticked: Ticked,
) -> impl IntoView {
    let whose = whose::whose();
    let sent = sent.filter(|_| view.finder.found.is_some());
    let older = view.next.map(|next| {
        let href = address(whose, sent.as_deref(), Some(&next));
        (say::older(locale).to_owned(), href)
    });
    let newest = view.continued.then(|| {
        let href = address(whose, sent.as_deref(), None);
        (say::newest(locale).to_owned(), href)
    });
    let unread =
        (view.unread > 0).then(|| view! { <p>{say::unread(locale, u64::from(view.unread))}</p> });
    let is_found = view.finder.found.is_some();
    let since = view.since.map(|since| news(locale, &since, None));
    let choices = (whose.is_own() && !is_found).then(|| {
        let link = (
            release::link(locale).to_owned(),
            Route::ResultChoices.to_string(),
        );
        view! { <LinkList links=vec![link] /> }
    });
    let files = (!is_found && !view.rows.is_empty()).then(|| take_away::all(locale, view.held));
    let is_only_one = !is_found && !view.continued && view.rows.len() < 2;
    let list = match view.rows {
        none if is_found && none.is_empty() => find::nothing(locale).into_any(),
        // With nothing to compare it with; and only one's own are put side by side.
        one if is_only_one || whose.0.is_some() => rows(locale, one, None),
        several => choose::rows_to_choose(locale, several, Vec::new(), ticked),
    };
    view! {
        <Stack gap=Gap::Large>
            <Stack>
                {read_only(locale, view.read_only)} {since} {unread}
                {find::form(locale, view.finder, searched)} {list}
                <Pagination label=say::heading(locale) newer=newest older=older />
                {is_found.then(|| find::way_back(locale, searched))} {choices}
            </Stack>
            {files}
        </Stack>
    }
}

/// What came since the member was last here, a sentence each; on another page with the way there.
fn news(locale: Locale, since: &SinceLast, list: Option<&str>) -> AnyView {
    let moment = || moments::moment(locale, &since.at);
    let new = (since.new > 0).then(|| release::since_new(locale, u64::from(since.new), moment()));
    let changed = (since.changed > 0)
        .then(|| release::since_changed(locale, u64::from(since.changed), moment()));
    let said: Vec<String> = new.into_iter().chain(changed).collect();
    if let Some(list) = list {
        let link = |text| (text, list.to_owned());
        let links: Vec<(String, String)> = said.into_iter().map(link).collect();
        return view! { <LinkList links=links /> }.into_any();
    }
    let line = |text| view! { <p>{text}</p> };
    let said: Vec<_> = said.into_iter().map(line).collect();
    view! { <Stack gap=Gap::Small>{said}</Stack> }.into_any()
}

/// The address of a page of the list.
fn address(whose: Whose, sent: Option<&str>, after: Option<&str>) -> String {
    let list = whose.link(Route::LabResults);
    let parts = [("flash", sent), ("after", after)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value?)))
        .collect();
    if parts.is_empty() {
        return list.to_string();
    }
    format!("{list}?{}", parts.join("&"))
}

fn read_only(locale: Locale, why: Option<NotOpen>) -> Option<impl IntoView> {
    why.map(|_| {
        view! {
            <Alert>
                <p>{say::read_only_ended(locale)}</p>
            </Alert>
        }
    })
}

/// Results, a row each; with a box to choose each by where they can be compared, ticked in those
/// that `chosen` names.
pub(super) fn rows(locale: Locale, rows: Vec<Row>, chosen: Option<Vec<ReportId>>) -> AnyView {
    let whose = whose::whose();
    if rows.is_empty() {
        return view! {
            <EmptyState kind=EmptyKind::None heading=say::empty_heading(locale)>
                <p>{say::empty(locale)}</p>
            </EmptyState>
        }
        .into_any();
    }
    let rows = rows.into_iter().map(move |mut row| {
        if let Some(held) = row.held.take() {
            return cover::row(locale, row, &held);
        }
        let (meaning, meaning_text) = terms::meaning(locale, row.meaning);
        let day = terms::day(locale, &row.taken);
        let choose = chosen.as_ref().map(|chosen| Chooser {
            name: choose::FIELD.to_owned(),
            value: row.id.to_string(),
            label: say::compare_choose(locale, &day, &row.name),
            chosen: chosen.contains(&row.id),
        });
        let by = row.by.join(", ");
        let (title, by, found) = if let Some(hits) = row.hits {
            marked(locale, hits)
        } else {
            let by = (!by.is_empty()).then(|| say::seen_by(locale, by));
            (row.name.into(), by.into(), Marked::default())
        };
        let state = (row.status != ReportStatus::Final).then(|| terms::status(locale, row.status));
        let mark = if row.changed {
            release::changed(locale)
        } else {
            say::new(locale)
        };
        let comment = row.comment.then(|| say::has_comment(locale));
        view! {
            <ResultRow
                href=whose.link(Route::LabResult(row.id)).to_string()
                title=title
                when=day
                datetime=terms::machine(&row.taken)
                by=by
                found=found
                meaning=meaning
                meaning_text=meaning_text
                new=row.unread.then_some(mark)
                state=state
                comment=comment
                choose=choose
            />
        }
        .into_any()
    });
    view! { <ResultList label=say::list_label(locale)>{rows.collect_view()}</ResultList> }
        .into_any()
}

/// The panel's name, who saw the member and what was found within, with what was looked for told
/// apart.
fn marked(locale: Locale, hits: Hits) -> (Marked, Marked, Marked) {
    let by = within(hits.by, |names| say::seen_by(locale, names));
    let found = within(hits.within, |tests| say::find_within(locale, tests));
    (pieces(hits.name).collect(), by, found)
}

/// A sentence around pieces; nothing where there are none.
fn within(inner: Vec<Piece>, sentence: impl Fn(&'static str) -> String) -> Marked {
    /// Stands in no sentence.
    const HERE: &str = "\u{0}";
    if inner.is_empty() {
        return Marked::default();
    }
    let sentence = sentence(HERE);
    let (before, after) = sentence.split_once(HERE).unwrap_or_default();
    let around = |text: &str| (!text.is_empty()).then(|| (text.to_owned(), false));
    around(before)
        .into_iter()
        .chain(pieces(inner))
        .chain(around(after))
        .collect()
}

fn pieces(pieces: Vec<Piece>) -> impl Iterator<Item = (String, bool)> {
    pieces.into_iter().map(|piece| (piece.text, piece.found))
}
