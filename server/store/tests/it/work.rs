//! Jobs: once, though many look for them.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::ids::JobId;
use domain::time::{Timestamp, minutes};
use store::job::{self, Leased, NewJob};
use store::{Store, StoreError};

use crate::world::{Db, NOW, bytes, write};

crate::cases! {
    BOTH: avl_8_work_is_planned_once, avl_8_a_lease_is_never_held_twice,
        f13_a_worker_that_slept_cannot_finish, avl_8_a_lost_lease_is_taken_up_again,
        work_is_leased_when_due_and_in_order, done_work_is_forgotten_in_time;
}

fn work(key: &str, due_at: Timestamp) -> NewJob {
    NewJob {
        id: JobId::new(NOW, bytes()),
        kind: "sweep".into(),
        unique_key: key.into(),
        payload: "{}".into(),
        due_at,
    }
}

async fn plan(store: &Store, job: NewJob) -> bool {
    write(store, move |tx| {
        let job = job.clone();
        Box::pin(async move { job::plan(tx, &job).await })
    })
    .await
    .unwrap()
}

async fn lease(store: &Store, now: Timestamp, limit: u32) -> Vec<Leased> {
    write(store, move |tx| {
        Box::pin(job::lease(tx, now, now + minutes(1), limit))
    })
    .await
    .unwrap()
}

async fn finish(store: &Store, job: &Leased, now: Timestamp) -> bool {
    let job = job.clone();
    write(store, move |tx| {
        let job = job.clone();
        Box::pin(async move { job::finish(tx, &job, now).await })
    })
    .await
    .unwrap()
}

async fn avl_8_work_is_planned_once(db: Db) {
    assert!(plan(&db.store, work("sweep 1", NOW)).await);
    assert!(!plan(&db.store, work("sweep 1", NOW)).await);
    let leased = lease(&db.store, NOW, 10).await;
    assert_eq!(leased.len(), 1);
    assert!(finish(&db.store, &leased[0], NOW).await);
    // Still not: it was done.
    assert!(!plan(&db.store, work("sweep 1", NOW)).await);
    assert!(lease(&db.store, NOW + minutes(60), 10).await.is_empty());
}

async fn avl_8_a_lease_is_never_held_twice(db: Db) {
    for number in 0..120 {
        assert!(plan(&db.store, work(&format!("{number}"), NOW)).await);
    }
    let hosts = [db.store.clone(), db.again().await];
    let workers: Vec<_> = (0..4)
        .map(|worker| {
            let store = hosts[worker % 2].clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let leased = lease(&store, NOW, 7).await;
                    if leased.is_empty() {
                        return mine;
                    }
                    for job in leased {
                        assert!(finish(&store, &job, NOW).await, "the lease is ours");
                        mine.push(job.unique_key);
                    }
                }
            })
        })
        .collect();
    let mut done = BTreeMap::<String, u32>::new();
    for worker in workers {
        for key in worker.await.unwrap() {
            *done.entry(key).or_default() += 1;
        }
    }
    hosts[1].close().await;
    // SKIP LOCKED may leave a worker empty-handed while another still holds the last rows.
    for job in lease(&db.store, NOW, 200).await {
        *done.entry(job.unique_key).or_default() += 1;
    }
    assert_eq!(done.len(), 120);
    assert!(done.values().all(|&times| times == 1), "{done:?}");
}

async fn f13_a_worker_that_slept_cannot_finish(db: Db) {
    plan(&db.store, work("a", NOW)).await;
    let slept = lease(&db.store, NOW, 1).await.remove(0);
    let later = NOW + minutes(2);
    let took_over = lease(&db.store, later, 1).await.remove(0);
    assert_eq!((slept.fence, took_over.fence), (1, 2));
    assert!(!finish(&db.store, &slept, later).await);
    let mut tx = db.store.write().await.unwrap();
    assert!(!job::postpone(&mut tx, &slept, later).await.unwrap());
    drop(tx);
    assert!(finish(&db.store, &took_over, later).await);
    assert!(!finish(&db.store, &took_over, later).await, "once");
}

async fn avl_8_a_lost_lease_is_taken_up_again(db: Db) {
    plan(&db.store, work("a", NOW)).await;
    assert_eq!(lease(&db.store, NOW, 1).await.len(), 1);
    let almost = NOW + minutes(1) - Duration::from_micros(1);
    assert!(lease(&db.store, almost, 1).await.is_empty());
    let again = lease(&db.store, NOW + minutes(1), 1).await;
    assert_eq!(again[0].attempts, 2);
    let mut tx = db.store.write().await.unwrap();
    assert!(
        job::postpone(&mut tx, &again[0], NOW + minutes(30))
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
    assert!(lease(&db.store, NOW + minutes(29), 1).await.is_empty());
    assert_eq!(lease(&db.store, NOW + minutes(30), 1).await.len(), 1);
}

async fn work_is_leased_when_due_and_in_order(db: Db) {
    plan(&db.store, work("third", NOW + minutes(3))).await;
    plan(&db.store, work("first", NOW + minutes(1))).await;
    plan(&db.store, work("second", NOW + minutes(2))).await;
    assert!(lease(&db.store, NOW, 9).await.is_empty());
    let keys = |jobs: Vec<Leased>| {
        jobs.into_iter()
            .map(|job| job.unique_key)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys(lease(&db.store, NOW + minutes(2), 9).await),
        ["first", "second"]
    );
    assert_eq!(keys(lease(&db.store, NOW + minutes(9), 1).await), ["first"]);
}

async fn done_work_is_forgotten_in_time(db: Db) {
    plan(&db.store, work("done", NOW)).await;
    plan(&db.store, work("open", NOW)).await;
    let leased = lease(&db.store, NOW, 2).await;
    let done = leased.iter().find(|job| job.unique_key == "done").unwrap();
    assert!(finish(&db.store, done, NOW).await);
    let swept: Result<u64, StoreError> =
        write(&db.store, |tx| Box::pin(job::sweep(tx, NOW - minutes(1)))).await;
    assert_eq!(swept.unwrap(), 0);
    assert_eq!(
        write(&db.store, |tx| Box::pin(job::sweep(tx, NOW)))
            .await
            .unwrap(),
        1
    );
    assert!(!plan(&db.store, work("open", NOW)).await, "open work stays");
}
