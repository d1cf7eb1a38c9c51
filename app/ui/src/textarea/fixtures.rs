//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

fn label() -> &'static str {
    say("Message", "Mensaje")
}

/// Forty characters, so that the end is soon seen.
fn limit() -> TextLimit {
    // Asked now: the words are said later, outside of the fixture's context.
    let left_one = say("You have 1 character left", "Le queda 1 carácter");
    let left = say(
        "You have {count} characters left",
        "Le quedan {count} caracteres",
    );
    let over_one = say("1 character too many", "Se pasó por 1 carácter");
    let over = say(
        "{count} characters too many",
        "Se pasó por {count} caracteres",
    );
    let words = |one: &'static str, other: &'static str| {
        move |count: u64| match count {
            1 => one.to_owned(),
            _ => other.replace("{count}", &count.to_string()),
        }
    };
    TextLimit::new(
        40,
        |text| text.chars().count(),
        words(left_one, left),
        words(over_one, over),
    )
}

fn limit_hint() -> &'static str {
    say("Up to 40 characters.", "Hasta 40 caracteres.")
}

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || view! { <Textarea name="message" label=label() /> }.into_any(),
    },
    Fixture {
        name: "limit",
        view: || {
            view! { <Textarea name="message-limit" label=label() hint=limit_hint() rows=3 limit=limit() /> }
            .into_any()
        },
    },
    Fixture {
        name: "limit_passed",
        view: || {
            view! {
                <Textarea
                    name="message-long"
                    label=label()
                    hint=limit_hint()
                    rows=3
                    limit=limit()
                    value=say(
                        "My blood pressure was high again this morning.",
                        "Esta mañana volví a tener la presión alta en casa.",
                    )
                    error=say(
                        "Shorten your message to 40 characters.",
                        "Acorte su mensaje a 40 caracteres.",
                    )
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "count",
        view: || {
            view! {
                <Textarea
                    name="message-2"
                    label=label()
                    value=say("A first line.\nA second one.", "Una primera línea.\nY una segunda.")
                    count=say("9,973 characters left", "Quedan 9,967 caracteres")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <Textarea
                    name="message-3"
                    label=label()
                    rows=3
                    error=say("Write a message.", "Escriba un mensaje.")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "hostile",
        view: || {
            view! {
                <Textarea
                    name="message-4"
                    label=label()
                    value="\n</textarea><script>alert(1)</script> & more"
                />
            }
            .into_any()
        },
    },
];
