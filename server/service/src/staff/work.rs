//! What a team does with a conversation besides answering it: take it, hand it on, note
//! something, close it.

use domain::audit::Action;
use domain::forms::Form;
use domain::ids::{ConversationId, NoteId, StaffId};
use domain::staff::{CloseReason, NoteProblem, NoteText, NoteValues, Team, Urgency, can_forward};
use store::staff::desk::{self, NewNote};

use super::case::colleagues;
use super::tell;
use crate::access::DeskWorker;
use crate::cx::Cx;
use crate::live::Change;
use crate::stop::{Refusal, Stop};

/// Gives a conversation to oneself, to a colleague of its team, or back to the team.
pub async fn assign(
    cx: &mut Cx,
    who: &DeskWorker,
    id: ConversationId,
    to: Option<StaffId>,
) -> Result<(), Stop> {
    let case = who.case(cx, id).await?;
    if let Some(to) = to
        && to != who.id()
        && !colleagues(cx, case.row().team)
            .await?
            .iter()
            .any(|one| one.id == to)
    {
        return Err(Refusal::BadRequest.into());
    }
    if case.row().assigned_to != to {
        let now = cx.now;
        // Whoever had it hears of it too.
        tell(cx, id).await?;
        desk::assign(&mut cx.tx, id, to, now).await?;
        cx.record(case.act(who, Action::Assign)).await?;
        cx.tell(case.row().member, Change::Messages);
        tell(cx, id).await?;
    }
    Ok(())
}

/// Hands a conversation to another team; nobody there has taken it yet. Its time goes on.
/// Refused where clinical text would come to a desk (ACC-10).
pub async fn forward(
    cx: &mut Cx,
    who: &DeskWorker,
    id: ConversationId,
    to: Team,
) -> Result<(), Stop> {
    let case = who.case(cx, id).await?;
    let there = match to {
        Team::Office(office) => desk::offices(&mut cx.tx)
            .await?
            .iter()
            .any(|known| known.id == office),
        Team::Desk(_) | Team::Clinicians => true,
    };
    if !there || !can_forward(case.whose(), to) {
        cx.record(case.act(who, Action::Forward).refused()).await?;
        return Err(Refusal::BadRequest.into());
    }
    let clinical = case.row().clinical || to.is_clinical();
    let now = cx.now;
    // The team that had it, and the one that has it.
    tell(cx, id).await?;
    desk::forward(&mut cx.tx, id, to, clinical, now).await?;
    cx.tell(case.row().member, Change::Messages);
    tell(cx, id).await?;
    Ok(cx.record(case.act(who, Action::Forward)).await?)
}

/// Says how soon a conversation should be looked at.
pub async fn set_urgency(
    cx: &mut Cx,
    who: &DeskWorker,
    id: ConversationId,
    urgency: Urgency,
) -> Result<(), Stop> {
    let case = who.case(cx, id).await?;
    if case.row().urgency != urgency {
        let now = cx.now;
        desk::set_urgency(&mut cx.tx, id, urgency, now).await?;
        cx.record(case.act(who, Action::SetUrgency)).await?;
        tell(cx, id).await?;
    }
    Ok(())
}

/// Closes a conversation without an answer. Whoever comes second, or after an answer, finds it
/// done. It opens again by itself when the member writes.
pub async fn close(
    cx: &mut Cx,
    who: &DeskWorker,
    id: ConversationId,
    why: CloseReason,
    newest: &str,
) -> Result<(), Stop> {
    let case = who.case(cx, id).await?;
    // What the member has written since the page was opened is not closed unread.
    if newest != case.row().newest_id.to_string() {
        return Ok(());
    }
    let now = cx.now;
    if desk::close(&mut cx.tx, id, why, now).await? {
        cx.record(case.act(who, Action::CloseConversation)).await?;
        cx.tell(case.row().member, Change::Messages);
        tell(cx, id).await?;
    }
    Ok(())
}

/// Writes an internal note. The inner error is the form with what is wrong with it.
pub async fn note(
    cx: &mut Cx,
    who: &DeskWorker,
    values: &NoteValues,
) -> Result<Result<(), Form<NoteValues, NoteProblem>>, Stop> {
    let id: ConversationId = values
        .conversation
        .parse()
        .map_err(|_| Refusal::BadRequest)?;
    let case = who.case(cx, id).await?;
    let text = match NoteText::parse(&values.note) {
        Ok(text) => text,
        Err(problem) => return Ok(Err(Form::refused(values.clone(), vec![problem]))),
    };
    let (now, bytes) = cx.id_seed()?;
    let note = NewNote {
        id: NoteId::new(now, bytes),
        conversation: id,
        author: who.id(),
        body: text.as_str().to_owned(),
        written_at: now,
    };
    desk::insert_note(&mut cx.tx, &note).await?;
    cx.record(case.act(who, Action::WriteNote).on(note.id))
        .await?;
    tell(cx, id).await?;
    Ok(Ok(()))
}
