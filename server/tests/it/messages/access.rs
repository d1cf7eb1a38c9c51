//! Who sees what: text as text (MSG-1), their own (ACC-3), while the service is open.

use domain::ids::ConversationId;
use domain::services::CareRelationship;
use testkit::{Page, Person, World};

use super::{Letter, receive, reply_fields, sent, unread, unread_letter, write_to};
use crate::neighbours::{assert_far_apart, neighbours, uuid};

/// Texts that would do something if they were ever taken for more than text.
const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</textarea><script>alert(3)</script>",
    "</title><svg onload=alert(4)>",
    "\"><img src=x onerror=alert(5)>",
    "' onfocus=alert(6) autofocus='",
    "<!--<script>alert(7)--></script>",
    "<a href=\"javascript:alert(8)\">x</a>",
    "{{7*7}} ${7*7} #{7*7}",
    "&lt;b&gt; &amp;amp;",
    "]]><x/>",
    "<style>body{display:none}</style>",
    "<iframe srcdoc='<script>alert(9)</script>'></iframe>",
    "\u{202e}evil",
];

#[tokio::test]
async fn msg_1_what_people_write_is_text_in_every_view() {
    let (world, member, mut browser) = World::with_member().await;
    let from = world.clinicians().await[0];
    for payload in PAYLOADS {
        let page = write_to(&mut browser, "support", payload, payload).await;
        assert_eq!(page.status, 200, "{payload}");
        text_only(&page, payload, "a conversation");
        let letter = Letter {
            subject: payload,
            body: (*payload).into(),
            ..Letter::new("", world.clock.now())
        };
        let id = receive(&world, member, from, letter).await;
        text_only(
            &browser.get(&format!("/messages/{id}")).await,
            payload,
            "a letter",
        );
        text_only(&browser.get("/home").await, payload, "home");
        // A form that comes back with what was typed.
        let page = write_to(&mut browser, "", payload, payload).await;
        text_only(&page, payload, "the form");
        let held = page.value_of("subject").unwrap();
        assert_eq!(held, *payload, "the field holds it as typed");
    }
    for list in ["/messages", "/messages/sent"] {
        let page = browser.get(list).await;
        for payload in PAYLOADS {
            text_only(&page, payload, list);
            assert!(page.has(&escaped(payload)), "{list}: {payload}");
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn text_only(page: &Page, payload: &str, place: &str) {
    if payload.contains('<') {
        assert!(!page.has(payload), "{place} holds {payload} as markup");
    }
    for call in [
        "<script>alert",
        "<svg onload",
        "<img src=x",
        "<iframe srcdoc",
        "<style>body",
    ] {
        assert!(!page.has(call), "{place}: {call}");
    }
}

#[tokio::test]
async fn acc_3_what_is_not_yours_and_what_is_not_there_answer_alike() {
    let world = World::new().await;
    let (_, mut mine) = world.signed_on(&Person::default()).await;
    let other = Person::another();
    let (theirs, mut their_browser) = world.signed_on(&other).await;
    let id = unread_letter(&world, theirs, "Private").await;
    let random = ConversationId::new(world.clock.now(), [9; 10]);
    let foreign = mine.get(&format!("/messages/{id}")).await;
    let missing = mine.get(&format!("/messages/{random}")).await;
    assert_eq!((foreign.status, missing.status), (404, 404));
    assert_eq!(foreign.words(), missing.words());
    assert!(!foreign.has("Private"));
    // The forms: the same, and nothing changes.
    let page = their_browser.get(&format!("/messages/{id}")).await;
    let mut held = Default::default();
    let fields = reply_fields(&page, "Not mine", &mut held);
    assert_eq!(mine.post("messages/reply", &fields).await.status, 404);
    let messages = page.value_of("messages").unwrap();
    let id_text = id.to_string();
    let fields = [("conversation", id_text.as_str()), ("messages", &messages)];
    assert_eq!(mine.post("messages/mark-read", &fields).await.status, 404);
    assert_eq!(unread(&world, theirs).await, 1);
    assert!(sent(&world, theirs).await.is_empty());
}

/// Whoever knows ids of their own guesses none of another's: they are not numbered, and their
/// neighbours answer like nothing.
#[tokio::test]
async fn acc_4_neighbours_of_ones_own_messages_are_none() {
    let (world, member, mut mine) = World::with_member().await;
    let other = Person::another();
    let theirs = world.on_the_roll(&other).await;
    let from = world.clinicians().await[0];
    let mut ids = Vec::new();
    for _ in 0..20 {
        for whose in [member, theirs] {
            let letter = Letter::new("At the same time", world.clock.now());
            ids.push(receive(&world, whose, from, letter).await.0.as_u128());
        }
    }
    assert_far_apart(&ids);
    let own = ids[0];
    let page = mine.get(&format!("/messages/{}", uuid(own))).await;
    assert_eq!(page.status, 200);
    let messages = page.value_of("messages").unwrap();
    let nothing = mine.get(&format!("/messages/{}", uuid(u128::MAX))).await;
    for id in neighbours(own) {
        let page = mine.get(&format!("/messages/{}", uuid(id))).await;
        assert_eq!((page.status, page.words()), (404, nothing.words()));
    }
    for id in neighbours(own).into_iter().step_by(10) {
        let id = uuid(id);
        let fields = [("conversation", id.as_str()), ("messages", &messages)];
        assert_eq!(mine.post("messages/mark-read", &fields).await.status, 404);
    }
    assert_eq!(unread(&world, member).await, 20);
}

#[tokio::test]
async fn acc_12_a_list_carries_no_more_than_it_shows() {
    let (world, member, mut browser) = World::with_member().await;
    let id = unread_letter(&world, member, "Listed").await;
    let page = browser.get("/messages").await;
    for secret in [
        "Please drink more water",
        "12345674",
        "1984-03-09",
        &member.to_string(),
        "Alder Lane",
    ] {
        assert!(!page.has(secret), "the Inbox holds {secret}");
    }
    let page = browser.get(&format!("/messages/{id}")).await;
    for secret in [
        "12345674",
        "1984-03-09",
        &member.to_string(),
        "clinician-0",
        "receives_messages",
    ] {
        assert!(!page.has(secret), "the conversation holds {secret}");
    }
}

#[tokio::test]
async fn without_messaging_the_page_says_why_and_nothing_is_taken() {
    let world = World::new().await;
    let elsewhere = Person {
        relationship: CareRelationship::Elsewhere,
        ..Person::default()
    };
    let (member, mut browser) = world.signed_on(&elsewhere).await;
    for path in ["/messages", "/messages/new", "/messages/sent"] {
        assert_eq!(browser.get(path).await.status, 403, "{path}");
    }
    let key = "0".repeat(32);
    let fields = [
        ("to", "support"),
        ("subject", "a"),
        ("message", "b"),
        ("send_key", &key),
    ];
    assert_eq!(browser.post("messages/send", &fields).await.status, 403);
    assert!(sent(&world, member).await.is_empty());
}

#[tokio::test]
async fn after_coverage_what_was_can_be_read_and_nothing_written() {
    let world = World::new().await;
    let ended = Person {
        relationship: CareRelationship::Ended,
        ..Person::default()
    };
    let (member, mut browser) = world.signed_on(&ended).await;
    let id = unread_letter(&world, member, "From before").await;
    let page = browser.get("/messages").await;
    assert!(page.words().contains("From before") && page.words().contains("coverage has ended"));
    assert!(!page.words().contains("Contact Care Team"));
    let page = browser.get(&format!("/messages/{id}")).await;
    assert!(
        page.words().contains("Please drink more water.") && page.words().contains("Mark as read")
    );
    assert!(page.words().contains("You cannot reply here") && !page.has("name=\"send_key\""));
    let key = "0".repeat(32);
    let fields = [
        ("to", "support"),
        ("subject", "a"),
        ("message", "b"),
        ("send_key", &key),
    ];
    assert_eq!(browser.post("messages/send", &fields).await.status, 403);
    let id = id.to_string();
    let fields = [
        ("conversation", id.as_str()),
        ("message", "b"),
        ("send_key", &key),
    ];
    let page = browser.submit("messages/reply", &fields).await;
    assert!(
        page.words().contains("You cannot reply here"),
        "{}",
        page.words()
    );
    assert!(sent(&world, member).await.is_empty());
}
