//! Whose record a page is about: read from its address once, and known to all of it.

use domain::family::{Person, Whose};
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use words::{Locale, family as say};

/// Reads it from the page's address, for everything within the page.
pub(crate) fn enter() -> Whose {
    let person = use_params_map().read_untracked().get("person");
    let whose = Whose(person.and_then(|person| person.parse().ok()));
    provide_context(whose);
    whose
}

/// Whose record the page is about.
pub(crate) fn whose() -> Whose {
    use_context().unwrap_or_default()
}

/// The person whose record it is; `None` on pages of one's own.
pub fn person_of(shell: &ShellView, whose: Whose) -> Option<Person> {
    let people = shell.signed_on.iter().flat_map(|member| &member.people);
    whose
        .0
        .and_then(|id| people.into_iter().find(|one| one.id == id).cloned())
}

/// The page's title: it names whose record it is, where that is another's.
pub(crate) fn title(locale: Locale, text: &str) -> impl IntoView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let text = match person_of(&shell, whose()) {
        Some(person) => say::title(locale, person.given, text),
        None => text.to_owned(),
    };
    view! { <Title text=text /> }
}
