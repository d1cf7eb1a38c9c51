//! Laboratory results: reports and their values, what they were before, and read marks.

pub mod comments;
pub mod listed;
pub mod nesting;
pub mod release;
pub mod search;

use domain::ids::{MemberId, ObservationId, PractitionerId, ReportId, VisitId};
use domain::results::ReportStatus;
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(ReportStatus, ReportStatus::code, ReportStatus::from_code);

crate::statements! {
    FIND_REPORT = "SELECT id, source, resource_type, fhir_id, member, name, status, at, at_source,
            issued_source, visit, laboratory, conclusion, version, changed_at, read_at
        FROM report WHERE source = $1 AND resource_type = $2 AND fhir_id = $3";
    REPORT = "SELECT id, source, resource_type, fhir_id, member, name, status, at, at_source,
            issued_source, visit, laboratory, conclusion, version, changed_at, read_at
        FROM report WHERE id = $1 AND member = $2";
    REPORTS = "SELECT id, source, resource_type, fhir_id, member, name, status, at, at_source,
            issued_source, visit, laboratory, conclusion, version, changed_at, read_at
        FROM report WHERE member = $1 AND (at, id) < ($2, $3)
        ORDER BY at DESC, id DESC LIMIT $4";
    INSERT_REPORT = "INSERT INTO report (id, source, resource_type, fhir_id, member, name, status,
            at, at_source, issued_source, visit, laboratory, conclusion, version, changed_at,
            read_at, arrived_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $15)";
    KEEP_REPORT = "INSERT INTO report_before
            (report, version, status, issued_source, conclusion, replaced_at)
        SELECT id, version, status, issued_source, conclusion, CAST($2 AS BIGINT)
        FROM report WHERE id = $1";
    UPDATE_REPORT = "UPDATE report SET source = $2, resource_type = $3, fhir_id = $4, member = $5,
            name = $6, status = $7, at = $8, at_source = $9, issued_source = $10, visit = $11,
            laboratory = $12, conclusion = $13, version = $14, changed_at = $15, read_at = $16
        WHERE id = $1";
    REPORT_BEFORE = "SELECT version, status, issued_source, conclusion, replaced_at
        FROM report_before WHERE report = $1 ORDER BY version DESC";
    FORGET_REPORT = "DELETE FROM report WHERE id = $1";
    MARK_READ = "UPDATE report SET read_at = $3
        WHERE id = $1 AND member = $2 AND read_at IS NULL";
    /// A change to one of its values makes a report news again.
    MARK_NEWS = "UPDATE report SET read_at = NULL, changed_at = $2 WHERE id = $1";
    /// By the index that holds what is unread and nothing else; left to itself SQLite takes one of
    /// all, and reads every report.
    UNREAD = {
        sqlite: "SELECT COUNT(*) FROM report INDEXED BY report_unread
            WHERE member = $1 AND read_at IS NULL",
        postgres: "SELECT COUNT(*) FROM report WHERE member = $1 AND read_at IS NULL",
    };
    FIND_OBSERVATION = "SELECT id, source, fhir_id, part, member, name, loinc, unit, status, at,
            at_source, issued_source, component, note, version
        FROM observation WHERE source = $1 AND fhir_id = $2 AND part = $3";
    PARTS = "SELECT id, source, fhir_id, part, member, name, loinc, unit, status, at, at_source,
            issued_source, component, note, version
        FROM observation WHERE source = $1 AND fhir_id = $2 ORDER BY part";
    INSERT_OBSERVATION = "INSERT INTO observation (id, source, fhir_id, part, member, name, loinc,
            unit, status, at, at_source, issued_source, component, note, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    KEEP_OBSERVATION = "INSERT INTO observation_before
            (observation, version, status, issued_source, component, replaced_at)
        SELECT id, version, status, issued_source, component, CAST($2 AS BIGINT)
        FROM observation WHERE id = $1";
    UPDATE_OBSERVATION = "UPDATE observation SET source = $2, fhir_id = $3, part = $4,
            member = $5, name = $6, loinc = $7, unit = $8, status = $9, at = $10, at_source = $11,
            issued_source = $12, component = $13, note = $14, version = $15
        WHERE id = $1";
    /// What the laboratory sorts a report under (HL7's codes, with spaces), and the samples.
    PUT_DETAILS = "UPDATE report SET category = $2, specimen = $3 WHERE id = $1";
    SPECIMEN = "SELECT specimen FROM report WHERE id = $1";
    OBSERVATION_BEFORE = "SELECT b.observation, b.version, b.status, b.issued_source, b.component,
            b.replaced_at
        FROM report_observation ro JOIN observation_before b ON b.observation = ro.observation
        WHERE ro.report = $1 ORDER BY b.version DESC";
    FORGET_REVIEWERS = "DELETE FROM report_reviewer WHERE report = $1";
    PUT_REVIEWER = "INSERT INTO report_reviewer (report, practitioner) VALUES ($1, $2)
        ON CONFLICT DO NOTHING";
    FORGET_VALUES = "DELETE FROM report_observation WHERE report = $1";
    /// `$2` is a JSON list of ids, in the order of the report.
    PUT_VALUES = {
        sqlite: "INSERT INTO report_observation (report, place, observation)
            SELECT $1, listed.key, listed.value FROM json_each($2) listed",
        postgres: "INSERT INTO report_observation (report, place, observation)
            SELECT $1, listed.place - 1, listed.id
            FROM json_array_elements_text(CAST(CAST($2 AS TEXT) AS json))
                WITH ORDINALITY AS listed (id, place)",
    };
    VALUES_OF = "SELECT o.id, o.source, o.fhir_id, o.part, o.member, o.name, o.loinc, o.unit,
            o.status, o.at, o.at_source, o.issued_source, o.component, o.note, o.version
        FROM report_observation ro JOIN observation o ON o.id = ro.observation
        WHERE ro.report = $1 ORDER BY ro.place";
    /// The resources of a report, whole: itself, then its values in their order.
    RESOURCES_OF = "SELECT f.resource_type, f.fhir_id, f.json, -1 AS place FROM report r
            JOIN fhir_resource f ON f.source = r.source AND f.resource_type = r.resource_type
                AND f.fhir_id = r.fhir_id AND f.member = r.member
        WHERE r.id = $1 AND r.member = $2 AND r.resource_type = 'DiagnosticReport'
        UNION ALL
        SELECT f.resource_type, f.fhir_id, f.json, MIN(ro.place) AS place FROM report_observation ro
            JOIN observation o ON o.id = ro.observation AND o.member = $2
            JOIN fhir_resource f ON f.source = o.source AND f.resource_type = 'Observation'
                AND f.fhir_id = o.fhir_id AND f.member = o.member
        WHERE ro.report = $1 GROUP BY f.resource_type, f.fhir_id, f.json
        ORDER BY place";
    REPORTS_WITH = "SELECT r.id, r.source, r.resource_type, r.fhir_id, r.member, r.name, r.status,
            r.at, r.at_source, r.issued_source, r.visit, r.laboratory, r.conclusion, r.version,
            r.changed_at, r.read_at
        FROM report_observation ro JOIN report r ON r.id = ro.report
        WHERE ro.observation = $1 ORDER BY r.id";
    SERIES = "SELECT id, status, at, at_source, component FROM observation
        WHERE member = $1 AND loinc = $2 AND unit = $3 AND (at, id) < ($4, $5)
        ORDER BY at DESC, id DESC LIMIT $6";
}

