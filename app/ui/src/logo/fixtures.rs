//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "whole",
        view: || view! { <Logo name="Larkhaven" rest="Health Plan" /> }.into_any(),
    },
    Fixture {
        name: "mark",
        view: || view! { <LogoMark /> }.into_any(),
    },
];
