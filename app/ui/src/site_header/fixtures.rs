//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
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
                        label: "Español".to_owned(),
                        lang: Some("es".to_owned()),
                        hidden: vec![("locale".to_owned(), "es".to_owned())],
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
                        label: "Español".to_owned(),
                        lang: Some("es".to_owned()),
                        hidden: Vec::new(),
                    }
                    nav_label="Main"
                    nav=vec![
                        NavItem::new("Home", "/home", IconName::Home).current(true),
                        NavItem::new("Messages", "/messages", IconName::Message)
                            .badge(
                                Some(NavBadge {
                                    shown: "3".to_owned(),
                                    spoken: "3 unread".to_owned(),
                                }),
                            ),
                        NavItem::new(
                            "Medical Record & Lab Results",
                            "/medical-record",
                            IconName::Record,
                        ),
                    ]
                    person="Maria Santos".to_owned()
                    sign_off=HeaderForm {
                        action: "/sign-off".to_owned(),
                        label: "Sign off".to_owned(),
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
        label: "Larkhaven Health Plan, home".to_owned(),
    }
}
