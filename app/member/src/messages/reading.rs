//! Marks what was visible for a second as read. Only a page that lives does this: asking for
//! a page marks nothing.

use std::cell::RefCell;
use std::time::Duration;

use domain::ids::{ConversationId, MessageId};
use domain::messages::{READ_AFTER, SeenMessages, is_in_view};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::mark_read;
use crate::Unread;

/// How often the page looks which messages are visible.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The id of a message's element.
pub(super) fn element_id(message: MessageId) -> String {
    format!("message-{message}")
}

/// Follows which of these messages are visible, and marks each read once it was for a
/// second on end; `marked` then holds it. One whose mark could not be stored is tried again
/// while it stays visible.
pub(super) fn follow(
    conversation: ConversationId,
    unread: Vec<MessageId>,
    marked: RwSignal<Vec<MessageId>>,
) {
    if unread.is_empty() {
        return;
    }
    let header = use_context::<Unread>();
    Effect::new(move |_| {
        let waiting: RefCell<Vec<(MessageId, Duration)>> =
            RefCell::new(unread.iter().map(|id| (*id, Duration::ZERO)).collect());
        let look = move || {
            let mut waiting = waiting.borrow_mut();
            let Some(done) = marked.try_get_untracked() else {
                return;
            };
            waiting.retain(|(id, _)| !done.contains(id));
            let mut seen = Vec::new();
            for (id, visible) in waiting.iter_mut() {
                *visible = if is_visible(*id) {
                    *visible + LOOK_EVERY
                } else {
                    Duration::ZERO
                };
                if *visible > READ_AFTER {
                    *visible = Duration::ZERO;
                    seen.push(*id);
                }
            }
            if !seen.is_empty() {
                spawn_local(async move {
                    let named = SeenMessages(seen.clone()).to_string();
                    if let Ok(left) = mark_read(conversation, named).await {
                        if let Some(header) = header {
                            header.0.try_set(left);
                        }
                        marked.try_update(|marked| marked.extend(seen));
                    }
                });
            }
        };
        if let Ok(watch) = set_interval_with_handle(look, LOOK_EVERY) {
            on_cleanup(move || watch.clear());
        }
    });
}

fn is_visible(message: MessageId) -> bool {
    if document().hidden() {
        return false;
    }
    let window = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    match (document().get_element_by_id(&element_id(message)), window) {
        (Some(element), Some(window)) => {
            let place = element.get_bounding_client_rect();
            is_in_view(place.top(), place.bottom(), window)
        }
        _ => false,
    }
}
