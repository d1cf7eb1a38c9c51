//! The copy that `POST /test/restore` goes back to.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::audit::{Action, Actor, Outcome};
use domain::ids::AuditId;
use domain::time::minutes;
use sqlx::{AssertSqlSafe, Connection, Row};
use store::audit::{self, AuditRow, Seal};
use store::{Engine, Store, snapshot, tally};

use crate::world::{Db, NOW, bytes, write};

crate::cases! {
    BOTH: restoring_brings_every_row_back, restoring_leaves_the_schema_as_it_was,
        the_audit_trail_is_guarded_again, a_later_copy_replaces_the_earlier,
        without_a_copy_nothing_is_restored, a_copy_of_an_earlier_schema_is_refused,
        restoring_among_readers_and_writers;
    SQLITE: every_table_is_copied_after_those_it_refers_to;
}

/// Rows in tables that refer to each other, one of each kind that a restore must handle.
const ROWS: &str = "
    INSERT INTO medical_office (id, source, fhir_id, name) VALUES ('o1', 's', 'o1', 'Cedar');
    INSERT INTO practitioner (id, source, fhir_id, given, family, office, receives_messages)
        VALUES ('p1', 's', 'p1', 'Ana', 'Whitlock', 'o1', 1);
    INSERT INTO member (id, source, fhir_id, mrn, given, family, name_key, birth_date, died,
            sex, relationship, personal_physician, medical_office)
        VALUES ('m1', 's', 'm1', '12345674', 'Maria', 'Santos', 'maria santos', '1984-03-09', 0,
            'female', 'medical_office', 'p1', 'o1');
    INSERT INTO conversation (id, member, practitioner, topic, subject, created_at, messages)
        VALUES ('c1', 'm1', 'p1', 'general', 'It''s a question', 1, 1);
    INSERT INTO message (id, conversation, member, author, body, sent_at, no_reply)
        VALUES ('g1', 'c1', 'm1', 'member', 'Text with \u{1f33f} and ''quotes''', 2, 0);
    INSERT INTO tally (tally_key, total, resets_at) VALUES ('t1', 3, 9000000000000000);";

/// What a test does to a restored database.
const CHANGES: &str = "
    DELETE FROM message; DELETE FROM tally;
    UPDATE conversation SET subject = 'Another', messages = 0;
    UPDATE member SET medical_office = NULL, given = 'Other';
    INSERT INTO medical_office (id, source, fhir_id, name) VALUES ('o2', 's', 'o2', 'Harbor');
    INSERT INTO member (id, source, fhir_id, mrn, given, family, name_key, birth_date, died,
            sex, relationship, medical_office)
        VALUES ('m2', 's', 'm2', '22222222', 'Eve', 'Else', 'eve else', '1990-01-01', 0,
            'unknown', 'elsewhere', 'o2');
    INSERT INTO flash (id_hash, bound_to, endpoint, payload, expires_at)
        VALUES ('f1', 'b', 'e', '{}', 5);";

fn audit_row() -> AuditRow {
    AuditRow {
        id: AuditId::new(NOW, bytes()),
        at: NOW,
        actor: Actor::System,
        subject: None,
        action: Action::ImportBundle,
        object: None,
        outcome: Outcome::Done,
        request_id: "r".into(),
        network: String::new(),
        reason: None,
    }
}

async fn append(store: &Store) {
    let row = audit_row();
    write(store, |tx| {
        let row = row.clone();
        Box::pin(async move { audit::append(tx, &row).await })
    })
    .await
    .unwrap();
}

/// One audit row sealed and one that waits.
async fn fill(db: &Db) {
    db.tamper(ROWS).await.unwrap();
    append(&db.store).await;
    seal(&db.store).await;
    append(&db.store).await;
}

