//! The audit trail: beside the change, append-only, chained without forks.

use domain::audit::{Action, Actor, Outcome};
use domain::ids::{AuditId, MemberId};
use store::audit::{self, AuditRow, Seal};
use store::{Store, StoreError};

use crate::world::{Db, NOW, bytes, write};

crate::cases! {
    BOTH: aud_1_a_row_says_who_what_and_how_it_ended, aud_2_no_change_without_its_row,
        aud_3_rows_and_seals_cannot_be_changed, aud_3_a_row_waits_for_its_seal,
        aud_3_a_smuggled_row_is_found, aud_4_sealers_do_not_fork_the_chain,
        aud_7_a_member_sees_what_happened_a_page_at_a_time;
}

fn row(subject: Option<MemberId>) -> AuditRow {
    AuditRow {
        id: AuditId::new(NOW, bytes()),
        at: NOW,
        actor: subject.map_or(Actor::Visitor, Actor::Member),
        subject,
        action: Action::ViewResults,
        object: None,
        outcome: Outcome::Done,
        request_id: "req-1".into(),
        network: "192.0.2.0".into(),
        reason: None,
    }
}

async fn append(store: &Store, rows: Vec<AuditRow>) {
    let mut tx = store.write().await.unwrap();
    for row in &rows {
        audit::append(&mut tx, row).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn aud_1_a_row_says_who_what_and_how_it_ended(db: Db) {
    let member = MemberId::new(NOW, bytes());
    let by_member = AuditRow {
        object: Some("report".into()),
        outcome: Outcome::Refused,
        ..row(Some(member))
    };
    let by_system = AuditRow {
        actor: Actor::System,
        request_id: String::new(),
        network: String::new(),
        ..row(None)
    };
    append(&db.store, vec![by_member.clone(), by_system]).await;
    let mut tx = db.store.read().await.unwrap();
    let entries = audit::unsealed(&mut tx, 10).await.unwrap();
    let entry = &entries[0];
    assert_eq!(entry.id, by_member.id.to_string());
    assert_eq!((entry.at, entry.actor_kind.as_str()), (NOW, "member"));
    assert_eq!(entry.actor, Some(member.to_string()));
    assert_eq!(entry.subject, Some(member.to_string()));
    assert_eq!(
        (entry.action.as_str(), entry.outcome.as_str()),
        ("view_results", "refused")
    );
    assert_eq!(entry.object.as_deref(), Some("report"));
    assert_eq!(entry.request_id.as_deref(), Some("req-1"));
    assert_eq!(entry.network.as_deref(), Some("192.0.2.0"));
    let system = &entries[1];
    assert_eq!(
        (system.actor_kind.as_str(), &system.actor),
        ("system", &None)
    );
    assert_eq!((&system.request_id, &system.network), (&None, &None));
}

async fn aud_2_no_change_without_its_row(db: Db) {
    let twice = row(None);
    append(&db.store, vec![twice.clone()]).await;
    let mut tx = db.store.write().await.unwrap();
    store::tally::add(&mut tx, "change", domain::time::minutes(1), NOW)
        .await
        .unwrap();
    audit::append(&mut tx, &twice).await.unwrap_err();
    tx.commit().await.unwrap_err();
    let mut tx = db.store.read().await.unwrap();
    assert!(
        store::tally::get(&mut tx, "change", NOW)
            .await
            .unwrap()
            .is_none()
    );
}

async fn aud_3_rows_and_seals_cannot_be_changed(db: Db) {
    append(&db.store, vec![row(None)]).await;
    seal_all(&db.store, 10).await.unwrap();
    for sql in [
        "UPDATE audit SET outcome = 'refused'",
        "DELETE FROM audit",
        "UPDATE seal SET mac = ''",
        "DELETE FROM seal",
    ] {
        let error = db.tamper(sql).await.unwrap_err();
        assert!(error.to_string().contains("append-only"), "{sql}: {error}");
    }
    if db.engine == store::Engine::Postgres {
        assert!(db.tamper("TRUNCATE audit CASCADE").await.is_err());
        assert!(db.tamper("TRUNCATE seal").await.is_err());
    }
    let mut tx = db.store.read().await.unwrap();
    assert_eq!(audit::seals_after(&mut tx, 0, 10).await.unwrap().len(), 1);
}

async fn aud_3_a_row_waits_for_its_seal(db: Db) {
    let rows = vec![row(None), row(None), row(None)];
    append(&db.store, rows.clone()).await;
    let mut tx = db.store.write().await.unwrap();
    let waiting = audit::unsealed(&mut tx, 2).await.unwrap();
    assert_eq!(waiting.len(), 2);
    assert_eq!(waiting[0].id, rows[0].id.to_string());
    assert_eq!(audit::last_seal(&mut tx).await.unwrap(), None);
    let seal = Seal {
        seq: 1,
        audit: waiting[0].id.clone(),
        mac: "aa".into(),
    };
    audit::append_seal(&mut tx, &seal).await.unwrap();
    assert_eq!(audit::last_seal(&mut tx).await.unwrap(), Some(seal.clone()));
    assert_eq!(audit::unsealed(&mut tx, 9).await.unwrap().len(), 2);
    let sealed = audit::seals_after(&mut tx, 0, 9).await.unwrap();
    assert!(sealed[0].seal == seal && sealed[0].entry == waiting[0]);
    // The same row again, and the same place again.
    assert!(
        audit::append_seal(
            &mut tx,
            &Seal {
                seq: 2,
                ..seal.clone()
            }
        )
        .await
        .is_err()
    );
    drop(tx);
    let mut tx = db.store.write().await.unwrap();
    audit::append_seal(&mut tx, &seal).await.unwrap();
    let fork = Seal {
        seq: 1,
        audit: waiting[1].id.clone(),
        mac: "bb".into(),
    };
    let error = audit::append_seal(&mut tx, &fork).await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
}

async fn aud_3_a_smuggled_row_is_found(db: Db) {
    let (honest, smuggled) = (row(None), row(None));
    append(&db.store, vec![honest, smuggled.clone()]).await;
    let mut tx = db.store.read().await.unwrap();
    assert_eq!(audit::unchained(&mut tx).await.unwrap(), None);
    drop(tx);
    let sql = format!("DELETE FROM unsealed WHERE audit = '{}'", smuggled.id);
    assert_eq!(db.tamper(&sql).await.unwrap(), 1);
    let mut tx = db.store.read().await.unwrap();
    assert_eq!(
        audit::unchained(&mut tx).await.unwrap(),
        Some(smuggled.id.to_string())
    );
}

/// Seals what waits, `limit` rows a transaction; answers how many it sealed.
async fn seal_all(store: &Store, limit: u32) -> Result<usize, StoreError> {
    write(store, move |tx| {
        Box::pin(async move {
            let mut seq = audit::last_seal(tx).await?.map_or(0, |seal| seal.seq);
            let waiting = audit::unsealed(tx, limit).await?;
            for entry in &waiting {
                seq += 1;
                let seal = Seal {
                    seq,
                    audit: entry.id.clone(),
                    mac: format!("{seq:x}"),
                };
                audit::append_seal(tx, &seal).await?;
            }
            Ok(waiting.len())
        })
    })
    .await
}

async fn aud_4_sealers_do_not_fork_the_chain(db: Db) {
    append(&db.store, (0..150).map(|_| row(None)).collect()).await;
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let store = db.store.clone();
            tokio::spawn(async move {
                loop {
                    match seal_all(&store, 10).await {
                        Ok(0) => return,
                        Ok(_) => {}
                        // Another sealer was there first: the chain held.
                        Err(error) => assert!(error.is_unique_violation(), "{error}"),
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut tx = db.store.read().await.unwrap();
    let seals = audit::seals_after(&mut tx, 0, 1_000).await.unwrap();
    let order: Vec<i64> = seals.iter().map(|sealed| sealed.seal.seq).collect();
    assert_eq!(order, (1..=150).collect::<Vec<i64>>());
    assert_eq!(audit::unchained(&mut tx).await.unwrap(), None);
    assert!(audit::unsealed(&mut tx, 1).await.unwrap().is_empty());
}

async fn aud_7_a_member_sees_what_happened_a_page_at_a_time(db: Db) {
    let (mine, other) = (MemberId::new(NOW, bytes()), MemberId::new(NOW, bytes()));
    let rows: Vec<_> = (0..10)
        .map(|n| row(Some(if n % 2 == 0 { mine } else { other })))
        .collect();
    append(&db.store, rows).await;
    let mut tx = db.store.read().await.unwrap();
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = audit::about_subject(&mut tx, mine, before, 2)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id.parse().unwrap());
        seen.extend(page);
    }
    assert_eq!(seen.len(), 5);
    assert!(
        seen.iter()
            .all(|entry| entry.subject == Some(mine.to_string()))
    );
    assert!(seen.is_sorted_by(|a, b| a.id > b.id), "newest first");
}
