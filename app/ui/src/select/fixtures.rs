//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || view! { <Select name="to" label=say("To", "Para") choices=people() /> }.into_any(),
    },
    Fixture {
        name: "placeholder",
        view: || {
            view! {
                <Select
                    name="question_1"
                    label=say("Secret question 1", "Pregunta secreta 1")
                    placeholder=say("Choose a question", "Elija una pregunta")
                    required=true
                    choices=vec![
                        Choice::new(
                            "a",
                            say(
                                "What was the name of your first pet?",
                                "¿Cómo se llamaba su primera mascota?",
                            ),
                        ),
                        Choice::new(
                            "b",
                            say(
                                "What dish did you first learn to cook?",
                                "¿Cuál fue el primer plato que aprendió a cocinar?",
                            ),
                        ),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <Select
                    name="to-3"
                    label=say("To", "Para")
                    hint=say(
                        "Who has taken part in your care.",
                        "Quienes han participado en su atención.",
                    )
                    choices=people()
                    value="b"
                    error=say("Choose whom to write to.", "Elija a quién quiere escribir.")
                />
            }
            .into_any()
        },
    },
];

fn people() -> Vec<Choice> {
    vec![
        Choice::new(
            "a",
            say(
                "Ana Whitlock, personal physician",
                "Ana Whitlock, médica personal",
            ),
        ),
        Choice::new(
            "b",
            say(
                "Website & app support",
                "Asistencia del sitio web y la aplicación",
            ),
        ),
    ]
}
