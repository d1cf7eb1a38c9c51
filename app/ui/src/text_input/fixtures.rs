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
                <TextInput
                    name="first_name"
                    label="First name"
                    autocomplete="given-name"
                    prose=true
                    required=true
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "hint",
        view: || {
            view! {
                <TextInput
                    name="mrn"
                    label="Medical record number"
                    hint="Eight digits, on your member ID card."
                    inputmode="numeric"
                    width=Width::Short
                    value="1234 5671"
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <TextInput
                    name="email"
                    label="Email address"
                    kind="email"
                    autocomplete="email"
                    hint="We send a code to it."
                    value="maria.santos"
                    error="Enter an e-mail address, like name@example.com."
                />
            }
            .into_any()
        },
    },
];
