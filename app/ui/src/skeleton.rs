//! Skeleton: the shape of what is being loaded, so that nothing jumps when it comes.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::prelude::*;

/// What is being loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SkeletonShape {
    /// Lines of text.
    #[default]
    Lines,
    /// Rows of a list.
    Rows,
    /// A card with a heading and lines.
    Card,
}

impl SkeletonShape {
    fn word(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Rows => "rows",
            Self::Card => "card",
        }
    }
}

/// Grey bars in the shape of what comes. They are silent; one sentence says what is loading.
#[component]
pub fn Skeleton(
    /// What is being loaded.
    #[prop(optional)]
    shape: SkeletonShape,
    /// How many lines or rows.
    #[prop(default = 3)]
    count: u32,
    /// What is heard ("Loading your messages").
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let parts = (0..count)
        .map(|_| view! { <span class="skeleton__part"></span> })
        .collect_view();
    view! {
        <div class="skeleton">
            <p class="visually-hidden" role="status">
                {text}
            </p>
            <div
                class=format!("skeleton__shape skeleton__shape--{}", shape.word())
                aria-hidden="true"
            >
                {parts}
            </div>
        </div>
    }
}
