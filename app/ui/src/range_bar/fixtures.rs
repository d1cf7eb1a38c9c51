//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "within",
        view: || {
            view! {
                <RangeBar
                    value=4.2
                    low=Some(3.5)
                    high=Some(5.1)
                    low_text="3.5"
                    high_text="5.1"
                    label=say("4.2, within 3.5 to 5.1", "4.2, dentro de 3.5 a 5.1")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "above",
        view: || {
            view! { <RangeBar value=5.6 low=Some(3.5) high=Some(5.1) low_text="3.5" high_text="5.1" /> }
            .into_any()
        },
    },
    Fixture {
        name: "far_below",
        view: || {
            view! { <RangeBar value=0.1 low=Some(3.5) high=Some(5.1) low_text="3.5" high_text="5.1" /> }
            .into_any()
        },
    },
    Fixture {
        name: "high_only",
        view: || view! { <RangeBar value=90.0 high=Some(100.0) high_text="100" /> }.into_any(),
    },
    Fixture {
        name: "low_only",
        view: || view! { <RangeBar value=38.0 low=Some(40.0) low_text="40" /> }.into_any(),
    },
    Fixture {
        name: "no_range",
        view: || view! { <RangeBar value=38.0 /> }.into_any(),
    },
];
