//! Counters with a window: unsuccessful tries, mails sent, registrations begun (AUT-2).
//!
//! Each change is one upsert, so two that come at once are both counted, on any host and
//! through any restart.

use std::time::Duration;

use domain::time::Timestamp;

use crate::{Int, StoreError, Tx, values};

crate::statements! {
    ADD = "INSERT INTO tally (tally_key, total, resets_at) VALUES ($1, $2, $3)
        ON CONFLICT (tally_key) DO UPDATE SET
            total = CASE WHEN tally.resets_at <= $4 THEN excluded.total
                ELSE tally.total + excluded.total END,
            resets_at = CASE WHEN tally.resets_at <= $4 THEN excluded.resets_at
                ELSE tally.resets_at END
        RETURNING total, resets_at";
    GET = "SELECT total, resets_at FROM tally WHERE tally_key = $1 AND resets_at > $2";
    RESET = "DELETE FROM tally WHERE tally_key = $1";
    EXPIRE = "DELETE FROM tally WHERE resets_at <= $1";
}

/// A counter as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Tally {
    /// How many were counted in this window.
    pub total: i64,
    /// When the window ends and counting begins anew.
    #[sqlx(try_from = "Int")]
    pub resets_at: Timestamp,
}

/// Counts one more and answers how many that makes in the window. The window begins with
/// its first count and lasts `window`; later counts do not lengthen it.
pub async fn add(
    tx: &mut Tx,
    key: &str,
    window: Duration,
    now: Timestamp,
) -> Result<i64, StoreError> {
    Ok(add_many(tx, key, 1, window, now).await?.total)
}

/// Counts several more and answers the counter.
pub async fn add_many(
    tx: &mut Tx,
    key: &str,
    count: i64,
    window: Duration,
    now: Timestamp,
) -> Result<Tally, StoreError> {
    tx.one(ADD, values![key, count, now + window, now]).await
}

/// The counter, if its window is still open and something was counted.
pub async fn get(tx: &mut Tx, key: &str, now: Timestamp) -> Result<Option<Tally>, StoreError> {
    tx.optional(GET, values![key, now]).await
}

/// Forgets a counter: a success wipes out the tries before it.
pub async fn reset(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    tx.execute(RESET, values![key]).await.map(drop)
}

/// Removes the counters whose window has ended; answers how many.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute(EXPIRE, values![now]).await
}
