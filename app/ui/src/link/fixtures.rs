//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "text",
        view: || {
            view! { <p>"You can also "<Link href="/help">"read the technical help"</Link>"."</p> }
                .into_any()
        },
    },
    Fixture {
        name: "action",
        view: || {
            view! {
                <ActionLink href="/messages/new" icon=IconName::Write>
                    "Contact Care Team"
                </ActionLink>
            }
            .into_any()
        },
    },
    Fixture {
        name: "secondary",
        view: || {
            view! {
                <ActionLink href="/register" kind=ButtonKind::Secondary>
                    "Register now"
                </ActionLink>
            }
            .into_any()
        },
    },
    Fixture {
        name: "back",
        view: || view! { <BackLink href="/messages" label="Back to inbox" /> }.into_any(),
    },
    Fixture {
        name: "call",
        view: || {
            view! {
                <p>
                    <CallSentence
                        text="Wait, or call 1-800-555-0110, every day."
                        phone="1-800-555-0110"
                    />
                </p>
            }
            .into_any()
        },
    },
    Fixture {
        name: "list",
        view: || {
            view! {
                <LinkList links=vec![
                    ("Forgot your password?".to_owned(), "/forgot-password".to_owned()),
                    ("Forgot your user ID?".to_owned(), "/forgot-user-id".to_owned()),
                ] />
            }
            .into_any()
        },
    },
];
