//! Files that go with a message: taken, kept with the draft, sent with it, opened.
//!
//! A file comes in three steps. [`take`] judges it, writes pictures anew, has it scanned, seals
//! it and stages it piece by piece, each in a short transaction; nobody sees it yet. [`keep`]
//! gives it its place with the draft, in the transaction that keeps the draft. What never got
//! there is swept away (MSG-5).

mod opening;

use std::time::Duration;

use domain::audit::{Action, Actor};
use domain::ids::{AttachmentId, DraftId, MemberId, MessageId, StaffId};
use domain::messages::{
    DraftProblem, DraftSaved, DraftValues, FileKind, FileProblem, FileView, MOST_BYTES_OF_ONE,
    MOST_FILES, RefusedFile, ScanState, file_name, judged, renamed,
};
use domain::time::minutes;
use store::attachments as rows;

use opening::unsealed;
pub use opening::{Opened, open, open_at_desk, preview, preview_at_desk};

use super::{drafts, why_read_only};
use crate::access::{Case, DeskWorker, Member};
use crate::cx::{Act, Cx};
use crate::pictures::{self, Preview};
use crate::portal::Request;
use crate::sealing::{PIECE, Sealer};
use crate::stop::{Fault, Refusal, Stop};

/// How long a file may be without a place; an upload takes minutes at most.
const STAGED: Duration = minutes(60);

/// A file that was staged: it has no place yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staged {
    /// Which.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
}

/// Who sends a file, and on whose record it will stand.
#[derive(Clone, Debug)]
pub struct Sender {
    member: MemberId,
    staff: Option<StaffId>,
    act: Act,
}

impl Sender {
    /// A member, on their own.
    pub fn member(member: MemberId) -> Self {
        Self {
            member,
            staff: None,
            act: Act::own(member, Action::AddFile),
        }
    }

    /// Whoever answers a conversation, on its member's.
    pub(crate) fn at_desk(who: &DeskWorker, case: &Case) -> Self {
        Self {
            member: case.row().member,
            staff: Some(who.id()),
            act: case.act(who, Action::AddFile),
        }
    }
}

/// What became of files that were sent to a draft.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Uploaded {
    /// The draft.
    pub saved: DraftSaved,
    /// All its files.
    pub files: Vec<FileView>,
    /// What was not taken.
    pub refused: Vec<RefusedFile>,
}

/// Judges a file, seals it and stages it; the inner error says why it is not taken.
pub async fn take(
    request: &Request,
    sender: &Sender,
    name: &str,
    content: Vec<u8>,
) -> Result<Result<Staged, FileProblem>, Stop> {
    let (kind, name) = match judged(name, &content) {
        Ok(judged) => judged,
        Err(problem) => return Ok(Err(problem)),
    };
    // What the scanner must see is what was sent: writing it anew could hide what it knows.
    let scan = request.portal.scanner().look(&content).await;
    if scan == ScanState::Harmful {
        let act = sender.act.clone().refused();
        request
            .write(move |cx| {
                let act = act.clone();
                Box::pin(async move { Ok(cx.record(act).await?) })
            })
            .await?;
        return Ok(Err(FileProblem::Harmful));
    }
    let (kind, content, preview) = match written(request, kind, content).await? {
        Ok(written) => written,
        Err(problem) => return Ok(Err(problem)),
    };
    let name = match kind {
        FileKind::Jpeg if FileKind::of_name(&name) == Some(FileKind::Heic) => renamed(&name, "jpg"),
        _ => name,
    };
    let judged = Judged {
        sender,
        name: &name,
        kind,
        scan,
        content: &content,
        preview,
    };
    let id = stage(request, judged).await?;
    Ok(Ok(Staged { id, name }))
}

/// What a file is and its bytes, and the small picture of a picture.
type Content = (FileKind, Vec<u8>, Option<Preview>);

/// A picture written anew, by at most two at a time, where nobody waits for it; any other file
/// as it is.
async fn written(
    request: &Request,
    kind: FileKind,
    content: Vec<u8>,
) -> Result<Result<Content, FileProblem>, Stop> {
    if matches!(kind, FileKind::Pdf | FileKind::Text) {
        return Ok(Ok((kind, content, None)));
    }
    let Ok(_place) = request.portal.painters().acquire().await else {
        return Err(Refusal::Busy.into());
    };
    let work = tokio::task::spawn_blocking(move || pictures::rewritten(kind, &content));
    // A reader of pictures that panics has met a broken one.
    let written = work.await.unwrap_or(Err(FileProblem::Broken));
    Ok(written.map(|picture| (picture.kind, picture.content, Some(picture.preview))))
}

