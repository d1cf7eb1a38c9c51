//! Hero: the front door. What this place is, the ways in, and the view from it.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// The top of the front page; inside a wide [`crate::page::Page`].
#[component]
pub fn Hero(
    /// The h1.
    #[prop(into)]
    heading: String,
    /// A sentence below it.
    #[prop(into)]
    lead: String,
    /// The ways in: action links, the weightiest first.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="hero">
            <div class="hero__words">
                <h1 class="hero__heading" tabindex="-1">
                    {heading}
                </h1>
                <p class="hero__lead">{lead}</p>
                <div class="button-row">{children()}</div>
            </div>
            <svg class="hero__view" viewBox="0 0 400 320" aria-hidden="true" focusable="false">
                <path class="hero__sky" d="M20 320V180a180 180 0 0 1 360 0v140Z"></path>
                <circle class="hero__glow" cx="200" cy="212" r="112"></circle>
                <circle class="hero__sun" cx="200" cy="212" r="72"></circle>
                <path
                    class="hero__far"
                    d="M20 222c44-30 84-34 124-14s66 22 112-2 84-26 124-4v118H20Z"
                ></path>
                <path
                    class="hero__water"
                    d="M20 250c30-12 60-12 90 0s60 12 90 0 60-12 90 0 60 12 90 0v70H20Z"
                ></path>
                <path
                    class="hero__near"
                    d="M20 286c36-10 72-10 108 0s72 10 108 0 90-12 144 4v30H20Z"
                ></path>
                <path
                    class="hero__lark"
                    d="M92 86c32-5 58 8 72 31 13-32 40-55 79-62-7 13-10 23-10 36 8-3 16-4 24-1-11 5-19 11-26 21-16 25-40 36-68 33 0-26-29-51-71-58Z"
                ></path>
                <path
                    class="hero__bird"
                    d="M296 118c8-1 14 2 18 8 3-8 10-13 20-15-8 6-11 12-19 16-5-3-11-6-19-9Z"
                ></path>
            </svg>
        </div>
    }
}
