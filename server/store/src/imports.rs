//! Files that were imported to their end.

use domain::time::Timestamp;

use crate::{StoreError, Tx, values};

crate::statements! {
    FIND = "SELECT summary FROM imported_file WHERE sha256 = $1 AND reader = $2";
    NOTE = "INSERT INTO imported_file (sha256, reader, summary, imported_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (sha256) DO UPDATE SET reader = excluded.reader,
            summary = excluded.summary, imported_at = excluded.imported_at";
}

/// What was noted of a file with this SHA-256 (in hexadecimal), if this `reader` has imported it.
pub async fn find(tx: &mut Tx, sha256: &str, reader: i64) -> Result<Option<String>, StoreError> {
    let found: Option<(String,)> = tx.optional(FIND, values![sha256, reader]).await?;
    Ok(found.map(|(summary,)| summary))
}

/// Notes that a file was imported, in the transaction of its content.
pub async fn note(
    tx: &mut Tx,
    sha256: &str,
    reader: i64,
    summary: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.change_one(NOTE, values![sha256, reader, summary, now])
        .await
}
