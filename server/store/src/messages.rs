//! Conversations and their messages (migration 0004).
//!
//! A conversation repeats of its messages what lists sort by and show; [`append`] is the one
//! way in which a message enters, and keeps that true. (Measurements are filled by [`bulk`].)

pub mod about;
pub mod bulk;
pub mod folders;
mod rows;
pub mod search;

use domain::ids::{ConversationId, MemberId, MessageId, ReportId};
use domain::messages::{Correspondent, Cursor, Desk, Mailbox, SendKey, Topic};
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{StoreError, Tx, values};

pub use rows::{
    Author, ConversationRow, CorrespondentRow, ListRow, MessageRow, NewConversation, NewMessage,
    Only, PersonRow, SentRow, Tie,
};

text_column!(Topic, Topic::key, |text| Topic::ALL
    .into_iter()
    .find(|topic| topic.key() == text));
text_column!(Desk, Desk::key, |text| Desk::ALL
    .into_iter()
    .find(|desk| desk.key() == text));

/// A page of a list: by what instant it is sorted, the desk and the clinician whom a row names,
/// and what belongs to it. `$5` to `$9` are what it is narrowed to ([`Only`]). The CAST keeps
/// SQLite from reading all that a clinician ever wrote, to anybody.
macro_rules! page {
    ($by:literal, KEPT, $within:literal) => {
        page!(
            $by,
            "CASE WHEN c.last_received_at IS NULL THEN c.desk ELSE c.last_desk END",
            "CASE WHEN c.last_received_at IS NULL THEN c.practitioner
                  ELSE c.last_practitioner END",
            $within
        )
    };
    ($by:literal, $desk:literal, $practitioner:literal, $within:literal) => {
        concat!(
            "SELECT c.id, c.subject, ",
            $by,
            " AS at, c.messages, ",
            $desk,
            " AS desk, p.given, p.family,
                (SELECT COUNT(*) FROM message m
                 WHERE m.member = c.member AND m.conversation = c.id
                   AND m.read_at IS NULL AND m.author <> 'member') AS unread
             FROM conversation c LEFT JOIN practitioner p ON p.id = ",
            $practitioner,
            " WHERE c.member = $1 AND ",
            $within,
            " AND (",
            $by,
            ", c.id) < ($2, $3) AND ",
            $by,
            " >= $5
               AND (CAST($6 AS BIGINT) = 0 OR EXISTS (
                   SELECT 1 FROM message m
                   WHERE m.member = c.member AND m.conversation = c.id
                     AND m.read_at IS NULL AND m.author <> 'member'))
               AND (CAST($7 AS BIGINT) = 0 OR c.id IN (
                   SELECT n.conversation FROM attachment a JOIN message n ON n.id = a.message
                   WHERE a.member = $1))
               AND (CAST($8 AS TEXT) IS NULL OR c.practitioner = $8 OR c.id IN (
                   SELECT n.conversation FROM message n
                   WHERE n.member = $1 AND n.practitioner IS NOT NULL
                     AND CAST(n.practitioner AS TEXT) = $8))
               AND (CAST($9 AS TEXT) IS NULL OR c.desk = $9)
             ORDER BY ",
            $by,
            " DESC, c.id DESC LIMIT $4"
        )
    };
}