/// A file as it is to be kept.
struct Judged<'f> {
    sender: &'f Sender,
    name: &'f str,
    kind: FileKind,
    scan: ScanState,
    content: &'f [u8],
    preview: Option<Preview>,
}

/// Seals a file and stages it, a transaction a piece; its row comes first, so that its pieces
/// always have one.
async fn stage(request: &Request, file: Judged<'_>) -> Result<AttachmentId, Stop> {
    let portal = &request.portal;
    let now = portal.clock().now();
    let id = AttachmentId::new(now, portal.random().bytes()?);
    let pieces: Vec<&[u8]> = file.content.chunks(PIECE).collect();
    let chunks = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
    let sealer = Sealer::new(portal.keys(), id, chunks);
    let preview = match &file.preview {
        // The piece after the last: none of the file's own has its number.
        Some(preview) => Some(rows::NewPreview {
            size: preview.size,
            sealed: sealer.seal(chunks, portal.random().bytes()?, &preview.content)?,
        }),
        None => None,
    };
    let new = rows::NewFile {
        id,
        member: file.sender.member,
        staff: file.sender.staff,
        name: file.name.to_owned(),
        kind: file.kind,
        bytes: file.content.len() as u64,
        chunks,
        scan: file.scan,
        preview,
    };
    request
        .write(move |cx| {
            let new = new.clone();
            Box::pin(async move { Ok(rows::stage(&mut cx.tx, &new, cx.now).await?) })
        })
        .await?;
    for (number, piece) in (0..).zip(pieces) {
        let chunk = sealer.seal(number, portal.random().bytes()?, piece)?;
        request
            .write(move |cx| {
                let chunk = chunk.clone();
                Box::pin(async move { Ok(rows::put_chunk(&mut cx.tx, id, number, chunk).await?) })
            })
            .await?;
    }
    Ok(id)
}

/// Keeps a draft and gives staged files their place with it; what finds no place is removed.
pub async fn keep(
    cx: &mut Cx,
    who: &Member,
    values: &DraftValues,
    staged: &[Staged],
    refused: &[RefusedFile],
) -> Result<Uploaded, Stop> {
    if why_read_only(who).is_some() {
        return Err(Refusal::NotOpen.into());
    }
    let mut refused = refused.to_vec();
    let blank = staged.is_empty();
    let saved = match values.parse() {
        Ok(save) => drafts::keep(cx, who, save, !blank).await?,
        Err(DraftProblem::NotAForm) => return Err(Refusal::BadRequest.into()),
        Err(problem) => DraftSaved::Refused(problem),
    };
    let DraftSaved::Kept { draft, .. } = saved else {
        for file in staged {
            refuse(cx, &mut refused, file, FileProblem::NoDraft).await?;
        }
        return Ok(Uploaded {
            saved,
            files: Vec::new(),
            refused,
        });
    };
    let mut count = rows::of_draft(&mut cx.tx, draft).await?.len();
    for file in staged {
        if count >= MOST_FILES {
            refuse(cx, &mut refused, file, FileProblem::TooMany).await?;
        } else if rows::used(&mut cx.tx, who.id()).await? > MOST_BYTES_OF_ONE {
            refuse(cx, &mut refused, file, FileProblem::NoRoom).await?;
        } else if rows::link(&mut cx.tx, who.id(), file.id, draft).await? {
            count += 1;
            cx.record(Act::own(who.id(), Action::AddFile).on(file.id))
                .await?;
        }
    }
    Ok(Uploaded {
        saved,
        files: of_draft(cx, draft).await?,
        refused,
    })
}

/// Removes a staged file that finds no place, and says so.
pub(crate) async fn refuse(
    cx: &mut Cx,
    refused: &mut Vec<RefusedFile>,
    file: &Staged,
    why: FileProblem,
) -> Result<(), Stop> {
    rows::remove(&mut cx.tx, file.id).await?;
    refused.push(RefusedFile {
        name: file.name.clone(),
        why,
    });
    Ok(())
}

/// A name as far as it can be shown, of a file that was not taken.
pub fn shown_name(given: &str) -> String {
    file_name(given).unwrap_or_else(|_| {
        let visible = given.chars().filter(|c| !c.is_control());
        visible.take(80).collect()
    })
}

/// The files of a draft, as they are shown.
pub(super) async fn of_draft(cx: &mut Cx, draft: DraftId) -> Result<Vec<FileView>, Stop> {
    let found = rows::of_draft(&mut cx.tx, draft).await?;
    Ok(found.iter().map(view).collect())
}

