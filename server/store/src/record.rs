//! Imported resources, whole, with what they were before; and the identifiers that lead to
//! them.

use std::collections::HashMap;

use domain::ids::{MemberId, ResourceId};
use domain::time::Timestamp;

use crate::{Int, StoreError, Text, Tx, values};

crate::statements! {
    FIND = "SELECT id, member, version, sha256 FROM fhir_resource
        WHERE source = $1 AND resource_type = $2 AND fhir_id = $3";
    /// The same of many: `$2` is a JSON list of types and ids, `[["Patient","p1"],…]`.
    FIND_ALL = {
        sqlite: "SELECT f.resource_type, f.fhir_id, f.id, f.member, f.version, f.sha256
            FROM json_each($2) wanted CROSS JOIN fhir_resource f ON f.source = $1
                AND f.resource_type = json_extract(wanted.value, '$[0]')
                AND f.fhir_id = json_extract(wanted.value, '$[1]')",
        postgres: "SELECT f.resource_type, f.fhir_id, f.id, f.member, f.version, f.sha256
            FROM json_array_elements(CAST(CAST($2 AS TEXT) AS json)) AS wanted (pair)
            JOIN fhir_resource f ON f.source = $1 AND f.resource_type = wanted.pair ->> 0
                AND f.fhir_id = wanted.pair ->> 1",
    };
    JSON = "SELECT json FROM fhir_resource WHERE id = $1";
    WAS_BEFORE = "SELECT version FROM fhir_resource_history
        WHERE resource = $1 AND sha256 = $2 LIMIT 1";
    INSERT = "INSERT INTO fhir_resource
            (id, source, resource_type, fhir_id, member, version, sha256, json, imported_at)
        VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8)";
    KEEP = "INSERT INTO fhir_resource_history (resource, version, sha256, json, replaced_at)
        SELECT id, version, sha256, json, CAST($2 AS BIGINT) FROM fhir_resource WHERE id = $1";
    UPDATE = "UPDATE fhir_resource SET member = $3, version = version + 1, sha256 = $4,
            json = $5, imported_at = $6
        WHERE id = $1 AND version = $2";
    HISTORY = "SELECT version, json, replaced_at FROM fhir_resource_history
        WHERE resource = $1 ORDER BY version";
    PUT_IDENTIFIER = "INSERT INTO fhir_identifier (source, resource_type, system, value, fhir_id)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (source, resource_type, system, value) DO UPDATE SET
            fhir_id = excluded.fhir_id";
    IDENTIFIED = "SELECT fhir_id FROM fhir_identifier
        WHERE source = $1 AND resource_type = $2 AND system = $3 AND value = $4";
}

/// So many resources are looked for by one statement, and copied to be stored.
const AT_ONCE: usize = 512;

/// What is known of a stored resource without its content.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Stored {
    /// Our id.
    #[sqlx(try_from = "Text")]
    pub id: ResourceId,
    /// Whose it is, if it is of a member's record.
    #[sqlx(try_from = "Text")]
    pub member: Option<MemberId>,
    /// How often it was written: 1 for the first.
    pub version: i64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

/// What a resource was before it was replaced.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Before {
    /// Its version then.
    pub version: i64,
    /// Its content then.
    pub json: String,
    /// When it was replaced.
    #[sqlx(try_from = "Int")]
    pub replaced_at: Timestamp,
}

/// A resource to write.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The record system.
    pub source: &'a str,
    /// FHIR's type.
    pub resource_type: &'a str,
    /// The id at the source.
    pub fhir_id: &'a str,
    /// Whose record it belongs to.
    pub member: Option<MemberId>,
    /// SHA-256 of `json`, in hexadecimal.
    pub sha256: &'a str,
    /// The resource whole.
    pub json: &'a str,
}

/// The resource that a source knows by type and id.
pub async fn find(
    tx: &mut Tx,
    source: &str,
    resource_type: &str,
    fhir_id: &str,
) -> Result<Option<Stored>, StoreError> {
    tx.optional(FIND, values![source, resource_type, fhir_id])
        .await
}

/// Those resources of many, each by its type and id, that a source's are stored of.
pub async fn find_all(
    tx: &mut Tx,
    source: &str,
    wanted: &[(&str, &str)],
) -> Result<HashMap<(String, String), Stored>, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Found {
        resource_type: String,
        fhir_id: String,
        #[sqlx(flatten)]
        stored: Stored,
    }
    let mut found = HashMap::new();
    for wanted in wanted.chunks(AT_ONCE) {
        let pairs: serde_json::Value = wanted
            .iter()
            .map(|(resource_type, fhir_id)| vec![*resource_type, *fhir_id])
            .collect();
        let rows: Vec<Found> = tx.all(FIND_ALL, values![source, pairs.to_string()]).await?;
        found.extend(
            rows.into_iter()
                .map(|row| ((row.resource_type, row.fhir_id), row.stored)),
        );
    }
    Ok(found)
}

/// The content of a resource as it is now.
pub async fn json(tx: &mut Tx, id: ResourceId) -> Result<String, StoreError> {
    let (json,): (String,) = tx.one(JSON, values![id]).await?;
    Ok(json)
}

/// Whether a resource had just this content before it had its present one.
pub async fn was_before(tx: &mut Tx, id: ResourceId, sha256: &str) -> Result<bool, StoreError> {
    let found: Option<(i64,)> = tx.optional(WAS_BEFORE, values![id, sha256]).await?;
    Ok(found.is_some())
}

/// Stores resources for the first time.
pub async fn insert_all(
    tx: &mut Tx,
    resources: &[(ResourceId, Content<'_>)],
    now: Timestamp,
) -> Result<(), StoreError> {
    // Not all at once: each is copied on its way.
    for some in resources.chunks(AT_ONCE) {
        let rows = some.iter().map(|(id, new)| {
            let (kind, key) = (new.resource_type, new.fhir_id);
            values![
                *id, new.source, kind, key, new.member, new.sha256, new.json, now
            ]
        });
        tx.insert_all(INSERT, rows.collect()).await?;
    }
    Ok(())
}

/// Replaces a resource and keeps what it was.
pub async fn replace(
    tx: &mut Tx,
    stored: &Stored,
    content: Content<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Content {
        member,
        sha256,
        json,
        ..
    } = content;
    tx.change_one(KEEP, values![stored.id, now]).await?;
    let values = values![stored.id, stored.version, member, sha256, json, now];
    tx.change_one(UPDATE, values).await
}

/// What a resource was before, oldest first.
pub async fn history(tx: &mut Tx, id: ResourceId) -> Result<Vec<Before>, StoreError> {
    tx.all(HISTORY, values![id]).await
}

/// Notes that an identifier leads to a resource.
pub async fn put_identifier(
    tx: &mut Tx,
    source: &str,
    resource_type: &str,
    (system, value): (&str, &str),
    fhir_id: &str,
) -> Result<(), StoreError> {
    tx.change_one(
        PUT_IDENTIFIER,
        values![source, resource_type, system, value, fhir_id],
    )
    .await
}

/// The id at the source of the resource that an identifier leads to.
pub async fn identified(
    tx: &mut Tx,
    source: &str,
    resource_type: &str,
    (system, value): (&str, &str),
) -> Result<Option<String>, StoreError> {
    let values = values![source, resource_type, system, value];
    let found: Option<(String,)> = tx.optional(IDENTIFIED, values).await?;
    Ok(found.map(|(fhir_id,)| fhir_id))
}
