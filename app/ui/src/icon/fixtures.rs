//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "all",
    view: || {
        view! { {IconName::ALL.iter().map(|name| view! { <Icon name=*name /> }).collect_view()} }
            .into_any()
    },
}];
