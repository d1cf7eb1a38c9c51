//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "two",
        view: || {
            view! {
                <ErrorSummary
                    heading=say("There is a problem", "Hay un problema")
                    errors=vec![
                        FieldError::new(
                            "first_name",
                            say("Enter your first name.", "Escriba su nombre."),
                        ),
                        FieldError::new(
                            "birth_date",
                            say("Enter a month from 1 to 12.", "Escriba un mes del 1 al 12."),
                        ),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "no_field",
        view: || {
            view! {
                <ErrorSummary
                    heading=say("There is a problem", "Hay un problema")
                    errors=vec![
                        FieldError::new(
                            "",
                            say(
                                "What you entered does not match our records. Check it, or call website & app support at 555-0110.",
                                "Lo que escribió no coincide con nuestros registros. Revíselo o llame a Asistencia del sitio web y la aplicación al 555-0110.",
                            ),
                        ),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "none",
        view: || {
            view! { <ErrorSummary heading=say("There is a problem", "Hay un problema") errors=Vec::new() /> }.into_any()
        },
    },
];
