//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// A field where a password is made, and what is thought of it.
fn new_password(name: &'static str, strength: Option<Strength>) -> AnyView {
    view! {
        <PasswordInput
            name=name
            label=say("Password", "Contraseña")
            show=say("Show", "Mostrar")
            hide=say("Hide", "Ocultar")
            autocomplete="new-password"
            hint=say(
                "At least 15 characters. A sentence is easy to remember.",
                "Al menos 15 caracteres. Una frase es fácil de recordar.",
            )
            strength=Signal::stored(strength)
        />
    }
    .into_any()
}

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
    Fixture {
        name: "nothing_typed",
        view: || new_password("password_empty", None),
    },
    Fixture {
        name: "guessed",
        view: || {
            new_password(
                "password_guessed",
                Some(Strength::new(
                    0,
                    say(
                        "One of the first that is guessed. Choose another one.",
                        "Es de las primeras que se adivinan. Elija otra.",
                    ),
                )),
            )
        },
    },
    Fixture {
        name: "weak",
        view: || {
            new_password(
                "password_weak",
                Some(Strength::new(
                    1,
                    say(
                        "Easy to guess. Make it longer.",
                        "Fácil de adivinar. Hágala más larga.",
                    ),
                )),
            )
        },
    },
    Fixture {
        name: "fair",
        view: || {
            new_password(
                "password_fair",
                Some(Strength::new(
                    2,
                    say(
                        "Could be stronger. Add another word.",
                        "Podría ser más segura. Agregue otra palabra.",
                    ),
                )),
            )
        },
    },
    Fixture {
        name: "good",
        view: || {
            new_password(
                "password_good",
                Some(Strength::new(
                    3,
                    say("Hard to guess.", "Difícil de adivinar."),
                )),
            )
        },
    },
    Fixture {
        name: "strong",
        view: || {
            new_password(
                "password_strong",
                Some(Strength::new(
                    4,
                    say("Very hard to guess.", "Muy difícil de adivinar."),
                )),
            )
        },
    },
];
