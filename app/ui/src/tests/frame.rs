//! The frame of a page: header, main, footer, and the ways between them.

use super::{render, tag_with, tags};

#[test]
fn before_signing_on_there_is_no_navigation() {
    let html = render("site_header", "public");
    let tags = tags(&html);
    assert!(tags.iter().all(|tag| tag.name != "nav"));
    assert!(!html.contains("Sign off"));
    let brand = tag_with(&tags, "href", "/");
    assert_eq!(brand.get("aria-label"), Some("Larkhaven Health Plan, home"));
}

#[test]
fn the_language_is_named_in_itself_and_sent_by_post() {
    let tags = tags(&render("site_header", "public"));
    assert_eq!(
        tag_with(&tags, "action", "/locale").get("method"),
        Some("post")
    );
    assert_eq!(tag_with(&tags, "lang", "es").name, "button");
    assert_eq!(tag_with(&tags, "type", "hidden").get("value"), Some("es"));
}

#[test]
fn after_it_has_navigation_unread_count_and_the_way_out() {
    let html = render("site_header", "signed_on");
    let tags = tags(&html);
    let nav = tags
        .iter()
        .find(|tag| tag.name == "nav")
        .expect("a navigation");
    assert_eq!(nav.get("aria-label"), Some("Main"));
    let links: Vec<_> = tags
        .iter()
        .filter(|tag| tag.is("site-nav__link"))
        .map(|tag| (tag.get("href"), tag.get("aria-current")))
        .collect();
    assert_eq!(
        links,
        [
            (Some("/home"), Some("page")),
            (Some("/messages"), None),
            (Some("/medical-record"), None),
        ],
    );
    // The name of the link: "Messages, 3 unread"; the badge itself is not read out.
    assert!(html.contains(", 3 unread"));
    assert!(
        tags.iter()
            .any(|tag| { tag.is("site-nav__badge") && tag.get("aria-hidden") == Some("true") })
    );
    assert_eq!(
        tag_with(&tags, "action", "/sign-off").get("method"),
        Some("post")
    );
    assert!(html.contains("Maria Santos"));
}

#[test]
fn the_skip_link_leads_to_the_main_part() {
    let skip = tags(&render("skip_link", "link"));
    assert_eq!(skip[0].get("href"), Some("#main"));
    let page = tags(&render("page", "form"));
    let main = tag_with(&page, "id", crate::skip_link::MAIN_ID);
    assert_eq!(main.name, "main");
    assert_eq!(main.get("tabindex"), Some("-1"));
}

#[test]
fn a_page_has_one_h1_that_takes_the_focus() {
    let page = tags(&render("page", "form"));
    let headings: Vec<_> = page.iter().filter(|tag| tag.name == "h1").collect();
    assert_eq!(headings.len(), 1);
    assert_eq!(headings[0].get("tabindex"), Some("-1"));
    let section = tags(&render("page", "section"));
    assert_eq!(tag_with(&section, "id", "since").name, "h2");
    assert!(
        tags(&render("page", "aside"))
            .iter()
            .any(|tag| tag.name == "aside")
    );
}

#[test]
fn the_footer_says_whom_to_call() {
    let html = render("footer", "whole");
    let tags = tags(&html);
    for (number, line) in [
        ("tel:5550110", "Website"),
        ("tel:5550120", "Member services"),
        ("tel:5550142", "Nurse"),
    ] {
        assert_eq!(tag_with(&tags, "href", number).name, "a");
        assert!(html.contains(line));
    }
    assert!(html.contains("TTY 711"));
    assert_eq!(crate::footer::tel("+1 (800) 555-0100"), "tel:+18005550100");
}

#[test]
fn a_back_link_says_where_it_leads() {
    let html = render("link", "back");
    assert_eq!(tags(&html)[0].get("href"), Some("/messages"));
    assert!(html.contains("Back to inbox"));
    assert!(tags(&render("link", "action"))[0].is("button"));
    assert!(tags(&render("link", "secondary"))[0].is("button--secondary"));
    assert!(
        tags(&render("link", "text"))
            .iter()
            .any(|tag| tag.is("link"))
    );
}

#[test]
fn a_number_in_a_sentence_can_be_called() {
    let html = render("link", "call");
    let tags = tags(&html);
    let link = tags.iter().find(|tag| tag.name == "a");
    assert_eq!(
        link.and_then(|tag| tag.get("href")),
        Some("tel:18005550110")
    );
    assert!(html.contains("Wait, or call "));
    assert!(html.contains(", every day."));
}

#[test]
fn a_step_is_a_sentence_that_is_announced() {
    let html = render("step_indicator", "second");
    let tags = tags(&html);
    assert!(html.contains("Step 2 of 5"));
    assert!(tag_with(&tags, "role", "status").is("step-indicator__text"));
    let count = |class: &str| tags.iter().filter(|tag| tag.is(class)).count();
    assert_eq!(count("step-indicator__part"), 5);
    assert_eq!(count("step-indicator__part--done"), 1);
    assert_eq!(count("step-indicator__part--now"), 1);
    assert!(
        tags.iter()
            .any(|tag| { tag.is("step-indicator__bar") && tag.get("aria-hidden") == Some("true") })
    );
}

#[test]
fn the_logo_is_words_with_a_silent_mark() {
    let html = render("logo", "whole");
    assert!(html.contains("Larkhaven") && html.contains("Health Plan"));
    assert_eq!(
        tags(&render("logo", "mark"))[0].get("aria-hidden"),
        Some("true")
    );
    assert!(render("print_header", "head").contains("Medical record number 1234 5671"));
}

#[test]
fn the_front_door_has_its_h1_and_a_silent_view() {
    let html = render("hero", "front");
    let tags = tags(&html);
    assert_eq!(tags.iter().filter(|tag| tag.name == "h1").count(), 1);
    assert!(
        tags.iter()
            .any(|tag| tag.is("hero__view") && tag.get("aria-hidden") == Some("true"))
    );
    assert_eq!(tags.iter().filter(|tag| tag.is("button")).count(), 2);
}

#[test]
fn rooms_are_links_and_say_where_one_is() {
    let tags = tags(&render("tab_nav", "mailboxes"));
    assert_eq!(tags[0].get("aria-label"), Some("Mailboxes"));
    assert_eq!(
        tag_with(&tags, "href", "/messages").get("aria-current"),
        Some("page")
    );
    assert_eq!(
        tag_with(&tags, "href", "/messages/sent").get("aria-current"),
        None
    );
}

#[test]
fn pages_lead_on_and_back_only_where_there_is_more() {
    let both = tags(&render("pagination", "both"));
    assert_eq!(tag_with(&both, "rel", "prev").name, "a");
    assert_eq!(tag_with(&both, "rel", "next").name, "a");
    let older = tags(&render("pagination", "older"));
    assert!(older.iter().all(|tag| tag.get("rel") != Some("prev")));
    assert!(!render("pagination", "none").contains("nav"));
    assert_eq!(
        tags(&render("link", "list"))
            .iter()
            .filter(|tag| tag.name == "a")
            .count(),
        2
    );
}
