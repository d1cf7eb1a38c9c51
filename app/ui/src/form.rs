//! What every form does once it is hydrated: show the host's answer, go where it says, and
//! take the keyboard to what is wrong.

use std::marker::PhantomData;

use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::de::DeserializeOwned;
use server_fn::ServerFn;
use server_fn::client::Client;
use web_sys::UrlSearchParams;

use crate::arrival::{Why, arrive};
use crate::error_summary::FieldError;
use crate::wire::{self, Answer, WireError};

/// A form's server function, its address and the answer: what `leptos::form`'s `ServerAction` is,
/// but for what is sent. That is the form as the browser has it: the arguments are read from it
/// by the host alone, and no code for that is in the page's file.
pub struct FormAction<S> {
    sending: Sending,
    function: PhantomData<fn(S)>,
}

/// The part of a [`FormAction`] that is the same for all of them.
#[derive(Clone, Copy)]
pub struct Sending {
    path: &'static str,
    action: Action<String, Result<String, WireError>>,
}

impl<S> Clone for FormAction<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for FormAction<S> {}

impl<S> Default for FormAction<S>
where
    S: ServerFn<Error = WireError>,
    S::Client: Client<WireError>,
{
    fn default() -> Self {
        Self::new()
    }
}

impl<S> FormAction<S>
where
    S: ServerFn<Error = WireError>,
    S::Client: Client<WireError>,
{
    /// Nothing is sent yet.
    pub fn new() -> Self {
        Self {
            sending: Sending::new(S::PATH, wire::post::<S::Client>),
            function: PhantomData,
        }
    }

    /// Whether it is on its way.
    pub fn pending(self) -> Memo<bool> {
        self.sending.action.pending()
    }

    /// How often it was answered.
    pub fn version(self) -> RwSignal<usize> {
        self.sending.action.version()
    }
}

impl<S> FormAction<S>
where
    S: ServerFn<Error = WireError>,
    S::Output: DeserializeOwned,
{
    /// The last answer.
    pub fn answer(self) -> Option<Result<S::Output, WireError>> {
        let answer = self.sending.action.value().get()?;
        Some(answer.and_then(|text| wire::read(&text)))
    }
}

impl<S> From<FormAction<S>> for Sending {
    fn from(action: FormAction<S>) -> Self {
        action.sending
    }
}

impl Sending {
    fn new(path: &'static str, post: fn(&str, String) -> wire::OnItsWay) -> Self {
        Self {
            path,
            action: Action::new(move |fields: &String| post(path, fields.clone())),
        }
    }
}

/// A form that is sent to its server function; by the browser itself as long as the page does
/// not live.
#[component]
pub fn SentForm(
    /// Where to.
    #[prop(into)]
    action: Sending,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        if !event.default_prevented()
            && let Some(fields) = fields(&event)
        {
            event.prevent_default();
            action.action.dispatch(fields);
        }
    };
    view! {
        <form action=action.path method="post" on:submit=submit>
            {children()}
        </form>
    }
}

/// A form's fields as the browser would send them; `None` leaves the sending to it.
fn fields(event: &SubmitEvent) -> Option<String> {
    let data = form_data_from_event(event).ok()?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(fields.to_string().into())
}

/// The state of a form that is sent through a server function.
pub struct FormAnswer<F: Send + Sync + 'static> {
    /// The form as it now stands: as the page brought it, then as the host last answered.
    pub form: Signal<F>,
    /// Why the last sending failed, if it did.
    pub failure: Signal<Option<WireError>>,
}

/// Follows a form's action: where the host says `Go` or `Load`, the page goes; where it says
/// `Show`, the form changes and focus moves to the error summary (`.error-summary`).
pub fn follow_form<S, F>(action: FormAction<S>, initial: F) -> FormAnswer<F>
where
    S: ServerFn<Output = Answer<F>, Error = WireError> + 'static,
    F: Clone + PartialEq + DeserializeOwned + Send + Sync + 'static,
{
    let shown = RwSignal::new(initial);
    let failure = RwSignal::new(None);
    let navigate = use_navigate();
    Effect::new(move |_| match action.answer() {
        None => {}
        Some(Ok(Answer::Go(path))) => {
            navigate(&path, NavigateOptions::default());
            // Also where that is the page one is on already.
            arrive(Why::Action);
        }
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
