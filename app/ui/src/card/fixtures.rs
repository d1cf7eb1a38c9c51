//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || {
            view! {
                <Card>
                    <p>"Nothing is waiting for you."</p>
                </Card>
            }
            .into_any()
        },
    },
    Fixture {
        name: "heading",
        view: || {
            view! {
                <Card heading="Coming up">
                    <p>"Annual physical with Ana Whitlock, March 12."</p>
                </Card>
            }
            .into_any()
        },
    },
    Fixture {
        name: "link",
        view: || {
            view! { <LinkCard href="/messages" icon=IconName::Message title="Messages" text="3 unread" /> }
            .into_any()
        },
    },
    Fixture {
        name: "columns",
        view: || {
            view! {
                <Columns>
                    <LinkCard
                        href="/messages"
                        icon=IconName::Message
                        title="Messages"
                        text="3 unread"
                    />
                    <LinkCard
                        href="/medical-record"
                        icon=IconName::Record
                        title="Medical Record & Lab Results"
                    />
                    <LinkCard
                        href="/help"
                        icon=IconName::Info
                        title="Technical help"
                        text="Sign-on, passwords, messages"
                    />
                </Columns>
            }
            .into_any()
        },
    },
];
