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
                <Select
                    name="to"
                    label="To"
                    choices=vec![
                        Choice::new("a", "Ana Whitlock, personal physician"),
                        Choice::new("b", "Website & app support"),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "placeholder",
        view: || {
            view! {
                <Select
                    name="question_1"
                    label="Secret question 1"
                    placeholder="Choose a question"
                    required=true
                    choices=vec![
                        Choice::new("a", "Ana Whitlock, personal physician"),
                        Choice::new("b", "Website & app support"),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <Select
                    name="to-3"
                    label="To"
                    hint="Who has taken part in your care."
                    choices=vec![
                        Choice::new("a", "Ana Whitlock, personal physician"),
                        Choice::new("b", "Website & app support"),
                    ]
                    value="b"
                    error="Choose whom to write to."
                />
            }
            .into_any()
        },
    },
];
