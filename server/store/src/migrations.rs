//! The schema, as a list of steps that only go forward.
//!
//! # Adding a migration
//!
//! A file `migrations/NNNN_room.sql`, the next number, one line in [`ALL`]. One text for both
//! engines; where they part (triggers), `NNNN_room.sqlite.sql` and `NNNN_room.postgres.sql`
//! hold the rest. A step that has left the house is never edited: the next one mends it.
//! Version N − 1 must run on schema N (OPS-2): add columns that may be NULL or have a
//! default, drop nothing that the previous version still reads.
//!
//! The rules of the text:
//! - identifiers `TEXT NOT NULL PRIMARY KEY` (SQLite lets a bare TEXT PRIMARY KEY be NULL);
//!   every whole number BIGINT: instants in microseconds, booleans 0 and 1 with a CHECK,
//!   cents; dates, decimals, JSON and hashes (hexadecimal) TEXT; what is sealed BYTEA; enums TEXT with a CHECK;
//! - `UNIQUE (a, b)` in the table and never named, so that a violation can be told
//!   ([`crate::StoreError::is_unique_violation_of`]);
//! - an index for every foreign key and every list's order; partial ones serve both engines;
//! - no DEFAULT that calls a clock, no serial number, no view.
//!
//! A test compares the schemas that the two engines made of it.

use domain::time::Timestamp;

use crate::{Engine, Sql, Store, StoreError, Tx, values};

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number, in order and without gaps.
    pub number: i64,
    /// Its name, for people.
    pub name: &'static str,
    /// What both engines run.
    text: &'static str,
    /// What each runs after it.
    rest: Option<Sql>,
}

macro_rules! migration {
    ($number:literal, $name:literal) => {
        Migration {
            number: $number,
            name: $name,
            text: include_str!(concat!("../migrations/", $name, ".sql")),
            rest: None,
        }
    };
    ($number:literal, $name:literal, each) => {
        Migration {
            number: $number,
            name: $name,
            text: include_str!(concat!("../migrations/", $name, ".sql")),
            rest: Some(Sql::Each {
                sqlite: include_str!(concat!("../migrations/", $name, ".sqlite.sql")),
                postgres: include_str!(concat!("../migrations/", $name, ".postgres.sql")),
            }),
        }
    };
}

/// Every step, in order.
pub const ALL: &[Migration] = &[
    migration!(1, "0001_ground", each),
    migration!(2, "0002_roll"),
    migration!(3, "0003_session"),
    migration!(4, "0004_messages"),
    migration!(5, "0005_results"),
    migration!(6, "0006_terms"),
    migration!(7, "0007_reviewers"),
    migration!(8, "0008_mailboxes", each),
    migration!(9, "0009_drafts"),
    migration!(10, "0010_attachments"),
    migration!(11, "0011_immunizations"),
    migration!(12, "0012_staff"),
    migration!(13, "0013_desk"),
    migration!(14, "0014_requests"),
    migration!(15, "0015_notices"),
    migration!(16, "0016_many_messages"),
    migration!(17, "0017_senders"),
    migration!(18, "0018_previews"),
    migration!(19, "0019_filters_and_merges", each),
    migration!(20, "0020_find_results"),
    migration!(21, "0021_import"),
    migration!(22, "0022_family"),
    migration!(23, "0023_result_comment"),
    migration!(24, "0024_family_notice"),
    migration!(25, "0025_ask"),
    migration!(26, "0026_release"),
    migration!(27, "0027_specimen"),
    migration!(28, "0028_list_indexes"),
];

crate::statements! {
    /// The highest step that was applied. The table has a row a step.
    LATEST = "SELECT MAX(number) FROM migration";
    /// Notes a step.
    NOTE = "INSERT INTO migration (number, name, applied_at) VALUES ($1, $2, $3)";
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (
    number BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)";

/// Applies what is missing: each step and its note in one transaction, so that a process
/// killed in the middle leaves the step undone, and under a lock, so that of two hosts that
/// start together one waits.
pub(crate) async fn run(store: &Store, now: Timestamp) -> Result<Vec<i64>, StoreError> {
    let mut applied = Vec::new();
    for migration in ALL {
        let mut tx = store.begin_migration().await?;
        tx.lock("migration").await?;
        tx.script("migration", TABLE).await?;
        if latest(&mut tx).await? >= migration.number {
            tx.commit().await?;
            continue;
        }
        tx.script(migration.name, migration.text).await?;
        if let Some(rest) = migration.rest {
            tx.script(migration.name, rest.text(tx.engine())).await?;
        }
        tx.change_one(NOTE, values![migration.number, migration.name, now])
            .await?;
        tx.commit().await?;
        applied.push(migration.number);
    }
    Ok(applied)
}

/// The number of the last step applied to this database; 0 before the first.
pub async fn latest(tx: &mut Tx) -> Result<i64, StoreError> {
    let (latest,): (Option<i64>,) = tx.one(LATEST, values![]).await?;
    Ok(latest.unwrap_or(0))
}

/// The text a step runs on an engine, for those who want to read it.
pub fn text_of(migration: &Migration, engine: Engine) -> String {
    let rest = migration.rest.map_or("", |rest| rest.text(engine));
    format!("{}{rest}", migration.text)
}
