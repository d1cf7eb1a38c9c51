//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "card",
    view: || {
        view! {
            <IdCardPicture
                plan="Larkhaven Health Plan"
                title=say("Member ID card", "Tarjeta de identificación de miembro")
                person=say("Robin Sample", "Robin Ejemplo")
                number_label=say("Medical record number", "Número de historia clínica")
                number="1234 5671"
                description=say(
                    "A member ID card. The medical record number stands at the bottom left, below the name.",
                    "Una tarjeta de identificación de miembro. El número de historia clínica está abajo a la izquierda, debajo del nombre.",
                )
            />
        }
            .into_any()
    },
}];
