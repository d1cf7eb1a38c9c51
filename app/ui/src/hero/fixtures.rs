//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "front",
    view: || {
        view! {
            <Hero
                heading=say(
                    "Your care, on your own time",
                    "Su atención médica, cuando le convenga",
                )
                lead=say(
                    "Write to your care team, see your lab results the moment they are final, and look up your record.",
                    "Escriba a su equipo de atención, vea sus resultados de laboratorio en cuanto sean definitivos y consulte su historia clínica.",
                )
            >
                <ActionLink href="/sign-on">{say("Sign on", "Iniciar sesión")}</ActionLink>
                <ActionLink href="/register" kind=ButtonKind::Secondary>
                    {say("Register now", "Regístrese ahora")}
                </ActionLink>
            </Hero>
        }
            .into_any()
    },
}];
