//! The team inbox, and what a team does with a conversation besides answering it.

use domain::staff::Role;
use domain::time::minutes;
use testkit::{Browser, Page};

use super::{Desk, QUESTION, SUBJECT, ask, desk, write_to};

async fn list(browser: &mut Browser, filter: &str) -> Page {
    browser
        .get(&format!("/staff/messages?filter={filter}"))
        .await
}

async fn post(browser: &mut Browser, form: &str, id: &str, more: (&str, &str)) -> Page {
    let fields = [("conversation", id), more];
    browser.submit(&format!("staff/{form}"), &fields).await
}

#[tokio::test]
async fn the_one_due_first_comes_first_and_overdue_ones_say_so() {
    let Desk {
        world,
        mut maria,
        mut nurse,
        ..
    } = desk().await;
    world.clock.turn_to(world.clock.now() + minutes(14));
    maria.get("/home").await;
    ask(&world, &mut maria, "Second question").await;
    let page = nurse.browser.get("/staff/messages").await;
    let at = |text: &str| page.text.find(text).unwrap();
    assert!(at(SUBJECT) < at("Second question"));
    assert!(!page.has("data-table__row--attention"));
    let late = list(&mut nurse.browser, "overdue").await;
    assert!(!late.has(SUBJECT) && late.words().contains("Nothing waits here"));
    // Two days later at nine the first is over, the second has some minutes left.
    world.clock.turn_to(testkit::at("2026-11-04T17:05:00Z"));
    let mut nurse = world
        .worker(
            "nurse.later",
            Role::Nurse,
            Some(world.clinicians().await[3]),
        )
        .await;
    let page = nurse.browser.get("/staff/messages").await;
    assert_eq!(page.text.matches("data-table__row--attention").count(), 1);
    assert!(
        page.words().contains("Overdue Wednesday, November 4") && page.words().contains("2 days")
    );
    let late = list(&mut nurse.browser, "overdue").await;
    assert!(late.has(SUBJECT) && !late.has("Second question"));
}

#[tokio::test]
async fn a_conversation_is_taken_given_and_given_back() {
    let Desk {
        world,
        mut nurse,
        conversation,
        ..
    } = desk().await;
    let clinicians = world.clinicians().await;
    let mut physician = world
        .worker("dr.whitlock", Role::Physician, Some(clinicians[0]))
        .await;
    let elsewhere = world
        .worker("nurse.elsewhere", Role::Nurse, Some(clinicians[1]))
        .await;
    let id = conversation.to_string();
    let (me, doctor) = (nurse.id.to_string(), physician.id.to_string());
    let page = nurse.browser.get(&format!("/staff/messages/{id}")).await;
    assert!(page.words().contains("Assign to me") && page.has("Name of dr.whitlock"));
    assert!(
        !page.has("Name of nurse.elsewhere"),
        "colleagues are those of the team"
    );
    let page = post(&mut nurse.browser, "assign", &id, ("colleague", &me)).await;
    assert!(
        page.words().contains("Give back to the team"),
        "{}",
        page.words()
    );
    assert!(list(&mut nurse.browser, "mine").await.has(SUBJECT));
    assert!(!list(&mut physician.browser, "mine").await.has(SUBJECT));
    assert!(
        !list(&mut physician.browser, "unassigned")
            .await
            .has(SUBJECT)
    );
    let all = physician.browser.get("/staff/messages").await;
    assert!(all.words().contains("Name of nurse.of.cedar"));
    post(&mut nurse.browser, "assign", &id, ("colleague", &doctor)).await;
    assert!(list(&mut physician.browser, "mine").await.has(SUBJECT));
    post(&mut nurse.browser, "assign", &id, ("colleague", "")).await;
    assert!(list(&mut nurse.browser, "unassigned").await.has(SUBJECT));
    let stranger = elsewhere.id.to_string();
    let page = post(&mut nurse.browser, "assign", &id, ("colleague", &stranger)).await;
    assert_eq!(page.status, 400, "nobody of another team");
}

#[tokio::test]
async fn acc_10_what_clinicians_have_is_forwarded_to_clinicians_alone() {
    let Desk {
        world,
        mut maria,
        mut nurse,
        conversation,
        ..
    } = desk().await;
    let clinicians = world.clinicians().await;
    let mut other = world
        .worker("nurse.elsewhere", Role::Nurse, Some(clinicians[1]))
        .await;
    let mut clerk = world.worker("rosa.clerk", Role::MemberServices, None).await;
    let id = conversation.to_string();
    let page = nurse.browser.get(&format!("/staff/messages/{id}")).await;
    assert!(!page.has("value=\"member_services\"") && page.has("value=\"clinicians\""));
    let page = post(
        &mut nurse.browser,
        "forward",
        &id,
        ("team", "member_services"),
    )
    .await;
    assert_eq!(page.status, 400);
    assert!(!clerk.browser.get("/staff/messages").await.has(SUBJECT));
    let page = post(&mut nurse.browser, "forward", &id, ("team", "clinicians")).await;
    assert!(page.words().contains("Team inbox"));
    let page = other.browser.get(&format!("/staff/messages/{id}")).await;
    assert!(page.has(QUESTION), "it is every clinician's now");
    // From a desk to clinicians, and never back.
    let paper = write_to(&mut maria, "member_services", "A form to sign").await;
    let path = format!("/staff/messages/{paper}");
    let text = paper.to_string();
    assert!(clerk.browser.get(&path).await.has("A form to sign"));
    post(&mut clerk.browser, "forward", &text, ("team", "clinicians")).await;
    assert_eq!(clerk.browser.get(&path).await.status, 404);
    let page = post(
        &mut other.browser,
        "forward",
        &text,
        ("team", "member_services"),
    )
    .await;
    assert_eq!(page.status, 400);
}

