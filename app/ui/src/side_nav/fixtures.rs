//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || {
            view! {
                <SideNav
                    label=say("Account", "Cuenta")
                    groups=vec![
                        SideNavGroup {
                            heading: String::new(),
                            links: vec![
                                TabLink::new(say("Your details", "Sus datos"), "/account", false),
                                TabLink::new(
                                    say("Password and passkeys", "Contraseña y llaves de acceso"),
                                    "/account/password",
                                    true,
                                ),
                                TabLink::new(
                                    say("Where you are signed on", "Dónde tiene sesión abierta"),
                                    "/account/sessions",
                                    false,
                                ),
                            ],
                        },
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "groups",
        view: || {
            view! { <SideNav label=say("Medical record", "Historia clínica") groups=groups(true) /> }.into_any()
        },
    },
    Fixture {
        name: "none_current",
        view: || {
            view! {
                <SideNav
                    label=say("Record of Jamie", "Historia clínica de Jamie")
                    groups=groups(false)
                />
            }
            .into_any()
        },
    },
];

fn groups(current: bool) -> Vec<SideNavGroup> {
    vec![
        SideNavGroup {
            heading: say("Results", "Resultados").to_owned(),
            links: vec![
                TabLink::new(
                    say("Lab results", "Resultados de laboratorio"),
                    "/medical-record/lab-results",
                    current,
                ),
                TabLink::new(
                    say("Immunizations", "Vacunas"),
                    "/medical-record/immunizations",
                    false,
                ),
            ],
        },
        SideNavGroup {
            heading: say("Care", "Atención").to_owned(),
            links: vec![
                TabLink::new(
                    say("Medications", "Medicamentos"),
                    "/medical-record/medications",
                    false,
                ),
                TabLink::new(
                    say(
                        "Visits and stays in the hospital",
                        "Consultas y estancias en el hospital",
                    ),
                    "/medical-record/visits",
                    false,
                ),
            ],
        },
    ]
}
