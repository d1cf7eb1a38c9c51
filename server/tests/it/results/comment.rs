//! What a clinician says about a result: from the desk to the member's page.

use std::time::{Duration, Instant};

use domain::ids::{MemberId, ReportId};
use domain::staff::Role;
use domain::time::minutes;
use testkit::{Browser, Page, Worker, World};

use crate::live::Stream;
use crate::messages::about::{PANEL, ask_about, result_of};
use crate::messages::audit;
use crate::paper;

const COMMENT: &str = "A little high.\nWalk more, and we look again in spring.";

/// Maria has asked about a result; the nurse of her office has it before her.
struct Asked {
    world: World,
    member: MemberId,
    maria: Browser,
    nurse: Worker,
    result: ReportId,
    path: String,
}

async fn asked() -> Asked {
    let (world, member, mut maria) = World::with_member().await;
    let result = result_of(&world, member, "r1").await;
    let nurse = world.clinicians().await[3];
    let nurse = world
        .worker("nurse.of.cedar", Role::Nurse, Some(nurse))
        .await;
    let path = ask_about(&world, &mut maria, result).await;
    Asked {
        world,
        member,
        maria,
        nurse,
        result,
        path,
    }
}

impl Asked {
    fn at_desk(&self) -> String {
        format!("/staff{}", self.path)
    }

    fn conversation(&self) -> String {
        self.path.rsplit('/').next().unwrap().to_owned()
    }

    async fn result(&mut self) -> Page {
        let path = format!("/medical-record/lab-results/{}", self.result);
        self.maria.get(&path).await
    }

