//! Files and their small pictures, opened by whom they belong to and by who answers them.

use domain::audit::Action;
use domain::ids::{AttachmentId, ConversationId};
use domain::messages::{FileKind, ScanState};
use store::attachments as rows;

use crate::access::{DeskWorker, Member};
use crate::cx::{Act, Cx};
use crate::sealing::Sealer;
use crate::stop::{Fault, Refusal, Stop};

/// A file as it is opened.
pub struct Opened {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Opens a file of a member's own. One that the scanner has not seen stays closed (MSG-6).
pub async fn open(cx: &mut Cx, who: &Member, file: AttachmentId) -> Result<Opened, Stop> {
    let act = Act::own(who.id(), Action::ViewFile).on(file);
    let found = rows::find(&mut cx.tx, who.id(), file).await?;
    opened(cx, found, act).await
}

/// The small picture of a picture of a member's own, a JPEG. What stays closed has none (MSG-6).
pub async fn preview(cx: &mut Cx, who: &Member, file: AttachmentId) -> Result<Vec<u8>, Stop> {
    let act = Act::own(who.id(), Action::ViewFile).on(file);
    let found = rows::find(&mut cx.tx, who.id(), file).await?;
    small(cx, found, act).await
}

/// The same for whoever answers the conversation that it was sent in.
pub async fn preview_at_desk(
    cx: &mut Cx,
    who: &DeskWorker,
    conversation: ConversationId,
    file: AttachmentId,
) -> Result<Vec<u8>, Stop> {
    let (found, act) = at_desk(cx, who, conversation, file).await?;
    small(cx, found, act).await
}

async fn small(cx: &mut Cx, found: Option<rows::FileRow>, act: Act) -> Result<Vec<u8>, Stop> {
    let row = found.filter(|row| row.scan.is_open());
    let sealed = match &row {
        Some(row) => rows::preview(&mut cx.tx, row.id).await?,
        None => None,
    };
    let (Some(row), Some(sealed)) = (row, sealed) else {
        cx.looked(act.refused())?;
        return Err(Refusal::NotFound.into());
    };
    let content = Sealer::new(cx.portal.keys(), row.id, row.chunks).open(row.chunks, &sealed)?;
    cx.looked(act)?;
    Ok(content)
}

/// Opens a file for whoever answers the conversation that it was sent in.
pub async fn open_at_desk(
    cx: &mut Cx,
    who: &DeskWorker,
    conversation: ConversationId,
    file: AttachmentId,
) -> Result<Opened, Stop> {
    let (found, act) = at_desk(cx, who, conversation, file).await?;
    opened(cx, found, act).await
}

/// A file that was sent in a conversation, and the look at it, by whoever answers there.
async fn at_desk(
    cx: &mut Cx,
    who: &DeskWorker,
    conversation: ConversationId,
    file: AttachmentId,
) -> Result<(Option<rows::FileRow>, Act), Stop> {
    let case = who.case(cx, conversation).await?;
    let sent = rows::of_conversation(&mut cx.tx, conversation).await?;
    let found = sent.into_iter().find(|row| row.id == file);
    Ok((found, case.act(who, Action::ViewFile).on(file)))
}

async fn opened(cx: &mut Cx, found: Option<rows::FileRow>, act: Act) -> Result<Opened, Stop> {
    let row = match found {
        Some(row) if row.scan.is_open() => row,
        Some(row) => {
            cx.looked(act.refused())?;
            return Err(match row.scan {
                ScanState::Waiting => Refusal::Busy.into(),
                _ => Refusal::NotFound.into(),
            });
        }
        None => {
            cx.looked(act.refused())?;
            return Err(Refusal::NotFound.into());
        }
    };
    let content = unsealed(cx, &row).await?;
    cx.looked(act)?;
    Ok(Opened {
        name: row.name,
        kind: row.kind,
        content,
    })
}

/// What is in a file.
pub(super) async fn unsealed(cx: &mut Cx, row: &rows::FileRow) -> Result<Vec<u8>, Stop> {
    let sealer = Sealer::new(cx.portal.keys(), row.id, row.chunks);
    let mut content = Vec::with_capacity(usize::try_from(row.bytes()).unwrap_or(0));
    for number in 0..row.chunks {
        let chunk = rows::chunk(&mut cx.tx, row.id, number).await?;
        let chunk = chunk.ok_or(Fault::Shape("missing piece of a file"))?;
        content.extend(sealer.open(number, &chunk)?);
    }
    Ok(content)
}
