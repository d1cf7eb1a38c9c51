//! What a transaction promises on both engines.

use std::task::Poll;
use std::time::Duration;

use store::{Engine, StoreError, Tx, values};

use crate::world::{Db, QUICK, bytes, write};
use store::Store;

crate::cases! {
    BOTH: values_and_placeholders_are_counted, a_zero_byte_is_refused_alike,
        every_kind_of_value_comes_back_as_it_was, a_unique_violation_names_its_columns,
        avl_2_a_failed_statement_spoils_the_transaction, avl_2_a_dropped_transaction_leaves_nothing,
        reading_cannot_write, aud_5_errors_hold_no_values, an_update_says_how_many_rows_it_changed,
        no_write_skew, a_lock_holds_until_the_transaction_ends,
        f7_cancelled_begins_leave_no_poison, f7_cancelled_work_leaves_no_poison,
        a_snapshot_does_not_move;
    POSTGRES: a_serialization_failure_is_retryable;
}

store::statements! {
    PUT = "INSERT INTO tally (tally_key, total, resets_at) VALUES ($1, $2, $3)";
    SET = "UPDATE tally SET total = $2 WHERE tally_key = $1";
    SET_ALL = "UPDATE tally SET total = $1";
    GET = "SELECT total FROM tally WHERE tally_key = $1";
    SUM = whole_table "SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM tally";
    ECHO = "SELECT CAST($1 AS TEXT) AS text, CAST($2 AS TEXT) AS no_text,
        CAST($3 AS BIGINT) AS number, CAST($4 AS BIGINT) AS no_number";
    BAD_KIND = "INSERT INTO outbox (id, kind, recipient, subject, body, state, created_at, due_at,
        attempts, lease_until, fence, message_id)
        VALUES ($1, $2, $3, '', '', 'queued', 0, 0, 0, 0, 0, $1)";
    OFFICE = "INSERT INTO medical_office (id, source, fhir_id, name) VALUES ($1, $2, $3, '')";
    IDLE = {
        sqlite: "SELECT 0",
        postgres: "SELECT COUNT(*) FROM pg_stat_activity
            WHERE datname = current_database() AND state LIKE 'idle in transaction%'",
    };
    ISOLATION = {
        sqlite: "SELECT 'one writer'",
        postgres: "SELECT current_setting('transaction_isolation')",
    };
}

async fn put(tx: &mut Tx, key: &str, total: i64) -> Result<(), StoreError> {
    tx.change_one(PUT, values![key, total, 0_i64]).await
}

async fn total(store: &Store, key: &str) -> Option<i64> {
    let mut tx = store.read().await.unwrap();
    let row: Option<(i64,)> = tx.optional(GET, values![key]).await.unwrap();
    row.map(|(total,)| total)
}

async fn values_and_placeholders_are_counted(db: Db) {
    // One too few: SQLite by itself would have taken the missing one as NULL.
    let mut tx = db.store.write().await.unwrap();
    let error = tx.execute(SET, values!["a"]).await.unwrap_err();
    assert!(
        error.to_string().contains("2 placeholders but 1 values"),
        "{error}"
    );
    assert!(tx.commit().await.is_err());
    let mut tx = db.store.read().await.unwrap();
    assert!(
        tx.optional::<(i64,)>(GET, values!["a", 1_i64])
            .await
            .is_err()
    );
}

async fn a_zero_byte_is_refused_alike(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let error = put(&mut tx, "a\0b", 1).await.unwrap_err();
    assert!(error.to_string().contains("zero byte"), "{error}");
}

async fn every_kind_of_value_comes_back_as_it_was(db: Db) {
    #[derive(sqlx::FromRow)]
    struct Echo {
        text: String,
        no_text: Option<String>,
        number: i64,
        no_number: Option<i64>,
    }
    let mut tx = db.store.read().await.unwrap();
    for text in [
        "",
        "Ordóñez 😀 e\u{301}",
        "'; DROP TABLE tally; --",
        "$1 \\ \" % _",
    ] {
        for number in [0, -1, i64::MIN, i64::MAX] {
            let values = values![text, None::<String>, number, None::<i64>];
            let echo: Echo = tx.one(ECHO, values).await.unwrap();
            assert_eq!((echo.text.as_str(), echo.number), (text, number));
            assert_eq!((echo.no_text, echo.no_number), (None, None));
        }
    }
}

