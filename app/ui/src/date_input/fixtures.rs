//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "empty",
        view: || {
            view! {
                <DateInput
                    name="birth_date"
                    legend=say("Birth date", "Fecha de nacimiento")
                    hint=say("For example 3 9 1984", "Por ejemplo, 3 9 1984")
                    month_label=say("Month", "Mes")
                    day_label=say("Day", "Día")
                    year_label=say("Year", "Año")
                    birthday=true
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "filled",
        view: || {
            view! {
                <DateInput
                    name="visit"
                    legend=say("Birth date", "Fecha de nacimiento")
                    month_label=say("Month", "Mes")
                    day_label=say("Day", "Día")
                    year_label=say("Year", "Año")
                    month="3"
                    day="9"
                    year="1984"
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <DateInput
                    name="wrong"
                    legend=say("Birth date", "Fecha de nacimiento")
                    hint=say("For example 3 9 1984", "Por ejemplo, 3 9 1984")
                    month_label=say("Month", "Mes")
                    day_label=say("Day", "Día")
                    year_label=say("Year", "Año")
                    month="13"
                    day="9"
                    year="1984"
                    error=say("Enter a month from 1 to 12.", "Escriba un mes del 1 al 12.")
                />
            }
            .into_any()
        },
    },
];