/// A report. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Report {
    /// Our id.
    #[sqlx(try_from = "Text")]
    pub id: ReportId,
    /// The record system it came from.
    pub source: String,
    /// `DiagnosticReport`, or `Observation` for a value that belongs to no report.
    pub resource_type: String,
    /// Its id at the source.
    pub fhir_id: String,
    /// Whose.
    #[sqlx(try_from = "Text")]
    pub member: MemberId,
    /// The panel's name, in the source's words.
    pub name: String,
    /// How final it is.
    #[sqlx(try_from = "Text")]
    pub status: ReportStatus,
    /// When the sample was taken (else when it was issued), to sort by.
    #[sqlx(try_from = "Int")]
    pub at: Timestamp,
    /// The same as the source wrote it.
    pub at_source: Option<String>,
    /// When it was issued, as the source wrote it.
    pub issued_source: Option<String>,
    /// The visit it belongs to.
    #[sqlx(try_from = "Text")]
    pub visit: Option<VisitId>,
    /// Who made it, in the source's words.
    pub laboratory: Option<String>,
    /// What the laboratory concludes from it.
    pub conclusion: Option<String>,
    /// How often it was written: 1 for the first.
    pub version: i64,
    /// When it, or one of its values, last changed here.
    #[sqlx(try_from = "Int")]
    pub changed_at: Timestamp,
    /// When the member marked it read.
    #[sqlx(try_from = "Int")]
    pub read_at: Option<Timestamp>,
}

