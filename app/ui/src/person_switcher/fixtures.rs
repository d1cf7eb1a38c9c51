//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "own",
        view: || {
            view! {
                <PersonSwitcher
                    label=say("Whose record", "De quién es el expediente")
                    now=say("Your own record", "Su propia historia clínica")
                    change=say("Change person", "Cambiar de persona")
                    own=true
                    people=people(0)
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "another",
        view: || {
            view! {
                <PersonSwitcher
                    label=say("Whose record is open", "De quién es el expediente abierto")
                    now=say(
                        "You are in the record of Jamie Santos",
                        "Está en la historia clínica de Jamie Santos",
                    )
                    change=say("Change person", "Cambiar de persona")
                    own=false
                    people=people(1)
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "long_name",
        view: || {
            view! {
                <PersonSwitcher
                    label=say("Whose record this is", "De quién es este expediente")
                    now=say(
                        "You are in the record of María Guadalupe Fernández de la Vega Sanz",
                        "Está en la historia clínica de María Guadalupe Fernández de la Vega Sanz",
                    )
                    change=say("Change person", "Cambiar de persona")
                    own=false
                    people=people(2)
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "nobody_else",
        view: || {
            view! {
                <PersonSwitcher
                    label=say("Whose record", "De quién es el expediente")
                    now=say("Your own record", "Su propia historia clínica")
                    change=say("Change person", "Cambiar de persona")
                    own=true
                    people=people(0).into_iter().take(1).collect()
                />
            }
            .into_any()
        },
    },
];

/// Three people, one of whose records is open.
fn people(open: usize) -> Vec<PersonLink> {
    [
        ("Maria Santos", say("you", "usted"), "/home"),
        (
            "Jamie Santos",
            say("your daughter", "su hija"),
            "/for/2/home",
        ),
        (
            "María Guadalupe Fernández de la Vega Sanz",
            say("your mother", "su madre"),
            "/for/3/home",
        ),
    ]
    .into_iter()
    .enumerate()
    .map(|(place, (name, relation, href))| PersonLink {
        name: name.to_owned(),
        relation: relation.to_owned(),
        href: href.to_owned(),
        open: place == open,
    })
    .collect()
}
