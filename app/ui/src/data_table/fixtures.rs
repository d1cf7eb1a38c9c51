//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "lab",
        view: || {
            view! {
                <DataTable
                    caption=say("Basic metabolic panel", "Perfil metabólico básico")
                    columns=vec![
                        say("Test", "Prueba").to_owned(),
                        value().to_owned(),
                        range().to_owned(),
                        change().to_owned(),
                    ]
                >
                    <Row>
                        <HeadCell>{say("Sodium", "Sodio")}</HeadCell>
                        <Cell label=value()>
                            "140 mmol/L "
                            <Tag tone=TagTone::Good text=say("In range", "Dentro del intervalo") />
                        </Cell>
                        <Cell label=range()>
                            {say("136 to 145", "136 a 145")}
                            <RangeBar
                                value=140.0
                                low=Some(136.0)
                                high=Some(145.0)
                                low_text="136"
                                high_text="145"
                            />
                        </Cell>
                        <Cell label=change()>{say("Up 2 from 138", "Subió 2 desde 138")}</Cell>
                    </Row>
                    <Row attention=true>
                        <HeadCell>{say("Potassium", "Potasio")}</HeadCell>
                        <Cell label=value()>
                            "5.6 mmol/L "
                            <Tag tone=TagTone::Caution icon=IconName::Up text=say("High", "Alto") />
                        </Cell>
                        <Cell label=range()>
                            {say("3.5 to 5.1", "3.5 a 5.1")}
                            <RangeBar
                                value=5.6
                                low=Some(3.5)
                                high=Some(5.1)
                                low_text="3.5"
                                high_text="5.1"
                            />
                        </Cell>
                        <Cell label=change()>{say("No earlier value", "Sin valor anterior")}</Cell>
                    </Row>
                    <Row>
                        <HeadCell>
                            {say(
                                "Hepatitis B surface antigen",
                                "Antígeno de superficie de la hepatitis B",
                            )}
                        </HeadCell>
                        <Cell label=value()>{say("Not detected", "No detectado")}</Cell>
                        <Cell label=range()>
                            {say(
                                "No range given by the laboratory",
                                "El laboratorio no indicó un intervalo",
                            )}
                        </Cell>
                        <Cell label=change()>{say("No earlier value", "Sin valor anterior")}</Cell>
                    </Row>
                </DataTable>
            }
            .into_any()
        },
    },
    Fixture {
        name: "caption",
        view: || {
            view! {
                <DataTable
                    caption=say("Sodium over time", "Sodio a lo largo del tiempo")
                    show_caption=true
                    columns=vec![say("Date", "Fecha").to_owned(), value().to_owned()]
                >
                    <Row>
                        <HeadCell>{say("March 12, 2026", "12 de marzo de 2026")}</HeadCell>
                        <Cell label=value()>"140 mmol/L"</Cell>
                    </Row>
                    <Row>
                        <HeadCell>{say("June 2, 2025", "2 de junio de 2025")}</HeadCell>
                        <Cell label=value()>"138 mmol/L"</Cell>
                    </Row>
                </DataTable>
            }
            .into_any()
        },
    },
];

// Said in the head of a column, and on a phone beside each value.
fn value() -> &'static str {
    say("Value", "Valor")
}

fn range() -> &'static str {
    say("Reference range", "Intervalo de referencia")
}

fn change() -> &'static str {
    say("Change", "Cambio")
}
