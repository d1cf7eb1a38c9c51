//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::picture::sample;
use crate::prelude::*;

fn files() -> Vec<AttachedFile> {
    vec![
        AttachedFile {
            name: say("rash-on-left-arm.jpg", "erupcion-brazo-izquierdo.jpg").to_owned(),
            about: "JPEG, 1.2 MB".to_owned(),
            href: Some("#".to_owned()),
            note: None,
            picture: Some(sample(say(
                "Preview of rash-on-left-arm.jpg",
                "Vista previa de erupcion-brazo-izquierdo.jpg",
            ))),
        },
        AttachedFile {
            name: say("readings.pdf", "mediciones.pdf").to_owned(),
            about: "PDF, 312 KB".to_owned(),
            href: None,
            note: Some(
                say(
                    "It can be opened once it was checked.",
                    "Se podrá abrir cuando se haya revisado.",
                )
                .to_owned(),
            ),
            picture: None,
        },
    ]
}

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "conversation",
    view: || {
        view! {
            <Thread label=say("Messages in this conversation", "Mensajes de esta conversación")>
                <MessageBubble
                    id="m1"
                    own=true
                    from=say("You", "Usted")
                    when=say(
                        "November 20, 2026, 6:12 PM",
                        "20 de noviembre de 2026, 6:12\u{a0}p.\u{a0}m.",
                    )
                    datetime="2026-11-21T02:12:00Z"
                    text=say(
                        "Hello,\n\nhere are my readings of this week: 128/82, 131/84, 126/80.\n\nShould I change anything?",
                        "Buenas tardes:\n\nEstas son mis mediciones de la semana: 128/82, 131/84, 126/80.\n\n¿Debo cambiar algo?",
                    )
                />
                <MessageBubble
                    id="m2"
                    from="Ana Whitlock"
                    role=say("Family medicine", "Medicina familiar")
                    when=say("Today, 9:41 AM", "Hoy, 9:41\u{a0}a.\u{a0}m.")
                    datetime="2026-11-21T17:41:00Z"
                    unread=say("Unread", "Sin leer")
                    text=say(
                        "Thank you for sending these. They look much better than in spring. Keep going, and write again in two weeks.",
                        "Gracias por enviarlas. Están mucho mejor que en primavera. Siga así y escríbame de nuevo en dos semanas.",
                    )
                />
                <MessageBubble
                    id="m4"
                    own=true
                    from=say("You", "Usted")
                    when=say("Today, 10:02 AM", "Hoy, 10:02\u{a0}a.\u{a0}m.")
                    datetime="2026-11-21T18:02:00Z"
                    text=say("Here is the picture.", "Aquí está la foto.")
                    files_label=say("Files", "Archivos")
                    files=files()
                />
                <MessageBubble
                    id="m5"
                    own=true
                    from=say("You", "Usted")
                    when=say("Today, 10:30 AM", "Hoy, 10:30\u{a0}a.\u{a0}m.")
                    datetime="2026-11-21T18:30:00Z"
                    about=Some(AboutThing {
                        text: say(
                                "About: Lipid panel, March 3, 2026",
                                "Sobre: Perfil de lípidos, 3 de marzo de 2026",
                            )
                            .to_owned(),
                        href: Some("#".to_owned()),
                        note: Some(
                            say(
                                    "The laboratory has changed it since.",
                                    "El laboratorio lo cambió después.",
                                )
                                .to_owned(),
                        ),
                    })
                    text=say("Is this all right?", "¿Está bien así?")
                />
                <MessageBubble
                    id="m3"
                    from="Noah Lindqvist"
                    role=say("Covering for Ana Whitlock", "En lugar de Ana Whitlock")
                    when=say("Today, 11:02 AM", "Hoy, 11:02\u{a0}a.\u{a0}m.")
                    datetime="2026-11-21T19:02:00Z"
                    note=say(
                        "You cannot reply to this message.",
                        "Este mensaje no admite respuesta.",
                    )
                    text=say(
                        "Your refill is ready: <b>not markup</b>.",
                        "Su medicamento está listo: <b>sin marcas</b>.",
                    )
                />
            </Thread>
        }
            .into_any()
    },
}];
