//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "closed",
        view: || {
            view! {
                <Details summary="Where do I find my medical record number?">
                    <p>"It is printed on your member ID card, below your name."</p>
                </Details>
            }
            .into_any()
        },
    },
    Fixture {
        name: "open",
        view: || {
            view! {
                <Details summary="Exact values" open=true>
                    <p>"5.5971820340210 mmol/L"</p>
                </Details>
            }
            .into_any()
        },
    },
];
