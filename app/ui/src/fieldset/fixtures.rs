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
                <Fieldset name="address" legend=say("Your address", "Su dirección")>
                    <TextInput name="street" label=say("Street", "Calle") prose=true />
                    <TextInput
                        name="city"
                        label=say("City", "Ciudad")
                        prose=true
                        width=Width::Medium
                    />
                </Fieldset>
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <Fieldset
                    name="questions"
                    legend=say("Secret questions", "Preguntas secretas")
                    hint=say("Choose three different ones.", "Elija tres diferentes.")
                    error=say(
                        "Two of the answers are the same.",
                        "Dos de las respuestas son iguales.",
                    )
                >
                    <TextInput name="answer_1" label=say("Answer 1", "Respuesta 1") />
                </Fieldset>
            }
            .into_any()
        },
    },
];
