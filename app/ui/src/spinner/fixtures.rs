//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "short",
        view: || {
            view! { <Spinner text=say("Sending your message", "Enviando su mensaje") /> }.into_any()
        },
    },
    Fixture {
        name: "long",
        view: || {
            view! {
                <Spinner text=say(
                    "We are asking your medical office for your visits. This can take up to a minute.",
                    "Estamos pidiendo sus consultas a su consultorio. Esto puede tardar hasta un minuto.",
                ) />
            }
            .into_any()
        },
    },
];
