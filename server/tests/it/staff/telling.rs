//! What is told by e-mail: that a message has come (MSG-7), and what happens to an account at a
//! desk (AUT-4).

use domain::locale::Locale;
use domain::services::CareRelationship;
use domain::staff::Role;
use server::commands::outbox::Listed;
use testkit::{PASSWORD, Person, World};

use super::{Desk, QUESTION, SUBJECT, ask, desk, desk_of};

/// What the nurse answers; no word of it may stand in a mail.
const ANSWER: &str = "Amoxicillin twice a day, and keep the arm dry.";

/// The mails to Maria, oldest first.
async fn mails(world: &World) -> Vec<Listed> {
    let all = world.outbox().await;
    all.into_iter()
        .filter(|mail| mail.to == "maria.santos@mail.example")
        .collect()
}

/// Maria opens her conversation and presses what marks it as read.
async fn read(desk: &mut Desk) {
    let page = desk.marias_page().await;
    let (id, messages) = (desk.conversation.to_string(), page.value_of("messages"));
    let fields = [("conversation", &*id), ("messages", &*messages.unwrap())];
    desk.maria.submit("messages/mark-read", &fields).await;
}

#[tokio::test]
async fn msg_7_the_mail_says_that_there_is_a_message_and_nothing_else() {
    let mut desk = desk().await;
    assert!(mails(&desk.world).await.is_empty(), "her own message");
    desk.answer(ANSWER).await;
    desk.world.run_due_jobs().await;
    let told = mails(&desk.world).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].state, "sent");
    let body = told[0].body.clone().unwrap();
    for part in [
        "There is a new message for you",
        "Larkhaven Health Plan",
        "sign on at http://localhost:3000/sign-on\n",
        "go to http://localhost:3000/account.",
        "1-800-555-0110",
    ] {
        assert!(body.contains(part), "{part}: {body}");
    }
    // As it left: the whole sink, headers too.
    let folder = desk.world.folder().join("outbox");
    let files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    assert_eq!(files.len(), 1);
    let sink = [told[0].subject.clone(), body, files[0].clone()].join("\n");
    let page = desk.marias_page().await;
    let message = page.value_of("newest").unwrap();
    for seeded in [
        SUBJECT,
        QUESTION,
        ANSWER,
        "Amoxicillin",
        "rash",
        "Maria ",
        "Santos\n",
        "Devon",
        "Marsh",
        "Whitlock",
        "Cedar Park",
        "symptom",
        "nurse",
        &desk.conversation.to_string(),
        &desk.member.to_string(),
        &message,
        "/messages",
        "token",
    ] {
        let found = sink.to_lowercase().contains(&seeded.to_lowercase());
        assert!(!found, "{seeded}: {sink}");
    }
    // No address carries anything.
    assert!(!told[0].body.as_ref().unwrap().contains('?'));
    // CONTRACT: only codes and passwords stand alone on a line.
    let alone = |line: &&str| line.split_whitespace().count() == 1;
    assert_eq!(told[0].body.as_ref().unwrap().lines().find(alone), None);
}

#[tokio::test]
async fn a_conversation_is_told_once_until_it_is_read() {
    let mut desk = desk().await;
    desk.answer("Please come in.").await;
    desk.answer("Or call us.").await;
    assert_eq!(mails(&desk.world).await.len(), 1);
    desk.world.run_due_jobs().await;
    desk.answer("On Friday, too.").await;
    assert_eq!(mails(&desk.world).await.len(), 1);
    read(&mut desk).await;
    assert_eq!(mails(&desk.world).await.len(), 1, "what left stays");
    desk.answer("Are you better?").await;
    assert_eq!(mails(&desk.world).await.len(), 2);
    // Another conversation is told by itself.
    let first = desk.conversation;
    desk.conversation = ask(&desk.world, &mut desk.maria, "Something else").await;
    assert_ne!(desk.conversation, first);
    desk.answer("Thank you.").await;
    assert_eq!(mails(&desk.world).await.len(), 3);
}

