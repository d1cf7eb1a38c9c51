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
                <Card>
                    <p>{say("Nothing is waiting for you.", "No tiene nada pendiente.")}</p>
                </Card>
            }
            .into_any()
        },
    },
    Fixture {
        name: "heading",
        view: || {
            view! {
                <Card heading=say("Coming up", "Próximamente")>
                    <p>
                        {say(
                            "Annual physical with Ana Whitlock, March 12.",
                            "Examen anual con Ana Whitlock, 12 de marzo.",
                        )}
                    </p>
                </Card>
            }
            .into_any()
        },
    },
    Fixture {
        name: "link",
        view: || {
            view! {
                <LinkCard
                    href="/messages"
                    icon=IconName::Message
                    title=say("Messages", "Mensajes")
                    text=say("3 unread", "3 sin leer")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "columns",
        view: || {
            view! {
                <Columns>
                    <LinkCard
                        href="/messages"
                        icon=IconName::Message
                        title=say("Messages", "Mensajes")
                        text=say("3 unread", "3 sin leer")
                    />
                    <LinkCard
                        href="/medical-record"
                        icon=IconName::Record
                        title=say("Medical Record & Lab Results", "Historia clínica y resultados")
                    />
                    <LinkCard
                        href="/help"
                        icon=IconName::Info
                        title=say("Technical help", "Ayuda técnica")
                        text=say(
                            "Sign-on, passwords, messages",
                            "Inicio de sesión, contraseñas, mensajes",
                        )
                    />
                </Columns>
            }
            .into_any()
        },
    },
];
