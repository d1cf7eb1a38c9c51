//! The audit trail: rows written beside the change they tell of, and the chain of seals put
//! over them afterwards (SECURITY AUD-1 to AUD-4).
//!
//! Rows are written unchained, so that writers do not queue up for the last link. A trigger
//! notes each in `unsealed`; one sealer at a time (a leased job) takes them from there in
//! order, chains them and signs. What the MAC covers is the sealer's business: this floor
//! hands out an [`Entry`] as the columns hold it.

use domain::audit::{Action, Actor, Outcome};
use domain::ids::{AuditId, MemberId};
use domain::staff::LookReason;
use domain::time::Timestamp;

use crate::{Int, StoreError, Tx, values};

crate::statements! {
    APPEND = "INSERT INTO audit (id, at, actor_kind, actor, subject, action, object, outcome,
            request_id, network, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// Reads the queue from end to end, which holds what came since the last seal.
    UNSEALED = "SELECT a.id, a.at, a.actor_kind, a.actor, a.subject, a.action, a.object,
            a.outcome, a.request_id, a.network, a.reason
        FROM unsealed u JOIN audit a ON a.id = u.audit
        ORDER BY u.audit LIMIT $1";
    LAST_SEAL = "SELECT seq, audit, mac FROM seal ORDER BY seq DESC LIMIT 1";
    APPEND_SEAL = "INSERT INTO seal (seq, audit, mac) VALUES ($1, $2, $3)";
    LEAVE_QUEUE = "DELETE FROM unsealed WHERE audit = $1";
    SEALS_AFTER = "SELECT s.seq, s.mac, s.audit, a.id, a.at, a.actor_kind, a.actor, a.subject,
            a.action, a.object, a.outcome, a.request_id, a.network, a.reason
        FROM seal s JOIN audit a ON a.id = s.audit
        WHERE s.seq > $1 ORDER BY s.seq LIMIT $2";
    /// For `portal audit verify`: a row without seal that does not wait for one was smuggled in.
    UNCHAINED = whole_table "SELECT a.id FROM audit a
        WHERE NOT EXISTS (SELECT 1 FROM seal s WHERE s.audit = a.id)
            AND NOT EXISTS (SELECT 1 FROM unsealed u WHERE u.audit = a.id)
        ORDER BY a.id LIMIT 1";
    ABOUT_SUBJECT = "SELECT id, at, actor_kind, actor, subject, action, object, outcome,
            request_id, network, reason
        FROM audit WHERE subject = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
}

/// A row to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its id, made of the instant, so that rows sort by it.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// On whose record, if on one.
    pub subject: Option<MemberId>,
    /// What.
    pub action: Action,
    /// Which row, by id.
    pub object: Option<String>,
    /// How it ended.
    pub outcome: Outcome,
    /// The request; empty for work that no request asked for.
    pub request_id: String,
    /// From which network; empty likewise.
    pub network: String,
    /// Why a record was looked at, where a reason is needed.
    pub reason: Option<LookReason>,
}

/// A row as it is stored: every word as the column holds it, so that a seal covers exactly
/// what anybody can read there.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// The audit id.
    pub id: String,
    /// When, UTC.
    #[sqlx(try_from = "Int")]
    pub at: Timestamp,
    /// `visitor`, `member`, `staff` or `system`.
    pub actor_kind: String,
    /// The actor's id, if they have one.
    pub actor: Option<String>,
    /// The member whose record it is about.
    pub subject: Option<String>,
    /// What was done.
    pub action: String,
    /// To which row.
    pub object: Option<String>,
    /// `done`, `refused` or `failed`.
    pub outcome: String,
    /// The request.
    pub request_id: Option<String>,
    /// The network.
    pub network: Option<String>,
    /// Why a record was looked at.
    pub reason: Option<String>,
}

/// A link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Seal {
    /// Its place in the chain, from 1 without gaps.
    pub seq: i64,
    /// The row it seals.
    pub audit: String,
    /// The keyed MAC over the previous MAC and the row, in hexadecimal.
    pub mac: String,
}

/// A link together with its row.
#[derive(Clone, sqlx::FromRow)]
pub struct Sealed {
    /// The link.
    #[sqlx(flatten)]
    pub seal: Seal,
    /// The row.
    #[sqlx(flatten)]
    pub entry: Entry,
}

/// Writes a row; it waits for its seal from then on.
pub async fn append(tx: &mut Tx, row: &AuditRow) -> Result<(), StoreError> {
    let actor = match row.actor {
        Actor::Member(id) => Some(id.to_string()),
        Actor::Staff(id) => Some(id.to_string()),
        Actor::Visitor | Actor::System => None,
    };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let values = values![
        row.id,
        row.at,
        row.actor.kind(),
        actor,
        row.subject,
        row.action.as_str(),
        &row.object,
        row.outcome.as_str(),
        some(&row.request_id),
        some(&row.network),
        row.reason,
    ];
    tx.change_one(APPEND, values).await
}

/// The rows that wait for a seal, in order.
pub async fn unsealed(tx: &mut Tx, limit: u32) -> Result<Vec<Entry>, StoreError> {
    tx.all(UNSEALED, values![limit]).await
}

/// The last link of the chain, if there is one.
pub async fn last_seal(tx: &mut Tx) -> Result<Option<Seal>, StoreError> {
    tx.optional(LAST_SEAL, values![]).await
}

/// Adds a link. Fails as not unique when another sealer was there first.
pub async fn append_seal(tx: &mut Tx, seal: &Seal) -> Result<(), StoreError> {
    tx.change_one(APPEND_SEAL, values![seal.seq, &seal.audit, &seal.mac])
        .await?;
    tx.change_one(LEAVE_QUEUE, values![&seal.audit]).await
}

/// The links after a place in the chain, with their rows: for verifying, a batch at a time.
pub async fn seals_after(tx: &mut Tx, seq: i64, limit: u32) -> Result<Vec<Sealed>, StoreError> {
    tx.all(SEALS_AFTER, values![seq, limit]).await
}

/// The first row that has no seal and waits for none, if there is one.
pub async fn unchained(tx: &mut Tx) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = tx.optional(UNCHAINED, values![]).await?;
    Ok(row.map(|(id,)| id))
}

/// What happened to a member's record, newest first, before the row `before` (AUD-7).
pub async fn about_subject(
    tx: &mut Tx,
    subject: MemberId,
    before: Option<AuditId>,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    // Every UUID is smaller than this, as text.
    let before = before.map_or_else(|| "g".to_owned(), |id| id.to_string());
    tx.all(ABOUT_SUBJECT, values![subject, before, limit]).await
}