#[tokio::test]
async fn what_is_read_before_the_mail_has_left_is_not_told() {
    let mut desk = desk().await;
    desk.answer("Please come in.").await;
    assert_eq!(mails(&desk.world).await[0].state, "queued");
    read(&mut desk).await;
    assert!(mails(&desk.world).await.is_empty());
    // By answering, too, and from the list.
    desk.answer("Please come in.").await;
    let page = desk.marias_page().await;
    let held = ["conversation", "newest", "send_key"].map(|name| page.value_of(name).unwrap());
    let [id, newest, key] = held.each_ref().map(String::as_str);
    let fields = [
        ("conversation", id),
        ("newest", newest),
        ("send_key", key),
        ("message", "I will."),
    ];
    desk.maria.submit("messages/reply", &fields).await;
    assert!(mails(&desk.world).await.is_empty());
    desk.answer("Good.").await;
    assert_eq!(mails(&desk.world).await.len(), 1);
    let fields = [("what", "read"), ("conversations[]", id)];
    desk.maria.submit("messages/arrange", &fields).await;
    assert!(mails(&desk.world).await.is_empty());
    // And what is only kept elsewhere is not read.
    desk.answer("Good bye.").await;
    let fields = [("what", "archive"), ("conversations[]", id)];
    desk.maria.submit("messages/arrange", &fields).await;
    assert_eq!(mails(&desk.world).await.len(), 1);
}

#[tokio::test]
async fn two_answers_at_once_make_one_mail() {
    let mut desk = desk().await;
    let pages = [
        desk.nurse.browser.get(&desk.path()).await,
        desk.nurse.browser.get(&desk.path()).await,
    ];
    let mut sent = Vec::new();
    for page in pages {
        let mut browser = desk.nurse.browser.clone();
        sent.push(tokio::spawn(async move {
            let mut held = Default::default();
            let fields = super::reply_fields(&page, "Please come in.", &mut held);
            browser.post("staff/reply", &fields).await.status
        }));
    }
    for answer in sent {
        assert_eq!(answer.await.unwrap(), 303);
    }
    assert_eq!(mails(&desk.world).await.len(), 1);
}

#[tokio::test]
async fn who_does_not_want_it_is_not_told_until_they_do() {
    let mut desk = desk().await;
    desk.maria.get("/account").await;
    desk.maria.submit("account/save-notices", &[]).await;
    desk.answer("Please come in.").await;
    assert!(mails(&desk.world).await.is_empty());
    desk.maria
        .submit("account/save-notices", &[("wanted[]", "messages")])
        .await;
    assert!(mails(&desk.world).await.is_empty(), "the next one is told");
    desk.answer("Or call us.").await;
    assert_eq!(mails(&desk.world).await.len(), 1);
}

#[tokio::test]
async fn it_is_told_in_the_members_language() {
    let person = Person {
        locale: Some(Locale::Es),
        ..Person::default()
    };
    let mut desk = desk_of(&person).await;
    desk.answer("Please come in.").await;
    let told = mails(&desk.world).await;
    assert_eq!(
        told[0].subject,
        "Usted tiene un mensaje nuevo en Larkhaven Health Plan"
    );
    assert!(told[0].body.as_ref().unwrap().contains("inicie sesión en"));
}

#[tokio::test]
async fn without_a_confirmed_address_nobody_is_told() {
    let person = Person {
        email: None,
        ..Person::default()
    };
    let mut desk = desk_of(&person).await;
    desk.answer("Please come in.").await;
    assert!(desk.world.outbox().await.is_empty());
    let page = desk.maria.get("/account").await;
    assert!(page.words().contains("We have no email address for you"));
    assert!(!page.has("wanted[]"));
}

