//! What is said about things under way: banners, rings, bars, courses; and who they are of.

use super::{render, tag_with, tags};
use crate::avatar::{COLOURS, initials};

#[test]
fn a_banner_is_a_named_region_or_an_alert() {
    for (state, role) in [
        ("maintenance", "region"),
        ("warning", "region"),
        ("success", "alert"),
        ("danger", "alert"),
    ] {
        let html = render("notification_banner", state);
        let tags = tags(&html);
        assert_eq!(tags[0].get("role"), Some(role), "{state}");
        let title = tags[0].get("aria-labelledby").expect("a name");
        assert!(tag_with(&tags, "id", title).is("notification-banner__title"));
    }
    assert!(tags(&render("notification_banner", "danger"))[0].is("notification-banner--danger"));
}

#[test]
fn a_spinner_says_in_words_what_is_under_way() {
    let html = render("spinner", "short");
    let tags = tags(&html);
    assert_eq!(tags[0].get("role"), Some("status"));
    assert_eq!(tags[1].get("aria-hidden"), Some("true"));
    assert!(html.contains("Sending your message"));
}

#[test]
fn a_skeleton_is_silent_but_for_one_sentence() {
    for (state, shape, parts) in [
        ("lines", "skeleton__shape--lines", 3),
        ("rows", "skeleton__shape--rows", 4),
        ("card", "skeleton__shape--card", 3),
        ("one_line", "skeleton__shape--lines", 1),
    ] {
        let html = render("skeleton", state);
        let tags = tags(&html);
        let bars = tags.iter().filter(|tag| tag.is("skeleton__part")).count();
        assert_eq!(bars, parts, "{state}");
        let drawn = tag_with(&tags, "aria-hidden", "true");
        assert!(drawn.is(shape), "{state}");
        let heard: Vec<_> = tags
            .iter()
            .filter(|tag| tag.get("role") == Some("status"))
            .collect();
        assert_eq!(heard.len(), 1, "{state}");
        assert!(heard[0].is("visually-hidden"));
        assert!(html.contains("Loading"));
    }
}

#[test]
fn a_bar_has_a_name_a_share_and_words() {
    let html = render("progress", "steps");
    let tags = tags(&html);
    let bar = tags
        .iter()
        .find(|tag| tag.name == "progress")
        .expect("a bar");
    assert_eq!(
        (bar.get("value"), bar.get("max"), bar.get("aria-valuetext")),
        (Some("2"), Some("4"), Some("Step 2 of 4: in review")),
    );
    assert_eq!(tag_with(&tags, "for", "request").name, "label");
    assert_eq!(bar.get("id"), Some("request"));
    // The words beside it are heard with the bar, not twice.
    assert!(
        tags.iter()
            .any(|tag| tag.is("progress__text") && tag.get("aria-hidden") == Some("true"))
    );
}

#[test]
fn a_timeline_goes_back_in_time_and_says_what_is_done() {
    let html = render("timeline", "under_way");
    let tags = tags(&html);
    assert_eq!(tags[0].name, "ol");
    let days: Vec<_> = tags.iter().filter_map(|tag| tag.get("datetime")).collect();
    let mut newest_first = days.clone();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(days.len(), 3);
    assert_eq!(days, newest_first);
    let states: Vec<_> = tags
        .iter()
        .filter(|tag| tag.name == "li")
        .map(|tag| {
            (
                tag.is("timeline__event--to-come"),
                tag.is("timeline__event--now"),
                tag.get("aria-current"),
            )
        })
        .collect();
    assert_eq!(
        states,
        [
            (true, false, None),
            (false, true, Some("step")),
            (false, false, None),
        ],
    );
    for words in ["To come", "Now", "Done"] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn an_avatar_is_never_heard_and_takes_any_number() {
    let tags = tags(&render("avatar", "colours"));
    assert!(
        tags.iter()
            .all(|tag| tag.get("aria-hidden") == Some("true"))
    );
    let classes: std::collections::BTreeSet<_> =
        tags.iter().filter_map(|tag| tag.get("class")).collect();
    assert_eq!(Ok(classes.len()), usize::try_from(COLOURS));
    let again = |colour| {
        use crate::avatar::Avatar;
        use leptos::prelude::*;
        Owner::new().with(|| view! { <Avatar colour=colour /> }.to_html())
    };
    assert_eq!(again(1), again(1 + COLOURS));
    assert_ne!(again(1), again(2));
}

#[test]
fn initials_are_of_the_first_word_and_of_the_last() {
    for (name, letters) in [
        ("Maria Santos", "MS"),
        ("Maria de la Cruz", "MC"),
        ("óscar núñez", "ÓN"),
        ("  Ana  ", "A"),
        ("", ""),
        ("李 小龍", "李小"),
    ] {
        assert_eq!(initials(name), letters);
    }
}
