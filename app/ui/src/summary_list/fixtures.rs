//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "list",
        view: || {
            view! {
                <SummaryList rows=vec![
                    row(say("User ID", "Nombre de usuario"), "maria.santos"),
                    row(
                        say("Email address", "Correo electrónico"),
                        "maria.santos.with.a.long.address@mail.larkhaven.example",
                    ),
                ] />
            }
            .into_any()
        },
    },
    Fixture {
        // A value that is not there is said, not left blank.
        name: "not_given",
        view: || {
            view! {
                <SummaryList rows=vec![
                    row(say("Name", "Nombre"), "Maria Santos"),
                    row(
                        say("Mobile telephone for codes", "Teléfono celular para los códigos"),
                        say("Not given", "No indicado"),
                    ),
                    row(
                        say("How we write to you", "Cómo le escribimos"),
                        say(
                            "By email, in English. Letters only where the law asks for them.",
                            "Por correo electrónico, en español. Cartas solo cuando la ley lo exige.",
                        ),
                    ),
                ] />
            }
            .into_any()
        },
    },
    Fixture {
        name: "one",
        view: || {
            view! {
                <SummaryList rows=vec![
                    row(
                        say("Next appointment", "Próxima cita"),
                        say("December 2, 2026, 9:30 a.m.", "2 de diciembre de 2026, 9:30 a.m."),
                    ),
                ] />
            }
            .into_any()
        },
    },
];

fn row(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}