pub(crate) fn view(row: &rows::FileRow) -> FileView {
    FileView {
        id: row.id,
        name: row.name.clone(),
        kind: row.kind,
        bytes: row.bytes(),
        scan: row.scan,
        preview: row.preview().filter(|_| row.scan.is_open()),
    }
}

/// The files that came with a message, of all those of its conversation.
pub(crate) fn of_message(attached: &[rows::FileRow], message: MessageId) -> Vec<FileView> {
    let its = attached.iter().filter(|file| file.message == Some(message));
    its.map(view).collect()
}

/// Keeps a draft and removes one of its files; one that is not there, or not theirs, is gone
/// already.
pub async fn remove(
    cx: &mut Cx,
    who: &Member,
    values: &DraftValues,
    file: AttachmentId,
) -> Result<Uploaded, Stop> {
    let kept = keep(cx, who, values, &[], &[]).await?;
    let found = rows::find(&mut cx.tx, who.id(), file).await?;
    match found.and_then(|row| row.draft) {
        None => {
            cx.record(Act::own(who.id(), Action::RemoveFile).on(file).refused())
                .await?;
            Ok(kept)
        }
        Some(draft) => {
            rows::remove(&mut cx.tx, file).await?;
            cx.record(Act::own(who.id(), Action::RemoveFile).on(file))
                .await?;
            Ok(Uploaded {
                files: of_draft(cx, draft).await?,
                ..kept
            })
        }
    }
}

/// The files that a form names, as far as they can be sent with it; the inner error says that one
/// of them is gone.
pub(super) async fn named(
    cx: &mut Cx,
    who: &Member,
    field: &str,
) -> Result<Result<Vec<AttachmentId>, FileProblem>, Stop> {
    let files = domain::messages::listed(field);
    if files.len() > MOST_FILES {
        return Ok(Err(FileProblem::TooMany));
    }
    for file in &files {
        let found = rows::find(&mut cx.tx, who.id(), *file).await?;
        if found.is_none_or(|row| row.draft.is_none()) {
            return Ok(Err(FileProblem::Gone));
        }
    }
    Ok(Ok(files))
}

/// Sends files with a message.
pub(super) async fn send(
    cx: &mut Cx,
    who: &Member,
    files: &[AttachmentId],
    message: MessageId,
) -> Result<(), Stop> {
    for file in files {
        if !rows::send(&mut cx.tx, who.id(), *file, message).await? {
            // They were found in this very transaction a moment ago.
            return Err(Fault::Shape("file of a draft").into());
        }
    }
    Ok(())
}

/// Removes what never got its place, `most` files of it.
pub async fn sweep(cx: &mut Cx, most: u32) -> Result<(), Stop> {
    let before = cx.now - STAGED;
    for file in rows::orphans(&mut cx.tx, before, most).await? {
        rows::remove(&mut cx.tx, file).await?;
    }
    Ok(())
}

/// Has files scanned that had to wait, `most` of them; stops at the first that must go on
/// waiting.
pub async fn scan(request: &Request, most: u32) -> Result<(), Stop> {
    let waiting = request
        .read(move |cx| Box::pin(async move { Ok(rows::waiting(&mut cx.tx, most).await?) }))
        .await?;
    for file in waiting {
        let content = request
            .read(move |cx| {
                Box::pin(async move {
                    match rows::any(&mut cx.tx, file).await? {
                        Some(row) => Ok(Some(unsealed(cx, &row).await?)),
                        None => Ok(None),
                    }
                })
            })
            .await?;
        let Some(content) = content else { continue };
        let scan = request.portal.scanner().look(&content).await;
        if !matches!(scan, ScanState::Clean | ScanState::Harmful) {
            return Ok(());
        }
        request
            .write(move |cx| Box::pin(async move { settle(cx, file, scan).await }))
            .await?;
    }
    Ok(())
}

async fn settle(cx: &mut Cx, file: AttachmentId, scan: ScanState) -> Result<(), Stop> {
    let Some(row) = rows::any(&mut cx.tx, file).await? else {
        return Ok(());
    };
    if rows::settle(&mut cx.tx, file, scan).await? && scan == ScanState::Harmful {
        rows::empty(&mut cx.tx, file).await?;
        let act = Act {
            actor: Actor::System,
            ..Act::own(row.member, Action::AddFile)
        };
        cx.record(act.on(file).refused()).await?;
    }
    Ok(())
}
