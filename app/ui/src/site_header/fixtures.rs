//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "public",
        view: || {
            view! {
                <SiteHeader
                    brand=brand("/")
                    language=HeaderForm {
                        action: "/locale".to_owned(),
                        label: say("Español", "English").to_owned(),
                        lang: Some(say("es", "en").to_owned()),
                        hidden: vec![("locale".to_owned(), say("es", "en").to_owned())],
                    }
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "signed_on",
        view: || {
            view! {
                <SiteHeader
                    brand=brand("/home")
                    language=HeaderForm {
                        action: "/locale".to_owned(),
                        label: say("Español", "English").to_owned(),
                        lang: Some(say("es", "en").to_owned()),
                        hidden: Vec::new(),
                    }
                    nav_label=say("Main", "Principal")
                    nav=vec![
                        NavItem::new(say("Home", "Inicio"), "/home", IconName::Home).current(true),
                        NavItem::new(say("Messages", "Mensajes"), "/messages", IconName::Message)
                            .badge(
                                Some(NavBadge {
                                    shown: "3".to_owned(),
                                    spoken: say("3 unread", "3 sin leer").to_owned(),
                                }),
                            ),
                        NavItem::new(
                            say("Medical Record & Lab Results", "Historia clínica y resultados"),
                            "/medical-record",
                            IconName::Record,
                        ),
                    ]
                    person="Maria Santos".to_owned()
                    sign_off=HeaderForm {
                        action: "/sign-off".to_owned(),
                        label: say("Sign off", "Cerrar sesión").to_owned(),
                        lang: None,
                        hidden: Vec::new(),
                    }
                />
            }
            .into_any()
        },
    },
];

fn brand(href: &str) -> Brand {
    Brand {
        name: "Larkhaven".to_owned(),
        rest: "Health Plan".to_owned(),
        href: href.to_owned(),
        label: say(
            "Larkhaven Health Plan, home",
            "Larkhaven Health Plan, inicio",
        )
        .to_owned(),
    }
}
