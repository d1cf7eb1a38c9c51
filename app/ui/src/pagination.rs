//! Pagination: onwards and back in a long list that has no page numbers (it is read by keys).

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// Links to what is newer and what is older; nothing when there is neither.
#[component]
pub fn Pagination(
    /// What it leads through ("Pages of conversations").
    #[prop(into)]
    label: String,
    /// The link to what is newer: what it says, where it leads.
    #[prop(into, default = None)]
    newer: Option<(String, String)>,
    /// The link to what is older.
    #[prop(into, default = None)]
    older: Option<(String, String)>,
) -> impl IntoView {
    (newer.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label=label>
                {newer
                    .map(|(text, href)| {
                        view! {
                            <a class="pagination__link" href=href rel="prev">
                                <Icon name=IconName::Back />
                                {text}
                            </a>
                        }
                    })}
                {older
                    .map(|(text, href)| {
                        view! {
                            <a
                                class="pagination__link pagination__link--onwards"
                                href=href
                                rel="next"
                            >
                                {text}
                                <Icon name=IconName::Forward />
                            </a>
                        }
                    })}
            </nav>
        }
    })
}
