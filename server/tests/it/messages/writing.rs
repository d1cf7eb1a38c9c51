//! Contact Care Team and Reply.

use std::time::Duration;

use domain::ids::MessageId;
use domain::time::{days, minutes};
use store::messages::{Author, NewMessage};
use testkit::World;

use super::{Letter, audit, filled, receive, reply_fields, sent, write_to};

#[tokio::test]
async fn a_message_is_sent_and_can_be_read_at_once() {
    let (world, member, mut browser) = World::with_member().await;
    let page = browser.get("/messages/new").await;
    let words = page.words();
    for word in [
        "911",
        "988",
        "Nurse line",
        "two business days",
        "your personal physician",
    ] {
        assert!(words.contains(word), "{word}: {words}");
    }
    let send = page
        .text
        .split("<button")
        .find(|tag| tag.contains(">Send"))
        .unwrap();
    assert!(
        !send.split('>').next().unwrap().contains("disabled"),
        "{send}"
    );
    let to = world.clinicians().await[0].to_string();
    let page = write_to(
        &mut browser,
        &to,
        "My knee",
        "It hurts.\r\n\r\nSince Sunday.",
    )
    .await;
    assert_eq!(page.status, 200);
    assert!(page.has("It hurts.\n\nSince Sunday."));
    assert!(page.words().contains("Your message was sent"));
    assert!(
        audit(&world, member)
            .await
            .iter()
            .any(|row| row.starts_with("send_message"))
    );
    let page = browser.get("/messages/sent").await;
    assert!(page.words().contains("My knee") && page.words().contains("To Ana Whitlock"));
    assert!(!browser.get("/messages").await.words().contains("My knee"));
}

