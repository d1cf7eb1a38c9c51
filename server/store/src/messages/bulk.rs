//! Whole conversations, many at once: what measurements with a million messages are filled with
//! (`portal demo --messages`).
//!
//! A batch is one JSON text that the engine takes apart, a statement for each table: one by one a
//! million messages would take the better part of an hour. What is stored is what
//! [`super::append`] and its neighbours in other rooms leave behind; a test compares the two.

use domain::ids::RequestId;
use domain::messages::{Correspondent, SendKey};
use domain::requests::ConfirmationNumber;
use domain::staff::{Team, Urgency};
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::{Author, NewConversation, NewMessage, search};
use crate::{Statement, StoreError, Tx, values};

/// The rows of a batch.
macro_rules! rows {
    (sqlite) => {
        " FROM json_each($1) r"
    };
    (postgres) => {
        " FROM jsonb_array_elements(CAST(CAST($1 AS TEXT) AS jsonb)) AS r (value)"
    };
}

macro_rules! conversations {
    ($engine:ident) => {
        concat!(
            "INSERT INTO conversation (id, member, practitioner, desk, topic, subject, created_at,
                 last_received_at, last_practitioner, last_desk, last_sent_at, messages, last_at)
             SELECT r.value ->> 'id', r.value ->> 'member', r.value ->> 'practitioner',
                 r.value ->> 'desk', r.value ->> 'topic', r.value ->> 'subject',
                 CAST(r.value ->> 'created_at' AS BIGINT),
                 CAST(r.value ->> 'last_received_at' AS BIGINT),
                 r.value ->> 'last_practitioner', r.value ->> 'last_desk',
                 CAST(r.value ->> 'last_sent_at' AS BIGINT),
                 CAST(r.value ->> 'messages' AS BIGINT), CAST(r.value ->> 'last_at' AS BIGINT)",
            rows!($engine)
        )
    };
}

macro_rules! messages {
    ($engine:ident) => {
        concat!(
            "INSERT INTO message (id, conversation, member, author, practitioner, desk, body,
                 sent_at, no_reply, read_at, send_key, indexed)
             SELECT r.value ->> 'id', r.value ->> 'conversation', r.value ->> 'member',
                 r.value ->> 'author', r.value ->> 'practitioner', r.value ->> 'desk',
                 r.value ->> 'body', CAST(r.value ->> 'sent_at' AS BIGINT),
                 CAST(r.value ->> 'no_reply' AS BIGINT), CAST(r.value ->> 'read_at' AS BIGINT),
                 r.value ->> 'send_key', 1",
            rows!($engine)
        )
    };
}

macro_rules! requests {
    ($engine:ident) => {
        concat!(
            "INSERT INTO request (id, member, number, asked_at, message)
             SELECT r.value ->> 'id', r.value ->> 'member', r.value ->> 'number',
                 CAST(r.value ->> 'asked_at' AS BIGINT), r.value ->> 'message'",
            rows!($engine),
            " WHERE r.value ->> 'number' IS NOT NULL ON CONFLICT (number) DO NOTHING"
        )
    };
}

macro_rules! desks {
    ($engine:ident) => {
        concat!(
            "INSERT INTO desk_conversation (conversation, team, clinical, standing, urgency,
                 waiting_since, due_at, changed_at)
             SELECT r.value ->> 'conversation', r.value ->> 'team',
                 CAST(r.value ->> 'clinical' AS BIGINT), r.value ->> 'standing',
                 r.value ->> 'urgency', CAST(r.value ->> 'waiting_since' AS BIGINT),
                 CAST(r.value ->> 'due_at' AS BIGINT), CAST(r.value ->> 'changed_at' AS BIGINT)",
            rows!($engine)
        )
    };
}

crate::statements! {
    CONVERSATIONS = { sqlite: conversations!(sqlite), postgres: conversations!(postgres) };
    MESSAGES = { sqlite: messages!(sqlite), postgres: messages!(postgres) };
    /// The words of messages, as [`search`] adds those of one.
    WORDS = {
        sqlite: concat!(
            "INSERT INTO message_search (message, subject, people, body)
             SELECT r.value ->> 'message', r.value ->> 'subject', r.value ->> 'people',
                 r.value ->> 'body'",
            rows!(sqlite)
        ),
        postgres: concat!(
            "INSERT INTO message_search (message, words)
             SELECT r.value ->> 'message',
                 (SELECT string_agg(w || ':' || LEAST(n, 16383) || part.weight, ' ')::tsvector
                  FROM (VALUES (r.value ->> 'subject', 'A'), (r.value ->> 'people', 'B'),
                               (r.value ->> 'body', 'D')) AS part (words, weight),
                       unnest(string_to_array(part.words, ' ')) WITH ORDINALITY AS word (w, n)
                  WHERE w <> '')",
            rows!(postgres)
        ),
    };
    /// What members asked for; what has a number that somebody has already is left out.
    REQUESTS = { sqlite: requests!(sqlite), postgres: requests!(postgres) };
    DESKS = { sqlite: desks!(sqlite), postgres: desks!(postgres) };
}

/// A conversation with all of its messages.
pub struct Whole {
    /// The conversation.
    pub conversation: NewConversation,
    /// Its messages in order of time, one at least.
    pub letters: Vec<Letter>,
    /// How it stands with the team that answers it; `None` where the member never wrote.
    pub desk: Option<AtDesk>,
}

