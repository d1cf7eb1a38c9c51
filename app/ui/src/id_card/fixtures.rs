//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "card",
    view: || {
        view! {
            <IdCardPicture
                plan="Larkhaven Health Plan"
                title="Member ID card"
                person="Robin Sample"
                number_label="Medical record number"
                number="1234 5671"
                description="A member ID card. The medical record number stands at the bottom left, below the name."
            />
        }
            .into_any()
    },
}];
