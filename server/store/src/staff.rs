//! Who works at the desks, and their sessions (migration 0012).

pub mod desk;
pub mod find;

use domain::ids::{OfficeId, PractitionerId, StaffId};
use domain::staff::Role;
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(Role, Role::code, Role::from_code);

crate::statements! {
    INSERT = "INSERT INTO staff (id, user_id, user_id_key, name, role, practitioner,
            password_hash, password_set_at, totp_sealed, totp_step, created_at, email)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $9, $8, 0, $9, $10)
        ON CONFLICT (user_id_key) DO NOTHING";
    BY_USER_ID = "SELECT id, password_hash FROM staff
        WHERE user_id_key = $1 AND ended_at IS NULL";
    REHASHED = "UPDATE staff SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    /// Each step's code is taken once (AUT-6).
    TAKE_STEP = "UPDATE staff SET totp_step = $2, last_sign_on_at = $3
        WHERE id = $1 AND totp_step < $2";
    EMAIL = "SELECT email FROM staff WHERE id = $1 AND ended_at IS NULL";
    SECRET = "SELECT totp_sealed FROM staff WHERE id = $1 AND ended_at IS NULL";
    INSERT_SESSION = "INSERT INTO staff_session (token_hash, staff, created_at, last_seen_at,
            proven_at, device, network)
        VALUES ($1, $2, $3, $3, $4, $5, $6)";
    FIND_SESSION = "SELECT s.staff, t.name, t.role, t.practitioner, p.office, s.created_at,
            s.last_seen_at, s.proven_at
        FROM staff_session s
        JOIN staff t ON t.id = s.staff
        LEFT JOIN practitioner p ON p.id = t.practitioner
        WHERE s.token_hash = $1 AND t.ended_at IS NULL";
    TOUCH = "UPDATE staff_session SET last_seen_at = $2
        WHERE token_hash = $1 AND last_seen_at < $2";
    END = "DELETE FROM staff_session WHERE token_hash = $1";
    END_ALL = "DELETE FROM staff_session WHERE staff = $1";
    /// Whoever leaves is signed off everywhere (SES-7).
    LEAVE = "UPDATE staff SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    SWEEP = "DELETE FROM staff_session WHERE last_seen_at < $1";
    COUNT = "SELECT COUNT(*) FROM staff";
    /// Who answers messages at a medical office.
    AT_OFFICE = "SELECT t.id, t.name FROM practitioner p JOIN staff t ON t.practitioner = p.id
        WHERE p.office = $1 AND t.ended_at IS NULL ORDER BY t.name, t.id";
    /// Who answers messages in a role: some hundreds at most.
    IN_ROLE = "SELECT id, name FROM staff
        WHERE role = $1 AND ended_at IS NULL ORDER BY name, id LIMIT 500";
}

/// A new account at a desk. No `Debug`: it holds a hash and a secret.
#[derive(Clone)]
pub struct NewStaff {
    /// Its id.
    pub id: StaffId,
    /// The user ID as written.
    pub user_id: String,
    /// The user ID as it is unique.
    pub user_id_key: String,
    /// First and last name.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// Where they are told what happens to their account.
    pub email: Option<String>,
    /// The clinician they are; nurses and physicians are one.
    pub practitioner: Option<PractitionerId>,
    /// The password's PHC string.
    pub password_hash: String,
    /// The authenticator's secret, sealed.
    pub totp_sealed: String,
    /// When the account is made.
    pub created_at: Timestamp,
}

/// What signing on needs of an account. No `Debug`: it holds a hash.
#[derive(Clone, sqlx::FromRow)]
pub struct StaffAccount {
    /// Its id.
    #[sqlx(try_from = "Text")]
    pub id: StaffId,
    /// The password's PHC string.
    pub password_hash: String,
}

/// A new session.
#[derive(Clone)]
pub struct NewStaffSession {
    /// SHA-256 of its token.
    pub token_hash: String,
    /// Whose.
    pub staff: StaffId,
    /// When it begins.
    pub created_at: Timestamp,
    /// When the code was right; `None` while it is still to come.
    pub proven_at: Option<Timestamp>,
    /// The browser in a few words.
    pub device: String,
    /// The network it began from.
    pub network: String,
}

