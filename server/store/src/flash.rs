//! What a form has to say after its 303, for browsers without scripts: kept by the hash of
//! an opaque id, bound to the visitor's cookie, gone by time (never a word in the address).

use domain::time::Timestamp;

use crate::{StoreError, Tx, values};

crate::statements! {
    KEEP = "INSERT INTO flash (id_hash, bound_to, endpoint, payload, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    FIND = "SELECT endpoint, payload FROM flash
        WHERE id_hash = $1 AND bound_to = $2 AND expires_at > $3";
    EXPIRE = "DELETE FROM flash WHERE expires_at <= $1";
}

/// A form's answer, kept for the next page.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Kept {
    /// The endpoint that answered.
    pub endpoint: String,
    /// Its form's view as JSON; holds no password.
    pub payload: String,
}

/// Keeps an answer for the visitor whose cookie hashes to `bound_to`.
pub async fn keep(
    tx: &mut Tx,
    id_hash: &str,
    bound_to: &str,
    kept: &Kept,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let values = values![id_hash, bound_to, &kept.endpoint, &kept.payload, expires_at];
    tx.change_one(KEEP, values).await
}

/// The answer, for its own visitor and until it expires. Reading does not remove it, so that
/// a reload shows the same page.
pub async fn find(
    tx: &mut Tx,
    id_hash: &str,
    bound_to: &str,
    now: Timestamp,
) -> Result<Option<Kept>, StoreError> {
    tx.optional(FIND, values![id_hash, bound_to, now]).await
}

/// Removes what has expired; answers how many.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(EXPIRE, values![now]).await
}
