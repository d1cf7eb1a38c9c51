//! Search over a member's messages (migration 0008): SQLite's FTS5, PostgreSQL's full text.
//!
//! Both hold words that [`domain::messages::search`] folded, each with a key of its member
//! before it: a common word costs what this member's messages cost, however many others there
//! are.

use domain::ids::{ConversationId, FolderId, MemberId, MessageId};
use domain::messages::search::{Sought, words};
use domain::messages::{Desk, Shelf};
use domain::time::Timestamp;

use crate::{Engine, Int, StoreError, Text, Tx, values};

/// The most messages that are ranked into what is shown.
const RANKED: usize = 200;

/// How many conversations one search shows.
pub const SHOWN: usize = 25;

crate::statements! {
    /// Everything of a message that can be searched.
    TEXTS = "SELECT m.member, c.subject, m.body, m.desk, c.desk AS with_desk,
                    p.given, p.family, q.given AS with_given, q.family AS with_family
             FROM message m JOIN conversation c ON c.id = m.conversation
             LEFT JOIN practitioner p ON p.id = m.practitioner
             LEFT JOIN practitioner q ON q.id = c.practitioner
             WHERE m.id = $1";
    /// Adds a message's words: of its subject, of the people's names, of its text.
    ADD = {
        sqlite: "INSERT INTO message_search (message, subject, people, body)
                 VALUES ($1, $2, $3, $4)",
        postgres: "INSERT INTO message_search (message, words)
                   SELECT $1, string_agg(
                       w || ':' || LEAST(n, 16383) || part.weight, ' ')::tsvector
                   FROM (VALUES (CAST($2 AS TEXT), 'A'), (CAST($3 AS TEXT), 'B'),
                                (CAST($4 AS TEXT), 'D')) AS part (words, weight),
                        unnest(string_to_array(part.words, ' ')) WITH ORDINALITY AS word (w, n)
                   WHERE w <> ''",
    };
    /// Merges pieces of the index, 32 pages of it.
    MERGE = {
        sqlite: "INSERT INTO message_search (message_search, rank) VALUES ('merge', 32)",
        postgres: "SELECT CAST(0 AS BIGINT)",
    };
    /// Notes that a message's words are there.
    NOTE = "UPDATE message SET indexed = 1 WHERE id = $1";
    /// Messages whose words are not there yet.
    NOT_INDEXED = "SELECT id FROM message WHERE indexed = 0 ORDER BY id LIMIT $1";
    /// The best messages for a question, best first.
    BEST = {
        sqlite: "SELECT f.message, m.conversation
                 FROM (SELECT message, rank FROM message_search
                       WHERE message_search MATCH $1 ORDER BY rank LIMIT $3) f
                 JOIN message m ON m.id = f.message
                 WHERE m.member = $2
                 ORDER BY f.rank, m.sent_at DESC, m.id DESC",
        postgres: "SELECT f.message, m.conversation
                   FROM (SELECT s.message, ts_rank('{0.1, 0.2, 0.5, 1.0}', s.words, q) AS rank
                         FROM message_search s, CAST(CAST($1 AS TEXT) AS tsquery) q
                         WHERE s.words @@ q ORDER BY rank DESC LIMIT $3) f
                   JOIN message m ON m.id = f.message
                   WHERE m.member = $2
                   ORDER BY f.rank DESC, m.sent_at DESC, m.id DESC",
    };
    /// A message that was found, with its conversation.
    FOUND = "SELECT c.id, c.subject, c.archived, c.folder, f.name AS folder_name,
                    m.id AS message, m.body, m.sent_at AS at, c.desk, p.given, p.family,
                    (SELECT COUNT(*) FROM message u
                     WHERE u.member = c.member AND u.conversation = c.id
                       AND u.read_at IS NULL AND u.author <> 'member') AS unread
             FROM message m JOIN conversation c ON c.id = m.conversation
             LEFT JOIN practitioner p ON p.id = c.practitioner
             LEFT JOIN folder f ON f.id = c.folder
             WHERE m.id = $1 AND m.member = $2";
}

#[derive(sqlx::FromRow)]
struct TextsRow {
    #[sqlx(try_from = "Text")]
    member: MemberId,
    subject: String,
    body: String,
    #[sqlx(try_from = "Text")]
    desk: Option<Desk>,
    #[sqlx(try_from = "Text")]
    with_desk: Option<Desk>,
    given: Option<String>,
    family: Option<String>,
    with_given: Option<String>,
    with_family: Option<String>,
}

