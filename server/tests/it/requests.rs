//! My requests: what the member asked for, under which number, who has it, by when.

use domain::ids::ConversationId;
use domain::requests::ConfirmationNumber;
use domain::services::CareRelationship;
use domain::staff::Role;
use testkit::{Browser, PASSWORD, Page, Person, Worker, World};

use crate::live::Stream;

/// Writes a new message; answers the page that follows and its conversation.
async fn ask(browser: &mut Browser, to: &str, subject: &str) -> (Page, ConversationId) {
    let page = browser.get("/messages/new").await;
    let key = page.value_of("send_key").unwrap();
    let fields = [
        ("to", to),
        ("topic", "general"),
        ("subject", subject),
        ("message", "Could you look at it?"),
        ("send_key", &key),
    ];
    let answer = browser.post("messages/send", &fields).await;
    let path = answer.location().unwrap().to_owned();
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    (browser.get(&path).await, id)
}

/// The confirmation numbers that a page names.
fn numbers(page: &Page) -> Vec<ConfirmationNumber> {
    let words = page.words();
    let groups: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).collect();
    let pairs = groups.windows(2).filter(|pair| pair[0].len() == 5);
    let mut found: Vec<ConfirmationNumber> = pairs
        .filter_map(|pair| pair.concat().parse().ok())
        .collect();
    found.dedup();
    found
}

async fn nurse(world: &World) -> Worker {
    // Of the test's clinicians the fourth works where the first does.
    let clinician = world.clinicians().await[3];
    world
        .worker("nurse.of.cedar", Role::Nurse, Some(clinician))
        .await
}

async fn physician(world: &World) -> String {
    world.clinicians().await[0].to_string()
}

#[tokio::test]
async fn what_is_sent_has_a_number_everywhere_it_stands() {
    let (world, _, mut maria) = World::with_member().await;
    let to = physician(&world).await;
    let (sent, id) = ask(&mut maria, &to, "A rash on my arm").await;
    let words = sent.words();
    assert!(words.contains("Your confirmation number is"), "{words}");
    let told = numbers(&sent);
    assert_eq!(told.len(), 1, "{words}");
    let page = maria.get("/requests").await;
    assert_eq!(page.status, 200);
    assert_eq!(numbers(&page), told);
    for word in [
        "A rash on my arm",
        "Message to Ana Whitlock",
        "Waiting for an answer",
        "The team of Cedar Park Medical Office",
        // Monday at nine, so it is due on Wednesday at nine.
        "Wednesday, November 4, 2026, 9:00",
    ] {
        assert!(page.words().contains(word), "{word}: {}", page.words());
    }
    assert!(page.has(&format!("href=\"/messages/{id}\"")));
    let mut nurse = nurse(&world).await;
    let case = nurse.browser.get(&format!("/staff/messages/{id}")).await;
    assert_eq!(numbers(&case), told);
    maria.language = "es".into();
    let page = maria.get("/requests").await;
    assert!(page.words().contains("Mis solicitudes") && page.words().contains("En espera"));
}

