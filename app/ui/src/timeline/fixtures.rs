//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "under_way",
        view: || {
            view! {
                <Timeline
                    label=say("Your request for records", "Su solicitud de expediente")
                    events=vec![to_come(), now(), asked()]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "over",
        view: || {
            let sent = TimelineEvent {
                title: say("Your records were sent", "Se envió su expediente").to_owned(),
                href: Some("/medical-record/requests/1".to_owned()),
                when: say("November 12, 2026", "12 de noviembre de 2026").to_owned(),
                datetime: "2026-11-12".to_owned(),
                moment_text: done(),
                ..TimelineEvent::default()
            };
            view! {
                <Timeline
                    label=say("A request that is closed", "Una solicitud cerrada")
                    events=vec![sent, asked()]
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "one",
        view: || {
            view! { <Timeline label=say("A new request", "Una solicitud nueva") events=vec![now()] /> }
            .into_any()
        },
    },
];

fn done() -> String {
    say("Done", "Hecho").to_owned()
}

fn asked() -> TimelineEvent {
    TimelineEvent {
        title: say("You asked for your records", "Usted pidió su expediente").to_owned(),
        when: say("November 3, 2026", "3 de noviembre de 2026").to_owned(),
        datetime: "2026-11-03".to_owned(),
        moment_text: done(),
        ..TimelineEvent::default()
    }
}

fn now() -> TimelineEvent {
    TimelineEvent {
        title: say("In review", "En revisión").to_owned(),
        when: say("since November 5, 2026", "desde el 5 de noviembre de 2026").to_owned(),
        datetime: "2026-11-05".to_owned(),
        moment: Moment::Now,
        moment_text: say("Now", "Ahora").to_owned(),
        text: say(
            "The records department checks what may be given out.",
            "El departamento de expedientes revisa qué se puede entregar.",
        )
        .into(),
        ..TimelineEvent::default()
    }
}

fn to_come() -> TimelineEvent {
    TimelineEvent {
        title: say("Your records are sent", "Envío de su expediente").to_owned(),
        when: say(
            "by November 18, 2026",
            "a más tardar el 18 de noviembre de 2026",
        )
        .to_owned(),
        datetime: "2026-11-18".to_owned(),
        moment: Moment::ToCome,
        moment_text: say("To come", "Por venir").to_owned(),
        ..TimelineEvent::default()
    }
}