crate::statements! {
    /// A new conversation, still without messages.
    OPEN = "INSERT INTO conversation
                (id, member, practitioner, desk, topic, subject, created_at, messages)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    /// A message; none when its form has already sent one.
    APPEND = "INSERT INTO message
                (id, conversation, member, author, practitioner, desk, body, sent_at,
                 no_reply, read_at, send_key, indexed)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)
              ON CONFLICT (member, send_key) DO NOTHING";
    /// The conversation after a message that the member wrote.
    COUNT_SENT = "UPDATE conversation
                  SET messages = messages + 1,
                      last_sent_at = CASE WHEN last_sent_at > $2 THEN last_sent_at ELSE $2 END,
                      last_at = CASE WHEN last_at > $2 THEN last_at ELSE $2 END
                  WHERE id = $1";
    /// The conversation after a message that the member received: in the Inbox again, wherever
    /// it was kept. Every right side reads the row as it was.
    COUNT_RECEIVED = "UPDATE conversation
                      SET messages = messages + 1,
                          last_practitioner = CASE WHEN last_received_at > $2
                              THEN last_practitioner ELSE CAST($3 AS TEXT) END,
                          last_desk = CASE WHEN last_received_at > $2
                              THEN last_desk ELSE CAST($4 AS TEXT) END,
                          last_received_at = CASE WHEN last_received_at > $2
                              THEN last_received_at ELSE $2 END,
                          last_at = CASE WHEN last_at > $2 THEN last_at ELSE $2 END,
                          archived = 0, folder = NULL
                      WHERE id = $1";
    /// What a form has already sent.
    SENT_WITH = "SELECT m.id, m.conversation, m.body, c.subject, c.practitioner, c.desk, a.report
                 FROM message m JOIN conversation c ON c.id = m.conversation
                 LEFT JOIN message_report a ON a.message = m.id
                 WHERE m.member = $1 AND m.send_key = $2";
    /// What a member wrote since an instant, the latest first.
    WRITTEN_SINCE = "SELECT m.id, m.conversation, m.body, c.subject, c.practitioner, c.desk,
                            a.report
                     FROM conversation c JOIN message m ON m.conversation = c.id
                     LEFT JOIN message_report a ON a.message = m.id
                     WHERE c.member = $1 AND c.last_sent_at >= $2
                       AND m.author = 'member' AND m.sent_at >= $2
                     ORDER BY m.sent_at DESC, m.id DESC LIMIT 20";
    /// A page of the Inbox.
    INBOX = (page!("c.last_received_at", "c.last_desk", "c.last_practitioner",
                   "c.last_received_at IS NOT NULL AND c.archived = 0 AND c.folder IS NULL"));
    /// A page of Sent.
    SENT = (page!("c.last_sent_at", "c.desk", "c.practitioner", "c.last_sent_at IS NOT NULL"));
    /// A page of the Archive.
    ARCHIVE = (page!("c.last_at", KEPT, "c.archived = 1"));
    /// A page of a folder.
    FOLDER = (page!("c.last_at", KEPT, "c.folder = $10"));
    /// The clinicians who take part in a member's conversations.
    CLINICIANS = "SELECT p.id AS practitioner, CAST(NULL AS TEXT) AS desk, p.given, p.family
                  FROM practitioner p
                  WHERE p.id IN (SELECT c.practitioner FROM conversation c
                                 WHERE c.member = $1 AND c.practitioner IS NOT NULL
                                 UNION
                                 SELECT m.practitioner FROM message m
                                 WHERE m.member = $1 AND m.practitioner IS NOT NULL)
                  ORDER BY p.family, p.given, p.id";
    /// The desks that do.
    DESKS = "SELECT DISTINCT CAST(NULL AS TEXT) AS practitioner, c.desk,
                    CAST(NULL AS TEXT) AS given, CAST(NULL AS TEXT) AS family
             FROM conversation c
             WHERE c.member = $1 AND c.desk IS NOT NULL ORDER BY c.desk";
    /// How many conversations hold something unread.
    UNREAD = "SELECT COUNT(DISTINCT conversation) FROM message
              WHERE member = $1 AND read_at IS NULL AND author <> 'member'";
    /// Whether one conversation holds something unread.
    UNREAD_IN = "SELECT COUNT(*) FROM message
                 WHERE member = $1 AND conversation = $2
                   AND read_at IS NULL AND author <> 'member'";
    /// The conversations that hold something unread, the latest first.
    WAITING = "SELECT c.id, c.subject, c.last_received_at AS at, c.messages,
                      c.last_desk AS desk, p.given, p.family, u.unread
               FROM (SELECT conversation, COUNT(*) AS unread FROM message
                     WHERE member = $1 AND read_at IS NULL AND author <> 'member'
                     GROUP BY conversation) u
               JOIN conversation c ON c.id = u.conversation
               LEFT JOIN practitioner p ON p.id = c.last_practitioner
               ORDER BY c.last_received_at DESC, c.id DESC LIMIT $2";
    /// One conversation of a member, with its newest message.
    FIND = "SELECT c.id, c.subject, c.topic, c.practitioner, c.desk, p.given, p.family,
                   c.archived, c.folder,
                   m.id AS newest_id, m.sent_at AS newest_at, m.no_reply AS newest_no_reply,
                   m.author AS newest_author
            FROM conversation c
            JOIN message m ON m.id = (SELECT n.id FROM message n WHERE n.conversation = c.id
                                      ORDER BY n.sent_at DESC, n.id DESC LIMIT 1)
            LEFT JOIN practitioner p ON p.id = c.practitioner
            WHERE c.id = $1 AND c.member = $2";
    /// A page of a conversation's messages, newest first.
    MESSAGES = "SELECT m.id, m.author, m.desk, m.body, m.sent_at, m.no_reply, m.read_at,
                       p.given, p.family, r.number
                FROM message m LEFT JOIN practitioner p ON p.id = m.practitioner
                LEFT JOIN request r ON r.message = m.id
                WHERE m.conversation = $1 AND (m.sent_at, m.id) < ($2, $3)
                ORDER BY m.sent_at DESC, m.id DESC LIMIT $4";
    /// Marks one received message as read; the first mark stays.
    MARK = "UPDATE message SET read_at = $4
            WHERE id = $1 AND conversation = $2 AND member = $3
              AND read_at IS NULL AND author <> 'member'";
    /// Marks what was received up to a message as read.
    MARK_UP_TO = "UPDATE message SET read_at = $4
                  WHERE member = $1 AND conversation = $2
                    AND read_at IS NULL AND author <> 'member'
                    AND (sent_at, id) <=
                        (SELECT n.sent_at, n.id FROM message n
                         WHERE n.id = $3 AND n.conversation = $2)";
    /// Everyone who could be in a member's list of recipients, once for each reason. `$2` holds
    /// the ids of reports that are not shown to them: who read one is not told.
    PEOPLE = "SELECT p.id, p.given, p.family, p.specialty, p.receives_messages,
                     o.name AS office, o.phone, r.why, r.at,
                     f.given AS for_given, f.family AS for_family,
                     CAST(CASE WHEN EXISTS (SELECT 1 FROM staff g WHERE g.practitioner = p.id
                                         AND g.ended_at IS NOT NULL)
                           AND NOT EXISTS (SELECT 1 FROM staff g WHERE g.practitioner = p.id
                                             AND g.ended_at IS NULL)
                          THEN 1 ELSE 0 END AS BIGINT) AS has_left
              FROM (
                  SELECT m.personal_physician AS practitioner, 'physician' AS why,
                         CAST(NULL AS BIGINT) AS at, CAST(NULL AS TEXT) AS for_whom
                  FROM member m WHERE m.id = $1
                  UNION ALL
                  SELECT q.id, 'office', CAST(NULL AS BIGINT), CAST(NULL AS TEXT)
                  FROM member m
                  JOIN practitioner f ON f.id = m.personal_physician
                  JOIN practitioner q ON q.office = f.office
                  WHERE m.id = $1
                  UNION ALL
                  SELECT a.practitioner, 'visit', MAX(v.started_at), CAST(NULL AS TEXT)
                  FROM visit v JOIN visit_participant a ON a.visit = v.id
                  WHERE v.member = $1 GROUP BY a.practitioner
                  UNION ALL
                  SELECT x.practitioner, 'test', MAX(t.at), CAST(NULL AS TEXT)
                  FROM report t JOIN report_reviewer x ON x.report = t.id
                  WHERE t.member = $1 AND CAST($2 AS TEXT) NOT LIKE '%' || t.id || '%'
                  GROUP BY x.practitioner
                  UNION ALL
                  SELECT w.practitioner, 'wrote', MAX(w.sent_at), CAST(NULL AS TEXT)
                  FROM message w
                  WHERE w.member = $1 AND w.no_reply = 0 AND w.practitioner IS NOT NULL
                  GROUP BY w.practitioner
                  UNION ALL
                  SELECT w.practitioner, 'stood_in', MAX(w.sent_at), c.practitioner
                  FROM message w JOIN conversation c ON c.id = w.conversation
                  WHERE w.member = $1 AND w.no_reply = 1 AND w.practitioner IS NOT NULL
                  GROUP BY w.practitioner, c.practitioner
              ) r
              JOIN practitioner p ON p.id = r.practitioner
              LEFT JOIN medical_office o ON o.id = p.office
              LEFT JOIN practitioner f ON f.id = r.for_whom";
}

