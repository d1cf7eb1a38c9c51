//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "info",
        view: || {
            view! {
                <Alert>
                    <p>
                        {say(
                            "Your care team answers within two business days.",
                            "Su equipo de atención responde en dos días hábiles.",
                        )}
                    </p>
                </Alert>
            }
            .into_any()
        },
    },
    Fixture {
        name: "success",
        view: || {
            view! {
                <Alert
                    tone=Tone::Success
                    heading=say("Message sent", "Mensaje enviado")
                    announce=true
                >
                    <p>
                        {say(
                            "Ana Whitlock and her team will see it.",
                            "Lo verán Ana Whitlock y su equipo.",
                        )}
                    </p>
                </Alert>
            }
            .into_any()
        },
    },
    Fixture {
        name: "warning",
        view: || {
            view! {
                <Alert
                    tone=Tone::Warning
                    heading=say("You have two tries left", "Le quedan dos intentos")
                >
                    <p>
                        {say(
                            "After that, registration is closed for 24 hours.",
                            "Después, el registro se cierra durante 24 horas.",
                        )}
                    </p>
                </Alert>
            }
            .into_any()
        },
    },
    Fixture {
        name: "danger",
        view: || {
            view! {
                <Alert
                    tone=Tone::Danger
                    heading=say("This value needs care now", "Este valor necesita atención ahora")
                    announce=true
                >
                    <p>
                        {say("Call the nurse line at ", "Llame a la línea de enfermería al ")}
                        <a href="tel:5550142">"555-0142"</a>"."
                    </p>
                </Alert>
            }
            .into_any()
        },
    },
];
