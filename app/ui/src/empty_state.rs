//! Empty state: why there is nothing to see. "None", "not loaded", "failed" and "not open"
//! are four different things and look it.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// Why there is nothing to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyKind {
    /// There is none.
    None,
    /// It has not been loaded yet.
    NotLoaded,
    /// It could not be loaded.
    Failed,
    /// It is not open to this person.
    NotOpen,
}

impl EmptyKind {
    fn icon(self) -> IconName {
        match self {
            Self::None => IconName::Tray,
            Self::NotLoaded => IconName::Reload,
            Self::Failed => IconName::Warning,
            Self::NotOpen => IconName::Lock,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::None => "empty-state",
            Self::NotLoaded => "empty-state empty-state--not-loaded",
            Self::Failed => "empty-state empty-state--failed",
            Self::NotOpen => "empty-state empty-state--not-open",
        }
    }
}

/// Says why there is nothing here, and what to do next.
#[component]
pub fn EmptyState(
    /// Why.
    kind: EmptyKind,
    /// The same in words (h2).
    #[prop(into)]
    heading: String,
    /// What to do: paragraphs, links.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=kind.class() role=(kind == EmptyKind::Failed).then_some("alert")>
            <Icon name=kind.icon() />
            <h2 class="empty-state__heading">{heading}</h2>
            <div class="empty-state__body stack stack--small">{children()}</div>
        </div>
    }
}
