//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "error",
        view: || {
            view! {
                <ErrorMessage
                    field="mrn-alone"
                    error=say(
                        "A medical record number has eight digits.",
                        "El número de historia clínica tiene ocho dígitos.",
                    )
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "none",
        view: || view! { <ErrorMessage field="mrn-none" /> }.into_any(),
    },
];
