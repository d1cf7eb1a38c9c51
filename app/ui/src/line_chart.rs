//! Line chart: one value over time, with its range as a band. Its twin, a table of the same
//! points, is written by the page with a [`crate::data_table::DataTable`]; the drawing is for
//! the eye and is described in one sentence.

pub mod drawing;
#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use std::fmt::Write as _;

use leptos::prelude::*;

use self::drawing::{ChartPoint, HEIGHT, Mark, WIDTH, draw};
use crate::range_bar::length;

/// The chart; nothing with fewer than two values.
#[component]
pub fn LineChart(
    /// What it shows, in a sentence, for who does not see it.
    #[prop(into)]
    description: String,
    /// The points, oldest first.
    points: Vec<ChartPoint>,
    /// The lower end of the range.
    #[prop(into, default = None)]
    low: Option<f64>,
    /// The upper end of the range.
    #[prop(into, default = None)]
    high: Option<f64>,
    /// The unit, at the top of the scale.
    #[prop(into, optional)]
    unit: String,
    /// What the band is ("Reference range"), below the chart.
    #[prop(into, optional)]
    band_label: String,
) -> impl IntoView {
    draw(&points, low, high).map(|drawing| {
        let ticks = drawing
            .ticks
            .into_iter()
            .map(|tick| {
                let y = length(tick.at);
                view! {
                    <line
                        class="line-chart__grid"
                        x1=length(drawing.left)
                        x2=length(drawing.right)
                        y1=y.clone()
                        y2=y
                    ></line>
                    <text
                        class="line-chart__text"
                        x=length(drawing.left - 6.0)
                        y=length(tick.at + 4.0)
                        text-anchor="end"
                    >
                        {tick.text}
                    </text>
                }
            })
            .collect_view();
        let days = drawing
            .days
            .into_iter()
            .map(|day| {
                view! {
                    <text
                        class=if day.anchor == "middle" {
                            "line-chart__text line-chart__text--between"
                        } else {
                            "line-chart__text"
                        }
                        x=length(day.at)
                        y=length(HEIGHT - 6.0)
                        text-anchor=day.anchor
                    >
                        {day.text}
                    </text>
                }
            })
            .collect_view();
        let [within, outside] = shapes(&drawing.marks);
        let has_band = drawing.band.is_some();
        let band = drawing.band.map(|(top, bottom)| {
            view! {
                <rect
                    class="line-chart__band"
                    x=length(drawing.left)
                    y=length(top)
                    width=length(drawing.right - drawing.left)
                    height=length(bottom - top)
                ></rect>
            }
        });
        view! {
            <figure class="line-chart">
                <svg
                    class="line-chart__drawing"
                    viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                    role="img"
                    aria-label=description
                    focusable="false"
                >
                    {band}
                    {ticks}
                    <path class="line-chart__line" d=drawing.line></path>
                    <path class="line-chart__mark" d=within></path>
                    <path class="line-chart__mark line-chart__mark--outside" d=outside></path>
                    {days}
                    <text class="line-chart__text" x="2" y="16">
                        {unit}
                    </text>
                </svg>
                {(has_band && !band_label.is_empty())
                    .then(|| {
                        view! {
                            <figcaption class="line-chart__legend">
                                <span class="line-chart__swatch"></span>
                                {band_label}
                            </figcaption>
                        }
                    })}
            </figure>
        }
    })
}

/// The points, round within their range and pointed outside: the path data of all of a kind.
fn shapes(marks: &[Mark]) -> [String; 2] {
    let mut shapes = [String::new(), String::new()];
    for mark in marks {
        let (x, y) = (length(mark.x), length(mark.y));
        let (shape, drawn) = if mark.outside {
            (1, "m-6 0 6-6 6 6-6 6Z")
        } else {
            (0, "m-4 0a4 4 0 1 1 8 0a4 4 0 1 1-8 0Z")
        };
        // Writing to a string cannot fail.
        let _ = write!(shapes[shape], "M{x} {y}{drawn}");
    }
    shapes
}
