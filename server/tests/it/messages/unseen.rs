//! What nobody has asked to see: a HEAD, a prefetch, a preview of a link tell nothing, mark
//! nothing and leave no look in the trail (SES-9). And nothing of the record is kept on the way
//! (WEB-5): a page is never older than what is asked for.

use app::access::{FILES, PAGES, Rule};
use axum::body::Body;
use axum::http::{Method, header};
use domain::ids::ConversationId;
use testkit::{Browser, Page, World};

use super::{audit, reply_fields, unread, unread_letter};

const SUBJECT: &str = "Your blood count";
const TEXT: &str = "Please drink more water.";

/// What browsers and programs say when they ask ahead of a person.
const AHEAD: &[(&str, &str)] = &[
    ("sec-purpose", "prefetch"),
    ("sec-purpose", "prefetch;prerender"),
    ("sec-purpose", "prefetch;anonymous-client-ip"),
    ("purpose", "prefetch"),
    ("purpose", "Prefetch"),
    ("purpose", "preview"),
    ("x-purpose", "preview"),
    ("x-moz", "prefetch"),
];

/// Programs that open an address which somebody sent to somebody else.
const PREVIEWS: &[&str] = &[
    "WhatsApp/2.23.20.0",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
];

/// Every address of the record with this conversation in it.
fn addresses(conversation: ConversationId) -> Vec<String> {
    let of_record = |rule: &Rule| matches!(rule, Rule::Member | Rule::Open(_) | Rule::Record);
    let pages = PAGES.iter().filter(|page| of_record(&page.rule));
    let files = FILES.iter().filter(|file| of_record(&file.rule));
    pages
        .map(|page| page.path)
        .chain(files.map(|file| file.path))
        .map(|path| path.replace("{id}", &conversation.to_string()))
        .map(|path| path.replace("{person}", &conversation.to_string()))
        .collect()
}

async fn ask(browser: &mut Browser, method: Method, path: &str, head: &[(&str, &str)]) -> Page {
    let mut request = browser.request(method, path);
    for (name, value) in head {
        request = request.header(*name, *value);
    }
    browser.send(request.body(Body::empty()).unwrap()).await
}

fn tells(page: &Page) -> bool {
    let head = format!("{:?}", page.headers);
    [SUBJECT, TEXT, "Whitlock", "Maria"]
        .iter()
        .any(|told| page.has(told) || head.contains(told))
}

#[tokio::test]
async fn ses_9_what_is_asked_for_ahead_tells_nothing_and_is_no_look() {
    let (world, member, mut browser) = World::with_member().await;
    let id = unread_letter(&world, member, SUBJECT).await;
    let before = audit(&world, member).await;
    for (name, value) in AHEAD {
        for path in addresses(id) {
            let page = ask(&mut browser, Method::GET, &path, &[(name, value)]).await;
            assert!(!tells(&page), "{name}: {value}, {path}");
            // Whoever keeps it meanwhile would show it later.
            assert_ne!(page.status, 200, "{name}: {value}, {path}");
            assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}");
        }
    }
    assert_eq!(audit(&world, member).await, before);
    assert_eq!(unread(&world, member).await, 1);
    // The person then sees it, once.
    let page = browser.get(&format!("/messages/{id}")).await;
    assert!(page.has(SUBJECT) && page.has(TEXT));
    assert_eq!(audit(&world, member).await.len(), before.len() + 1);
}

#[tokio::test]
async fn ses_9_a_head_answers_as_the_page_does_without_a_word_and_is_no_look() {
    let (world, member, mut browser) = World::with_member().await;
    let id = unread_letter(&world, member, SUBJECT).await;
    let mut statuses = Vec::new();
    assert_eq!(audit(&world, member).await, Vec::<String>::new());
    for path in addresses(id) {
        let page = ask(&mut browser, Method::HEAD, &path, &[]).await;
        assert_eq!(page.text, "", "{path}");
        assert!(!tells(&page), "{path}: {:?}", page.headers);
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}");
        statuses.push((path, page.status));
    }
    // That they asked for what is not theirs is noted; that they saw anything is not.
    let after = audit(&world, member).await;
    let looks: Vec<_> = after.iter().filter(|row| row.ends_with(" done")).collect();
    assert!(looks.is_empty(), "looks that were none: {looks:?}");
    assert_eq!(unread(&world, member).await, 1);
    for (path, status) in statuses {
        let page = ask(&mut browser, Method::GET, &path, &[]).await;
        assert_eq!(page.status, status, "{path}");
    }
}

#[tokio::test]
async fn a_preview_of_a_link_shows_the_sign_on_and_tells_none_from_another() {
    let (world, member, mut browser) = World::with_member().await;
    let id = unread_letter(&world, member, SUBJECT).await;
    let other = ConversationId::new(world.clock.now(), [9; 10]);
    let before = audit(&world, member).await;
    for agent in PREVIEWS {
        for path in addresses(id) {
            let mut visitor = world.visitor();
            let head = [("user-agent", *agent), ("sec-fetch-site", "none")];
            let page = ask(&mut visitor, Method::GET, &path, &head).await;
            assert!(!tells(&page), "{agent}, {path}");
            assert_eq!(page.status, 303, "{agent}, {path}");
            let there = page.location().unwrap().to_owned();
            assert_eq!(there, "/sign-on", "{agent}, {path}");
        }
        let mut visitor = world.visitor();
        let page = ask(
            &mut visitor,
            Method::GET,
            "/sign-on",
            &[("user-agent", agent)],
        )
        .await;
        assert_eq!(page.status, 200);
        assert!(!tells(&page) && !page.has(&id.to_string()), "{agent}");
        // Known and unknown are the same to them.
        let mut seen = Vec::new();
        for path in [format!("/messages/{id}"), format!("/messages/{other}")] {
            let page = ask(&mut visitor, Method::GET, &path, &[("user-agent", agent)]).await;
            seen.push((page.status, page.location().map(str::to_owned), page.text));
        }
        assert_eq!(seen[0], seen[1], "{agent}");
    }
    assert_eq!(audit(&world, member).await, before);
    assert_eq!(unread(&world, member).await, 1);
    // The alert leads there once one is signed on.
    assert!(browser.get(&format!("/messages/{id}")).await.has(SUBJECT));
}

#[tokio::test]
async fn web_5_nothing_of_the_record_is_kept_on_the_way() {
    let (world, member, mut browser) = World::with_member().await;
    let id = unread_letter(&world, member, SUBJECT).await;
    let mut opened = 0;
    for path in addresses(id) {
        let page = browser.get(&path).await;
        opened += usize::from(page.status == 200);
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}");
        for name in ["etag", "last-modified", "expires"] {
            assert!(!page.headers.contains_key(name), "{path}: {name}");
        }
    }
    assert!(opened > 8, "{opened} pages");
    // What a living page asks for, and what a form answers, no less.
    let page = browser.get(&format!("/messages/{id}")).await;
    let mut held = Default::default();
    let fields = reply_fields(&page, "Thank you.", &mut held);
    for scripts in [true, false] {
        browser.scripts = scripts;
        for (endpoint, fields) in [
            ("messages/reply", fields.as_slice()),
            ("messages/list", &[("mailbox", "inbox")]),
            ("messages/nothing", &[]),
        ] {
            let page = browser.post(endpoint, fields).await;
            assert_eq!(
                page.headers[header::CACHE_CONTROL],
                "no-store",
                "{endpoint}"
            );
        }
    }
}
