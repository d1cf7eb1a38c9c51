//! Files that go with the answer of a desk (MSG-2 to MSG-6): taken as a member's are, then kept
//! with the answer until it is sent. Nobody but who added them sees them before that.

use std::time::Duration;

use domain::audit::Action;
use domain::forms::Form;
use domain::ids::{AttachmentId, ConversationId, MessageId};
use domain::messages::{FileProblem, FileView, MOST_BYTES_OF_ONE, MOST_FILES, RefusedFile, listed};
use domain::staff::{CaseReplyProblem, CaseReplyValues};
use domain::time::minutes;
use store::attachments as rows;

use crate::access::{Case, DeskWorker};
use crate::cx::Cx;
use crate::messages::files::{Sender, Staged, refuse, view};
use crate::stop::{Fault, Refusal, Stop};

/// How long a file waits for its answer to be sent: a day.
const WAITS: Duration = minutes(24 * 60);

/// What became of files that were sent to an answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Added {
    /// All its files.
    pub files: Vec<FileView>,
    /// What was not taken.
    pub refused: Vec<RefusedFile>,
}

/// Who sends files to a conversation; refused where they do not answer it.
pub async fn sender(cx: &mut Cx, who: &DeskWorker, id: ConversationId) -> Result<Sender, Stop> {
    let case = answered_by(cx, who, id).await?;
    Ok(Sender::at_desk(who, &case))
}

async fn answered_by(cx: &mut Cx, who: &DeskWorker, id: ConversationId) -> Result<Box<Case>, Stop> {
    let case = who.case(cx, id).await?;
    who.author(&case).ok_or(Refusal::NotOpen)?;
    Ok(case)
}

/// Gives staged files their place with one's answer; what finds no place is removed.
pub async fn keep(
    cx: &mut Cx,
    who: &DeskWorker,
    id: ConversationId,
    staged: &[Staged],
    refused: &[RefusedFile],
) -> Result<Added, Stop> {
    let case = answered_by(cx, who, id).await?;
    let mut refused = refused.to_vec();
    let mut count = rows::of_answer(&mut cx.tx, who.id(), id).await?.len();
    for file in staged {
        if count >= MOST_FILES {
            refuse(cx, &mut refused, file, FileProblem::TooMany).await?;
        } else if rows::used_at_desk(&mut cx.tx, who.id()).await? > MOST_BYTES_OF_ONE {
            refuse(cx, &mut refused, file, FileProblem::NoRoom).await?;
        } else if rows::wait(&mut cx.tx, who.id(), file.id, id).await? {
            count += 1;
            let act = case.act(who, Action::AddFile);
            cx.record(act.on(file.id)).await?;
        }
    }
    Ok(Added {
        files: waiting(cx, who, id).await?,
        refused,
    })
}

/// The files of one's answer, as they are shown.
pub(super) async fn waiting(
    cx: &mut Cx,
    who: &DeskWorker,
    id: ConversationId,
) -> Result<Vec<FileView>, Stop> {
    let found = rows::of_answer(&mut cx.tx, who.id(), id).await?;
    Ok(found.iter().map(view).collect())
}

/// Removes a file from one's answer and brings its form back; one that is not there, or not
/// theirs, is gone already.
pub async fn remove(
    cx: &mut Cx,
    who: &DeskWorker,
    values: &CaseReplyValues,
    file: AttachmentId,
) -> Result<Form<CaseReplyValues, CaseReplyProblem>, Stop> {
    let id = values
        .conversation
        .parse()
        .map_err(|_| Refusal::BadRequest)?;
    let case = who.case(cx, id).await?;
    let act = case.act(who, Action::RemoveFile).on(file);
    let found = rows::of_answer(&mut cx.tx, who.id(), id).await?;
    if found.iter().any(|row| row.id == file) {
        rows::remove(&mut cx.tx, file).await?;
        cx.record(act).await?;
    } else {
        cx.record(act.refused()).await?;
    }
    Ok(Form::fresh(values.clone()))
}

/// The files that a form names, as far as they can be sent with it; the inner error says that one
/// of them is gone.
pub(super) async fn named(
    cx: &mut Cx,
    who: &DeskWorker,
    case: &Case,
    field: &str,
) -> Result<Result<Vec<AttachmentId>, FileProblem>, Stop> {
    let files = listed(field);
    if files.len() > MOST_FILES {
        return Ok(Err(FileProblem::TooMany));
    }
    let kept = rows::of_answer(&mut cx.tx, who.id(), case.row().id).await?;
    if files
        .iter()
        .all(|file| kept.iter().any(|row| row.id == *file))
    {
        Ok(Ok(files))
    } else {
        Ok(Err(FileProblem::Gone))
    }
}

/// Sends files with an answer.
pub(super) async fn send(
    cx: &mut Cx,
    who: &DeskWorker,
    case: &Case,
    files: &[AttachmentId],
    message: MessageId,
) -> Result<(), Stop> {
    for file in files {
        if !rows::send_answer(&mut cx.tx, who.id(), *file, case.row().id, message).await? {
            // They were found in this very transaction a moment ago.
            return Err(Fault::Shape("file of an answer").into());
        }
    }
    Ok(())
}

/// Removes what was added to answers that were never sent, `most` files of it.
pub async fn sweep(cx: &mut Cx, most: u32) -> Result<(), Stop> {
    let before = cx.now - WAITS;
    for file in rows::unsent(&mut cx.tx, before, most).await? {
        rows::remove(&mut cx.tx, file).await?;
    }
    Ok(())
}
