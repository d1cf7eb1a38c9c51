//! Messages: reading them, writing them, marking them read (SPEC section 5).
//!
//! Reading never marks anything (SES-9): marks are made by [`mark_read`] and by [`reply`],
//! and both are only called for a POST.

pub(crate) mod about;
pub mod drafts;
pub mod files;
mod mailboxes;
mod writing;

use std::time::Duration;

use domain::audit::Action;
use domain::forms::Form;
use domain::ids::{ConversationId, DraftId, MessageId};
use domain::messages::{
    AboutResult, Absent, Arranged, Author, Awaited, ConversationView, Correspondent, Desk,
    MessageCursor, MessageView, NotListed, PAGE_LENGTH, Person, RefusedFile, ReplyClosed,
    ReplyProblem, ReplyState, ReplyValues, ReplyView, SeenMessages, SendKey, WholeConversation,
    is_unread, reply_state,
};
use domain::services::{NotOpen, Service, ServiceStanding};
use domain::time::minutes;
use store::messages as rows;
use store::staff::desk;
use writing::not_listed;

use crate::access::Member;
use crate::cx::{Act, Cx};
use crate::live::Change;
use crate::stop::{Fault, Refusal, Stop};
use crate::{notices, staff};

pub use mailboxes::{arrange, folders, list, remove_folder, save_folder, search};
pub use writing::{Begun, compose, reply, send};

/// The turn of those who add a message ([`crate::Request::write_in_turn`]).
pub const TURN: &str = "messages";

/// For how long a conversation's page says that the message was sent, and the very same
/// message counts as sent already.
const JUST_SENT: Duration = minutes(2);

/// What a link to a conversation, or the visitor, has written there already.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The draft that the link names; without one the newest is shown.
    pub draft: Option<DraftId>,
    /// The reply that the visitor sent last, when it was refused.
    pub typed: Option<Form<ReplyValues, ReplyProblem>>,
    /// The files that the visitor sent last and that were not taken.
    pub refused: Vec<RefusedFile>,
}

/// A conversation, one page of its messages, newest first, with what was written of a reply.
/// `arranged` is what became of putting it elsewhere.
pub async fn conversation(
    cx: &mut Cx,
    who: &Member,
    id: ConversationId,
    before: Option<MessageCursor>,
    written: Written,
    arranged: Option<Arranged>,
) -> Result<ConversationView, Stop> {
    let Some(found) = rows::find(&mut cx.tx, who.id(), id).await? else {
        cx.looked(
            Act::own(who.id(), Action::ViewConversation)
                .on(id)
                .refused(),
        )?;
        return Err(Refusal::NotFound.into());
    };
    let place = before.map(|cursor| (cursor.at, cursor.id));
    let listed = rows::messages(&mut cx.tx, id, place, PAGE_LENGTH + 1).await?;
    let page = &listed[..listed.len().min(PAGE_LENGTH as usize)];
    let earlier = match page.last() {
        Some(last) if listed.len() > page.len() => Some(MessageCursor {
            at: last.sent_at,
            id: last.id,
        }),
        _ => None,
    };
    let attached = store::attachments::of_conversation(&mut cx.tx, id).await?;
    let results = about::of_conversation(cx, who, id).await?;
    let case = desk::find(&mut cx.tx, id).await?;
    let answer = case
        .as_ref()
        .and_then(|case| case.waiting_since.and(case.due_at));
    let reply = reply_view(cx, who, &found, case.as_ref(), written).await?;
    let folders = mailboxes::folders_of(cx, who).await?;
    cx.looked(Act::own(who.id(), Action::ViewConversation).on(id))?;
    Ok(ConversationView {
        id,
        subject: found.subject.clone(),
        topic: found.topic,
        with: person(found.desk, found.given.as_deref(), found.family.as_deref()),
        messages: page
            .iter()
            .map(|row| message_view(cx, row, &attached, &results))
            .collect(),
        earlier: earlier.map(|cursor| cursor.to_string()),
        continued: before.is_some(),
        awaiting_answer: found.newest_is_own(),
        answer: answer.map(|by| Awaited {
            by: cx.portal.local(by),
            late: cx.now >= by,
        }),
        just_sent: found.newest_is_own() && cx.now.since(found.newest().sent_at) < JUST_SENT,
        shelf: found.shelf(),
        folders,
        arranged,
        reply,
    })
}

