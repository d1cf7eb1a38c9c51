//! Five failures lock (AUT-1, AUT-2), and one network has no endless tries.

use std::time::Duration;

use domain::session::LOCK;
use domain::time::minutes;
use service::Limits;
use testkit::{Choices, PASSWORD, World};

use super::{WRONG, is_locked, no_match, sign_on};
use crate::registration::journey::{count_of, marias};

#[tokio::test]
async fn aut_1_five_lock_and_the_sixth_fails_even_with_the_right_password() {
    let world = World::new().await;
    world.account(&marias()).await;
    let before = world.portal.hashing().verifications();
    let mut known = Vec::new();
    for n in 1..=5 {
        // Whichever ID is typed, it is one account.
        let id = if n % 2 == 0 {
            "maria.santos"
        } else {
            "1234 5671"
        };
        let mut browser = world.visitor();
        known.push(sign_on(&mut browser, id, WRONG).await);
    }
    let mut browser = world.visitor();
    known.push(sign_on(&mut browser, "maria.santos", PASSWORD).await);
    assert!(known[..4].iter().all(no_match));
    assert!(is_locked(&known[4]) && is_locked(&known[5]));
    assert_eq!(world.portal.hashing().verifications() - before, 5);
    // The audit trail: five failures, one lock, one refusal.
    assert_eq!(count_of(&world, "lock", "done").await, 1);
    assert_eq!(count_of(&world, "sign_on", "refused").await, 6);
    // A made-up name answers the same six times.
    for (n, known) in known.iter().enumerate() {
        let mut browser = world.visitor();
        let page = sign_on(&mut browser, "nobody.at.all", WRONG).await;
        assert_eq!(
            (is_locked(&page), no_match(&page)),
            (is_locked(known), no_match(known)),
            "{n}"
        );
        assert_eq!(page.status, known.status);
    }
    // Thirty minutes, flat.
    world
        .clock
        .turn_to(world.clock.now() + LOCK - Duration::from_secs(2));
    let mut browser = world.visitor();
    assert!(is_locked(
        &sign_on(&mut browser, "maria.santos", PASSWORD).await
    ));
    world
        .clock
        .turn_to(world.clock.now() + Duration::from_secs(3));
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    assert_eq!(browser.at, "/home");
}

#[tokio::test]
async fn aut_1_a_success_forgets_the_tries_before_it() {
    let world = World::new().await;
    world.account(&marias()).await;
    for _ in 0..3 {
        for _ in 0..4 {
            let mut browser = world.visitor();
            assert!(no_match(
                &sign_on(&mut browser, "maria.santos", WRONG).await
            ));
        }
        let mut browser = world.visitor();
        sign_on(&mut browser, "maria.santos", PASSWORD).await;
        assert_eq!(browser.at, "/home");
    }
}

#[tokio::test]
async fn failures_of_one_network_are_limited() {
    let limits = Limits {
        sign_on_failures_per_network: 6,
        ..Limits::default()
    };
    let world = World::with(Choices {
        limits,
        ..Choices::default()
    })
    .await;
    world.account(&marias()).await;
    let mut browser = world.visitor();
    for n in 0..6 {
        assert!(no_match(
            &sign_on(&mut browser, &format!("ghost.{n}"), WRONG).await
        ));
    }
    let fields = [("id", "maria.santos"), ("password", PASSWORD)];
    assert_eq!(browser.post("session/sign-on", &fields).await.status, 429);
    let mut elsewhere = world.visitor().from_address([127, 0, 0, 8]);
    sign_on(&mut elsewhere, "maria.santos", PASSWORD).await;
    assert_eq!(elsewhere.at, "/home");
    world.clock.turn_to(world.clock.now() + minutes(11));
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    assert_eq!(browser.at, "/home");
}