async fn seal(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let last = audit::last_seal(&mut tx)
        .await
        .unwrap()
        .map_or(0, |seal| seal.seq);
    for (seq, entry) in (last + 1..).zip(audit::unsealed(&mut tx, 10).await.unwrap()) {
        let next = Seal {
            seq,
            audit: entry.id,
            mac: format!("mac {seq}"),
        };
        audit::append_seal(&mut tx, &next).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Every row of every table, in words.
async fn everything(db: &Db) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for table in snapshot::TABLES {
        all.insert(*table, rows(db, table).await);
    }
    all
}

async fn rows(db: &Db, table: &str) -> BTreeSet<String> {
    match db.engine {
        Engine::Sqlite => {
            let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
            let columns: Vec<(String,)> = sqlx::query_as("SELECT name FROM pragma_table_info($1)")
                .bind(table)
                .fetch_all(&mut connection)
                .await
                .unwrap();
            let quoted: Vec<String> = columns
                .iter()
                .map(|(name,)| format!("quote({name})"))
                .collect();
            let sql = format!("SELECT {} FROM {table}", quoted.join(" || ',' || "));
            let found: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(sql))
                .fetch_all(&mut connection)
                .await
                .unwrap();
            found.into_iter().map(|(row,)| row).collect()
        }
        Engine::Postgres => {
            let mut connection = sqlx::PgConnection::connect(&db.url).await.unwrap();
            let sql = format!("SELECT row_to_json(t)::text FROM {table} t");
            let found: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(sql))
                .fetch_all(&mut connection)
                .await
                .unwrap();
            found.into_iter().map(|(row,)| row).collect()
        }
    }
}

async fn restoring_brings_every_row_back(db: Db) {
    fill(&db).await;
    db.store.take_snapshot().await.unwrap();
    let before = everything(&db).await;
    for table in ["member", "message", "audit", "unsealed", "seal", "tally"] {
        assert!(!before[table].is_empty(), "{table} tests nothing");
    }
    // Twice: a restore must not use the copy up.
    for _ in 0..2 {
        db.tamper(CHANGES).await.unwrap();
        append(&db.store).await;
        seal(&db.store).await;
        assert_ne!(everything(&db).await, before);
        db.store.restore_snapshot().await.unwrap();
        assert_eq!(everything(&db).await, before);
    }
}

/// Triggers, indexes and columns, in the engine's own words.
async fn schema(db: &Db) -> BTreeSet<String> {
    let rows = match db.engine {
        Engine::Sqlite => {
            let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
            sqlx::query("SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_schema")
                .fetch_all(&mut connection)
                .await
                .unwrap()
                .iter()
                .map(|row| row.get::<String, _>(0))
                .collect()
        }
        Engine::Postgres => {
            let mut connection = sqlx::PgConnection::connect(&db.url).await.unwrap();
            sqlx::query(
                "SELECT pg_get_triggerdef(oid) || ' ' || tgenabled::text FROM pg_trigger
                 UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                 UNION ALL SELECT c.relname || ' ' || pg_get_constraintdef(k.oid)
                    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid",
            )
            .fetch_all(&mut connection)
            .await
            .unwrap()
            .iter()
            .map(|row| row.get::<String, _>(0))
            .collect()
        }
    };
    let rows: BTreeSet<String> = rows;
    rows.into_iter()
        .filter(|row| !row.contains("snapshot"))
        .collect()
}

async fn restoring_leaves_the_schema_as_it_was(db: Db) {
    fill(&db).await;
    let before = schema(&db).await;
    assert!(before.iter().any(|line| line.contains("audit_queue")));
    db.store.take_snapshot().await.unwrap();
    db.store.restore_snapshot().await.unwrap();
    assert_eq!(schema(&db).await, before);
    // And a host may migrate it.
    assert_eq!(db.store.migrate(NOW).await.unwrap(), Vec::<i64>::new());
}

async fn the_audit_trail_is_guarded_again(db: Db) {
    fill(&db).await;
    db.store.take_snapshot().await.unwrap();
    db.store.restore_snapshot().await.unwrap();
    for sql in [
        "UPDATE audit SET outcome = 'refused'",
        "DELETE FROM audit",
        "UPDATE seal SET mac = ''",
        "DELETE FROM seal",
    ] {
        let error = db.tamper(sql).await.unwrap_err();
        assert!(error.to_string().contains("append-only"), "{sql}: {error}");
    }
    append(&db.store).await;
    let mut tx = db.store.read().await.unwrap();
    assert_eq!(audit::unsealed(&mut tx, 10).await.unwrap().len(), 2);
}