/// What a report was before.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ReportBefore {
    /// Its version then.
    pub version: i64,
    /// Its status then.
    #[sqlx(try_from = "Text")]
    pub status: ReportStatus,
    /// When that one was issued.
    pub issued_source: Option<String>,
    /// What the laboratory concluded then.
    pub conclusion: Option<String>,
    /// When it was replaced here.
    #[sqlx(try_from = "Int")]
    pub replaced_at: Timestamp,
}

/// One value. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Observation {
    /// Our id.
    #[sqlx(try_from = "Text")]
    pub id: ObservationId,
    /// The record system it came from.
    pub source: String,
    /// Its id at the source.
    pub fhir_id: String,
    /// 0 for the observation's own value, then its components.
    pub part: i64,
    /// Whose.
    #[sqlx(try_from = "Text")]
    pub member: MemberId,
    /// What was measured, in the source's words.
    pub name: String,
    /// Its LOINC code.
    pub loinc: Option<String>,
    /// The unit as written; empty for none.
    pub unit: String,
    /// How final it is.
    #[sqlx(try_from = "Text")]
    pub status: ReportStatus,
    /// When it was measured, to sort by.
    #[sqlx(try_from = "Int")]
    pub at: Timestamp,
    /// The same as the source wrote it.
    pub at_source: Option<String>,
    /// When it was issued, as the source wrote it.
    pub issued_source: Option<String>,
    /// `domain::results::Component` as JSON, with the digits of the source.
    pub component: String,
    /// Notes, in the source's words.
    pub note: Option<String>,
    /// How often it was written: 1 for the first.
    pub version: i64,
}

/// A value as a point in time. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Point {
    /// Which value.
    #[sqlx(try_from = "Text")]
    pub id: ObservationId,
    /// How final it is.
    #[sqlx(try_from = "Text")]
    pub status: ReportStatus,
    /// When it was measured, to sort by.
    #[sqlx(try_from = "Int")]
    pub at: Timestamp,
    /// The same as the source wrote it.
    pub at_source: Option<String>,
    /// `domain::results::Component` as JSON.
    pub component: String,
}

/// A resource that a report was read from. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Resource {
    /// FHIR's type.
    pub resource_type: String,
    /// What it is known by at its source.
    pub fhir_id: String,
    /// The resource whole, as it came.
    pub json: String,
}

/// What a value was before.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ObservationBefore {
    /// Which value.
    #[sqlx(try_from = "Text")]
    pub observation: ObservationId,
    /// Its version then.
    pub version: i64,
    /// Its status then.
    #[sqlx(try_from = "Text")]
    pub status: ReportStatus,
    /// When that one was issued.
    pub issued_source: Option<String>,
    /// `domain::results::Component` as JSON.
    pub component: String,
    /// When it was replaced here.
    #[sqlx(try_from = "Int")]
    pub replaced_at: Timestamp,
}

/// The report that a source knows by type and id.
pub async fn find_report(
    tx: &mut Tx,
    source: &str,
    resource_type: &str,
    fhir_id: &str,
) -> Result<Option<Report>, StoreError> {
    tx.optional(FIND_REPORT, values![source, resource_type, fhir_id])
        .await
}

/// A member's report. Another's is not found, just as one that does not exist (ACC-3).
pub async fn report(
    tx: &mut Tx,
    id: ReportId,
    member: MemberId,
) -> Result<Option<Report>, StoreError> {
    tx.optional(REPORT, values![id, member]).await
}

