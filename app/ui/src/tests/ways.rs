//! Ways through the site: the account menu, whose record is open, the pages of a room, where
//! a page lies.

use super::{render, tag_with, tags};

#[test]
fn the_account_menu_opens_without_scripts_and_holds_the_way_out() {
    let html = render("site_header", "account");
    let tags = tags(&html);
    let place = |what: &dyn Fn(&super::Tag) -> bool| tags.iter().position(what);
    let menu = place(&|tag| tag.name == "details").expect("a menu");
    assert_eq!(tags[menu].get("open"), None);
    assert_eq!(tags[menu + 1].name, "summary");
    let sign_off = place(&|tag| tag.get("action") == Some("/sign-off")).expect("the way out");
    assert!(sign_off > menu);
    let inside = html.split("</details>").next().expect("the menu");
    for href in [
        "/account",
        "/account/password",
        "/account/family",
        "/sign-off",
    ] {
        assert!(inside.contains(&format!("\"{href}\"")), "{href}");
    }
    // Once, not beside it too.
    assert_eq!(html.matches("Sign off").count(), 1);
    // Seen the name, heard what it opens.
    assert!(inside.contains("Maria") && inside.contains(", your account"));
}

#[test]
fn a_header_without_an_account_menu_is_as_it_was() {
    let html = render("site_header", "signed_on");
    assert!(!html.contains("<details"));
    assert!(tags(&html).iter().any(|tag| tag.is("site-header__person")));
    assert!(
        !tags(&render("site_header", "account"))
            .iter()
            .any(|tag| tag.is("site-header__person"))
    );
}

#[test]
fn anothers_record_is_loud_and_ones_own_is_not() {
    let own = render("person_switcher", "own");
    let other = render("person_switcher", "another");
    assert!(!tags(&own)[0].is("person-switcher--other"));
    assert!(tags(&other)[0].is("person-switcher--other"));
    assert_eq!(tags(&other)[0].name, "nav");
    let summary = other.split("</summary>").next().expect("a summary");
    assert!(summary.contains("You are in the record of Jamie Santos"));
}

#[test]
fn the_open_record_is_marked_and_changing_loads_a_whole_page() {
    let other = tags(&render("person_switcher", "another"));
    let links: Vec<_> = other
        .iter()
        .filter(|tag| tag.name == "a")
        .map(|tag| (tag.get("href"), tag.get("aria-current"), tag.get("rel")))
        .collect();
    assert_eq!(
        links,
        [
            (Some("/home"), None, Some("external")),
            (Some("/for/2/home"), Some("true"), Some("external")),
            (Some("/for/3/home"), None, Some("external")),
        ],
    );
    assert!(!render("person_switcher", "nobody_else").contains("<nav"));
}

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
