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