async fn a_unique_violation_names_its_columns(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    put(&mut tx, "a", 1).await.unwrap();
    let error = put(&mut tx, "a", 2).await.unwrap_err();
    assert!(error.is_unique_violation() && !error.is_retryable() && !error.is_unavailable());
    assert!(!error.is_unique_violation_of("tally", &["total"]));
    if db.engine == Engine::Sqlite {
        assert!(error.is_unique_violation_of("tally", &["tally_key"]));
    }
    drop(tx);
    let mut tx = db.store.write().await.unwrap();
    let office = |source: &str, fhir_id: &str| values![store_id(), source, fhir_id];
    tx.change_one(OFFICE, office("a", "1")).await.unwrap();
    tx.change_one(OFFICE, office("a", "2")).await.unwrap();
    let error = tx.change_one(OFFICE, office("a", "2")).await.unwrap_err();
    assert!(
        error.is_unique_violation_of("medical_office", &["source", "fhir_id"]),
        "{error}"
    );
}

fn store_id() -> String {
    domain::ids::OfficeId::new(crate::world::NOW, bytes()).to_string()
}

async fn avl_2_a_failed_statement_spoils_the_transaction(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    put(&mut tx, "kept?", 1).await.unwrap();
    put(&mut tx, "kept?", 2).await.unwrap_err();
    let error = tx.commit().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("an earlier statement had failed"),
        "{error}"
    );
    assert_eq!(total(&db.store, "kept?").await, None);
}

async fn avl_2_a_dropped_transaction_leaves_nothing(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    put(&mut tx, "a", 1).await.unwrap();
    drop(tx);
    let mut tx = db.store.write().await.unwrap();
    put(&mut tx, "b", 1).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(total(&db.store, "a").await, None);
    assert_eq!(total(&db.store, "b").await, None);
}

async fn reading_cannot_write(db: Db) {
    let mut tx = db.store.read().await.unwrap();
    assert!(put(&mut tx, "a", 1).await.is_err());
    drop(tx);
    assert_eq!(total(&db.store, "a").await, None);
}

async fn aud_5_errors_hold_no_values(db: Db) {
    let canary = "canary.member@larkhaven.example";
    let mut texts = Vec::new();
    let mut tx = db.store.write().await.unwrap();
    put(&mut tx, canary, 1).await.unwrap();
    let error = put(&mut tx, canary, 1).await.unwrap_err();
    texts.push(format!("{error} {error:?}"));
    drop(tx);
    let mut tx = db.store.write().await.unwrap();
    let error = tx
        .execute(BAD_KIND, values![canary, canary, canary])
        .await
        .unwrap_err();
    texts.push(format!("{error} {error:?}"));
    drop(tx);
    // A number where text stands, and the other way round.
    let mut tx = db.store.write().await.unwrap();
    if let Err(error) = tx.execute(SET, values!["a", canary]).await {
        texts.push(format!("{error} {error:?}"));
    }
    texts.push(format!("{:?}", values![canary, 1_790_i64]));
    for text in texts {
        assert!(!text.contains("canary") && !text.contains("1790"), "{text}");
    }
}

