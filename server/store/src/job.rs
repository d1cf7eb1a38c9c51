//! Work with a due time, done once though several hosts look for it (AVL-8).
//!
//! A worker leases what is due. The lease ends by time, so the work of a host that died is
//! taken up by another; the fence, one higher with every lease, keeps the first from
//! finishing it after all when it only slept (F13): [`finish`] and [`postpone`] change
//! nothing for who comes with an old fence.

use domain::ids::JobId;
use domain::time::Timestamp;

use crate::{Int, StoreError, Text, Tx, values};

crate::statements! {
    PLAN = "INSERT INTO job (id, kind, unique_key, payload, due_at, lease_until, fence, attempts)
        VALUES ($1, $2, $3, $4, $5, 0, 0, 0)
        ON CONFLICT (unique_key) DO NOTHING";
    LEASE = {
        sqlite: "UPDATE job SET lease_until = $2, fence = fence + 1, attempts = attempts + 1
            WHERE id IN (SELECT id FROM job
                WHERE done_at IS NULL AND due_at <= $1 AND lease_until <= $1
                ORDER BY due_at, id LIMIT $3)
            RETURNING id, kind, unique_key, payload, due_at, fence, attempts",
        postgres: "UPDATE job SET lease_until = $2, fence = fence + 1, attempts = attempts + 1
            WHERE id IN (SELECT id FROM job
                WHERE done_at IS NULL AND due_at <= $1 AND lease_until <= $1
                ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, unique_key, payload, due_at, fence, attempts",
    };
    FINISH = "UPDATE job SET done_at = $3, lease_until = 0
        WHERE id = $1 AND fence = $2 AND done_at IS NULL";
    POSTPONE = "UPDATE job SET due_at = $3, lease_until = 0
        WHERE id = $1 AND fence = $2 AND done_at IS NULL";
    FORGET = "DELETE FROM job WHERE done_at IS NOT NULL AND done_at <= $1";
}

/// A piece of work to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// What makes it one piece: planned twice, it is there once.
    pub unique_key: String,
    /// What the work needs to know, as JSON.
    pub payload: String,
    /// Not before.
    pub due_at: Timestamp,
}

/// A leased piece of work.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Leased {
    /// Its id.
    #[sqlx(try_from = "Text")]
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// What makes it one piece.
    pub unique_key: String,
    /// What the work needs to know, as JSON.
    pub payload: String,
    /// When it was due.
    #[sqlx(try_from = "Int")]
    pub due_at: Timestamp,
    /// The token that proves this lease.
    pub fence: i64,
    /// How often it was leased, this time included.
    pub attempts: i64,
}

/// Plans work; answers false when work of this key was planned before.
pub async fn plan(tx: &mut Tx, job: &NewJob) -> Result<bool, StoreError> {
    let values = values![job.id, &job.kind, &job.unique_key, &job.payload, job.due_at];
    tx.changed_one(PLAN, values).await
}

/// Leases up to `limit` pieces of due work until `until`. In a write transaction.
pub async fn lease(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
    limit: u32,
) -> Result<Vec<Leased>, StoreError> {
    let mut leased: Vec<Leased> = tx.all(LEASE, values![now, until, limit]).await?;
    // UPDATE … RETURNING promises no order.
    leased.sort_by_key(|job| (job.due_at, job.id));
    Ok(leased)
}

/// Notes that the work is done, in the transaction of its effect; answers false, and the
/// caller rolls back, when the lease was lost.
pub async fn finish(tx: &mut Tx, job: &Leased, now: Timestamp) -> Result<bool, StoreError> {
    tx.changed_one(FINISH, values![job.id, job.fence, now])
        .await
}

/// Gives the work back to be tried again later; answers false when the lease was lost.
pub async fn postpone(tx: &mut Tx, job: &Leased, due_at: Timestamp) -> Result<bool, StoreError> {
    tx.changed_one(POSTPONE, values![job.id, job.fence, due_at])
        .await
}

/// Removes work done before `before`; answers how much.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(FORGET, values![before]).await
}
