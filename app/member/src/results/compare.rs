//! Results side by side.

use domain::ids::ReportId;
use domain::results::{
    CompareCell, CompareProblem, CompareRow, CompareView, Comparison, Flag, ResultRow,
};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use ui::load::load;
use ui::prelude::*;
use ui::wire::{WireCode, WireError};
use words::{Locale, results as say};

use super::api::load_comparison;
use super::choose::{FIELD, Ticked, rows_to_choose};
use super::list::rows;
use super::report::{call_now, flag_tag};
use super::say as terms;
use crate::failed::{Instead, part};
use crate::whose::whose;

/// `/medical-record/lab-results/compare`.
#[derive(Debug)]
pub struct CompareResultsRoute;

#[lazy_route]
impl LazyRoute for CompareResultsRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let query = use_query_map();
    let ticked = Ticked::none();
    let asked = move || {
        let ids = query.read().get_all(FIELD).unwrap_or_default();
        let ids: Result<Vec<ReportId>, _> = ids.iter().map(|id| id.parse()).collect();
        ids.ok()
    };
    // One's own are put side by side, and nobody else's.
    let is_own = whose().is_own();
    let view = load(asked, move |ids| async move {
        match ids.filter(|_| is_own) {
            Some(ids) => load_comparison(ids).await,
            None => Err(WireError::new(WireCode::NotFound)),
        }
    });
    view! {
        <Title text=say::compare_heading(locale) />
        <Page width=PageWidth::Wide>
            <BackLink href=Route::LabResults.to_string() label=say::back_to_results(locale) />
            {part(
                view,
                Instead {
                    page: Some(say::compare_heading(locale)),
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: Some([
                        say::compare_not_found_heading(locale),
                        say::compare_not_found(locale),
                    ]),
                },
                move |view| compare_view(locale, view, ticked),
            )}
        </Page>
    }
    .into_any()
}

/// Results side by side, or what to choose them from.
pub fn compare_view(locale: Locale, view: CompareView, ticked: Ticked) -> impl IntoView {
    let inner = match view {
        CompareView::SideBySide(comparison) => side_by_side(locale, comparison).into_any(),
        CompareView::Choose {
            problem,
            rows,
            chosen,
        } => choose(locale, problem, rows, chosen, ticked).into_any(),
    };
    view! {
        <Stack gap=Gap::Large>
            <PageHeading text=say::compare_heading(locale) />
            {inner}
        </Stack>
    }
}

fn choose(
    locale: Locale,
    problem: CompareProblem,
    rows: Vec<ResultRow>,
    chosen: Vec<ReportId>,
    ticked: Ticked,
) -> impl IntoView {
    let (heading, text) = match problem {
        CompareProblem::TooFew => (say::compare_few_heading(locale), say::compare_few(locale)),
        CompareProblem::TooMany => (say::compare_many_heading(locale), say::compare_many(locale)),
    };
    view! {
        <Stack>
            <Alert tone=Tone::Warning heading=heading announce=true>
                <p>{text}</p>
            </Alert>
            {rows_to_choose(locale, rows, chosen, ticked)}
        </Stack>
    }
}

fn side_by_side(locale: Locale, view: Comparison) -> impl IntoView {
    let is_critical = |row: &&CompareRow| {
        let mut flags = row.cells.iter().flatten().filter_map(|cell| cell.flag);
        flags.any(Flag::is_critical)
    };
    let critical = view.rows.iter().filter(is_critical);
    let critical: Vec<&str> = critical.map(|row| row.name.as_str()).collect();
    let call = call_now(locale, &critical);
    let columns = columns(locale, &view.results);
    let days: Vec<String> = (view.results.iter())
        .map(|result| terms::day(locale, &result.taken))
        .collect();
    let mut heads = vec![say::column_test(locale).to_owned()];
    heads.extend(columns.iter().cloned());
    let lines: Vec<_> = view
        .rows
        .into_iter()
        .map(|line| row(locale, line, &columns, &days))
        .collect();
    view! {
        <Stack gap=Gap::Large>
            {call} <DataTable caption=say::compare_table(locale) columns=heads>
                {lines.collect_view()}
            </DataTable>
            <Section heading=say::compare_list(locale)>{rows(locale, view.results, None)}</Section>
        </Stack>
    }
}

/// What the columns are called: by their day, by the panel too where those differ, and by the
/// time of day where that is still the same.
fn columns(locale: Locale, results: &[ResultRow]) -> Vec<String> {
    let is_one_panel = results.windows(2).all(|two| two[0].name == two[1].name);
    let named = |result: &ResultRow, when: String| {
        if is_one_panel {
            when
        } else {
            say::compare_column(locale, when, &result.name)
        }
    };
    let by_day = |result: &ResultRow| named(result, terms::day(locale, &result.taken));
    results
        .iter()
        .map(|result| {
            let own = by_day(result);
            if results.iter().filter(|other| by_day(other) == own).count() > 1 {
                named(result, terms::taken(locale, &result.taken))
            } else {
                own
            }
        })
        .collect()
}

fn row(locale: Locale, line: CompareRow, columns: &[String], days: &[String]) -> AnyView {
    let outside = |cell: &CompareCell| cell.flag.is_some_and(Flag::is_outside);
    let attention = line.cells.iter().flatten().any(outside);
    let units = line
        .units_differ
        .then(|| view! { <p>{say::compare_units(locale)}</p> });
    let cells: Vec<_> = (line.cells.into_iter().zip(columns))
        .map(|(value, column)| {
            let shown = match value {
                None => view! { <p>{say::compare_missing(locale)}</p> }.into_any(),
                Some(value) => cell(locale, value, days).into_any(),
            };
            view! { <Cell label=column.clone()>{shown}</Cell> }
        })
        .collect();
    view! {
        <Row attention=attention>
            <HeadCell>
                <Stack gap=Gap::Small>
                    <p>{line.name}</p>
                    {units}
                </Stack>
            </HeadCell>
            {cells.collect_view()}
        </Row>
    }
    .into_any()
}

fn cell(locale: Locale, value: CompareCell, days: &[String]) -> impl IntoView + use<> {
    let flag = value.flag.map(|flag| flag_tag(locale, flag));
    let status = value
        .status
        .map(|status| view! { <Tag text=terms::status(locale, status) /> });
    let range = if value.ranges.is_empty() {
        say::no_range(locale).to_owned()
    } else {
        say::compare_range(locale, value.ranges.join("; "))
    };
    let since = value.since.and_then(|since| {
        let change = terms::change(locale, &since.change);
        let day = days.get(since.column)?;
        Some(view! { <p>{say::compare_since(locale, change, day)}</p> })
    });
    view! {
        <Stack gap=Gap::Small>
            <p>{terms::shown(locale, &value.shown)} " " {flag} " " {status}</p>
            <p>{range}</p>
            {since}
        </Stack>
    }
}
