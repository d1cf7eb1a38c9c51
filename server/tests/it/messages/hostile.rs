//! MSG-1: five hundred texts that would do something were they ever taken for more than text, in
//! every field and in the views of every role.

use std::sync::LazyLock;

use domain::ids::ConversationId;
use domain::staff::Role;
use serde::Deserialize;
use testkit::{Browser, Page, World};

use super::about::{ask_about, result_of};
use super::files::{Form, download};
use super::reply_fields;
use crate::paper;

#[derive(Deserialize)]
struct Hostile {
    /// What would end whatever the text stands in.
    openings: Vec<String>,
    /// What would then do something.
    vectors: Vec<String>,
}

static HOSTILE: LazyLock<Hostile> =
    LazyLock::new(|| serde_json::from_str(include_str!("payloads.json")).unwrap());

/// Each opening before each vector.
fn texts() -> Vec<String> {
    let openings = HOSTILE.openings.iter();
    let texts: Vec<String> = openings
        .flat_map(|opening| {
            let vectors = HOSTILE.vectors.iter();
            vectors.map(move |vector| format!("{opening}{vector}"))
        })
        .collect();
    assert_eq!(texts.len(), 500);
    texts
}

/// All of them, a line each, in as few messages as hold them.
fn bundles() -> Vec<String> {
    let texts = texts();
    texts.chunks(125).map(|some| some.join("\n")).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Nothing of it is markup.
fn assert_tame(page: &Page, place: &str) {
    assert_eq!(page.status, 200, "{place}");
    for vector in HOSTILE.vectors.iter().filter(|one| one.starts_with('<')) {
        assert!(!page.has(vector), "{place} holds {vector} as markup");
    }
}

/// The page shows these texts, as they were written.
fn assert_shown<'t>(page: &Page, texts: impl IntoIterator<Item = &'t String>, place: &str) {
    assert_tame(page, place);
    let words = page.words();
    for text in texts {
        assert!(words.contains(&squeezed(text)), "{place}: {text}");
    }
}

async fn send(browser: &mut Browser, to: &str, subject: &str, text: &str, number: usize) -> String {
    let key = format!("{:032x}", number + 1);
    let fields = [
        ("to", to),
        ("topic", "general"),
        ("subject", subject),
        ("message", text),
        ("send_key", &key),
    ];
    let page = browser.post("messages/send", &fields).await;
    assert_eq!(page.status, 303, "{subject}");
    page.location().unwrap().to_owned()
}

/// Every page of a list.
async fn pages(browser: &mut Browser, first: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut next = Some(first.to_owned());
    while let Some(path) = next {
        let page = browser.get(&path).await;
        assert_tame(&page, &path);
        let link = page
            .text
            .split("href=\"")
            .map(|link| link.split('"').next().unwrap_or_default())
            .find(|link| link.starts_with(first) && link.contains("after="));
        next = link.map(|link| link.replace("&amp;", "&"));
        assert!(pages.len() < 20, "{path}");
        pages.push(page);
    }
    pages
}

#[tokio::test]
async fn msg_1_five_hundred_subjects_are_text_in_every_list_and_heading() {
    let (world, _, mut maria) = World::with_member().await;
    let clinicians = world.clinicians().await;
    let nurse = world
        .worker("nurse.of.cedar", Role::Nurse, Some(clinicians[3]))
        .await;
    let mut nurse = nurse.browser;
    let to = clinicians[0].to_string();
    let texts = texts();
    let mut paths = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        paths.push(send(&mut maria, &to, text, "A question", number).await);
    }
    for (browser, list) in [
        (&mut maria, "/messages/sent"),
        (&mut nurse, "/staff/messages"),
    ] {
        let pages = pages(browser, list).await;
        let words: String = pages.iter().map(|page| page.words() + "\n").collect();
        for text in &texts {
            assert!(words.contains(&squeezed(text)), "{list}: {text}");
        }
    }
    // The headings: each opening and each vector once or more.
    for (number, path) in paths.iter().enumerate().filter(|(at, _)| at % 12 == 0) {
        let page = maria.get(path).await;
        assert_shown(&page, [&texts[number]], "a conversation");
        let page = nurse.get(&format!("/staff{path}")).await;
        assert_shown(&page, [&texts[number]], "a case");
    }
    let found = maria.submit("messages/find", &[("query", "alert")]).await;
    assert_tame(&found, "what was found");
    // What was looked for stands in a mark of its own.
    assert!(found.words().contains("alert (1)"), "{}", found.words());
}