/// Opens a conversation; a message must follow in the same transaction.
pub async fn open(tx: &mut Tx, new: &NewConversation) -> Result<(), StoreError> {
    let (practitioner, desk) = match new.with {
        Correspondent::Practitioner(id) => (Some(id), None),
        Correspondent::Desk(desk) => (None, Some(desk)),
    };
    tx.change_one(
        OPEN,
        values![
            new.id,
            new.member,
            practitioner,
            desk,
            new.topic,
            &new.subject,
            new.created_at
        ],
    )
    .await
}

/// Adds a message to its conversation. Answers `false`, and has changed nothing, when its
/// form has already sent one. Messages may be added in any order of time.
pub async fn append(tx: &mut Tx, new: &NewMessage) -> Result<bool, StoreError> {
    let (author, practitioner, desk) = match new.author {
        Author::Member => ("member", None, None),
        Author::Practitioner(id) => ("practitioner", Some(id), None),
        Author::Desk(desk) => ("desk", None, Some(desk)),
    };
    let added = tx
        .changed_one(
            APPEND,
            values![
                new.id,
                new.conversation,
                new.member,
                author,
                practitioner,
                desk,
                &new.body,
                new.sent_at,
                new.no_reply,
                new.read_at,
                new.send_key.as_ref().map(SendKey::as_str)
            ],
        )
        .await?;
    if added {
        search::index(tx, new.id).await?;
        match new.author {
            Author::Member => {
                tx.change_one(COUNT_SENT, values![new.conversation, new.sent_at])
                    .await?;
            }
            Author::Practitioner(_) | Author::Desk(_) => {
                let values = values![new.conversation, new.sent_at, practitioner, desk];
                tx.change_one(COUNT_RECEIVED, values).await?;
            }
        }
    }
    Ok(added)
}

