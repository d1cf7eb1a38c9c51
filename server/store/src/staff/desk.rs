//! Where a conversation stands with the team that answers it (migration 0013).

use domain::ids::{
    ConversationId, LookId, MemberId, MessageId, NoteId, OfficeId, PractitionerId, StaffId,
};
use domain::locale::Locale;
use domain::messages::{Cursor, Desk, Topic};
use domain::staff::{CloseReason, LookReason, Standing, Team, Urgency};
use domain::time::{Date, Timestamp};

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(Team, |team: Team| team, |text| text.parse().ok());
text_column!(Standing, Standing::code, Standing::from_code);
text_column!(Urgency, Urgency::code, Urgency::from_code);
text_column!(CloseReason, CloseReason::code, CloseReason::from_code);
text_column!(LookReason, LookReason::code, LookReason::from_code);

/// A page of the team inbox: first the page, by one read of an index, then what it shows of
/// each row. Both engines would else be free to join everything that waits and sort it.
macro_rules! waiting {
    ($which:literal) => {
        concat!(
            "SELECT page.conversation AS id, m.given || ' ' || m.family AS member, c.subject,
                    c.topic, page.team, o.name AS office, page.waiting_since, page.due_at,
                    page.urgency, s.name AS assigned
             FROM (SELECT d.conversation, d.team, d.waiting_since, d.due_at, d.urgency,
                          d.assigned_to
                   FROM desk_conversation d
                   WHERE d.standing = 'waiting' AND ",
            $which,
            " AND (d.due_at, d.conversation) > ($2, $3)
                   ORDER BY d.due_at, d.conversation LIMIT $4) page
             JOIN conversation c ON c.id = page.conversation
             JOIN member m ON m.id = c.member
             LEFT JOIN medical_office o ON o.id = page.team
             LEFT JOIN staff s ON s.id = page.assigned_to"
        )
    };
}

crate::statements! {
    /// What places a conversation with its team.
    PLACE = "SELECT c.topic, c.desk, p.office, m.medical_office
             FROM conversation c
             JOIN member m ON m.id = c.member
             LEFT JOIN practitioner p ON p.id = c.practitioner
             WHERE c.id = $1";
    /// A message of the member has come. What waits already keeps its time: the oldest message
    /// that nobody has answered counts. Every right side reads the row as it was.
    ARRIVE = "INSERT INTO desk_conversation (conversation, team, clinical, standing, urgency,
                  waiting_since, due_at, changed_at)
              VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $5)
              ON CONFLICT (conversation) DO UPDATE SET
                  standing = 'waiting', closed_reason = NULL, changed_at = excluded.changed_at,
                  waiting_since = COALESCE(desk_conversation.waiting_since,
                      excluded.waiting_since),
                  due_at = COALESCE(desk_conversation.due_at, excluded.due_at)";
    /// The team has answered; none where the member never wrote.
    ANSWER = "UPDATE desk_conversation
              SET standing = 'answered', waiting_since = NULL, due_at = NULL,
                  closed_reason = NULL, changed_at = $2
              WHERE conversation = $1";
    CLOSE = "UPDATE desk_conversation
             SET standing = 'closed', waiting_since = NULL, due_at = NULL,
                 closed_reason = $2, changed_at = $3
             WHERE conversation = $1 AND standing = 'waiting'";
    ASSIGN = "UPDATE desk_conversation SET assigned_to = $2, changed_at = $3
              WHERE conversation = $1";
    FORWARD = "UPDATE desk_conversation
               SET team = $2, clinical = $3, assigned_to = NULL, changed_at = $4
               WHERE conversation = $1";
    SET_URGENCY = "UPDATE desk_conversation SET urgency = $2, changed_at = $3
                   WHERE conversation = $1";
    ALL_WAITING = (waiting!("d.team = $1"));
    UNASSIGNED = (waiting!("d.team = $1 AND d.assigned_to IS NULL"));
    URGENT = (waiting!("d.team = $1 AND d.urgency = 'urgent'"));
    MINE = (waiting!("d.assigned_to = $1"));
    OVERDUE = (waiting!("d.team = $1 AND d.due_at <= $5"));
    /// One conversation, with its newest message.
    FIND = "SELECT c.id, c.member, c.subject, c.topic, c.practitioner, c.desk,
                   m.given || ' ' || m.family AS name, m.birth_date, m.locale,
                   p.given, p.family, d.team, o.name AS office, d.clinical, d.standing,
                   d.urgency, d.waiting_since, d.due_at, d.assigned_to, s.name AS assigned,
                   d.closed_reason, n.id AS newest_id, n.sent_at AS newest_at,
                   n.author AS newest_author
            FROM desk_conversation d
            JOIN conversation c ON c.id = d.conversation
            JOIN member m ON m.id = c.member
            JOIN message n ON n.id = (SELECT x.id FROM message x WHERE x.conversation = c.id
                                      ORDER BY x.sent_at DESC, x.id DESC LIMIT 1)
            LEFT JOIN practitioner p ON p.id = c.practitioner
            LEFT JOIN medical_office o ON o.id = d.team
            LEFT JOIN staff s ON s.id = d.assigned_to
            WHERE d.conversation = $1";
    INSERT_NOTE = "INSERT INTO desk_note (id, conversation, author, body, written_at)
                   VALUES ($1, $2, $3, $4, $5)";
    NOTES = "SELECT s.name AS author, n.body, n.written_at
             FROM desk_note n JOIN staff s ON s.id = n.author
             WHERE n.conversation = $1 ORDER BY n.written_at, n.id LIMIT 200";
    INSERT_LOOK = "INSERT INTO desk_look (id, conversation, staff, reason, words, at, until)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// A reason that still holds, the newest.
    OPEN_LOOK = "SELECT reason FROM desk_look
                 WHERE staff = $1 AND conversation = $2 AND until > $3
                 ORDER BY until DESC LIMIT 1";
    /// Who has such a reason.
    LOOKING = "SELECT DISTINCT staff FROM desk_look WHERE conversation = $1 AND until > $2";
    /// All offices to forward to: a plan has some hundred of them at most.
    OFFICES = whole_table "SELECT id, name FROM medical_office ORDER BY name, id";
}

