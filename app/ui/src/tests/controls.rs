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
