//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "lines",
        view: || {
            view! { <Skeleton text=say("Loading the message", "Cargando el mensaje") /> }.into_any()
        },
    },
    Fixture {
        name: "rows",
        view: || {
            view! {
                <Skeleton
                    shape=SkeletonShape::Rows
                    count=4
                    text=say("Loading your messages", "Cargando sus mensajes")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "card",
        view: || {
            view! {
                <Skeleton
                    shape=SkeletonShape::Card
                    text=say("Loading your next appointment", "Cargando su próxima cita")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "one_line",
        view: || {
            view! { <Skeleton count=1 text=say("Loading your balance", "Cargando su saldo") /> }
                .into_any()
        },
    },
];
