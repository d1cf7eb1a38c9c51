//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[LIST, FOUND];

const FOUND: Fixture = Fixture {
    name: "found, to be chosen",
    view: || {
        let row = |id: &str, chosen: bool, day: &'static str, datetime: &'static str| {
            let name = say("Basic metabolic panel", "Perfil metabólico básico");
            let choose = Chooser {
                name: "result".into(),
                value: id.into(),
                label: format!("{}: {name}, {day}", say("Compare", "Comparar")),
                chosen,
            };
            let found = [
                (say("Found in: ", "Se encontró en: ").to_owned(), false),
                (say("Potassium", "Potasio").to_owned(), true),
            ];
            view! {
                <ResultRow
                    href=format!("/medical-record/lab-results/{id}")
                    title=name
                    when=day
                    datetime=datetime
                    by=say("Seen by Ana Whitlock", "Atendió: Ana Whitlock")
                    found=Marked::from_iter(found)
                    meaning=Meaning::OutOfRange
                    meaning_text=say("1 outside range", "1 fuera del intervalo")
                    choose=Some(choose)
                />
            }
        };
        view! {
            <ResultList label=say(
                "Lab results, newest first",
                "Resultados de laboratorio, los más recientes primero",
            )>
                {row("5", true, say("March 12, 2026", "12 de marzo de 2026"), "2026-03-12")}
                {row("6", false, say("June 2, 2025", "2 de junio de 2025"), "2025-06-02")}
            </ResultList>
        }
        .into_any()
    },
};

const LIST: Fixture = Fixture {
    name: "list",
    view: || {
        view! {
            <ResultList label=say(
                "Lab results, newest first",
                "Resultados de laboratorio, los más recientes primero",
            )>
                <ResultRow
                    href="/medical-record/lab-results/1"
                    title=say("Basic metabolic panel", "Perfil metabólico básico")
                    when=say("March 12, 2026", "12 de marzo de 2026")
                    datetime="2026-03-12"
                    by=say("Ordered by Ana Whitlock", "Lo pidió Ana Whitlock")
                    meaning=Meaning::OutOfRange
                    meaning_text=say("1 outside range", "1 fuera del intervalo")
                    new=say("New", "Nuevo")
                    comment=say("With a comment", "Con un comentario")
                />
                <ResultRow
                    href="/medical-record/lab-results/2"
                    title=say("Lipid panel", "Perfil de lípidos")
                    when=say("June 2, 2025", "2 de junio de 2025")
                    datetime="2025-06-02"
                    by=say("Seen by Ana Whitlock", "Atendió: Ana Whitlock")
                    meaning=Meaning::InRange
                    meaning_text=say("All in range", "Todo dentro del intervalo")
                    state=say("Corrected", "Corregido")
                />
                <ResultRow
                    href="/medical-record/lab-results/3"
                    title=say("Complete blood count", "Hemograma completo")
                    when=say("June 2, 2025", "2 de junio de 2025")
                    datetime="2025-06-02"
                    meaning_text=say("No ranges given", "Sin intervalos indicados")
                />
                <ResultRow
                    href="/medical-record/lab-results/4"
                    title=say("Potassium", "Potasio")
                    when=say("May 30, 2025", "30 de mayo de 2025")
                    datetime="2025-05-30"
                    meaning=Meaning::Critical
                    meaning_text=say("1 needs care now", "1 necesita atención ahora")
                />
            </ResultList>
        }
        .into_any()
    },
};