/// What a form of this member has already sent.
pub async fn sent_with(
    tx: &mut Tx,
    member: MemberId,
    key: &SendKey,
) -> Result<Option<SentRow>, StoreError> {
    tx.optional(SENT_WITH, values![member, key.as_str()]).await
}

/// What a member wrote since an instant, the latest first, 20 messages at most.
pub async fn written_since(
    tx: &mut Tx,
    member: MemberId,
    since: Timestamp,
) -> Result<Vec<SentRow>, StoreError> {
    tx.all(WRITTEN_SINCE, values![member, since]).await
}

/// A page of a member's list, newest first, at most `length` rows after `after`.
pub async fn list(
    tx: &mut Tx,
    member: MemberId,
    mailbox: Mailbox,
    after: Option<Cursor>,
    length: u32,
) -> Result<Vec<ListRow>, StoreError> {
    narrowed(tx, member, mailbox, &Only::default(), after, length).await
}

/// The same, of those that fit.
pub async fn narrowed(
    tx: &mut Tx,
    member: MemberId,
    mailbox: Mailbox,
    only: &Only,
    after: Option<Cursor>,
    length: u32,
) -> Result<Vec<ListRow>, StoreError> {
    let after = after.map(|cursor| (cursor.at, cursor.id.to_string()));
    // What is sorted at the instant itself is left out, whatever its identifier.
    let until = only.until.map(|until| (until, String::new()));
    let (at, id) = place(after.into_iter().chain(until).min());
    let (practitioner, desk) = match only.with {
        Some(Correspondent::Practitioner(id)) => (Some(id), None),
        Some(Correspondent::Desk(desk)) => (None, Some(desk)),
        None => (None, None),
    };
    let from = only.from.unwrap_or(Timestamp::from_micros(i64::MIN));
    let mut values = values![
        member,
        at,
        id,
        length,
        from,
        only.unread,
        only.files,
        practitioner,
        desk
    ];
    let statement = match mailbox {
        Mailbox::Inbox => INBOX,
        Mailbox::Sent => SENT,
        Mailbox::Archive => ARCHIVE,
        Mailbox::Folder(folder) => {
            values.extend(values![folder]);
            FOLDER
        }
    };
    tx.all(statement, values).await
}

