//! What clinicians say about results (migration 0023).

use domain::ids::{CommentId, ReportId, StaffId};
use domain::staff::Role;
use domain::time::Timestamp;

use crate::{Int, StoreError, Text, Tx, values};

crate::statements! {
    /// A comment; none when its form has already made one.
    ADD = "INSERT INTO report_comment (id, report, author, body, written_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
    /// It is news to the member; the result itself has not changed.
    NEWS = "UPDATE report SET read_at = NULL WHERE id = $1";
    OF_REPORT = "SELECT c.id, c.report, c.author, s.name, s.role, c.body, c.written_at
            FROM report_comment c JOIN staff s ON s.id = c.author
            WHERE c.report = $1 ORDER BY c.written_at, c.id";
    FIND = "SELECT c.id, c.report, c.author, s.name, s.role, c.body, c.written_at
            FROM report_comment c JOIN staff s ON s.id = c.author WHERE c.id = $1";
    /// What was said about a value's stand-in is said about the report that holds the value.
    HAND_OVER = "UPDATE report_comment SET report = $2 WHERE report = $1";
    /// What was asked, too.
    HAND_OVER_ASKED = "UPDATE message_report
            SET report = $2, version = (SELECT r.version FROM report r WHERE r.id = $2)
            WHERE report = $1";
    HAND_OVER_DRAFTS = "UPDATE draft SET report = $2 WHERE report = $1";
}

/// A comment to be kept.
#[derive(Clone)]
pub struct NewComment {
    /// Its id.
    pub id: CommentId,
    /// On which result.
    pub report: ReportId,
    /// Who wrote it.
    pub author: StaffId,
    /// Its text.
    pub body: String,
    /// When.
    pub written_at: Timestamp,
}

/// A comment. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CommentRow {
    /// Its id.
    #[sqlx(try_from = "Text")]
    pub id: CommentId,
    /// On which result.
    #[sqlx(try_from = "Text")]
    pub report: ReportId,
    /// Who wrote it.
    #[sqlx(try_from = "Text")]
    pub author: StaffId,
    /// Their name.
    pub name: String,
    /// What they are.
    #[sqlx(try_from = "Text")]
    pub role: Role,
    /// Its text.
    pub body: String,
    /// When it was written.
    #[sqlx(try_from = "Int")]
    pub written_at: Timestamp,
}

/// Keeps a comment and makes its result news to the member again. Answers `false`, and has
/// changed nothing, when there is one of this id.
pub async fn add(tx: &mut Tx, new: &NewComment) -> Result<bool, StoreError> {
    let values = values![new.id, new.report, new.author, &new.body, new.written_at];
    let added = tx.changed_one(ADD, values).await?;
    if added {
        tx.change_one(NEWS, values![new.report]).await?;
    }
    Ok(added)
}

/// The comments on a result, oldest first.
pub async fn of_report(tx: &mut Tx, report: ReportId) -> Result<Vec<CommentRow>, StoreError> {
    tx.all(OF_REPORT, values![report]).await
}

/// The comment of an id.
pub async fn find(tx: &mut Tx, id: CommentId) -> Result<Option<CommentRow>, StoreError> {
    tx.optional(FIND, values![id]).await
}

/// Gives what refers to one report to another: its comments, and what was asked about it.
pub(super) async fn hand_over(tx: &mut Tx, from: ReportId, to: ReportId) -> Result<(), StoreError> {
    for statement in [HAND_OVER, HAND_OVER_ASKED, HAND_OVER_DRAFTS] {
        tx.execute(statement, values![from, to]).await?;
    }
    Ok(())
}
