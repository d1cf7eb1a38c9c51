//! The states of this component.

use leptos::prelude::*;

use super::{COLOURS, initials};
use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "colours",
        view: || {
            (0..COLOURS)
                .map(|colour| view! { <Avatar initials=initials("Maria Santos") colour=colour /> })
                .collect_view()
                .into_any()
        },
    },
    Fixture {
        name: "sizes",
        view: || {
            [AvatarSize::Small, AvatarSize::Medium, AvatarSize::Large]
                .map(|size| view! { <Avatar initials=initials("Ana Whitlock") colour=3 size=size /> })
                .collect_view()
                .into_any()
        },
    },
    Fixture {
        name: "icon",
        view: || {
            view! {
                <Avatar colour=2 />
                <Avatar icon=IconName::People colour=1 size=AvatarSize::Large />
                <Avatar icon=IconName::Phone colour=4 size=AvatarSize::Small />
            }
            .into_any()
        },
    },
    Fixture {
        name: "beside_a_name",
        view: || {
            view! {
                <p>
                    <Avatar initials=initials("Óscar Núñez") colour=1 size=AvatarSize::Small />
                    " "
                    {say("Óscar Núñez, your son", "Óscar Núñez, su hijo")}
                </p>
            }
            .into_any()
        },
    },
];
