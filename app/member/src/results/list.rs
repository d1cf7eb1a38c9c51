//! The landing page and the list.

use domain::results::{RecordView, ReportStatus, ResultRow as Row, ResultsView};
use domain::routes::Route;
use domain::services::NotOpen;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, immunizations, results as say};

use super::api::{load_record, load_results};
use super::say as terms;
use super::take_away;
use crate::failed::{Instead, closed_by_age, part};
use crate::whose;

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
    let whose = whose::enter();
    let view = load(|| (), move |()| load_record(whose.0));
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
    let (all, latest) = if view.results_closed {
        (None, closed_by_age(locale).into_any())
    } else {
        let all = view! {
            <LinkCard
                href=whose.link(Route::LabResults).to_string()
                icon=IconName::Tube
                title=say::all_results(locale)
                text=text
            />
        };
        (Some(all), rows(locale, view.latest))
    };
    view! {
        <Stack gap=Gap::Large>
            {read_only(locale, view.read_only)} {all}
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
    let whose = whose::enter();
    let view = load(
        move || query.read().get("after"),
        move |after| load_results(whose.0, after),
    );
    view! {
        {whose::title(locale, say::heading(locale))}
        <Page>
            <BackLink
                href=whose.link(Route::MedicalRecord).to_string()
                label=say::record_heading(locale)
            />
            <PageHeading text=say::heading(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| results_view(locale, view),
            )}
        </Page>
    }
    .into_any()
}

/// A page of the list.
pub fn results_view(locale: Locale, view: ResultsView) -> impl IntoView {
    let whose = whose::whose();
    let older = view.next.map(|next| {
        (
            say::older(locale).to_owned(),
            format!("{}?after={next}", whose.link(Route::LabResults)),
        )
    });
    let newest = view.continued.then(|| {
        (
            say::newest(locale).to_owned(),
            whose.link(Route::LabResults).to_string(),
        )
    });
    let unread =
        (view.unread > 0).then(|| view! { <p>{say::unread(locale, u64::from(view.unread))}</p> });
    let files = (!view.rows.is_empty()).then(|| take_away::all(locale));
    view! {
        <Stack gap=Gap::Large>
            <Stack>
                {read_only(locale, view.read_only)} {unread} {rows(locale, view.rows)}
                <Pagination label=say::heading(locale) newer=newest older=older />
            </Stack>
            {files}
        </Stack>
    }
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

fn rows(locale: Locale, rows: Vec<Row>) -> AnyView {
    let whose = whose::whose();
    if rows.is_empty() {
        return view! {
            <EmptyState kind=EmptyKind::None heading=say::empty_heading(locale)>
                <p>{say::empty(locale)}</p>
            </EmptyState>
        }
        .into_any();
    }
    let rows = rows.into_iter().map(move |row| {
        let (meaning, meaning_text) = terms::meaning(locale, row.meaning);
        let by = (!row.by.is_empty()).then(|| say::seen_by(locale, row.by.join(", ")));
        let state = (row.status != ReportStatus::Final).then(|| terms::status(locale, row.status));
        view! {
            <ResultRow
                href=whose.link(Route::LabResult(row.id)).to_string()
                title=row.name
                when=terms::day(locale, &row.taken)
                datetime=terms::machine(&row.taken)
                by=by
                meaning=meaning
                meaning_text=meaning_text
                new=row.unread.then(|| say::new(locale))
                state=state
            />
        }
    });
    view! { <ResultList label=say::list_label(locale)>{rows.collect_view()}</ResultList> }
        .into_any()
}
