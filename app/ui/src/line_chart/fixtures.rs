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
                    points=vec![
                        ChartPoint {
                            day: 0.0,
                            day_text: say("Mar 2022", "mar. 2022").to_owned(),
                            value: 4.1,
                        },
                        ChartPoint {
                            day: 380.0,
                            day_text: say("Apr 2023", "abr. 2023").to_owned(),
                            value: 4.6,
                        },
                        ChartPoint {
                            day: 420.0,
                            day_text: say("May 2023", "may. 2023").to_owned(),
                            value: 4.4,
                        },
                        ChartPoint {
                            day: 760.0,
                            day_text: say("Apr 2024", "abr. 2024").to_owned(),
                            value: 5.6,
                        },
                        ChartPoint {
                            day: 1120.0,
                            day_text: say("Mar 2025", "mar. 2025").to_owned(),
                            value: 4.9,
                        },
                    ]
                    low=Some(3.5)
                    high=Some(5.1)
                    unit="mmol/L"
                    band_label=say(
                        "Reference range, 3.5 to 5.1 mmol/L",
                        "Intervalo de referencia, 3.5 a 5.1 mmol/L",
                    )
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
                    points=vec![
                        ChartPoint {
                            day: 0.0,
                            day_text: say("Mar 2022", "mar. 2022").to_owned(),
                            value: 4.1,
                        },
                        ChartPoint {
                            day: 380.0,
                            day_text: say("Apr 2023", "abr. 2023").to_owned(),
                            value: 4.6,
                        },
                        ChartPoint {
                            day: 420.0,
                            day_text: say("May 2023", "may. 2023").to_owned(),
                            value: 4.4,
                        },
                        ChartPoint {
                            day: 760.0,
                            day_text: say("Apr 2024", "abr. 2024").to_owned(),
                            value: 5.6,
                        },
                        ChartPoint {
                            day: 1120.0,
                            day_text: say("Mar 2025", "mar. 2025").to_owned(),
                            value: 4.9,
                        },
                    ]
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
                    points=vec![
                        ChartPoint {
                            day: 0.0,
                            day_text: say("Mar 2022", "mar. 2022").to_owned(),
                            value: 4.1,
                        },
                        ChartPoint {
                            day: 380.0,
                            day_text: say("Apr 2023", "abr. 2023").to_owned(),
                            value: 4.6,
                        },
                        ChartPoint {
                            day: 420.0,
                            day_text: say("May 2023", "may. 2023").to_owned(),
                            value: 4.4,
                        },
                        ChartPoint {
                            day: 760.0,
                            day_text: say("Apr 2024", "abr. 2024").to_owned(),
                            value: 5.6,
                        },
                        ChartPoint {
                            day: 1120.0,
                            day_text: say("Mar 2025", "mar. 2025").to_owned(),
                            value: 4.9,
                        },
                    ]
                    high=Some(5.1)
                    band_label=say(
                        "Reference range, up to 5.1",
                        "Intervalo de referencia, hasta 5.1",
                    )
                />
            }
            .into_any()
        },
    },
];
