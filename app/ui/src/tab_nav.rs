//! Tab navigation: the rooms beside this one, of the same kind: Inbox, Sent. Links, not tabs:
//! each leads to a page.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// One of the rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabLink {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether one is there.
    pub current: bool,
}

impl TabLink {
    /// A room.
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            current,
        }
    }
}

/// The row of rooms.
#[component]
pub fn TabNav(
    /// What the rooms are as a whole ("Mailboxes").
    #[prop(into)]
    label: String,
    /// The rooms.
    links: Vec<TabLink>,
) -> impl IntoView {
    let links = links
        .into_iter()
        .map(|link| {
            view! {
                <li>
                    <a
                        class="tab-nav__link"
                        href=link.href
                        aria-current=link.current.then_some("page")
                    >
                        {link.label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tab-nav" aria-label=label>
            <ul class="tab-nav__list">{links}</ul>
        </nav>
    }
}
