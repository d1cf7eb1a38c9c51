//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "primary",
        view: || view! { <Button>{say("Continue", "Continuar")}</Button> }.into_any(),
    },
    Fixture {
        name: "secondary",
        view: || {
            view! { <Button kind=ButtonKind::Secondary>{say("Decline", "Rechazar")}</Button> }
                .into_any()
        },
    },
    Fixture {
        name: "quiet",
        view: || {
            view! { <Button kind=ButtonKind::Quiet>{say("Mark as read", "Marcar como leído")}</Button> }.into_any()
        },
    },
    Fixture {
        name: "danger",
        view: || {
            view! {
                <Button kind=ButtonKind::Danger>
                    {say("End this session", "Terminar esta sesión")}
                </Button>
            }
            .into_any()
        },
    },
    Fixture {
        name: "disabled",
        view: || view! { <Button disabled=true>{say("Send", "Enviar")}</Button> }.into_any(),
    },
    Fixture {
        name: "busy",
        view: || view! { <Button busy=true>{say("Sending", "Enviando")}</Button> }.into_any(),
    },
    Fixture {
        name: "row",
        view: || {
            view! {
                <ButtonRow>
                    <Button>{say("Continue", "Continuar")}</Button>
                    <Button kind=ButtonKind::Secondary name="decline" value="true">
                        {say("Decline", "Rechazar")}
                    </Button>
                </ButtonRow>
            }
            .into_any()
        },
    },
    Fixture {
        name: "icon",
        view: || {
            view! {
                <Button>
                    <Icon name=IconName::Message />
                    {say("Send", "Enviar")}
                </Button>
            }
            .into_any()
        },
    },
];
