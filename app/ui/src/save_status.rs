//! Save status: whether what one writes is kept, while one writes it.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// What is known about the last save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was saved yet, and nothing has to be.
    #[default]
    Quiet,
    /// It is kept; the sentence says since when.
    Kept(String),
    /// It is not; the sentence says why, and what to do.
    Failed(String),
}

/// A line below a form that saves itself. It is seen at every save, and read out only when
/// something changes that the writer has to know: the first save, a failure, and its end.
#[component]
pub fn SaveStatus(
    /// What is known now.
    #[prop(into)]
    state: Signal<SaveState>,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<SaveState>| {
        let now = state.get();
        let same_kind = before
            .as_ref()
            .is_some_and(|before| std::mem::discriminant(before) == std::mem::discriminant(&now));
        let failed_anew = matches!(now, SaveState::Failed(_)) && before.as_ref() != Some(&now);
        // What the page brought was there before anybody listened.
        if before.is_some() && (!same_kind || failed_anew) {
            said.set(match &now {
                SaveState::Quiet => String::new(),
                SaveState::Kept(text) | SaveState::Failed(text) => text.clone(),
            });
        }
        now
    });
    let line = move || match state.get() {
        SaveState::Quiet => None,
        SaveState::Kept(text) => Some(line("save-status", IconName::Check, text)),
        SaveState::Failed(text) => Some(line(
            "save-status save-status--failed",
            IconName::Warning,
            text,
        )),
    };
    view! {
        {line}
        <p class="visually-hidden" role="status">
            {said}
        </p>
    }
}

fn line(class: &'static str, icon: IconName, text: String) -> AnyView {
    view! {
        <p class=class>
            <Icon name=icon />
            <span>{text}</span>
        </p>
    }
    .into_any()
}
