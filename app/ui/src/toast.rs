//! Toast: a word that something was done, at the lower edge of the window.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use std::time::Duration;

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::reactive::send_wrapper_ext::SendOption;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use crate::alert::Tone;
use crate::icon::Icon;

/// How long it stays while nobody is at it.
const STAYS: Duration = Duration::from_secs(10);

/// What a [`Toast`] says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToastMessage {
    /// What it is about.
    pub tone: Tone,
    /// One sentence.
    pub text: String,
}

impl ToastMessage {
    /// Something was done.
    pub fn done(text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Success,
            text: text.into(),
        }
    }
}

/// The place of such words: one a page, at its end. It is read out politely and goes after ten
/// seconds, but not while the pointer or the keyboard is at it. So what it says must be seen in
/// the page too.
#[component]
pub fn Toast(
    /// What is said, while something is.
    #[prop(into)]
    message: Signal<Option<ToastMessage>>,
    /// The text of the button that takes it away ("Dismiss").
    #[prop(into)]
    dismiss: String,
    /// Called when it is dismissed or its time is over: set what `message` reads to `None`.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let pointed = RwSignal::new(false);
    let focused = RwSignal::new(false);
    // Where the keyboard came from, to go back there.
    let before = StoredValue::new(SendOption::<HtmlElement>::new_local(None));
    Effect::new(move |_| {
        if message.with(Option::is_none) {
            // What was pointed at or focused is gone, and sends no event for it.
            pointed.set(false);
            focused.set(false);
        } else if !pointed.get()
            && !focused.get()
            && let Ok(timer) = set_timeout_with_handle(move || on_close.run(()), STAYS)
        {
            on_cleanup(move || timer.clear());
        }
    });
    let come = move |event: FocusEvent| {
        if !focused.get_untracked() {
            let from = event.related_target();
            let from = from.and_then(|from| from.dyn_into().ok());
            before.set_value(SendOption::new_local(from));
            focused.set(true);
        }
    };
    let close = move |_| {
        // A press may come without the focus, and then nothing is to be given back.
        let back = before.with_value(|before| (**before).clone());
        if let Some(back) = back.filter(|_| focused.get_untracked()) {
            // It fails for what is no longer there; the browser then finds a place.
            let _ = back.focus();
        }
        on_close.run(());
    };
    let tone = Memo::new(move |_| message.with(|message| Some(message.as_ref()?.tone)));
    let class = move || {
        tone.get().map_or_else(
            || "toast".to_owned(),
            |tone| format!("toast toast--shown toast--{}", tone.word()),
        )
    };
    view! {
        <div
            class=class
            on:mouseenter=move |_| pointed.set(true)
            on:mouseleave=move |_| pointed.set(false)
            on:focusin=come
            on:focusout=move |_| focused.set(false)
        >
            // There from the start: a region that appears with its words is not heard.
            <div class="toast__words" role="status">
                {move || {
                    message
                        .get()
                        .map(|message| {
                            view! {
                                <Icon name=message.tone.icon() />
                                <p>{message.text}</p>
                            }
                        })
                }}
            </div>
            {move || {
                tone.get()
                    .map(|_| {
                        view! {
                            <button class="toast__dismiss" type="button" on:click=close>
                                {dismiss.clone()}
                            </button>
                        }
                    })
            }}
        </div>
    }
}
