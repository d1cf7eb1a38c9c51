//! Drafts: what members have written and not sent yet (migration 0009).

use domain::ids::{ConversationId, DraftId, MemberId, PractitionerId, ReportId};
use domain::messages::{Correspondent, Desk, DraftText, SendKey, Topic, Writer};
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(@read SendKey, SendKey::parse);

crate::statements! {
    /// A new draft; none when its page has one already.
    ADD = "INSERT INTO draft (id, member, conversation, practitioner, desk, topic, subject, body,
                send_key, page, step, revision, created_at, saved_at, report)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $12, $13)
            ON CONFLICT (member, page) DO NOTHING";
    /// A text in the place of the one before.
    REPLACE = "UPDATE draft SET practitioner = $3, desk = $4, topic = $5, subject = $6, body = $7,
                page = $8, step = $9, revision = revision + 1, saved_at = $10, report = $11
            WHERE id = $1 AND member = $2";
    /// Another draft with the text of one, as its page saved it last.
    COPY = "INSERT INTO draft (id, member, conversation, practitioner, desk, topic, subject, body,
                send_key, page, step, revision, created_at, saved_at, report)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    /// The draft that a page saved last.
    OF_PAGE = "SELECT d.id, d.conversation, d.practitioner, d.desk, d.topic, d.subject, d.body,
                d.send_key, d.page, d.step, d.revision, d.saved_at, d.report,
                c.subject AS about, COALESCE(c.desk, d.desk) AS with_desk, p.given, p.family
            FROM draft d LEFT JOIN conversation c ON c.id = d.conversation
            LEFT JOIN practitioner p ON p.id = COALESCE(c.practitioner, d.practitioner)
            WHERE d.member = $1 AND d.page = $2";
    /// One draft of a member.
    FIND = "SELECT d.id, d.conversation, d.practitioner, d.desk, d.topic, d.subject, d.body,
                d.send_key, d.page, d.step, d.revision, d.saved_at, d.report,
                c.subject AS about, COALESCE(c.desk, d.desk) AS with_desk, p.given, p.family
            FROM draft d LEFT JOIN conversation c ON c.id = d.conversation
            LEFT JOIN practitioner p ON p.id = COALESCE(c.practitioner, d.practitioner)
            WHERE d.id = $2 AND d.member = $1";
    /// The drafts of a member, newest first.
    LIST = "SELECT d.id, d.conversation, d.practitioner, d.desk, d.topic, d.subject, d.body,
                d.send_key, d.page, d.step, d.revision, d.saved_at, d.report,
                c.subject AS about, COALESCE(c.desk, d.desk) AS with_desk, p.given, p.family
            FROM draft d LEFT JOIN conversation c ON c.id = d.conversation
            LEFT JOIN practitioner p ON p.id = COALESCE(c.practitioner, d.practitioner)
            WHERE d.member = $1
            ORDER BY d.saved_at DESC, d.id DESC LIMIT $2";
    /// The newest draft of a new message.
    NEWEST = "SELECT d.id, d.conversation, d.practitioner, d.desk, d.topic, d.subject, d.body,
                d.send_key, d.page, d.step, d.revision, d.saved_at, d.report,
                CAST(NULL AS TEXT) AS about, d.desk AS with_desk, p.given, p.family
            FROM draft d LEFT JOIN practitioner p ON p.id = d.practitioner
            WHERE d.member = $1 AND d.conversation IS NULL
            ORDER BY d.saved_at DESC, d.id DESC LIMIT 1";
    /// The newest draft of a reply to a conversation.
    NEWEST_REPLY = "SELECT d.id, d.conversation, d.practitioner, d.desk, d.topic, d.subject,
                d.body, d.send_key, d.page, d.step, d.revision, d.saved_at, d.report,
                c.subject AS about, c.desk AS with_desk, p.given, p.family
            FROM draft d JOIN conversation c ON c.id = d.conversation
            LEFT JOIN practitioner p ON p.id = c.practitioner
            WHERE d.member = $1 AND d.conversation = $2
            ORDER BY d.saved_at DESC, d.id DESC LIMIT 1";
    /// How many drafts a member has.
    COUNT = "SELECT COUNT(*) FROM draft WHERE member = $1";
    /// Removes one draft.
    DELETE = "DELETE FROM draft WHERE id = $2 AND member = $1";
    /// The drafts that would be sent under a key.
    OF_KEY = "SELECT id FROM draft WHERE member = $1 AND send_key = $2";
    /// Gives a draft another key.
    REKEY = "UPDATE draft SET send_key = $3 WHERE id = $2 AND member = $1";
    /// Drafts that nobody has written on for long.
    STALE = "SELECT id, member FROM draft WHERE saved_at <= $1 ORDER BY saved_at LIMIT $2";
}

