//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "second",
        view: || {
            view! { <StepIndicator text=say("Step 2 of 5", "Paso 2 de 5") step=2 of=5 /> }
                .into_any()
        },
    },
    Fixture {
        name: "last",
        view: || {
            view! { <StepIndicator text=say("Step 5 of 5", "Paso 5 de 5") step=5 of=5 /> }
                .into_any()
        },
    },
];
