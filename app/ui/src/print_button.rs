//! Print button: opens the browser's own printing.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::button::{Button, ButtonKind};
use crate::icon::{Icon, IconName};

/// A button that prints the page. Without scripts it could do nothing, so it is there only when
/// the page lives; the browser's menu prints the same.
#[component]
pub fn PrintButton(
    /// What stands on it ("Print").
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let print = move |_| {
        // A browser that does not print says so itself.
        let _ = window().print();
    };
    view! {
        <span class="print-button" hidden=move || !alive.get()>
            <Button kind=ButtonKind::Secondary action="button" on:click=print>
                <Icon name=IconName::Print />
                {label}
            </Button>
        </span>
    }
}
