//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "mailboxes",
        view: || {
            view! {
                <TabNav
                    label=say("Mailboxes", "Buzones")
                    links=vec![
                        TabLink::new(say("Inbox", "Bandeja de entrada"), "/messages", true),
                        TabLink::new(say("Sent", "Enviados"), "/messages/sent", false),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "many",
        view: || {
            view! {
                <TabNav
                    label=say("Parts of your record", "Partes de su expediente")
                    links=vec![
                        TabLink::new(
                            say("Lab results", "Resultados de laboratorio"),
                            "/medical-record/lab-results",
                            false,
                        ),
                        TabLink::new(
                            say("Immunizations", "Vacunas"),
                            "/medical-record/immunizations",
                            true,
                        ),
                        TabLink::new(
                            say("Medications", "Medicamentos"),
                            "/medical-record/medications",
                            false,
                        ),
                        TabLink::new(
                            say("Visits and stays", "Consultas y estancias"),
                            "/medical-record/visits",
                            false,
                        ),
                        TabLink::new(
                            say("Allergies", "Alergias"),
                            "/medical-record/allergies",
                            false,
                        ),
                    ]
                />
            }
            .into_any()
        },
    },
    Fixture {
        // A page below one of the rooms.
        name: "none_current",
        view: || {
            view! {
                <TabNav
                    label=say("Bills", "Facturas")
                    links=vec![
                        TabLink::new(say("To pay", "Por pagar"), "/bills", false),
                        TabLink::new(say("Paid", "Pagadas"), "/bills/paid", false),
                    ]
                />
            }
            .into_any()
        },
    },
];
