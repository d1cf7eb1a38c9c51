//! Migrations, and that both engines made the same schema of one text.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use sqlx::{Connection, Row};
use store::{Store, migrations};

use crate::world::{Db, NOW, QUICK};

crate::cases! {
    BOTH: ops_2_migrating_again_changes_nothing, ops_2_two_hosts_may_migrate_at_once,
        ops_2_a_migration_survives_being_cut_off, ops_2_steps_are_numbered_without_gaps;
    POSTGRES: both_engines_have_the_same_schema;
}

async fn ops_2_migrating_again_changes_nothing(db: Db) {
    assert_eq!(db.store.migrate(NOW).await.unwrap(), Vec::<i64>::new());
    let mut tx = db.store.read().await.unwrap();
    let last = migrations::ALL.last().unwrap().number;
    assert_eq!(migrations::latest(&mut tx).await.unwrap(), last);
}

async fn ops_2_two_hosts_may_migrate_at_once(db: Db) {
    let url = db.another_empty().await;
    let open = || {
        let url = url.clone();
        tokio::spawn(async move { Store::open_with(&url, QUICK).await.unwrap() })
    };
    let (one, two) = tokio::join!(open(), open());
    let hosts = [one.unwrap(), two.unwrap()];
    let (one, two) = tokio::join!(hosts[0].migrate(NOW), hosts[1].migrate(NOW));
    let mut applied = [one.unwrap(), two.unwrap()].concat();
    applied.sort_unstable();
    let all: Vec<i64> = migrations::ALL.iter().map(|step| step.number).collect();
    assert_eq!(applied, all, "each step once");
    for host in hosts {
        host.close().await;
    }
    db.forget(&url).await;
}

async fn ops_2_a_migration_survives_being_cut_off(db: Db) {
    let url = db.another_empty().await;
    for round in 0..30_u64 {
        let store = Store::open_with(&url, QUICK).await.unwrap();
        let _ = tokio::time::timeout(Duration::from_micros(300 * round), store.migrate(NOW)).await;
        store.close().await;
    }
    let store = Store::open_with(&url, QUICK).await.unwrap();
    store.migrate(NOW).await.unwrap();
    store.close().await;
    let (whole, cut) = (schema(&db.url).await, schema(&url).await);
    db.forget(&url).await;
    assert_eq!(whole, cut);
}

async fn ops_2_steps_are_numbered_without_gaps(_db: Db) {
    for (expected, step) in (1..).zip(migrations::ALL) {
        assert_eq!(step.number, expected);
        assert!(
            step.name.starts_with(&format!("{expected:04}_")),
            "{}",
            step.name
        );
    }
}

async fn both_engines_have_the_same_schema(db: Db) {
    let sqlite = db.other_engine().await;
    let (sqlite, postgres) = (schema(&sqlite).await, schema(&db.url).await);
    let tables = |schema: &Schema| schema.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(tables(&sqlite), tables(&postgres));
    assert!(sqlite.len() > 10);
    for (name, table) in &sqlite {
        assert_eq!(
            table, &postgres[name],
            "left: SQLite, right: PostgreSQL, table {name}"
        );
    }
    for (name, table) in &postgres {
        for (column, kind, _) in &table.columns {
            assert!(
                ["text", "bigint", "bytea"].contains(&kind.as_str()),
                "{name}.{column} is {kind}"
            );
        }
        assert!(
            table.indexes.iter().any(|index| index.unique),
            "{name} has no key"
        );
        // A foreign key without an index behind it scans its table at every delete.
        for key in &table.foreign_keys {
            let column = key.split(" → ").next().unwrap();
            let covered = table
                .indexes
                .iter()
                .any(|i| i.columns.split(", ").next() == Some(column));
            assert!(covered, "{name}.{column} has no index");
        }
    }
}

type Schema = BTreeMap<String, Table>;

#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    /// Name, type, whether it may be NULL, in order.
    columns: Vec<(String, String, bool)>,
    indexes: BTreeSet<Index>,
    foreign_keys: BTreeSet<String>,
    checks: usize,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Index {
    columns: String,
    unique: bool,
    partial: bool,
}

