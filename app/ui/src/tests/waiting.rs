//! What is said about things under way: banners, rings, bars, courses; and who they are of.

use super::{render, tag_with, tags};

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
