//! What every form does once it is hydrated: show the host's answer, go where it says, and
//! take the keyboard to what is wrong.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use server_fn::ServerFn;

use crate::error_summary::FieldError;
use crate::wire::{Answer, WireError};

/// The state of a form that is sent through a server function.
pub struct FormAnswer<F: Send + Sync + 'static> {
    /// The form as it now stands: as the page brought it, then as the host last answered.
    pub form: Signal<F>,
    /// Why the last sending failed, if it did.
    pub failure: Signal<Option<WireError>>,
}

/// Follows a form's action: where the host says `Go` or `Load`, the page goes; where it says
/// `Show`, the form changes and focus moves to the error summary (`.error-summary`).
pub fn follow_form<S, F>(action: ServerAction<S>, initial: F) -> FormAnswer<F>
where
    S: ServerFn<Output = Answer<F>, Error = WireError> + Clone + Send + Sync + 'static,
    F: Clone + PartialEq + Send + Sync + 'static,
{
    let shown = RwSignal::new(initial);
    let failure = RwSignal::new(None);
    let navigate = use_navigate();
    Effect::new(move |_| match action.value().get() {
        None => {}
        Some(Ok(Answer::Go(path))) => navigate(&path, NavigateOptions::default()),
        Some(Ok(Answer::Load(path))) => load(&path),
        Some(Ok(Answer::Show(form))) => {
            failure.set(None);
            shown.set(form);
            request_animation_frame(empty_secrets);
            focus_soon(".error-summary");
        }
        Some(Err(error)) => {
            failure.set(Some(error));
            focus_soon(".error-summary");
        }
    });
    FormAnswer {
        form: shown.into(),
        failure: failure.into(),
    }
}

/// The lines of the error summary: why the form could not be sent, or what is wrong with it.
/// `line` and `failed` give the words.
pub fn errors<P: Clone + Send + Sync + 'static>(
    problems: Signal<Vec<P>>,
    failure: Signal<Option<WireError>>,
    line: impl Fn(&P) -> FieldError + Send + Sync + 'static,
    failed: impl Fn(&WireError) -> String + Send + Sync + 'static,
) -> Signal<Vec<FieldError>> {
    Signal::derive(move || {
        if let Some(error) = failure.get() {
            return vec![FieldError::new("", failed(&error))];
        }
        problems.with(|problems| problems.iter().map(&line).collect())
    })
}

/// The sentence beside one field: the first that the summary has for it.
pub fn error_of(errors: Signal<Vec<FieldError>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        errors.with(|errors| {
            errors
                .iter()
                .find(|error| error.field == field)
                .map(|error| error.text.clone())
        })
    })
}

/// What is secret never comes back with a form, with scripts as without.
fn empty_secrets() {
    const SECRETS: [&str; 5] = [
        "input[autocomplete=current-password]",
        "input[autocomplete=new-password]",
        "input[name=answer1]",
        "input[name=answer2]",
        "input[name=answer3]",
    ];
    for selector in SECRETS {
        if let Ok(Some(element)) = document().query_selector(selector)
            && let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>()
        {
            input.set_value("");
        }
    }
}

/// Leaves by a full page load.
pub fn load(path: &str) {
    // A refused navigation leaves the page as it is; there is nothing better to do.
    let _ = window().location().set_href(path);
}

/// Moves the keyboard to the first element that matches, once the page has changed.
pub fn focus_soon(selector: &'static str) {
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(selector)
            && let Some(element) = element.dyn_ref::<leptos::web_sys::HtmlElement>()
        {
            let _ = element.focus();
        }
    });
}
