//! What members have asked for (migration 0014): each under a number, and how it stands, read
//! from the rows it is about.

use domain::ids::{ConversationId, MemberId, MessageId, RequestId};
use domain::messages::Desk;
use domain::requests::{ConfirmationNumber, Progress, RequestCursor};
use domain::staff::{CloseReason, Standing, Team};
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(@read RequestId, |text| text.parse().ok());
text_column!(@read ConfirmationNumber, |text| text.parse().ok());

crate::statements! {
    /// A message that was sent; none when somebody has its number already.
    INSERT = "INSERT INTO request (id, member, number, asked_at, message)
              VALUES ($1, $2, $3, $4, $5)
              ON CONFLICT (number) DO NOTHING";
    /// A page of a member's: first the page, by one read of an index, then what each row is about.
    /// Its answer is the first message that they received after it.
    PAGE = "SELECT page.id, page.number, page.asked_at, c.id AS conversation, c.subject,
                   c.desk, p.given, p.family,
                   CAST(CASE WHEN EXISTS (
                       SELECT 1 FROM message f WHERE f.conversation = m.conversation
                         AND (f.sent_at, f.id) < (m.sent_at, m.id)) THEN 1 ELSE 0 END AS BIGINT)
                       AS reply,
                   a.sent_at AS answered_at, a.desk AS answered_desk,
                   q.given AS answered_given, q.family AS answered_family,
                   d.team, d.standing, d.waiting_since, d.due_at, d.closed_reason,
                   s.name AS assigned, o.name AS office, o.phone
            FROM (SELECT r.id, r.number, r.asked_at, r.message FROM request r
                  WHERE r.member = $1 AND (r.asked_at, r.id) < ($2, $3)
                  ORDER BY r.asked_at DESC, r.id DESC LIMIT $4) page
            JOIN message m ON m.id = page.message
            JOIN conversation c ON c.id = m.conversation
            LEFT JOIN practitioner p ON p.id = c.practitioner
            LEFT JOIN message a ON a.id = (
                SELECT x.id FROM message x WHERE x.conversation = m.conversation
                  AND x.author <> 'member' AND (x.sent_at, x.id) > (m.sent_at, m.id)
                ORDER BY x.sent_at, x.id LIMIT 1)
            LEFT JOIN practitioner q ON q.id = a.practitioner
            LEFT JOIN desk_conversation d ON d.conversation = m.conversation
            LEFT JOIN staff s ON s.id = d.assigned_to
            LEFT JOIN medical_office o ON o.id = d.team";
}

/// A message that a member has sent, to be listed among their requests.
#[derive(Clone)]
pub struct NewRequest {
    /// Its identifier.
    pub id: RequestId,
    /// Whose it is.
    pub member: MemberId,
    /// Its number.
    pub number: ConfirmationNumber,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// The message.
    pub message: MessageId,
}

/// A request, with what is stored about it.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RequestRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: RequestId,
    /// Its number; what was sent before there were numbers has none.
    #[sqlx(try_from = "Text")]
    pub number: Option<ConfirmationNumber>,
    /// When it was asked for.
    #[sqlx(try_from = "Int")]
    pub asked_at: Timestamp,
    /// The conversation of the message.
    #[sqlx(try_from = "Text")]
    pub conversation: ConversationId,
    /// What that is about.
    pub subject: String,
    /// The desk it is with, or
    #[sqlx(try_from = "Text")]
    pub desk: Option<Desk>,
    /// the given name of the clinician it is with, and
    pub given: Option<String>,
    /// their family name.
    pub family: Option<String>,
    /// Whether the message went on with a conversation.
    #[sqlx(try_from = "Int")]
    pub reply: bool,
    /// When it was answered.
    #[sqlx(try_from = "Int")]
    pub answered_at: Option<Timestamp>,
    /// The desk that answered it, or
    #[sqlx(try_from = "Text")]
    pub answered_desk: Option<Desk>,
    /// the given name of the clinician who did, and
    pub answered_given: Option<String>,
    /// their family name.
    pub answered_family: Option<String>,
    /// With which team the conversation is.
    #[sqlx(try_from = "Text")]
    pub team: Option<Team>,
    #[sqlx(try_from = "Text")]
    standing: Option<Standing>,
    #[sqlx(try_from = "Int")]
    waiting_since: Option<Timestamp>,
    #[sqlx(try_from = "Int")]
    due_at: Option<Timestamp>,
    #[sqlx(try_from = "Text")]
    closed_reason: Option<CloseReason>,
    /// The name of whoever has taken it.
    pub assigned: Option<String>,
    /// The name of the team's office, if it is one.
    pub office: Option<String>,
    /// That office's telephone number.
    pub phone: Option<String>,
}

impl RequestRow {
    /// What the rule about its state looks at.
    pub fn progress(&self) -> Progress {
        Progress {
            asked_at: self.asked_at,
            answered_at: self.answered_at,
            standing: self.standing,
            waiting_since: self.waiting_since,
            due_at: self.due_at,
            closed_reason: self.closed_reason,
        }
    }
}

/// Lists a message among its member's requests. Answers `false`, and has changed nothing, when
/// its number is another's.
pub async fn insert(tx: &mut Tx, new: &NewRequest) -> Result<bool, StoreError> {
    let values = values![
        new.id,
        new.member,
        new.number.as_str(),
        new.asked_at,
        new.message,
    ];
    tx.changed_one(INSERT, values).await
}

/// A page of what a member has asked for, newest first, at most `length` rows after `after`.
pub async fn page(
    tx: &mut Tx,
    member: MemberId,
    after: Option<RequestCursor>,
    length: u32,
) -> Result<Vec<RequestRow>, StoreError> {
    let (at, id) = match after {
        Some(place) => (place.at, place.id.to_string()),
        None => (Timestamp::from_micros(i64::MAX), String::new()),
    };
    let mut page: Vec<RequestRow> = tx.all(PAGE, values![member, at, id, length]).await?;
    page.sort_by_key(|row| std::cmp::Reverse((row.asked_at, row.id)));
    Ok(page)
}