#[tokio::test]
async fn everyone_of_ones_care_can_be_written_to_and_nobody_else() {
    let (world, member, mut browser) = World::with_member().await;
    let clinicians = world.clinicians().await;
    let words = browser.get("/messages/new").await.words();
    assert!(
        words.contains("Ana Whitlock (Family medicine), your personal physician"),
        "{words}"
    );
    assert!(
        words.contains("Bennett Okafor (Family medicine), saw you on April 16, 2026"),
        "{words}"
    );
    assert!(words.contains("Devon Marsh (Family medicine), on the team of your medical office"));
    assert!(words.contains("Member services, not about your health"));
    assert!(
        !words.contains("Elena Petrov"),
        "no part in this member's care"
    );
    for stranger in [
        clinicians[4].to_string(),
        member.to_string(),
        "everyone".into(),
    ] {
        let page = write_to(&mut browser, &stranger, "Hello", "There").await;
        assert!(
            page.words().contains("This person cannot be written to"),
            "{stranger}"
        );
    }
    assert!(sent(&world, member).await.is_empty());
    let page = write_to(&mut browser, "support", "The page", "It is blue.").await;
    assert!(
        page.words().contains("With Website & app support"),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let (world, member, mut browser) = World::with_member().await;
    let page = write_to(&mut browser, "", "Kept \"as\" <typed>", " \r\n\t").await;
    assert_eq!(page.status, 200);
    let words = page.words();
    assert!(words.contains("Choose who you write to") && words.contains("Write a message"));
    assert!(!words.contains("Write a subject"));
    assert_eq!(
        page.value_of("subject").as_deref(),
        Some("Kept \"as\" <typed>")
    );
    assert!(page.has("aria-invalid=\"true\"") && page.has("role=\"alert\""));
    let long = "é".repeat(10_003);
    let page = write_to(&mut browser, "support", &"s".repeat(121), &long).await;
    let words = page.words();
    assert!(
        words.contains("The subject is 1 character too long"),
        "{words}"
    );
    assert!(
        words.contains("The message is 3 characters too long"),
        "{words}"
    );
    assert!(page.has(&long), "a text that is too long is not lost");
    browser.language = "es".into();
    let page = write_to(&mut browser, "support", "", "Hola").await;
    assert!(
        page.words().contains("Escriba un asunto"),
        "{}",
        page.words()
    );
    assert!(sent(&world, member).await.is_empty());
}

#[tokio::test]
async fn a_form_that_no_page_of_ours_made_is_a_bad_request() {
    let (world, member, mut browser) = World::with_member().await;
    let fields = [("to", "support"), ("subject", "a"), ("message", "b")];
    assert_eq!(browser.post("messages/send", &fields).await.status, 400);
    let fields = [("conversation", "x"), ("message", "b"), ("send_key", "0")];
    assert_eq!(browser.post("messages/reply", &fields).await.status, 400);
    let fields = [("conversation", "x"), ("messages", "y")];
    assert_eq!(
        browser.post("messages/mark-read", &fields).await.status,
        400
    );
    assert!(sent(&world, member).await.is_empty());
}

#[tokio::test]
async fn msg_8_a_hundred_sends_of_one_form_are_one_message() {
    let (world, member, mut browser) = World::with_member().await;
    let page = browser.get("/messages/new").await;
    let key = page.value_of("send_key").unwrap();
    let sends: Vec<_> = (0..100)
        .map(|_| {
            let (mut browser, key) = (browser.clone(), key.clone());
            tokio::spawn(async move {
                let fields = [
                    ("to", "support"),
                    ("subject", "Once"),
                    ("message", "Please"),
                    ("send_key", &key),
                ];
                let page = browser.post("messages/send", &fields).await;
                (page.status, page.location().map(str::to_owned))
            })
        })
        .collect();
    let mut places = std::collections::BTreeSet::new();
    for one in sends {
        let (status, place) = one.await.unwrap();
        assert_eq!(status, 303);
        places.insert(place.unwrap());
    }
    assert_eq!(places.len(), 1, "{places:?}");
    let rows = sent(&world, member).await;
    assert_eq!((rows.len(), rows[0].messages), (1, 1));
    let sends = audit(&world, member).await;
    assert_eq!(
        sends
            .iter()
            .filter(|row| row.starts_with("send_message"))
            .count(),
        1
    );
}

#[tokio::test]
async fn msg_8_back_and_send_again_is_the_same_message_and_another_text_is_asked_about() {
    let (world, member, mut browser) = World::with_member().await;
    let page = browser.get("/messages/new").await;
    let mut key = String::new();
    let fields = filled(&page, "support", "Twice", "The same", &mut key);
    browser.submit("messages/send", &fields).await;
    // Another rendering of the form, the same text.
    write_to(&mut browser, "support", "Twice", "The same").await;
    assert_eq!(sent(&world, member).await.len(), 1);
    // The same rendering, another text: not lost, and not sent without a word.
    let mut other = fields;
    other[3].1 = "Something else";
    browser.at = "/messages/new".into();
    let page = browser.submit("messages/send", &other).await;
    assert!(
        page.words().contains("another text was already sent"),
        "{}",
        page.words()
    );
    assert!(page.has("Something else"));
    assert_eq!(sent(&world, member).await.len(), 1);
    let key = page.value_of("send_key").unwrap();
    other[4].1 = &key;
    browser.submit("messages/send", &other).await;
    assert_eq!(sent(&world, member).await.len(), 2);
    // Later, the same words are a new message.
    world.clock.turn_to(world.clock.now() + minutes(3));
    write_to(&mut browser, "support", "Twice", "The same").await;
    assert_eq!(sent(&world, member).await.len(), 3);
}

#[tokio::test]
async fn a_reply_is_taken_for_thirty_days_to_the_second() {
    let (world, member, mut browser) = World::with_member().await;
    let from = world.clinicians().await[0];
    let closes = world.clock.now() + minutes(5);
    let open = receive(&world, member, from, Letter::new("Open", closes - days(30))).await;
    let path = format!("/messages/{open}");
    world.clock.turn_to(closes - Duration::from_secs(2));
    let page = browser.get(&path).await;
    assert!(
        page.words().contains("You can reply until"),
        "{}",
        page.words()
    );
    assert!(page.has("name=\"message\""));
    let mut held = Default::default();
    let fields = reply_fields(&page, "Just too late", &mut held);

    world.clock.turn_to(closes);
    let page = browser.submit("messages/reply", &fields).await;
    assert_eq!(page.status, 200);
    let words = page.words();
    assert!(
        words.contains("You cannot reply here") && words.contains("30 days"),
        "{words}"
    );
    assert!(
        words.contains("was not sent") && words.contains("Just too late"),
        "{words}"
    );
    assert!(
        page.has(&format!("/messages/new?to={from}")),
        "a new message is offered"
    );
    assert!(sent(&world, member).await.is_empty());
    let refused = format!("send_message {open} refused");
    assert!(audit(&world, member).await.contains(&refused));
    assert!(!browser.get(&path).await.has("name=\"message\""));

    world.clock.turn_to(closes - Duration::from_secs(1));
    let page = browser.submit("messages/reply", &fields).await;
    assert!(page.words().contains("Just too late"), "{}", page.words());
    assert_eq!(sent(&world, member).await.len(), 1);
    // The reply is the newest message now: another thirty days.
    world.clock.turn_to(closes + minutes(5));
    assert!(
        browser
            .get(&path)
            .await
            .words()
            .contains("You can reply until")
    );
}

#[tokio::test]
async fn a_message_without_reply_says_why_and_a_sent_reply_stays_sent() {
    let (world, member, mut browser) = World::with_member().await;
    let from = world.clinicians().await[0];
    let now = world.clock.now();
    let letter = Letter {
        no_reply: true,
        ..Letter::new("Covering", now - minutes(9))
    };
    let id = receive(&world, member, from, letter).await;
    let page = browser.get(&format!("/messages/{id}")).await;
    let words = page.words();
    assert!(words.contains("You cannot reply here"), "{words}");
    assert!(words.contains("standing in for a colleague"), "{words}");
    assert!(!page.has("name=\"message\""));
    // A reply that was stored answers its retry, even when the conversation has closed since.
    let id = receive(&world, member, from, Letter::new("Open", now - minutes(9))).await;
    let page = browser.get(&format!("/messages/{id}")).await;
    let mut held = Default::default();
    let fields = reply_fields(&page, "Thank you", &mut held);
    assert_eq!(browser.submit("messages/reply", &fields).await.status, 200);
    world
        .request()
        .write(move |cx| {
            Box::pin(async move {
                let (now, bytes) = cx.id_seed()?;
                let message = NewMessage {
                    id: MessageId::new(now, bytes),
                    conversation: id,
                    member,
                    author: Author::Practitioner(from),
                    body: "For a colleague".into(),
                    sent_at: now,
                    no_reply: true,
                    read_at: None,
                    send_key: None,
                };
                Ok(store::messages::append(&mut cx.tx, &message).await?)
            })
        })
        .await
        .unwrap();
    let page = browser.submit("messages/reply", &fields).await;
    assert!(!page.words().contains("was not sent"), "{}", page.words());
    assert_eq!(sent(&world, member).await[0].messages, 3);
}
