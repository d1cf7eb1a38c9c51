//! Marks a result that was visible for a second as read. Only a page that lives does this:
//! asking for a page marks nothing.

use std::cell::Cell;
use std::time::Duration;

use domain::ids::ReportId;
use domain::messages::{READ_AFTER, is_in_view};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::mark_result_read;

/// How often the page looks whether the values are visible.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The id of the element that holds the values.
pub(super) const VALUES: &str = "values";

/// Follows whether the values are visible, and marks the result read once they were for a
/// second on end; `marked` then says so. A mark that could not be stored is tried again
/// while they stay visible.
pub(super) fn follow(report: ReportId, marked: RwSignal<bool>) {
    Effect::new(move |_| {
        let visible = Cell::new(Duration::ZERO);
        let look = move || {
            // The page may have gone while the clock ran on.
            if marked.try_get_untracked() != Some(false) {
                return;
            }
            visible.set(if is_visible() {
                visible.get() + LOOK_EVERY
            } else {
                Duration::ZERO
            });
            if visible.get() > READ_AFTER {
                visible.set(Duration::ZERO);
                spawn_local(async move {
                    if mark_result_read(report).await.is_ok() {
                        marked.try_set(true);
                    }
                });
            }
        };
        if let Ok(watch) = set_interval_with_handle(look, LOOK_EVERY) {
            on_cleanup(move || watch.clear());
        }
    });
}

fn is_visible() -> bool {
    if document().hidden() {
        return false;
    }
    let window = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    match (document().get_element_by_id(VALUES), window) {
        (Some(element), Some(window)) => {
            let place = element.get_bounding_client_rect();
            is_in_view(place.top(), place.bottom(), window)
        }
        _ => false,
    }
}
