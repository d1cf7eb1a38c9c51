//! The server functions of the desks.

// The macro makes a public field of every argument, where no documentation can stand.
#![allow(missing_docs)]
#![allow(
    clippy::too_many_arguments,
    reason = "a server function's arguments are its form's fields"
)]

use domain::forms::Form;
use domain::ids::{AttachmentId, ConversationId};
use domain::results::{CommentProblem, CommentValues};
use domain::staff::{
    CasePage, CaseReplyProblem, CaseReplyValues, FoundCases, LookProblem, LookValues, NoteProblem,
    NoteValues, TeamInboxView,
};
use leptos::prelude::*;
use ui::wire::{Answer, WireError};

/// A page of the team inbox, after the place that the page before named.
#[server(endpoint = "staff/inbox", protocol = ui::wire::Wire)]
pub async fn load_team_inbox(
    filter: Option<String>,
    after: Option<String>,
    #[server(default)] query: String,
) -> Result<TeamInboxView, WireError> {
    use domain::staff::Filter;
    use service::access::DeskWorker;
    let request = crate::context::request()?;
    let sent = request.flash("staff/find");
    let query = sent.map_or(query, |sent: FoundCases| sent.typed);
    let after = crate::context::place(after)?;
    let filter = filter.and_then(|code| Filter::from_code(&code));
    let filter = filter.unwrap_or(Filter::All);
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            if query.is_empty() {
                service::staff::inbox(cx, &who, filter, after).await
            } else {
                service::staff::find(cx, &who, query).await
            }
        })
    });
    crate::context::answer(&request, view.await)
}

/// The form of the search, for a browser without scripts: its answer is the team inbox.
#[allow(
    clippy::unused_async,
    reason = "a server function is one, also where it only hands on what was typed"
)]
#[server(endpoint = "staff/find", protocol = ui::wire::Wire)]
pub async fn find_case(#[server(default)] query: String) -> Result<Answer<FoundCases>, WireError> {
    Ok(Answer::Show(FoundCases {
        typed: query,
        ..FoundCases::default()
    }))
}

/// A conversation, before the place among its messages that the page before named; or the
/// question why it is to be opened.
#[server(endpoint = "staff/conversation", protocol = ui::wire::Wire)]
pub async fn load_case(id: ConversationId, before: Option<String>) -> Result<CasePage, WireError> {
    use domain::messages::RefusedFile;
    use service::access::DeskWorker;
    let request = crate::context::request()?;
    let before = crate::context::place(before)?;
    let sent: Option<(Form<CaseReplyValues, CaseReplyProblem>, Vec<RefusedFile>)> =
        request.flash("staff/files");
    let (form, refused) = sent.unzip();
    let typed = service::staff::Typed {
        reply: (request.flash("staff/reply"))
            .or_else(|| request.flash("staff/remove-file"))
            .or(form),
        refused: refused.unwrap_or_default(),
        note: request.flash("staff/note"),
        comment: request.flash("staff/comment"),
        look: request.flash("staff/look"),
    };
    let view = request.read(move |cx| {
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::conversation(cx, &who, id, before, typed).await
        })
    });
    crate::context::answer(&request, view.await)
}

/// Takes a reason for opening another team's conversation, and opens it.
#[server(endpoint = "staff/look", protocol = ui::wire::Wire)]
pub async fn look_at_case(
    #[server(default)] conversation: String,
    #[server(default)] reason: String,
    #[server(default)] words: String,
) -> Result<Answer<Form<LookValues, LookProblem>>, WireError> {
    use service::access::DeskWorker;
    let request = crate::context::request()?;
    let values = LookValues {
        conversation,
        reason,
        words,
    };
    let done = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::look(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, done.await).map(|done| match done {
        Ok(id) => crate::context::back(id),
        Err(form) => Answer::Show(form),
    })
}

/// Answers a conversation, or puts one of the plan's texts into the answer.
#[server(endpoint = "staff/reply", protocol = ui::wire::Wire)]
pub async fn reply_to_case(
    #[server(default)] conversation: String,
    #[server(default)] message: String,
    covering: Option<String>,
    #[server(default)] send_key: String,
    #[server(default)] newest: String,
    #[server(default)] attached: String,
    #[server(default)] template: String,
    insert: Option<String>,
) -> Result<Answer<Form<CaseReplyValues, CaseReplyProblem>>, WireError> {
    use service::access::DeskWorker;
    let request = crate::context::request()?;
    let id = crate::context::sent(&conversation)?;
    let values = CaseReplyValues {
        conversation,
        message,
        covering: covering.as_deref() == Some("true"),
        send_key,
        newest,
        attached,
    };
    if insert.is_some() {
        let form = request.read(move |cx| {
            Box::pin(async move {
                let who = DeskWorker::at_desk(cx).await?;
                service::staff::insert_template(cx, &who, &values, &template).await
            })
        });
        return crate::context::answer(&request, form.await).map(Answer::Show);
    }
    let done = request.write_in_turn(service::messages::TURN, move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::reply(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, done.await).map(|done| match done {
        Ok(_) => crate::context::stay(id),
        Err(form) => Answer::Show(form),
    })
}

/// Removes a file from an answer; its form is the page after.
#[server(endpoint = "staff/remove-file", protocol = ui::wire::Wire)]
pub async fn remove_case_file(
    #[server(default)] conversation: String,
    #[server(default)] message: String,
    covering: Option<String>,
    #[server(default)] send_key: String,
    #[server(default)] newest: String,
    remove: AttachmentId,
) -> Result<Answer<Form<CaseReplyValues, CaseReplyProblem>>, WireError> {
    use service::access::DeskWorker;
    let request = crate::context::request()?;
    let values = CaseReplyValues {
        conversation,
        message,
        covering: covering.as_deref() == Some("true"),
        send_key,
        newest,
        attached: String::new(),
    };
    let left = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::files::remove(cx, &who, &values, remove).await
        })
    });
    crate::context::answer(&request, left.await).map(Answer::Show)
}

