//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "print",
    view: || {
        view! {
            <PrintButton
                label=say("Print", "Imprimir")
                otherwise=say(
                    "To print this page, use your browser’s menu.",
                    "Para imprimir esta página, use el menú de su navegador.",
                )
            />
        }
        .into_any()
    },
}];
