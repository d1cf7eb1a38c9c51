//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "mailbox",
    view: || {
        view! {
            <ConversationList label="Conversations">
                <ConversationRow
                    href="/messages/1"
                    subject="Your blood pressure readings"
                    people="Ana Whitlock"
                    when="Today, 9:41 AM"
                    datetime="2026-11-21T17:41:00Z"
                    preview="Thank you for sending these. They look much better than in spring, and I would like"
                    unread="Unread"
                    count="4 messages"
                />
                <ConversationRow
                    href="/messages/2"
                    subject="Question about my prescription"
                    people="Cedar Park Medical Office, family medicine"
                    when="November 3, 2026"
                    datetime="2026-11-03T17:41:00Z"
                    preview="You can take it with food."
                />
                <ConversationRow
                    href="/messages/3"
                    subject="Extraordinarilylongwordwithoutanyplacetobreakitanywhereatallinthissubject"
                    people="Website & app support"
                    when="October 28, 2026"
                    datetime="2026-10-28T17:41:00Z"
                    count="2 messages"
                />
            </ConversationList>
        }
            .into_any()
    },
}];
