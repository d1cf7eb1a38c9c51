//! Drafts: kept, opened again, deleted, sent; nobody else's.

mod tabs;

use std::time::Duration;

use domain::ids::MemberId;
use domain::messages::{DraftProblem, DraftSaved};
use domain::time::days;
use testkit::{Browser, PASSWORD, Page, Person, World};

use super::{Letter, audit, receive, write_to};

/// A page with the form of a new message.
struct Tab {
    browser: Browser,
    fields: Vec<(String, String)>,
    step: u32,
}

impl Tab {
    async fn open(browser: &Browser, path: &str) -> Self {
        let mut browser = browser.clone();
        let page = browser.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        let names = ["send_key", "draft", "revision", "page", "conversation"];
        let fields = names.map(|name| {
            let value = page.value_of(name).unwrap_or_default();
            (name.to_owned(), value)
        });
        browser.scripts = true;
        Self {
            browser,
            fields: fields.into(),
            step: 0,
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|field| field.0 != name);
        self.fields.push((name.into(), value.into()));
    }

    fn get(&self, name: &str) -> &str {
        let field = self.fields.iter().find(|field| field.0 == name);
        field.map_or("", |field| &field.1)
    }

    fn all(&self) -> Vec<(&str, &str)> {
        let fields = self.fields.iter();
        fields.map(|field| (&*field.0, &*field.1)).collect()
    }

    /// Types and saves, as a living page does.
    async fn save(&mut self, subject: &str, message: &str) -> DraftSaved {
        self.step += 1;
        self.set("step", &self.step.to_string());
        self.set("subject", subject);
        self.set("message", message);
        let fields = self.all();
        let page = self
            .browser
            .clone()
            .post("messages/save-draft", &fields)
            .await;
        assert_eq!(page.status, 200, "{}", page.text);
        let saved = serde_json::from_str(&page.text).unwrap();
        if let DraftSaved::Kept {
            draft,
            revision,
            send_key,
            ..
        } = &saved
        {
            self.set("draft", &draft.to_string());
            self.set("revision", &revision.to_string());
            self.set("send_key", send_key);
        }
        saved
    }

    /// Presses the button that keeps it, without scripts.
    async fn keep(&self) -> Page {
        let mut browser = self.browser.clone();
        browser.scripts = false;
        browser.at = "/messages/new".into();
        browser.submit("messages/keep-message", &self.all()).await
    }

    /// Sends the form as it stands.
    async fn send(&mut self, endpoint: &str) -> Page {
        let mut browser = self.browser.clone();
        browser.scripts = false;
        browser.submit(endpoint, &self.all()).await
    }
}

/// Somebody else who is signed on.
async fn another(world: &World) -> (MemberId, Browser) {
    let other = Person::another();
    world.signed_on(&other).await
}

/// The member of the world, signed on anew.
async fn again(world: &World) -> Browser {
    let mut browser = world.visitor();
    browser.get("/sign-on").await;
    let fields = [("id", "maria.santos"), ("password", PASSWORD)];
    let page = browser.submit("session/sign-on", &fields).await;
    assert_eq!(page.status, 200);
    browser
}

async fn drafts(browser: &Browser) -> String {
    browser.clone().get("/messages/drafts").await.words()
}

fn rows(browser_words: &str) -> usize {
    browser_words.matches("Delete draft").count()
}

#[tokio::test]
async fn a_draft_is_kept_from_the_first_character_and_opened_again() {
    let (world, member, browser) = World::with_member().await;
    let mut tab = Tab::open(&browser, "/messages/new").await;
    assert_eq!(tab.save("", "").await, DraftSaved::Blank);
    let saved = tab.save("", "M").await;
    assert!(
        matches!(saved, DraftSaved::Kept { revision: 1, .. }),
        "{saved:?}"
    );
    let to = world.clinicians().await[0].to_string();
    tab.set("to", &to);
    tab.set("topic", "symptom");
    let saved = tab.save("My <knee>", "My knee\r\n\r\n  hurts").await;
    assert!(matches!(
        saved,
        DraftSaved::Kept {
            revision: 2,
            other: false,
            ..
        }
    ));
    let list = drafts(&browser).await;
    assert!(
        list.contains("1 draft") && list.contains("My <knee>"),
        "{list}"
    );
    assert!(
        list.contains("To Ana Whitlock") && list.contains("My knee hurts"),
        "{list}"
    );
    // Offered, and opened as it was left.
    let mut other = browser.clone();
    let offered = other.get("/messages/new").await.words();
    assert!(offered.contains("You have an unsent message"), "{offered}");
    assert!(offered.contains("to Ana Whitlock"), "{offered}");
    let path = format!("/messages/new?draft={}", tab.get("draft"));
    let page = other.get(&path).await;
    assert_eq!(page.value_of("subject").as_deref(), Some("My <knee>"));
    assert!(page.has("My knee\n\n  hurts</textarea>"));
    assert_eq!(
        page.value_of("send_key").as_deref(),
        Some(tab.get("send_key"))
    );
    assert!(page.words().contains("Draft saved at"), "{}", page.words());
    assert!(!page.words().contains("unsent message"));
    // Saved often, recorded once.
    let recorded = audit(&world, member).await;
    let recorded = recorded.iter().filter(|row| row.starts_with("save_draft"));
    assert_eq!(recorded.count(), 1);
    // Emptied, it is no draft any more.
    assert_eq!(tab.save(" ", "\r\n").await, DraftSaved::Blank);
    assert!(drafts(&browser).await.contains("No drafts"));
}

