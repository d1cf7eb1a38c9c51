//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "band",
        view: || {
            view! {
                <LineChart
                    description=say(
                        "Potassium, five values from March 2022 to March 2025, one above the range.",
                        "Potasio, cinco valores de marzo de 2022 a marzo de 2025, uno por encima del intervalo.",
                    )
                    points=points()
                    low=Some(3.5)
                    high=Some(5.1)
                    unit="mmol/L"
                    band_label=band_label()
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "no_band",
        view: || {
            view! {
                <LineChart
                    description=say(
                        "Five values from March 2022 to March 2025.",
                        "Cinco valores de marzo de 2022 a marzo de 2025.",
                    )
                    points=points()
                    unit="mmol/L"
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "one_limit",
        view: || {
            view! {
                <LineChart
                    description=say(
                        "Five values from March 2022 to March 2025, one above the limit.",
                        "Cinco valores de marzo de 2022 a marzo de 2025, uno por encima del límite.",
                    )
                    points=points()
                    high=Some(5.1)
                    band_label=say("Reference range, up to 5.1", "Rango de referencia, hasta 5.1")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "gap",
        view: || {
            let mut points = points();
            if let Some(point) = points.get_mut(2) {
                point.value = f64::NAN;
            }
            view! {
                <LineChart
                    description=say(
                        "Potassium, four values from March 2022 to March 2025; that of May 2023 is missing.",
                        "Potasio, cuatro valores de marzo de 2022 a marzo de 2025; falta el de mayo de 2023.",
                    )
                    points=points
                    low=Some(3.5)
                    high=Some(5.1)
                    unit="mmol/L"
                    band_label=band_label()
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "one_value",
        view: || {
            view! {
                <LineChart
                    description=say("One value.", "Un valor.")
                    points=points().into_iter().take(1).collect()
                    unit="mmol/L"
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "with_table",
        view: || {
            let (day, value) = (say("Date", "Fecha"), say("Value", "Valor"));
            let rows = points()
                .into_iter()
                .rev()
                .map(|point| {
                    let outside = point.value > 5.1;
                    let flag = if outside {
                        say(" (high)", " (alto)")
                    } else {
                        ""
                    };
                    view! {
                        <Row attention=outside>
                            <HeadCell>{point.day_text}</HeadCell>
                            <Cell label=value>{format!("{} mmol/L{flag}", point.value)}</Cell>
                        </Row>
                    }
                })
                .collect_view();
            view! {
                <div class="stack">
                    <LineChart
                        description=say(
                            "Potassium over time; the table below has the same values.",
                            "Potasio a lo largo del tiempo; la tabla de abajo tiene los mismos valores.",
                        )
                        points=points()
                        low=Some(3.5)
                        high=Some(5.1)
                        unit="mmol/L"
                        band_label=band_label()
                    />
                    <DataTable
                        caption=say("Potassium over time", "Potasio a lo largo del tiempo")
                        columns=vec![day.to_owned(), value.to_owned()]
                    >
                        {rows}
                    </DataTable>
                </div>
            }
            .into_any()
        },
    },
];

fn band_label() -> &'static str {
    say(
        "Reference range, 3.5 to 5.1 mmol/L",
        "Rango de referencia, 3.5 a 5.1 mmol/L",
    )
}

/// Five values; days are counted from the first.
fn points() -> Vec<ChartPoint> {
    [
        (0.0, say("Mar 2022", "mar 2022"), 4.1),
        (380.0, say("Apr 2023", "abr 2023"), 4.6),
        (420.0, say("May 2023", "may 2023"), 4.4),
        (760.0, say("Apr 2024", "abr 2024"), 5.6),
        (1120.0, say("Mar 2025", "mar 2025"), 4.9),
    ]
    .into_iter()
    .map(|(day, day_text, value)| ChartPoint {
        day,
        day_text: day_text.to_owned(),
        value,
    })
    .collect()
}