/// A draft as it is stored.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DraftRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: DraftId,
    /// The conversation that it answers.
    #[sqlx(try_from = "Text")]
    pub conversation: Option<ConversationId>,
    #[sqlx(try_from = "Text")]
    practitioner: Option<PractitionerId>,
    #[sqlx(try_from = "Text")]
    desk: Option<Desk>,
    /// About what.
    #[sqlx(try_from = "Text")]
    pub topic: Topic,
    /// The subject so far.
    pub subject: String,
    /// The message so far.
    pub body: String,
    /// The key under which it will be sent.
    #[sqlx(try_from = "Text")]
    pub send_key: SendKey,
    /// The page that saved it last.
    #[sqlx(try_from = "Text")]
    pub page: SendKey,
    /// Which of its saves that was.
    #[sqlx(try_from = "Int")]
    pub step: u32,
    /// How often it was saved.
    #[sqlx(try_from = "Int")]
    pub revision: u32,
    /// When it was saved last.
    #[sqlx(try_from = "Int")]
    pub saved_at: Timestamp,
    /// The result that it asks about.
    #[sqlx(try_from = "Text")]
    pub report: Option<ReportId>,
    /// The subject of the conversation that it answers.
    pub about: Option<String>,
    /// The desk it is to, or
    #[sqlx(try_from = "Text")]
    pub with_desk: Option<Desk>,
    /// the given name of the clinician it is to, and
    pub given: Option<String>,
    /// their family name.
    pub family: Option<String>,
}

impl DraftRow {
    /// To whom a new message is.
    pub fn to(&self) -> Option<Correspondent> {
        self.practitioner
            .map(Correspondent::Practitioner)
            .or(self.desk.map(Correspondent::Desk))
    }

    /// What is written in it.
    pub fn text(&self) -> DraftText {
        DraftText {
            conversation: self.conversation,
            to: self.to(),
            topic: self.topic,
            subject: self.subject.clone(),
            message: self.body.clone(),
            report: self.report,
        }
    }
}

/// A draft to be kept.
pub struct NewDraft<'d> {
    /// Its identifier.
    pub id: DraftId,
    /// Whose it is.
    pub member: MemberId,
    /// The key under which it will be sent.
    pub send_key: &'d SendKey,
    /// The page that saves it.
    pub writer: &'d Writer,
    /// What is written.
    pub text: &'d DraftText,
}

fn parts(to: Option<Correspondent>) -> (Option<PractitionerId>, Option<Desk>) {
    match to {
        None => (None, None),
        Some(Correspondent::Practitioner(id)) => (Some(id), None),
        Some(Correspondent::Desk(desk)) => (None, Some(desk)),
    }
}

/// Keeps a draft for the first time; answers whether it did: a page has one draft.
pub async fn add(tx: &mut Tx, new: &NewDraft<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let (practitioner, desk) = parts(new.text.to);
    let values = values![
        new.id,
        new.member,
        new.text.conversation,
        practitioner,
        desk,
        new.text.topic,
        &new.text.subject,
        &new.text.message,
        new.send_key.as_str(),
        new.writer.page.as_str(),
        new.writer.step,
        now,
        new.text.report
    ];
    tx.changed_one(ADD, values).await
}

