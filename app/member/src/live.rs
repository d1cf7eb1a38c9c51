//! What an open page of a member's does with what it hears (`ui::live`).

use leptos::prelude::*;
use ui::live::{Line, Live};

use crate::Unread;

/// Begins to listen, on a page that lives.
pub fn listen(unread: Unread, live: Live) {
    ui::live::listen(Line {
        stream: "/live",
        name: "portal-live",
        hear: Callback::new(move |text: String| hear(&text, unread, live)),
    });
}

/// What was heard: a number of unread conversations after a change, or, with `=` before it, how
/// it stands when a stream begins.
fn hear(text: &str, unread: Unread, live: Live) {
    let (begins, number) = match text.strip_prefix('=') {
        Some(number) => (true, number),
        None => (false, text),
    };
    let Ok(count) = number.parse() else { return };
    let (Some(before), Some(changes)) = (unread.0.try_get_untracked(), live.0.try_get_untracked())
    else {
        return;
    };
    if before != count {
        unread.0.set(count);
    }
    // The first stream of a page finds what the page has just shown.
    if !begins || changes > 0 || before != count {
        live.0.set(changes + 1);
    }
}
