//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "two",
        view: || {
            view! {
                <ErrorSummary
                    heading="There is a problem"
                    errors=vec![
                        FieldError::new("first_name", "Enter your first name."),
                        FieldError::new("birth_date", "Enter a month from 1 to 12."),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "no_field",
        view: || {
            view! {
                <ErrorSummary
                    heading="There is a problem"
                    errors=vec![
                        FieldError::new(
                            "",
                            "What you entered does not match our records. Check it, or call website & app support at 555-0110.",
                        ),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "none",
        view: || {
            view! { <ErrorSummary heading="There is a problem" errors=Vec::new() /> }.into_any()
        },
    },
];
