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
                            "Está impreso en su tarjeta de miembro, debajo de su nombre.",
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
    Fixture {
        name: "open_long",
        view: || {
            view! {
                <Details
                    summary=say(
                        "What may the person see whom I let into my record, and for how long?",
                        "¿Qué puede ver la persona a quien le doy acceso a mi expediente, y por cuánto tiempo?",
                    )
                    open=true
                >
                    <p>
                        {say(
                            "What you tick: messages, results, appointments. Nothing else.",
                            "Lo que usted marque: mensajes, resultados, citas. Nada más.",
                        )}
                    </p>
                    <p>
                        {say(
                            "You can end it at any time.",
                            "Usted puede terminarlo en cualquier momento.",
                        )}
                    </p>
                </Details>
            }
            .into_any()
        },
    },
];
