//! Summary list: what is known about one thing, a line each.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// Names and values.
#[component]
pub fn SummaryList(
    /// The lines.
    rows: Vec<(String, String)>,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|(name, value)| {
            view! {
                <div class="summary-list__row">
                    <dt class="summary-list__name">{name}</dt>
                    <dd class="summary-list__value">{value}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="summary-list">{rows}</dl> }
}
