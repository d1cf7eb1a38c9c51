//! The outbox: at least once, under one message id, and dead letters stay visible.

use domain::ids::OutboxId;
use domain::time::minutes;
use store::outbox::{self, Kind, NewPost, State};

use crate::world::{Db, NOW, bytes, write};

crate::cases! {
    BOTH: avl_7_a_post_is_leased_sent_and_listed, avl_7_a_failed_post_is_tried_again_then_dead,
        avl_7_a_message_id_is_used_once, avl_7_many_senders_take_each_post_once,
        avl_7_no_post_without_its_change, the_outbox_is_read_a_page_at_a_time;
}

fn post(kind: Kind, number: u32) -> NewPost {
    NewPost {
        id: OutboxId::new(NOW, bytes()),
        kind,
        recipient: "maria@larkhaven.example".into(),
        subject: "Your code".into(),
        body: "Line one\n\n123456\n".into(),
        created_at: NOW + std::time::Duration::from_secs(u64::from(number)),
        due_at: NOW,
        message_id: format!("<{number}@larkhaven.example>"),
    }
}

async fn queue(db: &Db, posts: Vec<NewPost>) {
    let mut tx = db.store.write().await.unwrap();
    for post in &posts {
        outbox::queue(&mut tx, post).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn avl_7_a_post_is_leased_sent_and_listed(db: Db) {
    queue(&db, vec![post(Kind::Mail, 1), post(Kind::Letter, 2)]).await;
    let mut tx = db.store.write().await.unwrap();
    assert_eq!(outbox::oldest_waiting(&mut tx).await.unwrap(), Some(NOW));
    let mails = outbox::lease(&mut tx, Kind::Mail, NOW, NOW + minutes(1), 9)
        .await
        .unwrap();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].body, "Line one\n\n123456\n");
    assert!(outbox::sent(&mut tx, &mails[0], NOW).await.unwrap());
    assert!(
        !outbox::sent(&mut tx, &mails[0], NOW).await.unwrap(),
        "once"
    );
    let listed = outbox::list(&mut tx, None, 10).await.unwrap();
    let states: Vec<_> = listed
        .iter()
        .map(|post| (post.kind, post.state, post.sent_at))
        .collect();
    assert_eq!(
        states,
        [
            (Kind::Mail, State::Sent, Some(NOW)),
            (Kind::Letter, State::Queued, None)
        ]
    );
    tx.commit().await.unwrap();
}

async fn avl_7_a_failed_post_is_tried_again_then_dead(db: Db) {
    queue(&db, vec![post(Kind::Mail, 1)]).await;
    let mut tx = db.store.write().await.unwrap();
    let first = outbox::lease(&mut tx, Kind::Mail, NOW, NOW + minutes(1), 9)
        .await
        .unwrap();
    let next = NOW + minutes(2);
    assert!(outbox::failed(&mut tx, &first[0], next).await.unwrap());
    let none = outbox::lease(&mut tx, Kind::Mail, NOW + minutes(1), next, 9)
        .await
        .unwrap();
    assert!(none.is_empty());
    let second = outbox::lease(&mut tx, Kind::Mail, next, next + minutes(1), 9)
        .await
        .unwrap();
    assert_eq!(
        (second[0].attempts, &second[0].message_id),
        (2, &first[0].message_id)
    );
    // The first sender comes back late.
    assert!(!outbox::sent(&mut tx, &first[0], next).await.unwrap());
    assert!(outbox::dead(&mut tx, &second[0]).await.unwrap());
    let much_later = NOW + minutes(1_000);
    let none = outbox::lease(&mut tx, Kind::Mail, much_later, much_later, 9)
        .await
        .unwrap();
    assert!(none.is_empty());
    assert_eq!(
        outbox::list(&mut tx, None, 9).await.unwrap()[0].state,
        State::Dead
    );
    assert_eq!(outbox::oldest_waiting(&mut tx).await.unwrap(), None);
}

async fn avl_7_a_message_id_is_used_once(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    outbox::queue(&mut tx, &post(Kind::Mail, 1)).await.unwrap();
    let error = outbox::queue(&mut tx, &post(Kind::Mail, 1))
        .await
        .unwrap_err();
    assert!(
        error.is_unique_violation_of("outbox", &["message_id"]),
        "{error}"
    );
}

async fn avl_7_many_senders_take_each_post_once(db: Db) {
    queue(
        &db,
        (0..100).map(|number| post(Kind::Mail, number)).collect(),
    )
    .await;
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let store = db.store.clone();
            tokio::spawn(async move {
                let mut sent = Vec::new();
                for _ in 0..40 {
                    let until = NOW + minutes(1);
                    let leased = write(&store, move |tx| {
                        Box::pin(outbox::lease(tx, Kind::Mail, NOW, until, 5))
                    })
                    .await
                    .unwrap();
                    sent.extend(leased.into_iter().map(|post| post.message_id));
                }
                sent
            })
        })
        .collect();
    let mut sent = Vec::new();
    for sender in senders {
        sent.extend(sender.await.unwrap());
    }
    sent.sort_unstable();
    let all = sent.len();
    sent.dedup();
    assert_eq!((sent.len(), all), (100, 100));
}

async fn avl_7_no_post_without_its_change(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    outbox::queue(&mut tx, &post(Kind::Mail, 1)).await.unwrap();
    tx.rollback().await.unwrap();
    let mut tx = db.store.read().await.unwrap();
    assert!(outbox::list(&mut tx, None, 9).await.unwrap().is_empty());
}

async fn the_outbox_is_read_a_page_at_a_time(db: Db) {
    let mut posts: Vec<_> = (0..7).map(|number| post(Kind::Mail, number / 3)).collect();
    for (number, post) in posts.iter_mut().enumerate() {
        post.message_id = format!("<{number}>");
    }
    queue(&db, posts).await;
    let mut tx = db.store.read().await.unwrap();
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = outbox::list(&mut tx, after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.created_at, last.id));
        ids.extend(page.iter().map(|post| (post.created_at, post.id)));
    }
    assert_eq!(ids.len(), 7);
    assert!(ids.is_sorted());
}
