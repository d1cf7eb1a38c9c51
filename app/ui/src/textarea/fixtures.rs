//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || view! { <Textarea name="message" label="Message" /> }.into_any(),
    },
    Fixture {
        name: "count",
        view: || {
            view! {
                <Textarea
                    name="message-2"
                    label="Message"
                    value="A first line.\nA second one."
                    count="9,973 characters left"
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! { <Textarea name="message-3" label="Message" rows=3 error="Write a message." /> }
                .into_any()
        },
    },
    Fixture {
        name: "hostile",
        view: || {
            view! {
                <Textarea
                    name="message-4"
                    label="Message"
                    value="\n</textarea><script>alert(1)</script> & more"
                />
            }
            .into_any()
        },
    },
];
