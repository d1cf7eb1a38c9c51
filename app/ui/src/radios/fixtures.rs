//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || view! { <Radios name="street" legend=question() choices=streets() /> }.into_any(),
    },
    Fixture {
        name: "chosen",
        view: || {
            view! {
                <Radios
                    name="street_chosen"
                    legend=question()
                    hint=say(
                        "As it stands on our letters to you.",
                        "Tal como aparece en las cartas que le enviamos.",
                    )
                    choices=streets()
                    value="2"
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "hints",
        view: || {
            view! {
                <Radios
                    name="office"
                    legend=say("Which office?", "¿Qué consultorio?")
                    choices=vec![
                        Choice::new("a", "Cedar Park")
                            .with_hint(say("2 miles from you", "A 2 millas de usted")),
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
                <Radios
                    name="street_wrong"
                    legend=question()
                    choices=streets()
                    error=say("Choose one.", "Elija una.")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "marked",
        view: || {
            view! {
                <Radios
                    attr:data-question="street"
                    name="street_marked"
                    legend=question()
                    choices=vec![Choice::new("1", "12 Alder Lane")]
                />
            }
            .into_any()
        },
    },
];

fn question() -> &'static str {
    say(
        "Which is the first line of your address?",
        "¿Cuál es la primera línea de su dirección?",
    )
}

fn streets() -> Vec<Choice> {
    vec![
        Choice::new("1", "12 Alder Lane"),
        Choice::new("2", "480 Juniper Street"),
        Choice::new("3", "7 Mill Race Road"),
        Choice::new("0", say("None of these", "Ninguna de estas")),
    ]
}
