//! Files that go with messages, and their sealed bytes (migrations 0010, 0017, 0018).

use domain::ids::{AttachmentId, ConversationId, DraftId, MemberId, MessageId, StaffId};
use domain::messages::{FileKind, ScanState};
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(FileKind, FileKind::key, |text| FileKind::KEPT
    .into_iter()
    .find(|kind| kind.key() == text));
text_column!(ScanState, ScanState::key, |text| ScanState::ALL
    .into_iter()
    .find(|state| state.key() == text));

crate::statements! {
    /// A file without a place.
    STAGE = "INSERT INTO attachment
                (id, member, name, kind, bytes, chunks, scan, created_at,
                 preview_width, preview_height, preview, staff)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// A piece of it.
    PUT_CHUNK = "INSERT INTO attachment_chunk (attachment, number, sealed) VALUES ($1, $2, $3)";
    /// Its place with a draft.
    LINK = "UPDATE attachment SET draft = $3
            WHERE id = $1 AND member = $2 AND draft IS NULL AND message IS NULL
              AND staff IS NULL";
    /// Its place with the answer of a desk.
    WAIT = "UPDATE attachment SET waits_in = $3
            WHERE id = $1 AND staff = $2 AND message IS NULL AND waits_in IS NULL";
    /// Its place with a message, out of such an answer.
    SEND_ANSWER = "UPDATE attachment SET waits_in = NULL, message = $4
            WHERE id = $1 AND staff = $2 AND waits_in = $3";
    /// Its place with a message, out of a draft.
    SEND = "UPDATE attachment SET draft = NULL, message = $3
            WHERE id = $1 AND member = $2 AND draft IS NOT NULL";
    /// A file that has a place.
    FIND = "SELECT id, member, draft, message, name, kind, bytes, chunks, scan,
                preview_width, preview_height
            FROM attachment
            WHERE id = $1 AND member = $2 AND (draft IS NOT NULL OR message IS NOT NULL)";
    /// A file, for the host itself.
    ANY = "SELECT id, member, draft, message, name, kind, bytes, chunks, scan,
                preview_width, preview_height
            FROM attachment
            WHERE id = $1";
    /// The files of a draft.
    OF_DRAFT = "SELECT id, member, draft, message, name, kind, bytes, chunks, scan,
                preview_width, preview_height
            FROM attachment
            WHERE draft = $1 ORDER BY created_at, id";
    /// The files that somebody at a desk has added to their answer in a conversation.
    OF_ANSWER = "SELECT id, member, draft, message, name, kind, bytes, chunks, scan,
                preview_width, preview_height
            FROM attachment WHERE staff = $1 AND waits_in = $2 ORDER BY created_at, id";
    /// The files of the messages of a conversation.
    OF_CONVERSATION = "SELECT a.id, a.member, a.draft, a.message, a.name, a.kind, a.bytes,
                a.chunks, a.scan, a.preview_width, a.preview_height
            FROM message m JOIN attachment a ON a.message = m.id
            WHERE m.conversation = $1 ORDER BY a.created_at, a.id";
    /// A piece of a file.
    CHUNK = "SELECT sealed FROM attachment_chunk WHERE attachment = $1 AND number = $2";
    /// The small picture of a file.
    PREVIEW = "SELECT preview FROM attachment WHERE id = $1 AND preview IS NOT NULL";
    /// Removes the small picture of a file.
    DROP_PREVIEW = "UPDATE attachment
            SET preview = NULL, preview_width = NULL, preview_height = NULL WHERE id = $1";
    /// What all files weigh that a member has sent or kept; those of the desks are not theirs.
    USED = "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM attachment
            WHERE member = $1 AND staff IS NULL";
    /// What those weigh that somebody at a desk has added and not sent.
    USED_AT_DESK = "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM attachment
            WHERE staff = $1 AND waits_in IS NOT NULL";
    /// Removes the pieces of a file.
    DROP_CHUNKS = "DELETE FROM attachment_chunk WHERE attachment = $1";
    /// Removes a file that was not sent; its pieces go first.
    DROP = "DELETE FROM attachment WHERE id = $1 AND message IS NULL";
    /// Files that never got a place.
    ORPHANS = "SELECT id FROM attachment
            WHERE draft IS NULL AND message IS NULL AND waits_in IS NULL AND created_at <= $1
            ORDER BY created_at LIMIT $2";
    /// Files that were added to an answer which was never sent.
    UNSENT = "SELECT id FROM attachment WHERE waits_in IS NOT NULL AND created_at <= $1
            ORDER BY created_at LIMIT $2";
    /// Files that wait for the scanner, the oldest first.
    WAITING = "SELECT id FROM attachment WHERE scan = 'waiting' ORDER BY created_at LIMIT $1";
    /// What the scanner said.
    SETTLE = "UPDATE attachment SET scan = $2 WHERE id = $1 AND scan = 'waiting'";
}

