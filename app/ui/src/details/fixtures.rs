//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "closed",
        view: || {
            view! {
                <Details summary=say(
                    "Where do I find my medical record number?",
                    "¿Dónde encuentro mi número de historia clínica?",
                )>
                    <p>
                        {say(
                            "It is printed on your member ID card, below your name.",
                            "Está impreso en su tarjeta de identificación de miembro, debajo de su nombre.",
                        )}
                    </p>
                </Details>
            }
            .into_any()
        },
    },
    Fixture {
        name: "open",
        view: || {
            view! {
                <Details summary=say("Exact values", "Valores exactos") open=true>
                    <p>"5.5971820340210 mmol/L"</p>
                </Details>
            }
            .into_any()
        },
    },
];
