//! Step indicator: where one stands in a journey of several pages.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// "Step 2 of 5", as a sentence and as a bar of as many parts. The sentence is what screen
/// readers get; the bar is decoration.
#[component]
pub fn StepIndicator(
    /// The sentence ("Step 2 of 5").
    #[prop(into)]
    text: String,
    /// The step one is at, from 1.
    step: u32,
    /// How many there are.
    of: u32,
) -> impl IntoView {
    let parts = (1..=of)
        .map(|part| {
            let class = match part.cmp(&step) {
                std::cmp::Ordering::Less => "step-indicator__part step-indicator__part--done",
                std::cmp::Ordering::Equal => "step-indicator__part step-indicator__part--now",
                std::cmp::Ordering::Greater => "step-indicator__part",
            };
            view! { <span class=class></span> }
        })
        .collect_view();
    view! {
        <div class="step-indicator">
            <p class="step-indicator__text" role="status">
                {text}
            </p>
            <div class="step-indicator__bar" aria-hidden="true">
                {parts}
            </div>
        </div>
    }
}
