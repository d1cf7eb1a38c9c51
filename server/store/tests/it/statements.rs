//! Every registered statement, prepared on both engines; none reads a big table whole.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, Column, Connection, Either, Executor, Statement as _, TypeInfo};
use store::{BIG_TABLES, Engine, all_statements};

use crate::world::Db;

crate::cases! {
    SQLITE: sqlite_prepares_every_statement, l9_no_statement_scans_a_big_table,
        every_room_is_registered, a_scan_is_recognised;
    POSTGRES: postgres_prepares_every_statement;
}

async fn sqlite_prepares_every_statement(db: Db) {
    let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
    let mut names = BTreeSet::new();
    for statement in all_statements() {
        assert!(names.insert(statement.name()), "{} twice", statement.name());
        let sql = AssertSqlSafe(statement.text(Engine::Sqlite));
        let prepared = connection
            .prepare(sqlx::SqlSafeStr::into_sql_str(sql))
            .await;
        let prepared = prepared.unwrap_or_else(|e| panic!("{}: {e}", statement.name()));
        let Some(Either::Right(count)) = prepared.parameters() else {
            panic!("no count")
        };
        assert_eq!(count, statement.placeholders(), "{}", statement.name());
    }
    assert!(names.len() > 40);
}

async fn postgres_prepares_every_statement(db: Db) {
    let mut connection = sqlx::PgConnection::connect(&db.url).await.unwrap();
    for statement in all_statements() {
        let sql = AssertSqlSafe(statement.text(Engine::Postgres));
        let prepared = connection
            .prepare(sqlx::SqlSafeStr::into_sql_str(sql))
            .await;
        let prepared = prepared.unwrap_or_else(|e| panic!("{}: {e}", statement.name()));
        let Some(Either::Left(parameters)) = prepared.parameters() else {
            panic!("no types")
        };
        assert_eq!(
            parameters.len(),
            statement.placeholders(),
            "{}",
            statement.name()
        );
        for (number, kind) in (1..).zip(parameters) {
            // What `Value` can be; anything else means a missing CAST.
            let fits = ["TEXT", "INT8", "BYTEA"].contains(&kind.name());
            assert!(fits, "{}: ${number} is {}", statement.name(), kind.name());
        }
        for column in prepared.columns() {
            let kind = column.type_info().name();
            let fits = ["TEXT", "INT8", "BYTEA"].contains(&kind);
            assert!(fits, "{}: {} is {kind}", statement.name(), column.name());
        }
    }
}

async fn l9_no_statement_scans_a_big_table(db: Db) {
    let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
    let mut scans = Vec::new();
    for statement in all_statements() {
        let text = statement.text(Engine::Sqlite);
        let found = scanned(&mut connection, text).await;
        let big: Vec<_> = found
            .into_iter()
            .filter(|table| BIG_TABLES.contains(&table.as_str()))
            .collect();
        if !big.is_empty() && !statement.whole_table() {
            scans.push(format!(
                "{} reads all of {}",
                statement.name(),
                big.join(", ")
            ));
        }
    }
    assert!(scans.is_empty(), "{}", scans.join("\n"));
}

/// The test of the test.
async fn a_scan_is_recognised(db: Db) {
    let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
    for (sql, expected) in [
        ("SELECT id FROM member WHERE given = $1", vec!["member"]),
        (
            "SELECT m.id FROM member m WHERE m.phone = $1",
            vec!["member"],
        ),
        (
            "SELECT m.id FROM member AS m ORDER BY m.phone LIMIT 1",
            vec!["member"],
        ),
        ("UPDATE visit SET kind = $1", vec!["visit"]),
        ("SELECT COUNT(*) FROM audit", vec!["audit"]),
        ("SELECT id FROM member WHERE mrn = $1", vec![]),
        // A few rows in the order of an index are no scan.
        ("SELECT id FROM member ORDER BY id LIMIT 1", vec![]),
    ] {
        assert_eq!(scanned(&mut connection, sql).await, expected, "{sql}");
    }
}

/// The tables that the plan of a statement reads from end to end.
async fn scanned(connection: &mut sqlx::SqliteConnection, sql: &str) -> Vec<String> {
    let names = aliases(sql);
    let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain)
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    let sorts = plan
        .iter()
        .any(|(.., line)| line.starts_with("USE TEMP B-TREE FOR ORDER BY"));
    let stops_early = sql.contains("LIMIT") && !sql.contains("COUNT(") && !sorts;
    plan.iter()
        .filter_map(|(.., line)| {
            let (name, how) = line
                .strip_prefix("SCAN ")?
                .split_once(' ')
                .unwrap_or_else(|| (line.strip_prefix("SCAN ").unwrap(), ""));
            let in_order = how.starts_with("USING") && stops_early;
            (!in_order).then(|| names.get(name).cloned().unwrap_or_else(|| name.to_owned()))
        })
        .collect()
}

/// Alias → table, read off `FROM x y`, `JOIN x AS y`.
fn aliases(sql: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> = sql
        .split([' ', '\n', '(', ')', ','])
        .filter(|w| !w.is_empty())
        .collect();
    let mut names = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        if !["FROM", "JOIN", "UPDATE", "INTO"].contains(word) {
            continue;
        }
        let Some(table) = words.get(at + 1) else {
            continue;
        };
        let mut rest = words[at + 2..].iter().filter(|word| **word != "AS");
        names.insert((*table).to_owned(), (*table).to_owned());
        if let Some(alias) = rest
            .next()
            .filter(|w| w.chars().all(|c| c.is_ascii_lowercase()))
        {
            names.insert((*alias).to_owned(), (*table).to_owned());
        }
    }
    names
}

/// A room whose statements nobody lists would be prepared by nobody.
async fn every_room_is_registered(_db: Db) {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let list = std::fs::read_to_string(source.join("lib.rs")).unwrap();
    let (mut folders, mut rooms) = (vec![source], 0);
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let room = path.file_stem().unwrap().to_str().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            if text.contains("\ncrate::statements! {") || text.contains("\nstatements! {") {
                rooms += 1;
                assert!(
                    list.contains(&format!("{room}::STATEMENTS,")),
                    "{room} is not listed"
                );
            }
        }
    }
    assert!(rooms >= 8, "only {rooms} rooms found");
}
