//! Page: how a page is laid out. Nothing else sets distances between components.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::text::MaybeText;

/// How wide a page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageWidth {
    /// For reading and for lists.
    #[default]
    Reading,
    /// For one form in the middle.
    Form,
    /// For tables and two columns.
    Wide,
}

/// The main part of a page, where the skip link leads.
#[component]
pub fn Page(
    /// How wide.
    #[prop(optional)]
    width: PageWidth,
    /// The page, beginning with its [`PageHeading`].
    children: Children,
) -> impl IntoView {
    let class = match width {
        PageWidth::Reading => "page",
        PageWidth::Form => "page page--form",
        PageWidth::Wide => "page page--wide",
    };
    view! {
        <main class=class id="main" tabindex="-1">
            <div class="page__inner stack">{children()}</div>
        </main>
    }
}

/// The h1 of a page, with a line above and a sentence below. It can take the focus, which
/// goes to it after a change of page.
#[component]
pub fn PageHeading(
    /// The heading.
    #[prop(into)]
    text: String,
    /// A short line above: the room, the step.
    #[prop(into, optional)]
    caption: MaybeText,
    /// A sentence below.
    #[prop(into, optional)]
    lead: MaybeText,
) -> impl IntoView {
    view! {
        <div class="page-heading">
            {caption
                .into_inner()
                .map(|caption| view! { <p class="page-heading__caption">{caption}</p> })}
            <h1 class="page-heading__text" tabindex="-1">
                {text}
            </h1> {lead.into_inner().map(|lead| view! { <p class="page-heading__lead">{lead}</p> })}
        </div>
    }
}

/// A part of a page under an h2.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    heading: String,
    /// The heading's id, for links to it.
    #[prop(into, optional)]
    id: MaybeText,
    /// Whether it is for the screen alone: a printed page offers nothing to do.
    #[prop(optional)]
    screen_only: bool,
    /// The part.
    children: Children,
) -> impl IntoView {
    let class = if screen_only {
        "section stack no-print"
    } else {
        "section stack"
    };
    view! {
        <section class=class>
            <h2 class="section__heading" id=id.into_inner()>
                {heading}
            </h2>
            {children()}
        </section>
    }
}

/// The distance between the things in a stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// Lines of one thing.
    Small,
    /// Things of one kind.
    #[default]
    Medium,
    /// Parts of a page.
    Large,
}

/// Things one below the other at equal distances.
#[component]
pub fn Stack(
    /// The distance.
    #[prop(optional)]
    gap: Gap,
    /// The things.
    children: Children,
) -> impl IntoView {
    let class = match gap {
        Gap::Small => "stack stack--small",
        Gap::Medium => "stack",
        Gap::Large => "stack stack--large",
    };
    view! { <div class=class>{children()}</div> }
}

/// Things beside each other where there is room, in equal columns: cards.
#[component]
pub fn Columns(
    /// The things.
    children: Children,
) -> impl IntoView {
    view! { <div class="columns">{children()}</div> }
}

/// The main thing, and something beside it where there is room; below it on a phone.
#[component]
pub fn MainAndAside(
    /// What stands beside.
    #[prop(into)]
    aside: ViewFn,
    /// The main thing.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="main-and-aside">
            <div class="main-and-aside__main stack">{children()}</div>
            <aside class="main-and-aside__aside stack">{aside.run()}</aside>
        </div>
    }
}

/// A document that is made to be printed: on paper it is set small, so that it stands on one
/// sheet where it fits.
#[component]
pub fn Sheet(
    /// The document.
    children: Children,
) -> impl IntoView {
    view! { <div class="sheet stack">{children()}</div> }
}

/// Paragraphs, lists and links of plain text.
#[component]
pub fn Prose(
    /// The text: `p`, `ul`, `ol`, `h2`, `h3`.
    children: Children,
) -> impl IntoView {
    view! { <div class="prose">{children()}</div> }
}