/// A conversation with all of its messages, oldest first, for paper.
pub async fn whole(
    cx: &mut Cx,
    who: &Member,
    id: ConversationId,
) -> Result<WholeConversation, Stop> {
    let act = Act::own(who.id(), Action::DownloadConversation).on(id);
    let Some(found) = rows::find(&mut cx.tx, who.id(), id).await? else {
        cx.looked(act.refused())?;
        return Err(Refusal::NotFound.into());
    };
    let newest_first = rows::messages(&mut cx.tx, id, None, u32::MAX).await?;
    let attached = store::attachments::of_conversation(&mut cx.tx, id).await?;
    let results = about::of_conversation(cx, who, id).await?;
    cx.looked(act)?;
    Ok(WholeConversation {
        subject: found.subject.clone(),
        topic: found.topic,
        with: person(found.desk, found.given.as_deref(), found.family.as_deref()),
        messages: newest_first
            .iter()
            .rev()
            .map(|row| message_view(cx, row, &attached, &results))
            .collect(),
    })
}

fn message_view(
    cx: &Cx,
    row: &rows::MessageRow,
    attached: &[store::attachments::FileRow],
    results: &[(MessageId, AboutResult)],
) -> MessageView {
    let about = results.iter().find(|(message, _)| *message == row.id);
    MessageView {
        id: row.id,
        author: if row.received() {
            Author::Other(person(
                row.desk,
                row.given.as_deref(),
                row.family.as_deref(),
            ))
        } else {
            Author::Member
        },
        sent: cx.portal.local(row.sent_at),
        body: row.body.clone(),
        unread: is_unread(row.received(), row.read_at),
        no_reply: row.no_reply,
        files: files::of_message(attached, row.id),
        number: row.number.clone(),
        about: about.map(|(_, result)| result.clone()),
    }
}

/// Whether and how a conversation can be answered, with what was typed, if that was a reply
/// to this conversation, or else its draft.
async fn reply_view(
    cx: &mut Cx,
    who: &Member,
    found: &rows::ConversationRow,
    case: Option<&desk::CaseRow>,
    written: Written,
) -> Result<ReplyView, Stop> {
    let typed = written
        .typed
        .filter(|form| form.values.conversation == found.id.to_string());
    let draft = match typed {
        Some(_) => None,
        None => drafts::of_reply(cx, who, found.id, written.draft).await?,
    };
    match reply_state(found.newest(), standing(who), cx.now) {
        ReplyState::OpenUntil(until) => {
            let saved = draft.as_ref().map(|row| cx.portal.local(row.saved_at));
            let named = typed
                .as_ref()
                .and_then(|form| form.values.mark.draft.parse().ok());
            let files = match draft.as_ref().map(|row| row.id).or(named) {
                Some(id) => drafts::files_of(cx, who, id).await?,
                None => Vec::new(),
            };
            let form = match (typed, draft) {
                (Some(form), _) => form,
                (None, draft) => Form::fresh(ReplyValues {
                    conversation: found.id.to_string(),
                    newest: found.newest_id.to_string(),
                    mark: drafts::mark(cx, draft.as_ref())?,
                    attached: String::new(),
                    send_key: match &draft {
                        Some(row) => row.send_key.clone(),
                        None => SendKey::new(cx.random()?),
                    }
                    .as_str()
                    .to_owned(),
                    message: draft.map(|row| row.body).unwrap_or_default(),
                }),
            };
            let absent = match absent(cx, who, found).await? {
                Some(why) => Some(Absent {
                    why,
                    team: staff::team_of(cx, found.id, case).await?,
                }),
                None => None,
            };
            Ok(ReplyView::Open {
                until: cx.portal.local(until),
                answer_by: Some(cx.portal.local(staff::due_at(cx, cx.now))),
                absent,
                form,
                saved,
                files,
                refused: written.refused,
            })
        }
        ReplyState::Closed(why) => {
            let (instead, absent) = match why {
                ReplyClosed::NotOpen(_) => (None, None),
                ReplyClosed::NoReply | ReplyClosed::TooOld(_) => {
                    match absent(cx, who, found).await? {
                        Some(why) => (None, Some(why)),
                        None => (found.with(), None),
                    }
                }
            };
            let since = match why {
                ReplyClosed::TooOld(since) => Some(cx.portal.local(since)),
                ReplyClosed::NoReply | ReplyClosed::NotOpen(_) => None,
            };
            let unsent = typed
                .map(|form| form.values.message)
                .or(draft.map(|row| row.body))
                .filter(|text| !text.is_empty());
            Ok(ReplyView::Closed {
                why,
                since,
                instead,
                absent,
                unsent,
            })
        }
    }
}

