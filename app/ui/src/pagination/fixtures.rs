//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "both",
        view: || {
            view! {
                <Pagination
                    label="Pages of conversations"
                    newer=("Newer".to_owned(), "/messages?before=2".to_owned())
                    older=("Older".to_owned(), "/messages?after=1".to_owned())
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "older",
        view: || {
            view! {
                <Pagination
                    label="Pages of conversations"
                    older=("Older".to_owned(), "/messages?after=1".to_owned())
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "none",
        view: || view! { <Pagination label="Pages of conversations" /> }.into_any(),
    },
];
