//! Sentences that are read anew, as the gallery has them.
#![cfg(live)]

use std::collections::HashMap;

use words::Locale::{En, Es};
use words::{messages, shell};

#[test]
fn a_changed_sentence_is_said_and_the_others_stay() {
    let changed = [
        ("en/shell/skip", "Skip {{all}}"),
        ("en/messages/with", "To {name}, {nobody}"),
        ("en/messages/count_one", "One"),
        ("en/messages/count_other", "{count} of them"),
    ];
    let changed = changed.map(|(name, text)| (name.to_owned(), text.to_owned()));
    words::live::install(HashMap::from(changed));
    assert_eq!(shell::skip(En), "Skip {all}");
    assert_eq!(shell::skip(Es), "Saltar al contenido principal");
    assert_eq!(messages::with(En, "Ana"), "To Ana, {nobody}");
    assert_eq!(messages::count(En, 1), "One");
    assert_eq!(messages::count(En, 3), "3 of them");
}
