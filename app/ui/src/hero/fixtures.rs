//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "front",
    view: || {
        view! {
            <Hero
                heading="Your care, on your own time"
                lead="Write to your care team, see your lab results the moment they are final, and look up your record."
            >
                <ActionLink href="/sign-on">"Sign on"</ActionLink>
                <ActionLink href="/register" kind=ButtonKind::Secondary>
                    "Register now"
                </ActionLink>
            </Hero>
        }
            .into_any()
    },
}];
