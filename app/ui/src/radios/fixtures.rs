//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || {
            view! {
                <Radios
                    name="street"
                    legend="Which is the first line of your address?"
                    choices=vec![
                        Choice::new("1", "12 Alder Lane"),
                        Choice::new("2", "480 Juniper Street"),
                        Choice::new("3", "7 Mill Race Road"),
                        Choice::new("0", "None of these"),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "chosen",
        view: || {
            view! {
                <Radios
                    name="street-2"
                    legend="Which is the first line of your address?"
                    hint="As it stands on our letters to you."
                    choices=vec![
                        Choice::new("1", "12 Alder Lane"),
                        Choice::new("2", "480 Juniper Street"),
                        Choice::new("3", "7 Mill Race Road"),
                        Choice::new("0", "None of these"),
                    ]
                    value="2"
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "hints",
        view: || {
            view! {
                <Radios
                    name="office"
                    legend="Which office?"
                    choices=vec![Choice::new("a", "Cedar Park").with_hint("2 miles from you")]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <Radios
                    name="street-3"
                    legend="Which is the first line of your address?"
                    choices=vec![
                        Choice::new("1", "12 Alder Lane"),
                        Choice::new("2", "480 Juniper Street"),
                        Choice::new("3", "7 Mill Race Road"),
                        Choice::new("0", "None of these"),
                    ]
                    error="Choose one."
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "marked",
        view: || {
            view! {
                <Radios
                    attr:data-question="street"
                    name="street-4"
                    legend="Which is the first line of your address?"
                    choices=vec![Choice::new("1", "12 Alder Lane")]
                />
            }
            .into_any()
        },
    },
];
