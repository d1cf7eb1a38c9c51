//! A reply from the desk: what the member sees, once, and never past what was read.

use std::time::{Duration, Instant};

use domain::staff::Role;
use domain::time::minutes;

use crate::live::Stream;

use super::{QUESTION, SUBJECT, desk, reply_fields};

#[tokio::test]
async fn a_reply_is_in_the_members_inbox_and_out_of_the_teams() {
    let mut desk = desk().await;
    let list = desk.nurse.browser.get("/staff/messages").await;
    assert!(
        list.has(&format!("href=\"{}\"", desk.path())),
        "a link to it"
    );
    for told in [
        SUBJECT,
        "Maria Santos",
        "Less than an hour",
        "Nobody",
        "Look at it soon",
    ] {
        assert!(list.words().contains(told), "{told}: {}", list.words());
    }
    // Monday 9 in the morning, so it is due on Wednesday at 9.
    assert!(
        list.words().contains("November 4, 2026, 9:00"),
        "{}",
        list.words()
    );
    let path = desk.path();
    let page = desk.nurse.browser.get(&path).await;
    for told in [
        QUESTION,
        "Maria Santos, born March 9, 1984",
        "Written to Ana Whitlock",
        "Reply",
        "Send",
    ] {
        assert!(page.words().contains(told), "{told}: {}", page.words());
    }
    assert!(page.has("name=\"covering\""));
    let mut held = Default::default();
    let fields = reply_fields(&page, "Please come in tomorrow.", &mut held);
    let page = desk.nurse.browser.submit("staff/reply", &fields).await;
    assert!(
        page.words().contains("Your reply was sent"),
        "{}",
        page.words()
    );
    let list = desk.nurse.browser.get("/staff/messages").await;
    assert!(list.words().contains("Nothing waits here"));
    // The member's side: unread, by the nurse's name, and it can be answered.
    let home = desk.maria.get("/messages").await;
    assert!(home.words().contains("1 unread") && home.words().contains("Devon Marsh"));
    let page = desk.marias_page().await;
    assert!(page.words().contains("Please come in tomorrow."));
    assert!(page.has("name=\"send_key\"") && page.words().contains("You can reply until"));
}

#[tokio::test]
async fn a_reply_is_told_to_the_members_open_pages() {
    let mut desk = desk().await;
    let mut open = Stream::open(&desk.world.router, &desk.maria).await;
    assert_eq!(open.next().await.as_deref(), Some("=0"));
    let page = desk.nurse.browser.get(&desk.path()).await;
    let mut held = Default::default();
    let fields = reply_fields(&page, "Please come in tomorrow.", &mut held);
    let since = Instant::now();
    desk.nurse.browser.submit("staff/reply", &fields).await;
    assert_eq!(open.next().await.as_deref(), Some("1"));
    assert!(
        since.elapsed() < Duration::from_secs(2),
        "{:?}",
        since.elapsed()
    );
}

#[tokio::test]
async fn msg_8_a_reply_that_is_sent_twice_is_one() {
    let mut desk = desk().await;
    let path = desk.path();
    let page = desk.nurse.browser.get(&path).await;
    let mut held = Default::default();
    let fields = reply_fields(&page, "Please come in tomorrow.", &mut held);
    for _ in 0..3 {
        let answer = desk.nurse.browser.post("staff/reply", &fields).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, Some(path.as_str()))
        );
    }
    let page = desk.marias_page().await;
    assert_eq!(page.words().matches("Please come in tomorrow.").count(), 1);
    // Another text from the same form is told, and kept.
    let mut other = fields.clone();
    other[3].1 = "Or on Friday.";
    let page = desk.nurse.browser.submit("staff/reply", &other).await;
    assert!(page.has("Or on Friday.") && page.words().contains("There is a problem"));
}

#[tokio::test]
async fn covering_for_a_colleague_takes_no_reply() {
    let mut desk = desk().await;
    let path = desk.path();
    let page = desk.nurse.browser.get(&path).await;
    assert!(page.words().contains("Covering for a colleague (no reply)"));
    let mut held = Default::default();
    let mut fields = reply_fields(&page, "Dr. Whitlock is away.", &mut held);
    fields.push(("covering", "true"));
    desk.nurse.browser.post("staff/reply", &fields).await;
    let page = desk.marias_page().await;
    assert!(page.words().contains("takes no reply"), "{}", page.words());
    assert!(page.words().contains("You cannot reply here"));
}

