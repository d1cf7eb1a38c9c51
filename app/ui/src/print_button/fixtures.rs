//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states. As sent there is nothing to see: a button that cannot print is not shown.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "print",
    view: || view! { <PrintButton label=say("Print", "Imprimir") /> }.into_any(),
}];
