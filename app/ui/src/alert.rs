//! Alert: something the member must know, beside the thing it is about.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::arrival::BY_HTML;
use crate::icon::{Icon, IconName};
use crate::text::MaybeText;

/// What an alert is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Take care.
    Warning,
    /// It failed, or must not wait.
    Danger,
}

impl Tone {
    /// The icon that goes with it.
    pub(crate) fn icon(self) -> IconName {
        match self {
            Self::Info => IconName::Info,
            Self::Success => IconName::Check,
            Self::Warning => IconName::Warning,
            Self::Danger => IconName::Error,
        }
    }

    /// The last part of a class that goes with it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// An alert. `announce` has it read out when it appears: politely, or at once for danger.
#[component]
pub fn Alert(
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// A short heading, not one of the page's outline.
    #[prop(into, optional)]
    heading: MaybeText,
    /// Whether it is read out when it appears.
    #[prop(optional)]
    announce: bool,
    /// The text: paragraphs.
    children: Children,
) -> impl IntoView {
    let role = match (announce, tone) {
        (false, _) => None,
        (true, Tone::Danger) => Some("alert"),
        (true, _) => Some("status"),
    };
    view! {
        // What is announced can take the focus, and is where a page after an action begins.
        <div
            class=format!("alert alert--{}", tone.word())
            role=role
            tabindex=role.map(|_| "-1")
            autofocus=role.is_some() && BY_HTML
        >
            <Icon name=tone.icon() />
            <div class="alert__body">
                {heading
                    .into_inner()
                    .map(|heading| view! { <p class="alert__heading">{heading}</p> })} {children()}
            </div>
        </div>
    }
}
