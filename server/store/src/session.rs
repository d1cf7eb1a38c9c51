//! Members signed on, and the attempts at it.

use domain::ids::{AccountId, MemberId};
use domain::services::CareRelationship;
use domain::session::Attempts;
use domain::time::Timestamp;

use crate::{Int, StoreError, Text, Tx, values};

crate::statements! {
    /// On PostgreSQL counting is done by one at a time: LOCK TABLE takes no snapshot, so who
    /// waited sees what the others counted. SQLite has one writer anyway.
    LOCK_ATTEMPTS = {
        sqlite: "SELECT 1 WHERE 1 = 0",
        postgres: "LOCK TABLE sign_on_attempts IN EXCLUSIVE MODE",
    };
    ATTEMPTS = "SELECT total, locked_until FROM sign_on_attempts WHERE attempt_key = $1";
    KEEP_ATTEMPTS = "INSERT INTO sign_on_attempts (attempt_key, total, locked_until, changed_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (attempt_key) DO UPDATE SET total = excluded.total,
            locked_until = excluded.locked_until, changed_at = excluded.changed_at";
    FORGET_ATTEMPTS = "DELETE FROM sign_on_attempts WHERE attempt_key = $1";
    SWEEP_ATTEMPTS = "DELETE FROM sign_on_attempts WHERE changed_at < $1";
    INSERT = "INSERT INTO session (token_hash, account, created_at, last_seen_at,
            previous_sign_on_at, device, network, terms_due)
        VALUES ($1, $2, $3, $3, $4, $5, $6, $7)";
    TERMS_ACCEPTED = "UPDATE session SET terms_due = 0 WHERE account = $1";
    FIND = "SELECT session.account, account.member,
            COALESCE(member.preferred_name, member.given) AS given,
            member.given || ' ' || member.family AS name, member.relationship,
            member.coverage_ended_at, session.created_at, session.last_seen_at,
            session.previous_sign_on_at, session.terms_due
        FROM session
        JOIN account ON account.id = session.account
        JOIN member ON member.id = account.member
        WHERE session.token_hash = $1";
    TOUCH = "UPDATE session SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2";
    END = "DELETE FROM session WHERE token_hash = $1";
    END_ALL = "DELETE FROM session WHERE account = $1";
    SWEEP = "DELETE FROM session WHERE last_seen_at < $1";
}

/// A session and whose it is.
#[derive(Clone, sqlx::FromRow)]
pub struct SessionRow {
    /// The account signed on.
    #[sqlx(try_from = "Text")]
    pub account: AccountId,
    /// The person on the roll.
    #[sqlx(try_from = "Text")]
    pub member: MemberId,
    /// What to greet them by.
    pub given: String,
    /// First and last name, as on the roll.
    pub name: String,
    /// Where they get care.
    #[sqlx(try_from = "Text")]
    pub relationship: CareRelationship,
    /// When coverage ended.
    #[sqlx(try_from = "Int")]
    pub coverage_ended_at: Option<Timestamp>,
    /// When the session began.
    #[sqlx(try_from = "Int")]
    pub created_at: Timestamp,
    /// When it was last used.
    #[sqlx(try_from = "Int")]
    pub last_seen_at: Timestamp,
    /// When the account was signed on to before this session.
    #[sqlx(try_from = "Int")]
    pub previous_sign_on_at: Option<Timestamp>,
    /// Whether newer terms have to be accepted before anything opens.
    #[sqlx(try_from = "Int")]
    pub terms_due: bool,
}

/// A new session.
#[derive(Clone)]
pub struct NewSession {
    /// SHA-256 of its token.
    pub token_hash: String,
    /// Whose.
    pub account: AccountId,
    /// When it begins.
    pub created_at: Timestamp,
    /// When the account was signed on to before.
    pub previous_sign_on_at: Option<Timestamp>,
    /// The browser in a few words.
    pub device: String,
    /// The network it began from.
    pub network: String,
    /// Whether newer terms have to be accepted before anything opens.
    pub terms_due: bool,
}

#[derive(sqlx::FromRow)]
struct AttemptsRow {
    #[sqlx(try_from = "Int")]
    total: u32,
    #[sqlx(try_from = "Int")]
    locked_until: Option<Timestamp>,
}

/// Begins to count: the first thing in a transaction that calls [`keep_attempts`].
pub async fn lock_attempts(tx: &mut Tx) -> Result<(), StoreError> {
    tx.execute(LOCK_ATTEMPTS, values![]).await.map(drop)
}

/// The attempts counted under a key.
pub async fn attempts(tx: &mut Tx, key: &str) -> Result<Attempts, StoreError> {
    let row: Option<AttemptsRow> = tx.optional(ATTEMPTS, values![key]).await?;
    Ok(row.map_or_else(Attempts::default, |row| Attempts {
        count: row.total,
        locked_until: row.locked_until,
    }))
}

/// Keeps the attempts counted under a key.
pub async fn keep_attempts(
    tx: &mut Tx,
    key: &str,
    attempts: Attempts,
    now: Timestamp,
) -> Result<(), StoreError> {
    let values = values![key, attempts.count, attempts.locked_until, now];
    tx.change_one(KEEP_ATTEMPTS, values).await
}

/// Forgets the attempts counted under a key.
pub async fn forget_attempts(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    tx.execute(FORGET_ATTEMPTS, values![key]).await.map(drop)
}

/// Begins a session.
pub async fn insert(tx: &mut Tx, session: &NewSession) -> Result<(), StoreError> {
    let values = values![
        &session.token_hash,
        session.account,
        session.created_at,
        session.previous_sign_on_at,
        &session.device,
        &session.network,
        session.terms_due,
    ];
    tx.change_one(INSERT, values).await
}

/// Lets the sessions of an account pass that waited for the terms.
pub async fn terms_accepted(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    tx.execute(TERMS_ACCEPTED, values![account]).await.map(drop)
}

/// The session of a token's hash, whether or not its time is over.
pub async fn find(tx: &mut Tx, token_hash: &str) -> Result<Option<SessionRow>, StoreError> {
    tx.optional(FIND, values![token_hash]).await
}

/// Notes that a session was used. Never moves back; a session that has ended is no error.
pub async fn touch(tx: &mut Tx, token_hash: &str, at: Timestamp) -> Result<(), StoreError> {
    tx.changed_one(TOUCH, values![token_hash, at])
        .await
        .map(drop)
}

/// Ends a session; answers whether there was one.
pub async fn end(tx: &mut Tx, token_hash: &str) -> Result<bool, StoreError> {
    tx.changed_one(END, values![token_hash]).await
}

/// Ends every session of an account; answers how many.
pub async fn end_all(tx: &mut Tx, account: AccountId) -> Result<u64, StoreError> {
    tx.execute(END_ALL, values![account]).await
}

/// Removes the sessions last used before `before`, and the attempts last counted then;
/// answers how many.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    let sessions = tx.execute(SWEEP, values![before]).await?;
    Ok(sessions + tx.execute(SWEEP_ATTEMPTS, values![before]).await?)
}
