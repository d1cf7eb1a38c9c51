//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "none",
        view: || {
            view! {
                <EmptyState kind=EmptyKind::None heading="No lab results yet">
                    <p>"When your laboratory sends one, it is here the moment it is final."</p>
                </EmptyState>
            }
            .into_any()
        },
    },
    Fixture {
        name: "not_loaded",
        view: || {
            view! {
                <EmptyState kind=EmptyKind::NotLoaded heading="Not loaded yet">
                    <p>"Your visits are still on their way from your medical office."</p>
                </EmptyState>
            }
            .into_any()
        },
    },
    Fixture {
        name: "failed",
        view: || {
            view! {
                <EmptyState kind=EmptyKind::Failed heading="We could not load your results">
                    <p>"It is our fault, not yours. Try again in a few minutes."</p>
                    <ActionLink
                        href="/medical-record/lab-results"
                        kind=ButtonKind::Secondary
                        icon=IconName::Reload
                    >
                        "Try again"
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
                <EmptyState kind=EmptyKind::NotOpen heading="Messages are not open to you">
                    <p>
                        "They open when you choose a personal physician at one of our medical offices."
                    </p>
                    <Link href="/services">"Your services"</Link>
                </EmptyState>
            }
            .into_any()
        },
    },
];