/// A file to be staged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its identifier.
    pub id: AttachmentId,
    /// Whose record it is on.
    pub member: MemberId,
    /// Who at a desk sends it, if not the member.
    pub staff: Option<StaffId>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How large it is.
    pub bytes: u64,
    /// In how many pieces it is kept.
    pub chunks: u32,
    /// How it stands with the scanner.
    pub scan: ScanState,
    /// Its small picture, of a picture.
    pub preview: Option<NewPreview>,
}

/// The small picture of a file, sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPreview {
    /// How wide and how high it is, in pixels.
    pub size: (u32, u32),
    /// Its bytes.
    pub sealed: Vec<u8>,
}

/// A file.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FileRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: AttachmentId,
    /// Whose it is.
    #[sqlx(try_from = "Text")]
    pub member: MemberId,
    /// The draft that it is with, or
    #[sqlx(try_from = "Text")]
    pub draft: Option<DraftId>,
    /// the message.
    #[sqlx(try_from = "Text")]
    pub message: Option<MessageId>,
    /// Its name.
    pub name: String,
    /// What it is.
    #[sqlx(try_from = "Text")]
    pub kind: FileKind,
    bytes: i64,
    /// In how many pieces it is kept.
    #[sqlx(try_from = "Int")]
    pub chunks: u32,
    /// How it stands with the scanner.
    #[sqlx(try_from = "Text")]
    pub scan: ScanState,
    #[sqlx(try_from = "Int")]
    preview_width: Option<u32>,
    #[sqlx(try_from = "Int")]
    preview_height: Option<u32>,
}

impl FileRow {
    /// How wide and how high its small picture is, in pixels, if there is one.
    pub fn preview(&self) -> Option<(u32, u32)> {
        self.preview_width.zip(self.preview_height)
    }

    /// How large it is.
    pub fn bytes(&self) -> u64 {
        u64::try_from(self.bytes).unwrap_or(0)
    }
}

#[derive(sqlx::FromRow)]
struct Id {
    #[sqlx(try_from = "Text")]
    id: AttachmentId,
}

/// Stages a file: it has no place yet, and is nowhere shown.
pub async fn stage(tx: &mut Tx, new: &NewFile, now: Timestamp) -> Result<(), StoreError> {
    let bytes = i64::try_from(new.bytes).unwrap_or(i64::MAX);
    let preview = new.preview.as_ref();
    let values = values![
        new.id,
        new.member,
        &new.name,
        new.kind,
        bytes,
        new.chunks,
        new.scan,
        now,
        preview.map(|preview| preview.size.0),
        preview.map(|preview| preview.size.1),
        preview.map(|preview| preview.sealed.clone()),
        new.staff,
    ];
    tx.change_one(STAGE, values).await
}

/// Stages a piece of a file.
pub async fn put_chunk(
    tx: &mut Tx,
    file: AttachmentId,
    number: u32,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    tx.change_one(PUT_CHUNK, values![file, number, sealed])
        .await
}

/// Gives a staged file its place with a draft; answers whether it was there.
pub async fn link(
    tx: &mut Tx,
    member: MemberId,
    file: AttachmentId,
    draft: DraftId,
) -> Result<bool, StoreError> {
    tx.changed_one(LINK, values![file, member, draft]).await
}

/// Gives a file of a draft its place with a message; answers whether it was there.
pub async fn send(
    tx: &mut Tx,
    member: MemberId,
    file: AttachmentId,
    message: MessageId,
) -> Result<bool, StoreError> {
    tx.changed_one(SEND, values![file, member, message]).await
}

/// Gives a staged file of a desk its place with the answer in a conversation; answers whether it
/// was there.
pub async fn wait(
    tx: &mut Tx,
    staff: StaffId,
    file: AttachmentId,
    conversation: ConversationId,
) -> Result<bool, StoreError> {
    tx.changed_one(WAIT, values![file, staff, conversation])
        .await
}

/// Gives a file of such an answer its place with the message; answers whether it was there.
pub async fn send_answer(
    tx: &mut Tx,
    staff: StaffId,
    file: AttachmentId,
    conversation: ConversationId,
    message: MessageId,
) -> Result<bool, StoreError> {
    let values = values![file, staff, conversation, message];
    tx.changed_one(SEND_ANSWER, values).await
}

