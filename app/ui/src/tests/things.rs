//! Things on a page: lists, tables, pictures, states.

use super::{Tag, render, tag_with, tags};

#[test]
fn an_alert_is_announced_only_when_asked() {
    assert_eq!(tags(&render("alert", "info"))[0].get("role"), None);
    assert_eq!(
        tags(&render("alert", "success"))[0].get("role"),
        Some("status")
    );
    assert_eq!(
        tags(&render("alert", "danger"))[0].get("role"),
        Some("alert")
    );
    assert!(tags(&render("alert", "warning"))[0].is("alert--warning"));
}

#[test]
fn the_four_kinds_of_nothing_look_different() {
    let kinds = ["none", "not_loaded", "failed", "not_open"];
    let looks: std::collections::BTreeSet<String> = kinds
        .iter()
        .map(|kind| {
            let tags = tags(&render("empty_state", kind));
            let path = tags
                .iter()
                .find(|tag| tag.name == "path")
                .and_then(|tag| tag.get("d"));
            format!("{:?} {path:?}", tags[0].get("class"))
        })
        .collect();
    assert_eq!(looks.len(), 4);
    assert_eq!(
        tags(&render("empty_state", "failed"))[0].get("role"),
        Some("alert")
    );
    assert_eq!(tags(&render("empty_state", "none"))[0].get("role"), None);
}

#[test]
fn a_table_stays_a_table_when_it_becomes_cards() {
    let html = render("data_table", "lab");
    let tags = tags(&html);
    assert_eq!(tags[0].get("role"), Some("table"));
    let count = |role: &str| {
        tags.iter()
            .filter(|tag| tag.get("role") == Some(role))
            .count()
    };
    assert_eq!(count("columnheader"), 4);
    assert_eq!(count("rowheader"), 3);
    assert_eq!(count("cell"), 9);
    assert_eq!(count("row"), 4);
    let labels: Vec<_> = tags
        .iter()
        .filter_map(|tag| tag.get("data-label"))
        .take(3)
        .collect();
    assert_eq!(labels, ["Value", "Reference range", "Change"]);
    assert!(tags.iter().any(|tag| tag.name == "caption"));
    assert!(html.contains("High"), "a flag is a word");
}

#[test]
fn a_conversation_is_one_link_that_says_unread() {
    let html = render("conversation_list", "mailbox");
    let first = html.split("</a>").next().expect("a first row");
    assert!(first.contains("Unread") && first.contains("Your blood pressure readings"));
    let second = html.split("</a>").nth(1).expect("a second row");
    assert!(!second.contains("Unread"));
    let tags = tags(&html);
    assert_eq!(tags[0].name, "ul");
    assert_eq!(tags.iter().filter(|tag| tag.name == "a").count(), 3);
    assert_eq!(tag_with(&tags, "href", "/messages/1").name, "a");
}

#[test]
fn a_message_is_text_and_never_markup() {
    let html = render("thread", "conversation");
    assert!(html.contains("&lt;b&gt;not markup&lt;/b&gt;"), "{html}");
    let tags = tags(&html);
    assert_eq!(tags[0].name, "ol");
    assert!(tag_with(&tags, "id", "m1").is("bubble--own"));
    assert!(!tag_with(&tags, "id", "m2").is("bubble--own"));
    assert_eq!(
        tag_with(&tags, "datetime", "2026-11-21T17:41:00Z").name,
        "time"
    );
}

