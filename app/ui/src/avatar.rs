//! Avatar: a person's initials in a circle, beside the name. Decoration: it is never heard.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};
use crate::text::MaybeText;

/// How many colours there are. Each is a class in `avatar.scss`.
pub const COLOURS: u32 = 5;

/// How large an avatar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// As a line of text.
    Small,
    /// As two lines: in rows of a list.
    #[default]
    Medium,
    /// At the head of a page.
    Large,
}

/// The initials of a name: of its first word and of its last ("Maria de la Cruz": "MC").
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    first
        .into_iter()
        .chain(words.next_back())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A circle with initials, or an icon where there is no name.
#[component]
pub fn Avatar(
    /// The initials, two letters at most; an icon when there are none.
    #[prop(into, optional)]
    initials: MaybeText,
    /// The icon.
    #[prop(default = IconName::Person)]
    icon: IconName,
    /// Which colour, by any number: the same number always has the same one. It means
    /// nothing.
    #[prop(optional)]
    colour: u32,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
) -> impl IntoView {
    let size = match size {
        AvatarSize::Small => " avatar--small",
        AvatarSize::Medium => "",
        AvatarSize::Large => " avatar--large",
    };
    let inside = match initials.into_inner() {
        Some(initials) => initials.into_any(),
        None => view! { <Icon name=icon /> }.into_any(),
    };
    view! {
        <span class=format!("avatar avatar--{}{size}", colour % COLOURS) aria-hidden="true">
            {inside}
        </span>
    }
}
