//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "lab",
        view: || {
            view! {
                <DataTable
                    caption="Basic metabolic panel"
                    columns=vec![
                        "Test".to_owned(),
                        "Value".to_owned(),
                        "Reference range".to_owned(),
                        "Change".to_owned(),
                    ]
                >
                    <Row>
                        <HeadCell>"Sodium"</HeadCell>
                        <Cell label="Value">
                            "140 mmol/L " <Tag tone=TagTone::Good text="In range" />
                        </Cell>
                        <Cell label="Reference range">
                            "136 to 145"
                            <RangeBar
                                value=140.0
                                low=Some(136.0)
                                high=Some(145.0)
                                low_text="136"
                                high_text="145"
                            />
                        </Cell>
                        <Cell label="Change">"Up 2 from 138"</Cell>
                    </Row>
                    <Row attention=true>
                        <HeadCell>"Potassium"</HeadCell>
                        <Cell label="Value">
                            "5.6 mmol/L "
                            <Tag tone=TagTone::Caution icon=IconName::Up text="High" />
                        </Cell>
                        <Cell label="Reference range">
                            "3.5 to 5.1"
                            <RangeBar
                                value=5.6
                                low=Some(3.5)
                                high=Some(5.1)
                                low_text="3.5"
                                high_text="5.1"
                            />
                        </Cell>
                        <Cell label="Change">"No earlier value"</Cell>
                    </Row>
                    <Row>
                        <HeadCell>"Hepatitis B surface antigen"</HeadCell>
                        <Cell label="Value">"Not detected"</Cell>
                        <Cell label="Reference range">"No range given by the laboratory"</Cell>
                        <Cell label="Change">"No earlier value"</Cell>
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
                    caption="Sodium over time"
                    show_caption=true
                    columns=vec!["Date".to_owned(), "Value".to_owned()]
                >
                    <Row>
                        <HeadCell>"March 12, 2026"</HeadCell>
                        <Cell label="Value">"140 mmol/L"</Cell>
                    </Row>
                    <Row>
                        <HeadCell>"June 2, 2025"</HeadCell>
                        <Cell label="Value">"138 mmol/L"</Cell>
                    </Row>
                </DataTable>
            }
            .into_any()
        },
    },
];
