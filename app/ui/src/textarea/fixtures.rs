//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || view! { <Textarea name="message" label=say("Message", "Mensaje") /> }.into_any(),
    },
    Fixture {
        name: "count",
        view: || {
            view! {
                <Textarea
                    name="message-2"
                    label=say("Message", "Mensaje")
                    value=say("A first line.\nA second one.", "Una primera línea.\nUna segunda.")
                    count=say("9,973 characters left", "Quedan 9,973 caracteres")
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
                    label=say("Message", "Mensaje")
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
                    label=say("Message", "Mensaje")
                    value="\n</textarea><script>alert(1)</script> & more"
                />
            }
            .into_any()
        },
    },
];
