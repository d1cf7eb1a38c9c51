//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "both",
        view: || {
            view! {
                <Pagination
                    label=say("Pages of conversations", "Páginas de conversaciones")
                    newer=(
                        say("Newer", "Más recientes").to_owned(),
                        "/messages?before=2".to_owned(),
                    )
                    older=(say("Older", "Anteriores").to_owned(), "/messages?after=1".to_owned())
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "older",
        view: || {
            view! {
                <Pagination
                    label=say("Pages of conversations", "Páginas de conversaciones")
                    older=(say("Older", "Anteriores").to_owned(), "/messages?after=1".to_owned())
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "none",
        view: || {
            view! { <Pagination label=say("Pages of conversations", "Páginas de conversaciones") /> }.into_any()
        },
    },
];
