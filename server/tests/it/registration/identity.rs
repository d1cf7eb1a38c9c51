//! Step 4, first half: the identity questions (REG-2).

use domain::services::CareRelationship;
use testkit::{Person, World};

use super::journey::{FACTS, Journey, chosen, marias};
use super::{journey, strict};

#[tokio::test]
async fn reg_2_three_sets_of_two_tries_a_day_over_all_networks() {
    let world = strict().await;
    world.on_the_roll(&marias()).await;
    let mut evaluated = 0;
    for network in 1..=5_u8 {
        let mut at = Journey::start(&world);
        at.browser = at.browser.clone().from_address([127, 0, 1, network]);
        at.reach_questions(&world, &format!("maria.{network:03}"))
            .await;
        loop {
            let page = at.browser.get("/register/secure").await;
            if !page.has("data-question") {
                assert!(
                    page.words()
                        .contains("no more questions can be asked today")
                );
                break;
            }
            let page = at.questions(&page, false).await;
            assert_ne!(at.browser.at, "/register/secure/password");
            assert!(!page.words().contains("Secret question 1"));
            evaluated += 1;
            assert!(evaluated <= 6, "a seventh guess was evaluated");
        }
    }
    assert_eq!(evaluated, 6, "three sets of two tries");
    world
        .clock
        .turn_to(world.clock.now() + domain::time::days(1));
    let mut at = Journey::start(&world);
    at.reach_questions(&world, "maria.again").await;
    let page = at.browser.get("/register/secure").await;
    at.questions(&page, true).await;
    assert_eq!(at.browser.at, "/register/secure/password");
}

/// Fifty guesses of one visitor at the same time: two are compared, and no more.
#[tokio::test]
async fn reg_2_simultaneous_guesses_are_two() {
    let world = World::new().await;
    let member = world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.reach_questions(&world, "maria.santos").await;
    let page = at.browser.get("/register/secure").await;
    let wrong = chosen(&page, false);
    let guesses = (0..50).map(|_| {
        let (mut browser, wrong) = (at.browser.clone(), wrong.clone());
        tokio::spawn(async move {
            let fields: Vec<(&str, &str)> = wrong
                .iter()
                .map(|(k, v)| (k.as_str(), v.as_str()))
                .collect();
            browser.post("registration/questions", &fields).await.status
        })
    });
    for guess in guesses.collect::<Vec<_>>() {
        assert_eq!(guess.await.unwrap(), 303);
    }
    let key = format!("identity:{member}");
    let request = world.request();
    let sets = request
        .read(move |cx| {
            let key = key.clone();
            Box::pin(async move { Ok(store::tally::get(&mut cx.tx, &key, cx.now).await?) })
        })
        .await
        .unwrap()
        .map_or(0, |tally| tally.total);
    // Every two wrong answers are one set; the questions drawn anew are answered by the rest.
    assert!(sets <= 25, "{sets}");
    let asked: i64 = journey::count_of(&world, "answer_identity", "refused").await;
    assert!(asked <= sets * 2, "{asked} answers in {sets} sets");
}

/// Beginning again shows the same options: what stays would tell the truth.
#[tokio::test]
async fn decoys_stay_the_same_for_whoever_begins_again() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    let mut seen = std::collections::BTreeMap::new();
    for n in 0..6 {
        let mut at = Journey::start(&world);
        at.reach_questions(&world, &format!("maria.{n:03}")).await;
        let page = at.browser.get("/register/secure").await;
        for (kind, options) in journey::questions_on(&page) {
            assert_eq!(options.len(), 6);
            let truth = FACTS.iter().find(|(name, _)| *name == kind).unwrap().1;
            assert_eq!(
                options.iter().filter(|(_, text)| text == truth).count(),
                1,
                "{options:?}"
            );
            let before = seen.entry(kind).or_insert_with(|| options.clone());
            assert_eq!(*before, options);
        }
    }
}

#[tokio::test]
async fn a_record_of_too_few_facts_is_sent_to_the_support_line() {
    let world = World::new().await;
    let relationship = CareRelationship::NoPhysician;
    world
        .on_the_roll(&Person {
            facts: false,
            relationship,
            ..marias()
        })
        .await;
    let mut at = Journey::start(&world);
    at.reach_questions(&world, "maria.santos").await;
    let page = at.browser.get("/register/secure").await;
    assert!(!page.has("data-question"));
    assert!(page.words().contains("1-800-555-0110"), "{}", page.words());
    let page = at
        .browser
        .post("registration/questions", &[("street", "0")])
        .await;
    assert_eq!(page.status, 303);
    assert_eq!(
        at.browser.get("/register/secure/password").await.status,
        409
    );
}
