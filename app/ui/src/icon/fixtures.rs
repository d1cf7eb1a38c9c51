//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        // Each beside its name in the code: that is what one looks for here.
        name: "all",
        view: || {
            IconName::ALL
                .iter()
                .map(|name| view! { <Tag icon=*name text=format!("{name:?}") /> })
                .collect_view()
                .into_any()
        },
    },
    Fixture {
        name: "in_a_heading",
        view: || {
            view! {
                <h2>
                    <Icon name=IconName::Message />
                    {format!(" {}", say("Messages", "Mensajes"))}
                </h2>
            }
            .into_any()
        },
    },
];
