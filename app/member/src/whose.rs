//! Whose record a page is about, as the shell has it from the page's address.

use domain::family::Whose;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use words::{Locale, family as say};

/// Whose record the page is about.
pub(crate) fn whose() -> Whose {
    use_context::<ShellView>().unwrap_or_default().whose
}

/// The page's title: it names whose record it is, where that is another's.
pub(crate) fn title(locale: Locale, text: &str) -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let text = match shell.person() {
        Some(person) => say::title(locale, &person.given, text),
        None => text.to_owned(),
    };
    view! { <Title text=text /> }
}