/// The clinicians and desks that take part in a member's conversations: those by their names,
/// these after them.
pub async fn correspondents(
    tx: &mut Tx,
    member: MemberId,
) -> Result<Vec<CorrespondentRow>, StoreError> {
    let mut found = tx.all(CLINICIANS, values![member]).await?;
    found.extend(tx.all(DESKS, values![member]).await?);
    Ok(found)
}

/// How many of a member's conversations hold something unread.
pub async fn unread(tx: &mut Tx, member: MemberId) -> Result<u32, StoreError> {
    let (count,): (i64,) = tx.one(UNREAD, values![member]).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Whether a conversation of a member holds something unread.
pub async fn is_unread(
    tx: &mut Tx,
    member: MemberId,
    conversation: ConversationId,
) -> Result<bool, StoreError> {
    let (count,): (i64,) = tx.one(UNREAD_IN, values![member, conversation]).await?;
    Ok(count > 0)
}

/// The conversations of a member that hold something unread, the latest first.
pub async fn waiting(
    tx: &mut Tx,
    member: MemberId,
    length: u32,
) -> Result<Vec<ListRow>, StoreError> {
    tx.all(WAITING, values![member, length]).await
}

/// A conversation, if it is this member's.
pub async fn find(
    tx: &mut Tx,
    member: MemberId,
    conversation: ConversationId,
) -> Result<Option<ConversationRow>, StoreError> {
    tx.optional(FIND, values![conversation, member]).await
}

/// A page of a conversation's messages, newest first, at most `length` before `before`. The
/// conversation must have been found to be the member's.
pub async fn messages(
    tx: &mut Tx,
    conversation: ConversationId,
    before: Option<(Timestamp, MessageId)>,
    length: u32,
) -> Result<Vec<MessageRow>, StoreError> {
    let (at, id) = place(before);
    tx.all(MESSAGES, values![conversation, at, id, length])
        .await
}

/// Marks messages as read that the member received in this conversation; answers how many
/// were unread. Others are left as they are.
pub async fn mark_read(
    tx: &mut Tx,
    member: MemberId,
    conversation: ConversationId,
    messages: &[MessageId],
    now: Timestamp,
) -> Result<u64, StoreError> {
    let mut marked = 0;
    for message in messages {
        let values = values![*message, conversation, member, now];
        marked += u64::from(tx.changed_one(MARK, values).await?);
    }
    Ok(marked)
}

/// Marks as read what the member received in this conversation up to one of its messages;
/// answers how many were unread.
pub async fn mark_read_up_to(
    tx: &mut Tx,
    member: MemberId,
    conversation: ConversationId,
    newest_shown: MessageId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    tx.execute(MARK_UP_TO, values![member, conversation, newest_shown, now])
        .await
}

/// Everyone who could be in a member's list of recipients, once for each reason; not for having
/// read a report that is `held` back.
pub async fn people(
    tx: &mut Tx,
    member: MemberId,
    held: impl IntoIterator<Item = ReportId>,
) -> Result<Vec<PersonRow>, StoreError> {
    let held: Vec<String> = held.into_iter().map(|id| id.to_string()).collect();
    tx.all(PEOPLE, values![member, held.join(" ")]).await
}

/// Where a page of a list begins; without a place, before every row.
fn place<I: ToString>(at: Option<(Timestamp, I)>) -> (Timestamp, String) {
    match at {
        Some((at, id)) => (at, id.to_string()),
        None => (Timestamp::from_micros(i64::MAX), String::new()),
    }
}
