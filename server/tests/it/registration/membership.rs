//! Step 1: who is matched, and what is told to whom (REG-1).

use std::time::{Duration, Instant};

use domain::time::minutes;
use service::Limits;
use testkit::{Choices, Person, World};

use super::journey::{Journey, begun, marias, membership_fields};
use super::strict;
use crate::timing::assert_alike;

#[tokio::test]
async fn spaces_accents_and_hyphens_do_not_matter() {
    let world = World::new().await;
    let person = Person {
        given: "Ana María",
        family: "O’Neil-Vega",
        ..marias()
    };
    world.on_the_roll(&person).await;
    let mut at = Journey::start(&world);
    let names = [
        ("first_name", "  ana  MARIA "),
        ("last_name", "O'NEIL VEGA"),
        ("mrn", "1234-5671"),
    ];
    let page = at.membership(&names).await;
    assert_eq!(at.browser.at, "/register/terms", "{}", page.words());
}

#[tokio::test]
async fn a_typing_error_in_the_number_is_told_as_one_and_what_was_typed_is_kept() {
    let (_world, mut at) = begun().await;
    let page = at.membership(&[("mrn", "1234 5617")]).await;
    assert!(
        page.words()
            .contains("There is a typing error in your medical record number")
    );
    assert_eq!(page.value_of("mrn").as_deref(), Some("1234 5617"));
    assert_eq!(page.value_of("first_name").as_deref(), Some("Maria"));
    assert_eq!(page.value_of("birth_year").as_deref(), Some("1984"));
    assert!(page.has("role=\"alert\"") && page.has("aria-invalid=\"true\""));
    // Also without the flash in the address: the draft holds it.
    let page = at.browser.get("/register/membership").await;
    assert_eq!(page.value_of("mrn").as_deref(), Some("1234 5617"));
}

#[tokio::test]
async fn reg_1_no_match_is_one_text_whatever_was_wrong() {
    let world = World::new().await;
    world.on_the_roll(&marias()).await;
    world
        .account(&Person {
            mrn: "76543216",
            user_id: "other.one",
            given: "Otto",
            ..marias()
        })
        .await;
    let classes: [&[(&str, &str)]; 6] = [
        &[("mrn", "00000013")],
        &[("birth_year", "1985")],
        &[("first_name", "Mario")],
        &[("last_name", "Santo")],
        // Registered already, but not all four facts are right.
        &[("mrn", "76543216"), ("birth_day", "10")],
        &[("mrn", "76543216"), ("first_name", "Otta")],
    ];
    let mut answers = Vec::new();
    for changes in classes {
        let mut at = Journey::start(&world);
        let page = at.membership(changes).await;
        let said = page.words();
        assert!(
            said.contains("We could not find a member with these details"),
            "{said}"
        );
        assert!(!said.contains("registered already"));
        answers.push((
            page.status,
            page.text.matches("aria-invalid=\"true\"").count(),
            said.len(),
        ));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn reg_1_no_match_takes_one_time_whatever_was_wrong() {
    let limits = Limits {
        failed_matches_per_network: i64::MAX,
        ..Limits::default()
    };
    let world = World::with(Choices {
        limits,
        ..Choices::default()
    })
    .await;
    world.on_the_roll(&marias()).await;
    let registered = Person {
        mrn: "76543216",
        user_id: "other.one",
        ..marias()
    };
    world.account(&registered).await;
    let classes: [(&str, &[(&str, &str)]); 4] = [
        ("no such number", &[("mrn", "00000013")]),
        ("another birth date", &[("birth_day", "10")]),
        ("another name", &[("first_name", "Mario")]),
        ("registered", &[("mrn", "76543216"), ("birth_day", "10")]),
    ];
    assert_alike(
        classes.map(|(name, _)| name),
        // A fiftieth of what Z6 allows. Less is what the processor makes of the order of requests.
        Duration::from_micros(100),
        async |class, _| {
            let fields = membership_fields(classes[class].1);
            let mut browser = world.visitor();
            let began = Instant::now();
            let page = browser.post("registration/membership", &fields).await;
            let took = began.elapsed();
            assert_eq!(page.status, 303);
            assert!(page.location().unwrap().contains("flash="));
            took
        },
    )
    .await;
}

#[tokio::test]
async fn reg_1_only_a_full_match_is_told_what_is_so() {
    let world = World::new().await;
    world.account(&marias()).await;
    let child = Person {
        mrn: "76543216",
        birth_date: "2010-05-01",
        given: "Lena",
        ..marias()
    };
    world.on_the_roll(&child).await;
    let dead = Person {
        mrn: "00000013",
        died: true,
        given: "Pablo",
        ..marias()
    };
    world.on_the_roll(&dead).await;
    let mut at = Journey::start(&world);
    let page = at.membership(&[]).await;
    assert!(page.words().contains("You are registered already"));
    let facts = [
        ("first_name", "Lena"),
        ("mrn", "76543216"),
        ("birth_month", "5"),
        ("birth_day", "1"),
        ("birth_year", "2010"),
    ];
    let page = at.membership(&facts).await;
    assert!(page.words().contains("You are younger than 18"));
    let page = at
        .membership(&[("first_name", "Pablo"), ("mrn", "00000013")])
        .await;
    assert!(page.words().contains("Please call member services"));
    // None of them goes on.
    assert_eq!(at.browser.get("/register/terms").await.status, 409);
}

/// The birthday itself is the first day on which a member registers.
#[tokio::test]
async fn eighteen_on_the_day_registers() {
    let world = World::new().await;
    let person = Person {
        birth_date: "2008-11-02",
        ..marias()
    };
    world.on_the_roll(&person).await;
    let mut at = Journey::start(&world);
    let born = [
        ("birth_month", "11"),
        ("birth_day", "2"),
        ("birth_year", "2008"),
    ];
    at.membership(&born).await;
    assert_eq!(at.browser.at, "/register/terms");
}

#[tokio::test]
async fn five_failed_matches_close_step_1_to_their_network_for_thirty_minutes() {
    let world = strict().await;
    world.on_the_roll(&marias()).await;
    for n in 1..=5 {
        let mut at = Journey::start(&world);
        let page = at.membership(&[("birth_year", "1985")]).await;
        assert_eq!(
            page.words().contains("Wait 30 minutes"),
            n == 5,
            "{n}: {}",
            page.words()
        );
    }
    let mut at = Journey::start(&world);
    assert!(at.membership(&[]).await.words().contains("Wait 30 minutes"));
    // Another network goes on; this one does after half an hour.
    let mut elsewhere = Journey::start(&world);
    elsewhere.browser = elsewhere.browser.clone().from_address([127, 0, 0, 9]);
    elsewhere.membership(&[]).await;
    assert_eq!(elsewhere.browser.at, "/register/terms");
    world.clock.turn_to(world.clock.now() + minutes(31));
    at.membership(&[]).await;
    assert_eq!(at.browser.at, "/register/terms");
}
