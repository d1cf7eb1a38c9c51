//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

fn label() -> &'static str {
    say("Search the help pages", "Buscar en las páginas de ayuda")
}

fn button() -> &'static str {
    say("Search", "Buscar")
}

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || view! { <Search action="/help" label=label() button=button() /> }.into_any(),
    },
    Fixture {
        name: "in private",
        view: || {
            view! {
                <Search
                    action="/api/messages/find"
                    asks=Asks::InPrivate
                    name="q-private"
                    label=say("Search your messages", "Buscar en sus mensajes")
                    button=button()
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "hint",
        view: || {
            view! {
                <Search
                    action="/help"
                    name="q-hint"
                    label=label()
                    button=button()
                    hint=say(
                        "One or two words are enough, like “password”.",
                        "Bastan una o dos palabras, por ejemplo «contraseña».",
                    )
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "found",
        view: || {
            view! {
                <Search
                    action="/help"
                    name="q-found"
                    label=label()
                    button=button()
                    value=say("password", "contraseña")
                    found=say("4 pages on “password”", "4 páginas sobre «contraseña»")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "narrowed",
        view: || {
            view! {
                <Search
                    action="/api/results/find"
                    asks=Asks::InPrivate
                    name="q-narrowed"
                    label=say("Search your lab results", "Buscar en sus resultados de laboratorio")
                    button=button()
                    found=say("2 results found", "Se encontraron 2 resultados")
                >
                    <Details summary=say("Filter", "Filtrar") open=true>
                        <Select
                            name="narrowed-flag"
                            label=say("Flag", "Indicación")
                            placeholder=say("Any flag", "Cualquier indicación")
                            choices=vec![Choice::new("high", say("High", "Alto"))]
                            value="high"
                        />
                    </Details>
                </Search>
            }
            .into_any()
        },
    },
    Fixture {
        name: "nothing",
        view: || {
            view! {
                <Search
                    action="/help"
                    name="q-nothing"
                    label=label()
                    button=button()
                    value=say("passwrod", "contraseá")
                    found=say(
                        "Nothing on “passwrod”. Check the spelling, or try another word.",
                        "Nada sobre «contraseá». Revise la ortografía o pruebe con otra palabra.",
                    )
                />
            }
            .into_any()
        },
    },
];
