//! Accounts, sessions, attempts and drafts.

use domain::ids::{AccountId, MemberId};
use domain::secret_questions::SecretQuestion;
use domain::session::{ATTEMPTS, Attempts, LOCK, Reservation};
use domain::time::{Timestamp, minutes};
use store::account::{self, Acceptance, NewAccount};
use store::session::{self, NewSession};
use store::{Store, StoreError, Tx, registration};

use crate::roll::insert as insert_member;
use crate::world::{Db, NOW, bytes, write};

crate::cases! {
    BOTH: aut_2_of_fifty_simultaneous_attempts_five_are_granted, aut_2_a_lock_survives_a_restart,
        an_account_is_found_by_user_id_and_number_and_made_once,
        ses_1_a_session_is_found_by_its_hash_and_never_moves_back,
        secret_answers_and_terms_are_kept, a_draft_is_kept_and_ends, what_is_old_is_swept;
}

/// Reserves one attempt, as sign-on does; answers whether it was granted.
async fn reserve(store: &Store, key: &'static str, now: Timestamp) -> bool {
    write(store, move |tx| {
        Box::pin(async move {
            session::lock_attempts(tx).await?;
            match session::attempts(tx, key).await?.reserve(now) {
                Reservation::Granted(next) => {
                    session::keep_attempts(tx, key, next, now).await?;
                    Ok(true)
                }
                Reservation::Locked(_) => Ok(false),
            }
        })
    })
    .await
    .unwrap()
}

async fn aut_2_of_fifty_simultaneous_attempts_five_are_granted(db: Db) {
    let hosts = [db.store.clone(), db.again().await];
    for key in ["one", "two", "three"] {
        let tasks: Vec<_> = (0..50)
            .map(|task| {
                let store = hosts[task % 2].clone();
                tokio::spawn(async move { reserve(&store, key, NOW).await })
            })
            .collect();
        let mut granted = 0;
        for task in tasks {
            granted += u32::from(task.await.unwrap());
        }
        assert_eq!(granted, ATTEMPTS, "{key}");
    }
    hosts[1].close().await;
}

async fn aut_2_a_lock_survives_a_restart(db: Db) {
    for _ in 0..ATTEMPTS {
        let store = db.again().await;
        assert!(reserve(&store, "known", NOW).await);
        store.close().await;
    }
    let store = db.again().await;
    assert!(!reserve(&store, "known", NOW + LOCK - minutes(1)).await);
    assert!(reserve(&store, "known", NOW + LOCK).await);
    write(&store, |tx| Box::pin(session::forget_attempts(tx, "known")))
        .await
        .unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(
        session::attempts(&mut tx, "known").await.unwrap(),
        Attempts::default()
    );
    tx.rollback().await.unwrap();
    store.close().await;
}

fn account(member: MemberId, user_id: &str) -> NewAccount {
    NewAccount {
        id: AccountId::new(NOW, bytes()),
        member,
        user_id: user_id.into(),
        user_id_key: user_id.to_lowercase(),
        email: Some("maria@new.example".into()),
        email_confirmed_at: Some(NOW),
        password_hash: "$argon2id$".into(),
        created_at: NOW,
    }
}

async fn registered(tx: &mut Tx, mrn: &str, user_id: &str) -> Result<NewAccount, StoreError> {
    let account = account(insert_member(tx, mrn).await?, user_id);
    assert!(account::insert(tx, &account).await?);
    Ok(account)
}

async fn an_account_is_found_by_user_id_and_number_and_made_once(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let made = registered(&mut tx, "12345671", "Maria.Santos")
        .await
        .unwrap();
    let by_id = account::by_user_id(&mut tx, "maria.santos")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (by_id.id, by_id.user_id.as_str()),
        (made.id, "Maria.Santos")
    );
    assert_eq!(
        account::by_mrn(&mut tx, "12345671")
            .await
            .unwrap()
            .unwrap()
            .id,
        made.id
    );
    assert_eq!(
        account::by_member(&mut tx, made.member)
            .await
            .unwrap()
            .unwrap()
            .id,
        made.id
    );
    assert!(
        account::by_user_id(&mut tx, "Maria.Santos")
            .await
            .unwrap()
            .is_none()
    );
    // The same user ID in other letters, and a second account of the same member: no.
    let other = insert_member(&mut tx, "00000013").await.unwrap();
    assert!(
        !account::insert(&mut tx, &account(other, "MARIA.santos"))
            .await
            .unwrap()
    );
    assert!(
        !account::insert(&mut tx, &account(made.member, "another.one"))
            .await
            .unwrap()
    );
    account::signed_on(&mut tx, made.id, NOW).await.unwrap();
    let seen = account::by_member(&mut tx, made.member)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.last_sign_on_at, Some(NOW));
    assert!(
        account::rehashed(&mut tx, made.id, "$argon2id$", "newer")
            .await
            .unwrap()
    );
    assert!(
        !account::rehashed(&mut tx, made.id, "$argon2id$", "later")
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();
}

