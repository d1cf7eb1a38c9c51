//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// Words that stay, whatever the time.
fn still(tone: Tone, text: &str) -> AnyView {
    let text = text.to_owned();
    view! {
        <Toast
            message=Signal::stored(Some(ToastMessage { tone, text }))
            dismiss=say("Dismiss", "Cerrar")
            on_close=|()| {}
        />
    }
    .into_any()
}

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "success",
        view: || still(Tone::Success, say("Saved.", "Guardado.")),
    },
    Fixture {
        name: "info",
        view: || {
            still(
                Tone::Info,
                say(
                    "Your message is kept as a draft. You find it in your inbox.",
                    "Su mensaje quedó guardado como borrador. Lo encontrará en su bandeja de entrada.",
                ),
            )
        },
    },
    Fixture {
        name: "warning",
        view: || {
            still(
                Tone::Warning,
                say(
                    "You are offline. What you type stays in this page.",
                    "No tiene conexión. Lo que escriba quedará en esta página.",
                ),
            )
        },
    },
    Fixture {
        name: "danger",
        view: || {
            still(
                Tone::Danger,
                say(
                    "Not saved. Try again.",
                    "No se guardó. Vuelva a intentarlo.",
                ),
            )
        },
    },
    Fixture {
        name: "nothing_yet",
        view: || {
            let message = RwSignal::new(None);
            let saved = say("Saved.", "Guardado.");
            view! {
                <Button
                    action="button"
                    kind=ButtonKind::Secondary
                    on:click=move |_| message.set(Some(ToastMessage::done(saved)))
                >
                    {say("Save", "Guardar")}
                </Button>
                <Toast
                    message=message
                    dismiss=say("Dismiss", "Cerrar")
                    on_close=move |()| message.set(None)
                />
            }
            .into_any()
        },
    },
];
