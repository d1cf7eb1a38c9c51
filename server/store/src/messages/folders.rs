//! Folders of one's own, and where conversations are kept (migration 0008).

use domain::ids::{ConversationId, FolderId, MemberId};
use domain::messages::{FolderName, Shelf};
use domain::time::Timestamp;

use crate::{Int, StoreError, Text, Tx, values};

crate::statements! {
    /// A member's folders by name, with what is in them.
    ALL = "SELECT f.id, f.name,
                  (SELECT COUNT(*) FROM conversation c WHERE c.folder = f.id) AS conversations
           FROM folder f WHERE f.member = $1 ORDER BY f.name_key, f.id";
    /// One folder of a member.
    ONE = "SELECT f.id, f.name,
                  (SELECT COUNT(*) FROM conversation c WHERE c.folder = f.id) AS conversations
           FROM folder f WHERE f.id = $1 AND f.member = $2";
    /// A new folder; none when the member has one whose name reads the same.
    MAKE = "INSERT INTO folder (id, member, name, name_key, created_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (member, name_key) DO NOTHING";
    /// Whether another folder's name reads the same.
    TAKEN = "SELECT COUNT(*) FROM folder WHERE member = $1 AND name_key = $2 AND id <> $3";
    /// Another name for a folder.
    RENAME = "UPDATE folder SET name = $3, name_key = $4 WHERE id = $1 AND member = $2";
    /// Takes everything out of a folder, back into the Inbox.
    EMPTY = "UPDATE conversation SET folder = NULL WHERE folder = $1 AND member = $2";
    /// A folder goes.
    REMOVE = "DELETE FROM folder WHERE id = $1 AND member = $2";
    /// Puts a conversation where it is kept from now on.
    KEEP = "UPDATE conversation SET archived = $3, folder = $4 WHERE id = $1 AND member = $2";
    /// Marks everything received in a conversation as read.
    READ = "UPDATE message SET read_at = $3
            WHERE member = $1 AND conversation = $2 AND read_at IS NULL AND author <> 'member'";
}

/// A folder.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FolderRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: FolderId,
    /// Its name.
    pub name: String,
    /// How many conversations are kept in it.
    #[sqlx(try_from = "Int")]
    pub conversations: u32,
}

/// A member's folders, by name.
pub async fn all(tx: &mut Tx, member: MemberId) -> Result<Vec<FolderRow>, StoreError> {
    tx.all(ALL, values![member]).await
}

/// A folder, if it is this member's.
pub async fn one(
    tx: &mut Tx,
    member: MemberId,
    folder: FolderId,
) -> Result<Option<FolderRow>, StoreError> {
    tx.optional(ONE, values![folder, member]).await
}

/// Makes a folder; `false`, and nothing is made, when the member has one whose name reads the
/// same.
pub async fn make(
    tx: &mut Tx,
    member: MemberId,
    folder: FolderId,
    name: &FolderName,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let values = values![folder, member, name.as_str(), name.key(), now];
    tx.changed_one(MAKE, values).await
}

/// Gives a folder another name; `false`, and nothing is changed, when another of the member's
/// reads the same. The folder must be theirs.
pub async fn rename(
    tx: &mut Tx,
    member: MemberId,
    folder: FolderId,
    name: &FolderName,
) -> Result<bool, StoreError> {
    let (taken,): (i64,) = tx.one(TAKEN, values![member, name.key(), folder]).await?;
    if taken > 0 {
        return Ok(false);
    }
    let values = values![folder, member, name.as_str(), name.key()];
    tx.change_one(RENAME, values).await?;
    Ok(true)
}

/// Takes a folder away; what was in it is in the Inbox again. `false` when there was none.
pub async fn remove(tx: &mut Tx, member: MemberId, folder: FolderId) -> Result<bool, StoreError> {
    tx.execute(EMPTY, values![folder, member]).await?;
    tx.changed_one(REMOVE, values![folder, member]).await
}

/// Puts a conversation where it is kept from now on; `false` when it is not this member's. A
/// folder must have been found to be theirs.
pub async fn keep(
    tx: &mut Tx,
    member: MemberId,
    conversation: ConversationId,
    shelf: Shelf,
) -> Result<bool, StoreError> {
    let folder = match shelf {
        Shelf::Folder(folder) => Some(folder),
        Shelf::Inbox | Shelf::Archive => None,
    };
    let values = values![conversation, member, shelf == Shelf::Archive, folder];
    tx.changed_one(KEEP, values).await
}

/// Marks everything as read that was received in a conversation; answers how many were unread.
pub async fn mark_all_read(
    tx: &mut Tx,
    member: MemberId,
    conversation: ConversationId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    tx.execute(READ, values![member, conversation, now]).await
}
