//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "public",
        view: || view! { <SiteHeader brand=brand("/") language=language() /> }.into_any(),
    },
    Fixture {
        name: "signed_on",
        view: || {
            view! {
                <SiteHeader
                    brand=brand("/home")
                    language=language()
                    nav_label=say("Main", "Principal")
                    nav=nav()
                    person="Maria Santos".to_owned()
                    sign_off=sign_off()
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "account",
        view: || {
            view! {
                <SiteHeader
                    brand=brand("/home")
                    language=language()
                    nav_label=say("Main pages", "Páginas principales")
                    nav=nav()
                    account=account("Maria")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "account_long_name",
        view: || {
            view! {
                <SiteHeader
                    brand=brand("/home")
                    language=language()
                    nav_label=say("All pages", "Todas las páginas")
                    nav=nav()
                    account=account("María Guadalupe Fernández de la Vega Sanz")
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

/// The switch names the other language in itself.
fn language() -> HeaderForm {
    let other = say("es", "en");
    HeaderForm {
        action: "/locale".to_owned(),
        label: say("Español", "English").to_owned(),
        lang: Some(other.to_owned()),
        hidden: vec![("locale".to_owned(), other.to_owned())],
    }
}

fn nav() -> Vec<NavItem> {
    let unread = NavBadge {
        shown: "3".to_owned(),
        spoken: say("3 unread", "3 sin leer").to_owned(),
    };
    vec![
        NavItem::new(say("Home", "Inicio"), "/home", IconName::Home).current(true),
        NavItem::new(say("Messages", "Mensajes"), "/messages", IconName::Message)
            .badge(Some(unread)),
        NavItem::new(
            say(
                "Medical Record & Lab Results",
                "Historia clínica y resultados",
            ),
            "/medical-record",
            IconName::Record,
        ),
    ]
}

fn account(name: &str) -> AnyView {
    account_menu(AccountMenu {
        name: name.to_owned(),
        label: say("your account", "su cuenta").to_owned(),
        links: vec![
            NavItem::new(
                say("Your details", "Sus datos"),
                "/account",
                IconName::Person,
            ),
            NavItem::new(
                say("Password and passkeys", "Contraseña y llaves de acceso"),
                "/account/password",
                IconName::Lock,
            ),
            NavItem::new(
                say("Family", "Familia"),
                "/account/family",
                IconName::People,
            ),
        ],
        sign_off: Some(sign_off()),
    })
}

fn sign_off() -> HeaderForm {
    HeaderForm {
        action: "/sign-off".to_owned(),
        label: say("Sign off", "Cerrar sesión").to_owned(),
        lang: None,
        hidden: Vec::new(),
    }
}
