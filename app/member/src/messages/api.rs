//! The server functions of this room. Loading never marks anything as read.

// The macro makes a public field of every argument, where no documentation can stand.
#![allow(missing_docs)]
#![allow(
    clippy::too_many_arguments,
    reason = "the fields of a form are the arguments of its function"
)]

use domain::forms::Form;
use domain::ids::{AttachmentId, ConversationId, DraftId};
use domain::messages::{
    Arranged, ComposeProblem, ComposeValues, ComposeView, ConversationView, DraftSaved, DraftsView,
    Filter, FolderProblem, FolderValues, FoldersView, InboxView, ReplyProblem, ReplyValues,
    SearchView,
};
use leptos::prelude::*;
use ui::wire::{Answer, WireError};

/// A page of a list (a [`domain::messages::Mailbox`] as text), after the place that the page
/// before named, narrowed by a filter; with that filter's form, or without.
#[server(endpoint = "messages/list", protocol = ui::wire::Wire)]
pub async fn load_mailbox(
    mailbox: String,
    #[server(default)] filter: Filter,
    #[server(default)] with_form: bool,
    after: Option<String>,
) -> Result<InboxView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let mailbox = crate::context::parsed(&mailbox)?;
    let after = crate::context::place(after)?;
    let arranged: Option<Arranged> = request.flash("messages/arrange");
    let typed: Option<Form<FolderValues, FolderProblem>> = request.flash("messages/save-folder");
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            let asked = (mailbox, filter, after);
            service::messages::list(cx, &who, asked, with_form, arranged, typed).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Does something with the conversations that were chosen: `what` is read, inbox, archive, or
/// `folder`, and then `folder` says which.
#[server(endpoint = "messages/arrange", protocol = ui::wire::Wire)]
pub async fn arrange(
    #[server(default)] what: String,
    #[server(default)] folder: String,
    #[server(default)] conversations: Vec<ConversationId>,
) -> Result<Answer<Arranged>, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let what = if what == "folder" { folder } else { what };
    let done = request.write(move |cx| {
        let (what, conversations) = (what.clone(), conversations.clone());
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::arrange(cx, &who, &what, &conversations).await
        })
    });
    crate::context::answer(&request, done.await).map(Answer::Show)
}

/// The member's folders.
#[server(endpoint = "messages/folders", protocol = ui::wire::Wire)]
pub async fn load_folders() -> Result<FoldersView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let typed: Option<Form<FolderValues, FolderProblem>> = request.flash("messages/save-folder");
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::folders(cx, &who, typed).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Makes a folder, or gives one another name.
#[server(endpoint = "messages/save-folder", protocol = ui::wire::Wire)]
pub async fn save_folder(
    #[server(default)] folder: String,
    #[server(default)] name: String,
) -> Result<Answer<Form<FolderValues, FolderProblem>>, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let values = FolderValues { folder, name };
    let saved = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::save_folder(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, saved.await).map(crate::context::saved_folder)
}

/// Takes a folder away; what is in it moves to the Inbox.
#[server(endpoint = "messages/remove-folder", protocol = ui::wire::Wire)]
pub async fn remove_folder(
    #[server(default)] folder: String,
) -> Result<Answer<Form<FolderValues, FolderProblem>>, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let removed = request.write(move |cx| {
        let folder = folder.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::remove_folder(cx, &who, &folder).await
        })
    });
    crate::context::answer(&request, removed.await).map(crate::context::removed_folder)
}

/// Searches the member's messages for what the page says, or else for what the form said that
/// led to it.
#[server(endpoint = "messages/search", protocol = ui::wire::Wire)]
pub async fn load_search(#[server(default)] query: String) -> Result<SearchView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let sent = request.flash("messages/find");
    let query = sent.map_or(query, |sent: SearchView| sent.typed);
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::search(cx, &who, &query).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// The form of a search, for a browser without scripts: its answer is the page of the search.
#[allow(
    clippy::unused_async,
    reason = "a server function is one, also where it only hands on what was typed"
)]
#[server(endpoint = "messages/find", protocol = ui::wire::Wire)]
pub async fn find(#[server(default)] query: String) -> Result<Answer<SearchView>, WireError> {
    Ok(Answer::Show(SearchView {
        typed: query,
        ..SearchView::default()
    }))
}

