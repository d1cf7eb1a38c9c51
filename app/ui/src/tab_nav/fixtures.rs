//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "mailboxes",
    view: || {
        view! {
            <TabNav
                label=say("Mailboxes", "Buzones")
                links=vec![
                    TabLink::new(say("Inbox", "Bandeja de entrada"), "/messages", true),
                    TabLink::new(say("Sent", "Enviados"), "/messages/sent", false),
                ]
            />
        }
        .into_any()
    },
}];
