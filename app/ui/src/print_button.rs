//! Print button: prints the page that it stands on.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::button::ButtonKind;
use crate::icon::{Icon, IconName};

/// A button that prints the page. Only a page that lives has it: without scripts a browser
/// prints by its own menu, and a button that does nothing is none.
#[component]
pub fn PrintButton(
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// What it says.
    #[prop(into)]
    label: String,
    /// What stands there where there is no such button: how to print.
    #[prop(into)]
    otherwise: String,
) -> impl IntoView {
    let lives = RwSignal::new(false);
    Effect::new(move |_| lives.set(true));
    let print = move |_| {
        // A browser that refuses to print says so itself.
        let _ = window().print();
    };
    view! {
        <div class="print-button">
            <button class=kind.class() type="button" hidden=move || !lives.get() on:click=print>
                <Icon name=IconName::Print />
                {label}
            </button>
            <p class="print-button__otherwise" hidden=move || lives.get()>
                {otherwise}
            </p>
        </div>
    }
}
