//! What can be done with a conversation besides answering it. The page stays and asks for how it
//! stands then, so that an answer that is being written is not lost; without scripts each form
//! leads back to the page.

use domain::forms::{Form, Problem};
use domain::staff::{CaseView, CloseReason, NoteProblem, NoteValues, Urgency};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use server_fn::ServerFn;
use server_fn::client::Client;
use ui::form::{self, FormAction, SentForm};
use ui::live::Live;
use ui::prelude::*;
use ui::wire::{Answer, WireError};
use words::{Locale, session, staff as say};

use super::api::{AssignCase, CloseCase, ForwardCase, NoteOnCase, SetCaseUrgency};
use super::reply;
use super::say as terms;

/// "Assign to me", or back to the team.
pub(super) fn take_button(locale: Locale, view: &CaseView) -> impl IntoView + use<> {
    let mine = matches!(view.assigned, Some((_, _, true)));
    let text = if mine {
        say::give_back(locale)
    } else {
        say::take(locale)
    };
    let colleague = if mine {
        String::new()
    } else {
        view.me.to_string()
    };
    let conversation = view.id.to_string();
    let (action, problem) = begin::<AssignCase>(locale);
    view! {
        <SentForm action=action>
            <input type="hidden" name="conversation" value=conversation />
            <input type="hidden" name="colleague" value=colleague />
            <Button kind=ButtonKind::Secondary busy=action.pending()>
                {text}
            </Button>
        </SentForm>
        {problem}
    }
}

/// Has the page ask how the conversation stands once `action` was done.
pub(super) fn look_again<S, F>(action: FormAction<S>, done: impl Fn() + 'static)
where
    S: ServerFn<Output = Answer<F>, Error = WireError> + 'static,
    F: DeserializeOwned + 'static,
{
    let live = use_context::<Live>();
    Effect::new(move |_| {
        if let Some(Ok(Answer::Go(_))) = action.answer() {
            done();
            if let Some(live) = live {
                live.0.update(|changes| *changes += 1);
            }
        }
    });
}

/// The form of an internal note.
pub(super) fn note_form(locale: Locale, form: Form<NoteValues, NoteProblem>) -> impl IntoView {
    let action = FormAction::<NoteOnCase>::new();
    let values = form.values.clone();
    let sent = form::follow_form(action, form);
    let problems = Signal::derive(move || sent.form.with(|form| form.problems.clone()));
    let errors = form::errors(
        problems,
        sent.failure,
        move |&problem| FieldError::new(problem.field(), terms::note_problem(locale, problem)),
        move |error| terms::failure(locale, error.code).to_owned(),
    );
    look_again(action, || drop(reply::put("note", "")));
    view! {
        <ErrorSummary heading=session::summary_heading(locale) errors=errors />
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <input type="hidden" name="conversation" value=values.conversation />
                <Textarea
                    name="note"
                    label=say::note(locale)
                    hint=say::note_hint(locale)
                    value=values.note
                    rows=3
                    error=form::error_of(errors, "note")
                />
                <ButtonRow>
                    <Button kind=ButtonKind::Secondary busy=action.pending()>
                        {say::note_add(locale)}
                    </Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}

/// Handing on, urgency, closing.
pub(super) fn work_view(locale: Locale, view: &CaseView) -> impl IntoView + use<> {
    let id = view.id.to_string();
    let choice = |value: String, label: String| Choice {
        value,
        label,
        hint: None,
    };
    let colleagues = view
        .colleagues
        .iter()
        .map(|one| choice(one.id.to_string(), one.name.clone()))
        .collect();
    let with = view.assigned.as_ref().map(|(id, ..)| id.to_string());
    let assign = change::<AssignCase>(
        locale,
        id.clone(),
        view! {
            <Select
                name="colleague"
                label=say::assign_to(locale)
                choices=colleagues
                value=with.unwrap_or_default()
                placeholder=say::nobody(locale)
            />
        }
        .into_any(),
        say::assign(locale),
    );
    let teams = view
        .forward_to
        .iter()
        .map(|(value, name)| choice(value.clone(), terms::team(locale, name)))
        .collect();
    let forward = change::<ForwardCase>(
        locale,
        id.clone(),
        view! {
            <Select
                name="team"
                label=say::forward_to(locale)
                hint=say::forward_hint(locale)
                choices=teams
            />
        }
        .into_any(),
        say::forward(locale),
    );
    let urgencies = Urgency::ALL
        .iter()
        .map(|&one| {
            choice(
                one.code().to_owned(),
                terms::urgency(locale, one).to_owned(),
            )
        })
        .collect();
    let urgency = change::<SetCaseUrgency>(
        locale,
        id.clone(),
        view! {
            <Select
                name="urgency"
                label=say::urgency(locale)
                choices=urgencies
                value=view.urgency.code()
            />
        }
        .into_any(),
        say::urgency_set(locale),
    );
    let reasons = CloseReason::ALL
        .iter()
        .map(|&one| choice(one.code().to_owned(), terms::closed(locale, one).to_owned()))
        .collect();
    let newest = view.newest.to_string();
    let close = view.waits.is_some().then(|| {
        change::<CloseCase>(
            locale,
            id.clone(),
            view! {
                <input type="hidden" name="newest" value=newest />
                <Select
                    name="why"
                    label=say::close_why(locale)
                    hint=say::close_hint(locale)
                    choices=reasons
                />
            }
            .into_any(),
            say::close(locale),
        )
    });
    view! {
        <Details summary=say::more(locale)>
            <Stack gap=Gap::Large>{assign} {forward} {urgency} {close}</Stack>
        </Details>
    }
}

/// A change to how the conversation stands, and what kept it from being done.
fn begin<S>(locale: Locale) -> (FormAction<S>, impl IntoView)
where
    S: ServerFn<Output = Answer<()>, Error = WireError> + 'static,
    S::Client: Client<WireError>,
{
    let action = FormAction::<S>::new();
    let sent = form::follow_form(action, ());
    look_again(action, || {});
    let errors = Signal::derive(move || {
        let failure = sent.failure.get();
        let line = failure.map(|error| FieldError::new("", terms::failure(locale, error.code)));
        line.into_iter().collect()
    });
    let problem = view! { <ErrorSummary heading=session::summary_heading(locale) errors=errors /> };
    (action, problem)
}

/// A form of one choice.
fn change<S>(locale: Locale, conversation: String, choice: AnyView, button: &'static str) -> AnyView
where
    S: ServerFn<Output = Answer<()>, Error = WireError> + 'static,
    S::Client: Client<WireError>,
{
    let (action, problem) = begin::<S>(locale);
    view! {
        {problem}
        <SentForm action=action>
            <Stack gap=Gap::Small>
                <input type="hidden" name="conversation" value=conversation />
                {choice}
                <ButtonRow>
                    <Button kind=ButtonKind::Secondary busy=action.pending()>
                        {button}
                    </Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
    .into_any()
}
