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

#[test]
fn files_are_chosen_in_the_browsers_own_control() {
    let tags = tags(&render("file_upload", "plain"));
    let input = tag_with(&tags, "id", "files");
    assert_eq!(input.get("type"), Some("file"));
    assert_eq!(input.get("name"), Some("files"));
    assert_eq!(input.get("accept"), Some("image/*,.pdf"));
    assert!(input.get("multiple").is_some());
    assert_eq!(input.get("capture"), None);
    // The limits are always told.
    assert_eq!(input.get("aria-describedby"), Some("files-hint"));
    assert!(tags.iter().all(|tag| tag.name != "ul"));
    let camera = super::tags(&render("file_upload", "camera"));
    let camera = tag_with(&camera, "id", "card_front");
    assert_eq!(camera.get("capture"), Some("environment"));
    assert_eq!(camera.get("multiple"), None);
}

#[test]
fn every_file_says_its_state_in_words() {
    let html = render("file_upload", "files");
    let tags = tags(&html);
    assert_eq!(tag_with(&tags, "aria-label", "Your files").name, "ul");
    let files = tags.iter().filter(|tag| tag.is("file-upload__file"));
    assert_eq!(files.count(), 4);
    for words in [
        "rash-on-left-arm.jpg",
        "1.2 MB",
        "Uploaded",
        "Uploading, 40 percent",
        "Waiting",
        "Not uploaded: larger than 10 MB.",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let bar = tag_with(&tags, "max", "100");
    assert_eq!(bar.get("value"), Some("40"));
    assert_eq!(bar.get("aria-hidden"), Some("true"));
    // A button that does nothing without scripts is not there without them.
    assert!(tags.iter().all(|tag| tag.name != "button"));
}

#[test]
fn a_dialog_is_closed_until_something_opens_it() {
    let tags = tags(&render("dialog", "closed"));
    let dialog = tags.iter().find(|tag| tag.name == "dialog");
    let dialog = dialog.expect("a dialog");
    assert_eq!(dialog.get("open"), None);
    assert_eq!(dialog.get("role"), None);
    assert_eq!(dialog.get("aria-labelledby"), Some("remove-heading"));
    assert_eq!(tag_with(&tags, "id", "remove-heading").name, "h2");
}

#[test]
fn a_dialog_that_warns_is_read_out_whole_and_can_be_left() {
    let html = render("dialog", "open_alert");
    let tags = tags(&html);
    let dialog = tag_with(&tags, "role", "alertdialog");
    assert!(dialog.get("open").is_some());
    assert_eq!(
        dialog.get("aria-describedby"),
        Some("remove-alert-open-body")
    );
    let danger = html.find("Remove the file").expect("the action");
    let cancel = html.find("Cancel").expect("the way out");
    assert!(danger < cancel);
    // No button of a dialog sends a form by accident.
    assert!(
        tags.iter()
            .filter(|tag| tag.name == "button")
            .all(|tag| tag.get("type") == Some("button"))
    );
}

#[test]
fn a_toast_waits_as_a_polite_region() {
    let empty = tags(&render("toast", "nothing_yet"));
    assert!(tag_with(&empty, "role", "status").is("toast__words"));
    assert!(empty.iter().all(|tag| !tag.is("toast--shown")));
    assert!(empty.iter().all(|tag| !tag.is("toast__dismiss")));

    let html = render("toast", "danger");
    let tags = tags(&html);
    assert!(tags[0].is("toast--danger"));
    assert!(html.contains("Not saved."));
    // Even that is polite: the page itself has the alert.
    assert!(tags.iter().all(|tag| tag.get("role") != Some("alert")));
    // The button is not read out with the words.
    let region = html.split("toast__words").nth(1).expect("a region");
    let (words, after) = region.split_once("</div>").expect("its end");
    assert!(!words.contains("<button") && after.contains("toast__dismiss"));
}
