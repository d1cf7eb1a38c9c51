//! A copy of every row beside the rows themselves, and the way back to it (the demo's
//! `POST /test/restore`).
//!
//! A new table joins [`TABLES`] after the tables that it refers to; a test says which one is
//! missing. The index of words (`message_search`) is not copied: messages do not change, and
//! the words of one that is gone lead to nothing. The copies stand beside the tables: as
//! `snapshot_…` on SQLite, in a schema named `snapshot` on PostgreSQL, where nothing else reads
//! them.

use std::time::Duration;

use crate::{Engine, Sql, Store, StoreError, Tx, values};

crate::statements! {
    /// Whether there is a copy: all of them are made together.
    TAKEN = {
        sqlite: "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'snapshot_member'",
        postgres: "SELECT COUNT(*) FROM pg_tables
            WHERE schemaname = 'snapshot' AND tablename = 'member'",
    };
}

/// The scripts that copy one table.
struct Copied {
    take: Sql,
    clear: &'static str,
    put: Sql,
}

macro_rules! copied {
    ($($table:literal),+ $(,)?) => {
        /// The tables that are copied, each after those that it refers to.
        pub const TABLES: &[&str] = &[$($table),+];

        const COPIED: &[Copied] = &[$(Copied {
            take: Sql::Each {
                sqlite: concat!("DROP TABLE IF EXISTS snapshot_", $table, ";
                    CREATE TABLE snapshot_", $table, " AS SELECT * FROM ", $table),
                postgres: concat!("DROP TABLE IF EXISTS snapshot.", $table, ";
                    CREATE TABLE snapshot.", $table, " AS SELECT * FROM ", $table),
            },
            clear: concat!("DELETE FROM ", $table),
            put: Sql::Each {
                sqlite: concat!("INSERT INTO ", $table, " SELECT * FROM snapshot_", $table),
                postgres: concat!("INSERT INTO ", $table, " SELECT * FROM snapshot.", $table),
            },
        }),+];

        /// Nobody writes meanwhile; reading goes on. SQLite has one writer anyway.
        ///
        /// A table's lock is waited for well below the second after which PostgreSQL looks for
        /// deadlocks and ends whichever side it finds first: here it is always the copying that
        /// gives way, lets the writers finish and asks anew. What comes after may wait.
        const HOLD: &str = concat!(
            "SET LOCAL lock_timeout = '100ms'; LOCK TABLE migration", $(", ", $table),+,
            " IN EXCLUSIVE MODE; SET LOCAL lock_timeout = 0"
        );
    };
}

copied![
    "medical_office",
    "practitioner",
    "member",
    "guardianship",
    "family_notice",
    "visit",
    "visit_participant",
    "fhir_resource",
    "fhir_resource_history",
    "fhir_identifier",
    "account",
    "secret_answer",
    "terms_acceptance",
    "sign_on_attempts",
    "session",
    "account_device",
    "registration",
    "folder",
    "staff",
    "staff_session",
    "staff_device",
    "conversation",
    "message",
    "request",
    "desk_conversation",
    "desk_note",
    "desk_look",
    "notice_wish",
    "notice",
    "report",
    "report_before",
    "observation",
    "observation_before",
    "report_observation",
    "report_reviewer",
    "release_choice",
    "report_shown",
    "report_comment",
    "message_report",
    "draft",
    "attachment",
    "attachment_chunk",
    "immunization",
    "imported_file",
    "live_news",
    "audit",
    "unsealed",
    "seal",
    "outbox",
    "job",
    "tally",
    "flash",
];

/// The audit trail's guards stand aside: SQLite can only drop them.
const OPEN: Sql = Sql::Each {
    sqlite: "DROP TRIGGER audit_queue; DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;
        DROP TRIGGER seal_no_update; DROP TRIGGER seal_no_delete;",
    postgres: "ALTER TABLE audit DISABLE TRIGGER USER; ALTER TABLE seal DISABLE TRIGGER USER;",
};

/// And come back.
const CLOSE: Sql = Sql::Each {
    sqlite: include_str!("../migrations/0001_ground.sqlite.sql"),
    postgres: "ALTER TABLE audit ENABLE TRIGGER USER; ALTER TABLE seal ENABLE TRIGGER USER;",
};

/// How often copying that met writers head-on is tried again.
const TRIES: u32 = 40;
/// And what the writers have for themselves between two tries.
const PAUSE: Duration = Duration::from_millis(25);

impl Store {
    /// Copies every row; a copy made before is replaced.
    pub async fn take_snapshot(&self) -> Result<(), StoreError> {
        let mut tx = self.hold().await?;
        if tx.engine() == Engine::Postgres {
            tx.script("snapshot", "CREATE SCHEMA IF NOT EXISTS snapshot")
                .await?;
        }
        for copied in COPIED {
            tx.script("snapshot", copied.take.text(tx.engine())).await?;
        }
        tx.commit().await
    }

    /// Makes every row as it was when the copy was taken, in one transaction: readers see all
    /// of it or nothing. An error, and nothing changed, where no copy was taken, or one of an
    /// earlier schema with fewer tables.
    pub async fn restore_snapshot(&self) -> Result<(), StoreError> {
        let mut tx = self.hold().await?;
        let (taken,): (i64,) = tx.one(TAKEN, values![]).await?;
        if taken == 0 {
            tx.rollback().await?;
            return Err(StoreError::unfit("there is no snapshot to restore"));
        }
        tx.script("restore", OPEN.text(tx.engine())).await?;
        for copied in COPIED.iter().rev() {
            tx.script("restore", copied.clear).await?;
        }
        for copied in COPIED {
            tx.script("restore", copied.put.text(tx.engine())).await?;
        }
        tx.script("restore", CLOSE.text(tx.engine())).await?;
        tx.commit().await
    }

    /// A transaction beside which nobody writes. What others committed while it waited is
    /// there for it to see.
    async fn hold(&self) -> Result<Tx, StoreError> {
        let mut tries = 1;
        loop {
            match self.try_to_hold().await {
                Err(error) if error.is_retryable() && tries < TRIES => tries += 1,
                held => return held,
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn try_to_hold(&self) -> Result<Tx, StoreError> {
        let mut tx = self.begin_migration().await?;
        if tx.engine() == Engine::Postgres {
            tx.script("snapshot", HOLD).await?;
        }
        Ok(tx)
    }
}
