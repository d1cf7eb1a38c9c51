//! Card: a surface that holds one thing together.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};
use crate::text::MaybeText;

/// A surface with an optional heading (h3): cards stand in a section, below its h2.
#[component]
pub fn Card(
    /// The heading.
    #[prop(into, optional)]
    heading: MaybeText,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="card stack">
            {heading.into_inner().map(|heading| view! { <h3 class="card__heading">{heading}</h3> })}
            {children()}
        </div>
    }
}

/// A card that is one big link: a place to go.
#[component]
pub fn LinkCard(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The icon.
    icon: IconName,
    /// What it says.
    #[prop(into)]
    title: String,
    /// A line below.
    #[prop(into, optional)]
    text: MaybeText,
) -> impl IntoView {
    view! {
        <a class="card card--link" href=href>
            <span class="card__icon">
                <Icon name=icon />
            </span>
            <span class="card__words">
                <span class="card__title">{title}</span>
                {text.into_inner().map(|text| view! { <span class="card__text">{text}</span> })}
            </span>
        </a>
    }
}
