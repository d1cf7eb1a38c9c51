//! The list of what the member has asked for: under which number, how it stands, who has it, by
//! when, and what to do when it is late.

use domain::messages::Desk;
use domain::organisation::Lines;
use domain::requests::{Asked, Held, RequestRow, RequestsView, Stands};
use domain::routes::Route;
use domain::shell::ShellView;
use domain::staff::{CloseReason, TeamName};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use ui::live::follow;
use ui::prelude::*;
use words::{Locale, moments, requests as say, shell, terms};

use super::api::load_requests;
use crate::failed::{Instead, part};
use crate::phones::phone_line;

/// `/requests`.
#[derive(Debug)]
pub struct RequestsRoute;

#[lazy_route]
impl LazyRoute for RequestsRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let shell = use_context::<ShellView>().unwrap_or_default();
    let locale = shell.locale;
    let query = use_query_map();
    let asked = move || query.read().get("after");
    let view = follow(asked, load_requests, PartialEq::eq);
    view! {
        <Title text=say::title(locale) />
        <Page>
            <PageHeading text=say::title(locale) lead=say::lead(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| requests_view(locale, &shell.lines, view),
            )}
        </Page>
    }
    .into_any()
}

/// What the member has asked for, newest first.
pub fn requests_view(locale: Locale, lines: &Lines, view: RequestsView) -> impl IntoView + use<> {
    let here = Route::Requests.to_string();
    let older = view.next.map(|next| {
        (
            say::older(locale).to_owned(),
            format!("{here}?after={next}"),
        )
    });
    let newer = view
        .continued
        .then(|| (say::newest(locale).to_owned(), here));
    if view.rows.is_empty() {
        return view! {
            <EmptyState kind=EmptyKind::None heading=say::empty_heading(locale)>
                <p>{say::empty(locale)}</p>
            </EmptyState>
            <Pagination label=say::list(locale) newer=newer older=older />
        }
        .into_any();
    }
    let open = view.messages_open;
    let rows = view
        .rows
        .into_iter()
        .map(|row| item(locale, lines, row, open))
        .collect_view();
    view! {
        <Stack>
            <RequestList label=say::list(locale)>{rows}</RequestList>
            <Pagination label=say::list(locale) newer=newer older=older />
        </Stack>
    }
    .into_any()
}

/// One request. `open` says whether messages are open, so that it leads to its conversation.
fn item(locale: Locale, lines: &Lines, row: RequestRow, open: bool) -> impl IntoView + use<> {
    let Asked::Message {
        conversation,
        subject,
        to,
        reply,
    } = row.asked;
    let to = terms::person(locale, &to);
    let kind = if reply {
        say::reply_to(locale, to)
    } else {
        say::message_to(locale, to)
    };
    let mut facts = Vec::new();
    if let Some(number) = row.number {
        facts.push((say::number(locale).to_owned(), number.to_string()));
    }
    facts.push((
        say::sent(locale).to_owned(),
        moments::moment(locale, &row.at),
    ));
    if let Stands::Waiting { with, due, .. } = &row.stands {
        facts.push((say::has_it(locale).to_owned(), held(locale, with)));
        facts.push((say::due(locale).to_owned(), moments::due(locale, due)));
    }
    let (state, state_text) = standing(locale, &row.stands);
    let told = told(locale, lines, row.stands);
    view! {
        <RequestItem
            title=subject
            href=open.then(|| Route::Conversation(conversation).to_string())
            kind=kind
            state=state
            state_text=state_text
            facts=facts
        >
            {told}
        </RequestItem>
    }
}

fn standing(locale: Locale, stands: &Stands) -> (RequestState, &'static str) {
    match stands {
        Stands::Stored => (RequestState::Received, say::state_stored(locale)),
        Stands::Waiting { overdue: false, .. } => {
            (RequestState::UnderWay, say::state_waiting(locale))
        }
        Stands::Waiting { overdue: true, .. } => (RequestState::Late, say::state_late(locale)),
        Stands::Answered { .. } => (RequestState::Done, say::state_answered(locale)),
        Stands::Closed { .. } => (RequestState::Over, say::state_closed(locale)),
    }
}

/// What has become of it, in a sentence, and whom to call when it is late.
fn told(locale: Locale, lines: &Lines, stands: Stands) -> AnyView {
    match stands {
        Stands::Stored => view! { <p>{say::stored(locale)}</p> }.into_any(),
        Stands::Waiting { overdue: false, .. } => {
            view! { <p>{say::waiting(locale)}</p> }.into_any()
        }
        Stands::Waiting { with, .. } => {
            let lines = whom_to_call(locale, lines, &with);
            view! {
                <p>{say::late(locale)}</p>
                <PhoneLines lines=lines />
            }
            .into_any()
        }
        Stands::Answered { by, at } => {
            let by = terms::person(locale, &by);
            view! { <p>{say::answered(locale, moments::moment(locale, &at), by)}</p> }.into_any()
        }
        Stands::Closed { why } => {
            let why = match why {
                Some(CloseReason::NothingToAnswer) => say::closed_nothing(locale),
                Some(CloseReason::AnsweredElsewhere) => say::closed_elsewhere(locale),
                Some(CloseReason::Duplicate) => say::closed_duplicate(locale),
                None => say::closed(locale),
            };
            view! {
                <p>{why}</p>
                <p>{say::closed_next(locale)}</p>
            }
            .into_any()
        }
    }
}

fn team(locale: Locale, team: &TeamName) -> String {
    match team {
        TeamName::Office(name) => say::team_of(locale, name),
        TeamName::Desk(desk) => terms::desk_name(locale, *desk).to_owned(),
        TeamName::Clinicians => say::team_clinicians(locale).to_owned(),
    }
}

fn held(locale: Locale, with: &Held) -> String {
    let team = team(locale, &with.team);
    match &with.by {
        Some(name) => say::held_by(locale, name, team),
        None => team,
    }
}

/// Whom to call about what is late: the office that has it, or the line of the desk; where what
/// waits is about health, the nurse line too.
fn whom_to_call(locale: Locale, lines: &Lines, with: &Held) -> Vec<PhoneLine> {
    let line = |name, line| phone_line(locale, name, line);
    let support = || line(shell::line_support(locale), &lines.support);
    let services = || line(shell::line_member_services(locale), &lines.member_services);
    let nurse = || line(shell::line_nurse(locale), &lines.nurse);
    match (&with.team, &with.phone) {
        (TeamName::Desk(Desk::Support), _) => vec![support()],
        (TeamName::Desk(Desk::MemberServices), _) => vec![services()],
        (TeamName::Office(name), Some(phone)) => {
            let office = PhoneLine {
                name: name.clone(),
                number: phone.clone(),
                hours: None,
                tty: None,
            };
            vec![office, nurse()]
        }
        (TeamName::Office(_) | TeamName::Clinicians, _) => vec![services(), nurse()],
    }
}
