//! Finding a conversation among those of a team.

use domain::ids::{ConversationId, MemberId};
use domain::messages::Topic;
use domain::mrn::Mrn;
use domain::requests::ConfirmationNumber;
use domain::staff::{Standing, Team};
use domain::time::{Date, Timestamp};

use crate::{Int, StoreError, Text, Tx, values};

/// What is shown of a conversation that was found.
macro_rules! found {
    ($of:literal) => {
        concat!(
            "SELECT c.id, c.member, m.given || ' ' || m.family AS name, m.birth_date, c.subject,
                    c.topic, d.team, d.standing, d.changed_at, s.name AS assigned
             FROM ",
            $of,
            " LEFT JOIN staff s ON s.id = d.assigned_to"
        )
    };
}

crate::statements! {
    /// What got a number.
    OF_NUMBER = (found!("request r JOIN message x ON x.id = r.message
                JOIN conversation c ON c.id = x.conversation
                JOIN desk_conversation d ON d.conversation = c.id
                JOIN member m ON m.id = c.member AND r.number = $1"));
    /// What the member with a medical record number has written to a team, the newest first.
    OF_MRN = (concat!(found!("member m
                JOIN conversation c ON c.member = m.id AND c.last_sent_at IS NOT NULL
                JOIN desk_conversation d ON d.conversation = c.id AND d.team = $2"),
            " WHERE m.mrn = $1 ORDER BY c.last_sent_at DESC LIMIT $3"));
    /// The same of members whose names begin so.
    OF_NAME = (concat!(found!("(SELECT id, given, family, birth_date FROM member
                    WHERE name_key >= $1 AND name_key < $4
                    ORDER BY name_key LIMIT $3) m
                JOIN conversation c ON c.member = m.id AND c.last_sent_at IS NOT NULL
                JOIN desk_conversation d ON d.conversation = c.id AND d.team = $2"),
            " ORDER BY c.last_sent_at DESC LIMIT $3"));
    /// The same among all that waits for a team.
    OF_WAITING = (found!("(SELECT conversation, team, standing, changed_at, assigned_to
                    FROM desk_conversation WHERE standing = 'waiting' AND team = $1
                    ORDER BY due_at, conversation LIMIT $2) d
                JOIN conversation c ON c.id = d.conversation
                JOIN member m ON m.id = c.member"));
}

/// A conversation that was found.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FoundRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: ConversationId,
    /// Whose.
    #[sqlx(try_from = "Text")]
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// Their birth date.
    #[sqlx(try_from = "Text")]
    pub birth_date: Date,
    /// What it is about.
    pub subject: String,
    /// The topic it is filed under.
    #[sqlx(try_from = "Text")]
    pub topic: Topic,
    /// With which team it is.
    #[sqlx(try_from = "Text")]
    pub team: Team,
    /// How it stands.
    #[sqlx(try_from = "Text")]
    pub standing: Standing,
    /// When something was done with it last.
    #[sqlx(try_from = "Int")]
    pub changed_at: Timestamp,
    /// The name of who has taken it.
    pub assigned: Option<String>,
}

/// The conversation of a message that got a number, whatever team has it.
pub async fn of_number(
    tx: &mut Tx,
    number: &ConfirmationNumber,
) -> Result<Option<FoundRow>, StoreError> {
    tx.optional(OF_NUMBER, values![number.as_str()]).await
}

/// The newest conversations of a member with a team, by their medical record number.
pub async fn of_mrn(
    tx: &mut Tx,
    mrn: &Mrn,
    team: Team,
    most: u32,
) -> Result<Vec<FoundRow>, StoreError> {
    tx.all(OF_MRN, values![mrn.as_str(), team, most]).await
}

/// The newest conversations with a team of members whose folded names begin so.
pub async fn of_name(
    tx: &mut Tx,
    beginning: &str,
    team: Team,
    most: u32,
) -> Result<Vec<FoundRow>, StoreError> {
    let end = format!("{beginning}\u{10ffff}");
    tx.all(OF_NAME, values![beginning, team, most, end]).await
}

/// What waits for a team, the one due first coming first.
pub async fn of_waiting(tx: &mut Tx, team: Team, most: u32) -> Result<Vec<FoundRow>, StoreError> {
    tx.all(OF_WAITING, values![team, most]).await
}
