//! Medical offices and practitioners.

use domain::ids::{OfficeId, PractitionerId};

use crate::{Int, StoreError, Text, Tx, values};

crate::statements! {
    PUT_OFFICE = "INSERT INTO medical_office
            (id, source, fhir_id, name, phone, street, city, state, postal_code)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (source, fhir_id) DO UPDATE SET name = excluded.name,
            phone = excluded.phone, street = excluded.street, city = excluded.city,
            state = excluded.state, postal_code = excluded.postal_code
        RETURNING id";
    OFFICE = "SELECT id, source, fhir_id, name, phone, street, city, state, postal_code
        FROM medical_office WHERE id = $1";
    OFFICE_BY_SOURCE = "SELECT id FROM medical_office WHERE source = $1 AND fhir_id = $2";
    /// A plan has some hundred offices; registration draws its decoys from them.
    OFFICES = whole_table "SELECT id, source, fhir_id, name, phone, street, city, state,
            postal_code
        FROM medical_office WHERE (name, id) > ($1, $2) ORDER BY name, id LIMIT $3";
    PUT_PRACTITIONER = "INSERT INTO practitioner
            (id, source, fhir_id, given, family, prefix, suffix, specialty, office,
            receives_messages)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (source, fhir_id) DO UPDATE SET given = excluded.given,
            family = excluded.family, prefix = excluded.prefix, suffix = excluded.suffix,
            specialty = excluded.specialty, office = excluded.office,
            receives_messages = excluded.receives_messages
        RETURNING id";
    PRACTITIONER = "SELECT id, source, fhir_id, given, family, prefix, suffix, specialty, office,
            receives_messages
        FROM practitioner WHERE id = $1";
    PRACTITIONER_BY_SOURCE = "SELECT id FROM practitioner WHERE source = $1 AND fhir_id = $2";
    PRACTITIONERS_OF_OFFICE = "SELECT id, source, fhir_id, given, family, prefix, suffix,
            specialty, office, receives_messages
        FROM practitioner WHERE office = $1 ORDER BY family, given, id LIMIT $2";
    PRACTITIONERS_FROM = "SELECT id, source, fhir_id, given, family, prefix, suffix, specialty,
            office, receives_messages
        FROM practitioner WHERE id >= $1 ORDER BY id LIMIT $2";
}

/// A medical office of the plan.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Office {
    /// Our id.
    #[sqlx(try_from = "Text")]
    pub id: OfficeId,
    /// The record system it came from.
    pub source: String,
    /// Its id there.
    pub fhir_id: String,
    /// Its name.
    pub name: String,
    /// Its telephone number.
    pub phone: Option<String>,
    /// First line of the address.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
}

/// A clinician.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Practitioner {
    /// Our id.
    #[sqlx(try_from = "Text")]
    pub id: PractitionerId,
    /// The record system it came from.
    pub source: String,
    /// Its id there.
    pub fhir_id: String,
    /// First names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Such as "Dr."
    pub prefix: Option<String>,
    /// Such as "MD".
    pub suffix: Option<String>,
    /// Such as "Family medicine".
    pub specialty: Option<String>,
    /// The office they work at.
    #[sqlx(try_from = "Text")]
    pub office: Option<OfficeId>,
    /// Whether members may write to them.
    #[sqlx(try_from = "Int")]
    pub receives_messages: bool,
}

/// Inserts or updates an office; answers the id under which it is kept.
pub async fn put_office(tx: &mut Tx, office: &Office) -> Result<OfficeId, StoreError> {
    let values = values![
        office.id,
        &office.source,
        &office.fhir_id,
        &office.name,
        &office.phone,
        &office.street,
        &office.city,
        &office.state,
        &office.postal_code,
    ];
    let OfficeKey { id } = tx.one(PUT_OFFICE, values).await?;
    Ok(id)
}

/// An office by id.
pub async fn office(tx: &mut Tx, id: OfficeId) -> Result<Option<Office>, StoreError> {
    tx.optional(OFFICE, values![id]).await
}

/// The id of an office that a source knows by `fhir_id`.
pub async fn office_by_source(
    tx: &mut Tx,
    source: &str,
    fhir_id: &str,
) -> Result<Option<OfficeId>, StoreError> {
    let row: Option<OfficeKey> = tx
        .optional(OFFICE_BY_SOURCE, values![source, fhir_id])
        .await?;
    Ok(row.map(|OfficeKey { id }| id))
}

/// Offices by name, after the office `after` (`None` for the first page).
pub async fn offices(
    tx: &mut Tx,
    after: Option<&Office>,
    limit: u32,
) -> Result<Vec<Office>, StoreError> {
    let (name, id) = after.map_or_else(Default::default, |o| (o.name.clone(), o.id.to_string()));
    tx.all(OFFICES, values![name, id, limit]).await
}

/// Inserts or updates a practitioner; answers the id under which they are kept.
pub async fn put_practitioner(
    tx: &mut Tx,
    practitioner: &Practitioner,
) -> Result<PractitionerId, StoreError> {
    let values = values![
        practitioner.id,
        &practitioner.source,
        &practitioner.fhir_id,
        &practitioner.given,
        &practitioner.family,
        &practitioner.prefix,
        &practitioner.suffix,
        &practitioner.specialty,
        practitioner.office,
        practitioner.receives_messages,
    ];
    let PractitionerKey { id } = tx.one(PUT_PRACTITIONER, values).await?;
    Ok(id)
}

/// A practitioner by id.
pub async fn practitioner(
    tx: &mut Tx,
    id: PractitionerId,
) -> Result<Option<Practitioner>, StoreError> {
    tx.optional(PRACTITIONER, values![id]).await
}

/// The id of a practitioner whom a source knows by `fhir_id`.
pub async fn practitioner_by_source(
    tx: &mut Tx,
    source: &str,
    fhir_id: &str,
) -> Result<Option<PractitionerId>, StoreError> {
    let values = values![source, fhir_id];
    let row: Option<PractitionerKey> = tx.optional(PRACTITIONER_BY_SOURCE, values).await?;
    Ok(row.map(|PractitionerKey { id }| id))
}

/// Who works at an office, by name.
pub async fn practitioners_of_office(
    tx: &mut Tx,
    office: OfficeId,
    limit: u32,
) -> Result<Vec<Practitioner>, StoreError> {
    tx.all(PRACTITIONERS_OF_OFFICE, values![office, limit])
        .await
}

/// Practitioners in the order of their ids, from one id on: with a random id, any of them.
pub async fn practitioners_from(
    tx: &mut Tx,
    from: PractitionerId,
    limit: u32,
) -> Result<Vec<Practitioner>, StoreError> {
    tx.all(PRACTITIONERS_FROM, values![from, limit]).await
}

#[derive(sqlx::FromRow)]
struct OfficeKey {
    #[sqlx(try_from = "Text")]
    id: OfficeId,
}

#[derive(sqlx::FromRow)]
struct PractitionerKey {
    #[sqlx(try_from = "Text")]
    id: PractitionerId,
}