async fn an_update_says_how_many_rows_it_changed(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    put(&mut tx, "a", 1).await.unwrap();
    put(&mut tx, "b", 1).await.unwrap();
    assert_eq!(tx.execute(SET_ALL, values![5_i64]).await.unwrap(), 2);
    assert!(tx.changed_one(SET, values!["a", 6_i64]).await.unwrap());
    assert!(!tx.changed_one(SET, values!["nobody", 6_i64]).await.unwrap());
    tx.change_one(SET, values!["b", 7_i64]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(total(&db.store, "a").await, Some(6));

    let mut tx = db.store.write().await.unwrap();
    assert!(tx.change_one(SET, values!["nobody", 1_i64]).await.is_err());
    assert!(
        tx.commit().await.is_err(),
        "a missing row spoils the transaction"
    );
    let mut tx = db.store.write().await.unwrap();
    assert!(tx.changed_one(SET_ALL, values![9_i64]).await.is_err());
    drop(tx);
    assert_eq!(total(&db.store, "b").await, Some(7));
}

/// Two writers each look at the sum and add only when it allows one more: both may not.
async fn no_write_skew(db: Db) {
    for round in 0..20 {
        let sum_before = sum(&db.store).await;
        let other = db.again().await;
        let add = |store: Store, who: String| async move {
            write(&store, move |tx| {
                let who = who.clone();
                Box::pin(async move {
                    let (sum,): (i64,) = tx.one(SUM, values![]).await?;
                    if sum == sum_before {
                        put(tx, &who, 1).await?;
                    }
                    Ok(())
                })
            })
            .await
        };
        let (a, b) = tokio::join!(
            tokio::spawn(add(db.store.clone(), format!("a{round}"))),
            tokio::spawn(add(other.clone(), format!("b{round}"))),
        );
        a.unwrap().unwrap();
        b.unwrap().unwrap();
        other.close().await;
        assert_eq!(sum(&db.store).await, sum_before + 1);
    }
}

async fn sum(store: &Store) -> i64 {
    store
        .read()
        .await
        .unwrap()
        .one::<(i64,)>(SUM, values![])
        .await
        .unwrap()
        .0
}

async fn a_serialization_failure_is_retryable(db: Db) {
    let mut one = db.store.write().await.unwrap();
    let mut two = db.store.write().await.unwrap();
    for (tx, key) in [(&mut one, "one"), (&mut two, "two")] {
        let (sum,): (i64,) = tx.one(SUM, values![]).await.unwrap();
        put(tx, key, sum + 1).await.unwrap();
    }
    one.commit().await.unwrap();
    let error = two.commit().await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    assert_eq!(total(&db.store, "two").await, None);
}

async fn a_lock_holds_until_the_transaction_ends(db: Db) {
    let mut first = db.store.write().await.unwrap();
    first.lock("account:1").await.unwrap();
    let store = db.store.clone();
    let (sender, mut waits) = tokio::sync::oneshot::channel();
    let second = tokio::spawn(async move {
        let mut tx = store.write().await.unwrap();
        tx.lock("account:1").await.unwrap();
        sender.send(()).unwrap();
        tx.commit().await.unwrap();
    });
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert!(waits.try_recv().is_err(), "the second must wait");
    if db.engine == Engine::Postgres {
        let mut other = db.store.write().await.unwrap();
        other.lock("account:2").await.unwrap();
        other.commit().await.unwrap();
    }
    first.commit().await.unwrap();
    second.await.unwrap();
    waits.await.unwrap();
}

async fn a_snapshot_does_not_move(db: Db) {
    let mut reading = db.store.read().await.unwrap();
    let before: (i64,) = reading.one(SUM, values![]).await.unwrap();
    let mut tx = db.store.write().await.unwrap();
    put(&mut tx, "a", 1).await.unwrap();
    tx.commit().await.unwrap();
    let after: (i64,) = reading.one(SUM, values![]).await.unwrap();
    assert_eq!(before, after);
    assert_eq!(sum(&db.store).await, 1);
}

/// Requests that go away while their transaction begins (SECURITY section 4, trap 22). With
/// sqlx 0.9.0 by itself, a connection would come back with a transaction it does not know of.
async fn f7_cancelled_begins_leave_no_poison(db: Db) {
    for round in 0..60 {
        for waits in 1..4 {
            cut_off(db.store.read(), waits).await;
            cut_off(db.store.write(), waits).await;
        }
        // The very next one must be as good as new: a poisoned one fails once and is then
        // replaced, so a look at the end of all rounds would miss it.
        let mut tx = db.store.write().await.unwrap();
        put(&mut tx, &format!("{round}"), 0).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(total(&db.store, &format!("{round}")).await, Some(0));
    }
    assert_clean(&db).await;
}

async fn f7_cancelled_work_leaves_no_poison(db: Db) {
    for round in 0..200 {
        let work = async {
            let mut tx = db.store.write().await?;
            for number in 0..50 {
                put(&mut tx, &format!("{round}-{number}"), 1).await?;
            }
            // Never committed: whatever of it is found was left behind by a poisoned one.
            tx.rollback().await
        };
        cut_off(work, round % 60 + 1).await;
    }
    assert_eq!(sum(&db.store).await, 0);
    assert_clean(&db).await;
}

/// Drops a future at its so-manieth wait.
async fn cut_off(future: impl Future, waits: usize) {
    let mut future = std::pin::pin!(future);
    let mut waited = 0;
    std::future::poll_fn(|context| {
        waited += 1;
        let done = future.as_mut().poll(context).is_ready();
        if done || waited == waits {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// More transactions at once than there are connections, each as it should be.
async fn assert_clean(db: &Db) {
    let expected = match db.engine {
        Engine::Sqlite => "one writer",
        Engine::Postgres => "serializable",
    };
    let tasks: Vec<_> = (0..3 * QUICK.connections)
        .map(|number| {
            let store = db.store.clone();
            tokio::spawn(async move {
                write(&store, move |tx| {
                    Box::pin(async move {
                        let (isolation,): (String,) = tx.one(ISOLATION, values![]).await?;
                        assert_eq!(isolation, expected);
                        put(tx, &format!("clean {number}"), 1).await
                    })
                })
                .await
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(sum(&db.store).await, i64::from(3 * QUICK.connections));
    if db.engine == Engine::Postgres {
        // What was cut off is rolled back beside whatever comes next.
        let mut open = i64::MAX;
        for _ in 0..200 {
            let mut tx = db.store.read().await.unwrap();
            (open,) = tx.one(IDLE, values![]).await.unwrap();
            if open == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(open, 0, "sessions idle in transaction");
    }
}
