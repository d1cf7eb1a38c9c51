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
                <PasswordInput
                    name="password"
                    label=say("Password", "Contraseña")
                    show=say("Show", "Mostrar")
                    hide=say("Hide", "Ocultar")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <PasswordInput
                    name="new_password"
                    label=say("Password", "Contraseña")
                    show=say("Show", "Mostrar")
                    hide=say("Hide", "Ocultar")
                    autocomplete="new-password"
                    hint=say(
                        "At least 15 characters. A sentence is easy to remember.",
                        "Al menos 15 caracteres. Una frase es fácil de recordar.",
                    )
                    error=say(
                        "This password is among the most common ones.",
                        "Esta contraseña es de las más comunes.",
                    )
                />
            }
            .into_any()
        },
    },
];
