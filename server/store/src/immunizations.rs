//! Immunizations: doses of vaccines, given or not, as they are now.

use domain::ids::{ImmunizationId, MemberId, PractitionerId, VisitId};
use domain::immunizations::ImmunizationStatus;
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, StoreError, Text, Tx, values};

text_column!(
    ImmunizationStatus,
    ImmunizationStatus::code,
    ImmunizationStatus::from_code
);

crate::statements! {
    FIND = "SELECT id, source, fhir_id, member, status, cvx, name, at, at_source, at_text,
            reported, subpotent, reason, lot, expires_source, manufacturer, site, route, amount,
            place, visit, practitioner, performer, protocols, reactions, note, version, changed_at
        FROM immunization WHERE source = $1 AND fhir_id = $2";
    OF_MEMBER = "SELECT i.id, i.source, i.fhir_id, i.member, i.status, i.cvx, i.name, i.at,
            i.at_source, i.at_text, i.reported, i.subpotent, i.reason, i.lot, i.expires_source,
            i.manufacturer, i.site, i.route, i.amount, COALESCE(i.place, o.name) AS place,
            i.visit, i.practitioner, COALESCE(p.given || ' ' || p.family, i.performer) AS performer,
            i.protocols, i.reactions, i.note, i.version, i.changed_at
        FROM immunization i
        LEFT JOIN visit v ON v.id = i.visit
        LEFT JOIN medical_office o ON o.id = v.office
        LEFT JOIN practitioner p ON p.id = i.practitioner
        WHERE i.member = $1 ORDER BY i.at DESC, i.id DESC LIMIT $2";
    INSERT = "INSERT INTO immunization (id, source, fhir_id, member, status, cvx, name, at,
            at_source, at_text, reported, subpotent, reason, lot, expires_source, manufacturer,
            site, route, amount, place, visit, practitioner, performer, protocols, reactions,
            note, version, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)";
    UPDATE = "UPDATE immunization SET source = $2, fhir_id = $3, member = $4, status = $5,
            cvx = $6, name = $7, at = $8, at_source = $9, at_text = $10, reported = $11,
            subpotent = $12, reason = $13, lot = $14, expires_source = $15, manufacturer = $16,
            site = $17, route = $18, amount = $19, place = $20, visit = $21, practitioner = $22,
            performer = $23, protocols = $24, reactions = $25, note = $26, version = $27,
            changed_at = $28
        WHERE id = $1";
}

/// A dose. No `Debug`: nothing of it belongs in a log.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Immunization {
    /// Our id.
    #[sqlx(try_from = "Text")]
    pub id: ImmunizationId,
    /// The record system it came from.
    pub source: String,
    /// Its id at the source.
    pub fhir_id: String,
    /// Whose.
    #[sqlx(try_from = "Text")]
    pub member: MemberId,
    /// Whether it was given.
    #[sqlx(try_from = "Text")]
    pub status: ImmunizationStatus,
    /// The vaccine's CVX code, two digits or three.
    pub cvx: Option<String>,
    /// The vaccine in the source's words.
    pub name: String,
    /// When, to sort by.
    #[sqlx(try_from = "Int")]
    pub at: Timestamp,
    /// The same as the source wrote it.
    pub at_source: Option<String>,
    /// When, where the source says it in words only.
    pub at_text: Option<String>,
    /// Whether somebody else than who gave it told of it.
    #[sqlx(try_from = "Int")]
    pub reported: bool,
    /// Whether less was given than should have been.
    #[sqlx(try_from = "Int")]
    pub subpotent: bool,
    /// Why it was not given.
    pub reason: Option<String>,
    /// The lot number.
    pub lot: Option<String>,
    /// When the lot expires, as the source wrote it.
    pub expires_source: Option<String>,
    /// Who made it.
    pub manufacturer: Option<String>,
    /// Where on the body.
    pub site: Option<String>,
    /// By which way.
    pub route: Option<String>,
    /// How much, with its unit.
    pub amount: Option<String>,
    /// Where it was given; of a member's list, else the office of its visit.
    pub place: Option<String>,
    /// The visit it belongs to.
    #[sqlx(try_from = "Text")]
    pub visit: Option<VisitId>,
    /// The clinician of ours who gave it.
    #[sqlx(try_from = "Text")]
    pub practitioner: Option<PractitionerId>,
    /// Who gave it, in the source's words; of a member's list, the name of ours where it is one.
    pub performer: Option<String>,
    /// `Vec<domain::immunizations::Protocol>` as JSON.
    pub protocols: String,
    /// `Vec<domain::immunizations::Reaction>` as JSON.
    pub reactions: String,
    /// Notes, in the source's words.
    pub note: Option<String>,
    /// How often it was written: 1 for the first.
    pub version: i64,
    /// When it last changed here.
    #[sqlx(try_from = "Int")]
    pub changed_at: Timestamp,
}

/// The dose that a source knows by id.
pub async fn find(
    tx: &mut Tx,
    source: &str,
    fhir_id: &str,
) -> Result<Option<Immunization>, StoreError> {
    tx.optional(FIND, values![source, fhir_id]).await
}

/// A member's doses, whatever became of them, newest first; no more than `limit`.
pub async fn of_member(
    tx: &mut Tx,
    member: MemberId,
    limit: u32,
) -> Result<Vec<Immunization>, StoreError> {
    tx.all(OF_MEMBER, values![member, limit]).await
}

fn row_values(row: &Immunization) -> Vec<crate::Value> {
    values![
        row.id,
        &row.source,
        &row.fhir_id,
        row.member,
        row.status,
        &row.cvx,
        &row.name,
        row.at,
        &row.at_source,
        &row.at_text,
        row.reported,
        row.subpotent,
        &row.reason,
        &row.lot,
        &row.expires_source,
        &row.manufacturer,
        &row.site,
        &row.route,
        &row.amount,
        &row.place,
        row.visit,
        row.practitioner,
        &row.performer,
        &row.protocols,
        &row.reactions,
        &row.note,
        row.version,
        row.changed_at,
    ]
}

/// Stores a dose for the first time.
pub async fn insert(tx: &mut Tx, row: &Immunization) -> Result<(), StoreError> {
    tx.change_one(INSERT, row_values(row)).await
}

/// Writes a dose as it is now; `row.version` is the new one's.
pub async fn update(tx: &mut Tx, row: &Immunization) -> Result<(), StoreError> {
    tx.change_one(UPDATE, row_values(row)).await
}
