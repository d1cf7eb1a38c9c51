//! A part of a page that explains something.

use leptos::prelude::*;
use ui::prelude::*;

/// A paragraph. A number to call in it is a link.
pub struct Said {
    text: String,
    phone: String,
}

impl Said {
    /// A paragraph that says whom to call.
    pub fn calling(text: String, phone: &str) -> Self {
        Self {
            text,
            phone: phone.to_owned(),
        }
    }
}

impl From<&'static str> for Said {
    fn from(text: &'static str) -> Self {
        Self::calling(text.to_owned(), "")
    }
}

/// Paragraphs under a heading.
pub fn part(heading: &'static str, said: Vec<Said>) -> AnyView {
    view! { <Section heading=heading>{prose(said)}</Section> }.into_any()
}

/// Paragraphs.
pub fn prose(said: Vec<Said>) -> AnyView {
    let paragraphs = said.into_iter().map(|one| {
        view! {
            <p>
                <CallSentence text=one.text phone=one.phone />
            </p>
        }
    });
    view! { <Prose>{paragraphs.collect_view()}</Prose> }.into_any()
}