/// A session and whose it is.
#[derive(Clone, sqlx::FromRow)]
pub struct StaffSessionRow {
    /// Who.
    #[sqlx(try_from = "Text")]
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// What they do.
    #[sqlx(try_from = "Text")]
    pub role: Role,
    /// The clinician they are.
    #[sqlx(try_from = "Text")]
    pub practitioner: Option<PractitionerId>,
    /// The office where they work.
    #[sqlx(try_from = "Text")]
    pub office: Option<OfficeId>,
    /// When the session began.
    #[sqlx(try_from = "Int")]
    pub created_at: Timestamp,
    /// When it was last used.
    #[sqlx(try_from = "Int")]
    pub last_seen_at: Timestamp,
    /// When the code was right.
    #[sqlx(try_from = "Int")]
    pub proven_at: Option<Timestamp>,
}

/// Somebody at a desk, by name.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct NamedStaff {
    /// Who.
    #[sqlx(try_from = "Text")]
    pub id: StaffId,
    /// Their name.
    pub name: String,
}

/// Makes an account; answers false when the user ID is taken.
pub async fn insert(tx: &mut Tx, staff: &NewStaff) -> Result<bool, StoreError> {
    let values = values![
        staff.id,
        &staff.user_id,
        &staff.user_id_key,
        &staff.name,
        staff.role,
        staff.practitioner,
        &staff.password_hash,
        &staff.totp_sealed,
        staff.created_at,
        &staff.email,
    ];
    tx.changed_one(INSERT, values).await
}

/// The account of a user ID in lower case, of somebody who has not left.
pub async fn by_user_id(tx: &mut Tx, key: &str) -> Result<Option<StaffAccount>, StoreError> {
    tx.optional(BY_USER_ID, values![key]).await
}

/// Puts the same password's newer hash in place of the one it was verified against; false when
/// the password has changed meanwhile.
pub async fn rehashed(
    tx: &mut Tx,
    id: StaffId,
    verified: &str,
    newer: &str,
) -> Result<bool, StoreError> {
    tx.changed_one(REHASHED, values![id, verified, newer]).await
}

/// The address of somebody who has not left, if they have one.
pub async fn email(tx: &mut Tx, id: StaffId) -> Result<Option<String>, StoreError> {
    let row: Option<(Option<String>,)> = tx.optional(EMAIL, values![id]).await?;
    Ok(row.and_then(|(email,)| email))
}

/// The sealed secret of somebody's authenticator.
pub async fn secret(tx: &mut Tx, id: StaffId) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = tx.optional(SECRET, values![id]).await?;
    Ok(row.map(|(sealed,)| sealed))
}

/// Takes the code of a step, and notes the sign-on; false when a code of this step or a later
/// one was taken before.
pub async fn take_step(
    tx: &mut Tx,
    id: StaffId,
    step: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.changed_one(TAKE_STEP, values![id, step, now]).await
}

/// Begins a session.
pub async fn begin(tx: &mut Tx, session: &NewStaffSession) -> Result<(), StoreError> {
    let values = values![
        &session.token_hash,
        session.staff,
        session.created_at,
        session.proven_at,
        &session.device,
        &session.network,
    ];
    tx.change_one(INSERT_SESSION, values).await
}

/// The session of a token's hash, whether or not its time is over.
pub async fn session(tx: &mut Tx, token_hash: &str) -> Result<Option<StaffSessionRow>, StoreError> {
    tx.optional(FIND_SESSION, values![token_hash]).await
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

/// Ends every session of somebody; answers how many.
pub async fn end_all(tx: &mut Tx, id: StaffId) -> Result<u64, StoreError> {
    tx.execute(END_ALL, values![id]).await
}

/// Notes that somebody has left, and signs them off everywhere; false when they had left.
pub async fn leave(tx: &mut Tx, id: StaffId, at: Timestamp) -> Result<bool, StoreError> {
    tx.execute(END_ALL, values![id]).await?;
    tx.changed_one(LEAVE, values![id, at]).await
}

/// Removes the sessions last used before `before`; answers how many.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute(SWEEP, values![before]).await
}

/// How many accounts there are or were.
pub async fn count(tx: &mut Tx) -> Result<u64, StoreError> {
    let (count,): (i64,) = tx.one(COUNT, values![]).await?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Who answers messages at a medical office, by name.
pub async fn at_office(tx: &mut Tx, office: OfficeId) -> Result<Vec<NamedStaff>, StoreError> {
    tx.all(AT_OFFICE, values![office]).await
}

/// Who works in a role, by name.
pub async fn in_role(tx: &mut Tx, role: Role) -> Result<Vec<NamedStaff>, StoreError> {
    tx.all(IN_ROLE, values![role]).await
}