async fn ses_1_a_session_is_found_by_its_hash_and_never_moves_back(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let made = registered(&mut tx, "12345671", "maria.santos")
        .await
        .unwrap();
    let new = |hash: &str| NewSession {
        token_hash: hash.into(),
        account: made.id,
        created_at: NOW,
        previous_sign_on_at: None,
        device: "Firefox on Linux".into(),
        network: "127.0.0.1".into(),
        terms_due: hash == "a",
    };
    session::insert(&mut tx, &new("a")).await.unwrap();
    session::insert(&mut tx, &new("b")).await.unwrap();
    session::touch(&mut tx, "a", NOW + minutes(2))
        .await
        .unwrap();
    session::touch(&mut tx, "a", NOW + minutes(1))
        .await
        .unwrap();
    session::touch(&mut tx, "gone", NOW).await.unwrap();
    let found = session::find(&mut tx, "a").await.unwrap().unwrap();
    assert_eq!((found.member, found.account), (made.member, made.id));
    assert_eq!(
        (found.created_at, found.last_seen_at),
        (NOW, NOW + minutes(2))
    );
    assert_eq!(found.given, "María José");
    assert!(found.terms_due);
    session::terms_accepted(&mut tx, made.id).await.unwrap();
    let found = session::find(&mut tx, "a").await.unwrap().unwrap();
    assert!(!found.terms_due);
    assert!(session::end(&mut tx, "a").await.unwrap());
    assert!(!session::end(&mut tx, "a").await.unwrap());
    assert!(session::find(&mut tx, "a").await.unwrap().is_none());
    assert_eq!(session::end_all(&mut tx, made.id).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn secret_answers_and_terms_are_kept(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let made = registered(&mut tx, "12345671", "maria.santos")
        .await
        .unwrap();
    let answers = [
        (SecretQuestion::FirstPet, "hash 1".to_owned()),
        (SecretQuestion::FirstCar, "hash 2".to_owned()),
        (SecretQuestion::FirstJob, "hash 3".to_owned()),
    ];
    account::insert_answers(&mut tx, made.id, &answers)
        .await
        .unwrap();
    let kept = account::answers(&mut tx, made.id).await.unwrap();
    let kept: Vec<_> = kept
        .into_iter()
        .map(|row| (row.question, row.answer_hash))
        .collect();
    assert_eq!(kept, answers);
    let accepted = Acceptance {
        version: "2026-03",
        at: NOW,
        network: "127.0.0.1",
        visitor: "hash",
    };
    for version in ["2026-03", "2027-01"] {
        let found = account::has_accepted(&mut tx, made.id, version).await;
        assert!(!found.unwrap());
    }
    account::accept_terms(&mut tx, made.id, accepted)
        .await
        .unwrap();
    account::accept_terms(&mut tx, made.id, accepted)
        .await
        .unwrap();
    for (version, accepted) in [("2026-03", true), ("2027-01", false)] {
        let found = account::has_accepted(&mut tx, made.id, version).await;
        assert_eq!(found.unwrap(), accepted, "{version}");
    }
    tx.commit().await.unwrap();
}

async fn a_draft_is_kept_and_ends(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    registration::lock(&mut tx).await.unwrap();
    registration::put(&mut tx, "ticket", None, "{}", NOW)
        .await
        .unwrap();
    let member = insert_member(&mut tx, "12345671").await.unwrap();
    let later = NOW + minutes(5);
    registration::put(&mut tx, "ticket", Some(member), "{\"a\":1}", later)
        .await
        .unwrap();
    let kept = registration::find(&mut tx, "ticket", NOW)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (kept.draft.as_str(), kept.last_used_at),
        ("{\"a\":1}", later)
    );
    assert!(
        registration::find(&mut tx, "another", NOW)
            .await
            .unwrap()
            .is_none()
    );
    registration::touch(&mut tx, "ticket", NOW + minutes(9))
        .await
        .unwrap();
    assert!(
        registration::find(&mut tx, "ticket", NOW + minutes(9))
            .await
            .unwrap()
            .is_none()
    );
    assert!(registration::delete(&mut tx, "ticket").await.unwrap());
    assert!(!registration::delete(&mut tx, "ticket").await.unwrap());
    tx.commit().await.unwrap();
}

async fn what_is_old_is_swept(db: Db) {
    assert!(reserve(&db.store, "old", NOW).await);
    assert!(reserve(&db.store, "new", NOW + minutes(60)).await);
    let mut tx = db.store.write().await.unwrap();
    registration::put(&mut tx, "old", None, "{}", NOW)
        .await
        .unwrap();
    registration::put(&mut tx, "new", None, "{}", NOW + minutes(1))
        .await
        .unwrap();
    assert_eq!(registration::sweep(&mut tx, NOW).await.unwrap(), 1);
    assert_eq!(session::sweep(&mut tx, NOW + minutes(30)).await.unwrap(), 1);
    assert_eq!(session::attempts(&mut tx, "new").await.unwrap().count, 1);
    tx.commit().await.unwrap();
}
