//! Messages: Inbox, Sent, a conversation, Contact Care Team, Reply.

use axum::body::Body;
use axum::http::Method;
use domain::ids::{ConversationId, MemberId, MessageId, PractitionerId};
use domain::messages::{Correspondent, Mailbox, Topic};
use domain::services::CareRelationship;
use domain::time::{Timestamp, days, minutes};
use std::time::Duration;
use store::messages::{Author, NewConversation, NewMessage};
use testkit::{Browser, Page, Person, World};

/// A message that a member receives.
struct Letter {
    subject: &'static str,
    body: String,
    sent_at: Timestamp,
    no_reply: bool,
}

impl Letter {
    fn new(subject: &'static str, sent_at: Timestamp) -> Self {
        Self {
            subject,
            body: "Please drink more water.".into(),
            sent_at,
            no_reply: false,
        }
    }
}

/// Puts a conversation into a member's Inbox.
async fn receive(
    world: &World,
    member: MemberId,
    from: PractitionerId,
    letter: Letter,
) -> ConversationId {
    let letter = std::sync::Arc::new(letter);
    world
        .request()
        .write(move |cx| {
            let letter = letter.clone();
            Box::pin(async move {
                let (now, bytes) = cx.id_seed()?;
                let id = ConversationId::new(now, bytes);
                let new = NewConversation {
                    id,
                    member,
                    with: Correspondent::Practitioner(from),
                    topic: Topic::General,
                    subject: letter.subject.into(),
                    created_at: letter.sent_at,
                };
                store::messages::open(&mut cx.tx, &new).await?;
                let (now, bytes) = cx.id_seed()?;
                let message = NewMessage {
                    id: MessageId::new(now, bytes),
                    conversation: id,
                    member,
                    author: Author::Practitioner(from),
                    body: letter.body.clone(),
                    sent_at: letter.sent_at,
                    no_reply: letter.no_reply,
                    read_at: None,
                    send_key: None,
                };
                store::messages::append(&mut cx.tx, &message).await?;
                Ok(id)
            })
        })
        .await
        .unwrap()
}

async fn unread(world: &World, member: MemberId) -> u32 {
    let request = world.request();
    let work = request.read(move |cx| {
        Box::pin(async move { Ok(store::messages::unread(&mut cx.tx, member).await?) })
    });
    work.await.unwrap()
}

async fn sent(world: &World, member: MemberId) -> Vec<store::messages::ListRow> {
    let request = world.request();
    let work = request.read(move |cx| {
        Box::pin(async move {
            Ok(store::messages::list(&mut cx.tx, member, Mailbox::Sent, None, 50).await?)
        })
    });
    work.await.unwrap()
}

/// What was done to a member's record, newest first: action, object, outcome.
async fn audit(world: &World, member: MemberId) -> Vec<String> {
    let request = world.request();
    let work = request.read(move |cx| {
        Box::pin(
            async move { Ok(store::audit::about_subject(&mut cx.tx, member, None, 500).await?) },
        )
    });
    let rows = work.await.unwrap();
    rows.iter()
        .map(|row| {
            let object = row.object.clone().unwrap_or_default();
            format!("{} {object} {}", row.action, row.outcome)
        })
        .collect()
}

/// The fields of the new message form as the page brings them, filled in.
fn filled<'f>(
    page: &Page,
    to: &'f str,
    subject: &'f str,
    message: &'f str,
    key: &'f mut String,
) -> [(&'f str, &'f str); 5] {
    *key = page.value_of("send_key").unwrap();
    [
        ("to", to),
        ("topic", "general"),
        ("subject", subject),
        ("message", message),
        ("send_key", key),
    ]
}

/// Opens Contact Care Team, fills it in and sends it; answers the conversation's page.
async fn write_to(browser: &mut Browser, to: &str, subject: &str, message: &str) -> Page {
    let page = browser.get("/messages/new").await;
    assert_eq!(page.status, 200);
    let mut key = String::new();
    browser
        .submit(
            "messages/send",
            &filled(&page, to, subject, message, &mut key),
        )
        .await
}

fn reply_fields<'f>(
    page: &Page,
    message: &'f str,
    held: &'f mut [String; 3],
) -> [(&'f str, &'f str); 4] {
    *held = ["conversation", "newest", "send_key"].map(|name| page.value_of(name).unwrap());
    let [conversation, newest, key] = held;
    [
        ("conversation", conversation),
        ("newest", newest),
        ("send_key", key),
        ("message", message),
    ]
}

