//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::Fixture;
use crate::prelude::*;

/// All states.
pub const FIXTURES: &[Fixture] = &[Fixture {
    name: "conversation",
    view: || {
        view! {
            <Thread label="Messages in this conversation">
                <MessageBubble
                    id="m1"
                    own=true
                    from="You"
                    when="November 20, 2026, 6:12 PM"
                    datetime="2026-11-21T02:12:00Z"
                    text="Hello,\n\nhere are my readings of this week: 128/82, 131/84, 126/80.\n\nShould I change anything?"
                />
                <MessageBubble
                    id="m2"
                    from="Ana Whitlock"
                    role="Family medicine"
                    when="Today, 9:41 AM"
                    datetime="2026-11-21T17:41:00Z"
                    unread="Unread"
                    text="Thank you for sending these. They look much better than in spring. Keep going, and write again in two weeks."
                />
                <MessageBubble
                    id="m3"
                    from="Noah Lindqvist"
                    role="Covering for Ana Whitlock"
                    when="Today, 11:02 AM"
                    datetime="2026-11-21T19:02:00Z"
                    note="You cannot reply to this message."
                    text="Your refill is ready: <b>not markup</b>."
                />
            </Thread>
        }
            .into_any()
    },
}];
