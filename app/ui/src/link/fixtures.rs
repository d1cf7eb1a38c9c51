//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "text",
        view: || {
            view! {
                <p>
                    {say("You can also ", "También puede ")}
                    <Link href="/help">
                        {say("read the technical help", "leer la ayuda técnica")}
                    </Link>"."
                </p>
            }
            .into_any()
        },
    },
    Fixture {
        name: "action",
        view: || {
            view! {
                <ActionLink href="/messages/new" icon=IconName::Write>
                    {say("Contact Care Team", "Escribir a su equipo de atención")}
                </ActionLink>
            }
            .into_any()
        },
    },
    Fixture {
        name: "secondary",
        view: || {
            view! {
                <ActionLink href="/register" kind=ButtonKind::Secondary>
                    {say("Register now", "Regístrese ahora")}
                </ActionLink>
            }
            .into_any()
        },
    },
    Fixture {
        name: "back",
        view: || {
            view! { <BackLink href="/messages" label=say("Back to inbox", "Volver a la bandeja de entrada") /> }.into_any()
        },
    },
    Fixture {
        name: "call",
        view: || {
            view! {
                <p>
                    <CallSentence
                        text=say(
                            "Wait, or call 1-800-555-0110, every day.",
                            "Espere o llame al 1-800-555-0110, todos los días.",
                        )
                        phone="1-800-555-0110"
                    />
                </p>
            }
            .into_any()
        },
    },
    Fixture {
        name: "list",
        view: || {
            view! {
                <LinkList links=vec![
                    (
                        say("Forgot your password?", "¿Olvidó su contraseña?").to_owned(),
                        "/forgot-password".to_owned(),
                    ),
                    (
                        say("Forgot your user ID?", "¿Olvidó su nombre de usuario?").to_owned(),
                        "/forgot-user-id".to_owned(),
                    ),
                ] />
            }
            .into_any()
        },
    },
];
