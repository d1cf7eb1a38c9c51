//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "link",
    view: || {
        view! { <SkipLink label=say("Skip to main content", "Saltar al contenido principal") /> }
            .into_any()
    },
}];
