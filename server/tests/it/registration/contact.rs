//! Step 3: the user ID, the address and its code (REG-3, REG-4).

use domain::time::minutes;
use testkit::{Person, World};

use super::journey::{Journey, SECRETS, begun, marias};

#[tokio::test]
async fn reg_3_nothing_is_there_before_the_code_and_a_foreign_address_gets_no_health_data() {
    let (world, mut at) = begun().await;
    at.membership(&[]).await;
    at.terms().await;
    at.user_id("maria.santos", "stranger@elsewhere.example")
        .await;
    let mails = world.outbox().await;
    assert_eq!(mails.len(), 1);
    for word in ["Maria", "Santos", "1234", "Whitlock", "1984", "Cedar Park"] {
        assert!(!mails[0].body.clone().unwrap().contains(word), "{word}");
    }
    // The steps after it are closed, and there is nothing to sign on to.
    assert_eq!(at.browser.get("/register/secure").await.status, 409);
    let fields = SECRETS.map(|(name, value)| (name, value));
    assert_eq!(
        at.browser
            .post("registration/password", &fields)
            .await
            .status,
        409
    );
    let sign_on = [("id", "maria.santos"), ("password", SECRETS[0].1)];
    at.browser.get("/sign-on").await;
    let page = at.browser.submit("session/sign-on", &sign_on).await;
    assert!(page.words().contains("do not fit together"));
}

#[tokio::test]
async fn reg_4_the_address_on_file_is_told() {
    let (world, mut at) = begun().await;
    at.reach_password(&world, "maria.santos").await;
    at.secrets(&[]).await;
    let mails = world.outbox().await;
    let told = mails.last().unwrap();
    assert_eq!(told.to, "maria.santos@mail.example");
    assert!(told.body.clone().unwrap().contains("If this was not you"));
}

#[tokio::test]
async fn the_code_has_five_tries_three_resends_and_fifteen_minutes() {
    let (world, mut at) = begun().await;
    at.membership(&[]).await;
    at.terms().await;
    at.user_id("maria.santos", "maria@new.example").await;
    let first = world.newest_code().await;
    let wrong = if first == "000000" {
        "000001"
    } else {
        "000000"
    };
    for n in 1..=5 {
        let page = at.code(wrong).await;
        assert_eq!(page.words().contains("tried five times"), n == 5, "{n}");
    }
    assert!(at.code(&first).await.words().contains("tried five times"));
    for _ in 0..3 {
        let page = at.browser.submit("registration/resend", &[]).await;
        assert!(
            page.words().contains("We sent a new code"),
            "{}",
            page.words()
        );
    }
    let page = at.browser.submit("registration/resend", &[]).await;
    assert!(page.words().contains("No more codes can be sent"));
    assert_eq!(world.outbox().await.len(), 4);
    assert!(
        at.code(&first)
            .await
            .words()
            .contains("not the code we sent last")
    );
    world.clock.turn_to(world.clock.now() + minutes(16));
    let newest = world.newest_code().await;
    assert!(
        at.code(&newest)
            .await
            .words()
            .contains("older than 15 minutes")
    );
}

#[tokio::test]
async fn a_taken_user_id_is_told_with_three_free_ones() {
    let world = World::new().await;
    world
        .account(&Person {
            mrn: "76543216",
            user_id: "maria.santos",
            ..marias()
        })
        .await;
    world.on_the_roll(&marias()).await;
    let mut at = Journey::start(&world);
    at.membership(&[]).await;
    at.terms().await;
    let page = at.user_id("MARIA.Santos", "m@new.example").await;
    let said = page.words();
    assert!(said.contains("Someone has this user ID already"), "{said}");
    let free = said.split("These are free: ").nth(1).unwrap();
    let free: Vec<String> = free
        .split_whitespace()
        .take(3)
        .map(|id| id.trim_end_matches(',').to_owned())
        .collect();
    for id in &free {
        let page = at.user_id(id, "m@new.example").await;
        assert!(
            page.words().contains("Confirmation code"),
            "{id}: {}",
            page.words()
        );
    }
    let page = at.user_id("1234-5671", "m@new.example").await;
    assert!(page.words().contains("cannot be a medical record number"));
}
