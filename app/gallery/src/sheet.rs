//! A component's sheet: all its states, one below the other.

use std::fmt::Write as _;

use leptos::prelude::{Owner, provide_context};
use ui::fixtures::{Fixture, Language, SHEETS, Sheet};

use crate::catalogue::tag;
use crate::frame;

/// The sheet of a component.
pub fn of(component: &str) -> Option<&'static Sheet> {
    SHEETS.iter().find(|sheet| sheet.component == component)
}

/// The HTML of one state, as the host renders it.
pub fn state(fixture: &Fixture, language: Language) -> String {
    use leptos::prelude::RenderHtml as _;
    Owner::new().with(|| {
        provide_context(language);
        (fixture.view)().to_html()
    })
}

/// The whole sheet as a document.
pub fn document(sheet: &Sheet, language: Language) -> String {
    let mut body = String::new();
    for fixture in sheet.fixtures {
        // Writing to a String does not fail.
        let _ = writeln!(
            body,
            "<section class=\"gallery-state\"><p class=\"gallery-state__name\">{name}</p>\
             <div class=\"gallery-state__view\" data-component=\"{component}\" \
             data-state=\"{name}\" data-language=\"{language}\">{html}</div></section>",
            name = fixture.name,
            component = sheet.component,
            language = tag(language),
            html = state(fixture, language),
        );
    }
    frame::document(language, sheet.component, &body)
}