/// The files that somebody at a desk has added to their answer in a conversation, in the order in
/// which they came.
pub async fn of_answer(
    tx: &mut Tx,
    staff: StaffId,
    conversation: ConversationId,
) -> Result<Vec<FileRow>, StoreError> {
    tx.all(OF_ANSWER, values![staff, conversation]).await
}

/// A file of a member that has a place.
pub async fn find(
    tx: &mut Tx,
    member: MemberId,
    file: AttachmentId,
) -> Result<Option<FileRow>, StoreError> {
    tx.optional(FIND, values![file, member]).await
}

/// A file, whoever's it is: for the scanner alone.
pub async fn any(tx: &mut Tx, file: AttachmentId) -> Result<Option<FileRow>, StoreError> {
    tx.optional(ANY, values![file]).await
}

/// The files of a draft, in the order in which they came.
pub async fn of_draft(tx: &mut Tx, draft: DraftId) -> Result<Vec<FileRow>, StoreError> {
    tx.all(OF_DRAFT, values![draft]).await
}

/// The files of all messages of a conversation, which must have been found to be the member's.
pub async fn of_conversation(
    tx: &mut Tx,
    conversation: ConversationId,
) -> Result<Vec<FileRow>, StoreError> {
    tx.all(OF_CONVERSATION, values![conversation]).await
}

/// A piece of a file, if it is there.
pub async fn chunk(
    tx: &mut Tx,
    file: AttachmentId,
    number: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = tx.optional(CHUNK, values![file, number]).await?;
    Ok(row.map(|row| row.0))
}

/// The small picture of a file, if it has one. The file must have been found to be theirs.
pub async fn preview(tx: &mut Tx, file: AttachmentId) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = tx.optional(PREVIEW, values![file]).await?;
    Ok(row.map(|row| row.0))
}

/// What the files weigh that somebody at a desk has added and not sent, in bytes.
pub async fn used_at_desk(tx: &mut Tx, staff: StaffId) -> Result<u64, StoreError> {
    let (used,): (i64,) = tx.one(USED_AT_DESK, values![staff]).await?;
    Ok(u64::try_from(used).unwrap_or(0))
}

/// What all files weigh that a member has sent or kept, in bytes.
pub async fn used(tx: &mut Tx, member: MemberId) -> Result<u64, StoreError> {
    let (used,): (i64,) = tx.one(USED, values![member]).await?;
    Ok(u64::try_from(used).unwrap_or(0))
}

/// Removes a file that was not sent, with its pieces.
pub async fn remove(tx: &mut Tx, file: AttachmentId) -> Result<(), StoreError> {
    tx.execute(DROP_CHUNKS, values![file]).await?;
    tx.change_one(DROP, values![file]).await
}

/// Removes the files of a draft.
pub async fn remove_of_draft(tx: &mut Tx, draft: DraftId) -> Result<(), StoreError> {
    for file in of_draft(tx, draft).await? {
        remove(tx, file.id).await?;
    }
    Ok(())
}

/// Removes the bytes of a file in which something harmful was found; that it was there stays
/// known.
pub async fn empty(tx: &mut Tx, file: AttachmentId) -> Result<(), StoreError> {
    tx.execute(DROP_CHUNKS, values![file]).await?;
    tx.change_one(DROP_PREVIEW, values![file]).await
}

/// Some of the files that were staged before an instant and never got a place.
pub async fn orphans(
    tx: &mut Tx,
    before: Timestamp,
    most: u32,
) -> Result<Vec<AttachmentId>, StoreError> {
    let rows: Vec<Id> = tx.all(ORPHANS, values![before, most]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Some of the files that were added before an instant to an answer which was never sent.
pub async fn unsent(
    tx: &mut Tx,
    before: Timestamp,
    most: u32,
) -> Result<Vec<AttachmentId>, StoreError> {
    let rows: Vec<Id> = tx.all(UNSENT, values![before, most]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Some of the files that wait for the scanner.
pub async fn waiting(tx: &mut Tx, most: u32) -> Result<Vec<AttachmentId>, StoreError> {
    let rows: Vec<Id> = tx.all(WAITING, values![most]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Notes what the scanner said; answers whether the file still waited for it.
pub async fn settle(tx: &mut Tx, file: AttachmentId, scan: ScanState) -> Result<bool, StoreError> {
    tx.changed_one(SETTLE, values![file, scan]).await
}
