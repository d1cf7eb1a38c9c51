//! Opening: what is set, what is refused, and that the log of writes stays small.

use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection, Executor};
use store::{Options, Store, values};

use crate::world::{Db, NOW};

crate::cases! {
    BOTH: a_closed_store_says_unavailable, who_waits_their_turn_meets_no_conflict,
        a_turn_ends_with_its_transaction, avl_3_waiting_in_vain_says_unavailable;
    SQLITE: avl_1_sqlite_runs_with_wal_and_full_sync, avl_10_a_second_host_is_refused,
        avl_10_commands_may_write_beside_a_host, avl_10_the_wal_is_bounded_under_overlapping_readers,
        the_wal_is_copied_beside_the_writes,
        cry_the_file_is_private, odd_addresses_are_refused;
    POSTGRES: avl_1_postgres_commits_synchronously, f7_idle_transactions_are_cut_off,
        postgres_in_another_collation_is_refused, postgres_serves_several_hosts,
        f7_a_terminated_backend_is_replaced, a_clean_connection_serves_again;
}

store::statements! {
    SYNCHRONOUS = { sqlite: "PRAGMA synchronous", postgres: "SELECT 0" };
    FOREIGN_KEYS = { sqlite: "PRAGMA foreign_keys", postgres: "SELECT 0" };
    JOURNAL = { sqlite: "PRAGMA journal_mode", postgres: "SELECT ''" };
    SETTING = { sqlite: "SELECT $1", postgres: "SELECT current_setting($1)" };
    BLOB = "INSERT INTO flash (id_hash, bound_to, endpoint, payload, expires_at)
        VALUES ($1, '', '', $2, 0)";
    COUNT = whole_table "SELECT COUNT(*) FROM flash";
    PID = { sqlite: "SELECT 0", postgres: "SELECT CAST(pg_backend_pid() AS BIGINT)" };
}

async fn avl_1_sqlite_runs_with_wal_and_full_sync(db: Db) {
    let store = Store::open(&db.url).await.unwrap();
    assert!(store.is_durable() && !db.store.is_durable());
    let mut tx = store.write().await.unwrap();
    assert_eq!(
        tx.one::<(i64,)>(SYNCHRONOUS, values![]).await.unwrap(),
        (2,)
    );
    assert_eq!(
        tx.one::<(i64,)>(FOREIGN_KEYS, values![]).await.unwrap(),
        (1,)
    );
    assert_eq!(
        tx.one::<(String,)>(JOURNAL, values![]).await.unwrap(),
        ("wal".to_owned(),)
    );
    drop(tx);
    // Readers too, because a reader may have to recover the log.
    let mut tx = store.read().await.unwrap();
    assert_eq!(
        tx.one::<(i64,)>(SYNCHRONOUS, values![]).await.unwrap(),
        (2,)
    );
    drop(tx);
    store.close().await;
}

async fn avl_10_a_second_host_is_refused(db: Db) {
    let claim = db.store.claim_host().unwrap();
    let second = db.again().await;
    let error = second.claim_host().unwrap_err();
    assert!(
        error.to_string().contains("another host is serving"),
        "{error}"
    );
    drop(claim);
    second.claim_host().unwrap();
    second.close().await;
}

