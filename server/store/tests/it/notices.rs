//! Notices by e-mail: wishes, the address, and one notice until it is read.

use domain::ids::{AccountId, OutboxId};
use domain::notices::NoticeKind;
use domain::services::CareRelationship;
use domain::time::minutes;
use store::account::{self, NewAccount};
use store::messages::{self, Author};
use store::notices::{self, NewNotice};
use store::outbox::{self, Kind, NewPost};

use crate::messages::cast::{self, Cast};
use crate::world::{Db, NOW, bytes, write};

crate::cases! {
    BOTH: a_wish_is_kept_and_said_again, only_a_confirmed_address_is_told,
        a_notice_stands_until_it_is_read, acc_3_nobody_reads_anothers_notice,
        two_messages_at_once_make_one_notice, a_post_is_taken_back_while_nobody_has_it_in_hand;
}

const KIND: NoticeKind = NoticeKind::Messages;

fn notice(cast: &Cast, about: &str) -> NewNotice {
    NewNotice {
        kind: KIND,
        about: about.into(),
        member: cast.member,
        post: OutboxId::new(NOW, bytes()),
        told_at: NOW,
    }
}

async fn a_wish_is_kept_and_said_again(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let other = cast::cast(&mut tx, "2").await;
    assert_eq!(notices::wishes(&mut tx, cast.member).await.unwrap(), []);
    for (wanted, changed) in [(false, true), (false, false), (true, true), (true, false)] {
        let said = notices::wish(&mut tx, cast.member, KIND, wanted, NOW).await;
        assert_eq!(said.unwrap(), changed);
        let kept = notices::wishes(&mut tx, cast.member).await.unwrap();
        assert_eq!(kept, [(KIND, wanted)]);
    }
    assert_eq!(notices::wishes(&mut tx, other.member).await.unwrap(), []);
}

async fn only_a_confirmed_address_is_told(db: Db) {
    for (number, email, confirmed, told) in [
        ("1", Some("maria@mail.example"), true, true),
        ("2", Some("maria@mail.example"), false, false),
        ("3", None, false, false),
    ] {
        let mut tx = db.store.write().await.unwrap();
        let cast = cast::cast(&mut tx, number).await;
        assert!(
            notices::addressee(&mut tx, cast.member)
                .await
                .unwrap()
                .is_none()
        );
        let account = NewAccount {
            id: AccountId::new(NOW, bytes()),
            member: cast.member,
            user_id: format!("user.{number}"),
            user_id_key: format!("user.{number}"),
            email: email.map(Into::into),
            email_confirmed_at: confirmed.then_some(NOW),
            password_hash: "$".into(),
            created_at: NOW,
        };
        assert!(account::insert(&mut tx, &account).await.unwrap());
        let found = notices::addressee(&mut tx, cast.member).await.unwrap();
        assert_eq!(found.is_some(), told, "{number}");
        if let Some(found) = found {
            assert_eq!(Some(found.email.as_str()), email);
            assert_eq!(found.relationship, CareRelationship::MedicalOffice);
            assert_eq!(found.locale, None);
        }
        tx.commit().await.unwrap();
    }
}

async fn a_notice_stands_until_it_is_read(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let first = notice(&cast, "one");
    assert!(notices::tell(&mut tx, &first).await.unwrap());
    assert!(!notices::tell(&mut tx, &notice(&cast, "one")).await.unwrap());
    assert!(notices::tell(&mut tx, &notice(&cast, "two")).await.unwrap());
    let read = notices::read(&mut tx, cast.member, KIND, "one").await;
    assert_eq!(read.unwrap(), Some(first.post));
    let again = notices::read(&mut tx, cast.member, KIND, "one").await;
    assert_eq!(again.unwrap(), None);
    assert!(notices::tell(&mut tx, &notice(&cast, "one")).await.unwrap());
}

async fn acc_3_nobody_reads_anothers_notice(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let other = cast::cast(&mut tx, "2").await;
    assert!(notices::tell(&mut tx, &notice(&cast, "one")).await.unwrap());
    let read = notices::read(&mut tx, other.member, KIND, "one").await;
    assert_eq!(read.unwrap(), None);
    assert!(!notices::tell(&mut tx, &notice(&cast, "one")).await.unwrap());
}

/// Messages that come at the same time to a conversation: the notices meet in one row.
async fn two_messages_at_once_make_one_notice(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let with = domain::messages::Correspondent::Practitioner(cast.physician);
    let id = cast::open(&mut tx, cast.member, with, "My knee").await;
    tx.commit().await.unwrap();
    let author = Author::Practitioner(cast.physician);
    let writers: Vec<_> = (0..8)
        .map(|_| {
            let (store, member) = (db.store.clone(), cast.member);
            let new = NewNotice {
                about: id.to_string(),
                ..notice(&cast, "")
            };
            tokio::spawn(async move {
                write(&store, move |tx| {
                    let new = new.clone();
                    Box::pin(async move {
                        let message = cast::message(id, member, author, NOW);
                        assert!(messages::append(tx, &message).await?);
                        notices::tell(tx, &new).await
                    })
                })
                .await
                .unwrap()
            })
        })
        .collect();
    let mut told = 0;
    for writer in writers {
        told += u32::from(writer.await.unwrap());
    }
    assert_eq!(told, 1);
    let mut tx = db.store.read().await.unwrap();
    assert!(messages::is_unread(&mut tx, cast.member, id).await.unwrap());
    let row = messages::find(&mut tx, cast.member, id).await.unwrap();
    assert!(row.is_some());
}

async fn a_post_is_taken_back_while_nobody_has_it_in_hand(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let mut queue = Vec::new();
    for number in 0..3 {
        let id = OutboxId::new(NOW, bytes());
        let post = NewPost {
            id,
            kind: Kind::Mail,
            recipient: "maria@mail.example".into(),
            subject: "s".into(),
            body: "b".into(),
            created_at: NOW,
            due_at: NOW + minutes(number),
            message_id: id.to_string(),
        };
        outbox::queue(&mut tx, &post).await.unwrap();
        queue.push(id);
    }
    // The first is in a host's hand, then sent; the second waits; the third has failed once.
    let leased = outbox::lease(&mut tx, Kind::Mail, NOW, NOW + minutes(1), 1);
    let leased = leased.await.unwrap().remove(0);
    assert_eq!(leased.id, queue[0]);
    assert!(!outbox::take_back(&mut tx, queue[0], NOW).await.unwrap());
    assert!(outbox::sent(&mut tx, &leased, NOW).await.unwrap());
    let later = NOW + minutes(9);
    assert!(!outbox::take_back(&mut tx, queue[0], later).await.unwrap());
    assert!(outbox::take_back(&mut tx, queue[1], NOW).await.unwrap());
    assert!(!outbox::take_back(&mut tx, queue[1], NOW).await.unwrap());
    let leased = outbox::lease(&mut tx, Kind::Mail, later, later + minutes(1), 9);
    let leased = leased.await.unwrap().remove(0);
    assert_eq!(leased.id, queue[2]);
    assert!(
        outbox::failed(&mut tx, &leased, later + minutes(2))
            .await
            .unwrap()
    );
    assert!(outbox::take_back(&mut tx, queue[2], later).await.unwrap());
    let left = outbox::list(&mut tx, None, 9).await.unwrap();
    assert_eq!(
        left.iter().map(|post| post.id).collect::<Vec<_>>(),
        [queue[0]]
    );
}
