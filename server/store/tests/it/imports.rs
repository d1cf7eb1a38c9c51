//! What an import asks and notes beside the rows themselves.

use std::time::Duration;

use domain::ids::{ResourceId, VisitId};
use domain::time::minutes;
use store::record::{self, Content};
use store::roll::{self, Visit};
use store::{Engine, imports, live};

use crate::results::member;
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: a_file_is_known_by_its_digest_once_it_was_imported, a_file_is_noted_with_its_content,
        many_resources_are_stored_and_found_at_once, a_visit_that_was_none_is_forgotten,
        what_is_told_reaches_another_process;
    SQLITE: what_was_heard_is_forgotten_and_the_numbers_go_on;
}

async fn a_file_is_known_by_its_digest_once_it_was_imported(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    assert_eq!(imports::find(&mut tx, "aa", 1).await.unwrap(), None);
    imports::note(&mut tx, "aa", 1, "{}", NOW).await.unwrap();
    let found = imports::find(&mut tx, "aa", 1).await.unwrap();
    assert_eq!(found.as_deref(), Some("{}"));
    let later = imports::find(&mut tx, "aa", 2).await.unwrap();
    assert_eq!(later, None, "who reads more reads it once more");
    imports::note(&mut tx, "aa", 2, "{\"n\":1}", NOW + minutes(1))
        .await
        .unwrap();
    assert_eq!(imports::find(&mut tx, "aa", 1).await.unwrap(), None);
    let found = imports::find(&mut tx, "aa", 2).await.unwrap();
    assert_eq!(found.as_deref(), Some("{\"n\":1}"));
}

async fn a_file_is_noted_with_its_content(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    member(&mut tx, "11111111").await.unwrap();
    imports::note(&mut tx, "aa", 1, "{}", NOW).await.unwrap();
    // The import is killed here.
    drop(tx);
    let mut tx = db.store.read().await.unwrap();
    assert!(roll::is_empty(&mut tx).await.unwrap());
    assert_eq!(imports::find(&mut tx, "aa", 1).await.unwrap(), None);
}

async fn many_resources_are_stored_and_found_at_once(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    // An id may be any text: a full URL, one with quotes.
    let key = |n: usize| format!("https://x.example/\"{n}'\\é");
    let keys: Vec<String> = (0..1_200).map(key).collect();
    // As many as are stored by two statements of the largest size, one of the next, and some singly.
    let stored = &keys[..2 * 64 + 8 + 3];
    let contents = stored.iter().map(|key| Content {
        source: "fhir",
        resource_type: "Goal",
        fhir_id: key,
        member: None,
        sha256: key,
        json: "{}",
    });
    let contents: Vec<_> = contents
        .map(|content| (ResourceId::new(NOW, bytes()), content))
        .collect();
    record::insert_all(&mut tx, &contents, NOW).await.unwrap();
    let mut wanted: Vec<(&str, &str)> = keys.iter().map(|key| ("Goal", key.as_str())).collect();
    wanted.push(("Claim", &keys[0]));
    let found = record::find_all(&mut tx, "fhir", &wanted).await.unwrap();
    assert_eq!(found.len(), stored.len());
    for key in stored {
        let alone = record::find(&mut tx, "fhir", "Goal", key).await.unwrap();
        assert_eq!(found.get(&("Goal".to_owned(), key.clone())), alone.as_ref());
    }
    assert!(
        record::find_all(&mut tx, "other", &wanted)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        record::find_all(&mut tx, "fhir", &[])
            .await
            .unwrap()
            .is_empty()
    );
    // One of many that cannot be stored: none is, and the transaction is spoiled.
    let mut again = contents;
    again[7].1.json = "\0";
    assert!(record::insert_all(&mut tx, &again, NOW).await.is_err());
    assert!(tx.commit().await.is_err());
}

async fn a_visit_that_was_none_is_forgotten(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let visit = Visit {
        id: VisitId::new(NOW, bytes()),
        source: "fhir".into(),
        fhir_id: "v".into(),
        member,
        started_at: NOW,
        started_source: "2026".into(),
        ended_at: None,
        class: "AMB".into(),
        kind: "Check-up".into(),
        reason: None,
        office: None,
    };
    let id = roll::put_visit(&mut tx, &visit, &[]).await.unwrap();
    let mut report = crate::results::report(member, "r", NOW);
    report.visit = Some(id);
    store::results::insert_report(&mut tx, &report)
        .await
        .unwrap();
    roll::forget_visit(&mut tx, id).await.unwrap();
    assert!(
        roll::visits(&mut tx, member, None, 9)
            .await
            .unwrap()
            .is_empty()
    );
    let now = store::results::report(&mut tx, report.id, member)
        .await
        .unwrap();
    assert_eq!(now.unwrap().visit, None);
    assert!(
        roll::forget_visit(&mut tx, id).await.is_err(),
        "there is none"
    );
}

async fn what_is_told_reaches_another_process(db: Db) {
    let other = db.again().await;
    let mut listener = other.listen().await.unwrap();
    let mut tx = db.store.write().await.unwrap();
    live::tell(&mut tx, "record one").await.unwrap();
    live::tell(&mut tx, "record two").await.unwrap();
    tx.commit().await.unwrap();
    let mut told = Vec::new();
    if let Some(listener) = &mut listener {
        assert_eq!(db.engine, Engine::Postgres);
        for _ in 0..2 {
            let next = tokio::time::timeout(Duration::from_secs(5), listener.next());
            told.extend(next.await.unwrap().unwrap());
        }
    } else {
        let mut tx = other.read().await.unwrap();
        let found = live::since(&mut tx, 0, 9).await.unwrap();
        assert_eq!(live::last(&mut tx).await.unwrap(), found[1].0);
        told.extend(found.into_iter().map(|(_, told)| told));
        tx.rollback().await.unwrap();
    }
    assert_eq!(told, ["record one", "record two"]);
    drop(listener);
    other.close().await;
}

async fn what_was_heard_is_forgotten_and_the_numbers_go_on(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    assert_eq!(live::last(&mut tx).await.unwrap(), 0);
    for n in 0..5 {
        live::tell(&mut tx, &format!("record {n}")).await.unwrap();
    }
    let first = live::since(&mut tx, 0, 2).await.unwrap();
    assert_eq!(first.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(live::forget(&mut tx, 5).await.unwrap(), 4);
    assert_eq!(live::since(&mut tx, 4, 9).await.unwrap().len(), 1);
    live::tell(&mut tx, "record 5").await.unwrap();
    assert_eq!(
        live::last(&mut tx).await.unwrap(),
        6,
        "no number comes twice"
    );
}
