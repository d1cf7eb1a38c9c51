//! Registrations under way: what was typed so far, kept on the host under an opaque ticket.

use domain::ids::MemberId;
use domain::time::Timestamp;

use crate::{Int, StoreError, Tx, values};

crate::statements! {
    /// As with attempts: on PostgreSQL one at a time, seeing what the others wrote.
    LOCK = {
        sqlite: "SELECT 1 WHERE 1 = 0",
        postgres: "LOCK TABLE registration IN EXCLUSIVE MODE",
    };
    FIND = "SELECT draft, last_used_at FROM registration
        WHERE token_hash = $1 AND last_used_at > $2";
    PUT = "INSERT INTO registration (token_hash, created_at, last_used_at, member, draft)
        VALUES ($1, $2, $2, $3, $4)
        ON CONFLICT (token_hash) DO UPDATE SET last_used_at = excluded.last_used_at,
            member = excluded.member, draft = excluded.draft";
    TOUCH = "UPDATE registration SET last_used_at = $2
        WHERE token_hash = $1 AND last_used_at < $2";
    DELETE = "DELETE FROM registration WHERE token_hash = $1";
    SWEEP = "DELETE FROM registration WHERE last_used_at <= $1";
}

/// A draft as kept. No `Debug`: it holds what a person typed.
#[derive(Clone, sqlx::FromRow)]
pub struct Kept {
    /// The draft as JSON.
    pub draft: String,
    /// When it was last used.
    #[sqlx(try_from = "Int")]
    pub last_used_at: Timestamp,
}

/// Begins to change drafts: the first thing in a transaction that does.
pub async fn lock(tx: &mut Tx) -> Result<(), StoreError> {
    tx.execute(LOCK, values![]).await.map(drop)
}

/// The draft of a ticket's hash, if it was used after `after`.
pub async fn find(
    tx: &mut Tx,
    token_hash: &str,
    after: Timestamp,
) -> Result<Option<Kept>, StoreError> {
    tx.optional(FIND, values![token_hash, after]).await
}

/// Keeps a draft, used now.
pub async fn put(
    tx: &mut Tx,
    token_hash: &str,
    member: Option<MemberId>,
    draft: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.change_one(PUT, values![token_hash, now, member, draft])
        .await
}

/// Notes that a draft was used.
pub async fn touch(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.changed_one(TOUCH, values![token_hash, now])
        .await
        .map(drop)
}

/// Deletes a draft; answers whether there was one.
pub async fn delete(tx: &mut Tx, token_hash: &str) -> Result<bool, StoreError> {
    tx.changed_one(DELETE, values![token_hash]).await
}

/// Removes the drafts last used at `until` or before; answers how many.
pub async fn sweep(tx: &mut Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute(SWEEP, values![until]).await
}
