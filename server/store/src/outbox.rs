//! Mail and letters on their way out (AVL-7): written in the transaction of what they tell,
//! sent afterwards, at least once and always under the same message id.

use domain::ids::OutboxId;
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

crate::statements! {
    QUEUE = "INSERT INTO outbox (id, kind, recipient, subject, body, state, created_at, due_at,
            attempts, lease_until, fence, message_id)
        VALUES ($1, $2, $3, $4, $5, 'queued', $6, $7, 0, 0, 0, $8)";
    LEASE = {
        sqlite: "UPDATE outbox SET lease_until = $2, fence = fence + 1, attempts = attempts + 1
            WHERE id IN (SELECT id FROM outbox
                WHERE state IN ('queued', 'failed') AND due_at <= $1 AND lease_until <= $1
                    AND kind = $4
                ORDER BY due_at, id LIMIT $3)
            RETURNING id, kind, recipient, subject, body, message_id, fence, attempts,
                created_at",
        postgres: "UPDATE outbox SET lease_until = $2, fence = fence + 1, attempts = attempts + 1
            WHERE id IN (SELECT id FROM outbox
                WHERE state IN ('queued', 'failed') AND due_at <= $1 AND lease_until <= $1
                    AND kind = $4
                ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, recipient, subject, body, message_id, fence, attempts,
                created_at",
    };
    SENT = "UPDATE outbox SET state = 'sent', sent_at = $3, lease_until = 0
        WHERE id = $1 AND fence = $2 AND state IN ('queued', 'failed')";
    FAILED = "UPDATE outbox SET state = 'failed', due_at = $3, lease_until = 0
        WHERE id = $1 AND fence = $2 AND state IN ('queued', 'failed')";
    DEAD = "UPDATE outbox SET state = 'dead', lease_until = 0
        WHERE id = $1 AND fence = $2 AND state IN ('queued', 'failed')";
    /// Takes back what waits; what a host has in hand is left to it.
    TAKE_BACK = "DELETE FROM outbox
        WHERE id = $1 AND state IN ('queued', 'failed') AND lease_until <= $2";
    LIST = "SELECT id, kind, recipient, subject, body, state, created_at, sent_at, attempts
        FROM outbox WHERE (created_at, id) > ($1, $2)
        ORDER BY created_at, id LIMIT $3";
    OLDEST_WAITING = "SELECT due_at FROM outbox
        WHERE state IN ('queued', 'failed') ORDER BY due_at, id LIMIT 1";
}

/// How something goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An e-mail.
    Mail,
    /// A printed letter.
    Letter,
}

impl Kind {
    /// The word stored for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Letter => "letter",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Mail, Self::Letter]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}
text_column!(Kind, Kind::as_str, Kind::from_word);

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not yet tried.
    Queued,
    /// Handed over.
    Sent,
    /// Tried in vain; will be tried again.
    Failed,
    /// Given up; staff have to look at it.
    Dead,
}

impl State {
    /// The word stored for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Dead => "dead",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Queued, Self::Sent, Self::Failed, Self::Dead]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}
text_column!(State, State::as_str, State::from_word);

/// Something to be sent. No `Debug`: it holds an address and, often, a code.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPost {
    /// Its id.
    pub id: OutboxId,
    /// Mail or letter.
    pub kind: Kind,
    /// The mail address, or the lines of the postal address.
    pub recipient: String,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// Not before.
    pub due_at: Timestamp,
    /// The Message-ID, the same at every try, so that a mail sent twice is shown once.
    pub message_id: String,
}

/// Something leased for sending.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Leased {
    /// Its id.
    #[sqlx(try_from = "Text")]
    pub id: OutboxId,
    /// Mail or letter.
    #[sqlx(try_from = "Text")]
    pub kind: Kind,
    /// To whom.
    pub recipient: String,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The Message-ID.
    pub message_id: String,
    /// The token that proves this lease.
    pub fence: i64,
    /// How often it was leased, this time included.
    pub attempts: i64,
    /// When it was written.
    #[sqlx(try_from = "Int")]
    pub created_at: Timestamp,
}

/// Something in the outbox, as `portal outbox list` shows it.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Post {
    /// Its id.
    #[sqlx(try_from = "Text")]
    pub id: OutboxId,
    /// Mail or letter.
    #[sqlx(try_from = "Text")]
    pub kind: Kind,
    /// To whom.
    pub recipient: String,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Where it stands.
    #[sqlx(try_from = "Text")]
    pub state: State,
    /// When it was written.
    #[sqlx(try_from = "Int")]
    pub created_at: Timestamp,
    /// When it was handed over.
    #[sqlx(try_from = "Int")]
    pub sent_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: i64,
}

/// Puts something into the outbox.
pub async fn queue(tx: &mut Tx, post: &NewPost) -> Result<(), StoreError> {
    let values = values![
        post.id,
        post.kind,
        &post.recipient,
        &post.subject,
        &post.body,
        post.created_at,
        post.due_at,
        &post.message_id,
    ];
    tx.change_one(QUEUE, values).await
}

/// Leases up to `limit` of what is due, of one kind, until `until`. In a write transaction.
pub async fn lease(
    tx: &mut Tx,
    kind: Kind,
    now: Timestamp,
    until: Timestamp,
    limit: u32,
) -> Result<Vec<Leased>, StoreError> {
    let mut leased: Vec<Leased> = tx.all(LEASE, values![now, until, limit, kind]).await?;
    leased.sort_by_key(|post| (post.created_at, post.id));
    Ok(leased)
}

/// Notes that it was handed over; answers false when the lease was lost meanwhile.
pub async fn sent(tx: &mut Tx, post: &Leased, now: Timestamp) -> Result<bool, StoreError> {
    tx.changed_one(SENT, values![post.id, post.fence, now])
        .await
}

/// Notes that a try failed and when the next is due; answers false when the lease was lost.
pub async fn failed(tx: &mut Tx, post: &Leased, next: Timestamp) -> Result<bool, StoreError> {
    tx.changed_one(FAILED, values![post.id, post.fence, next])
        .await
}

/// Gives up; answers false when the lease was lost.
pub async fn dead(tx: &mut Tx, post: &Leased) -> Result<bool, StoreError> {
    tx.changed_one(DEAD, values![post.id, post.fence]).await
}

/// Takes back a post that has not left and that no host has in hand; answers whether there was
/// one.
pub async fn take_back(tx: &mut Tx, id: OutboxId, now: Timestamp) -> Result<bool, StoreError> {
    tx.changed_one(TAKE_BACK, values![id, now]).await
}

/// A page of the outbox, oldest first, after the post `after` (`None` for the first page).
pub async fn list(
    tx: &mut Tx,
    after: Option<(Timestamp, OutboxId)>,
    limit: u32,
) -> Result<Vec<Post>, StoreError> {
    let (created_at, id) = match after {
        Some((at, id)) => (at, id.to_string()),
        None => (Timestamp::from_micros(i64::MIN), String::new()),
    };
    tx.all(LIST, values![created_at, id, limit]).await
}

/// Since when the longest waiting post has been due, if any waits (AUD-9).
pub async fn oldest_waiting(tx: &mut Tx) -> Result<Option<Timestamp>, StoreError> {
    let row: Option<(i64,)> = tx.optional(OLDEST_WAITING, values![]).await?;
    Ok(row.map(|(due_at,)| Timestamp::from_micros(due_at)))
}
