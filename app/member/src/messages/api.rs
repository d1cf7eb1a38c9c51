//! The server functions of this room. Loading never marks anything as read.

// The macro makes a public field of every argument, where no documentation can stand.
#![allow(missing_docs)]

use domain::forms::Form;
use domain::ids::ConversationId;
use domain::messages::{
    ComposeProblem, ComposeValues, ComposeView, ConversationView, InboxView, Mailbox, ReplyProblem,
    ReplyValues,
};
use leptos::prelude::*;
use ui::wire::{Answer, WireError};

/// A page of the Inbox or of Sent, after the place that the page before named.
#[server(endpoint = "messages/list", protocol = ui::wire::Wire)]
pub async fn load_mailbox(mailbox: Mailbox, after: Option<String>) -> Result<InboxView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let after = crate::context::place(after)?;
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::list(cx, &who, mailbox, after).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// A conversation, before the place among its messages that the page before named.
#[server(endpoint = "messages/conversation", protocol = ui::wire::Wire)]
pub async fn load_conversation(
    id: ConversationId,
    before: Option<String>,
) -> Result<ConversationView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let before = crate::context::place(before)?;
    let typed: Option<Form<ReplyValues, ReplyProblem>> = request.flash("messages/reply");
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::conversation(cx, &who, id, before, typed).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Contact Care Team, to somebody if a link named them.
#[server(endpoint = "messages/compose", protocol = ui::wire::Wire)]
pub async fn load_compose(to: Option<String>) -> Result<ComposeView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let to = to.and_then(|to| to.parse().ok());
    let typed: Option<Form<ComposeValues, ComposeProblem>> = request.flash("messages/send");
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::compose(cx, &who, to, typed).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Sends a new message; the conversation it opened is the page after.
#[server(endpoint = "messages/send", protocol = ui::wire::Wire)]
pub async fn send_message(
    #[server(default)] to: String,
    #[server(default)] topic: String,
    #[server(default)] subject: String,
    #[server(default)] message: String,
    #[server(default)] send_key: String,
) -> Result<Answer<Form<ComposeValues, ComposeProblem>>, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let values = ComposeValues {
        to,
        topic,
        subject,
        message,
        send_key,
    };
    let sent = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::send(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, sent.await).map(crate::context::sent)
}

/// Answers a conversation; its page is the page after.
#[server(endpoint = "messages/reply", protocol = ui::wire::Wire)]
pub async fn send_reply(
    #[server(default)] conversation: String,
    #[server(default)] message: String,
    #[server(default)] send_key: String,
    #[server(default)] newest: String,
) -> Result<Answer<Form<ReplyValues, ReplyProblem>>, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let values = ReplyValues {
        conversation,
        message,
        send_key,
        newest,
    };
    let sent = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::reply(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, sent.await).map(crate::context::sent)
}

/// Marks messages of a conversation as read (identifiers separated by spaces); answers how
/// many conversations still hold something unread.
#[server(endpoint = "messages/mark-read", protocol = ui::wire::Wire)]
pub async fn mark_read(conversation: ConversationId, messages: String) -> Result<u32, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let seen: domain::messages::SeenMessages = crate::context::parsed(&messages)?;
    let left = request.write(move |cx| {
        let seen = seen.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::mark_read(cx, &who, conversation, &seen).await
        })
    });
    crate::context::answer(&request, left.await)
}
