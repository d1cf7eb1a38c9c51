//! What can be done with a conversation besides answering it. Plain forms: each leads back to
//! the page as it then stands.

use domain::forms::{Form, Problem};
use domain::staff::{CaseView, CloseReason, NoteProblem, NoteValues, Urgency};
use leptos::prelude::*;
use ui::form::{self, FormAction, SentForm};
use ui::prelude::*;
use words::{Locale, session, staff as say};

use super::api::NoteOnCase;
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
    view! {
        <form method="post" action="/api/staff/assign">
            <input type="hidden" name="conversation" value=view.id.to_string() />
            <input type="hidden" name="colleague" value=colleague />
            <Button kind=ButtonKind::Secondary>{text}</Button>
        </form>
    }
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
    let assign = plain(
        "/api/staff/assign",
        &id,
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
    let forward = plain(
        "/api/staff/forward",
        &id,
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
    let urgency = plain(
        "/api/staff/urgency",
        &id,
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
        plain(
            "/api/staff/close",
            &id,
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

/// A form of one choice that the browser itself sends.
fn plain(
    action: &'static str,
    conversation: &str,
    choice: AnyView,
    button: &'static str,
) -> AnyView {
    let conversation = conversation.to_owned();
    view! {
        <form method="post" action=action>
            <Stack gap=Gap::Small>
                <input type="hidden" name="conversation" value=conversation />
                {choice}
                <ButtonRow>
                    <Button kind=ButtonKind::Secondary>{button}</Button>
                </ButtonRow>
            </Stack>
        </form>
    }
    .into_any()
}
