//! One value over time: a drawing, and the same as a table.

use domain::results::ChartView;
use leptos::prelude::*;
use ui::line_chart::drawing::ChartPoint;
use ui::prelude::*;
use words::{Locale, results as say};

use super::say as terms;

/// The id of the section, where the values' links lead.
pub(super) const CHART: &str = "over-time";

/// What an address says (`values=`) to have all values read, not only the latest.
pub(super) const ALL: &str = "all";

/// A table of so many rows is open at first.
const SHORT: usize = 6;

/// The chart and its table.
///
/// `page` is the address of the result that it belongs to.
pub(super) fn chart_view(locale: Locale, chart: ChartView, page: &str) -> impl IntoView + use<> {
    let heading = say::over_time(locale, &chart.name);
    let count = chart.line.len();
    let [first, last] = (chart.from_to.each_ref()).map(|taken| terms::day(locale, taken));
    let describe = if chart.is_short() {
        say::chart_description_latest
    } else {
        say::chart_description
    };
    let description = describe(locale, count, first, last, &chart.name);
    let all = chart.is_short().then(|| {
        let address = format!("{page}?chart={}&values={ALL}#{CHART}", chart.place);
        view! { <LinkList links=vec![(say::chart_all(locale, count as u64), address)] /> }
    });
    let drawn = chart
        .line
        .into_iter()
        .map(|point| ChartPoint {
            day: point.day,
            day_text: point.text,
            // No number breaks the line: a gap is seen as one.
            value: point.value.unwrap_or(f64::NAN),
        })
        .collect::<Vec<_>>();
    let columns = [
        say::column_date(locale),
        say::column_value(locale),
        say::column_range(locale),
        say::column_flag(locale),
    ]
    .map(str::to_owned);
    // A long one would push everything else off a phone's screen; but for whoever asked for it.
    let is_open = chart.rows.len() <= SHORT || (all.is_none() && count > ChartView::SHORT);
    let rows = chart.rows.into_iter().map(move |point| {
        let mut date = terms::day(locale, &point.taken);
        if point.here {
            date = format!("{date} ({})", say::this_result(locale));
        }
        let range = if point.ranges.is_empty() {
            say::no_range(locale).to_owned()
        } else {
            point.ranges.join("; ")
        };
        let flag = point
            .flag
            .map_or(say::no_flag(locale), |flag| terms::flag(locale, flag));
        view! {
            <Row>
                <HeadCell>{date}</HeadCell>
                <Cell label=say::column_value(locale)>{terms::shown(locale, &point.shown)}</Cell>
                <Cell label=say::column_range(locale)>{range}</Cell>
                <Cell label=say::column_flag(locale)>{flag}</Cell>
            </Row>
        }
    });
    view! {
        <Section heading=heading id=CHART>
            <LineChart
                description=description
                points=drawn
                low=chart.low.map(|limit| limit.at)
                high=chart.high.map(|limit| limit.at)
                unit=chart.unit
                band_label=say::chart_range(locale)
            />
            <Details summary=say::chart_table(locale, &chart.name) open=is_open>
                <DataTable caption=say::chart_table(locale, &chart.name) columns=columns.into()>
                    {rows.collect_view()}
                </DataTable>
                {all}
            </Details>
        </Section>
    }
}
