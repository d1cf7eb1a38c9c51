//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "mailboxes",
    view: || {
        view! {
            <TabNav
                label="Mailboxes"
                links=vec![
                    TabLink::new("Inbox", "/messages", true),
                    TabLink::new("Sent", "/messages/sent", false),
                ]
            />
        }
        .into_any()
    },
}];
