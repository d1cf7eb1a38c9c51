//! What a list tells of the reports on a page of it: of all of them by one statement each, which
//! costs a fifth of a statement for every row. They are named by a JSON list of their ids.

use std::collections::{HashMap, HashSet};

use domain::ids::{MemberId, ReportId};
use domain::results::ReportStatus;

use crate::value::listed;
use crate::{StoreError, Text, Tx, values};

crate::statements! {
    VALUES = {
        sqlite: "SELECT ro.report, o.status, o.component FROM json_each($1) listed
            CROSS JOIN report_observation ro ON ro.report = listed.value
            CROSS JOIN observation o ON o.id = ro.observation
            ORDER BY ro.report, ro.place",
        postgres: "SELECT ro.report, o.status, o.component
            FROM json_array_elements_text(CAST(CAST($1 AS TEXT) AS json)) AS listed (value)
            JOIN report_observation ro ON ro.report = listed.value
            JOIN observation o ON o.id = ro.observation
            ORDER BY ro.report, ro.place",
    };
    /// Who took part in the visits that the reports belong to.
    PEOPLE = {
        sqlite: "SELECT r.id AS report, p.given, p.family FROM json_each($1) listed
            CROSS JOIN report r ON r.id = listed.value
            CROSS JOIN visit_participant vp ON vp.visit = r.visit
            CROSS JOIN practitioner p ON p.id = vp.practitioner
            ORDER BY p.family, p.given, p.id",
        postgres: "SELECT r.id AS report, p.given, p.family
            FROM json_array_elements_text(CAST(CAST($1 AS TEXT) AS json)) AS listed (value)
            JOIN report r ON r.id = listed.value
            JOIN visit_participant vp ON vp.visit = r.visit
            JOIN practitioner p ON p.id = vp.practitioner
            ORDER BY p.family, p.given, p.id",
    };
    COMMENTED = {
        sqlite: "SELECT DISTINCT c.report FROM json_each($1) listed
            CROSS JOIN report_comment c ON c.report = listed.value",
        postgres: "SELECT DISTINCT c.report
            FROM json_array_elements_text(CAST(CAST($1 AS TEXT) AS json)) AS listed (value)
            JOIN report_comment c ON c.report = listed.value",
    };
    /// What was shown to its reader, and has changed since. The latest changes are those not read
    /// yet.
    CHANGED = {
        sqlite: "SELECT r.id AS report FROM json_each($1) listed
            CROSS JOIN report r ON r.id = listed.value
            CROSS JOIN report_shown s ON s.report = r.id AND s.member = $2
            WHERE r.read_at IS NULL AND r.changed_at > s.shown_at",
        postgres: "SELECT r.id AS report
            FROM json_array_elements_text(CAST(CAST($1 AS TEXT) AS json)) AS listed (value)
            JOIN report r ON r.id = listed.value
            JOIN report_shown s ON s.report = r.id AND s.member = $2
            WHERE r.read_at IS NULL AND r.changed_at > s.shown_at",
    };
}

/// What a list tells by a value. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedValue {
    #[sqlx(try_from = "Text")]
    report: ReportId,
    /// How final it is.
    #[sqlx(try_from = "Text")]
    pub status: ReportStatus,
    /// `domain::results::Component` as JSON.
    pub component: String,
}

#[derive(sqlx::FromRow)]
struct Person {
    #[sqlx(try_from = "Text")]
    report: ReportId,
    given: String,
    family: String,
}

#[derive(sqlx::FromRow)]
struct ReportKey {
    #[sqlx(rename = "report", try_from = "Text")]
    id: ReportId,
}

/// The values of reports, in the order of each.
pub async fn values_of(
    tx: &mut Tx,
    reports: &[ReportId],
) -> Result<HashMap<ReportId, Vec<ListedValue>>, StoreError> {
    let found: Vec<ListedValue> = tx.all(VALUES, values![listed(reports)]).await?;
    let mut values: HashMap<ReportId, Vec<ListedValue>> = HashMap::new();
    for value in found {
        values.entry(value.report).or_default().push(value);
    }
    Ok(values)
}

/// Who saw the member at the visits that reports belong to: given and family name.
pub async fn people_of(
    tx: &mut Tx,
    reports: &[ReportId],
) -> Result<HashMap<ReportId, Vec<(String, String)>>, StoreError> {
    let found: Vec<Person> = tx.all(PEOPLE, values![listed(reports)]).await?;
    let mut people: HashMap<ReportId, Vec<(String, String)>> = HashMap::new();
    for one in found {
        let names = people.entry(one.report).or_default();
        names.push((one.given, one.family));
    }
    Ok(people)
}

/// Which of the reports have a comment.
pub async fn commented(tx: &mut Tx, reports: &[ReportId]) -> Result<HashSet<ReportId>, StoreError> {
    let found: Vec<ReportKey> = tx.all(COMMENTED, values![listed(reports)]).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

/// Which of the reports have changed since they were shown to `reader`, and are not read.
pub async fn changed(
    tx: &mut Tx,
    reports: &[ReportId],
    reader: MemberId,
) -> Result<HashSet<ReportId>, StoreError> {
    let found: Vec<ReportKey> = tx.all(CHANGED, values![listed(reports), reader]).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}
