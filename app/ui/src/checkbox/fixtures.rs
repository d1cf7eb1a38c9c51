//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || {
            view! { <Checkbox name="accept" label="I accept the terms and conditions" /> }
                .into_any()
        },
    },
    Fixture {
        name: "ticked",
        view: || {
            view! { <Checkbox name="accept-2" label="I accept the terms and conditions" checked=true /> }
            .into_any()
        },
    },
    Fixture {
        name: "hint",
        view: || {
            view! {
                <Checkbox
                    name="notices"
                    label="Send me an e-mail when a message arrives"
                    hint="The e-mail holds no health information."
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <Checkbox
                    name="accept-3"
                    label="I accept the terms and conditions"
                    required=true
                    error="Tick the box to go on, or choose Decline."
                />
            }
            .into_any()
        },
    },
];
