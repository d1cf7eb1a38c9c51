//! Sentences as the files have them now: how the gallery shows a changed word without a
//! rebuild. In debug builds of the host's half only, and only once [`install`] was called.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::OnceLock;

use crate::Locale;

/// By language and room, as the files are named, and by key: `en/messages/inbox`.
pub type Sentences = HashMap<String, String>;

/// `{{` and `}}` stand for the braces themselves, here as in the compiled sentences.
fn braces(text: &str) -> String {
    text.replace("{{", "{").replace("}}", "}")
}

static SENTENCES: OnceLock<Sentences> = OnceLock::new();

/// Speaks these sentences from now on, wherever one is there; the first call of a program counts.
pub fn install(mut sentences: Sentences) {
    for text in sentences.values_mut().filter(|text| !has_blanks(text)) {
        *text = braces(text);
    }
    // A second call changes nothing, as said.
    let _ = SENTENCES.set(sentences);
}

/// The sentence of a room, when there is one of that name.
pub(crate) fn find(locale: Locale, name: &str) -> Option<&'static str> {
    let sentences = SENTENCES.get()?;
    let key = format!("{}/{name}", locale.tag());
    sentences.get(&key).map(String::as_str)
}

/// The same with its blanks filled. A blank that has no filling stays as it stands: whoever
/// changes the words sees which one it is.
pub(crate) fn fill(locale: Locale, name: &str, filling: &[(&str, &dyn Display)]) -> Option<String> {
    let mut text = find(locale, name)?.to_owned();
    for (blank, value) in filling {
        text = text.replace(&format!("{{{blank}}}"), &value.to_string());
    }
    Some(braces(&text))
}

fn has_blanks(text: &str) -> bool {
    let plain = text.replace("{{", "").replace("}}", "");
    plain.contains('{')
}
