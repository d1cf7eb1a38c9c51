//! What open pages of the desks are told, and whose.

use std::time::{Duration, Instant};

use domain::staff::Role;
use domain::time::minutes;
use testkit::{Choices, Person, World};

use super::{Desk, ask, desk, reply_fields, write_to};
use crate::live::Stream;

impl Desk {
    async fn stream(&self) -> Stream {
        let mut stream = Stream::at_desk(&self.world.router, &self.nurse.browser).await;
        assert_eq!(stream.next().await.as_deref(), Some("=news"));
        stream
    }

    /// Another at the desk who has nothing to do with the conversation, and their stream.
    async fn elsewhere(&self) -> Stream {
        let clinicians = self.world.clinicians().await;
        let other = self
            .world
            .worker("nurse.elsewhere", Role::Nurse, Some(clinicians[1]));
        let browser = other.await.browser;
        let mut stream = Stream::at_desk(&self.world.router, &browser).await;
        assert_eq!(stream.next().await.as_deref(), Some("=news"));
        stream
    }
}

#[tokio::test]
async fn a_new_message_is_told_to_its_team_within_a_second_and_to_nobody_else() {
    let mut desk = desk().await;
    let (mut stream, mut other) = (desk.stream().await, desk.elsewhere().await);
    let since = Instant::now();
    ask(&desk.world, &mut desk.maria, "Another question").await;
    assert_eq!(stream.next().await.as_deref(), Some("news"));
    let took = since.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    stream.is_quiet().await;
    // A desk of the plan has what is written to it.
    let services = desk
        .world
        .worker("services", Role::MemberServices, None)
        .await;
    let mut theirs = Stream::at_desk(&desk.world.router, &services.browser).await;
    assert_eq!(theirs.next().await.as_deref(), Some("=news"));
    write_to(&mut desk.maria, "support", "My password").await;
    assert_eq!(theirs.next().await.as_deref(), Some("news"));
    stream.is_quiet().await;
    other.is_quiet().await;
}

#[tokio::test]
async fn what_a_colleague_does_is_told_too() {
    let desk = desk().await;
    let office = desk.world.clinicians().await[3];
    let mut colleague = (desk.world)
        .worker("nurse.beside", Role::Nurse, Some(office))
        .await;
    let (mut stream, mut other) = (desk.stream().await, desk.elsewhere().await);
    let id = desk.conversation.to_string();
    let me = colleague.id.to_string();
    for (endpoint, field) in [
        ("staff/assign", ("colleague", me.as_str())),
        ("staff/urgency", ("urgency", "urgent")),
        ("staff/note", ("note", "I call her at noon.")),
    ] {
        let fields = [("conversation", id.as_str()), field];
        colleague.browser.submit(endpoint, &fields).await;
        assert_eq!(stream.next().await.as_deref(), Some("news"), "{endpoint}");
        stream.is_quiet().await;
    }
    let page = colleague.browser.get(&desk.path()).await;
    let mut held = Default::default();
    let fields = reply_fields(&page, "Please come in.", &mut held);
    colleague.browser.submit("staff/reply", &fields).await;
    assert_eq!(stream.next().await.as_deref(), Some("news"));
    other.is_quiet().await;
    // Forwarded: the team that had it hears of it, and the one that has it.
    let fields = [("conversation", id.as_str()), ("team", "clinicians")];
    colleague.browser.submit("staff/forward", &fields).await;
    assert_eq!(stream.next().await.as_deref(), Some("news"));
    assert_eq!(other.next().await.as_deref(), Some("news"));
}

#[tokio::test]
async fn who_opened_it_with_a_reason_hears_of_it_while_the_reason_holds() {
    let mut desk = desk().await;
    let clinicians = desk.world.clinicians().await;
    let mut other = (desk.world)
        .worker("nurse.elsewhere", Role::Nurse, Some(clinicians[1]))
        .await;
    let id = desk.conversation.to_string();
    let fields = [
        ("conversation", id.as_str()),
        ("reason", "covering"),
        ("words", "I stand in for Cedar Park today"),
    ];
    other.browser.submit("staff/look", &fields).await;
    let mut stream = Stream::at_desk(&desk.world.router, &other.browser).await;
    assert_eq!(stream.next().await.as_deref(), Some("=news"));
    desk.answer("Please come in.").await;
    assert_eq!(stream.next().await.as_deref(), Some("news"));
}

#[tokio::test]
async fn ses_4_an_open_desk_is_not_a_used_one_and_its_stream_ends_with_the_session() {
    let mut desk = desk().await;
    for nobody in [desk.world.visitor(), desk.maria.clone()] {
        let mut stream = Stream::at_desk(&desk.world.router, &nobody).await;
        assert_eq!(stream.next().await.as_deref(), Some("end"));
        assert_eq!(stream.next().await, None);
    }
    let mut stream = desk.stream().await;
    let begun = desk.world.clock.now();
    for passed in [6, 12] {
        desk.world.clock.turn_to(begun + minutes(passed));
        desk.maria.get("/messages").await;
        ask(&desk.world, &mut desk.maria, "And another").await;
        assert_eq!(stream.next().await.as_deref(), Some("news"));
    }
    desk.world.clock.turn_to(begun + minutes(16));
    ask(&desk.world, &mut desk.maria, "After the idle limit").await;
    assert_eq!(stream.next().await.as_deref(), Some("end"));
    assert_eq!(desk.nurse.browser.get("/staff/messages").await.status, 303);

    // Signed off in one tab, the other hears of it.
    let mut browser = desk.world.visitor();
    (desk.world)
        .sign_on_at_desk(&mut browser, "nurse.of.cedar")
        .await;
    desk.nurse.browser = browser;
    let mut stream = desk.stream().await;
    desk.nurse.browser.submit("staff/sign-off", &[]).await;
    assert_eq!(stream.next().await.as_deref(), Some("end"));
}

#[tokio::test]
async fn hosts_tell_the_desks_of_each_other_over_postgresql() {
    let world = World::on_postgres(Choices::default()).await;
    let (_, mut maria) = world.signed_on(&Person::default()).await;
    let nurse = world.clinicians().await[3];
    let nurse = world
        .worker("nurse.of.cedar", Role::Nurse, Some(nurse))
        .await;
    let other = world.another_host().await;
    let hearing = tokio::spawn(service::live::hear(other.portal.clone()));
    let mut stream = Stream::at_desk(&other.router, &nurse.browser).await;
    assert_eq!(stream.next().await.as_deref(), Some("=news"));
    // The other host listens as soon as it is on the line.
    tokio::time::sleep(Duration::from_millis(300)).await;
    while tokio::time::timeout(Duration::from_millis(50), stream.next())
        .await
        .is_ok()
    {}
    let since = Instant::now();
    ask(&world, &mut maria, "Written on the first host").await;
    assert_eq!(stream.next().await.as_deref(), Some("news"));
    let took = since.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    hearing.abort();
    drop(stream);
    let _ = hearing.await;
    other.portal.store().close().await;
    world.end().await;
}
