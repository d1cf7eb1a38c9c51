//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || {
            view! { <PasswordInput name="password" label="Password" show="Show" hide="Hide" /> }
                .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <PasswordInput
                    name="new_password"
                    label="Password"
                    show="Show"
                    hide="Hide"
                    autocomplete="new-password"
                    hint="At least 15 characters. A sentence is easy to remember."
                    error="This password is among the most common ones."
                />
            }
            .into_any()
        },
    },
];
