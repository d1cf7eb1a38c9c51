//! Conversation list: a mailbox, a row a conversation.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::text::MaybeText;

/// A mailbox: [`ConversationRow`]s.
#[component]
pub fn ConversationList(
    /// What it is ("Conversations").
    #[prop(into)]
    label: String,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <ul class="conversation-list" aria-label=label>
            {children()}
        </ul>
    }
}

/// One conversation. The whole row is the link; its name is the word for unread, the
/// subject, the people and the time.
#[component]
pub fn ConversationRow(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The subject.
    #[prop(into)]
    subject: String,
    /// With whom.
    #[prop(into)]
    people: String,
    /// When the newest message came, as it is read.
    #[prop(into)]
    when: String,
    /// The same for machines (RFC 3339).
    #[prop(into)]
    datetime: String,
    /// The beginning of the newest message.
    #[prop(into, optional)]
    preview: MaybeText,
    /// The word for an unread one ("Unread"), if it is.
    #[prop(into, optional)]
    unread: MaybeText,
    /// How many messages it has, in words ("4 messages").
    #[prop(into, optional)]
    count: MaybeText,
) -> impl IntoView {
    let class = if unread.is_some() {
        "conversation-row conversation-row--unread"
    } else {
        "conversation-row"
    };
    view! {
        <li class="conversation-list__item">
            <a class=class href=href>
                <span class="conversation-row__line">
                    <span class="conversation-row__people">{people}</span>
                    <time class="conversation-row__when" datetime=datetime>
                        {when}
                    </time>
                </span>
                <span class="conversation-row__subject">
                    {unread
                        .into_inner()
                        .map(|unread| {
                            view! {
                                <span class="tag tag--new">{unread}</span>
                                " "
                            }
                        })} {subject}
                </span>
                {preview
                    .into_inner()
                    .map(|text| view! { <span class="conversation-row__preview">{text}</span> })}
                {count
                    .into_inner()
                    .map(|text| view! { <span class="conversation-row__count">{text}</span> })}
            </a>
        </li>
    }
}
