//! Search over messages and drafts.

use testkit::{Browser, Page, Person, World};

use super::{Letter, audit, listed, receive, unread_letter};

async fn find(browser: &mut Browser, query: &str) -> Page {
    browser.submit("messages/find", &[("query", query)]).await
}

/// Writes a new message and presses the button that keeps it; answers its draft's address.
async fn keep(browser: &mut Browser, path: &str, subject: &str, message: &str) -> String {
    let page = browser.get(path).await;
    let names = ["send_key", "draft", "revision", "page"];
    let held = names.map(|name| page.value_of(name).unwrap_or_default());
    let mut fields: Vec<(&str, &str)> = names.into_iter().zip(held.iter().map(|v| &**v)).collect();
    fields.extend([("to", "support"), ("topic", "general")]);
    fields.extend([("subject", subject), ("message", message)]);
    let page = browser.submit("messages/keep-message", &fields).await;
    draft_links(&page).swap_remove(0)
}

/// Where a page leads to go on with a draft.
fn draft_links(page: &Page) -> Vec<String> {
    page.text
        .split("href=\"")
        .skip(1)
        .map(|link| link[..link.find('"').unwrap()].to_owned())
        .filter(|link| link.contains("?draft="))
        .collect()
}

#[tokio::test]
async fn a_search_finds_marks_and_stands_in_no_address() {
    let (world, member, mut browser) = World::with_member().await;
    let from = world.clinicians().await[0];
    let mut letter = Letter::new("Su presión arterial", world.clock.now());
    letter.body = format!(
        "{} <b>La MEDICIÓN</b> de ayer estaba bien.",
        "Buenos días. ".repeat(40)
    );
    let id = receive(&world, member, from, letter).await.to_string();
    unread_letter(&world, member, "Something else").await;
    browser.get("/messages").await;
    let fields = [("what", "archive"), ("conversations[]", id.as_str())];
    let page = browser.submit("messages/arrange", &fields).await;
    assert_eq!(page.status, 200);
    browser.get("/messages").await;
    let page = browser
        .post("messages/find", &[("query", "medicion presi")])
        .await;
    let target = page.location().unwrap().to_owned();
    assert!(target.starts_with("/messages/search?flash="), "{target}");
    assert!(!target.contains("medicion"));
    let page = browser.get(&target).await;
    assert_eq!(listed(&page.text), [id.as_str()]);
    assert_eq!(page.value_of("query").as_deref(), Some("medicion presi"));
    assert!(
        page.has("<mark class=\"found\">MEDICIÓN"),
        "{}",
        page.words()
    );
    assert!(page.has("<mark class=\"found\">presión"));
    assert!(
        page.words().contains("1 conversation found") && page.words().contains("In the Archive")
    );
    assert!(!page.has("<b>La"), "a message is text, never markup");
    for (query, told) in [
        ("nowhere", "No message was found"),
        ("-- !", "Write at least one word"),
        ("", "Search all your messages"),
    ] {
        let page = browser.submit("messages/find", &[("query", query)]).await;
        assert!(page.words().contains(told), "{query}: {}", page.words());
    }
    let looked = audit(&world, member).await;
    let looked: Vec<_> = looked
        .iter()
        .filter(|line| line.starts_with("search_messages"))
        .collect();
    assert_eq!(looked, ["search_messages  done", "search_messages  done"]);
}

#[tokio::test]
async fn a_draft_is_found_as_it_stands_and_leads_to_itself() {
    let (world, member, mut browser) = World::with_member().await;
    let path = "/messages/new";
    let here = keep(&mut browser, path, "My RODILLA", "Me duele <b>al</b> subir").await;
    for query in ["rodi", "RODÍLLA due", "subir website", "asistencia"] {
        let page = find(&mut browser, query).await;
        assert_eq!(draft_links(&page), [here.as_str()], "{query}");
        assert!(page.words().contains("1 draft found"), "{query}");
    }
    let page = find(&mut browser, "rodilla subir").await;
    assert!(page.has("<mark class=\"found\">RODILLA"), "{}", page.text);
    assert!(page.has("<mark class=\"found\">subir") && page.words().contains("Draft"));
    assert!(!page.has("<b>al"), "a draft is text, never markup");
    for query in ["odilla", "rodilla bajar"] {
        assert!(draft_links(&find(&mut browser, query).await).is_empty());
    }
    // Only what was saved last is found, and nothing of it once it is gone.
    let again = keep(&mut browser, &here, "My hip", "Since Sunday").await;
    assert_eq!(again, here);
    assert!(draft_links(&find(&mut browser, "rodilla").await).is_empty());
    assert_eq!(
        draft_links(&find(&mut browser, "sunday").await),
        [here.as_str()]
    );
    let id = here.split('=').nth(1).unwrap();
    browser
        .submit("messages/delete-draft", &[("draft", id)])
        .await;
    assert!(draft_links(&find(&mut browser, "sunday").await).is_empty());
    let looked = audit(&world, member).await;
    assert!(looked.iter().any(|line| line == "search_messages  done"));
}

#[tokio::test]
async fn drafts_and_conversations_stand_in_one_list_by_what_they_have() {
    let (world, member, mut browser) = World::with_member().await;
    let id = unread_letter(&world, member, "About water")
        .await
        .to_string();
    let strong = keep(&mut browser, "/messages/new", "Water", "How much?").await;
    let weak = keep(
        &mut browser,
        "/messages/new",
        "Something else",
        "More water",
    )
    .await;
    let page = find(&mut browser, "water").await;
    assert!(page.words().contains("1 conversation found, and 2 drafts"));
    let at = |link: &str| page.text.find(&format!("href=\"{link}\"")).unwrap();
    assert!(at(&strong) < at(&weak) && at(&format!("/messages/{id}")) < at(&weak));
    // What answers a conversation is found by its subject, and leads into it.
    let conversation = browser.get(&format!("/messages/{id}")).await;
    let names = ["conversation", "send_key", "draft", "revision", "page"];
    let held = names.map(|name| conversation.value_of(name).unwrap_or_default());
    let mut fields: Vec<(&str, &str)> = names.into_iter().zip(held.iter().map(|v| &**v)).collect();
    fields.push(("message", "Thank you, Ibuprofen helps"));
    browser.submit("messages/keep-reply", &fields).await;
    let page = find(&mut browser, "ibuprofen about").await;
    let links = draft_links(&page);
    assert!(links.len() == 1 && links[0].starts_with(&format!("/messages/{id}?draft=")));
    let page = browser.get(&links[0]).await;
    assert!(page.has("Thank you, Ibuprofen helps"));
}

#[tokio::test]
async fn acc_3_a_search_finds_no_draft_of_others() {
    let (world, _, mut browser) = World::with_member().await;
    keep(&mut browser, "/messages/new", "Mine alone", "Secret").await;
    let other = Person {
        given: "Jonah",
        mrn: "20000001",
        user_id: "jonah.reed",
        email: None,
        ..Person::default()
    };
    let (_, mut other) = world.signed_on(&other).await;
    other.get("/messages").await;
    for query in ["mine", "secret", "s"] {
        let page = find(&mut other, query).await;
        assert!(
            draft_links(&page).is_empty() && !page.has("Mine alone"),
            "{query}"
        );
    }
}
