//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "maintenance",
        view: || {
            view! {
                <NotificationBanner
                    id="maintenance"
                    title=say(
                        "Planned maintenance on Sunday",
                        "Mantenimiento programado para el domingo",
                    )
                >
                    <p>
                        {say(
                            "This website is closed from 2 to 5 a.m. Call the nurse line if you need care.",
                            "Este sitio web estará cerrado de 2 a 5 a.m. Si necesita atención, llame a la línea de enfermería.",
                        )}
                    </p>
                </NotificationBanner>
            }
            .into_any()
        },
    },
    Fixture {
        name: "success",
        view: || {
            view! {
                <NotificationBanner
                    id="changed"
                    tone=Tone::Success
                    title=say("Your password is changed", "Su contraseña ha cambiado")
                    announce=true
                >
                    <p>
                        {say(
                            "Your other devices are signed off.",
                            "Se cerró la sesión en sus otros dispositivos.",
                        )}
                    </p>
                </NotificationBanner>
            }
            .into_any()
        },
    },
    Fixture {
        name: "warning",
        view: || {
            view! {
                <NotificationBanner
                    id="coverage"
                    tone=Tone::Warning
                    title=say(
                        "Your coverage ended on October 31, 2026",
                        "Su cobertura terminó el 31 de octubre de 2026",
                    )
                >
                    <p>
                        {say(
                            "You can still read your record and your bills. ",
                            "Todavía puede leer su expediente y sus facturas. ",
                        )}
                        <a href="/coverage">{say("See what you can do", "Vea qué puede hacer")}</a>
                    </p>
                </NotificationBanner>
            }
            .into_any()
        },
    },
    Fixture {
        name: "danger",
        view: || {
            view! {
                <NotificationBanner
                    id="refused"
                    tone=Tone::Danger
                    title=say("Your request was not sent", "Su solicitud no se envió")
                    announce=true
                >
                    <p>
                        {say(
                            "Nothing was changed. Try again in a few minutes.",
                            "No se cambió nada. Inténtelo de nuevo en unos minutos.",
                        )}
                    </p>
                </NotificationBanner>
            }
            .into_any()
        },
    },
    Fixture {
        name: "title_only",
        view: || {
            view! {
                <NotificationBanner
                    id="saved"
                    tone=Tone::Success
                    title=say("Saved", "Guardado")
                    announce=true
                />
            }
            .into_any()
        },
    },
];
