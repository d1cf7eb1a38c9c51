//! Tag: one or two words about the state of a thing. Badge: a number.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// What colour a tag has; its words must say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagTone {
    /// Nothing to do.
    #[default]
    Neutral,
    /// New, unread.
    New,
    /// In order.
    Good,
    /// Outside what is usual.
    Caution,
    /// Must not wait.
    Urgent,
}

/// A tag.
#[component]
pub fn Tag(
    /// Its colour.
    #[prop(optional)]
    tone: TagTone,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let class = match tone {
        TagTone::Neutral => "tag",
        TagTone::New => "tag tag--new",
        TagTone::Good => "tag tag--good",
        TagTone::Caution => "tag tag--caution",
        TagTone::Urgent => "tag tag--urgent",
    };
    view! { <span class=class>{icon.map(|name| view! { <Icon name=name /> })} {text}</span> }
}

/// A number that is seen, with words that are heard.
#[component]
pub fn Badge(
    /// What is seen ("3").
    #[prop(into)]
    shown: String,
    /// What is heard ("3 unread").
    #[prop(into)]
    spoken: String,
) -> impl IntoView {
    view! {
        <span class="badge" aria-hidden="true">
            {shown}
        </span>
        <span class="visually-hidden">{spoken}</span>
    }
}
