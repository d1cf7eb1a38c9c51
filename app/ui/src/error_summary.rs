//! Error summary: everything that is wrong with a form, at the top of it.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::prelude::*;

use crate::arrival::BY_HTML;
use crate::icon::{Icon, IconName};
use crate::link::CallSentence;

/// One line of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the control it leads to; empty when no one field is to blame.
    pub field: String,
    /// The sentence, the same that stands beside the field.
    pub text: String,
    /// A telephone number in the sentence that can be called, where no field is to blame.
    pub phone: String,
}

impl FieldError {
    /// A line that leads to a field.
    pub fn new(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            text: text.into(),
            phone: String::new(),
        }
    }

    /// The same, with a number that its sentence may hold.
    #[must_use]
    pub fn calling(mut self, phone: impl Into<String>) -> Self {
        self.phone = phone.into();
        self
    }
}

/// All errors of a form; nothing while there are none. It can take the focus, and does so
/// after a failed submit ([`crate::form::follow_form`]), never while someone types.
#[component]
pub fn ErrorSummary(
    /// The heading ("There is a problem").
    #[prop(into)]
    heading: String,
    /// The errors, in the order of the fields.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            let lines = errors
                .into_iter()
                .map(|error| {
                    let line = if error.field.is_empty() {
                        view! {
                            <span>
                                <CallSentence text=error.text phone=error.phone />
                            </span>
                        }
                        .into_any()
                    } else {
                        // `rel="external"` keeps the router out: a jump within the page.
                        view! {
                            <a href=format!("#{}", error.field) rel="external">
                                {error.text}
                            </a>
                        }
                        .into_any()
                    };
                    view! { <li>{line}</li> }
                })
                .collect_view();
            view! {
                // Without scripts the browser itself takes the keyboard there.
                <div class="error-summary" role="alert" tabindex="-1" autofocus=BY_HTML>
                    <h2 class="error-summary__heading">
                        <Icon name=IconName::Error />
                        {heading.clone()}
                    </h2>
                    <ul class="error-summary__list">{lines}</ul>
                </div>
            }
        })
    }
}
