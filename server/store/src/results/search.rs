//! What results are found by (migration 0020): words that were folded by the domain, and flags;
//! and of what kind they are (migration 0026), which the same texts tell.
//!
//! A member's reports are some hundreds: they are all read, by the index of the list, and sorted
//! out by the domain. What is found is then the same on both engines, and counted exactly.

use domain::ids::{MemberId, ReportId, VisitId};
use domain::results::ReportStatus;
use domain::results::release::TestKind;
use domain::time::Timestamp;

use crate::{Int, StoreError, Text, Tx, values};

crate::statements! {
    /// What of a report itself is searched.
    OWN_TEXTS = "SELECT name, laboratory, status, category FROM report WHERE id = $1";
    /// Stores what a report is found by, and its kind.
    PUT_WORDS = "UPDATE report SET words = $2, flags = $3, kind = $4 WHERE id = $1";
    /// Reports whose words or kind are not there yet: whoever writes the one writes the other.
    WITHOUT_WORDS = "SELECT id FROM report WHERE kind IS NULL ORDER BY id LIMIT $1";
    /// A member's reports with what they are found by, newest first.
    SEARCHED = "SELECT id, name, at, at_source, visit, words, flags FROM report
        WHERE member = $1 ORDER BY at DESC, id DESC LIMIT $2";
    /// Who saw the member at the visits that reports belong to.
    CLINICIANS = "SELECT DISTINCT v.visit, p.given, p.family
        FROM report r JOIN visit_participant v ON v.visit = r.visit
        JOIN practitioner p ON p.id = v.practitioner
        WHERE r.member = $1";
    /// The names of a member's panels.
    PANELS = "SELECT DISTINCT name FROM report WHERE member = $1 ORDER BY name LIMIT $2";
}

/// What of a report itself is searched. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnTexts {
    /// The panel's name.
    pub name: String,
    /// Who made it.
    pub laboratory: Option<String>,
    /// How final it is.
    #[sqlx(try_from = "Text")]
    pub status: ReportStatus,
    /// HL7's codes of what the laboratory sorts it under, with spaces.
    pub category: Option<String>,
}

/// A report with what it is found by. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Searched {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: ReportId,
    /// The panel's name.
    pub name: String,
    /// When the sample was taken, to sort by.
    #[sqlx(try_from = "Int")]
    pub at: Timestamp,
    /// The same as the source wrote it.
    pub at_source: Option<String>,
    /// The visit it belongs to.
    #[sqlx(try_from = "Text")]
    pub visit: Option<VisitId>,
    /// Its words, folded, with spaces; none until they are written.
    pub words: Option<String>,
    /// HL7's codes of the flags of what stands, with spaces.
    pub flags: Option<String>,
}

/// Somebody who saw the member at a visit. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Clinician {
    /// The visit.
    #[sqlx(try_from = "Text")]
    pub visit: VisitId,
    /// First name.
    pub given: String,
    /// Last name.
    pub family: String,
}

/// What of a report itself is searched; its values are searched too.
pub async fn own_texts(tx: &mut Tx, report: ReportId) -> Result<OwnTexts, StoreError> {
    tx.one(OWN_TEXTS, values![report]).await
}

/// Stores what a report is found by, and its kind.
pub async fn put_words(
    tx: &mut Tx,
    report: ReportId,
    (words, flags): (&str, &str),
    kind: TestKind,
) -> Result<(), StoreError> {
    tx.change_one(PUT_WORDS, values![report, words, flags, kind])
        .await
}

/// Reports, `most` of them, that an earlier version of the portal wrote without
/// their words or kind.
pub async fn without_words(tx: &mut Tx, most: u32) -> Result<Vec<ReportId>, StoreError> {
    let found: Vec<(String,)> = tx.all(WITHOUT_WORDS, values![most]).await?;
    found
        .iter()
        .map(|(id,)| id.parse())
        .collect::<Result<_, _>>()
        .map_err(|_| StoreError::unfit("a report's id is none"))
}

/// A member's reports with what they are found by, newest first, `most` of them.
pub async fn searched(
    tx: &mut Tx,
    member: MemberId,
    most: u32,
) -> Result<Vec<Searched>, StoreError> {
    tx.all(SEARCHED, values![member, most]).await
}

/// Who saw the member at the visits that their reports belong to.
pub async fn clinicians(tx: &mut Tx, member: MemberId) -> Result<Vec<Clinician>, StoreError> {
    tx.all(CLINICIANS, values![member]).await
}

/// The names of a member's panels in their order, `most` of them.
pub async fn panels(tx: &mut Tx, member: MemberId, most: u32) -> Result<Vec<String>, StoreError> {
    let found: Vec<(String,)> = tx.all(PANELS, values![member, most]).await?;
    Ok(found.into_iter().map(|(name,)| name).collect())
}