/// What places a conversation with its team.
#[derive(Clone, Copy, sqlx::FromRow)]
pub struct PlaceRow {
    /// The topic it is filed under.
    #[sqlx(try_from = "Text")]
    pub topic: Topic,
    /// The desk it is with, if with one.
    #[sqlx(try_from = "Text")]
    pub desk: Option<Desk>,
    /// The office of the clinician it is with.
    #[sqlx(try_from = "Text")]
    pub office: Option<OfficeId>,
    /// The member's own office.
    #[sqlx(try_from = "Text")]
    pub medical_office: Option<OfficeId>,
}

/// A message of the member that has come.
#[derive(Clone, Copy)]
pub struct Arrival {
    /// In which conversation.
    pub conversation: ConversationId,
    /// The team that answers, when the conversation is new to the desks.
    pub team: Team,
    /// How soon it should be looked at, likewise.
    pub urgency: Urgency,
    /// When.
    pub at: Timestamp,
    /// By when it is to be answered, when nothing waited before it.
    pub due_at: Timestamp,
}

/// Which of the conversations that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// All of a team's.
    All(Team),
    /// Those of a team's that nobody has taken.
    Unassigned(Team),
    /// The urgent ones of a team's.
    Urgent(Team),
    /// Those of a team's that were due by an instant.
    Overdue(Team, Timestamp),
    /// Those assigned to somebody.
    Mine(StaffId),
}

/// A conversation that waits.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct WaitingRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: ConversationId,
    /// Whose: first and last name.
    pub member: String,
    /// What it is about.
    pub subject: String,
    /// The topic it is filed under.
    #[sqlx(try_from = "Text")]
    pub topic: Topic,
    /// With which team.
    #[sqlx(try_from = "Text")]
    pub team: Team,
    /// The name of the team's office, if it is one.
    pub office: Option<String>,
    /// Since when.
    #[sqlx(try_from = "Int")]
    pub waiting_since: Timestamp,
    /// By when.
    #[sqlx(try_from = "Int")]
    pub due_at: Timestamp,
    /// How soon it should be looked at.
    #[sqlx(try_from = "Text")]
    pub urgency: Urgency,
    /// The name of who has taken it.
    pub assigned: Option<String>,
}

