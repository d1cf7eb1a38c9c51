//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "list",
    view: || {
        view! {
            <SummaryList rows=vec![
                ("User ID".to_owned(), "maria.santos".to_owned()),
                (
                    "Email address".to_owned(),
                    "maria.santos.with.a.long.address@mail.larkhaven.example".to_owned(),
                ),
            ] />
        }
        .into_any()
    },
}];
