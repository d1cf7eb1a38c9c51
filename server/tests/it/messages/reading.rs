//! Inbox, Sent, a conversation, read marks.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use domain::ids::ConversationId;
use domain::time::minutes;
use testkit::World;

use super::{Letter, audit, receive, reply_fields, unread, unread_letter};

#[tokio::test]
async fn the_inbox_names_what_came_and_what_is_unread() {
    let (world, member, mut browser) = World::with_member().await;
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
    let (world, member, mut browser) = World::with_member().await;
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
async fn read_marks_are_made_by_the_button_and_by_a_reply() {
    let (world, member, mut browser) = World::with_member().await;
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
    let (world, member, mut browser) = World::with_member().await;
    let id = unread_letter(&world, member, "Unread").await;
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
async fn looking_is_in_the_audit_trail() {
    let (world, member, mut browser) = World::with_member().await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_asked_for_at_once_do_not_reach_into_each_other() {
    let (world, member, browser) = World::with_member().await;
    let id = unread_letter(&world, member, "At once").await;
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
                    let page = tokio::time::timeout(Duration::from_mins(1), page).await;
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