async fn avl_10_commands_may_write_beside_a_host(db: Db) {
    let _claim = db.store.claim_host().unwrap();
    let command = db.again().await;
    let writers: Vec<_> = [db.store.clone(), command.clone()]
        .into_iter()
        .map(|store| {
            tokio::spawn(async move {
                for _ in 0..50 {
                    let mut tx = store.write().await.unwrap();
                    store::tally::add(&mut tx, "both", Duration::from_mins(1), NOW)
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let mut tx = db.store.read().await.unwrap();
    assert_eq!(
        store::tally::get(&mut tx, "both", NOW)
            .await
            .unwrap()
            .unwrap()
            .total,
        100
    );
    command.close().await;
}

/// Readers that hand over to each other without a gap: left to itself the log would hold
/// all that is written meanwhile, here some 90 MB.
async fn avl_10_the_wal_is_bounded_under_overlapping_readers(db: Db) {
    let done = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let readers: Vec<_> = (0..4_u64)
        .map(|reader| {
            let (store, done) = (db.store.clone(), done.clone());
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(reader * 5)).await;
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    let mut tx = store.read().await.unwrap();
                    tx.one::<(i64,)>(COUNT, values![]).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            })
        })
        .collect();
    let wal = format!("{}-wal", db.path().display());
    let (payload, mut highest) = ("x".repeat(100_000), 0);
    let mut longest = Duration::ZERO;
    for number in 0..900 {
        let start = Instant::now();
        let mut tx = db.store.write().await.unwrap();
        tx.change_one(BLOB, values![format!("{number}"), &payload])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        highest = highest.max(std::fs::metadata(&wal).unwrap().len());
        longest = longest.max(start.elapsed());
    }
    done.store(true, std::sync::atomic::Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
    assert!(highest < 64 << 20, "the log grew to {highest} bytes");
    // One long wait for the readers would be their whole patience of 20 seconds.
    assert!(longest < Duration::from_secs(5), "a write took {longest:?}");
}

/// Far below the bound at which a write would have to empty the log.
async fn the_wal_is_copied_beside_the_writes(db: Db) {
    let before = std::fs::metadata(db.path()).unwrap().len();
    let payload = "x".repeat(100_000);
    for number in 0..64 {
        let mut tx = db.store.write().await.unwrap();
        tx.change_one(BLOB, values![format!("{number}"), &payload])
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let start = Instant::now();
    while std::fs::metadata(db.path()).unwrap().len() < before + 3_000_000 {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "nothing is copied"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[cfg(unix)]
async fn cry_the_file_is_private(db: Db) {
    use std::os::unix::fs::PermissionsExt;
    let url = db.another_empty().await;
    let store = Store::open(&url).await.unwrap();
    store.migrate(NOW).await.unwrap();
    let claim = store.claim_host().unwrap();
    let path = url.strip_prefix("sqlite:").unwrap();
    for name in [
        path.to_owned(),
        format!("{path}-wal"),
        format!("{path}-host"),
    ] {
        let mode = std::fs::metadata(&name).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    drop(claim);
    store.close().await;
}

async fn odd_addresses_are_refused(_db: Db) {
    for url in [
        "",
        "sqlite:",
        "sqlite::memory:",
        "mysql://localhost/x",
        "portal.db",
        "/tmp",
    ] {
        let error = Store::open(url).await.unwrap_err();
        assert!(!error.is_unavailable(), "{url}: {error}");
    }
    let error = Store::open("sqlite:/nowhere/at/all/portal.db")
        .await
        .unwrap_err();
    assert!(error.is_unavailable(), "{error}");
    let error = Store::open("postgres://user:secret@[broken")
        .await
        .unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
}

async fn a_closed_store_says_unavailable(db: Db) {
    db.store.close().await;
    assert!(db.store.write().await.unwrap_err().is_unavailable());
    assert!(db.store.read().await.unwrap_err().is_unavailable());
}

async fn avl_3_waiting_in_vain_says_unavailable(db: Db) {
    let options = Options {
        connections: 1,
        patience: Duration::from_millis(200),
        durable: false,
    };
    let store = Store::open_with(&db.url, options).await.unwrap();
    let held = store.write().await.unwrap();
    let start = Instant::now();
    assert!(store.write().await.unwrap_err().is_unavailable());
    assert!(start.elapsed() < Duration::from_secs(5));
    held.rollback().await.unwrap();
    store.write().await.unwrap().rollback().await.unwrap();
    store.close().await;
}

/// As [`crate::world::write`] would be without its second tries.
async fn who_waits_their_turn_meets_no_conflict(db: Db) {
    let hosts = [db.store.clone(), db.again().await];
    let tasks: Vec<_> = (0..30)
        .map(|task| {
            let store = hosts[task % 2].clone();
            tokio::spawn(async move {
                for _ in 0..5 {
                    let mut tx = store.write_in_turn("account:1").await.unwrap();
                    let minute = Duration::from_mins(1);
                    let seen = store::tally::get(&mut tx, "a", NOW).await.unwrap();
                    let total = store::tally::add(&mut tx, "a", minute, NOW).await.unwrap();
                    assert_eq!(total, seen.map_or(0, |tally| tally.total) + 1);
                    tx.commit().await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut tx = db.store.read().await.unwrap();
    assert_eq!(
        store::tally::get(&mut tx, "a", NOW)
            .await
            .unwrap()
            .unwrap()
            .total,
        150
    );
    hosts[1].close().await;
}

async fn a_turn_ends_with_its_transaction(db: Db) {
    let second = db.again().await;
    for ending in 0..3 {
        let tx = db.store.write_in_turn("a").await.unwrap();
        let waiting = tokio::spawn({
            let second = second.clone();
            async move {
                second
                    .write_in_turn("a")
                    .await
                    .unwrap()
                    .commit()
                    .await
                    .unwrap();
            }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(!waiting.is_finished());
        if db.engine == store::Engine::Postgres {
            second
                .write_in_turn("b")
                .await
                .unwrap()
                .rollback()
                .await
                .unwrap();
        }
        match ending {
            0 => tx.commit().await.unwrap(),
            1 => tx.rollback().await.unwrap(),
            _ => drop(tx),
        }
        tokio::time::timeout(Duration::from_secs(10), waiting)
            .await
            .unwrap()
            .unwrap();
    }
    second.close().await;
}

async fn setting(store: &Store, name: &str) -> String {
    let mut tx = store.write().await.unwrap();
    tx.one::<(String,)>(SETTING, values![name]).await.unwrap().0
}

async fn avl_1_postgres_commits_synchronously(db: Db) {
    // Whatever the database says, every session of ours waits for the disk.
    let name = db.url.rsplit_once('/').unwrap().1;
    let sql = format!("ALTER DATABASE {name} SET synchronous_commit = off");
    db.tamper(&sql).await.unwrap();
    let store = db.again().await;
    assert_eq!(setting(&store, "synchronous_commit").await, "on");
    assert_eq!(
        setting(&store, "transaction_isolation").await,
        "serializable"
    );
    let fsync = setting(&store, "fsync").await;
    store.close().await;
    // The cluster of the tests may run without fsync; a host would refuse to.
    match Store::open(&db.url).await {
        Ok(durable) => {
            assert_eq!(fsync, "on");
            durable.close().await;
        }
        Err(error) => {
            assert_eq!(fsync, "off");
            assert!(error.to_string().contains("fsync"), "{error}");
        }
    }
}

async fn f7_idle_transactions_are_cut_off(db: Db) {
    assert_eq!(
        setting(&db.store, "idle_in_transaction_session_timeout").await,
        "10s"
    );
    assert_eq!(setting(&db.store, "statement_timeout").await, "30s");
}

async fn postgres_in_another_collation_is_refused(db: Db) {
    let base = std::env::var("PORTAL_TEST_POSTGRES").unwrap();
    let mut admin = sqlx::PgConnection::connect(&base).await.unwrap();
    let url = format!("{}_icu", db.url);
    let name = url.rsplit_once('/').unwrap().1;
    let sql = format!(
        "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' \
         LOCALE_PROVIDER icu ICU_LOCALE 'en'"
    );
    admin.execute(AssertSqlSafe(sql)).await.unwrap();
    let result = Store::open(&url).await;
    db.forget(&url).await;
    let error = result.unwrap_err();
    assert!(error.to_string().contains("sorts by ICU"), "{error}");
}

async fn postgres_serves_several_hosts(db: Db) {
    let second = db.again().await;
    let _claims = (db.store.claim_host().unwrap(), second.claim_host().unwrap());
    second.close().await;
}

async fn f7_a_terminated_backend_is_replaced(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (pid,): (i64,) = tx.one(PID, values![]).await.unwrap();
    db.tamper(&format!("SELECT pg_terminate_backend({pid})"))
        .await
        .unwrap();
    let error = tx.one::<(i64,)>(PID, values![]).await.unwrap_err();
    assert!(error.is_unavailable(), "{error}");
    drop(tx);
    let mut tx = db.store.write().await.unwrap();
    let (other,): (i64,) = tx.one(PID, values![]).await.unwrap();
    assert_ne!(pid, other);
}

/// A connection that comes back clean is kept: a new one for every request would cost more than
/// most requests do.
async fn a_clean_connection_serves_again(db: Db) {
    let options = Options {
        connections: 1,
        patience: Duration::from_secs(5),
        durable: false,
    };
    let store = Store::open_with(&db.url, options).await.unwrap();
    let mut served = Vec::new();
    for turn in 0..20 {
        let mut tx = match turn % 3 {
            0 => store.read().await.unwrap(),
            1 => store.write().await.unwrap(),
            _ => store.write_in_turn("a").await.unwrap(),
        };
        let (pid,): (i64,) = tx.one(PID, values![]).await.unwrap();
        served.push(pid);
        if turn % 2 == 0 {
            tx.rollback().await.unwrap();
        } else {
            tx.commit().await.unwrap();
        }
    }
    served.dedup();
    assert_eq!(served.len(), 1);
    store.close().await;
}
