//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "none",
        view: || {
            view! {
                <EmptyState
                    kind=EmptyKind::None
                    heading=say("No lab results yet", "Todavía no hay resultados de laboratorio")
                >
                    <p>
                        {say(
                            "When your laboratory sends one, it is here the moment it is final.",
                            "Cuando su laboratorio envíe uno, estará aquí en cuanto sea definitivo.",
                        )}
                    </p>
                </EmptyState>
            }
            .into_any()
        },
    },
    Fixture {
        name: "not_loaded",
        view: || {
            view! {
                <EmptyState
                    kind=EmptyKind::NotLoaded
                    heading=say("Not loaded yet", "Todavía no se ha cargado")
                >
                    <p>
                        {say(
                            "Your visits are still on their way from your medical office.",
                            "Sus consultas aún no llegan de su consultorio.",
                        )}
                    </p>
                </EmptyState>
            }
            .into_any()
        },
    },
    Fixture {
        name: "failed",
        view: || {
            view! {
                <EmptyState
                    kind=EmptyKind::Failed
                    heading=say(
                        "We could not load your results",
                        "No pudimos cargar sus resultados",
                    )
                >
                    <p>
                        {say(
                            "It is our fault, not yours. Try again in a few minutes.",
                            "La falla es nuestra, no de usted. Inténtelo de nuevo en unos minutos.",
                        )}
                    </p>
                    <ActionLink
                        href="/medical-record/lab-results"
                        kind=ButtonKind::Secondary
                        icon=IconName::Reload
                    >
                        {say("Try again", "Intentar de nuevo")}
                    </ActionLink>
                </EmptyState>
            }
            .into_any()
        },
    },
    Fixture {
        name: "not_open",
        view: || {
            view! {
                <EmptyState
                    kind=EmptyKind::NotOpen
                    heading=say(
                        "Messages are not open to you",
                        "Los mensajes no están disponibles para usted",
                    )
                >
                    <p>
                        {say(
                            "They open when you choose a personal physician at one of our medical offices.",
                            "Estarán disponibles cuando elija un médico personal en uno de nuestros consultorios.",
                        )}
                    </p>
                    <Link href="/services">{say("Your services", "Sus servicios")}</Link>
                </EmptyState>
            }
            .into_any()
        },
    },
];