#[tokio::test]
async fn acc_3_a_draft_of_somebody_else_is_no_draft() {
    let (world, member, browser) = World::with_member().await;
    let mut tab = Tab::open(&browser, "/messages/new").await;
    tab.save("Secret", "Mine alone").await;
    let (other, mut stranger) = another(&world).await;
    let theirs = tab.get("draft").to_owned();
    let none = "01900000-0000-7000-8000-000000000000";
    let mut pages = Vec::new();
    for id in [theirs.as_str(), none] {
        let page = stranger.get(&format!("/messages/new?draft={id}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.has("Mine alone") && !page.has("Secret"));
        let words = page.words();
        assert!(
            words.contains("This draft is not there any more"),
            "{words}"
        );
        pages.push(words);
        let fields = [("draft", id)];
        assert_eq!(
            stranger.post("messages/delete-draft", &fields).await.status,
            303
        );
    }
    assert_eq!(pages[0], pages[1]);
    // To save under its id makes a draft of one's own.
    let mut forged = Tab::open(&stranger, "/messages/new").await;
    forged.set("draft", &theirs);
    forged.set("revision", "99");
    forged.save("Forged", "Overwritten").await;
    assert_ne!(forged.get("draft"), theirs);
    let list = drafts(&browser).await;
    assert!(
        list.contains("Secret") && list.contains("1 draft"),
        "{list}"
    );
    assert!(drafts(&stranger).await.contains("Forged"));
    // Nor does sending under it.
    forged.set("draft", &theirs);
    forged.set("to", "support");
    forged.send("messages/send").await;
    assert!(drafts(&browser).await.contains("Secret"));
    let refused = format!("delete_draft {theirs} refused");
    assert!(audit(&world, other).await.contains(&refused));
    assert!(
        !audit(&world, member)
            .await
            .iter()
            .any(|row| row.starts_with("delete_draft"))
    );
    let mut visitor = world.visitor();
    let page = visitor.get(&format!("/messages/new?draft={theirs}")).await;
    assert_eq!(page.location(), Some("/sign-on"));
}

#[tokio::test]
async fn a_reply_has_its_draft_in_its_conversation_also_when_that_has_closed() {
    let (world, member, browser) = World::with_member().await;
    let from = world.clinicians().await[0];
    let now = world.clock.now();
    let id = receive(
        &world,
        member,
        from,
        Letter::new("Your test", now - days(29)),
    )
    .await;
    let path = format!("/messages/{id}");
    let mut tab = Tab::open(&browser, &path).await;
    assert!(matches!(
        tab.save("", "Thank y").await,
        DraftSaved::Kept { .. }
    ));
    let list = drafts(&browser).await;
    assert!(
        list.contains("Reply to Ana Whitlock") && list.contains("Your test"),
        "{list}"
    );
    let page = browser.clone().get(&path).await;
    assert!(page.has("Thank y</textarea>"), "{}", page.words());
    // It is no new message, and is not offered as one.
    let new = browser.clone().get("/messages/new").await.words();
    assert!(!new.contains("unsent message"), "{new}");
    // A foreign conversation takes no draft.
    let (_, stranger) = another(&world).await;
    let mut forged = Tab::open(&stranger, "/messages/new").await;
    forged.set("conversation", &id.to_string());
    forged.set("message", "Mine");
    let fields = forged.all();
    let page = forged
        .browser
        .clone()
        .post("messages/save-draft", &fields)
        .await;
    assert_eq!(page.status, 404);
    // Two days later the thirty days are over: the text is there to be copied.
    world.clock.turn_to(now + days(2));
    let mut browser = again(&world).await;
    let page = browser.get(&path).await;
    let words = page.words();
    assert!(words.contains("You cannot reply here"), "{words}");
    assert!(page.has("Thank y</textarea>"), "{words}");
}

#[tokio::test]
async fn without_scripts_a_button_keeps_it() {
    let (_world, _member, browser) = World::with_member().await;
    let mut tab = Tab::open(&browser, "/messages/new").await;
    tab.set("to", "support");
    tab.set("subject", "Later");
    tab.set("message", "I go on tomorrow.");
    let page = tab.keep().await;
    assert!(page.words().contains("Your draft was saved"));
    // Pressed again (Back, or a double click) it is the same draft.
    tab.set("message", "I go on tomorrow, or later.");
    let words = tab.keep().await.words();
    assert!(
        words.contains("Your draft was saved") && words.contains("1 draft"),
        "{words}"
    );
    assert!(words.contains("or later"), "{words}");
    // What cannot be kept comes back with its text.
    let large = "x".repeat(65 * 1024);
    tab.set("message", &large);
    let page = tab.keep().await;
    assert!(
        page.words().contains("larger than 64 KB"),
        "{}",
        page.status
    );
    assert!(page.has(&large));
    // Deleted by its button.
    let mut browser = browser;
    let page = browser.get("/messages/drafts").await;
    let id = page.value_of("draft").unwrap();
    let page = browser
        .submit("messages/delete-draft", &[("draft", &id)])
        .await;
    assert!(page.words().contains("No drafts"), "{}", page.words());
}

#[tokio::test]
async fn a_hundred_drafts_are_kept_and_no_more() {
    let (_world, _member, browser) = World::with_member().await;
    let mut first = Tab::open(&browser, "/messages/new").await;
    first.save("", "number 0").await;
    let page = first.get("page").to_owned();
    for number in 1..100 {
        let mut tab = Tab {
            browser: first.browser.clone(),
            fields: first.fields.clone(),
            step: 0,
        };
        tab.set("draft", "");
        tab.set("page", &format!("{number:032x}"));
        assert!(matches!(
            tab.save("", &format!("number {number}")).await,
            DraftSaved::Kept { .. }
        ));
    }
    let full = DraftSaved::Refused(DraftProblem::TooMany);
    let mut tab = Tab::open(&browser, "/messages/new").await;
    assert_eq!(tab.save("", "one more").await, full);
    // Those that are there can be gone on with, but not doubled.
    assert!(matches!(
        first.save("", "gone on").await,
        DraftSaved::Kept { .. }
    ));
    first.set("page", &"f".repeat(32));
    first.set("revision", "1");
    assert_eq!(first.save("", "another text").await, full);
    first.set("page", &page);
    assert_eq!(rows(&drafts(&browser).await), 100);
}

#[tokio::test]
async fn cry_10_a_draft_is_kept_for_a_year() {
    let (world, _member, browser) = World::with_member().await;
    let mut tab = Tab::open(&browser, "/messages/new").await;
    tab.save("Old", "Very").await;
    world
        .clock
        .turn_to(world.clock.now() + days(365) - Duration::from_secs(1));
    world.run_due_jobs().await;
    let browser = again(&world).await;
    assert!(drafts(&browser).await.contains("1 draft"));
    world
        .clock
        .turn_to(world.clock.now() + Duration::from_secs(2));
    world.run_due_jobs().await;
    assert!(drafts(&browser).await.contains("No drafts"));
}

#[tokio::test]
async fn what_is_sent_from_a_refused_form_is_no_draft_any_more() {
    let (_world, _member, browser) = World::with_member().await;
    let mut tab = Tab::open(&browser, "/messages/new").await;
    tab.save("Subject", "Text").await;
    // Nobody chosen: refused, and the draft stays.
    let page = tab.send("messages/send").await;
    assert!(
        page.words().contains("Choose who you write to"),
        "{}",
        page.words()
    );
    assert_eq!(page.value_of("draft").as_deref(), Some(tab.get("draft")));
    assert_eq!(rows(&drafts(&browser).await), 1);
    tab.set("to", "support");
    tab.send("messages/send").await;
    assert_eq!(rows(&drafts(&browser).await), 0);
    // A message written without a draft leaves the drafts of others alone.
    let mut kept = Tab::open(&browser, "/messages/new").await;
    kept.save("Kept", "Still").await;
    write_to(&mut browser.clone(), "support", "Other", "Message").await;
    assert_eq!(rows(&drafts(&browser).await), 1);
}
