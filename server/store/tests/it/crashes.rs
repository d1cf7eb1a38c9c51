//! What is left when the process is killed or the disk is full (SECURITY section 2, F1 and
//! F3, in their everyday size).

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::audit::{Action, Actor, Outcome};
use domain::ids::{AuditId, OutboxId};
use sqlx::Connection;
use store::audit::AuditRow;
use store::outbox::{Kind, NewPost};
use store::{Engine, Options, Store, values};

use crate::world::{Db, NOW};

crate::cases! {
    BOTH: avl_1_f1_an_acknowledged_write_survives_kill_9;
    SQLITE: avl_3_a_full_disk_refuses_writes_and_recovers;
}

store::statements! {
    PAIRS = whole_table "SELECT o.message_id, a.object FROM outbox o
        LEFT JOIN audit a ON a.id = o.id ORDER BY o.message_id";
    AUDITS = whole_table "SELECT COUNT(*) FROM audit";
    BLOB = "INSERT INTO flash (id_hash, bound_to, endpoint, payload, expires_at)
        VALUES ($1, '', '', $2, 0)";
    BLOBS = whole_table "SELECT COUNT(*) FROM flash";
    FEW_PAGES = { sqlite: "PRAGMA max_page_count = 200", postgres: "SELECT 0" };
    MANY_PAGES = { sqlite: "PRAGMA max_page_count = 1000000", postgres: "SELECT 0" };
}

/// Set for the process that is going to be killed: the address of its database.
const VICTIM: &str = "STORE_TEST_VICTIM";

/// In the process that is going to be killed: writes until it is, and says on its standard
/// output what was acknowledged.
pub fn write_until_killed() {
    let Ok(url) = std::env::var(VICTIM) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let options = Options {
            durable: url.starts_with("sqlite:"),
            ..Options::default()
        };
        let store = Store::open_with(&url, options).await.unwrap();
        let writers: Vec<_> = (0..4)
            .map(|writer| tokio::spawn(write_pairs(store.clone(), writer)))
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

async fn write_pairs(store: Store, writer: u8) {
    for number in 0_u32.. {
        let name = format!("{}-{writer}-{number}", std::process::id());
        let mut random = [writer; 10];
        random[6..].copy_from_slice(&number.to_be_bytes());
        random[2..6].copy_from_slice(&std::process::id().to_be_bytes());
        let post = NewPost {
            id: OutboxId::new(NOW, random),
            kind: Kind::Mail,
            recipient: String::new(),
            subject: String::new(),
            body: "x".repeat(3_000),
            created_at: NOW,
            due_at: NOW,
            message_id: name.clone(),
        };
        let row = AuditRow {
            id: AuditId::new(NOW, random),
            at: NOW,
            actor: Actor::System,
            subject: None,
            action: Action::SendMessage,
            object: Some(name.clone()),
            outcome: Outcome::Done,
            request_id: String::new(),
            network: String::new(),
            reason: None,
        };
        let mut tx = store.write().await.unwrap();
        store::outbox::queue(&mut tx, &post).await.unwrap();
        store::audit::append(&mut tx, &row).await.unwrap();
        match tx.commit().await {
            Ok(()) => {
                let mut out = std::io::stdout().lock();
                writeln!(out, "{name}").unwrap();
                out.flush().unwrap();
            }
            Err(error) => assert!(error.is_retryable(), "{error}"),
        }
    }
}

async fn avl_1_f1_an_acknowledged_write_survives_kill_9(db: Db) {
    let mut acknowledged = BTreeSet::new();
    for cycle in 0..3_u64 {
        let url = db.url.clone();
        let acks = tokio::task::spawn_blocking(move || {
            let mut victim = Command::new(std::env::current_exe().unwrap())
                .env(VICTIM, url)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines();
            // The clock starts with the first acknowledgement, however slow the machine is.
            let first = lines.next().unwrap().unwrap();
            let reader =
                std::thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<_>>());
            std::thread::sleep(Duration::from_millis(40 + cycle * 70));
            victim.kill().unwrap();
            victim.wait().unwrap();
            let mut acks = reader.join().unwrap();
            acks.push(first);
            acks
        })
        .await
        .unwrap();
        acknowledged.extend(acks);
        let store = db.again().await;
        let mut tx = store.read().await.unwrap();
        let pairs: Vec<(String, Option<String>)> = tx.all(PAIRS, values![]).await.unwrap();
        let (audits,): (i64,) = tx.one(AUDITS, values![]).await.unwrap();
        drop(tx);
        store.close().await;
        for (post, row) in &pairs {
            assert_eq!(Some(post), row.as_ref(), "one without the other");
        }
        assert_eq!(i64::try_from(pairs.len()).unwrap(), audits);
        let stored: BTreeSet<String> = pairs.into_iter().map(|(post, _)| post).collect();
        let lost: Vec<_> = acknowledged.difference(&stored).collect();
        assert!(lost.is_empty(), "lost {lost:?}");
        if db.engine == Engine::Sqlite {
            assert_sound(&db).await;
        }
    }
    assert!(acknowledged.len() >= 3);
}

async fn assert_sound(db: &Db) {
    let mut connection = sqlx::SqliteConnection::connect(&db.url).await.unwrap();
    let (verdict,): (String,) = sqlx::query_as("PRAGMA integrity_check")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(verdict, "ok");
    let broken = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert!(broken.is_empty());
    connection.close().await.unwrap();
}

async fn avl_3_a_full_disk_refuses_writes_and_recovers(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    tx.one::<(i64,)>(FEW_PAGES, values![]).await.unwrap();
    tx.commit().await.unwrap();
    let payload = "x".repeat(50_000);
    let (mut stored, mut refused) = (0_i64, 0);
    for number in 0..40 {
        let mut tx = db.store.write().await.unwrap();
        let done = tx
            .change_one(BLOB, values![format!("{number}"), &payload])
            .await;
        match done {
            Ok(()) => {
                tx.commit().await.unwrap();
                stored += 1;
            }
            Err(error) => {
                assert!(error.is_unavailable(), "{error}");
                assert!(tx.commit().await.is_err());
                refused += 1;
            }
        }
        // Reads go on, and see whole writes only.
        let mut tx = db.store.read().await.unwrap();
        let (count,): (i64,) = tx.one(BLOBS, values![]).await.unwrap();
        assert_eq!(count, stored);
    }
    assert!(
        stored > 0 && refused > 0,
        "{stored} stored, {refused} refused"
    );
    // Room again, without a restart.
    let mut tx = db.store.write().await.unwrap();
    tx.one::<(i64,)>(MANY_PAGES, values![]).await.unwrap();
    tx.change_one(BLOB, values!["after", &payload])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_sound(&db).await;
}
