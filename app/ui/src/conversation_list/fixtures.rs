//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "mailbox",
        view: || {
            view! {
                <ConversationList label=say("Conversations", "Conversaciones")>
                    <ConversationRow
                        href="/messages/1"
                        subject=say(
                            "Your blood pressure readings",
                            "Sus mediciones de presión arterial",
                        )
                        people="Ana Whitlock"
                        when=say("Today, 9:41 AM", "Hoy, 9:41\u{a0}a.\u{a0}m.")
                        datetime="2026-11-21T17:41:00Z"
                        preview=say(
                            "Thank you for sending these. They look much better than in spring, and I would like",
                            "Gracias por enviarlas. Están mucho mejor que en primavera, y me gustaría",
                        )
                        unread=say("Unread", "Sin leer")
                        count=say("4 messages", "4 mensajes")
                    />
                    <ConversationRow
                        href="/messages/2"
                        subject=say("Question about my prescription", "Pregunta sobre mi receta")
                        people=say(
                            "Cedar Park Medical Office, family medicine",
                            "Cedar Park Medical Office, medicina familiar",
                        )
                        when=say("November 3, 2026", "3 de noviembre de 2026")
                        datetime="2026-11-03T17:41:00Z"
                        preview=say("You can take it with food.", "Puede tomarlo con comida.")
                    />
                    <ConversationRow
                        href="/messages/3"
                        subject=say(
                            "Extraordinarilylongwordwithoutanyplacetobreakitanywhereatallinthissubject",
                            "Unapalabraextraordinariamentelargasinningúnlugardondepartirlaentodoesteasunto",
                        )
                        people=say(
                            "Website & app support",
                            "Asistencia del sitio web y la aplicación",
                        )
                        when=say("October 28, 2026", "28 de octubre de 2026")
                        datetime="2026-10-28T17:41:00Z"
                        count=say("2 messages", "2 mensajes")
                    />
                </ConversationList>
            }
            .into_any()
        },
    },
    Fixture {
        name: "to choose from",
        view: || {
            view! {
                <ConversationList label=say(
                    "Conversations to choose",
                    "Conversaciones para elegir",
                )>
                    <ConversationRow
                        href="/messages/1"
                        subject=say("Your readings", "Sus mediciones")
                        people="Ana Whitlock"
                        when=say("Today, 9:41 AM", "Hoy, 9:41\u{a0}a.\u{a0}m.")
                        datetime="2026-11-21T17:41:00Z"
                        unread=say("Unread", "Sin leer")
                        choose=Some(Chooser {
                            name: "conversations[]".into(),
                            value: "1".into(),
                            label: say("Choose: Your readings", "Elegir: Sus mediciones").into(),
                            chosen: false,
                        })
                    />
                    <ConversationRow
                        href="/messages/2"
                        subject=say("Question about my prescription", "Pregunta sobre mi receta")
                        people="Ana Whitlock"
                        when=say("November 3, 2026", "3 de noviembre de 2026")
                        datetime="2026-11-03T17:41:00Z"
                        choose=Some(Chooser {
                            name: "conversations[]".into(),
                            value: "2".into(),
                            label: say(
                                    "Choose: Question about my prescription",
                                    "Elegir: Pregunta sobre mi receta",
                                )
                                .into(),
                            chosen: false,
                        })
                    />
                </ConversationList>
            }
            .into_any()
        },
    },
    Fixture {
        name: "found",
        view: || {
            let subject = Marked::from_iter([
                (say("My ", "Mi ").to_owned(), false),
                (say("knee", "rodilla").to_owned(), true),
            ]);
            let preview = Marked::from_iter([
                (
                    say("… the swelling of the ", "… la hinchazón de la ").to_owned(),
                    false,
                ),
                (say("knee", "rodilla").to_owned(), true),
                (say(" has gone down …", " ha bajado …").to_owned(), false),
            ]);
            view! {
                <ConversationList label=say("What was found", "Lo que se encontró")>
                    <ConversationRow
                        href="/messages/1"
                        subject=subject
                        people="Ana Whitlock"
                        when=say("November 3, 2026", "3 de noviembre de 2026")
                        datetime="2026-11-03T17:41:00Z"
                        preview=preview
                        count=say("In the Archive", "En el archivo")
                    />
                </ConversationList>
            }
            .into_any()
        },
    },
];