/// A conversation, before the place among its messages that the page before named.
#[server(endpoint = "messages/conversation", protocol = ui::wire::Wire)]
pub async fn load_conversation(
    id: ConversationId,
    before: Option<String>,
    draft: Option<String>,
) -> Result<ConversationView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let before = crate::context::place(before)?;
    let written = service::messages::Written {
        draft: draft.and_then(|draft| draft.parse().ok()),
        typed: ["messages/reply", "messages/keep-reply"]
            .iter()
            .find_map(|endpoint| request.flash(endpoint)),
        refused: request.flash("messages/attachments").unwrap_or_default(),
    };
    let arranged: Option<Arranged> = request.flash("messages/arrange");
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::conversation(cx, &who, id, before, written, arranged).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Contact Care Team, to somebody, with a draft or about a result if a link named them.
#[server(endpoint = "messages/compose", protocol = ui::wire::Wire)]
pub async fn load_compose(
    to: Option<String>,
    draft: Option<String>,
    result: Option<String>,
) -> Result<ComposeView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let begun = service::messages::Begun {
        to: to.and_then(|to| to.parse().ok()),
        report: result.and_then(|result| result.parse().ok()),
        draft,
        typed: ["messages/send", "messages/keep-message"]
            .iter()
            .find_map(|endpoint| request.flash(endpoint)),
        refused: request.flash("messages/attachments").unwrap_or_default(),
    };
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::compose(cx, &who, begun).await
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
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] page: String,
    #[server(default)] attached: String,
    #[server(default)] report: String,
) -> Result<Answer<Form<ComposeValues, ComposeProblem>>, WireError> {
    use domain::messages::DraftMark;
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let values = ComposeValues {
        to,
        topic,
        subject,
        message,
        send_key,
        mark: DraftMark {
            draft,
            revision,
            page,
        },
        attached,
        report,
    };
    let sent = request.write_in_turn(service::messages::TURN, move |cx| {
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
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] page: String,
    #[server(default)] attached: String,
) -> Result<Answer<Form<ReplyValues, ReplyProblem>>, WireError> {
    use domain::messages::DraftMark;
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let values = ReplyValues {
        conversation,
        message,
        send_key,
        newest,
        mark: DraftMark {
            draft,
            revision,
            page,
        },
        attached,
    };
    let sent = request.write_in_turn(service::messages::TURN, move |cx| {
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

/// Saves what stands in a form, while it is written on a page that lives.
#[server(endpoint = "messages/save-draft", protocol = ui::wire::Wire)]
pub async fn save_draft(
    #[server(default)] conversation: String,
    #[server(default)] to: String,
    #[server(default)] topic: String,
    #[server(default)] subject: String,
    #[server(default)] message: String,
    #[server(default)] send_key: String,
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] page: String,
    #[server(default)] step: u32,
    #[server(default)] report: String,
) -> Result<DraftSaved, WireError> {
    use domain::messages::{DraftMark, DraftValues};
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let values = DraftValues {
        conversation,
        to,
        topic,
        subject,
        message,
        send_key,
        mark: DraftMark {
            draft,
            revision,
            page,
        },
        step,
        report,
    };
    let saved = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::drafts::save(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, saved.await)
}

/// Saves a new message by its button; the list of drafts is the page after.
#[server(endpoint = "messages/keep-message", protocol = ui::wire::Wire)]
pub async fn keep_message(
    #[server(default)] to: String,
    #[server(default)] topic: String,
    #[server(default)] subject: String,
    #[server(default)] message: String,
    #[server(default)] send_key: String,
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] page: String,
    #[server(default)] attached: String,
    #[server(default)] report: String,
) -> Result<Answer<Form<ComposeValues, ComposeProblem>>, WireError> {
    use domain::messages::DraftMark;
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let values = ComposeValues {
        to,
        topic,
        subject,
        message,
        send_key,
        mark: DraftMark {
            draft,
            revision,
            page,
        },
        attached,
        report,
    };
    let kept = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::drafts::keep_message(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, kept.await).map(crate::context::kept)
}

/// Saves a reply by its button; the list of drafts is the page after.
#[server(endpoint = "messages/keep-reply", protocol = ui::wire::Wire)]
pub async fn keep_reply(
    #[server(default)] conversation: String,
    #[server(default)] message: String,
    #[server(default)] send_key: String,
    #[server(default)] newest: String,
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] page: String,
    #[server(default)] attached: String,
) -> Result<Answer<Form<ReplyValues, ReplyProblem>>, WireError> {
    use domain::messages::DraftMark;
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let values = ReplyValues {
        conversation,
        message,
        send_key,
        newest,
        mark: DraftMark {
            draft,
            revision,
            page,
        },
        attached,
    };
    let kept = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::drafts::keep_reply(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, kept.await).map(crate::context::kept)
}

/// The drafts.
#[server(endpoint = "messages/drafts", protocol = ui::wire::Wire)]
pub async fn load_drafts() -> Result<DraftsView, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::drafts::list(cx, &who).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Deletes a draft; the list of drafts is the page after.
#[server(endpoint = "messages/delete-draft", protocol = ui::wire::Wire)]
pub async fn delete_draft(draft: DraftId) -> Result<Answer<()>, WireError> {
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let done = request.write(move |cx| {
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::drafts::delete(cx, &who, draft).await
        })
    });
    crate::context::answer(&request, done.await).map(|()| crate::context::kept::<()>(Ok(())))
}

/// Removes a file from a draft, and saves the draft with it; the draft's form is the page after.
#[server(endpoint = "messages/remove-file", protocol = ui::wire::Wire)]
pub async fn remove_file(
    #[server(default)] conversation: String,
    #[server(default)] to: String,
    #[server(default)] topic: String,
    #[server(default)] subject: String,
    #[server(default)] message: String,
    #[server(default)] send_key: String,
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] page: String,
    #[server(default)] step: u32,
    #[server(default)] report: String,
    remove: AttachmentId,
) -> Result<Answer<()>, WireError> {
    use domain::messages::{DraftMark, DraftValues};
    use domain::services::Service;
    use service::access::Member;
    let request = crate::context::request()?;
    let values = DraftValues {
        conversation,
        to,
        topic,
        subject,
        message,
        send_key,
        mark: DraftMark {
            draft,
            revision,
            page,
        },
        step,
        report,
    };
    let form = values.clone();
    let removed = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = Member::with(cx, Service::Messages).await?;
            service::messages::files::remove(cx, &who, &values, remove).await
        })
    });
    crate::context::answer(&request, removed.await)
        .map(|left| Answer::Go(crate::context::form_of(&form, &left.saved)))
}
