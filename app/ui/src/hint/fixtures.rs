//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "hint",
    view: || {
        view! { <Hint field="mrn-hinted" text="Eight digits, on your member ID card." /> }
            .into_any()
    },
}];
