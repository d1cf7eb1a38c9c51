//! Ways through the site: the account menu, whose record is open, the pages of a room, where
//! a page lies.

use super::{render, tag_with, tags};

#[test]
fn a_breadcrumb_ends_with_the_page_itself_as_text() {
    let html = render("breadcrumb", "three_levels");
    let tags = tags(&html);
    assert_eq!(tags[0].get("aria-label"), Some("You are here"));
    assert_eq!(tags[1].name, "ol");
    assert_eq!(tags.iter().filter(|tag| tag.name == "li").count(), 3);
    assert_eq!(tags.iter().filter(|tag| tag.name == "a").count(), 2);
    assert_eq!(tag_with(&tags, "aria-current", "page").name, "span");
    let last = tags.last().expect("tags");
    assert_eq!(last.get("aria-current"), Some("page"));
    assert!(!render("breadcrumb", "top").contains("<nav"));
}

#[test]
fn a_room_folds_without_scripts_and_says_where_one_is() {
    let html = render("side_nav", "groups");
    let (folded, whole) = html.split_once("</details>").expect("a fold");
    let summary = folded.split("</summary>").next().expect("a summary");
    assert!(summary.contains("Medical record") && summary.contains("Lab results"));
    // The same list in both, of which the styles show one.
    for half in [folded, whole] {
        let tags = tags(half);
        assert_eq!(tags.iter().filter(|tag| tag.name == "a").count(), 4);
        assert_eq!(
            tag_with(&tags, "aria-current", "page").get("href"),
            Some("/medical-record/lab-results")
        );
        let lists: Vec<_> = tags
            .iter()
            .filter(|tag| tag.name == "ul")
            .map(|tag| tag.get("aria-label"))
            .collect();
        assert_eq!(lists, [Some("Results"), Some("Care")]);
    }
    let none = render("side_nav", "none_current");
    assert!(!none.contains("aria-current") && !none.contains("side-nav__here"));
    // A room of one group has no heading that would repeat its name.
    assert!(!render("side_nav", "plain").contains("side-nav__heading"));
}
