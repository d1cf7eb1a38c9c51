//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "head",
    view: || {
        view! {
            <PrintHeader
                brand_name="Larkhaven"
                brand_rest="Health Plan"
                lines=vec![
                    say(
                            "Maria Santos, born March 9, 1984",
                            "Maria Santos, nacida el 9 de marzo de 1984",
                        )
                        .to_owned(),
                    say("Medical record number 1234 5671", "Número de historia clínica 1234 5671")
                        .to_owned(),
                ]
            />
        }
        .into_any()
    },
}];
