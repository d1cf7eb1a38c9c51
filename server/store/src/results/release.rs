//! How results are shown, as their reader chose (migration 0026): the choices, to whom a result
//! was shown, and what of a record a choice may still hold.

use domain::ids::{MemberId, ObservationId, ReportId};
use domain::results::release::{Choice, TestKind};
use domain::time::Timestamp;

use crate::column::text_column;
use crate::value::listed;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(TestKind, TestKind::code, TestKind::from_code);
text_column!(Choice, Choice::code, Choice::from_code);

crate::statements! {
    /// What somebody chose.
    CHOICES = "SELECT kind, choice FROM release_choice WHERE member = $1";
    /// Chooses, or chooses anew.
    CHOOSE = "INSERT INTO release_choice (member, kind, choice, changed_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (member, kind) DO UPDATE
        SET choice = excluded.choice, changed_at = excluded.changed_at";
    /// Notes that a result was shown to somebody; of several times the latest.
    SHOW = "INSERT INTO report_shown (report, member, shown_at) VALUES ($1, $2, $3)
        ON CONFLICT (report, member) DO UPDATE SET shown_at = excluded.shown_at";
    /// Of one record: what was not shown to its reader yet, of the kinds for which they chose
    /// anything, or whose kind nobody has told yet.
    NOT_SHOWN = "SELECT r.id, r.name, r.kind, r.at, r.at_source,
            COALESCE(r.arrived_at, r.changed_at) AS arrived_at, r.changed_at, r.read_at,
            (SELECT MIN(c.written_at) FROM report_comment c WHERE c.report = r.id) AS commented_at
        FROM report r
        WHERE r.member = $1
            AND (r.kind IS NULL
                OR r.kind IN (SELECT k.kind FROM release_choice k
                    WHERE k.member = $2 AND k.choice <> 'at_once'))
            AND NOT EXISTS (SELECT 1 FROM report_shown s WHERE s.report = r.id AND s.member = $2)";
    /// What came to a record after an instant, and what else changed.
    SINCE = "SELECT
            CAST(COUNT(CASE WHEN COALESCE(arrived_at, changed_at) > $2 THEN 1 END) AS BIGINT),
            CAST(COUNT(CASE WHEN COALESCE(arrived_at, changed_at) <= $2 THEN 1 END) AS BIGINT)
        FROM report WHERE member = $1 AND changed_at > $2";
    /// The values of reports (`$1`: a JSON list of their ids), each with every report that it
    /// stands in.
    PLACES = {
        sqlite: "SELECT DISTINCT a.observation, b.report FROM json_each($1) listed
            CROSS JOIN report_observation a ON a.report = listed.value
            CROSS JOIN report_observation b ON b.observation = a.observation",
        postgres: "SELECT DISTINCT a.observation, b.report
            FROM json_array_elements_text(CAST(CAST($1 AS TEXT) AS json)) AS listed (value)
            JOIN report_observation a ON a.report = listed.value
            JOIN report_observation b ON b.observation = a.observation",
    };
    /// Forgets to whom a report was shown: it is taken away.
    FORGET_SHOWN = "DELETE FROM report_shown WHERE report = $1";
}

/// What somebody chose for a kind.
#[derive(sqlx::FromRow)]
struct ChoiceRow {
    #[sqlx(try_from = "Text")]
    kind: TestKind,
    #[sqlx(try_from = "Text")]
    choice: Choice,
}

/// A report that was not shown to its reader yet. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NotShown {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: ReportId,
    /// The panel's name.
    pub name: String,
    /// The kind of test; none until it was told.
    #[sqlx(try_from = "Text")]
    pub kind: Option<TestKind>,
    /// When the sample was taken, to sort by.
    #[sqlx(try_from = "Int")]
    pub at: Timestamp,
    /// The same as the source wrote it.
    pub at_source: Option<String>,
    /// When it first came.
    #[sqlx(try_from = "Int")]
    pub arrived_at: Timestamp,
    /// When it, or one of its values, last changed here.
    #[sqlx(try_from = "Int")]
    pub changed_at: Timestamp,
    /// When the member whose it is marked it read.
    #[sqlx(try_from = "Int")]
    pub read_at: Option<Timestamp>,
    /// When a clinician first commented on it.
    #[sqlx(try_from = "Int")]
    pub commented_at: Option<Timestamp>,
}

/// What somebody chose; a kind for which they chose nothing is not in it.
pub async fn choices(tx: &mut Tx, member: MemberId) -> Result<Vec<(TestKind, Choice)>, StoreError> {
    let rows: Vec<ChoiceRow> = tx.all(CHOICES, values![member]).await?;
    Ok(rows.into_iter().map(|row| (row.kind, row.choice)).collect())
}

/// Keeps what somebody chose for a kind.
pub async fn choose(
    tx: &mut Tx,
    member: MemberId,
    kind: TestKind,
    choice: Choice,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.change_one(CHOOSE, values![member, kind, choice, now])
        .await
}

/// Notes that a report was shown to somebody.
pub async fn show(
    tx: &mut Tx,
    report: ReportId,
    to: MemberId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.change_one(SHOW, values![report, to, now]).await
}

/// What of a member's reports was not shown to `reader` yet, of the kinds for which these chose
/// anything.
pub async fn not_shown(
    tx: &mut Tx,
    member: MemberId,
    reader: MemberId,
) -> Result<Vec<NotShown>, StoreError> {
    tx.all(NOT_SHOWN, values![member, reader]).await
}

/// How many of a member's reports came after an instant, and how many others changed.
pub async fn since(tx: &mut Tx, member: MemberId, at: Timestamp) -> Result<(i64, i64), StoreError> {
    tx.one(SINCE, values![member, at]).await
}

/// The values of some reports, each with every report that it stands in.
pub async fn places(
    tx: &mut Tx,
    reports: impl IntoIterator<Item = ReportId>,
) -> Result<Vec<(ObservationId, ReportId)>, StoreError> {
    let found: Vec<(String, String)> = tx.all(PLACES, values![listed(reports)]).await?;
    let read = |(value, report): &(String, String)| {
        let value = value.parse();
        let value = value.map_err(|_| StoreError::unfit("a value's id is none"))?;
        Ok((value, report_of(report)?))
    };
    found.iter().map(read).collect()
}

/// Forgets to whom a report was shown.
pub(super) async fn forget(tx: &mut Tx, report: ReportId) -> Result<(), StoreError> {
    tx.execute(FORGET_SHOWN, values![report]).await.map(drop)
}

fn report_of(id: &str) -> Result<ReportId, StoreError> {
    id.parse()
        .map_err(|_| StoreError::unfit("a report's id is none"))
}
