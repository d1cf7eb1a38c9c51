//! Button: does something here and now.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::text::MaybeText;

/// How much a button weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// What the page is for; one a page.
    #[default]
    Primary,
    /// Another way.
    Secondary,
    /// As quiet as a link.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonKind {
    /// The classes that go with it.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Secondary => "button button--secondary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button. `on:click` on it goes to the element itself.
#[component]
pub fn Button(
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// `submit` or `button`.
    #[prop(default = "submit")]
    action: &'static str,
    /// Sent with the form, when it was this button that sent it.
    #[prop(into, optional)]
    name: MaybeText,
    /// The value that goes with the name.
    #[prop(into, optional)]
    value: MaybeText,
    /// Another address for the form than its own.
    #[prop(into, optional)]
    formaction: MaybeText,
    /// Cannot be used now. In the HTML of a form it never is: only an effect may say so.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// At work: says so, and does nothing more when pressed (the form must see to that).
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// What stands on it.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=kind.class()
            class=("button--busy", move || busy.get())
            type=action
            name=name.into_inner()
            value=value.into_inner()
            formaction=formaction.into_inner()
            disabled=move || disabled.get()
            aria-disabled=move || busy.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
        >
            {children()}
        </button>
    }
}

/// The button that Enter in a field presses, where the form has others before the one that sends
/// it: browsers press the first. It stands at the beginning of the form, unseen and unread.
#[component]
pub fn DefaultButton(
    /// Cannot be used now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="visually-hidden"
            tabindex="-1"
            aria-hidden="true"
            disabled=move || disabled.get()
        ></button>
    }
}

/// A row of buttons and links that belong together; one below the other on a phone.
#[component]
pub fn ButtonRow(
    /// The buttons, the weightiest first.
    children: Children,
) -> impl IntoView {
    view! { <div class="button-row">{children()}</div> }
}