/// A member's reports, newest first, before the report `before` (`None` for the first page).
pub async fn reports(
    tx: &mut Tx,
    member: MemberId,
    before: Option<(Timestamp, ReportId)>,
    limit: u32,
) -> Result<Vec<Report>, StoreError> {
    let (at, id) = match before {
        Some((at, id)) => (at, id.to_string()),
        None => (Timestamp::from_micros(i64::MAX), String::new()),
    };
    tx.all(REPORTS, values![member, at, id, limit]).await
}

fn report_values(report: &Report) -> Vec<crate::Value> {
    values![
        report.id,
        &report.source,
        &report.resource_type,
        &report.fhir_id,
        report.member,
        &report.name,
        report.status,
        report.at,
        &report.at_source,
        &report.issued_source,
        report.visit,
        &report.laboratory,
        &report.conclusion,
        report.version,
        report.changed_at,
        report.read_at,
    ]
}

/// Stores a report for the first time.
pub async fn insert_report(tx: &mut Tx, report: &Report) -> Result<(), StoreError> {
    tx.change_one(INSERT_REPORT, report_values(report)).await
}

/// Replaces a report and keeps what it was; `report.version` is the new one's.
pub async fn replace_report(
    tx: &mut Tx,
    report: &Report,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.change_one(KEEP_REPORT, values![report.id, now]).await?;
    tx.change_one(UPDATE_REPORT, report_values(report)).await
}

/// Writes a report's row anew where nothing that a member reads has changed.
pub async fn rewrite_report(tx: &mut Tx, report: &Report) -> Result<(), StoreError> {
    tx.change_one(UPDATE_REPORT, report_values(report)).await
}

/// What a report was before, latest first.
pub async fn report_before(tx: &mut Tx, report: ReportId) -> Result<Vec<ReportBefore>, StoreError> {
    tx.all(REPORT_BEFORE, values![report]).await
}

/// Stores under what the laboratory sorts a report, and what samples it was made from.
pub async fn put_details(
    tx: &mut Tx,
    report: ReportId,
    category: Option<&str>,
    specimen: Option<&str>,
) -> Result<(), StoreError> {
    tx.change_one(PUT_DETAILS, values![report, category, specimen])
        .await
}

/// What samples a report was made from, in the source's words.
pub async fn specimen(tx: &mut Tx, report: ReportId) -> Result<Option<String>, StoreError> {
    let (specimen,): (Option<String>,) = tx.one(SPECIMEN, values![report]).await?;
    Ok(specimen)
}

/// Takes away a value's stand-in report, now that `holder`, a real one, holds the value. What was
/// said and asked about it goes to that one.
pub async fn forget_report(
    tx: &mut Tx,
    report: ReportId,
    holder: ReportId,
) -> Result<(), StoreError> {
    comments::hand_over(tx, report, holder).await?;
    tx.execute(FORGET_VALUES, values![report]).await?;
    tx.execute(FORGET_REVIEWERS, values![report]).await?;
    release::forget(tx, report).await?;
    tx.change_one(FORGET_REPORT, values![report]).await
}

/// Marks a member's report read, and so shown; false when it already was, or is not theirs.
pub async fn mark_read(
    tx: &mut Tx,
    report: ReportId,
    member: MemberId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let marked = tx
        .changed_one(MARK_READ, values![report, member, now])
        .await?;
    if marked {
        release::show(tx, report, member, now).await?;
    }
    Ok(marked)
}

/// Makes a report new again, because one of its values changed.
pub async fn mark_news(tx: &mut Tx, report: ReportId, now: Timestamp) -> Result<(), StoreError> {
    tx.change_one(MARK_NEWS, values![report, now]).await
}

/// How many of a member's reports are not read yet.
pub async fn unread(tx: &mut Tx, member: MemberId) -> Result<i64, StoreError> {
    let (count,): (i64,) = tx.one(UNREAD, values![member]).await?;
    Ok(count)
}

/// A part of the observation that a source knows by id.
pub async fn find_observation(
    tx: &mut Tx,
    source: &str,
    fhir_id: &str,
    part: i64,
) -> Result<Option<Observation>, StoreError> {
    tx.optional(FIND_OBSERVATION, values![source, fhir_id, part])
        .await
}

