//! Forms: names, hints and errors reach who cannot see them; values stand in attributes.

use leptos::prelude::Owner;

use super::{render, tag_with, tags};
use crate::prelude::TextLimit;

#[test]
fn a_text_input_is_tied_to_label_hint_and_error() {
    let html = render("text_input", "error");
    let tags = tags(&html);
    let input = tag_with(&tags, "id", "email");
    assert_eq!(input.get("name"), Some("email"));
    assert_eq!(input.get("type"), Some("email"));
    assert_eq!(input.get("value"), Some("maria.santos"));
    assert_eq!(input.get("autocomplete"), Some("email"));
    assert_eq!(input.get("aria-invalid"), Some("true"));
    assert_eq!(
        input.get("aria-describedby"),
        Some("email-hint email-error")
    );
    assert!(html.contains("Enter an e-mail address, like name@example.com."));
}

#[test]
fn a_text_input_without_error_says_none() {
    let tags = tags(&render("text_input", "plain"));
    let input = tag_with(&tags, "id", "first_name");
    assert_eq!(input.get("aria-invalid"), None);
    assert_eq!(input.get("aria-describedby"), None);
    assert_eq!(input.get("aria-required"), Some("true"));
    // Native messages would come before ours, in the browser's language.
    assert_eq!(input.get("required"), None);
}

#[test]
fn a_password_never_has_a_value_and_its_button_waits_for_scripts() {
    let html = render("password_input", "error");
    let tags = tags(&html);
    let input = tag_with(&tags, "id", "new_password");
    assert_eq!(input.get("type"), Some("password"));
    assert_eq!(input.get("value"), None);
    assert_eq!(input.get("autocomplete"), Some("new-password"));
    let button = tag_with(&tags, "type", "button");
    assert!(button.get("hidden").is_some());
    assert_eq!(button.get("aria-controls"), Some("new_password"));
}

#[test]
fn a_date_is_three_fields_and_the_first_has_the_name_as_id() {
    let tags = tags(&render("date_input", "error"));
    let fields: Vec<_> = tags.iter().filter(|tag| tag.name == "input").collect();
    let names: Vec<_> = fields.iter().filter_map(|tag| tag.get("name")).collect();
    assert_eq!(names, ["wrong_month", "wrong_day", "wrong_year"]);
    assert_eq!(fields[0].get("id"), Some("wrong"));
    assert!(
        fields
            .iter()
            .all(|tag| tag.get("inputmode") == Some("numeric"))
    );
    assert!(
        fields
            .iter()
            .all(|tag| tag.get("aria-invalid") == Some("true"))
    );
    assert!(
        fields
            .iter()
            .all(|tag| tag.get("aria-describedby") == Some("wrong-hint wrong-error"))
    );
    let plain = super::tags(&render("date_input", "empty"));
    assert_eq!(
        tag_with(&plain, "id", "birth_date").get("autocomplete"),
        Some("bday-month")
    );
}

#[test]
fn radios_are_a_group_with_one_chosen() {
    let chosen = tags(&render("radios", "chosen"));
    let checked: Vec<_> = chosen
        .iter()
        .filter(|tag| tag.get("checked").is_some())
        .collect();
    assert_eq!(checked.len(), 1);
    assert_eq!(checked[0].get("value"), Some("2"));

    let wrong = tags(&render("radios", "error"));
    let group = tag_with(&wrong, "role", "radiogroup");
    assert_eq!(group.name, "fieldset");
    assert_eq!(group.get("aria-invalid"), Some("true"));
    assert_eq!(group.get("aria-describedby"), Some("street-3-error"));
    assert_eq!(
        tag_with(&wrong, "id", "street-3").get("type"),
        Some("radio")
    );
    assert!(wrong.iter().all(|tag| tag.get("checked").is_none()));
}

#[test]
fn a_fieldset_of_fields_is_no_radio_group() {
    let tags = tags(&render("fieldset", "error"));
    let group = tags
        .iter()
        .find(|tag| tag.name == "fieldset")
        .expect("a fieldset");
    assert_eq!(group.get("role"), None);
    assert_eq!(group.get("aria-invalid"), None);
    assert_eq!(
        group.get("aria-describedby"),
        Some("questions-hint questions-error")
    );
}

