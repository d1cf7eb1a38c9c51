//! The Archive, folders, several conversations at once.

use super::{audit, listed, unread, unread_letter};
use testkit::{Browser, Person, World};

async fn arrange(browser: &mut Browser, what: &str, chosen: &[&str]) -> String {
    let mut fields = vec![("what", what)];
    fields.extend(chosen.iter().map(|id| ("conversations[]", *id)));
    let page = browser.submit("messages/arrange", &fields).await;
    assert_eq!(page.status, 200);
    page.words()
}

/// The id of the folder that the page of folders links to by this name.
async fn folder(browser: &mut Browser, name: &str) -> String {
    let page = browser
        .submit("messages/save-folder", &[("name", name)])
        .await;
    assert!(page.words().contains(name), "{}", page.words());
    let links = page.text.split("href=\"/messages/folders/").skip(1);
    let link = links
        .clone()
        .find(|link| link.split("</a>").next().unwrap().contains(name));
    link.unwrap()[..36].to_owned()
}

#[tokio::test]
async fn conversations_are_put_away_and_taken_back() {
    let (world, member, mut browser) = World::with_member().await;
    let one = unread_letter(&world, member, "The first").await.to_string();
    let two = unread_letter(&world, member, "The second")
        .await
        .to_string();
    let page = browser.get("/messages").await;
    assert!(page.words().contains("Move to Archive"));
    let words = arrange(&mut browser, "archive", &[&one, &two]).await;
    assert!(
        words.contains("2 conversations are in the Archive now."),
        "{words}"
    );
    assert!(listed(&browser.get("/messages").await.text).is_empty());
    let archive = browser.get("/messages/archive").await;
    assert_eq!(listed(&archive.text).len(), 2);
    let words = arrange(&mut browser, "inbox", &[&one]).await;
    assert!(
        words.contains("1 conversation is in your Inbox now."),
        "{words}"
    );
    assert_eq!(listed(&browser.get("/messages").await.text), [one.as_str()]);
    assert_eq!(
        listed(&browser.get("/messages/archive").await.text),
        [two.as_str()]
    );
    // Nothing was marked by that, and every change is in the audit trail.
    assert_eq!(unread(&world, member).await, 2);
    let kept = audit(&world, member).await;
    let kept = kept
        .iter()
        .filter(|line| line.starts_with("keep_conversation"))
        .count();
    assert_eq!(kept, 3);
    // What is new comes back by itself, with its page where it always was.
    let page = browser.get(&format!("/messages/{two}")).await;
    assert!(
        page.words()
            .contains("This conversation is in the Archive.")
    );
}

#[tokio::test]
async fn several_are_marked_as_read_at_once_and_only_those() {
    let (world, member, mut browser) = World::with_member().await;
    let one = unread_letter(&world, member, "The first").await.to_string();
    unread_letter(&world, member, "The second").await;
    browser.get("/messages").await;
    let words = arrange(&mut browser, "read", &[&one]).await;
    assert!(
        words.contains("1 conversation is marked as read."),
        "{words}"
    );
    assert_eq!(unread(&world, member).await, 1);
    let page = browser.get("/messages?unread=true").await;
    assert_eq!(listed(&page.text).len(), 1);
    assert!(page.words().contains("The second") && page.words().contains("Show all"));
    for (what, chosen, told) in [
        ("archive", vec![], "Choose at least one conversation first"),
        ("folder", vec![one.as_str()], "Choose a folder first"),
        ("delete", vec![one.as_str()], "Choose a folder first"),
    ] {
        let words = arrange(&mut browser, what, &chosen).await;
        assert!(words.contains(told), "{what}: {words}");
    }
    assert_eq!(listed(&browser.get("/messages").await.text).len(), 2);
}

#[tokio::test]
async fn folders_are_made_named_used_and_taken_away() {
    let (world, member, mut browser) = World::with_member().await;
    let one = unread_letter(&world, member, "The first").await.to_string();
    browser.get("/messages/folders").await;
    let knee = folder(&mut browser, "Knee, hip").await;
    for (name, told) in [
        ("", "Write a name for the folder"),
        ("  KNEE,  HIP ", "You have a folder of this name"),
        (&"k".repeat(41), "The name is too long"),
    ] {
        let page = browser
            .submit("messages/save-folder", &[("name", name)])
            .await;
        assert!(page.words().contains(told), "{name}: {}", page.words());
        assert!(page.has("aria-invalid=\"true\""), "{name}");
    }
    browser.get("/messages").await;
    let fields = [
        ("what", "folder"),
        ("folder", knee.as_str()),
        ("conversations[]", one.as_str()),
    ];
    let page = browser.submit("messages/arrange", &fields).await;
    assert!(
        page.words()
            .contains("1 conversation is in “Knee, hip” now."),
        "{}",
        page.words()
    );
    let here = format!("/messages/folders/{knee}");
    let page = browser.get(&here).await;
    assert_eq!(listed(&page.text), [one.as_str()]);
    let title = page
        .text
        .split("<title>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    assert!(
        !title.contains("Knee"),
        "no health information in the title: {title}"
    );
    let fields = [("folder", knee.as_str()), ("name", "Both knees")];
    let page = browser.submit("messages/save-folder", &fields).await;
    assert!(page.words().contains("Both knees"));
    let page = browser
        .submit("messages/remove-folder", &[("folder", &knee)])
        .await;
    assert!(page.words().contains("No folders yet"), "{}", page.words());
    assert_eq!(listed(&browser.get("/messages").await.text), [one.as_str()]);
    assert_eq!(browser.get(&here).await.status, 404);
}

#[tokio::test]
async fn acc_3_nothing_of_others_is_moved_found_or_told_apart() {
    let (world, member, mut browser) = World::with_member().await;
    let (_, mut other) = world
        .signed_on(&Person {
            given: "Jonah",
            family: "Reed",
            mrn: "20000001",
            user_id: "jonah.reed",
            email: None,
            ..Person::default()
        })
        .await;
    let mine = unread_letter(&world, member, "The first").await.to_string();
    other.get("/messages/folders").await;
    let theirs = folder(&mut other, "Theirs").await;
    let page = other
        .post(
            "messages/arrange",
            &[("what", "archive"), ("conversations[]", &mine)],
        )
        .await;
    assert_eq!(page.status, 404);
    let into = [
        ("what", "folder"),
        ("folder", theirs.as_str()),
        ("conversations[]", mine.as_str()),
    ];
    assert_eq!(browser.post("messages/arrange", &into).await.status, 404);
    for endpoint in ["messages/save-folder", "messages/remove-folder"] {
        let fields = [("folder", theirs.as_str()), ("name", "Mine now")];
        assert_eq!(browser.post(endpoint, &fields).await.status, 404);
    }
    assert_eq!(
        browser
            .get(&format!("/messages/folders/{theirs}"))
            .await
            .status,
        404
    );
    let nobodys = "/messages/folders/01900000-0000-7000-8000-000000000000";
    assert_eq!(browser.get(nobodys).await.status, 404);
    let page = other.submit("messages/find", &[("query", "first")]).await;
    assert!(listed(&page.text).is_empty());
    assert_eq!(
        listed(&browser.get("/messages").await.text),
        [mine.as_str()]
    );
}