#[tokio::test]
async fn the_inbox_names_what_came_and_what_is_unread() {
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
    let clinicians = world.clinicians().await;
    let now = world.clock.now();
    let id = receive(
        &world,
        member,
        clinicians[0],
        Letter::new("Your blood count", now),
    )
    .await;
    let page = browser.get("/messages").await;
    assert_eq!(page.status, 200);
    let words = page.words();
    for word in [
        "Inbox",
        "Contact Care Team",
        "Unread",
        "Your blood count",
        "Ana Whitlock",
    ] {
        assert!(words.contains(word), "{word}: {words}");
    }
    assert!(page.has(&format!("href=\"/messages/{id}\"")));
    let page = browser.get(&format!("/messages/{id}")).await;
    let words = page.words();
    for word in [
        "Please drink more water.",
        "You can reply until",
        "Mark as read",
        "PST",
    ] {
        assert!(words.contains(word), "{word}: {words}");
    }
    let title = page
        .text
        .split("<title>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    assert!(
        !title.contains("blood"),
        "no health information in the title: {title}"
    );
}

#[tokio::test]
async fn lists_are_paged_and_a_place_that_makes_no_sense_is_none() {
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
    let from = world.clinicians().await[0];
    for n in 0..103_u64 {
        let at = world.clock.now() - minutes(n / 2);
        receive(&world, member, from, Letter::new("One of many", at)).await;
    }
    let (mut seen, mut path, mut pages) =
        (std::collections::BTreeSet::new(), "/messages".to_owned(), 0);
    loop {
        let page = browser.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        pages += 1;
        for link in page.text.split("href=\"/messages/").skip(1) {
            let id = &link[..link.find('"').unwrap()];
            if id.len() == 36 {
                assert!(seen.insert(id.to_owned()), "twice: {id}");
            }
        }
        let Some(next) = page.text.split("href=\"/messages?after=").nth(1) else {
            break;
        };
        path = format!("/messages?after={}", &next[..next.find('"').unwrap()]);
    }
    assert_eq!((seen.len(), pages), (103, 3));
    for nonsense in [
        "/messages?after=x",
        "/messages?after=1.2",
        "/messages/nonsense",
    ] {
        assert_eq!(browser.get(nonsense).await.status, 404, "{nonsense}");
    }
}

