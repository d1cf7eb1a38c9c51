//! Progress: how much of something is done: an upload, the steps of a request.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::prelude::*;

/// A bar with its name and the same in words. The bar is the browser's own, so that it is
/// read out and drawn in forced colours without our help.
#[component]
pub fn Progress(
    /// The bar's id.
    #[prop(into)]
    id: String,
    /// What is under way ("referral.pdf").
    #[prop(into)]
    label: String,
    /// How much is done, in the unit of `max`.
    #[prop(into)]
    value: Signal<u32>,
    /// How much there is: 100 for a share, else a number of steps or pieces.
    #[prop(default = 100)]
    max: u32,
    /// The same in words ("40 percent", "Step 2 of 5: reviewed"): seen beside the name, and
    /// heard in place of the number.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <div class="progress__words">
                <label class="progress__label" for=id.clone()>
                    {label}
                </label>
                // Heard with the bar.
                <span class="progress__text" aria-hidden="true">
                    {text}
                </span>
            </div>
            <progress
                class="progress__bar"
                id=id
                value=move || value.get().min(max)
                max=max
                aria-valuetext=text
            >
                {text}
            </progress>
        </div>
    }
}
