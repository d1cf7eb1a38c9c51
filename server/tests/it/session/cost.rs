//! What a sign-on costs the host, and tells whoever holds a watch (AUT-3, AUT-5).

use std::time::{Duration, Instant};

use axum::http::header;
use service::hashing::Cost;
use testkit::{Choices, Person, World};

use super::{WRONG, sign_on};
use crate::registration::journey::{count_of, marias};

/// The chance that a sample of one class is larger than one of another: 0.5 when the time
/// tells nothing.
fn auc(ones: &[Duration], others: &[Duration]) -> f64 {
    let mut wins = 0.0;
    for one in ones {
        for other in others {
            wins += match one.cmp(other) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "some hundred samples")]
    let pairs = (ones.len() * others.len()) as f64;
    wins / pairs
}

fn median(samples: &[Duration]) -> Duration {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}

/// Known, unknown and locked cost the same. Three hundred interleaved samples a class; they
/// pass when the order tells nothing or the medians are within five milliseconds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn aut_3_known_unknown_and_locked_cost_the_same() {
    const SAMPLES: u32 = 300;
    let cost = Cost {
        memory_kib: 1024,
        passes: 1,
    };
    let world = World::with(Choices {
        hash_cost: cost,
        ..Choices::default()
    })
    .await;
    for n in 0..SAMPLES / 4 + 1 {
        let mrn = domain::mrn::Mrn::from_serial(n).as_str().to_owned();
        let user_id = format!("known.{n:04}");
        world
            .account(&Person {
                mrn: mrn.leak(),
                user_id: user_id.leak(),
                ..marias()
            })
            .await;
    }
    world.account(&marias()).await;
    for _ in 0..5 {
        sign_on(&mut world.visitor(), "maria.santos", WRONG).await;
    }
    let mut classes: [Vec<Duration>; 3] = Default::default();
    for n in 0..SAMPLES {
        // Four tries an account: none of them locks.
        let ids = [
            format!("known.{:04}", n / 4),
            format!("ghost.{:04}", n / 4),
            "maria.santos".into(),
        ];
        for (id, samples) in ids.iter().zip(&mut classes) {
            let mut browser = world.visitor();
            let began = Instant::now();
            let fields = [("id", id.as_str()), ("password", WRONG)];
            let page = browser.post("session/sign-on", &fields).await;
            samples.push(began.elapsed());
            assert_eq!(page.status, 303);
        }
    }
    for (a, b) in [(0, 1), (0, 2), (1, 2)] {
        let area = auc(&classes[a], &classes[b]);
        let (one, other) = (median(&classes[a]), median(&classes[b]));
        let gap = one.abs_diff(other);
        assert!(
            (0.45..=0.55).contains(&area) || gap < Duration::from_millis(5),
            "classes {a} and {b}: AUC {area:.3}, medians {one:?} and {other:?}"
        );
    }
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
