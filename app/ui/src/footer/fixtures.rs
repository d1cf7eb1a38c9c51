//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "lines",
        view: || {
            view! {
                <PhoneLines lines=vec![
                    PhoneLine {
                        name: say("Nurse line", "Línea de enfermería").to_owned(),
                        number: "555-0142".to_owned(),
                        hours: Some(say("Day and night", "Día y noche").to_owned()),
                        tty: None,
                    },
                ] />
            }
            .into_any()
        },
    },
    Fixture {
        name: "whole",
        view: || {
            view! {
                <SiteFooter
                    heading=say("Here to help", "Estamos para ayudarle")
                    phones=vec![
                        PhoneLine {
                            name: say(
                                    "Website & app support",
                                    "Asistencia del sitio web y la aplicación",
                                )
                                .to_owned(),
                            number: "555-0110".to_owned(),
                            hours: Some(
                                say(
                                        "Every day, 7 AM to 9 PM",
                                        "Todos los días, de 7\u{a0}a.\u{a0}m. a 9\u{a0}p.\u{a0}m.",
                                    )
                                    .to_owned(),
                            ),
                            tty: Some("TTY 711".to_owned()),
                        },
                        PhoneLine {
                            name: say("Member services", "Servicios para miembros").to_owned(),
                            number: "555-0120".to_owned(),
                            hours: Some(
                                say(
                                        "Monday to Friday, 8 AM to 6 PM",
                                        "De lunes a viernes, de 8\u{a0}a.\u{a0}m. a 6\u{a0}p.\u{a0}m.",
                                    )
                                    .to_owned(),
                            ),
                            tty: Some("TTY 711".to_owned()),
                        },
                        PhoneLine {
                            name: say("Nurse line", "Línea de enfermería").to_owned(),
                            number: "555-0142".to_owned(),
                            hours: Some(say("Day and night", "Día y noche").to_owned()),
                            tty: Some("TTY 711".to_owned()),
                        },
                    ]
                    links_label=say("About this website", "Sobre este sitio web")
                    links=vec![
                        (say("Technical help", "Ayuda técnica").to_owned(), "/help".to_owned()),
                        (say("Privacy", "Privacidad").to_owned(), "/privacy".to_owned()),
                    ]
                    legal=say(
                        "Larkhaven Health Plan. In an emergency, call 911.",
                        "Larkhaven Health Plan. En una emergencia, llame al 911.",
                    )
                />
            }
            .into_any()
        },
    },
];
