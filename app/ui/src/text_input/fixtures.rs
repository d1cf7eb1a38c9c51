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
                <TextInput
                    name="first_name"
                    label=say("First name", "Nombre")
                    autocomplete="given-name"
                    prose=true
                    required=true
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "hint",
        view: || {
            view! {
                <TextInput
                    name="mrn"
                    label=say("Medical record number", "Número de historia clínica")
                    hint=say(
                        "Eight digits, on your member ID card.",
                        "Ocho dígitos, en su tarjeta de identificación de miembro.",
                    )
                    inputmode="numeric"
                    width=Width::Short
                    value="1234 5671"
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <TextInput
                    name="email"
                    label=say("Email address", "Dirección de correo electrónico")
                    kind="email"
                    autocomplete="email"
                    hint=say("We send a code to it.", "Le enviamos un código a esta dirección.")
                    value="maria.santos"
                    error=say(
                        "Enter an e-mail address, like name@example.com.",
                        "Escriba una dirección de correo electrónico, como nombre@example.com.",
                    )
                />
            }
            .into_any()
        },
    },
];