#[tokio::test]
async fn msg_1_five_hundred_texts_are_text_for_member_nurse_and_on_paper() {
    let (world, _, mut maria) = World::with_member().await;
    let clinicians = world.clinicians().await;
    let nurse = world
        .worker("nurse.of.cedar", Role::Nurse, Some(clinicians[3]))
        .await;
    let mut nurse = nurse.browser;
    let to = clinicians[0].to_string();
    let bundles = bundles();
    let path = send(&mut maria, &to, "Many", &bundles[0], 1).await;
    let at_desk = format!("/staff{path}");
    for text in &bundles[1..] {
        let page = maria.get(&path).await;
        let mut held = Default::default();
        maria
            .submit("messages/reply", &reply_fields(&page, text, &mut held))
            .await;
    }
    let texts = texts();
    assert_shown(&maria.get(&path).await, &texts, "what the member wrote");
    assert_shown(&nurse.get(&at_desk).await, &texts, "what the nurse reads");
    let (status, _, pdf) = paper::bytes(&world, &maria, &format!("{path}/pdf")).await;
    assert_eq!(status, 200);
    let on_paper: String = paper::words(&pdf).split_whitespace().collect();
    for vector in &HOSTILE.vectors {
        let vector: String = vector.split_whitespace().collect();
        assert!(on_paper.contains(&vector), "on paper: {vector}");
    }
    // The other way, and the team's notes.
    let id: ConversationId = path.rsplit('/').next().unwrap().parse().unwrap();
    let id = id.to_string();
    for text in &bundles {
        let fields = [("conversation", id.as_str()), ("note", text)];
        nurse.post("staff/note", &fields).await;
    }
    let notes = nurse.get(&at_desk).await;
    assert_shown(&notes, &texts, "notes");
    for text in &bundles {
        let page = nurse.get(&at_desk).await;
        let mut held = Default::default();
        let sent = nurse
            .post("staff/reply", &reply_fields(&page, text, &mut held))
            .await;
        assert_eq!(sent.status, 303);
    }
    let id_text = format!("/messages/{id}");
    assert_shown(&maria.get(&id_text).await, &texts, "what the nurse wrote");
    assert_tame(&maria.get("/home").await, "home");
    assert_tame(&maria.get("/messages").await, "the inbox");
}

#[tokio::test]
async fn msg_1_five_hundred_texts_are_text_in_what_is_said_of_a_result() {
    let (world, member, mut maria) = World::with_member().await;
    let result = result_of(&world, member, "r1").await;
    let nurse = world.clinicians().await[3];
    let nurse = world
        .worker("nurse.of.cedar", Role::Nurse, Some(nurse))
        .await;
    let mut nurse = nurse.browser;
    let path = ask_about(&world, &mut maria, result).await;
    let (id, report) = (path.rsplit('/').next().unwrap(), result.to_string());
    for (number, text) in bundles().iter().enumerate() {
        let key = format!("{:032x}", number + 1);
        let fields = [
            ("conversation", id),
            ("report", &report),
            ("comment", text),
            ("send_key", &key),
        ];
        assert_eq!(nurse.post("staff/comment", &fields).await.status, 303);
    }
    let texts = texts();
    let page = format!("/medical-record/lab-results/{result}");
    assert_shown(&maria.get(&page).await, &texts, "a result");
    let at_desk = nurse.get(&format!("/staff{path}")).await;
    assert_shown(&at_desk, &texts, "a result at the desk");
    let (status, _, pdf) = paper::bytes(&world, &maria, &format!("{page}/pdf")).await;
    assert_eq!(status, 200);
    let on_paper: String = paper::words(&pdf).split_whitespace().collect();
    for vector in &HOSTILE.vectors {
        let vector: String = vector.split_whitespace().collect();
        assert!(on_paper.contains(&vector), "on paper: {vector}");
    }
}

