//! The results that messages ask about (migration 0025).

use domain::ids::{ConversationId, MessageId, PractitionerId, ReportId};
use domain::results::ReportStatus;
use domain::time::Timestamp;

use crate::{Int, StoreError, Text, Tx, values};

crate::statements! {
    /// Says which result a message asks about, in the version that it has now.
    ASK = "INSERT INTO message_report (message, report, version)
            SELECT CAST($1 AS TEXT), id, version FROM report WHERE id = $2";
    /// The results of a conversation's messages, as they stand now.
    OF_CONVERSATION = "SELECT a.message, a.report, a.version, m.sent_at, r.name, r.status,
                r.at_source, r.changed_at
            FROM message m JOIN message_report a ON a.message = m.id
            JOIN report r ON r.id = a.report
            WHERE m.conversation = $1 ORDER BY m.sent_at, m.id";
    /// Who saw the member at the visit that a report belongs to, then who read it.
    KNOWN_TO = "SELECT v.practitioner, CAST(0 AS BIGINT) AS place
            FROM report r JOIN visit_participant v ON v.visit = r.visit WHERE r.id = $1
            UNION ALL
            SELECT w.practitioner, CAST(1 AS BIGINT) AS place FROM report_reviewer w WHERE w.report = $1
            ORDER BY place, practitioner";
}

/// A result that a message asks about. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AboutRow {
    /// The message.
    #[sqlx(try_from = "Text")]
    pub message: MessageId,
    /// The result.
    #[sqlx(try_from = "Text")]
    pub report: ReportId,
    /// Its version when the message was sent.
    pub version: i64,
    /// When that was.
    #[sqlx(try_from = "Int")]
    pub sent_at: Timestamp,
    /// The panel's name now.
    pub name: String,
    /// How final it is now.
    #[sqlx(try_from = "Text")]
    pub status: ReportStatus,
    /// When the sample was taken, as the source wrote it.
    pub at_source: Option<String>,
    /// When it, or one of its values, last changed here.
    #[sqlx(try_from = "Int")]
    pub changed_at: Timestamp,
}

/// Says which result a message asks about, which must have been found to be the member's.
pub async fn ask(tx: &mut Tx, message: MessageId, report: ReportId) -> Result<(), StoreError> {
    tx.change_one(ASK, values![message, report]).await
}

/// The results that a conversation's messages ask about, in the order of the messages.
pub async fn of_conversation(
    tx: &mut Tx,
    conversation: ConversationId,
) -> Result<Vec<AboutRow>, StoreError> {
    tx.all(OF_CONVERSATION, values![conversation]).await
}

/// The clinicians who know a report: whoever saw the member then, and then whoever read it.
pub async fn known_to(tx: &mut Tx, report: ReportId) -> Result<Vec<PractitionerId>, StoreError> {
    let rows: Vec<Known> = tx.all(KNOWN_TO, values![report]).await?;
    Ok(rows.into_iter().map(|row| row.practitioner).collect())
}

#[derive(sqlx::FromRow)]
struct Known {
    #[sqlx(try_from = "Text")]
    practitioner: PractitionerId,
}
