//! Print header: whose paper this is, on print only.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::logo::Logo;

/// The head of a printed page: the plan, and lines about the person.
#[component]
pub fn PrintHeader(
    /// The part of the plan's name that is always shown.
    #[prop(into)]
    brand_name: String,
    /// The rest of it.
    #[prop(into)]
    brand_rest: String,
    /// Name, birth date, MRN, the day of printing: whole lines.
    lines: Vec<String>,
) -> impl IntoView {
    view! {
        <div class="print-header">
            <Logo name=brand_name rest=brand_rest />
            <div class="print-header__lines">
                {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </div>
        </div>
    }
}
