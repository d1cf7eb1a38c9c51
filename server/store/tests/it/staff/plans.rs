//! The team inbox with ten thousand conversations open: a page is one read of an index.

use std::time::{Duration, Instant};

use domain::messages::{Cursor, Desk};
use domain::staff::{Role, Team, Urgency};
use domain::time::minutes;
use sqlx::{AssertSqlSafe, Connection, Executor};
use store::staff::desk::{self, Waiting};
use store::{Engine, all_statements};

use super::queue::wait;
use crate::messages::cast;
use crate::world::{Db, NOW};

crate::cases! {
    BOTH: l9_the_team_inbox_is_quick_with_ten_thousand_open;
    SQLITE: l9_a_page_of_the_team_inbox_is_one_read_of_an_index;
}

/// How many wait.
const OPEN: u64 = 10_000;
/// What a page may take on a machine with much else to do; on one with nothing else to do it
/// takes a hundredth.
const PATIENCE: Duration = Duration::from_millis(100);

const LISTS: [(&str, &str); 5] = [
    ("ALL_WAITING", "desk_waiting"),
    ("OVERDUE", "desk_waiting"),
    ("UNASSIGNED", "desk_unassigned"),
    ("URGENT", "desk_urgent"),
    ("MINE", "desk_assigned"),
];

async fn l9_a_page_of_the_team_inbox_is_one_read_of_an_index(db: Db) {
    let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
    for (name, index) in LISTS {
        let statement = all_statements()
            .find(|one| one.name() == format!("store::staff::desk::{name}"))
            .unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {}", statement.text(Engine::Sqlite));
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(AssertSqlSafe(explain))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let steps: Vec<&str> = plan.iter().map(|(.., step)| step.as_str()).collect();
        // The page by the list's own index, from its place on, and nothing is sorted; then the
        // page row by row, everything else by key.
        let by_index = format!("SEARCH d USING INDEX {index} (");
        let reads = |step: &&&str| step.starts_with(&by_index) && step.contains("due_at");
        assert_eq!(steps.iter().filter(reads).count(), 1, "{name}: {steps:?}");
        let scans: Vec<_> = steps
            .iter()
            .filter(|step| step.starts_with("SCAN"))
            .collect();
        assert_eq!(scans, [&"SCAN page"], "{name}");
        assert!(
            !steps.iter().any(|step| step.contains("TEMP B-TREE")),
            "{name}: {steps:?}"
        );
    }
}

async fn l9_the_team_inbox_is_quick_with_ten_thousand_open(db: Db) {
    let team = Team::Desk(Desk::Support);
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let me = super::add(&mut tx, "ada.desk", Role::MemberServices, None).await;
    for n in 0..OPEN {
        // Half of them are somebody's, and none of the first half is urgent.
        let id = wait(&mut tx, &cast, team, n).await;
        if n < OPEN / 2 {
            desk::assign(&mut tx, id, Some(me), NOW).await.unwrap();
        } else {
            desk::set_urgency(&mut tx, id, Urgency::Urgent, NOW)
                .await
                .unwrap();
        }
    }
    tx.commit().await.unwrap();
    if db.engine == Engine::Postgres {
        // What autovacuum does within a minute of so much change: until then PostgreSQL takes
        // it that a team has a handful of what waits.
        let mut connection = sqlx::PgConnection::connect(&db.url).await.unwrap();
        connection.execute("ANALYZE").await.unwrap();
        connection.close().await.unwrap();
    }
    let due = NOW + minutes(OPEN / 2);
    let mut took = Vec::new();
    for which in [
        Waiting::All(team),
        Waiting::Unassigned(team),
        Waiting::Urgent(team),
        Waiting::Overdue(team, due),
        Waiting::Mine(me),
    ] {
        let mut after = None;
        for _ in 0..40 {
            let mut tx = db.store.read().await.unwrap();
            let begun = Instant::now();
            let page = desk::waiting(&mut tx, which, after, 51).await.unwrap();
            took.push(begun.elapsed());
            tx.rollback().await.unwrap();
            assert_eq!(page.len(), 51, "{which:?}");
            let last = &page[49];
            after = Some(Cursor {
                at: last.due_at,
                id: last.id,
            });
        }
    }
    took.sort_unstable();
    let p99 = took[took.len() * 99 / 100];
    eprintln!(
        "{:?}: a page of 51 among {OPEN}: median {:?}, p99 {p99:?} of {}",
        db.engine,
        took[took.len() / 2],
        took.len()
    );
    assert!(p99 < PATIENCE, "{p99:?}");
}
