//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

fn legend() -> &'static str {
    say(
        "How should we tell you that a message has arrived?",
        "¿Cómo prefiere que le avisemos cuando llega un mensaje?",
    )
}

fn ways() -> Vec<Choice> {
    vec![
        Choice::new("email", say("By email", "Por correo electrónico")),
        Choice::new("text", say("By text message", "Por mensaje de texto")),
        Choice::new("letter", say("By letter", "Por carta")),
    ]
}

fn symptoms() -> Vec<Choice> {
    vec![
        Choice::new("fever", say("Fever", "Fiebre"))
            .with_hint(say("100.4 °F (38 °C) or more", "38 °C (100.4 °F) o más")),
        Choice::new("cough", say("Cough", "Tos")),
        Choice::new(
            "breath",
            say(
                "Shortness of breath when I walk or climb stairs",
                "Falta de aire al caminar o subir escaleras",
            ),
        )
        .with_hint(say(
            "If you cannot breathe while resting, call 911.",
            "Si le falta el aire en reposo, llame al 911.",
        )),
    ]
}

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || view! { <Checkboxes name="ways" legend=legend() choices=ways() /> }.into_any(),
    },
    Fixture {
        name: "ticked",
        view: || {
            view! {
                <Checkboxes
                    name="ways-ticked"
                    legend=legend()
                    hint=say("Tick all that you want.", "Marque todas las que quiera.")
                    choices=ways()
                    values=vec!["email".to_owned(), "letter".to_owned()]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "hints",
        view: || {
            view! {
                <Checkboxes
                    name="symptoms"
                    legend=say("Which of these do you have today?", "¿Cuáles de estos tiene hoy?")
                    choices=symptoms()
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <Checkboxes
                    name="ways-wrong"
                    legend=legend()
                    hint=say("Tick all that you want.", "Marque todas las que quiera.")
                    choices=ways()
                    error=say("Tick at least one.", "Marque al menos una.")
                />
            }
            .into_any()
        },
    },
];