/// A message and what goes with it.
pub struct Letter {
    /// The message.
    pub message: NewMessage,
    /// The names of people by which a search finds it.
    pub people: String,
    /// What it is in the list of what the member has asked for, if they wrote it.
    pub request: Option<(RequestId, ConfirmationNumber)>,
}

/// How a conversation stands with its team.
pub struct AtDesk {
    /// The team.
    pub team: Team,
    /// How soon it should be looked at.
    pub urgency: Urgency,
    /// By when its last message is to be answered, if that waits; else it has been.
    pub due_at: Option<Timestamp>,
}

/// Stores conversations with everything that goes with them.
pub async fn add(tx: &mut Tx, all: &[Whole]) -> Result<(), StoreError> {
    insert(tx, CONVERSATIONS, all.iter().map(conversation).collect()).await?;
    insert(tx, MESSAGES, of_letters(all, |_, one| Some(message(one)))).await?;
    insert(tx, WORDS, of_letters(all, |all, one| Some(words(all, one)))).await?;
    insert(tx, DESKS, all.iter().filter_map(desk).collect()).await?;
    let asked = Value::Array(of_letters(all, |_, one| request(one))).to_string();
    tx.execute(REQUESTS, values![asked]).await?;
    Ok(())
}

/// The rows of all messages, as far as there are.
fn of_letters(all: &[Whole], row: fn(&Whole, &Letter) -> Option<Value>) -> Vec<Value> {
    let rows = all
        .iter()
        .flat_map(|one| one.letters.iter().filter_map(|letter| row(one, letter)));
    rows.collect()
}

async fn insert(tx: &mut Tx, statement: Statement, rows: Vec<Value>) -> Result<(), StoreError> {
    let count = rows.len();
    let text = Value::Array(rows).to_string();
    let stored = tx.execute(statement, values![text]).await?;
    if usize::try_from(stored) == Ok(count) {
        return Ok(());
    }
    Err(StoreError::rows(statement.name(), "all rows of the batch"))
}

/// The conversation after the last of its messages.
fn conversation(whole: &Whole) -> Value {
    let new = &whole.conversation;
    let (practitioner, desk) = match new.with {
        Correspondent::Practitioner(id) => (Some(id), None),
        Correspondent::Desk(desk) => (None, Some(desk.key())),
    };
    let latest = |own: bool| {
        let mut newest_first = whole.letters.iter().rev().map(|letter| &letter.message);
        newest_first.find(|message| (message.author == Author::Member) == own)
    };
    let (_, last_practitioner, last_desk) = latest(false)
        .map_or((json!(null), json!(null), json!(null)), |message| {
            author(message.author)
        });
    json!({
        "id": new.id,
        "member": new.member,
        "practitioner": practitioner,
        "desk": desk,
        "topic": new.topic.key(),
        "subject": new.subject,
        "created_at": new.created_at,
        "last_received_at": latest(false).map(|message| message.sent_at),
        "last_practitioner": last_practitioner,
        "last_desk": last_desk,
        "last_sent_at": latest(true).map(|message| message.sent_at),
        "messages": whole.letters.len(),
        "last_at": whole.letters.last().map(|letter| letter.message.sent_at),
    })
}

/// The columns `author`, `practitioner` and `desk`.
fn author(author: Author) -> (Value, Value, Value) {
    match author {
        Author::Member => (json!("member"), json!(null), json!(null)),
        Author::Practitioner(id) => (json!("practitioner"), json!(id), json!(null)),
        Author::Desk(desk) => (json!("desk"), json!(null), json!(desk.key())),
    }
}

fn message(letter: &Letter) -> Value {
    let new = &letter.message;
    let (author, practitioner, desk) = author(new.author);
    json!({
        "id": new.id,
        "conversation": new.conversation,
        "member": new.member,
        "author": author,
        "practitioner": practitioner,
        "desk": desk,
        "body": new.body,
        "sent_at": new.sent_at,
        "no_reply": i64::from(new.no_reply),
        "read_at": new.read_at,
        "send_key": new.send_key.as_ref().map(SendKey::as_str),
    })
}

fn words(whole: &Whole, letter: &Letter) -> Value {
    let new = &letter.message;
    let indexed = |text: &str| search::indexed(new.member, text);
    json!({
        "message": new.id,
        "subject": indexed(&whole.conversation.subject),
        "people": indexed(&letter.people),
        "body": indexed(&new.body),
    })
}

fn request(letter: &Letter) -> Option<Value> {
    let (id, number) = letter.request.as_ref()?;
    let new = &letter.message;
    Some(json!({
        "id": id,
        "member": new.member,
        "number": number.as_str(),
        "asked_at": new.sent_at,
        "message": new.id,
    }))
}

fn desk(whole: &Whole) -> Option<Value> {
    let desk = whole.desk.as_ref()?;
    let last = whole.letters.last()?.message.sent_at;
    Some(json!({
        "conversation": whole.conversation.id,
        "team": desk.team.to_string(),
        "clinical": i64::from(desk.team.is_clinical()),
        "standing": if desk.due_at.is_some() { "waiting" } else { "answered" },
        "urgency": desk.urgency.code(),
        "waiting_since": desk.due_at.map(|_| last),
        "due_at": desk.due_at,
        "changed_at": last,
    }))
}