#[test]
fn a_result_says_in_words_what_it_comes_to() {
    let html = render("result_list", "list");
    for words in [
        "1 outside range",
        "All in range",
        "No ranges given",
        "1 needs care now",
        "New",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let tags = tags(&html);
    assert!(tags.iter().any(|tag| tag.is("tag--urgent")));
    assert_eq!(tags.iter().filter(|tag| tag.is("result-row")).count(), 4);
}

#[test]
fn a_range_bar_is_silent_unless_it_has_a_name() {
    let named = tags(&render("range_bar", "within"));
    assert_eq!(named[0].get("role"), Some("img"));
    assert_eq!(named[0].get("aria-label"), Some("4.2, within 3.5 to 5.1"));
    let silent = tags(&render("range_bar", "above"));
    assert_eq!(silent[0].get("aria-hidden"), Some("true"));
    assert!(
        silent
            .iter()
            .any(|tag| tag.is("range-bar__marker--outside"))
    );
    assert!(!render("range_bar", "no_range").contains("svg"));
}

/// How many points of a chart are drawn as within the range, and how many as outside.
fn marks(tags: &[Tag]) -> [usize; 2] {
    let drawn = |outside: bool| {
        let of_kind = |tag: &&Tag| {
            tag.is("line-chart__mark") && tag.is("line-chart__mark--outside") == outside
        };
        let path = tags.iter().find(of_kind).and_then(|tag| tag.get("d"));
        path.map_or(0, |path| path.matches('Z').count())
    };
    [drawn(false), drawn(true)]
}

#[test]
fn a_chart_is_a_picture_with_a_sentence() {
    let html = render("line_chart", "band");
    let tags = tags(&html);
    let picture = tag_with(&tags, "role", "img");
    assert!(
        picture
            .get("aria-label")
            .is_some_and(|label| label.contains("one above the range"))
    );
    assert_eq!(marks(&tags), [4, 1]);
    assert!(html.contains("Reference range, 3.5 to 5.1 mmol/L"));
    assert!(!render("line_chart", "no_band").contains("line-chart__band"));
    assert!(!render("line_chart", "one_value").contains("<svg"));
}

#[test]
fn the_table_beside_a_chart_has_every_point_of_it() {
    let html = render("line_chart", "with_table");
    let tags = tags(&html);
    let count = |class: &str| tags.iter().filter(|tag| tag.is(class)).count();
    let [within, outside] = marks(&tags);
    assert_eq!(within + outside, count("data-table__row"));
    assert_eq!(outside, count("data-table__row--attention"));
    assert!(html.contains("5.6 mmol/L (high)"));
}

#[test]
fn the_card_tells_where_the_number_stands() {
    let tags = tags(&render("id_card", "card"));
    assert!(
        tags[0]
            .get("aria-label")
            .is_some_and(|label| label.contains("medical record number"))
    );
    assert!(tags.iter().any(|tag| tag.is("id-card__mark")));
}

#[test]
fn a_badge_is_seen_as_a_number_and_heard_as_words() {
    let html = render("tag", "badge");
    assert_eq!(tags(&html)[0].get("aria-hidden"), Some("true"));
    assert!(html.contains("3 unread"));
    let tones = ["neutral", "new", "good", "caution", "urgent"];
    let looks: std::collections::BTreeSet<_> = tones
        .iter()
        .filter_map(|tone| {
            tags(&render("tag", tone))[0]
                .get("class")
                .map(str::to_owned)
        })
        .collect();
    assert_eq!(looks.len(), tones.len());
}

#[test]
fn details_open_without_scripts() {
    assert_eq!(tags(&render("details", "closed"))[0].name, "details");
    assert_eq!(tags(&render("details", "closed"))[0].get("open"), None);
    assert!(tags(&render("details", "open"))[0].get("open").is_some());
}

#[test]
fn a_summary_list_is_a_list_of_terms() {
    let tags = tags(&render("summary_list", "list"));
    assert_eq!(tags[0].name, "dl");
    assert_eq!(tags.iter().filter(|tag| tag.name == "dt").count(), 2);
    assert_eq!(tags.iter().filter(|tag| tag.name == "dd").count(), 2);
}

#[test]
fn a_link_card_is_one_link() {
    let tags = tags(&render("card", "link"));
    assert_eq!(tags[0].get("href"), Some("/messages"));
    assert!(tags[0].is("card--link"));
    assert!(
        super::tags(&render("card", "heading"))
            .iter()
            .any(|tag| tag.name == "h3")
    );
}

#[test]
fn icons_are_silent_and_all_different() {
    use crate::icon::IconName;
    let tags = tags(&render("icon", "all"));
    let drawn: Vec<_> = tags
        .iter()
        .filter(|tag| tag.name == "path")
        .filter_map(|tag| tag.get("d"))
        .collect();
    let different: std::collections::BTreeSet<_> = drawn.iter().collect();
    assert_eq!(different.len(), IconName::ALL.len());
    for (name, path) in IconName::ALL.iter().zip(&drawn) {
        assert_eq!(name.path(), *path, "{name:?}");
        // Shapes made one path keep their places: none is counted from the one before it.
        assert!(
            path.starts_with('M') && !path.contains('m'),
            "{name:?}: {path}"
        );
    }
}
