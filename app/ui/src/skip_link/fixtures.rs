//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "link",
    view: || view! { <SkipLink label="Skip to main content" /> }.into_any(),
}];
