//! What a sign-on costs the host, and tells whoever holds a watch (AUT-3, AUT-5).

use std::time::{Duration, Instant};

use axum::http::header;
use domain::mrn::Mrn;
use service::Limits;
use service::hashing::Cost;
use testkit::{Choices, Person, World};

use super::{WRONG, sign_on};
use crate::registration::journey::{Journey, count_of, marias};
use crate::timing::assert_alike;

/// Whoever is known, unknown, locked, or has begun to register and not finished.
#[tokio::test]
async fn aut_3_known_unknown_locked_and_unconfirmed_cost_the_same() {
    let limits = Limits {
        sign_on_failures_per_network: i64::MAX,
        failed_matches_per_network: i64::MAX,
        registrations_per_network: i64::MAX,
        ..Limits::default()
    };
    let hash_cost = Cost {
        memory_kib: 1024,
        passes: 1,
    };
    let world = World::with(Choices {
        limits,
        hash_cost,
        ..Choices::default()
    })
    .await;
    world.account(&marias()).await;
    for _ in 0..5 {
        sign_on(&mut world.visitor(), "maria.santos", WRONG).await;
    }
    let classes = ["known", "unknown", "locked", "unconfirmed"];
    // A lock saves a row's change; a hash left out would save twice as much.
    let row = Duration::from_micros(400);
    assert_alike(classes, row, async |class, number| {
        // Four tries at an ID: none of them locks.
        let group = number / 4;
        let id = match class {
            2 => "maria.santos".to_owned(),
            _ => format!("{}.{group:04}", classes[class]),
        };
        if number.is_multiple_of(4) {
            match class {
                0 => drop(world.account(&numbered(group, 0, &id)).await),
                3 => begin_to_register(&world, &numbered(group, 1, &id)).await,
                _ => {}
            }
        }
        let mut browser = world.visitor();
        let fields = [("id", id.as_str()), ("password", WRONG)];
        let began = Instant::now();
        let page = browser.post("session/sign-on", &fields).await;
        let took = began.elapsed();
        assert_eq!(page.status, 303);
        took
    })
    .await;
}

/// One of many members; two of a group have different numbers.
fn numbered(group: usize, of_two: u32, user_id: &str) -> Person {
    let serial = 10 + 2 * u32::try_from(group).unwrap() + of_two;
    let mrn = Mrn::from_serial(serial).as_str().to_owned();
    Person {
        mrn: mrn.leak(),
        user_id: user_id.to_owned().leak(),
        ..marias()
    }
}

/// Up to the code, which is not entered.
async fn begin_to_register(world: &World, person: &Person) {
    world.on_the_roll(person).await;
    let mut at = Journey::start(world);
    at.membership(&[("mrn", person.mrn)]).await;
    at.terms().await;
    at.user_id(person.user_id, "maria@new.example").await;
    assert_eq!(at.browser.at, "/register/user-id/code");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn aut_5_a_flood_is_shed_and_other_pages_stay_fast() {
    let cost = Cost::CURRENT;
    let world = World::with(Choices {
        hash_cost: cost,
        ..Choices::default()
    })
    .await;
    let flood: Vec<_> = (0..200)
        .map(|n| {
            let mut browser = world.visitor();
            browser.scripts = true;
            tokio::spawn(async move {
                let id = format!("flood.{n:04}");
                let fields = [("id", id.as_str()), ("password", WRONG)];
                let page = browser.post("session/sign-on", &fields).await;
                (page.status, page.headers.get(header::RETRY_AFTER).cloned())
            })
        })
        .collect();
    let mut slowest = Duration::ZERO;
    for _ in 0..10 {
        let began = Instant::now();
        assert_eq!(world.visitor().get("/help").await.status, 200);
        slowest = slowest.max(began.elapsed());
    }
    let mut shed = 0;
    for request in flood {
        let (status, retry_after) = request.await.unwrap();
        assert!(matches!(status, 200 | 503), "{status}");
        if status == 503 {
            shed += 1;
            assert!(retry_after.is_some());
        }
    }
    assert!(shed > 0, "two hundred at once were all taken");
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    // A request that was shed is no attempt: nothing is locked by a flood of one name.
    assert_eq!(count_of(&world, "lock", "done").await, 0);
}
