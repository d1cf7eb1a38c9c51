//! What an open page of a desk does with what it hears (`ui::live`).

use leptos::prelude::*;
use ui::live::{Line, Live};

/// Begins to listen, on a page that lives.
pub fn listen(live: Live) {
    ui::live::listen(Line {
        stream: "/staff/live",
        name: "portal-desk-live",
        hear: Callback::new(move |text: String| {
            // The first stream of a page finds what the page has just shown.
            if !text.starts_with('=') {
                live.0.try_update(|changes| *changes += 1);
            }
        }),
    });
}
