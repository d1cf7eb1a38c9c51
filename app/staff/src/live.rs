//! What an open page of a desk does with what it hears (`ui::live`).

use leptos::prelude::*;
use ui::live::{Line, Live};

/// Begins to listen, on a page that lives.
pub fn listen(live: Live) {
    ui::live::listen(Line {
        stream: "/staff/live",
        name: "portal-desk-live",
        // Also when the first stream begins: something may have come since the page was made.
        hear: Callback::new(move |_| {
            live.0.try_update(|changes| *changes += 1);
        }),
    });
}
