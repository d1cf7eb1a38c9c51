//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "neutral",
        view: || view! { <Tag text=say("Preliminary", "Preliminar") /> }.into_any(),
    },
    Fixture {
        name: "neutral_icon",
        view: || {
            view! { <Tag icon=IconName::Clock text=say("Waiting for payment", "En espera de pago") /> }
            .into_any()
        },
    },
    Fixture {
        name: "new",
        view: || view! { <Tag tone=TagTone::New text=say("New", "Nuevo") /> }.into_any(),
    },
    Fixture {
        name: "good",
        view: || {
            view! {
                <Tag
                    tone=TagTone::Good
                    icon=IconName::Check
                    text=say("In range", "Dentro del intervalo")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "caution",
        view: || {
            view! { <Tag tone=TagTone::Caution icon=IconName::Up text=say("High", "Alto") /> }
                .into_any()
        },
    },
    Fixture {
        name: "urgent",
        view: || {
            view! { <Tag tone=TagTone::Urgent icon=IconName::Warning text=say("Critical", "Crítico") /> }
            .into_any()
        },
    },
    Fixture {
        name: "in_a_line",
        view: || {
            view! {
                <p>
                    <Tag tone=TagTone::New text=say("Unread", "No leído") />
                    <span>
                        {say(
                            "Your blood pressure readings",
                            "Sus mediciones de la presión arterial",
                        )}
                    </span>
                </p>
            }
            .into_any()
        },
    },
    Fixture {
        name: "badge",
        view: || view! { <Badge shown="3" spoken=say("3 unread", "3 sin leer") /> }.into_any(),
    },
    Fixture {
        name: "badge_many",
        view: || {
            view! { <Badge shown="99+" spoken=say("more than 99 unread", "más de 99 sin leer") /> }
                .into_any()
        },
    },
];