/// A conversation as its desk has it, with its newest message.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CaseRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: ConversationId,
    /// Whose.
    #[sqlx(try_from = "Text")]
    pub member: MemberId,
    /// What it is about.
    pub subject: String,
    /// The topic it is filed under.
    #[sqlx(try_from = "Text")]
    pub topic: Topic,
    /// The clinician it is with, or
    #[sqlx(try_from = "Text")]
    pub practitioner: Option<PractitionerId>,
    /// the desk.
    #[sqlx(try_from = "Text")]
    pub desk: Option<Desk>,
    /// The member's name.
    pub name: String,
    /// Their birth date.
    #[sqlx(try_from = "Text")]
    pub birth_date: Date,
    /// The language on the roll.
    #[sqlx(try_from = "Text")]
    pub locale: Option<Locale>,
    /// The clinician's given name.
    pub given: Option<String>,
    /// Their family name.
    pub family: Option<String>,
    /// With which team it is.
    #[sqlx(try_from = "Text")]
    pub team: Team,
    /// The name of the team's office, if it is one.
    pub office: Option<String>,
    /// Whether a clinical team has had it.
    #[sqlx(try_from = "Int")]
    pub clinical: bool,
    /// How it stands.
    #[sqlx(try_from = "Text")]
    pub standing: Standing,
    /// How soon it should be looked at.
    #[sqlx(try_from = "Text")]
    pub urgency: Urgency,
    /// Since when it waits.
    #[sqlx(try_from = "Int")]
    pub waiting_since: Option<Timestamp>,
    /// By when it is to be answered.
    #[sqlx(try_from = "Int")]
    pub due_at: Option<Timestamp>,
    /// Who has taken it.
    #[sqlx(try_from = "Text")]
    pub assigned_to: Option<StaffId>,
    /// Their name.
    pub assigned: Option<String>,
    /// Why it was closed.
    #[sqlx(try_from = "Text")]
    pub closed_reason: Option<CloseReason>,
    /// Its newest message.
    #[sqlx(try_from = "Text")]
    pub newest_id: MessageId,
    /// When that was sent.
    #[sqlx(try_from = "Int")]
    pub newest_at: Timestamp,
    newest_author: String,
}

impl CaseRow {
    /// Whether the member wrote the newest message.
    pub fn newest_is_members(&self) -> bool {
        self.newest_author == "member"
    }
}

/// A note to be written.
#[derive(Clone)]
pub struct NewNote {
    /// Its id.
    pub id: NoteId,
    /// About which conversation.
    pub conversation: ConversationId,
    /// Who writes it.
    pub author: StaffId,
    /// Its text.
    pub body: String,
    /// When.
    pub written_at: Timestamp,
}

/// A note.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NoteRow {
    /// The name of who wrote it.
    pub author: String,
    /// Its text.
    pub body: String,
    /// When.
    #[sqlx(try_from = "Int")]
    pub written_at: Timestamp,
}

/// A reason given for opening another team's conversation.
#[derive(Clone)]
pub struct NewLook {
    /// Its id.
    pub id: LookId,
    /// Which conversation.
    pub conversation: ConversationId,
    /// Who.
    pub staff: StaffId,
    /// Why.
    pub reason: LookReason,
    /// The same in words.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// Until when it holds.
    pub until: Timestamp,
}

/// A medical office by name.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OfficeRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: OfficeId,
    /// Its name.
    pub name: String,
}

/// What places a conversation with its team.
pub async fn place(tx: &mut Tx, conversation: ConversationId) -> Result<PlaceRow, StoreError> {
    tx.one(PLACE, values![conversation]).await
}

/// Lets a conversation wait for its team.
pub async fn arrive(tx: &mut Tx, new: Arrival) -> Result<(), StoreError> {
    let values = values![
        new.conversation,
        new.team,
        new.team.is_clinical(),
        new.urgency,
        new.at,
        new.due_at,
    ];
    tx.change_one(ARRIVE, values).await
}

/// Notes that the team has answered; answers whether the desks know the conversation.
pub async fn answer(
    tx: &mut Tx,
    conversation: ConversationId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    tx.changed_one(ANSWER, values![conversation, at]).await
}

/// Closes a conversation that waits; false when it does not wait (any more).
pub async fn close(
    tx: &mut Tx,
    conversation: ConversationId,
    why: CloseReason,
    at: Timestamp,
) -> Result<bool, StoreError> {
    tx.changed_one(CLOSE, values![conversation, why, at]).await
}