/// All parts of an observation.
pub async fn parts(
    tx: &mut Tx,
    source: &str,
    fhir_id: &str,
) -> Result<Vec<Observation>, StoreError> {
    tx.all(PARTS, values![source, fhir_id]).await
}

fn observation_values(observation: &Observation) -> Vec<crate::Value> {
    values![
        observation.id,
        &observation.source,
        &observation.fhir_id,
        observation.part,
        observation.member,
        &observation.name,
        &observation.loinc,
        &observation.unit,
        observation.status,
        observation.at,
        &observation.at_source,
        &observation.issued_source,
        &observation.component,
        &observation.note,
        observation.version,
    ]
}

/// Stores values for the first time.
pub async fn insert_observations(
    tx: &mut Tx,
    observations: &[Observation],
) -> Result<(), StoreError> {
    let rows = observations.iter().map(observation_values).collect();
    tx.insert_all(INSERT_OBSERVATION, rows).await
}

/// Replaces a value and keeps what it was; `observation.version` is the new one's.
pub async fn replace_observation(
    tx: &mut Tx,
    observation: &Observation,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.change_one(KEEP_OBSERVATION, values![observation.id, now])
        .await?;
    tx.change_one(UPDATE_OBSERVATION, observation_values(observation))
        .await
}

/// Writes a value's row anew where nothing that a member reads has changed.
pub async fn rewrite_observation(tx: &mut Tx, observation: &Observation) -> Result<(), StoreError> {
    tx.change_one(UPDATE_OBSERVATION, observation_values(observation))
        .await
}

/// What the values of a report were before, latest first.
pub async fn observations_before(
    tx: &mut Tx,
    report: ReportId,
) -> Result<Vec<ObservationBefore>, StoreError> {
    tx.all(OBSERVATION_BEFORE, values![report]).await
}

/// Says which values a report has, in its order.
pub async fn put_values(
    tx: &mut Tx,
    report: ReportId,
    observations: &[ObservationId],
) -> Result<(), StoreError> {
    tx.execute(FORGET_VALUES, values![report]).await?;
    add_values(tx, report, observations).await
}

/// The same of a report that has none yet.
pub async fn add_values(
    tx: &mut Tx,
    report: ReportId,
    observations: &[ObservationId],
) -> Result<(), StoreError> {
    if observations.is_empty() {
        return Ok(());
    }
    let values = values![report, crate::value::listed(observations)];
    tx.execute(PUT_VALUES, values).await.map(drop)
}

/// Says which clinicians read a report.
pub async fn put_reviewers(
    tx: &mut Tx,
    report: ReportId,
    reviewers: &[PractitionerId],
) -> Result<(), StoreError> {
    tx.execute(FORGET_REVIEWERS, values![report]).await?;
    for reviewer in reviewers {
        tx.execute(PUT_REVIEWER, values![report, *reviewer]).await?;
    }
    Ok(())
}

/// The values of a report, in its order.
pub async fn values_of(tx: &mut Tx, report: ReportId) -> Result<Vec<Observation>, StoreError> {
    tx.all(VALUES_OF, values![report]).await
}

/// The resources that a member's report was read from, as they came: the report's, then its
/// values' in their order.
pub async fn resources_of(
    tx: &mut Tx,
    report: ReportId,
    member: MemberId,
) -> Result<Vec<Resource>, StoreError> {
    tx.all(RESOURCES_OF, values![report, member]).await
}

/// The reports that hold a value.
pub async fn reports_with(
    tx: &mut Tx,
    observation: ObservationId,
) -> Result<Vec<Report>, StoreError> {
    tx.all(REPORTS_WITH, values![observation]).await
}

/// The values of one test in one unit, newest first, before `before` (`None` for all).
pub async fn series(
    tx: &mut Tx,
    member: MemberId,
    (loinc, unit): (&str, &str),
    before: Option<(Timestamp, ObservationId)>,
    limit: u32,
) -> Result<Vec<Point>, StoreError> {
    let (at, id) = match before {
        Some((at, id)) => (at, id.to_string()),
        None => (Timestamp::from_micros(i64::MAX), String::new()),
    };
    tx.all(SERIES, values![member, loinc, unit, at, id, limit])
        .await
}
