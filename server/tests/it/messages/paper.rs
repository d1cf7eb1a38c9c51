//! A conversation as a file: whose it is, what leaves with it, what stands in it (MSG-4).

use domain::ids::ConversationId;
use domain::services::CareRelationship;
use domain::time::minutes;
use testkit::{Person, World};

use super::{Letter, audit, receive, reply_fields, unread, unread_letter};
use crate::paper::{bytes, words};

#[tokio::test]
async fn msg_4_a_conversation_leaves_as_an_attachment_and_tells_nothing_by_its_name() {
    let (world, member, mut browser) = World::with_member().await;
    let id = unread_letter(&world, member, "Your blood count").await;
    let page = browser.get(&format!("/messages/{id}")).await;
    let link = format!("href=\"/messages/{id}/pdf\"");
    let tag = page
        .text
        .split('<')
        .find(|tag| tag.contains(&link))
        .unwrap();
    // With `download` a page that says what went wrong would be saved in the file's place.
    assert!(
        tag.contains("rel=\"external\"") && !tag.contains("download="),
        "{tag}"
    );
    let (status, headers, pdf) = bytes(&world, &browser, &format!("/messages/{id}/pdf")).await;
    assert_eq!(status, 200);
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(
        header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "no-store");
    let name = header("content-disposition");
    assert!(
        name.starts_with("attachment; filename=\"conversation-20"),
        "{name}"
    );
    assert!(
        !name.contains("blood") && !name.contains("Whitlock"),
        "{name}"
    );
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let words = words(&pdf);
    for part in [
        "Your blood count",
        "With Ana Whitlock",
        "Please drink more water.",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    // Downloading is looking, and it is not reading.
    assert_eq!(unread(&world, member).await, 1);
    let done = format!("download_conversation {id} done");
    assert!(audit(&world, member).await.contains(&done));
}

#[tokio::test]
async fn all_of_a_conversation_is_there_the_oldest_first() {
    let (world, member, mut browser) = World::with_member().await;
    let id = unread_letter(&world, member, "Long talk").await;
    let mut held = Default::default();
    for n in 0..60 {
        world.clock.turn_to(world.clock.now() + minutes(3));
        let page = browser.get(&format!("/messages/{id}")).await;
        let text = format!("Answer number {n:02}.");
        let fields = reply_fields(&page, &text, &mut held);
        assert_eq!(browser.submit("messages/reply", &fields).await.status, 200);
    }
    let (_, _, pdf) = bytes(&world, &browser, &format!("/messages/{id}/pdf")).await;
    let words = words(&pdf);
    assert!(words.contains("61 messages"), "{words}");
    let mut at = words.find("Please drink more water.").unwrap();
    for n in 0..60 {
        let text = format!("Answer number {n:02}.");
        at += words[at..]
            .find(&text)
            .unwrap_or_else(|| panic!("{text} in {words}"));
    }
}

#[tokio::test]
async fn acc_3_no_file_of_another_and_none_of_nothing() {
    let world = World::new().await;
    let (me, mine) = world.signed_on(&Person::default()).await;
    let other = Person::another();
    let theirs = world.on_the_roll(&other).await;
    let id = unread_letter(&world, theirs, "Private").await;
    let random = ConversationId::new(world.clock.now(), [9; 10]);
    for asked in [id.to_string(), random.to_string(), "nonsense".into()] {
        let (status, headers, body) = bytes(&world, &mine, &format!("/messages/{asked}/pdf")).await;
        assert_eq!(status, 404, "{asked}");
        assert_eq!(headers["content-type"], "text/html; charset=utf-8");
        assert!(headers.get("content-disposition").is_none());
        assert!(String::from_utf8_lossy(&body).contains("There is no such page"));
    }
    let refused = format!("download_conversation {id} refused");
    assert!(audit(&world, me).await.contains(&refused));
}

#[tokio::test]
async fn acc_1_who_may_not_have_it_is_led_to_what_says_why() {
    let world = World::new().await;
    let elsewhere = Person {
        relationship: CareRelationship::Elsewhere,
        ..Person::default()
    };
    let (member, mut browser) = world.signed_on(&elsewhere).await;
    let id = unread_letter(&world, member, "Kept").await;
    let answer = browser.get(&format!("/messages/{id}/pdf")).await;
    assert_eq!((answer.status, answer.location()), (303, Some("/messages")));
    let answer = world.visitor().get(&format!("/messages/{id}/pdf")).await;
    assert_eq!((answer.status, answer.location()), (303, Some("/sign-on")));
}

#[tokio::test]
async fn after_coverage_what_was_can_be_downloaded_and_in_spanish() {
    let world = World::new().await;
    let ended = Person {
        relationship: CareRelationship::Ended,
        ..Person::default()
    };
    let (member, mut browser) = world.signed_on(&ended).await;
    let from = world.clinicians().await[0];
    let letter = Letter {
        body: "Beba más agua. 👍".into(),
        ..Letter::new("Análisis", world.clock.now())
    };
    let id = receive(&world, member, from, letter).await;
    browser.language = "es".into();
    let (status, headers, pdf) = bytes(&world, &browser, &format!("/messages/{id}/pdf")).await;
    assert_eq!(status, 200);
    let name = headers["content-disposition"].to_str().unwrap();
    assert!(
        name.starts_with("attachment; filename=\"conversacion-20"),
        "{name}"
    );
    let words = words(&pdf);
    for part in ["Análisis", "Beba más agua. 👍", "Página 1 de 1"] {
        assert!(words.contains(part), "{part}: {words}");
    }
}
