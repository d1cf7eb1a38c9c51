//! The rooms of messages, beside each other.

use domain::routes::Route;
use leptos::prelude::*;
use ui::prelude::*;
use words::{Locale, messages as say};

/// The way between the rooms; `current` is the one that one is in. To add a room: its line here.
pub(super) fn tabs(locale: Locale, current: Route) -> impl IntoView {
    let links = [
        (Route::Messages, say::inbox(locale)),
        (Route::MessagesSent, say::sent(locale)),
        (Route::MessagesDrafts, say::drafts(locale)),
        (Route::MessagesArchive, say::archive(locale)),
        (Route::Folders, say::folders(locale)),
    ]
    .map(|(route, name)| TabLink::new(name, route.to_string(), route == current));
    view! { <TabNav label=say::mailboxes(locale) links=links.into() /> }
}