#[tokio::test]
async fn msg_1_what_is_kept_or_refused_is_text_too() {
    let (_world, _, mut maria) = World::with_member().await;
    let texts = texts();
    let chosen: Vec<&String> = texts.iter().step_by(6).collect();
    for (number, text) in chosen.iter().enumerate() {
        let (key, page) = (
            format!("{:032x}", number + 1),
            format!("{:032x}", number + 999),
        );
        let fields = [
            ("to", ""),
            ("topic", "general"),
            ("subject", text.as_str()),
            ("message", text.as_str()),
            ("send_key", &key),
            ("page", &page),
        ];
        let page = maria.post("messages/keep-message", &fields).await;
        assert_eq!(page.status, 303);
    }
    let drafts = maria.get("/messages/drafts").await;
    assert_shown(&drafts, chosen.iter().copied(), "drafts");
    for (number, vector) in HOSTILE.vectors.iter().enumerate() {
        // A form that comes back with what was typed, whatever was put into its other fields.
        let key = format!("{:032x}", number + 5_000);
        let fields = [
            ("to", vector.as_str()),
            ("topic", vector),
            ("subject", vector),
            ("message", vector),
            ("send_key", &key),
        ];
        maria.at = "/messages/new".into();
        let page = maria.submit("messages/send", &fields).await;
        assert_tame(&page, "a form that comes back");
        assert_eq!(page.value_of("subject").as_ref(), Some(vector));
        let query = [("query", vector.as_str())];
        maria.at = "/messages/search".into();
        let page = maria.submit("messages/find", &query).await;
        assert_tame(&page, "a search");
        for path in [
            "/messages/new?to=",
            "/messages/new?draft=",
            "/messages?after=",
        ] {
            let encoded: Vec<_> = vector.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let encoded = encoded.concat();
            let page = maria.get(&format!("{path}{encoded}")).await;
            if page.status == 200 {
                assert_tame(&page, path);
            }
        }
    }
}

#[tokio::test]
async fn msg_1_the_name_of_a_file_is_text() {
    let (_world, _, maria) = World::with_member().await;
    let names = [
        "<img src=x onerror=alert(1)>.txt",
        "'><svg onload=alert(1)>.txt",
        "${alert(1)} {{7*7}} &lt;b&gt; %00.txt",
        "x onmouseover=alert(1) y=.txt",
        "<style>*{display:none}<!--.txt",
    ];
    let mut form = Form::open(&maria).await;
    for name in names {
        let uploaded = form.add(&[(name, b"one line\n")]).await;
        assert_eq!(uploaded.files.last().unwrap().name, name);
    }
    let names = names.map(str::to_owned);
    let draft = maria.clone().get("/messages/new?draft=").await;
    assert_tame(&draft, "an address without a draft");
    let path = format!("/messages/new?draft={}", form.value("draft"));
    assert_shown(&maria.clone().get(&path).await, &names, "a draft");
    let page = form.send().await;
    assert_shown(&page, &names, "a conversation");
    for (name, id) in names.iter().zip(form.value("attached").split(' ')) {
        let page = download(&maria, id.parse().unwrap()).await;
        assert_eq!(page.text, "one line\n");
        let kept = page.headers["content-disposition"].to_str().unwrap();
        assert!(kept.starts_with("attachment"), "{name}: {kept}");
        assert!(!kept.contains('<'), "{name}: {kept}");
    }
}
