//! Notices by e-mail (migration 0015): the wishes of members, and what they were told of.

use domain::ids::{MemberId, OutboxId};
use domain::locale::Locale;
use domain::notices::NoticeKind;
use domain::services::CareRelationship;
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(NoticeKind, NoticeKind::key, NoticeKind::from_key);

crate::statements! {
    /// What a member said.
    WISHES = "SELECT kind, wanted FROM notice_wish WHERE member = $1 ORDER BY kind";
    /// Says something, or something else; saying the same again changes nothing.
    WISH = "INSERT INTO notice_wish (member, kind, wanted, changed_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (member, kind) DO UPDATE
        SET wanted = excluded.wanted, changed_at = excluded.changed_at
        WHERE notice_wish.wanted <> excluded.wanted";
    /// The confirmed address of a living member's account.
    ADDRESSEE = "SELECT a.email, m.locale, m.relationship, m.coverage_ended_at
        FROM account a JOIN member m ON m.id = a.member
        WHERE a.member = $1 AND a.email IS NOT NULL AND a.email_confirmed_at IS NOT NULL
            AND m.died = 0";
    /// Notes that something is told; none when it was told already.
    TELL = "INSERT INTO notice (kind, about, member, post, told_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind, about) DO NOTHING";
    /// It was read: the next one is told again.
    READ = "DELETE FROM notice WHERE kind = $1 AND about = $2 AND member = $3
        RETURNING post";
}

/// What a member said of a kind.
#[derive(sqlx::FromRow)]
struct WishRow {
    #[sqlx(try_from = "Text")]
    kind: NoticeKind,
    #[sqlx(try_from = "Int")]
    wanted: bool,
}

/// The mail of a notice.
#[derive(sqlx::FromRow)]
struct PostRow {
    #[sqlx(try_from = "Text")]
    post: OutboxId,
}

/// To whom a mail goes. No `Debug`: it holds an address.
#[derive(Clone, sqlx::FromRow)]
pub struct Addressee {
    /// The address.
    pub email: String,
    /// The member's language, if the roll knows it.
    #[sqlx(try_from = "Text")]
    pub locale: Option<Locale>,
    /// Where they get care.
    #[sqlx(try_from = "Text")]
    pub relationship: CareRelationship,
    /// When coverage ended.
    #[sqlx(try_from = "Int")]
    pub coverage_ended_at: Option<Timestamp>,
}

/// Something that is told.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// Of what kind.
    pub kind: NoticeKind,
    /// What it is about, by its id.
    pub about: String,
    /// To whom.
    pub member: MemberId,
    /// By which mail.
    pub post: OutboxId,
    /// When.
    pub told_at: Timestamp,
}

/// What a member said; a kind of which they said nothing is not in it.
pub async fn wishes(tx: &mut Tx, member: MemberId) -> Result<Vec<(NoticeKind, bool)>, StoreError> {
    let rows: Vec<WishRow> = tx.all(WISHES, values![member]).await?;
    Ok(rows.into_iter().map(|row| (row.kind, row.wanted)).collect())
}

/// Keeps a wish; answers whether it is another than the one that was said before.
pub async fn wish(
    tx: &mut Tx,
    member: MemberId,
    kind: NoticeKind,
    wanted: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.changed_one(WISH, values![member, kind, wanted, now])
        .await
}

/// Where a member can be told something: the confirmed address of their account; `None` where
/// there is none, and for who has died.
pub async fn addressee(tx: &mut Tx, member: MemberId) -> Result<Option<Addressee>, StoreError> {
    tx.optional(ADDRESSEE, values![member]).await
}

/// Notes that something is told; false when it was told already and has not been read since.
pub async fn tell(tx: &mut Tx, new: &NewNotice) -> Result<bool, StoreError> {
    let values = values![new.kind, &new.about, new.member, new.post, new.told_at];
    tx.changed_one(TELL, values).await
}

/// Notes that what a notice was about has been read; answers its mail, if there was one.
pub async fn read(
    tx: &mut Tx,
    member: MemberId,
    kind: NoticeKind,
    about: &str,
) -> Result<Option<OutboxId>, StoreError> {
    let row: Option<PostRow> = tx.optional(READ, values![kind, about, member]).await?;
    Ok(row.map(|row| row.post))
}
