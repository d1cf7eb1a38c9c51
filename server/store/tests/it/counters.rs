//! Counters that count exactly, and flashes that end.

use std::time::Duration;

use domain::time::{Timestamp, minutes};
use store::flash::{self, Kept};
use store::tally;

use crate::world::{Db, NOW, write};

crate::cases! {
    BOTH: aut_2_a_tally_counts_exactly_from_many_hosts_at_once, aut_2_a_tally_survives_a_restart,
        aut_2_a_window_begins_anew_when_it_ends, aut_2_a_success_wipes_out_the_tries,
        a_flash_is_for_its_own_visitor_and_ends, sweeping_takes_only_what_has_ended;
}

async fn count(store: &store::Store, key: &'static str, now: Timestamp) -> i64 {
    write(store, move |tx| {
        Box::pin(tally::add(tx, key, minutes(10), now))
    })
    .await
    .unwrap()
}

async fn aut_2_a_tally_counts_exactly_from_many_hosts_at_once(db: Db) {
    let hosts = [db.store.clone(), db.again().await];
    let tasks: Vec<_> = (0..40)
        .map(|task| {
            let store = hosts[task % 2].clone();
            tokio::spawn(async move {
                let mut seen = Vec::new();
                for _ in 0..5 {
                    seen.push(count(&store, "failures", NOW).await);
                }
                seen
            })
        })
        .collect();
    let mut seen = Vec::new();
    for task in tasks {
        seen.extend(task.await.unwrap());
    }
    // Not only the sum: every count was handed out once, so there is one sixth failure.
    seen.sort_unstable();
    assert_eq!(seen, (1..=200).collect::<Vec<i64>>());
    hosts[1].close().await;
}

async fn aut_2_a_tally_survives_a_restart(db: Db) {
    for expected in 1..=3 {
        let store = db.again().await;
        assert_eq!(count(&store, "failures", NOW).await, expected);
        store.close().await;
    }
}

async fn aut_2_a_window_begins_anew_when_it_ends(db: Db) {
    assert_eq!(count(&db.store, "a", NOW).await, 1);
    // A later count does not lengthen the window.
    assert_eq!(count(&db.store, "a", NOW + minutes(9)).await, 2);
    let just_before = NOW + minutes(10) - Duration::from_micros(1);
    assert_eq!(count(&db.store, "a", just_before).await, 3);
    let mut tx = db.store.read().await.unwrap();
    let tally = tally::get(&mut tx, "a", just_before)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((tally.total, tally.resets_at), (3, NOW + minutes(10)));
    assert_eq!(
        tally::get(&mut tx, "a", NOW + minutes(10)).await.unwrap(),
        None
    );
    drop(tx);
    assert_eq!(count(&db.store, "a", NOW + minutes(10)).await, 1);
    assert_eq!(count(&db.store, "b", NOW + minutes(10)).await, 1);
}

async fn aut_2_a_success_wipes_out_the_tries(db: Db) {
    count(&db.store, "a", NOW).await;
    count(&db.store, "b", NOW).await;
    write(&db.store, |tx| Box::pin(tally::reset(tx, "a")))
        .await
        .unwrap();
    assert_eq!(count(&db.store, "a", NOW).await, 1);
    assert_eq!(count(&db.store, "b", NOW).await, 2);
}

async fn a_flash_is_for_its_own_visitor_and_ends(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let kept = Kept {
        endpoint: "session/sign-on".into(),
        payload: "{\"é\":1}".into(),
    };
    flash::keep(&mut tx, "hash", "visitor", &kept, NOW + minutes(5))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.store.read().await.unwrap();
    // Twice: a reload shows the same page.
    for _ in 0..2 {
        assert!(flash::find(&mut tx, "hash", "visitor", NOW).await.unwrap() == Some(kept.clone()));
    }
    assert!(
        flash::find(&mut tx, "hash", "another", NOW)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        flash::find(&mut tx, "other", "visitor", NOW)
            .await
            .unwrap()
            .is_none()
    );
    let later = NOW + minutes(5);
    assert!(
        flash::find(&mut tx, "hash", "visitor", later)
            .await
            .unwrap()
            .is_none()
    );
}

async fn sweeping_takes_only_what_has_ended(db: Db) {
    count(&db.store, "old", NOW - minutes(10)).await;
    count(&db.store, "new", NOW).await;
    let mut tx = db.store.write().await.unwrap();
    assert_eq!(tally::sweep(&mut tx, NOW).await.unwrap(), 1);
    assert!(tally::get(&mut tx, "new", NOW).await.unwrap().is_some());
    let kept = Kept {
        endpoint: String::new(),
        payload: String::new(),
    };
    flash::keep(&mut tx, "old", "v", &kept, NOW).await.unwrap();
    flash::keep(&mut tx, "new", "v", &kept, NOW + minutes(1))
        .await
        .unwrap();
    assert_eq!(flash::sweep(&mut tx, NOW).await.unwrap(), 1);
    assert!(
        flash::find(&mut tx, "new", "v", NOW)
            .await
            .unwrap()
            .is_some()
    );
}