/// A message that was found, with its conversation.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FoundRow {
    /// The conversation.
    #[sqlx(try_from = "Text")]
    pub id: ConversationId,
    /// What it is about.
    pub subject: String,
    #[sqlx(try_from = "Int")]
    archived: bool,
    #[sqlx(try_from = "Text")]
    folder: Option<FolderId>,
    /// The name of the folder it is kept in, if it is in one.
    pub folder_name: Option<String>,
    /// The message.
    #[sqlx(try_from = "Text")]
    pub message: MessageId,
    /// Its text.
    pub body: String,
    /// When it was sent.
    #[sqlx(try_from = "Int")]
    pub at: Timestamp,
    /// The desk the conversation is with, or
    #[sqlx(try_from = "Text")]
    pub desk: Option<Desk>,
    /// the given name of the clinician it is with, and
    pub given: Option<String>,
    /// their family name.
    pub family: Option<String>,
    /// How many of the conversation's messages are unread.
    #[sqlx(try_from = "Int")]
    pub unread: u32,
}

impl FoundRow {
    /// Where the conversation is kept.
    pub fn shelf(&self) -> Shelf {
        super::rows::shelf(self.archived, self.folder)
    }
}

/// What a search found.
pub struct Found {
    /// The best message of each conversation, the best first, [`SHOWN`] at most.
    pub rows: Vec<FoundRow>,
    /// Whether there is more than these.
    pub more: bool,
}

/// Adds a message's words to the index. It must not be there yet.
pub(super) async fn index(tx: &mut Tx, message: MessageId) -> Result<(), StoreError> {
    let texts: TextsRow = tx.one(TEXTS, values![message]).await?;
    let people = [
        texts.given,
        texts.family,
        texts.with_given,
        texts.with_family,
        texts.desk.map(|desk| desk.names().to_owned()),
        texts.with_desk.map(|desk| desk.names().to_owned()),
    ];
    let people: Vec<String> = people.into_iter().flatten().collect();
    let values = values![
        message,
        indexed(texts.member, &texts.subject),
        indexed(texts.member, &people.join(" ")),
        indexed(texts.member, &texts.body)
    ];
    tx.change_one(ADD, values).await?;
    if tx.engine() == Engine::Sqlite && merges(message) {
        tx.execute(MERGE, values![]).await?;
    }
    tx.change_one(NOTE, values![message]).await
}

/// Whether the index is merged along with this message: with one in four, by their random bits. A
/// message adds a page to each level of the index, of which a million messages make seven, so
/// that 32 pages then are enough, and few enough to go unnoticed.
fn merges(message: MessageId) -> bool {
    message.0.as_bytes()[15].is_multiple_of(4)
}

/// The words of a text as the index of a member's messages holds them.
pub(super) fn indexed(member: MemberId, text: &str) -> String {
    let key = key(member);
    let words: Vec<String> = words(text)
        .into_iter()
        .map(|word| format!("{key}{word}"))
        .collect();
    words.join(" ")
}

/// Adds the words of messages that an earlier version of the portal wrote, `most` at once;
/// answers how many it added.
pub async fn index_missing(tx: &mut Tx, most: u32) -> Result<usize, StoreError> {
    let missing: Vec<(String,)> = tx.all(NOT_INDEXED, values![most]).await?;
    for (id,) in &missing {
        let id = id
            .parse()
            .map_err(|_| StoreError::unfit("a message's id is none"))?;
        index(tx, id).await?;
    }
    Ok(missing.len())
}

/// Searches a member's messages, wherever they are kept: all words, or words that begin with
/// them, in subject, text and names together.
pub async fn find(tx: &mut Tx, member: MemberId, sought: &Sought) -> Result<Found, StoreError> {
    let key = key(member);
    let (each, and) = match tx.engine() {
        Engine::Sqlite => ("*", " AND "),
        Engine::Postgres => (":*", " & "),
    };
    let question: Vec<String> = sought
        .words()
        .iter()
        .map(|word| format!("{key}{word}{each}"))
        .collect();
    let values = values![
        question.join(and),
        member,
        i64::try_from(RANKED).unwrap_or(0)
    ];
    let best: Vec<(String, String)> = tx.all(BEST, values).await?;
    let mut shown: Vec<&(String, String)> = Vec::new();
    let mut more = best.len() >= RANKED;
    for found in &best {
        if shown
            .iter()
            .any(|(_, conversation)| *conversation == found.1)
        {
            continue;
        }
        if shown.len() == SHOWN {
            more = true;
            break;
        }
        shown.push(found);
    }
    let mut rows = Vec::new();
    for (message, _) in shown {
        rows.extend(tx.optional(FOUND, values![message, member]).await?);
    }
    Ok(Found { rows, more })
}

/// What every word of a member begins with: a letter and the last 48 bits of the identifier,
/// which are random. Should two members share them, the join by member tells them apart.
fn key(member: MemberId) -> String {
    let id = member.0.simple().to_string();
    format!("m{}", &id[20..])
}
