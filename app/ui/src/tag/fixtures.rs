//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "neutral",
        view: || view! { <Tag text="Preliminary" /> }.into_any(),
    },
    Fixture {
        name: "new",
        view: || view! { <Tag tone=TagTone::New text="New" /> }.into_any(),
    },
    Fixture {
        name: "good",
        view: || {
            view! { <Tag tone=TagTone::Good icon=IconName::Check text="In range" /> }.into_any()
        },
    },
    Fixture {
        name: "caution",
        view: || view! { <Tag tone=TagTone::Caution icon=IconName::Up text="High" /> }.into_any(),
    },
    Fixture {
        name: "urgent",
        view: || {
            view! { <Tag tone=TagTone::Urgent icon=IconName::Warning text="Critical" /> }.into_any()
        },
    },
    Fixture {
        name: "badge",
        view: || view! { <Badge shown="3" spoken="3 unread" /> }.into_any(),
    },
];
