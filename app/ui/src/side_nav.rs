//! Side navigation: the pages of one room (account, medical record), one below the other.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::prelude::*;

use crate::tab_nav::TabLink;

/// Pages of a room that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideNavGroup {
    /// What they are together; empty when the room has one group only.
    pub heading: String,
    /// The pages.
    pub links: Vec<TabLink>,
}

/// The pages of a room. They stand beside the page; on a phone they are folded above it,
/// below their name and the current page's. It unfolds without scripts.
#[component]
pub fn SideNav(
    /// What the room is called ("Account").
    #[prop(into)]
    label: String,
    /// Its pages.
    groups: Vec<SideNavGroup>,
) -> impl IntoView {
    let current = groups
        .iter()
        .flat_map(|group| &group.links)
        .find(|link| link.current)
        .map(|link| link.label.clone());
    // Twice, one of them never displayed: what is closed in a `details` cannot be shown by
    // styles in every browser that comes here.
    let folded = list(groups.clone());
    let name = label.clone();
    view! {
        <nav class="side-nav" aria-label=label>
            <details class="side-nav__fold">
                <summary class="side-nav__summary">
                    <span class="side-nav__name">{name}</span>
                    {current.map(|current| view! { <span class="side-nav__here">{current}</span> })}
                </summary>
                {folded}
            </details>
            <div class="side-nav__whole">{list(groups)}</div>
        </nav>
    }
}

fn list(groups: Vec<SideNavGroup>) -> AnyView {
    groups
        .into_iter()
        .map(|group| {
            let links = group
                .links
                .into_iter()
                .map(|link| {
                    view! {
                        <li>
                            <a
                                class="side-nav__link"
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
                {(!group.heading.is_empty())
                    .then(|| view! { <p class="side-nav__heading">{group.heading.clone()}</p> })}
                <ul
                    class="side-nav__list"
                    aria-label=(!group.heading.is_empty()).then(|| group.heading.clone())
                >
                    {links}
                </ul>
            }
        })
        .collect_view()
        .into_any()
}
