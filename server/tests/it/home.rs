//! Home: what waits is named, leads to the thing, and goes when it is dealt with.

use domain::ids::{ConversationId, MessageId};
use domain::messages::{Correspondent, Topic};
use domain::services::CareRelationship;
use domain::time::minutes;
use store::messages::{Author, NewConversation, NewMessage};
use testkit::{Person, World};

#[tokio::test]
async fn home_greets_and_says_that_nothing_waits() {
    let (_world, _, mut browser) = World::with_member().await;
    let page = browser.get("/home").await;
    assert_eq!(page.status, 200);
    let words = page.words();
    for word in [
        "Welcome, Maria",
        "Nothing is waiting on you",
        "Contact Care Team",
        "first visit",
    ] {
        assert!(words.contains(word), "{word}: {words}");
    }
    browser.language = "es".into();
    let words = browser.get("/home").await.words();
    assert!(words.contains("Le damos la bienvenida, Maria"), "{words}");
}

#[tokio::test]
async fn what_waits_leads_to_itself_and_goes_when_it_is_read() {
    let (world, member, mut browser) = World::with_member().await;
    let from = world.clinicians().await[0];
    let mut ids = Vec::new();
    for n in 0..7_u64 {
        let request = world.request();
        let work = request.write(move |cx| {
            Box::pin(async move {
                let (now, bytes) = cx.id_seed()?;
                let new = NewConversation {
                    id: ConversationId::new(now, bytes),
                    member,
                    with: Correspondent::Practitioner(from),
                    topic: Topic::General,
                    subject: format!("Letter {n}"),
                    created_at: now,
                };
                store::messages::open(&mut cx.tx, &new).await?;
                let (now, bytes) = cx.id_seed()?;
                let message = NewMessage {
                    id: MessageId::new(now, bytes),
                    conversation: new.id,
                    member,
                    author: Author::Practitioner(from),
                    body: "Text".into(),
                    sent_at: now - minutes(10 - n),
                    no_reply: false,
                    read_at: None,
                    send_key: None,
                };
                store::messages::append(&mut cx.tx, &message).await?;
                Ok((new.id, message.id))
            })
        });
        ids.push(work.await.unwrap());
    }
    let page = browser.get("/home").await;
    let words = page.words();
    assert!(words.contains("Letter 6, from Ana Whitlock"), "{words}");
    assert!(!words.contains("Letter 1,") && words.contains("2 more unread conversations"));
    let (conversation, message) = ids[6];
    assert!(page.has(&format!("href=\"/messages/{conversation}\"")));
    browser.get(&format!("/messages/{conversation}")).await;
    assert!(
        browser.get("/home").await.words().contains("Letter 6,"),
        "not before it is read"
    );
    let (conversation, message) = (conversation.to_string(), message.to_string());
    let fields = [
        ("conversation", conversation.as_str()),
        ("messages", &message),
    ];
    browser.submit("messages/mark-read", &fields).await;
    let words = browser.get("/home").await.words();
    assert!(
        !words.contains("Letter 6,") && words.contains("1 more unread conversation"),
        "{words}"
    );
}

#[tokio::test]
async fn a_service_that_is_not_open_is_named_with_its_reason() {
    let world = World::new().await;
    let person = Person {
        relationship: CareRelationship::NoPhysician,
        ..Person::default()
    };
    let (_, mut browser) = world.signed_on(&person).await;
    let page = browser.get("/home").await;
    let words = page.words();
    assert!(
        words.contains("opens as soon as you have chosen a personal physician"),
        "{words}"
    );
    assert!(!page.has("href=\"/messages/new\""));
}
