//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
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
    },
    Fixture {
        name: "own",
        view: || own(say("Maria Santos", "María Santos")),
    },
    Fixture {
        name: "long-name",
        view: || {
            own(say(
                "Wilhelmina Featherstonehaugh-Montgomery",
                "María de los Ángeles Fernández de Córdoba",
            ))
        },
    },
];

fn own(person: &'static str) -> AnyView {
    view! {
        <IdCardPicture
            plan="Larkhaven Health Plan"
            title=say("Member ID card", "Tarjeta de identificación de miembro")
            person=person
            number_label=say("Medical record number", "Número de historia clínica")
            number="1234 5671"
            description=say(
                "Your member ID card. It shows your name, your medical record number and the phone number of member services.",
                "Su tarjeta de identificación de miembro. Muestra su nombre, su número de historia clínica y el teléfono de Servicios para miembros.",
            )
            call=say("Member services: 1-800-555-0120", "Servicios para miembros: 1-800-555-0120")
        />
    }
    .into_any()
}
