//! Accounts: the user ID, the password's hash, the secret answers' hashes, the terms accepted.

use domain::ids::{AccountId, MemberId};
use domain::secret_questions::SecretQuestion;
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(
    SecretQuestion,
    SecretQuestion::code,
    SecretQuestion::from_code
);

crate::statements! {
    INSERT = "INSERT INTO account (id, member, user_id, user_id_key, email, email_confirmed_at,
            password_hash, password_set_at, created_at, last_sign_on_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, NULL)
        ON CONFLICT DO NOTHING";
    BY_USER_ID = "SELECT id, member, user_id, email, password_hash, created_at, last_sign_on_at
        FROM account WHERE user_id_key = $1";
    BY_MEMBER = "SELECT id, member, user_id, email, password_hash, created_at, last_sign_on_at
        FROM account WHERE member = $1";
    BY_MRN = "SELECT account.id, account.member, account.user_id, account.email,
            account.password_hash, account.created_at, account.last_sign_on_at
        FROM member JOIN account ON account.member = member.id WHERE member.mrn = $1";
    SIGNED_ON = "UPDATE account SET last_sign_on_at = $2 WHERE id = $1";
    REHASHED = "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
    INSERT_ANSWER = "INSERT INTO secret_answer (account, place, question, answer_hash)
        VALUES ($1, $2, $3, $4)";
    ANSWERS = "SELECT question, answer_hash FROM secret_answer
        WHERE account = $1 ORDER BY place";
    HAS_ACCEPTED = "SELECT COUNT(*) FROM terms_acceptance WHERE account = $1 AND version = $2";
    ACCEPT_TERMS = "INSERT INTO terms_acceptance (account, version, accepted_at, network, visitor)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
}

/// A new account. No `Debug`: it holds hashes and an address.
#[derive(Clone)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// Whose.
    pub member: MemberId,
    /// The user ID as written.
    pub user_id: String,
    /// The user ID as it is unique.
    pub user_id_key: String,
    /// The e-mail address, confirmed.
    pub email: Option<String>,
    /// When it was confirmed.
    pub email_confirmed_at: Option<Timestamp>,
    /// The password's PHC string.
    pub password_hash: String,
    /// When the account is made.
    pub created_at: Timestamp,
}

/// An account. No `Debug`: it holds a hash and an address.
#[derive(Clone, sqlx::FromRow)]
pub struct Account {
    /// Its id.
    #[sqlx(try_from = "Text")]
    pub id: AccountId,
    /// Whose.
    #[sqlx(try_from = "Text")]
    pub member: MemberId,
    /// The user ID as its owner wrote it.
    pub user_id: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// The password's PHC string.
    pub password_hash: String,
    /// When it was made.
    #[sqlx(try_from = "Int")]
    pub created_at: Timestamp,
    /// When it was last signed on to.
    #[sqlx(try_from = "Int")]
    pub last_sign_on_at: Option<Timestamp>,
}

/// A question and the hash of its answer.
#[derive(Clone, sqlx::FromRow)]
pub struct SecretAnswerRow {
    /// The question.
    #[sqlx(try_from = "Text")]
    pub question: SecretQuestion,
    /// The answer's PHC string.
    pub answer_hash: String,
}

/// What was accepted, when, and by which visitor.
#[derive(Clone, Copy)]
pub struct Acceptance<'a> {
    /// The version of the terms.
    pub version: &'a str,
    /// When.
    pub at: Timestamp,
    /// The visitor's network.
    pub network: &'a str,
    /// The visitor's ticket, hashed.
    pub visitor: &'a str,
}

/// Makes an account; answers false when the member or the user ID has one already.
pub async fn insert(tx: &mut Tx, account: &NewAccount) -> Result<bool, StoreError> {
    let values = values![
        account.id,
        account.member,
        &account.user_id,
        &account.user_id_key,
        &account.email,
        account.email_confirmed_at,
        &account.password_hash,
        account.created_at,
    ];
    tx.changed_one(INSERT, values).await
}

/// The account of a user ID in lower case.
pub async fn by_user_id(tx: &mut Tx, key: &str) -> Result<Option<Account>, StoreError> {
    tx.optional(BY_USER_ID, values![key]).await
}

/// The account of a member.
pub async fn by_member(tx: &mut Tx, member: MemberId) -> Result<Option<Account>, StoreError> {
    tx.optional(BY_MEMBER, values![member]).await
}

/// The account of the member with this medical record number.
pub async fn by_mrn(tx: &mut Tx, mrn: &str) -> Result<Option<Account>, StoreError> {
    tx.optional(BY_MRN, values![mrn]).await
}

/// Notes a sign-on.
pub async fn signed_on(tx: &mut Tx, id: AccountId, at: Timestamp) -> Result<(), StoreError> {
    tx.change_one(SIGNED_ON, values![id, at]).await
}

/// Puts the same password's newer hash in place of the one it was verified against; false
/// when the password has changed meanwhile.
pub async fn rehashed(
    tx: &mut Tx,
    id: AccountId,
    verified: &str,
    newer: &str,
) -> Result<bool, StoreError> {
    tx.changed_one(REHASHED, values![id, verified, newer]).await
}

/// Keeps the three questions and the hashes of their answers.
pub async fn insert_answers(
    tx: &mut Tx,
    account: AccountId,
    answers: &[(SecretQuestion, String)],
) -> Result<(), StoreError> {
    for (place, (question, hash)) in (0_i64..).zip(answers) {
        tx.change_one(INSERT_ANSWER, values![account, place, *question, hash])
            .await?;
    }
    Ok(())
}

/// The questions of an account and the hashes of their answers.
pub async fn answers(tx: &mut Tx, account: AccountId) -> Result<Vec<SecretAnswerRow>, StoreError> {
    tx.all(ANSWERS, values![account]).await
}

/// Whether an account has accepted this version of the terms.
pub async fn has_accepted(
    tx: &mut Tx,
    account: AccountId,
    version: &str,
) -> Result<bool, StoreError> {
    let (count,): (i64,) = tx.one(HAS_ACCEPTED, values![account, version]).await?;
    Ok(count > 0)
}

/// Notes that terms were accepted; the same version twice is once.
pub async fn accept_terms(
    tx: &mut Tx,
    account: AccountId,
    accepted: Acceptance<'_>,
) -> Result<(), StoreError> {
    let Acceptance {
        version,
        at,
        network,
        visitor,
    } = accepted;
    tx.changed_one(
        ACCEPT_TERMS,
        values![account, version, at, network, visitor],
    )
    .await
    .map(drop)
}
