//! Logo: a lark rising over the water of a haven. The one picture a plan replaces to make
//! the portal its own.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

/// The mark alone. It is decoration: the name stands beside it.
#[component]
pub fn LogoMark() -> impl IntoView {
    view! {
        <svg class="logo-mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <path
                class="logo-mark__haven"
                d="M4 42V24a20 20 0 0 1 40 0v18a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3Z"
            ></path>
            <path class="logo-mark__sun" d="M13 34a11 11 0 0 1 22 0v5H13Z"></path>
            <path
                class="logo-mark__water"
                d="M4 35c4-2.6 8-2.6 12 0s8 2.6 12 0 8-2.6 16 0v7a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3Z"
            ></path>
            <path
                class="logo-mark__lark"
                d="M9.5 15.5c5.6-.8 10.3 1.5 12.7 5.400 2.3-5.700 7-9.600 13.800-10.900-1.200 2.200-1.700 4-1.700 6.200 1.400-.5 2.700-.6 4.200-.2-2 .9-3.300 2-4.500 3.700-2.900 4.300-7 6.300-12 5.800 0-4.500-5-9-12.500-10Z"
            ></path>
        </svg>
    }
}

/// The mark and the plan's name. On narrow screens the second part of the name gives way.
#[component]
pub fn Logo(
    /// The part of the name that is always shown ("Larkhaven").
    #[prop(into)]
    name: String,
    /// The rest of it ("Health Plan").
    #[prop(into)]
    rest: String,
) -> impl IntoView {
    view! {
        <span class="logo">
            <LogoMark />
            <span class="logo__words">
                <span class="logo__name">{name}</span>
                " "
                <span class="logo__rest">{rest}</span>
            </span>
        </span>
    }
}
