//! The states of this component. Rendered open, it stands in the page; in a page that lives it
//! lies above, which only one at a time should.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// A dialog about a file, and the button that opens it.
fn remove_file(name: &'static str, alert: bool, open: bool) -> AnyView {
    let open = RwSignal::new(open);
    let actions = move || {
        view! {
            <Button
                kind=if alert { ButtonKind::Danger } else { ButtonKind::Primary }
                action="button"
                on:click=move |_| open.set(false)
            >
                {say("Remove the file", "Quitar el archivo")}
            </Button>
        }
    };
    view! {
        <Stack>
            <Button kind=ButtonKind::Quiet action="button" on:click=move |_| open.set(true)>
                {say("Remove…", "Quitar…")}
            </Button>
            <Dialog
                name=name
                heading=say("Remove this file?", "¿Quitar este archivo?")
                open=open
                on_close=move |()| open.set(false)
                cancel=say("Cancel", "Cancelar")
                alert=alert
                actions=actions
            >
                <p>
                    {say(
                        "Your care team will no longer see “school-form.pdf”. This cannot be undone.",
                        "Su equipo de atención ya no verá «formulario-escuela.pdf». Esto no se puede deshacer.",
                    )}
                </p>
            </Dialog>
        </Stack>
    }
    .into_any()
}

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "closed",
        view: || remove_file("remove", false, false),
    },
    Fixture {
        name: "closed_alert",
        view: || remove_file("remove-alert", true, false),
    },
    Fixture {
        name: "open",
        view: || remove_file("remove-open", false, true),
    },
    Fixture {
        name: "open_alert",
        view: || remove_file("remove-alert-open", true, true),
    },
    Fixture {
        name: "only_close",
        view: || {
            let open = RwSignal::new(true);
            view! {
                <Dialog
                    name="about"
                    heading=say(
                        "What is a reference range?",
                        "¿Qué es un intervalo de referencia?",
                    )
                    open=open
                    on_close=move |()| open.set(false)
                    cancel=say("Close", "Cerrar")
                >
                    <p>
                        {say(
                            "The values that most healthy people have. A value outside is not always a problem.",
                            "Los valores que tiene la mayoría de las personas sanas. Un valor fuera de él no siempre es un problema.",
                        )}
                    </p>
                </Dialog>
            }
            .into_any()
        },
    },
];
