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
                <Fieldset name="address" legend="Your address">
                    <TextInput name="street" label="Street" prose=true />
                    <TextInput name="city" label="City" prose=true width=Width::Medium />
                </Fieldset>
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <Fieldset
                    name="questions"
                    legend="Secret questions"
                    hint="Choose three different ones."
                    error="Two of the answers are the same."
                >
                    <TextInput name="answer_1" label="Answer 1" />
                </Fieldset>
            }
            .into_any()
        },
    },
];