/// The page of messages is closed to who gets care elsewhere: nobody is called to it.
#[tokio::test]
async fn nobody_is_called_to_a_page_that_is_not_open_to_them() {
    let mut desk = desk().await;
    let member = desk.member;
    let request = desk.world.request();
    let moved = request.write(move |cx| {
        Box::pin(async move {
            let mut row = store::roll::member(&mut cx.tx, member).await?.unwrap();
            row.relationship = CareRelationship::Elsewhere;
            store::roll::update_member(&mut cx.tx, &row).await?;
            Ok(())
        })
    });
    moved.await.unwrap();
    desk.answer("Please come in.").await;
    assert!(mails(&desk.world).await.is_empty());
}

/// The mails to somebody at a desk.
async fn desk_mails(world: &World, user_id: &str) -> Vec<String> {
    let to = format!("{user_id}@desk.example");
    let all = world.outbox().await;
    let told = all.into_iter().filter(|mail| mail.to == to);
    told.map(|mail| format!("{}\n{}", mail.subject, mail.body.unwrap()))
        .collect()
}

#[tokio::test]
async fn aut_4_somebody_at_a_desk_is_told_of_a_lock_and_of_a_sign_on_after_failures() {
    let world = World::new().await;
    world
        .staff_account("ada.desk", Role::MemberServices, None)
        .await;
    let tell = async |browser: &mut testkit::Browser, password: &str| {
        browser.get("/staff/sign-on").await;
        let fields = [("id", "ada.desk"), ("password", password)];
        browser.submit("staff/sign-on", &fields).await
    };
    let mut browser = world.visitor();
    // Two failures are nobody's news.
    for _ in 0..2 {
        tell(&mut browser, "not the password at all").await;
    }
    world.sign_on_at_desk(&mut browser, "ada.desk").await;
    assert!(desk_mails(&world, "ada.desk").await.is_empty());
    // Three of both halves are, once the code is right and not before.
    for _ in 0..2 {
        tell(&mut browser, "not the password at all").await;
    }
    tell(&mut browser, PASSWORD).await;
    browser.submit("staff/code", &[("code", "000000")]).await;
    assert!(desk_mails(&world, "ada.desk").await.is_empty());
    world
        .clock
        .turn_to(world.clock.now() + domain::time::minutes(1));
    let code = world.code();
    browser.submit("staff/code", &[("code", &code)]).await;
    let told = desk_mails(&world, "ada.desk").await;
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("after several wrong tries"), "{told:?}");
    // Five lock, and more tell nothing new.
    for _ in 0..7 {
        tell(&mut browser, "not the password at all").await;
    }
    let told = desk_mails(&world, "ada.desk").await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].contains("is locked"), "{told:?}");
    assert!(!told[1].contains("ada.desk") && !told[1].contains("127.0.0.1"));
}

#[tokio::test]
async fn aut_4_somebody_at_a_desk_is_told_of_a_new_device_once_the_code_is_right() {
    let world = World::new().await;
    world
        .staff_account("ada.desk", Role::MemberServices, None)
        .await;
    let mut own = world.visitor();
    world.sign_on_at_desk(&mut own, "ada.desk").await;
    assert!(desk_mails(&world, "ada.desk").await.is_empty());
    world
        .clock
        .turn_to(world.clock.now() + domain::time::minutes(1));
    let mut other = world.visitor();
    other.get("/staff/sign-on").await;
    let fields = [("id", "ada.desk"), ("password", PASSWORD)];
    other.submit("staff/sign-on", &fields).await;
    assert!(desk_mails(&world, "ada.desk").await.is_empty());
    let code = world.code();
    other.submit("staff/code", &[("code", &code)]).await;
    let told = desk_mails(&world, "ada.desk").await;
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("on a device or browser"), "{told:?}");
    world
        .clock
        .turn_to(world.clock.now() + domain::time::minutes(2));
    for browser in [&mut own, &mut other] {
        world.sign_on_at_desk(browser, "ada.desk").await;
        world
            .clock
            .turn_to(world.clock.now() + domain::time::minutes(1));
    }
    assert_eq!(desk_mails(&world, "ada.desk").await.len(), 1);
}
