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