#[tokio::test]
async fn a_closed_conversation_opens_when_the_member_writes() {
    let mut desk = desk().await;
    let id = desk.conversation.to_string();
    let path = desk.path();
    let page = desk.nurse.browser.get(&path).await;
    let newest = page.value_of("newest").unwrap();
    let fields = [
        ("conversation", id.as_str()),
        ("why", "answered_elsewhere"),
        ("newest", &newest),
    ];
    let page = desk.nurse.browser.submit("staff/close", &fields).await;
    assert!(
        page.words().contains("Closed without an answer"),
        "{}",
        page.words()
    );
    assert!(!desk.nurse.browser.get("/staff/messages").await.has(SUBJECT));
    let marias = desk.marias_page().await;
    assert!(
        !marias.words().to_lowercase().contains("closed"),
        "nothing of it is hers to see"
    );
    let mut held = Default::default();
    let fields = super::reply_fields(&marias, "It came back.", &mut held);
    desk.maria.post("messages/reply", &fields).await;
    assert!(desk.nurse.browser.get("/staff/messages").await.has(SUBJECT));
}

#[tokio::test]
async fn notes_are_the_teams_and_never_the_members() {
    let mut desk = desk().await;
    let id = desk.conversation.to_string();
    let page = post(
        &mut desk.nurse.browser,
        "note",
        &id,
        ("note", "Sounds like poison ivy."),
    )
    .await;
    assert!(page.words().contains("Sounds like poison ivy."));
    assert!(page.words().contains("Name of nurse.of.cedar"));
    let page = post(&mut desk.nurse.browser, "note", &id, ("note", " ")).await;
    assert!(page.words().contains("Write the note"), "{}", page.words());
    for path in ["/messages", "/home", &format!("/messages/{id}")] {
        assert!(!desk.maria.get(path).await.has("poison ivy"), "{path}");
    }
    // Whoever is no clinician, and the lists, see nothing of it either.
    assert!(
        !desk
            .nurse
            .browser
            .get("/staff/messages")
            .await
            .has("poison ivy")
    );
}

#[tokio::test]
async fn urgency_is_set_and_listed() {
    let mut desk = desk().await;
    let id = desk.conversation.to_string();
    assert!(!list(&mut desk.nurse.browser, "urgent").await.has(SUBJECT));
    post(
        &mut desk.nurse.browser,
        "urgency",
        &id,
        ("urgency", "urgent"),
    )
    .await;
    assert!(list(&mut desk.nurse.browser, "urgent").await.has(SUBJECT));
    let page = post(
        &mut desk.nurse.browser,
        "urgency",
        &id,
        ("urgency", "at once"),
    )
    .await;
    assert_eq!(page.status, 400);
}

/// Fifty a page, and every one once.
#[tokio::test]
async fn the_inbox_goes_on_over_the_page() {
    let Desk {
        world,
        mut maria,
        mut nurse,
        ..
    } = desk().await;
    for number in 0..60 {
        world
            .clock
            .turn_to(world.clock.now() + std::time::Duration::from_secs(1));
        ask(&world, &mut maria, &format!("Question number {number:03}")).await;
    }
    let first = nurse.browser.get("/staff/messages").await;
    let next = first
        .text
        .split("/staff/messages?filter=all&amp;after=")
        .nth(1)
        .unwrap();
    let after = next.split('"').next().unwrap();
    let path = format!("/staff/messages?filter=all&after={after}");
    let second = nurse.browser.get(&path).await;
    for number in 0..60 {
        let subject = format!("Question number {number:03}<");
        let seen = usize::from(first.has(&subject)) + usize::from(second.has(&subject));
        assert_eq!(seen, 1, "{subject}");
    }
    assert!(second.words().contains("Due first"));
}

#[tokio::test]
async fn the_desks_speak_spanish_too() {
    let mut desk = desk().await;
    desk.nurse.browser.language = "es".into();
    let page = desk.nurse.browser.get("/staff/messages").await;
    assert!(page.has("<html lang=\"es\"") && page.words().contains("Bandeja del equipo"));
    let path = desk.path();
    let page = desk.nurse.browser.get(&path).await;
    assert!(
        page.words().contains("Cubro a un colega"),
        "{}",
        page.words()
    );
}