    /// The fields of a comment, with a key of its own.
    fn fields(&self, text: &str, key: u128) -> [(&'static str, String); 4] {
        [
            ("conversation", self.conversation()),
            ("report", self.result.to_string()),
            ("comment", text.to_owned()),
            ("send_key", format!("{key:032x}")),
        ]
    }
}

async fn post(browser: &mut Browser, fields: &[(&'static str, String)]) -> Page {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.post("staff/comment", &fields).await
}

#[tokio::test]
async fn a_comment_reaches_the_members_page_list_and_paper() {
    let mut asked = asked().await;
    let page = asked.nurse.browser.get(&asked.at_desk()).await;
    assert!(page.has("name=\"comment\"") && page.words().contains("There are no comments"));
    assert!(
        !asked
            .result()
            .await
            .words()
            .contains("What your clinician says")
    );
    let mut open = Stream::open(&asked.world.router, &asked.maria).await;
    assert_eq!(open.next().await.as_deref(), Some("=0"));
    let since = Instant::now();
    let fields = asked.fields(COMMENT, 1);
    let answer = post(&mut asked.nurse.browser, &fields).await;
    assert_eq!(answer.location(), Some(&*asked.at_desk()));
    // Her open page hears of it.
    assert!(open.next().await.is_some());
    assert!(
        since.elapsed() < Duration::from_secs(1),
        "{:?}",
        since.elapsed()
    );
    let page = asked.nurse.browser.get(&asked.at_desk()).await;
    assert!(page.words().contains("A little high."), "{}", page.words());
    let page = asked.result().await;
    for told in [
        "What your clinician says",
        "Name of nurse.of.cedar",
        "Nurse",
        "A little high.",
        "we look again in spring.",
    ] {
        assert!(page.words().contains(told), "{told}: {}", page.words());
    }
    // It is news in the list.
    let list = asked.maria.get("/medical-record/lab-results").await;
    assert!(list.words().contains("With a comment") && list.words().contains("1 new result"));
    let pdf = format!("/medical-record/lab-results/{}/pdf", asked.result);
    let (status, _, pdf) = paper::bytes(&asked.world, &asked.maria, &pdf).await;
    assert_eq!(status, 200);
    let words = paper::words(&pdf);
    for told in [
        "What your clinician says",
        "Name of nurse.of.cedar",
        "A little high.",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let done = format!("comment_result {} done", asked.result);
    assert!(audit(&asked.world, asked.member).await.contains(&done));
}

#[tokio::test]
async fn msg_8_a_comment_that_is_sent_twice_is_one_and_another_follows_it() {
    let mut asked = asked().await;
    let fields = asked.fields(COMMENT, 1);
    for _ in 0..3 {
        assert_eq!(post(&mut asked.nurse.browser, &fields).await.status, 303);
    }
    // The same from another rendering a moment later: a reload, or Back.
    let again = asked.fields(COMMENT, 2);
    post(&mut asked.nurse.browser, &again).await;
    assert_eq!(
        asked
            .result()
            .await
            .words()
            .matches("A little high.")
            .count(),
        1
    );
    // Another text from the same form is told, and kept in the field.
    let at_desk = asked.at_desk();
    asked.nurse.browser.get(&at_desk).await;
    let other = asked.fields("Another thing.", 1);
    let fields: Vec<_> = other
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let page = asked.nurse.browser.submit("staff/comment", &fields).await;
    assert!(
        page.words().contains("another comment was already added"),
        "{}",
        page.words()
    );
    assert!(page.has("Another thing."));
    let next = asked.fields("Another thing.", 3);
    asked
        .world
        .clock
        .turn_to(asked.world.clock.now() + minutes(1));
    post(&mut asked.nurse.browser, &next).await;
    let words = asked.result().await.words();
    let (first, second) = (
        words.find("A little high.").unwrap(),
        words.find("Another thing.").unwrap(),
    );
    assert!(first < second, "oldest first: {words}");
    // Nothing and too much are told.
    for (text, told) in [
        (" \n", "Write the comment"),
        (&"x".repeat(10_001), "1 character too long"),
    ] {
        let fields = asked.fields(text, 9);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let page = asked.nurse.browser.submit("staff/comment", &fields).await;
        assert!(page.words().contains(told), "{told}: {}", page.words());
    }
}

#[tokio::test]
async fn acc_2_only_a_clinician_who_may_read_it_comments_and_only_on_what_was_asked() {
    let mut asked = asked().await;
    let clinicians = asked.world.clinicians().await;
    let elsewhere = asked
        .world
        .worker("nurse.elsewhere", Role::Nurse, Some(clinicians[1]))
        .await;
    let clerk = asked
        .world
        .worker("rosa.clerk", Role::MemberServices, None)
        .await;
    let admin = asked
        .world
        .worker("theo.admin", Role::Administrator, None)
        .await;
    for (who, mut worker, status) in [
        ("elsewhere", elsewhere, 403),
        ("clerk", clerk, 404),
        ("admin", admin, 403),
    ] {
        worker.browser.scripts = true;
        let fields = asked.fields(COMMENT, 1);
        assert_eq!(
            post(&mut worker.browser, &fields).await.status,
            status,
            "{who}"
        );
    }
    // A conversation with a desk: its clerk reads it, and still says nothing of a result.
    let desks = {
        let page = asked.maria.get("/messages/new").await;
        let key = page.value_of("send_key").unwrap();
        let fields = [
            ("to", "member_services"),
            ("subject", "Who explains it?"),
            ("message", "Please tell me."),
            ("report", &*asked.result.to_string()),
            ("send_key", &*key),
        ];
        let answer = asked.maria.post("messages/send", &fields).await;
        answer
            .location()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    };
    let mut clerk = asked
        .world
        .worker("ben.clerk", Role::MemberServices, None)
        .await;
    let page = clerk.browser.get(&format!("/staff/messages/{desks}")).await;
    assert!(page.status == 200 && !page.has("name=\"comment\""));
    clerk.browser.scripts = true;
    let mut fields = asked.fields(COMMENT, 1);
    fields[0].1.clone_from(&desks);
    assert_eq!(post(&mut clerk.browser, &fields).await.status, 403);
    // A result that nobody asked about here is not there, whoever's it is.
    let other = result_of(&asked.world, asked.member, "r2")
        .await
        .to_string();
    asked.nurse.browser.scripts = true;
    for id in [other.as_str(), "01900000-0000-7000-8000-000000000000"] {
        let mut fields = asked.fields(COMMENT, 1);
        fields[1].1 = id.to_owned();
        assert_eq!(
            post(&mut asked.nurse.browser, &fields).await.status,
            404,
            "{id}"
        );
    }
    // Nor does a member.
    let fields = asked.fields(COMMENT, 1);
    asked.maria.scripts = true;
    assert_eq!(post(&mut asked.maria, &fields).await.status, 401);
    asked.maria.scripts = false;
    let page = asked.result().await;
    assert!(
        !page.words().contains("What your clinician says"),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn msg_7_the_mail_says_that_there_is_something_and_nothing_else() {
    let mut asked = asked().await;
    asked.world.run_due_jobs().await;
    let before = asked.world.outbox().await.len();
    let fields = asked.fields(COMMENT, 1);
    post(&mut asked.nurse.browser, &fields).await;
    let more = asked.fields("One more thing.", 2);
    post(&mut asked.nurse.browser, &more).await;
    let mails = asked.world.outbox().await;
    // One for the result, until it is read.
    assert_eq!(mails.len(), before + 1);
    let mail = mails.last().unwrap();
    assert_eq!(mail.to, "maria.santos@mail.example");
    let sink = format!("{}\n{}", mail.subject, mail.body.clone().unwrap());
    assert!(
        sink.contains("There is something new in your record"),
        "{sink}"
    );
    for seeded in [
        "little high",
        PANEL,
        "Cholesterol",
        "5.6",
        "nurse",
        "result",
        &asked.result.to_string(),
        &asked.conversation(),
    ] {
        assert!(!sink.contains(seeded), "{seeded}: {sink}");
    }
    // Read before it left: taken back, and the next one is told again.
    let id = asked.result.to_string();
    asked
        .maria
        .submit("results/mark-read", &[("report", &id)])
        .await;
    assert_eq!(asked.world.outbox().await.len(), before);
    let next = asked.fields("And another.", 3);
    post(&mut asked.nurse.browser, &next).await;
    assert_eq!(asked.world.outbox().await.len(), before + 1);
    // Whoever does not wish it is not told.
    asked
        .maria
        .submit("results/mark-read", &[("report", &id)])
        .await;
    asked
        .maria
        .submit("account/save-notices", &[("wanted[]", "messages")])
        .await;
    let quiet = asked.world.outbox().await.len();
    let last = asked.fields("Quietly.", 4);
    post(&mut asked.nurse.browser, &last).await;
    assert_eq!(asked.world.outbox().await.len(), quiet);
}
