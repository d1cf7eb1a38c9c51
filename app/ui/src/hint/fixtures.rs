//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "hint",
    view: || {
        view! {
            <Hint
                field="mrn-hinted"
                text=say(
                    "Eight digits, on your member ID card.",
                    "Ocho dígitos, en su tarjeta de identificación de miembro.",
                )
            />
        }
        .into_any()
    },
}];
