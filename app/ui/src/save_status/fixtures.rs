//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

fn kept() -> SaveState {
    SaveState::Kept(
        say(
            "Draft saved at 9:05 a.m.",
            "Borrador guardado a las 9:05 a. m.",
        )
        .to_owned(),
    )
}

fn failed() -> SaveState {
    SaveState::Failed(
        say(
            "Not saved: there is no connection. Your text is still on this page.",
            "No se guardó: no hay conexión. Su texto sigue en esta página.",
        )
        .to_owned(),
    )
}

fn showing(state: SaveState) -> AnyView {
    view! { <SaveStatus state=Signal::stored(state) /> }.into_any()
}

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "kept",
        view: || showing(kept()),
    },
    Fixture {
        name: "failed",
        view: || showing(failed()),
    },
    Fixture {
        name: "changing",
        view: || changing(),
    },
];

/// A line that changes by a press of a button, to hear what is said.
fn changing() -> AnyView {
    let state = RwSignal::new(kept());
    let (kept, failed) = (kept(), failed());
    view! {
        <Stack gap=Gap::Small>
            <SaveStatus state=state />
            <ButtonRow>
                <Button
                    action="button"
                    kind=ButtonKind::Quiet
                    on:click=move |_| state.set(failed.clone())
                >
                    {say("Lose the connection", "Perder la conexión")}
                </Button>
                <Button
                    action="button"
                    kind=ButtonKind::Quiet
                    on:click=move |_| state.set(kept.clone())
                >
                    {say("Save again", "Guardar de nuevo")}
                </Button>
            </ButtonRow>
        </Stack>
    }
    .into_any()
}
