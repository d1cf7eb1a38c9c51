//! The member ID card: on its page, as a file, and to whom it is open.

use domain::services::CareRelationship;
use testkit::{Person, World};

use crate::paper::{bytes, words};

#[tokio::test]
async fn the_card_is_on_its_page_and_home_leads_there() {
    let (_world, _, mut browser) = World::with_member().await;
    assert!(browser.get("/home").await.has("href=\"/id-card\""));
    let page = browser.get("/id-card").await;
    assert_eq!(page.status, 200);
    let shown = page.words();
    for part in [
        "Member ID card",
        "Maria Santos",
        "Medical record number",
        "1234 5671",
        "Personal physician",
        "Member services",
        "Download PDF",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(page.has("href=\"/id-card/pdf\""));
    browser.language = "es".into();
    let page = browser.get("/id-card").await;
    assert!(
        page.words()
            .contains("Tarjeta de identificación de miembro")
    );
}

#[tokio::test]
async fn acc_12_the_card_brings_no_more_of_the_roll_than_it_shows() {
    let (_world, member, mut browser) = World::with_member().await;
    let page = browser.get("/id-card").await;
    for secret in [
        "1984-03-09",
        "maria.santos@mail.example",
        "Alder Lane",
        "practitioner",
        &member.to_string(),
    ] {
        assert!(!page.has(secret), "the card's page holds {secret}");
    }
    // No other page holds the number.
    for path in ["/home", "/messages", "/medical-record"] {
        let page = browser.get(path).await;
        assert!(!page.has("12345671") && !page.has("1234 5671"), "{path}");
    }
}

#[tokio::test]
async fn msg_4_the_card_as_a_file() {
    let (world, member, browser) = World::with_member().await;
    let (status, headers, pdf) = bytes(&world, &browser, "/id-card/pdf").await;
    assert_eq!(status, 200);
    assert_eq!(headers["content-type"], "application/pdf");
    assert_eq!(
        headers["content-security-policy"],
        "sandbox; default-src 'none'"
    );
    let name = headers["content-disposition"].to_str().unwrap();
    assert!(
        name.starts_with("attachment; filename=\"member-id-card-20"),
        "{name}"
    );
    let shown = words(&pdf);
    for part in ["Maria Santos", "1234 5671", "Member services: 1-800"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let audit = crate::messages::audit(&world, member).await;
    assert!(
        audit.contains(&"download_id_card  done".into()),
        "{audit:?}"
    );
}

#[tokio::test]
async fn after_coverage_there_is_no_card_and_the_page_says_why() {
    let world = World::new().await;
    let ended = Person {
        relationship: CareRelationship::Ended,
        ..Person::default()
    };
    let (_, mut browser) = world.signed_on(&ended).await;
    let page = browser.get("/id-card").await;
    assert_eq!(page.status, 403);
    assert!(page.words().contains("Your coverage has ended."));
    assert!(!page.has("1234 5671") && !page.has("12345671"));
    let answer = browser.get("/id-card/pdf").await;
    assert_eq!((answer.status, answer.location()), (303, Some("/id-card")));
    let home = browser.get("/home").await;
    assert!(!home.has("href=\"/id-card\""));
    assert!(
        home.words()
            .contains("Member ID card: your coverage has ended.")
    );
}