#[tokio::test]
async fn a_message_is_sent_and_can_be_read_at_once() {
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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
async fn msg_8_a_hundred_sends_of_one_form_are_one_message() {
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
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

#[tokio::test]
async fn read_marks_are_made_by_the_button_and_by_a_reply() {
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
    let from = world.clinicians().await[0];
    let now = world.clock.now();
    let first = receive(&world, member, from, Letter::new("First", now - minutes(9))).await;
    let second = receive(
        &world,
        member,
        from,
        Letter::new("Second", now - minutes(8)),
    )
    .await;
    assert_eq!(unread(&world, member).await, 2);
    let page = browser.get(&format!("/messages/{first}")).await;
    let messages = page.value_of("messages").unwrap();
    let fields = [("conversation", first.to_string()), ("messages", messages)];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let page = browser.submit("messages/mark-read", &fields).await;
    assert_eq!(page.status, 200);
    assert!(
        page.has("Please drink more water."),
        "back on the conversation"
    );
    assert!(!page.words().contains("Mark as read"));
    assert_eq!(unread(&world, member).await, 1);
    let marks = |rows: Vec<String>| {
        rows.iter()
            .filter(|row| row.starts_with("read_message"))
            .count()
    };
    assert_eq!(marks(audit(&world, member).await), 1);
    browser.submit("messages/mark-read", &fields).await;
    assert_eq!(
        marks(audit(&world, member).await),
        1,
        "marking again changes nothing"
    );

    let page = browser.get(&format!("/messages/{second}")).await;
    let mut held = Default::default();
    browser
        .submit("messages/reply", &reply_fields(&page, "I will", &mut held))
        .await;
    assert_eq!(unread(&world, member).await, 0);
    assert_eq!(marks(audit(&world, member).await), 2);
}

#[tokio::test]
async fn ses_9_asking_for_a_page_marks_nothing() {
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
    let from = world.clinicians().await[0];
    let id = receive(
        &world,
        member,
        from,
        Letter::new("Unread", world.clock.now()),
    )
    .await;
    let path = format!("/messages/{id}");
    for _ in 0..3 {
        assert_eq!(browser.get(&path).await.status, 200);
    }
    browser.get("/messages").await;
    browser.get("/home").await;
    let head = browser
        .request(Method::HEAD, &path)
        .body(Body::empty())
        .unwrap();
    let head = browser.send(head).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(unread(&world, member).await, 1);
    let before = audit(&world, member).await;
    for asked in [
        "/home",
        "/messages",
        "/messages/sent",
        "/messages/new",
        path.as_str(),
    ] {
        let mut request = browser
            .request(Method::GET, asked)
            .body(Body::empty())
            .unwrap();
        request
            .headers_mut()
            .insert("sec-purpose", "prefetch;prerender".parse().unwrap());
        let page = browser.send(request).await;
        assert!(!page.has("Please drink more water."), "{asked}");
    }
    assert_eq!(audit(&world, member).await, before, "a prefetch looked");
    assert_eq!(unread(&world, member).await, 1);
}

#[tokio::test]
async fn acc_3_what_is_not_yours_and_what_is_not_there_answer_alike() {
    let world = World::new().await;
    let (_, mut mine) = world.signed_on(&Person::default()).await;
    let other = Person {
        given: "Otto",
        mrn: "12345682",
        user_id: "otto.b",
        email: None,
        ..Person::default()
    };
    let (theirs, mut their_browser) = world.signed_on(&other).await;
    let from = world.clinicians().await[0];
    let id = receive(
        &world,
        theirs,
        from,
        Letter::new("Private", world.clock.now()),
    )
    .await;
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

#[tokio::test]
async fn looking_is_in_the_audit_trail() {
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
    let from = world.clinicians().await[0];
    let id = receive(
        &world,
        member,
        from,
        Letter::new("Looked at", world.clock.now()),
    )
    .await;
    browser.get("/messages").await;
    browser.get("/messages/new").await;
    browser.get(&format!("/messages/{id}")).await;
    let random = ConversationId::new(world.clock.now(), [9; 10]);
    browser.get(&format!("/messages/{random}")).await;
    let rows = audit(&world, member).await;
    let expected = [
        format!("view_conversation {random} refused"),
        format!("view_conversation {id} done"),
        "view_recipients  done".into(),
        "view_messages  done".into(),
    ];
    for row in &expected {
        assert!(rows.contains(row), "{row}: {rows:?}");
    }
    assert!(
        !rows.iter().any(|row| row.contains("Looked at")),
        "ids, never texts"
    );
}

#[tokio::test]
async fn acc_12_a_list_carries_no_more_than_it_shows() {
    let world = World::new().await;
    let (member, mut browser) = world.signed_on(&Person::default()).await;
    let from = world.clinicians().await[0];
    let id = receive(
        &world,
        member,
        from,
        Letter::new("Listed", world.clock.now()),
    )
    .await;
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
    let from = world.clinicians().await[0];
    let id = receive(
        &world,
        member,
        from,
        Letter::new("From before", world.clock.now()),
    )
    .await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_asked_for_at_once_do_not_reach_into_each_other() {
    let world = World::new().await;
    let (member, browser) = world.signed_on(&Person::default()).await;
    let from = world.clinicians().await[0];
    let id = receive(
        &world,
        member,
        from,
        Letter::new("At once", world.clock.now()),
    )
    .await;
    let conversation = format!("/messages/{id}");
    let paths = [
        "/messages",
        "/home",
        "/messages/new",
        "/messages/sent",
        conversation.as_str(),
    ];
    for _ in 0..12 {
        let asked: Vec<_> = (0..15)
            .map(|n: usize| {
                let (mut browser, path) = (browser.clone(), paths[n % paths.len()].to_owned());
                tokio::spawn(async move {
                    let page = browser.get(&path);
                    let page = tokio::time::timeout(Duration::from_secs(60), page).await;
                    (path, page.map(|page| (page.status, page.has("</html>"))))
                })
            })
            .collect();
        for one in asked {
            let (path, page) = one.await.unwrap();
            assert_eq!(page, Ok((200, true)), "{path}");
        }
    }
}
