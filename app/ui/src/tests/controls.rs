//! Controls with a life of their own: what the host renders of them works without scripts.

use super::{render, tag_with, tags};

#[test]
fn a_combobox_is_a_select_until_the_page_lives() {
    let html = render("combobox", "chosen");
    let tags = tags(&html);
    let select = tag_with(&tags, "id", "city");
    assert_eq!(select.name, "select");
    assert_eq!(select.get("name"), Some("city"));
    assert!(!html.contains("combobox"), "{html}");
    assert!(tags.iter().all(|tag| tag.get("hidden").is_none()));
    let selected: Vec<_> = tags
        .iter()
        .filter(|tag| tag.get("selected").is_some())
        .filter_map(|tag| tag.get("value"))
        .collect();
    assert_eq!(selected, ["Cedar Park"]);
}

#[test]
fn a_combobox_offers_nothing_chosen_first() {
    let tags = tags(&render("combobox", "error"));
    let first = tags.iter().find(|tag| tag.name == "option");
    let first = first.expect("options");
    assert_eq!(first.get("value"), Some(""));
    assert!(first.get("selected").is_some());
    let select = tag_with(&tags, "id", "whom-wrong");
    assert_eq!(select.get("aria-invalid"), Some("true"));
    assert_eq!(select.get("aria-required"), Some("true"));
    assert_eq!(select.get("aria-describedby"), Some("whom-wrong-error"));
}

#[test]
fn a_search_asks_by_address_and_its_count_is_heard() {
    let html = render("search", "found");
    let tags = tags(&html);
    let form = tag_with(&tags, "role", "search");
    assert_eq!(form.name, "form");
    assert_eq!(form.get("method"), Some("get"));
    assert_eq!(form.get("action"), Some("/help"));
    let input = tag_with(&tags, "id", "q-found");
    assert_eq!(input.get("type"), Some("search"));
    assert_eq!(input.get("name"), Some("q-found"));
    assert_eq!(input.get("value"), Some("password"));
    assert_eq!(tag_with(&tags, "type", "submit").name, "button");
    assert!(html.contains("4 pages on"));
    // The region waits for the count.
    let plain = super::tags(&render("search", "plain"));
    assert!(tag_with(&plain, "role", "status").is("search__found"));
    assert_eq!(tag_with(&plain, "id", "q").get("aria-describedby"), None);
}