async fn a_later_copy_replaces_the_earlier(db: Db) {
    fill(&db).await;
    db.store.take_snapshot().await.unwrap();
    db.tamper(CHANGES).await.unwrap();
    db.store.take_snapshot().await.unwrap();
    let later = everything(&db).await;
    db.tamper("DELETE FROM flash").await.unwrap();
    db.store.restore_snapshot().await.unwrap();
    assert_eq!(everything(&db).await, later);
}

async fn without_a_copy_nothing_is_restored(db: Db) {
    fill(&db).await;
    let before = everything(&db).await;
    let error = db.store.restore_snapshot().await.unwrap_err();
    assert!(error.to_string().contains("no snapshot"), "{error}");
    assert_eq!(everything(&db).await, before);
}

/// A table that a migration has brought since.
async fn a_copy_of_an_earlier_schema_is_refused(db: Db) {
    fill(&db).await;
    db.store.take_snapshot().await.unwrap();
    let dot = if db.engine == Engine::Postgres {
        '.'
    } else {
        '_'
    };
    db.tamper(&format!("DROP TABLE snapshot{dot}flash"))
        .await
        .unwrap();
    db.tamper(CHANGES).await.unwrap();
    let before = everything(&db).await;
    db.store.restore_snapshot().await.unwrap_err();
    assert_eq!(
        everything(&db).await,
        before,
        "a restore that fails changes nothing"
    );
    assert!(db.tamper("DELETE FROM audit").await.is_err());
}

async fn restoring_among_readers_and_writers(db: Db) {
    fill(&db).await;
    db.store.take_snapshot().await.unwrap();
    let before = everything(&db).await;
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let store = db.store.clone();
            tokio::spawn(async move {
                for round in 0..25 {
                    let key = format!("w{writer}-{round}");
                    write(&store, |tx| {
                        let key = key.clone();
                        Box::pin(async move {
                            tally::add(tx, &key, minutes(5), NOW).await?;
                            audit::append(tx, &audit_row()).await
                        })
                    })
                    .await
                    .unwrap();
                }
            })
        })
        .collect();
    let reader = {
        let store = db.store.clone();
        tokio::spawn(async move {
            for _ in 0..200 {
                let mut tx = store.read().await.unwrap();
                let kept = tally::get(&mut tx, "t1", NOW).await.unwrap();
                assert_eq!(
                    kept.map(|kept| kept.total),
                    Some(3),
                    "a half-restored database"
                );
                tx.rollback().await.unwrap();
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        })
    };
    for _ in 0..5 {
        db.store.restore_snapshot().await.unwrap();
    }
    for writer in writers {
        writer.await.unwrap();
    }
    reader.await.unwrap();
    db.store.restore_snapshot().await.unwrap();
    assert_eq!(everything(&db).await, before);
}

async fn every_table_is_copied_after_those_it_refers_to(db: Db) {
    let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
    let tables: Vec<(String,)> = sqlx::query_as(
        "SELECT name FROM sqlite_schema
         WHERE type = 'table' AND name <> 'migration'
           AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'message_search%'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let there: BTreeSet<&str> = tables.iter().map(|(name,)| name.as_str()).collect();
    let listed: BTreeSet<&str> = snapshot::TABLES.iter().copied().collect();
    assert_eq!(
        there, listed,
        "left: the schema's tables, right: snapshot::TABLES"
    );
    for (place, table) in snapshot::TABLES.iter().enumerate() {
        let keys: Vec<(String,)> =
            sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_list($1)")
                .bind(table)
                .fetch_all(&mut connection)
                .await
                .unwrap();
        for (parent,) in keys {
            let before = snapshot::TABLES[..place].contains(&parent.as_str());
            assert!(before, "{table} refers to {parent}, which comes later");
        }
    }
}
