//! The ways to the pages "About this service".

use domain::help::About;
use domain::routes::Route;
use domain::services::Service;
use leptos::prelude::*;
use ui::prelude::*;
use words::{Locale, about as say, terms};

/// At the top of a service's page.
pub(crate) fn link(locale: Locale, about: About) -> impl IntoView {
    let href = Route::About(about).to_string();
    view! { <LinkList links=vec![(say::heading(locale).to_owned(), href)] /> }
}

/// Where a service is closed: what it would be. Nothing for one that has no such page.
pub(crate) fn of_service(locale: Locale, service: Service) -> Option<impl IntoView> {
    let own = About::ALL
        .into_iter()
        .filter(|one| one.service() == service);
    let links: Vec<(String, String)> = own
        .map(|one| {
            let title = terms::about(locale, one).to_owned();
            (title, Route::About(one).to_string())
        })
        .collect();
    (!links.is_empty()).then(|| view! { <LinkList links=links /> })
}
