//! A conversation with somebody who cannot be written to any more: told before a word is typed,
//! and answered by their team.

use domain::ids::{ConversationId, MessageId, PractitionerId};
use domain::messages::{Correspondent, Topic};
use domain::staff::Role;
use store::messages::{Author, NewConversation, NewMessage};
use testkit::{Browser, Page, World};

use super::{Letter, receive, reply_fields};

/// Their account at the desk is ended.
async fn leaves(world: &World, who: PractitionerId) {
    let account = world
        .worker("who.leaves", Role::Physician, Some(who))
        .await
        .id;
    let request = world.request();
    let gone = request.write(move |cx| {
        Box::pin(async move { Ok(store::staff::leave(&mut cx.tx, account, cx.now).await?) })
    });
    assert!(gone.await.unwrap());
}

async fn open(browser: &mut Browser, id: ConversationId) -> Page {
    let page = browser.get(&format!("/messages/{id}")).await;
    assert_eq!(page.status, 200);
    page
}

#[tokio::test]
async fn a_reply_to_who_has_left_says_so_first_and_goes_to_their_team() {
    let (world, member, mut browser) = World::with_member().await;
    let from = world.clinicians().await[0];
    let id = receive(
        &world,
        member,
        from,
        Letter::new("Your test", world.clock.now()),
    )
    .await;
    let before = open(&mut browser, id).await.words();
    assert!(before.contains("Ana Whitlock and their office’s team will see your reply."));
    assert!(!before.contains("will not read"), "{before}");
    leaves(&world, from).await;
    let page = open(&mut browser, id).await;
    let words = page.words();
    for told in [
        "Ana Whitlock will not read your reply",
        "Ana Whitlock does not work here any more.",
        "You can also call their office",
        "You can also write to somebody else of your care team.",
        "The team of Cedar Park Medical Office will see your reply and answer it.",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let (told, field) = (page.text.find("will not read"), page.text.find("<textarea"));
    assert!(told < field, "before the field");
    assert!(!words.contains("Ana Whitlock and their office"));
    // The rules let it be sent, and the team gets it.
    let mut held = Default::default();
    let fields = reply_fields(&page, "Thank you all", &mut held);
    let page = browser.submit("messages/reply", &fields).await;
    assert!(
        page.words().contains("Your message was sent"),
        "{}",
        page.words()
    );
    let nurse = world.clinicians().await[3];
    let mut nurse = world
        .worker("nurse.of.cedar", Role::Nurse, Some(nurse))
        .await;
    let inbox = nurse.browser.get("/staff/messages").await;
    assert!(inbox.words().contains("Your test"));
    browser.language = "es".into();
    let page = open(&mut browser, id).await;
    assert!(page.words().contains("Ana Whitlock no leerá su respuesta"));
}

#[tokio::test]
async fn who_is_of_ones_care_no_more_is_told_without_a_number() {
    let (world, member, mut browser) = World::with_member().await;
    // Nothing else ties them to the member: the conversation holds the member's words alone.
    let with = world.clinicians().await[2];
    let request = world.request();
    let opened = request.write(move |cx| {
        Box::pin(async move {
            let (now, bytes) = cx.id_seed()?;
            let id = ConversationId::new(now, bytes);
            let new = NewConversation {
                id,
                member,
                with: Correspondent::Practitioner(with),
                topic: Topic::General,
                subject: "Long ago".into(),
                created_at: now,
            };
            store::messages::open(&mut cx.tx, &new).await?;
            let (now, bytes) = cx.id_seed()?;
            let message = NewMessage {
                id: MessageId::new(now, bytes),
                conversation: id,
                member,
                author: Author::Member,
                body: "Are you there?".into(),
                sent_at: now,
                no_reply: false,
                read_at: None,
                send_key: None,
            };
            store::messages::append(&mut cx.tx, &message).await?;
            Ok(id)
        })
    });
    let id = opened.await.unwrap();
    let words = open(&mut browser, id).await.words();
    assert!(
        words.contains("is not among those you can write to any more."),
        "{words}"
    );
    assert!(
        words.contains("will see your reply and answer it."),
        "{words}"
    );
    assert!(!words.contains("You can also call their office"), "{words}");
}

#[tokio::test]
async fn a_closed_conversation_with_who_has_left_leads_on_too() {
    let (world, member, mut browser) = World::with_member().await;
    let from = world.clinicians().await[0];
    let letter = Letter {
        no_reply: true,
        ..Letter::new("Covering", world.clock.now())
    };
    let id = receive(&world, member, from, letter).await;
    let page = open(&mut browser, id).await;
    assert!(page.has(&format!("/messages/new?to={from}")));
    leaves(&world, from).await;
    let page = open(&mut browser, id).await;
    let words = page.words();
    assert!(
        words.contains("You cannot reply here") && words.contains("does not work here any more.")
    );
    assert!(
        words.contains("Write to somebody else of your care team."),
        "{words}"
    );
    assert!(!page.has("/messages/new?to=") && page.has("href=\"/messages/new\""));
}
