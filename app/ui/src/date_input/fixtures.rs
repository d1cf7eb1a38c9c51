//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "empty",
        view: || {
            view! {
                <DateInput
                    name="birth_date"
                    legend="Birth date"
                    hint="For example 3 9 1984"
                    month_label="Month"
                    day_label="Day"
                    year_label="Year"
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
                    legend="Birth date"
                    month_label="Month"
                    day_label="Day"
                    year_label="Year"
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
                    legend="Birth date"
                    hint="For example 3 9 1984"
                    month_label="Month"
                    day_label="Day"
                    year_label="Year"
                    month="13"
                    day="9"
                    year="1984"
                    error="Enter a month from 1 to 12."
                />
            }
            .into_any()
        },
    },
];