#[test]
fn a_checkbox_is_ticked_only_where_it_was() {
    let plain = tags(&render("checkbox", "plain"));
    assert_eq!(tag_with(&plain, "id", "accept").get("checked"), None);
    let ticked = tags(&render("checkbox", "ticked"));
    assert!(tag_with(&ticked, "id", "accept-2").get("checked").is_some());
    let wrong = tags(&render("checkbox", "error"));
    let input = tag_with(&wrong, "id", "accept-3");
    assert_eq!(input.get("aria-invalid"), Some("true"));
    assert_eq!(input.get("aria-describedby"), Some("accept-3-error"));
}

#[test]
fn a_select_offers_nothing_chosen_where_asked() {
    let tags = tags(&render("select", "placeholder"));
    let options: Vec<_> = tags.iter().filter(|tag| tag.name == "option").collect();
    assert_eq!(options.len(), 3);
    assert_eq!(options[0].get("value"), Some(""));
    assert!(options[0].get("selected").is_some());

    let tags = super::tags(&render("select", "error"));
    let selected: Vec<_> = tags
        .iter()
        .filter(|tag| tag.get("selected").is_some())
        .collect();
    assert_eq!(selected.len(), 1);
    assert_eq!(selected[0].get("value"), Some("b"));
}

#[test]
fn a_textarea_keeps_its_text_and_says_what_is_left() {
    let html = render("textarea", "count");
    let tags = tags(&html);
    assert!(html.contains("A first line.\nA second one."), "{html}");
    let area = tag_with(&tags, "id", "message-2");
    assert_eq!(area.get("aria-describedby"), Some("message-2-count"));
    assert_eq!(
        tag_with(&tags, "id", "message-2-count").get("role"),
        Some("status")
    );
}

#[test]
fn the_error_summary_leads_to_the_fields() {
    let tags = tags(&render("error_summary", "two"));
    let summary = tag_with(&tags, "role", "alert");
    assert!(summary.is("error-summary"));
    assert_eq!(summary.get("tabindex"), Some("-1"));
    let links: Vec<_> = tags.iter().filter_map(|tag| tag.get("href")).collect();
    assert_eq!(links, ["#first_name", "#birth_date"]);
    // The router must leave them to the browser, which moves the focus.
    assert_eq!(
        tag_with(&tags, "href", "#first_name").get("rel"),
        Some("external")
    );
}

#[test]
fn no_errors_no_summary_and_no_message() {
    assert!(!render("error_summary", "none").contains("error-summary"));
    assert!(!render("error_message", "none").contains("error-message"));
    assert!(!render("error_summary", "no_field").contains("href"));
}

#[test]
fn a_message_and_a_hint_have_the_promised_ids() {
    let message = tags(&render("error_message", "error"));
    assert!(tag_with(&message, "id", "mrn-alone-error").is("error-message"));
    let hint = tags(&render("hint", "hint"));
    assert!(tag_with(&hint, "id", "mrn-hinted-hint").is("hint"));
}

#[test]
fn a_button_sends_unless_told_otherwise() {
    let primary = tags(&render("button", "primary"));
    assert_eq!(primary[0].get("type"), Some("submit"));
    assert_eq!(primary[0].get("disabled"), None);
    assert_eq!(primary[0].get("aria-disabled"), None);
    let disabled = tags(&render("button", "disabled"));
    assert!(disabled[0].get("disabled").is_some());
    // Busy keeps the focus: it is not disabled, it says so.
    let busy = tags(&render("button", "busy"));
    assert_eq!(busy[0].get("disabled"), None);
    assert_eq!(busy[0].get("aria-disabled"), Some("true"));
    assert!(busy[0].is("button--busy"));
}

#[test]
fn what_was_typed_cannot_leave_the_textarea() {
    let html = render("textarea", "hostile");
    assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    assert!(!html.contains("<script"), "{html}");
    // The parser eats the first line break: one of the two is what was typed.
    assert!(
        html.contains(">\n\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</"),
        "{html}",
    );
    // And none is there where nothing was typed.
    assert!(render("textarea", "plain").contains("></textarea>"));
}

#[test]
fn an_attribute_of_a_page_goes_to_the_fieldset() {
    let tags = tags(&render("radios", "marked"));
    let marked: Vec<_> = tags
        .iter()
        .filter(|tag| tag.get("data-question") == Some("street"))
        .collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].name, "fieldset");
}

