//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || {
            view! {
                <Checkbox
                    name="accept"
                    label=say(
                        "I accept the terms and conditions",
                        "Acepto los términos y condiciones",
                    )
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "ticked",
        view: || {
            view! {
                <Checkbox
                    name="accept-2"
                    label=say(
                        "I accept the terms and conditions",
                        "Acepto los términos y condiciones",
                    )
                    checked=true
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "hint",
        view: || {
            view! {
                <Checkbox
                    name="notices"
                    label=say(
                        "Send me an e-mail when a message arrives",
                        "Enviarme un correo electrónico cuando llegue un mensaje",
                    )
                    hint=say(
                        "The e-mail holds no health information.",
                        "El correo no contiene información de salud.",
                    )
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
                    label=say(
                        "I accept the terms and conditions",
                        "Acepto los términos y condiciones",
                    )
                    required=true
                    error=say(
                        "Tick the box to go on, or choose Decline.",
                        "Marque la casilla para seguir o elija Rechazar.",
                    )
                />
            }
            .into_any()
        },
    },
];
