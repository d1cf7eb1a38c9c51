//! Dialog: a question that must be answered before anything else goes on.

#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;

use leptos::wasm_bindgen::JsCast as _;
use leptos::{html, prelude::*};

use crate::button::{Button, ButtonKind, ButtonRow};

/// The browser's own modal dialog: the rest of the page is out of reach until it closes, Escape
/// and Cancel close it, and the keyboard goes back to what opened it.
///
/// It opens only by script, so it may only repeat what a page of its own does without.
#[component]
pub fn Dialog(
    /// What its ids begin with.
    #[prop(into)]
    name: String,
    /// The question, or what it is about.
    #[prop(into)]
    heading: String,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when it has closed, whichever way: set what `open` reads back.
    #[prop(into)]
    on_close: Callback<()>,
    /// The text of the button that closes it and does nothing ("Cancel", "Close").
    #[prop(into)]
    cancel: String,
    /// Whether it warns: read out whole at once, and the keyboard begins at Cancel.
    #[prop(optional)]
    alert: bool,
    /// The buttons that do something, before Cancel; a form with its button fits too.
    #[prop(into, optional)]
    actions: ViewFnOnce,
    /// What is said.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let cancel_node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            // What the host rendered as open is open without being modal.
            dialog.set_open(false);
            if dialog.show_modal().is_ok() && alert {
                focus_button(cancel_node);
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    let close = move |_| {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog
            node_ref=node
            class="dialog"
            class=("dialog--alert", alert)
            role=alert.then_some("alertdialog")
            open=open.get_untracked()
            aria-labelledby=format!("{name}-heading")
            aria-describedby=alert.then(|| format!("{name}-body"))
            on:close=move |_| on_close.run(())
        >
            <div class="dialog__inner">
                <h2 class="dialog__heading" id=format!("{name}-heading")>
                    {heading}
                </h2>
                <div class="dialog__body stack" id=format!("{name}-body")>
                    {children()}
                </div>
                <ButtonRow>
                    {actions.run()} <div class="dialog__cancel" node_ref=cancel_node>
                        <Button kind=ButtonKind::Secondary action="button" on:click=close>
                            {cancel}
                        </Button>
                    </div>
                </ButtonRow>
            </div>
        </dialog>
    }
}

/// The keyboard begins at the button that does no harm.
fn focus_button(around: NodeRef<html::Div>) {
    let child = around
        .get_untracked()
        .and_then(|div| div.first_element_child());
    if let Some(button) = child.and_then(|child| child.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Where it fails the browser has chosen a place.
        let _ = button.focus();
    }
}