#[tokio::test]
async fn who_answers_second_is_told_and_loses_nothing() {
    let mut desk = desk().await;
    let clinicians = desk.world.clinicians().await;
    let mut other = desk
        .world
        .worker("dr.whitlock", Role::Physician, Some(clinicians[0]))
        .await;
    let path = desk.path();
    let (first, second) = (
        desk.nurse.browser.get(&path).await,
        other.browser.get(&path).await,
    );
    let (mut one, mut two) = (Default::default(), Default::default());
    let fields = reply_fields(&first, "Come in tomorrow.", &mut one);
    desk.nurse.browser.post("staff/reply", &fields).await;
    let fields = reply_fields(&second, "Come in today.", &mut two);
    let page = other.browser.submit("staff/reply", &fields).await;
    assert!(
        page.words().contains("A colleague has answered"),
        "{}",
        page.words()
    );
    assert!(page.has("Come in today.") && page.words().contains("Come in tomorrow."));
    assert!(!desk.marias_page().await.words().contains("Come in today."));
    // Sent once more, knowing that, it goes.
    let mut again = Default::default();
    let fields = reply_fields(&page, "Come in today.", &mut again);
    other.browser.post("staff/reply", &fields).await;
    assert!(desk.marias_page().await.words().contains("Come in today."));
}

#[tokio::test]
async fn what_the_member_writes_meanwhile_is_read_first() {
    let mut desk = desk().await;
    let path = desk.path();
    let staffs = desk.nurse.browser.get(&path).await;
    let marias = desk.marias_page().await;
    let mut held = Default::default();
    let fields = reply_fields(&marias, "It is swollen now.", &mut held);
    desk.maria.post("messages/reply", &fields).await;
    let mut held = Default::default();
    let fields = reply_fields(&staffs, "Nothing to worry about.", &mut held);
    let page = desk.nurse.browser.submit("staff/reply", &fields).await;
    assert!(
        page.words().contains("has written again"),
        "{}",
        page.words()
    );
    assert!(
        page.words().contains("It is swollen now."),
        "the page shows it"
    );
    // Nor is it closed unread.
    let id = desk.conversation.to_string();
    let newest = staffs.value_of("newest").unwrap();
    let fields = [
        ("conversation", id.as_str()),
        ("why", "duplicate"),
        ("newest", &newest),
    ];
    desk.nurse.browser.post("staff/close", &fields).await;
    let list = desk.nurse.browser.get("/staff/messages").await;
    assert!(list.words().contains(SUBJECT));
}

#[tokio::test]
async fn an_empty_reply_comes_back_with_what_is_wrong() {
    let mut desk = desk().await;
    let path = desk.path();
    let page = desk.nurse.browser.get(&path).await;
    let mut held = Default::default();
    let mut fields = reply_fields(&page, " \n ", &mut held);
    fields.push(("covering", "true"));
    let page = desk.nurse.browser.submit("staff/reply", &fields).await;
    assert!(page.words().contains("There is a problem") && page.has("aria-invalid=\"true\""));
    let ticked = page.text.split("name=\"covering\"").nth(1).unwrap();
    assert!(
        ticked.split('>').next().unwrap().contains("checked"),
        "what was ticked stays"
    );
}

#[tokio::test]
async fn a_template_is_put_into_the_reply_in_the_members_language() {
    let mut desk = desk().await;
    let path = desk.path();
    let page = desk.nurse.browser.get(&path).await;
    assert!(page.words().contains("Ready-made text"));
    let mut held = Default::default();
    let mut fields = reply_fields(&page, "Dear Maria,", &mut held);
    fields.push(("template", "visit"));
    fields.push(("insert", "true"));
    let page = desk.nurse.browser.submit("staff/reply", &fields).await;
    assert!(
        page.has("Dear Maria,\n\nWe would like to see you for this."),
        "{}",
        page.words()
    );
    assert!(
        !desk
            .marias_page()
            .await
            .words()
            .contains("We would like to see you"),
        "not sent"
    );
    let member = desk.member;
    let request = desk.world.request();
    let spanish = request.write(move |cx| {
        Box::pin(async move {
            let mut row = store::roll::member(&mut cx.tx, member).await?.unwrap();
            row.locale = Some(domain::locale::Locale::Es);
            store::roll::update_member(&mut cx.tx, &row).await?;
            Ok(())
        })
    });
    spanish.await.unwrap();
    let page = desk.nurse.browser.get(&path).await;
    let mut held = Default::default();
    let mut fields = reply_fields(&page, "", &mut held);
    fields.push(("template", "visit"));
    fields.push(("insert", "true"));
    let page = desk.nurse.browser.submit("staff/reply", &fields).await;
    assert!(page.has("Nos gustaría verle"), "{}", page.words());
}

#[tokio::test]
async fn a_reply_after_the_session_has_ended_leads_to_the_sign_on() {
    let mut desk = desk().await;
    let path = desk.path();
    let page = desk.nurse.browser.get(&path).await;
    let mut held = Default::default();
    let fields = reply_fields(&page, "Too late", &mut held);
    desk.world
        .clock
        .turn_to(desk.world.clock.now() + minutes(16));
    let answer = desk.nurse.browser.post("staff/reply", &fields).await;
    assert_eq!(answer.location(), Some("/staff/sign-on"));
}