#[test]
fn checkboxes_share_a_name_and_keep_what_was_ticked() {
    let ticked = tags(&render("checkboxes", "ticked"));
    let boxes: Vec<_> = ticked.iter().filter(|tag| tag.name == "input").collect();
    assert!(
        boxes
            .iter()
            .all(|tag| tag.get("name") == Some("ways-ticked"))
    );
    let values: Vec<_> = boxes
        .iter()
        .filter(|tag| tag.get("checked").is_some())
        .filter_map(|tag| tag.get("value"))
        .collect();
    assert_eq!(values, ["email", "letter"]);
    // Where the error summary leads.
    assert_eq!(boxes[0].get("id"), Some("ways-ticked"));
    assert!(
        tags(&render("checkboxes", "plain"))
            .iter()
            .all(|tag| tag.get("checked").is_none())
    );
}

#[test]
fn checkboxes_tell_hint_and_error_once_for_the_group() {
    let tags = tags(&render("checkboxes", "error"));
    let group = tag_with(
        &tags,
        "aria-describedby",
        "ways-wrong-hint ways-wrong-error",
    );
    assert_eq!(group.name, "fieldset");
    // A radio group would let only one be chosen.
    assert_eq!(group.get("role"), None);
    let boxes: Vec<_> = tags.iter().filter(|tag| tag.name == "input").collect();
    assert_eq!(boxes.len(), 3);
    assert!(
        boxes
            .iter()
            .all(|tag| tag.get("aria-invalid") == Some("true"))
    );
}

#[test]
fn each_of_the_checkboxes_has_its_own_second_line() {
    let tags = tags(&render("checkboxes", "hints"));
    assert_eq!(
        tag_with(&tags, "id", "symptoms").get("aria-describedby"),
        Some("symptoms-choice")
    );
    assert_eq!(
        tag_with(&tags, "id", "symptoms-2").get("aria-describedby"),
        None
    );
}

#[test]
fn a_limit_is_told_by_the_hint_until_something_counts() {
    let html = render("textarea", "limit");
    let tags = tags(&html);
    let area = tag_with(&tags, "id", "message-limit");
    assert_eq!(area.get("aria-describedby"), Some("message-limit-hint"));
    // The browser would cut a pasted text off without a word.
    assert_eq!(area.get("maxlength"), None);
    assert!(html.contains("Up to 40 characters."));
    assert!(!html.contains("characters left"), "{html}");
    // What is seen after every key is not what is read out.
    let seen = tag_with(&tags, "id", "message-limit-count");
    assert_eq!(seen.get("role"), None);
    assert!(tag_with(&tags, "role", "status").is("visually-hidden"));
}

#[test]
fn a_limit_counts_as_it_was_told_to() {
    let limit = |text: &str| {
        Owner::new().with(|| {
            TextLimit::new(
                3,
                |text| text.split(' ').count(),
                |left| format!("{left} left"),
                |over| format!("{over} over"),
            )
            .say(text)
        })
    };
    assert_eq!(limit("one two"), ("1 left".to_owned(), false));
    assert_eq!(limit("one two three"), ("0 left".to_owned(), false));
    assert_eq!(limit("one two three four"), ("1 over".to_owned(), true));
}

#[test]
fn the_strength_of_a_password_is_told_in_words() {
    let html = render("password_input", "fair");
    let tags = tags(&html);
    let input = tag_with(&tags, "id", "password_fair");
    assert_eq!(
        input.get("aria-describedby"),
        Some("password_fair-hint password_fair-strength")
    );
    let words = tag_with(&tags, "id", "password_fair-strength");
    assert_eq!(words.get("role"), Some("status"));
    assert!(html.contains("Could be stronger."));
    let bars = |tags: &[super::Tag], class: &str| tags.iter().filter(|tag| tag.is(class)).count();
    assert_eq!(bars(&tags, "password-input__bar"), 4);
    assert_eq!(bars(&tags, "password-input__bar--on"), 2);
    assert!(
        tags.iter()
            .any(|tag| tag.is("password-input__meter") && tag.get("aria-hidden") == Some("true"))
    );
    // The region waits where nothing is typed yet: one that appears with its words is not heard.
    let empty = super::tags(&render("password_input", "nothing_typed"));
    let region = tag_with(&empty, "id", "password_empty-strength");
    assert_eq!(region.get("role"), Some("status"));
    assert_eq!(bars(&empty, "password-input__bar--on"), 0);
    // And there is none where a password is only asked for.
    assert!(!render("password_input", "plain").contains("password-input__strength"));
}
