//! Breadcrumb: where a page lies: the pages above it, and itself.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::prelude::*;

/// The way down to a page; nothing for a page that has none above it. On a phone only the
/// page right above is shown, as the way back.
#[component]
pub fn Breadcrumb(
    /// What it is called ("You are here").
    #[prop(into)]
    label: String,
    /// The pages above, from the top: what each is called and where it is.
    above: Vec<(String, String)>,
    /// What this page is called.
    #[prop(into)]
    current: String,
) -> impl IntoView {
    (!above.is_empty()).then(|| {
        let above = above
            .into_iter()
            .map(|(name, href)| {
                view! {
                    <li class="breadcrumb__item">
                        <a class="breadcrumb__link" href=href>
                            {name}
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class="breadcrumb" aria-label=label>
                <ol class="breadcrumb__list">
                    {above} <li class="breadcrumb__item">
                        <span aria-current="page">{current}</span>
                    </li>
                </ol>
            </nav>
        }
    })
}