async fn schema(url: &str) -> Schema {
    if url.starts_with("sqlite:") {
        sqlite_schema(url).await
    } else {
        postgres_schema(url).await
    }
}

async fn sqlite_schema(url: &str) -> Schema {
    let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
    let mut schema = Schema::new();
    let tables: Vec<(String, String)> = sqlx::query_as(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
           AND name NOT LIKE 'message_search%'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    for (name, sql) in tables {
        let checks = sql.matches("CHECK (").count();
        let mut table = Table {
            checks,
            ..Table::default()
        };
        let rows: Vec<(String, String, i64)> =
            sqlx::query_as("SELECT name, lower(type), \"notnull\" FROM pragma_table_info($1)")
                .bind(&name)
                .fetch_all(&mut connection)
                .await
                .unwrap();
        table.columns = rows
            .into_iter()
            .map(|(name, kind, not)| (name, kind, not == 0))
            .collect();
        let indexes: Vec<(String, i64, i64)> =
            sqlx::query_as("SELECT name, \"unique\", partial FROM pragma_index_list($1)")
                .bind(&name)
                .fetch_all(&mut connection)
                .await
                .unwrap();
        for (index, unique, partial) in indexes {
            let columns: Vec<(String,)> =
                sqlx::query_as("SELECT name FROM pragma_index_info($1) ORDER BY seqno")
                    .bind(&index)
                    .fetch_all(&mut connection)
                    .await
                    .unwrap();
            let columns: Vec<String> = columns.into_iter().map(|(name,)| name).collect();
            let columns = columns.join(", ");
            table.indexes.insert(Index {
                columns,
                unique: unique == 1,
                partial: partial == 1,
            });
        }
        let keys: Vec<(String, String, String)> =
            sqlx::query_as("SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list($1)")
                .bind(&name)
                .fetch_all(&mut connection)
                .await
                .unwrap();
        table.foreign_keys = keys
            .into_iter()
            .map(|(from, to, column)| format!("{from} → {to}.{column}"))
            .collect();
        schema.insert(name, table);
    }
    schema
}

async fn postgres_schema(url: &str) -> Schema {
    let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
    let mut schema = Schema::new();
    let columns = sqlx::query(
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text
         FROM information_schema.columns WHERE table_schema = 'public'
         ORDER BY table_name, ordinal_position",
    );
    for row in columns.fetch_all(&mut connection).await.unwrap() {
        let table = schema.entry(row.get(0)).or_default();
        table
            .columns
            .push((row.get(1), row.get(2), row.get::<String, _>(3) == "YES"));
    }
    let indexes = sqlx::query(
        "SELECT t.relname::text,
            (SELECT string_agg(a.attname::text, ', ' ORDER BY k.place)
                FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number),
            i.indisunique, i.indpred IS NOT NULL
         FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
         JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = 'public'",
    );
    for row in indexes.fetch_all(&mut connection).await.unwrap() {
        let index = Index {
            columns: row.get(1),
            unique: row.get(2),
            partial: row.get(3),
        };
        schema.entry(row.get(0)).or_default().indexes.insert(index);
    }
    let constraints = sqlx::query(
        "SELECT t.relname::text, c.contype::text, f.relname::text,
            (SELECT attname::text FROM pg_attribute WHERE attrelid = t.oid AND attnum = c.conkey[1]),
            (SELECT attname::text FROM pg_attribute WHERE attrelid = f.oid AND attnum = c.confkey[1])
         FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
         JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
         LEFT JOIN pg_class f ON f.oid = c.confrelid WHERE c.contype IN ('f', 'c')",
    );
    for row in constraints.fetch_all(&mut connection).await.unwrap() {
        let table = schema.entry(row.get(0)).or_default();
        if row.get::<String, _>(1) == "c" {
            table.checks += 1;
        } else {
            let (to, from, column): (String, String, String) = (row.get(2), row.get(3), row.get(4));
            table.foreign_keys.insert(format!("{from} → {to}.{column}"));
        }
    }
    // The index of words is a table of each engine's own kind.
    schema.remove("message_search");
    schema
}
