//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "list",
    view: || {
        view! {
            <SummaryList rows=vec![
                (say("User ID", "Nombre de usuario").to_owned(), "maria.santos".to_owned()),
                (
                    say("Email address", "Dirección de correo electrónico").to_owned(),
                    "maria.santos.with.a.long.address@mail.larkhaven.example".to_owned(),
                ),
            ] />
        }
        .into_any()
    },
}];
