//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "three_levels",
        view: || {
            view! {
                <Breadcrumb
                    label=say("You are here", "Usted está aquí")
                    above=vec![
                        (
                            say("Medical record", "Historia clínica").into(),
                            "/medical-record".into(),
                        ),
                        (
                            say("Lab results", "Resultados de laboratorio").into(),
                            "/medical-record/lab-results".into(),
                        ),
                    ]
                    current=say("Basic metabolic panel", "Panel metabólico básico")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "two_levels",
        view: || {
            view! {
                <Breadcrumb
                    label=say("Where this page is", "Dónde está esta página")
                    above=vec![(say("Account", "Cuenta").into(), "/account".into())]
                    current=say("Change your password", "Cambiar su contraseña")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "long_names",
        view: || {
            view! {
                <Breadcrumb
                    label=say("Where this result is", "Dónde está este resultado")
                    above=vec![
                        (
                            say("Medical record", "Historia clínica").into(),
                            "/medical-record".into(),
                        ),
                        (
                            say(
                                    "Summaries of visits and stays in the hospital",
                                    "Resúmenes de sus consultas y de sus estancias en el hospital",
                                )
                                .into(),
                            "/medical-record/visits".into(),
                        ),
                    ]
                    current=say(
                        "Follow-up with your care team after your stay, November 3, 2026",
                        "Consulta de seguimiento con su equipo de atención después de su estancia, 3 de noviembre de 2026",
                    )
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "top",
        view: || {
            view! {
                <Breadcrumb
                    label=say("You are here", "Usted está aquí")
                    above=Vec::new()
                    current=say("Home", "Inicio")
                />
            }
            .into_any()
        },
    },
];
