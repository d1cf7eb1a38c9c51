//! One draft on two pages, and saves that come late: the newest wins, and no text is lost.

use domain::messages::DraftSaved;
use domain::time::minutes;
use testkit::World;

use super::{Tab, drafts, rows};
use crate::messages::sent;

#[tokio::test]
async fn sending_ends_the_draft_and_a_save_that_comes_late_makes_no_new_one() {
    let (world, member, browser) = World::with_member().await;
    let mut tab = Tab::open(&browser, "/messages/new").await;
    tab.set("to", "support");
    tab.save("The page", "It is bl").await;
    tab.set("message", "It is blue.");
    assert_eq!(tab.send("messages/send").await.status, 200);
    assert_eq!(sent(&world, member).await.len(), 1);
    assert!(drafts(&browser).await.contains("No drafts"));
    // A save that was overtaken by the sending.
    assert_eq!(tab.save("The page", "It is blu").await, DraftSaved::Later);
    assert!(drafts(&browser).await.contains("No drafts"));
    // Somebody who goes back and writes on has begun another message.
    world.clock.turn_to(world.clock.now() + minutes(1));
    let key = tab.get("send_key").to_owned();
    tab.save("The page", "And it is slow.").await;
    assert_ne!(tab.get("send_key"), key);
    assert_eq!(tab.send("messages/send").await.status, 200);
    assert_eq!(sent(&world, member).await.len(), 2);
    assert!(drafts(&browser).await.contains("No drafts"));
}

/// The answer to a sending got lost: the page still shows its text, saves it again, and later the
/// member presses Send again.
#[tokio::test]
async fn msg_8_a_page_that_never_heard_that_its_text_was_sent_keeps_its_key() {
    let (world, member, browser) = World::with_member().await;
    let mut tab = Tab::open(&browser, "/messages/new").await;
    tab.set("to", "support");
    tab.set("subject", "The page");
    tab.set("message", "It is blue.\n");
    assert_eq!(tab.send("messages/send").await.status, 200);
    let key = tab.get("send_key").to_owned();
    for minute in [1, 4, 9] {
        world.clock.turn_to(world.clock.now() + minutes(minute));
        assert_eq!(
            tab.save("The page", "It is blue.\n").await,
            DraftSaved::Blank
        );
        assert_eq!(tab.get("send_key"), key);
        assert_eq!(tab.send("messages/send").await.status, 200);
        assert_eq!(sent(&world, member).await.len(), 1);
        assert!(drafts(&browser).await.contains("No drafts"));
    }
    // Another subject is another message.
    tab.save("Another page", "It is blue.").await;
    assert_ne!(tab.get("send_key"), key);
}

#[tokio::test]
async fn of_two_tabs_the_newest_wins_and_none_is_lost() {
    let (world, member, browser) = World::with_member().await;
    let mut first = Tab::open(&browser, "/messages/new").await;
    first.set("to", "support");
    first.save("Knee", "Begun").await;
    let path = format!("/messages/new?draft={}", first.get("draft"));
    let mut second = Tab::open(&browser, &path).await;
    second.set("to", "support");
    // The second has seen what the first wrote: it goes on with it.
    let saved = second.save("Knee", "Begun, and gone on").await;
    assert!(matches!(
        saved,
        DraftSaved::Kept {
            other: false,
            revision: 2,
            ..
        }
    ));
    // The first has not seen that: both are kept, each page goes on with its own.
    let saved = first.save("Knee", "Begun otherwise").await;
    assert!(
        matches!(saved, DraftSaved::Kept { other: true, .. }),
        "{saved:?}"
    );
    let draft = first.get("draft").to_owned();
    for turn in 0..3 {
        first.save("Knee", &format!("Begun otherwise {turn}")).await;
        second
            .save("Knee", &format!("Begun, and gone on {turn}"))
            .await;
    }
    assert_eq!(
        first.get("draft"),
        draft,
        "the newest of the two became the draft"
    );
    assert_ne!(second.get("draft"), draft);
    assert_ne!(second.get("send_key"), first.get("send_key"));
    let list = drafts(&browser).await;
    assert!(list.contains("2 drafts"), "{list}");
    assert!(
        list.contains("Begun otherwise 2") && list.contains("and gone on 2"),
        "{list}"
    );
    // Each is sent by itself.
    first.set("message", "Begun otherwise 2");
    first.send("messages/send").await;
    assert_eq!(rows(&drafts(&browser).await), 1);
    second.send("messages/send").await;
    assert_eq!(rows(&drafts(&browser).await), 0);
    assert_eq!(sent(&world, member).await.len(), 2);
}

#[tokio::test]
async fn a_page_that_was_left_behind_sends_its_own_text_and_deletes_no_other() {
    let (world, member, browser) = World::with_member().await;
    let mut first = Tab::open(&browser, "/messages/new").await;
    first.set("to", "support");
    first.save("Knee", "From the first").await;
    let path = format!("/messages/new?draft={}", first.get("draft"));
    let mut second = Tab::open(&browser, &path).await;
    second.set("to", "support");
    second.save("Knee", "From the second").await;
    assert_eq!(first.send("messages/send").await.status, 200);
    let list = drafts(&browser).await;
    assert!(list.contains("From the second"), "{list}");
    // And that one can still be sent, without a question about another text.
    second.save("Knee", "From the second, too").await;
    let page = second.send("messages/send").await;
    assert!(
        page.words().contains("Your message was sent"),
        "{}",
        page.words()
    );
    assert_eq!(sent(&world, member).await.len(), 2);
}

#[tokio::test]
async fn saves_that_arrive_in_the_wrong_order_leave_the_latest() {
    let (_world, _member, browser) = World::with_member().await;
    let mut tab = Tab::open(&browser, "/messages/new").await;
    tab.save("", "one").await;
    tab.step = 8;
    tab.save("", "one two three").await;
    tab.step = 5;
    tab.save("", "one two").await;
    assert!(drafts(&browser).await.contains("one two three"));
    // An answer that was lost: the same page, as it was, saves again and has one draft.
    let mut again = Tab::open(&browser, "/messages/new").await;
    let before = again.fields.clone();
    again.save("", "four").await;
    again.fields = before;
    again.save("", "four five").await;
    assert_eq!(rows(&drafts(&browser).await), 2);
}