/// Writes an internal note.
#[server(endpoint = "staff/note", protocol = ui::wire::Wire)]
pub async fn note_on_case(
    #[server(default)] conversation: String,
    #[server(default)] note: String,
) -> Result<Answer<Form<NoteValues, NoteProblem>>, WireError> {
    use service::access::DeskWorker;
    let request = crate::context::request()?;
    let id = crate::context::sent(&conversation)?;
    let values = NoteValues { conversation, note };
    let done = request.write(move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::note(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, done.await).map(|done| match done {
        Ok(()) => crate::context::stay(id),
        Err(form) => Answer::Show(form),
    })
}

/// Comments on the result that a conversation asks about.
#[server(endpoint = "staff/comment", protocol = ui::wire::Wire)]
pub async fn comment_on_result(
    #[server(default)] conversation: String,
    #[server(default)] report: String,
    #[server(default)] comment: String,
    #[server(default)] send_key: String,
) -> Result<Answer<Form<CommentValues, CommentProblem>>, WireError> {
    use service::access::DeskWorker;
    let request = crate::context::request()?;
    let id = crate::context::sent(&conversation)?;
    let values = CommentValues {
        conversation,
        report,
        comment,
        send_key,
    };
    let done = request.write_in_turn(service::messages::TURN, move |cx| {
        let values = values.clone();
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::comment(cx, &who, &values).await
        })
    });
    crate::context::answer(&request, done.await).map(|done| match done {
        Ok(()) => crate::context::stay(id),
        Err(form) => Answer::Show(form),
    })
}

/// Gives a conversation to somebody; to nobody when `colleague` is empty.
#[server(endpoint = "staff/assign", protocol = ui::wire::Wire)]
pub async fn assign_case(
    conversation: String,
    #[server(default)] colleague: String,
) -> Result<Answer<()>, WireError> {
    use service::access::DeskWorker;
    let request = crate::context::request()?;
    let id = crate::context::sent(&conversation)?;
    let to = Some(colleague).filter(|colleague| !colleague.is_empty());
    let to = to.as_deref().map(crate::context::sent).transpose()?;
    let done = request.write(move |cx| {
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::assign(cx, &who, id, to).await
        })
    });
    crate::context::answer(&request, done.await).map(|()| crate::context::stay(id))
}

/// Hands a conversation to another team; it is not on the page any more then.
#[server(endpoint = "staff/forward", protocol = ui::wire::Wire)]
pub async fn forward_case(conversation: String, team: String) -> Result<Answer<()>, WireError> {
    use service::access::DeskWorker;
    let request = crate::context::request()?;
    let id = crate::context::sent(&conversation)?;
    let team = crate::context::sent(&team)?;
    let done = request.write(move |cx| {
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::forward(cx, &who, id, team).await
        })
    });
    crate::context::answer(&request, done.await)
        .map(|()| Answer::Load(domain::routes::Route::TeamInbox.to_string()))
}

/// Says how soon a conversation should be looked at.
#[server(endpoint = "staff/urgency", protocol = ui::wire::Wire)]
pub async fn set_case_urgency(
    conversation: String,
    urgency: String,
) -> Result<Answer<()>, WireError> {
    use domain::staff::Urgency;
    use service::access::DeskWorker;
    use ui::wire::WireCode;
    let request = crate::context::request()?;
    let id = crate::context::sent(&conversation)?;
    let Some(urgency) = Urgency::from_code(&urgency) else {
        return Err(WireError::new(WireCode::BadRequest));
    };
    let done = request.write(move |cx| {
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::set_urgency(cx, &who, id, urgency).await
        })
    });
    crate::context::answer(&request, done.await).map(|()| crate::context::stay(id))
}

/// Closes a conversation without an answer.
#[server(endpoint = "staff/close", protocol = ui::wire::Wire)]
pub async fn close_case(
    conversation: String,
    why: String,
    #[server(default)] newest: String,
) -> Result<Answer<()>, WireError> {
    use domain::staff::CloseReason;
    use service::access::DeskWorker;
    use ui::wire::WireCode;
    let request = crate::context::request()?;
    let id = crate::context::sent(&conversation)?;
    let Some(why) = CloseReason::from_code(&why) else {
        return Err(WireError::new(WireCode::BadRequest));
    };
    let done = request.write(move |cx| {
        let newest = newest.clone();
        Box::pin(async move {
            let who = DeskWorker::at_desk(cx).await?;
            service::staff::close(cx, &who, id, why, &newest).await
        })
    });
    crate::context::answer(&request, done.await).map(|()| crate::context::stay(id))
}