/// What is sent on a Sunday is due as Wednesday begins, which nobody means by "Wednesday": each
/// page that says when, says the end of Tuesday.
#[tokio::test]
async fn every_page_says_the_same_day_for_an_answer() {
    let world = World::new().await;
    // A Sunday noon where the plan is.
    world.clock.turn_to(testkit::at("2026-11-08T20:00:00Z"));
    let (_, mut maria) = world.signed_on(&Person::default()).await;
    let to = physician(&world).await;
    let mut nurse = nurse(&world).await;
    let due = "by the end of Tuesday, November 10, 2026";
    let page = maria.get("/messages/new").await;
    assert!(page.words().contains(due), "compose: {}", page.words());
    let (sent, id) = ask(&mut maria, &to, "A rash on my arm").await;
    // Once for what was sent, and once for a reply that would be sent now.
    assert_eq!(sent.words().matches(due).count(), 2, "{}", sent.words());
    let page = maria.get("/requests").await;
    assert!(
        page.words()
            .contains("Answer due by the end of Tuesday, November 10, 2026")
    );
    for path in [
        "/staff/messages".to_owned(),
        format!("/staff/messages/{id}"),
    ] {
        let page = nurse.browser.get(&path).await;
        assert!(
            page.words()
                .contains("the end of Tuesday, November 10, 2026"),
            "{path}"
        );
        assert!(!page.words().contains("November 11"), "{path}");
    }
    maria.language = "es".into();
    let page = maria.get(&format!("/messages/{id}")).await;
    let due = "a más tardar al final del martes 10 de noviembre de 2026";
    assert_eq!(page.words().matches(due).count(), 2, "{}", page.words());
    // Late, it says so, and whose fault that is.
    world.clock.turn_to(testkit::at("2026-11-11T08:00:00Z"));
    let mut maria = world.visitor();
    maria.get("/sign-on").await;
    let fields = [("id", "maria.santos"), ("password", PASSWORD)];
    maria.submit("session/sign-on", &fields).await;
    let page = maria.get(&format!("/messages/{id}")).await;
    assert!(
        page.words().contains("That it is late is our fault"),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn the_same_message_sent_twice_keeps_one_number() {
    let (world, _, mut maria) = World::with_member().await;
    let to = physician(&world).await;
    let page = maria.get("/messages/new").await;
    let key = page.value_of("send_key").unwrap();
    let fields = [
        ("to", to.as_str()),
        ("topic", "general"),
        ("subject", "Once"),
        ("message", "Only once"),
        ("send_key", &key),
    ];
    for _ in 0..3 {
        assert_eq!(maria.post("messages/send", &fields).await.status, 303);
    }
    assert_eq!(numbers(&maria.get("/requests").await).len(), 1);
}

#[tokio::test]
async fn acc_3_nobody_sees_anothers_requests_and_numbers_are_unique() {
    let (world, _, mut maria) = World::with_member().await;
    let jonah = Person {
        given: "Jonah",
        family: "Reed",
        mrn: "20000001",
        user_id: "jonah.reed",
        email: None,
        ..Person::default()
    };
    let (_, mut jonah) = world.signed_on(&jonah).await;
    let to = physician(&world).await;
    for number in 0..6 {
        ask(&mut maria, &to, &format!("Of Maria {number}")).await;
        ask(&mut jonah, "support", &format!("Of Jonah {number}")).await;
    }
    let (hers, his) = (maria.get("/requests").await, jonah.get("/requests").await);
    assert!(!hers.has("Of Jonah") && !his.has("Of Maria"));
    let mut all = [numbers(&hers), numbers(&his)].concat();
    assert_eq!(all.len(), 12);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 12);
    let at = |text: &str| hers.text.find(text).unwrap();
    assert!(at("Of Maria 5") < at("Of Maria 0"), "the newest first");
    let mut nobody = world.visitor();
    assert_eq!(nobody.get("/requests").await.status, 303);
}

#[tokio::test]
async fn every_state_is_told_with_what_to_do() {
    let (world, member, mut maria) = World::with_member().await;
    let to = physician(&world).await;
    let (_, id) = ask(&mut maria, &to, "A rash on my arm").await;
    let (_, other) = ask(&mut maria, &to, "A form").await;
    let mut nurse = nurse(&world).await;
    let me = nurse.id.to_string();
    let mut open = Stream::open(&world.router, &maria).await;
    assert_eq!(open.next().await.as_deref(), Some("=0"));
    let fields = [("conversation", id.to_string()), ("colleague", me)];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    nurse.browser.submit("staff/assign", &fields).await;
    assert!(open.next().await.is_some(), "an open page is told");
    let words = maria.get("/requests").await.words();
    assert!(
        words.contains("Name of nurse.of.cedar (The team of Cedar Park Medical Office)"),
        "{words}"
    );
    let path = format!("/staff/messages/{other}");
    let newest = nurse.browser.get(&path).await.value_of("newest").unwrap();
    let text = other.to_string();
    let close = [
        ("conversation", text.as_str()),
        ("why", "answered_elsewhere"),
        ("newest", &newest),
    ];
    nurse.browser.submit("staff/close", &close).await;
    assert!(open.next().await.is_some(), "an open page is told");
    let words = maria.get("/requests").await.words();
    assert!(
        words.contains("Closed") && words.contains("by phone or at a visit"),
        "{words}"
    );

    // Wednesday at nine is over.
    world.clock.turn_to(testkit::at("2026-11-04T17:05:00Z"));
    let (_, mut maria) = (member, again(&world).await);
    let page = maria.get("/requests").await;
    let words = page.words();
    for word in [
        "Late",
        "our fault",
        "Cedar Park Medical Office",
        "1-800-555-0150",
        "Nurse line",
    ] {
        assert!(words.contains(word), "{word}: {words}");
    }
    let clinician = world.clinicians().await[3];
    let mut later = world
        .worker("nurse.later", Role::Nurse, Some(clinician))
        .await;
    let page = later.browser.get(&format!("/staff/messages/{id}")).await;
    let held = ["conversation", "newest", "send_key"].map(|name| page.value_of(name).unwrap());
    let reply = [
        ("conversation", held[0].as_str()),
        ("newest", &held[1]),
        ("send_key", &held[2]),
        ("message", "Please come in."),
    ];
    later.browser.submit("staff/reply", &reply).await;
    let words = maria.get("/requests").await.words();
    assert!(
        words.contains("Devon Marsh answered on November 4, 2026"),
        "{words}"
    );
    assert!(!words.contains("Waiting for an answer") && !words.contains("our fault"));
}

/// Maria's browser with a session of now.
async fn again(world: &World) -> Browser {
    let mut browser = world.visitor();
    let fields = [
        ("id", Person::default().user_id),
        ("password", testkit::PASSWORD),
    ];
    let answer = browser.post("session/sign-on", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    browser
}

#[tokio::test]
async fn open_to_all_and_looked_at_on_record() {
    let world = World::new().await;
    for (relationship, user_id, mrn) in [
        (CareRelationship::Ended, "eva.ended", "20000001"),
        (CareRelationship::Elsewhere, "lena.elsewhere", "20000002"),
        (CareRelationship::NoPhysician, "nina.none", "20000003"),
    ] {
        let person = Person {
            relationship,
            user_id,
            mrn,
            email: None,
            ..Person::default()
        };
        let (member, mut browser) = world.signed_on(&person).await;
        let page = browser.get("/requests").await;
        assert_eq!(page.status, 200, "{user_id}");
        assert!(page.words().contains("No requests yet"), "{}", page.words());
        let home = browser.get("/home").await;
        assert!(home.has("href=\"/requests\""), "{user_id}");
        let rows = crate::messages::audit(&world, member).await;
        assert!(
            rows.iter().any(|row| row.starts_with("view_requests")),
            "{rows:?}"
        );
    }
}

#[tokio::test]
async fn the_list_goes_on_over_the_page() {
    let (world, _, mut maria) = World::with_member().await;
    let to = physician(&world).await;
    for number in 0..53 {
        let second = std::time::Duration::from_secs(1);
        world.clock.turn_to(world.clock.now() + second);
        ask(&mut maria, &to, &format!("Question {number:03}")).await;
    }
    let first = maria.get("/requests").await;
    let next = first.text.split("/requests?after=").nth(1).unwrap();
    let after = next.split('"').next().unwrap();
    let second = maria.get(&format!("/requests?after={after}")).await;
    for number in 0..53 {
        let subject = format!("Question {number:03}<");
        let seen = usize::from(first.has(&subject)) + usize::from(second.has(&subject));
        assert_eq!(seen, 1, "{subject}");
    }
    assert_eq!(maria.get("/requests?after=nonsense").await.status, 404);
}

#[tokio::test]
async fn whom_one_writes_to_is_told_before_a_word_is_typed() {
    let (world, member, mut maria) = World::with_member().await;
    let clinicians = world.clinicians().await;
    let words = maria.get("/messages/new").await.words();
    for word in [
        "Ana Whitlock and the team of Cedar Park Medical Office will see your message.",
        "Why in your list: saw you on",
        "The team of Member services will see your message.",
        "If you send it now, that is by Wednesday, November 4, 2026",
    ] {
        assert!(words.contains(word), "{word}: {words}");
    }
    // Whoever left: the account at the desk has ended.
    let left = world
        .worker("dr.okafor", Role::Physician, Some(clinicians[1]))
        .await;
    let request = world.request();
    let id = left.id;
    request
        .write(move |cx| {
            Box::pin(async move {
                let now = cx.now;
                store::staff::leave(&mut cx.tx, id, now).await?;
                Ok(())
            })
        })
        .await
        .unwrap();
    let page = maria
        .get(&format!("/messages/new?to={}", clinicians[1]))
        .await;
    let words = page.words();
    assert!(
        words.contains("This person cannot be written to here"),
        "{words}"
    );
    assert!(
        words.contains("They do not work here any more") && words.contains("1-800-555-0150"),
        "{words}"
    );
    assert!(!page.has(&format!("value=\"{}\"", clinicians[1])));
    // Somebody who has no part in this member's care is not named.
    let page = maria
        .get(&format!("/messages/new?to={}", clinicians[4]))
        .await;
    assert!(page.words().contains("is not in your list") && !page.has("Elena Petrov"));
    let page = maria
        .get(&format!("/messages/new?to={}", clinicians[0]))
        .await;
    assert!(
        !page
            .words()
            .contains("This person cannot be written to here")
    );
    let rows = crate::messages::audit(&world, member).await;
    assert!(rows.iter().any(|row| row.starts_with("view_recipients")));
}