/// Why whom a conversation is with cannot be written to any more, if so.
async fn absent(
    cx: &mut Cx,
    who: &Member,
    found: &rows::ConversationRow,
) -> Result<Option<NotListed>, Stop> {
    match found.with() {
        Some(with @ Correspondent::Practitioner(_)) => not_listed(cx, who, with).await,
        Some(Correspondent::Desk(_)) | None => Ok(None),
    }
}

/// Marks received messages of a conversation as read; answers how many conversations still
/// hold something unread. Marking twice changes nothing, and only a change is recorded.
pub async fn mark_read(
    cx: &mut Cx,
    who: &Member,
    conversation: ConversationId,
    seen: &SeenMessages,
) -> Result<u32, Stop> {
    if rows::find(&mut cx.tx, who.id(), conversation)
        .await?
        .is_none()
    {
        cx.record(
            Act::own(who.id(), Action::ReadMessage)
                .on(conversation)
                .refused(),
        )
        .await?;
        return Err(Refusal::NotFound.into());
    }
    let now = cx.now;
    let marked = rows::mark_read(&mut cx.tx, who.id(), conversation, &seen.0, now).await?;
    if marked > 0 {
        cx.record(Act::own(who.id(), Action::ReadMessage).on(conversation))
            .await?;
        notices::messages_read(cx, who.id(), conversation).await?;
        cx.tell(who.id(), Change::Messages);
    }
    unread(cx, who).await
}

/// Adds a message to its conversation: the one way in which a use case does. What the member
/// wrote gets its number, and whoever answers it finds it; of what comes to the member they are
/// told by e-mail, if they want that. Their open pages are told of both.
///
/// # Errors
/// The form has sent one already, which the use case has ruled out in this very transaction.
pub(crate) async fn add(cx: &mut Cx, new: &rows::NewMessage) -> Result<(), Stop> {
    if !rows::append(&mut cx.tx, new).await? {
        return Err(Fault::Shape("send key").into());
    }
    if new.author == rows::Author::Member {
        crate::requests::number(cx, new).await?;
        crate::staff::arrived(cx, new.conversation, new.sent_at).await?;
    } else {
        notices::message_arrived(cx, new.member, new.conversation).await?;
    }
    cx.tell(new.member, Change::Messages);
    Ok(())
}

/// How many conversations hold something unread.
pub async fn unread(cx: &mut Cx, who: &Member) -> Result<u32, Stop> {
    Ok(rows::unread(&mut cx.tx, who.id()).await?)
}

/// Who someone is, by the name that is shown.
pub(crate) fn person(desk: Option<Desk>, given: Option<&str>, family: Option<&str>) -> Person {
    if let Some(desk) = desk {
        return Person::Desk(desk);
    }
    let name = [given.unwrap_or_default(), family.unwrap_or_default()].join(" ");
    Person::Named(name.trim().to_owned())
}

fn standing(who: &Member) -> ServiceStanding {
    who.standing(Service::Messages)
}

fn why_read_only(who: &Member) -> Option<NotOpen> {
    match standing(who) {
        ServiceStanding::Open => None,
        ServiceStanding::ReadOnly(why) | ServiceStanding::NotOpen(why) => Some(why),
    }
}