/// Keeps a text in the place of the one before.
pub async fn replace(
    tx: &mut Tx,
    member: MemberId,
    draft: DraftId,
    writer: &Writer,
    text: &DraftText,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (practitioner, desk) = parts(text.to);
    let values = values![
        draft,
        member,
        practitioner,
        desk,
        text.topic,
        &text.subject,
        &text.message,
        writer.page.as_str(),
        writer.step,
        now,
        text.report
    ];
    tx.change_one(REPLACE, values).await
}

/// Keeps what a draft was before it was replaced, as a draft of its own under a new key. No
/// other draft may have been saved last by the same page.
pub async fn copy(
    tx: &mut Tx,
    member: MemberId,
    before: &DraftRow,
    id: DraftId,
    send_key: &SendKey,
) -> Result<(), StoreError> {
    let values = values![
        id,
        member,
        before.conversation,
        before.practitioner,
        before.desk,
        before.topic,
        &before.subject,
        &before.body,
        send_key.as_str(),
        before.page.as_str(),
        before.step,
        before.revision,
        before.saved_at,
        before.saved_at,
        before.report
    ];
    tx.change_one(COPY, values).await
}

/// The draft that a page saved last.
pub async fn of_page(
    tx: &mut Tx,
    member: MemberId,
    page: &SendKey,
) -> Result<Option<DraftRow>, StoreError> {
    tx.optional(OF_PAGE, values![member, page.as_str()]).await
}

/// A draft, if it is this member's.
pub async fn find(
    tx: &mut Tx,
    member: MemberId,
    draft: DraftId,
) -> Result<Option<DraftRow>, StoreError> {
    tx.optional(FIND, values![member, draft]).await
}

/// The drafts of a member, newest first.
pub async fn list(tx: &mut Tx, member: MemberId, most: u32) -> Result<Vec<DraftRow>, StoreError> {
    tx.all(LIST, values![member, most]).await
}

/// The newest draft of a new message.
pub async fn newest(tx: &mut Tx, member: MemberId) -> Result<Option<DraftRow>, StoreError> {
    tx.optional(NEWEST, values![member]).await
}

/// The newest draft of a reply to a conversation.
pub async fn newest_reply(
    tx: &mut Tx,
    member: MemberId,
    conversation: ConversationId,
) -> Result<Option<DraftRow>, StoreError> {
    tx.optional(NEWEST_REPLY, values![member, conversation])
        .await
}

/// How many drafts a member has.
pub async fn count(tx: &mut Tx, member: MemberId) -> Result<u32, StoreError> {
    let (count,): (i64,) = tx.one(COUNT, values![member]).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Removes a draft, which must have been found to be the member's, and its files.
pub async fn delete(tx: &mut Tx, member: MemberId, draft: DraftId) -> Result<bool, StoreError> {
    crate::attachments::remove_of_draft(tx, draft).await?;
    tx.changed_one(DELETE, values![member, draft]).await
}

/// The drafts that would be sent under a key.
pub async fn of_key(
    tx: &mut Tx,
    member: MemberId,
    key: &SendKey,
) -> Result<Vec<DraftId>, StoreError> {
    let rows: Vec<Id> = tx.all(OF_KEY, values![member, key.as_str()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Gives a draft another key: the one it had was used for another text.
pub async fn rekey(
    tx: &mut Tx,
    member: MemberId,
    draft: DraftId,
    key: &SendKey,
) -> Result<(), StoreError> {
    tx.change_one(REKEY, values![member, draft, key.as_str()])
        .await
}

/// Some of the drafts that were last saved before an instant.
pub async fn stale(
    tx: &mut Tx,
    before: Timestamp,
    most: u32,
) -> Result<Vec<(MemberId, DraftId)>, StoreError> {
    let rows: Vec<Owned> = tx.all(STALE, values![before, most]).await?;
    Ok(rows.into_iter().map(|row| (row.member, row.id)).collect())
}

#[derive(sqlx::FromRow)]
struct Id {
    #[sqlx(try_from = "Text")]
    id: DraftId,
}

#[derive(sqlx::FromRow)]
struct Owned {
    #[sqlx(try_from = "Text")]
    id: DraftId,
    #[sqlx(try_from = "Text")]
    member: MemberId,
}