/// Gives a conversation to somebody, or back to the team.
pub async fn assign(
    tx: &mut Tx,
    conversation: ConversationId,
    to: Option<StaffId>,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.change_one(ASSIGN, values![conversation, to, at]).await
}

/// Hands a conversation to another team, where nobody has taken it.
pub async fn forward(
    tx: &mut Tx,
    conversation: ConversationId,
    to: Team,
    clinical: bool,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.change_one(FORWARD, values![conversation, to, clinical, at])
        .await
}

/// Says how soon a conversation should be looked at.
pub async fn set_urgency(
    tx: &mut Tx,
    conversation: ConversationId,
    urgency: Urgency,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.change_one(SET_URGENCY, values![conversation, urgency, at])
        .await
}

/// A page of what waits, the one due first coming first, at most `length` rows after `after`.
pub async fn waiting(
    tx: &mut Tx,
    which: Waiting,
    after: Option<Cursor>,
    length: u32,
) -> Result<Vec<WaitingRow>, StoreError> {
    let (at, id) = match after {
        Some(place) => (place.at, place.id.to_string()),
        None => (Timestamp::from_micros(i64::MIN), String::new()),
    };
    let mut values = match which {
        Waiting::All(team)
        | Waiting::Unassigned(team)
        | Waiting::Urgent(team)
        | Waiting::Overdue(team, _) => values![team, at, id, length],
        Waiting::Mine(staff) => values![staff, at, id, length],
    };
    let statement = match which {
        Waiting::All(_) => ALL_WAITING,
        Waiting::Unassigned(_) => UNASSIGNED,
        Waiting::Urgent(_) => URGENT,
        Waiting::Mine(_) => MINE,
        Waiting::Overdue(_, by) => {
            values.extend(values![by]);
            OVERDUE
        }
    };
    let mut page: Vec<WaitingRow> = tx.all(statement, values).await?;
    page.sort_by_key(|row| (row.due_at, row.id));
    Ok(page)
}

/// A conversation that the desks know.
pub async fn find(
    tx: &mut Tx,
    conversation: ConversationId,
) -> Result<Option<CaseRow>, StoreError> {
    tx.optional(FIND, values![conversation]).await
}

/// Writes a note.
pub async fn insert_note(tx: &mut Tx, note: &NewNote) -> Result<(), StoreError> {
    let values = values![
        note.id,
        note.conversation,
        note.author,
        &note.body,
        note.written_at,
    ];
    tx.change_one(INSERT_NOTE, values).await
}

/// The first 200 notes about a conversation, oldest first.
pub async fn notes(tx: &mut Tx, conversation: ConversationId) -> Result<Vec<NoteRow>, StoreError> {
    tx.all(NOTES, values![conversation]).await
}

/// Keeps a reason for opening another team's conversation.
pub async fn insert_look(tx: &mut Tx, look: &NewLook) -> Result<(), StoreError> {
    let values = values![
        look.id,
        look.conversation,
        look.staff,
        look.reason,
        &look.words,
        look.at,
        look.until,
    ];
    tx.change_one(INSERT_LOOK, values).await
}

/// The reason that somebody gave for a conversation, while it holds.
pub async fn open_look(
    tx: &mut Tx,
    staff: StaffId,
    conversation: ConversationId,
    now: Timestamp,
) -> Result<Option<LookReason>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Given {
        #[sqlx(try_from = "Text")]
        reason: LookReason,
    }
    let row: Option<Given> = tx
        .optional(OPEN_LOOK, values![staff, conversation, now])
        .await?;
    Ok(row.map(|given| given.reason))
}

/// Who has given a reason for a conversation that holds now.
pub async fn looking(
    tx: &mut Tx,
    conversation: ConversationId,
    now: Timestamp,
) -> Result<Vec<StaffId>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Looking {
        #[sqlx(try_from = "Text")]
        staff: StaffId,
    }
    let rows: Vec<Looking> = tx.all(LOOKING, values![conversation, now]).await?;
    Ok(rows.into_iter().map(|row| row.staff).collect())
}

/// Every medical office, by name.
pub async fn offices(tx: &mut Tx) -> Result<Vec<OfficeRow>, StoreError> {
    tx.all(OFFICES, values![]).await
}
