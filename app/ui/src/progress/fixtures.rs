//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "start",
        view: || {
            view! {
                <Progress
                    id="photo"
                    label=say("photo-of-my-hand.jpg", "foto-de-mi-mano.jpg")
                    value=0
                    text=say("Waiting", "En espera")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "upload",
        view: || {
            view! {
                <Progress
                    id="referral"
                    label=say(
                        "letter-from-the-specialist-about-my-knee-2026-10-14.pdf",
                        "carta-del-especialista-sobre-mi-rodilla-2026-10-14.pdf",
                    )
                    value=40
                    text=say("40 percent", "40 por ciento")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "steps",
        view: || {
            view! {
                <Progress
                    id="request"
                    label=say("Your request for records", "Su solicitud de expediente")
                    value=2
                    max=4
                    text=say("Step 2 of 4: in review", "Paso 2 de 4: en revisión")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "done",
        view: || {
            view! {
                <Progress
                    id="done"
                    label=say("insurance-card.png", "tarjeta-del-seguro.png")
                    value=100
                    text=say("Uploaded", "Cargado")
                />
            }
            .into_any()
        },
    },
];
