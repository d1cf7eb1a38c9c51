//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "list",
    view: || {
        let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let number =
            move |number| fact(say("Confirmation number", "Número de confirmación"), number);
        let sent = move |when| fact(say("Sent", "Enviado"), when);
        let held = move |who| fact(say("Who has it now", "Quién lo tiene ahora"), who);
        let due = move |when| fact(say("Answer due by", "Respuesta a más tardar"), when);
        let to_ana = say("Message to Ana Whitlock", "Mensaje para Ana Whitlock");
        let office = say(
            "The team of Cedar Park Medical Office",
            "El equipo de Cedar Park Medical Office",
        );
        let monday = say(
            "November 2, 2026, 9:05 a.m. PST",
            "2 de noviembre de 2026, 9:05 a. m. PST",
        );
        let wednesday = say(
            "November 4, 2026, 9:05 a.m. PST",
            "4 de noviembre de 2026, 9:05 a. m. PST",
        );
        let line = PhoneLine {
            name: "Cedar Park Medical Office".into(),
            number: "1-555-555-0121".into(),
            hours: None,
            tty: None,
        };
        view! {
            <RequestList label=say(
                "Requests, newest first",
                "Solicitudes, las más recientes primero",
            )>
                <RequestItem
                    title=say("A rash on my arm", "Una erupción en el brazo")
                    href="/messages/1"
                    kind=to_ana
                    state=RequestState::UnderWay
                    state_text=say("Waiting for an answer", "En espera de respuesta")
                    facts=vec![
                        number("48217\u{a0}30956"),
                        sent(monday),
                        held(office),
                        due(wednesday),
                    ]
                />
                <RequestItem
                    title=say("Refill of metformin", "Resurtido de metformina")
                    href="/messages/2"
                    kind=to_ana
                    state=RequestState::Late
                    state_text=say("Late", "Atrasado")
                    facts=vec![
                        number("90311\u{a0}58420"),
                        sent(monday),
                        held(office),
                        due(wednesday),
                    ]
                >
                    <p>
                        {say(
                            "We are late. Call and name the number:",
                            "Estamos atrasados. Llame y diga el número:",
                        )}
                    </p>
                    <PhoneLines lines=vec![line] />
                </RequestItem>
                <RequestItem
                    title=say("My knee", "Mi rodilla")
                    href="/messages/3"
                    kind=say("Reply to Ana Whitlock", "Respuesta a Ana Whitlock")
                    state=RequestState::Done
                    state_text=say("Answered", "Respondido")
                    facts=vec![number("31145\u{a0}92671"), sent(monday)]
                >
                    <p>{say("Ana Whitlock answered.", "Ana Whitlock respondió.")}</p>
                </RequestItem>
                <RequestItem
                    title=say("A form to sign", "Un formulario por firmar")
                    kind=say("Message to Member services", "Mensaje para Servicios para miembros")
                    state=RequestState::Over
                    state_text=say("Closed", "Cerrado")
                    facts=vec![sent(monday)]
                />
                <RequestItem
                    title=say("The page is blue", "La página es azul")
                    href="/messages/5"
                    kind=to_ana
                    state_text=say("Sent", "Enviado")
                    facts=vec![number("77120\u{a0}44053"), sent(monday)]
                />
            </RequestList>
        }
        .into_any()
    },
}];
