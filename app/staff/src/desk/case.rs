//! A conversation at its desk.

use domain::ids::ConversationId;
use domain::routes::Route;
use domain::shell::ShellView;
use domain::staff::{CaseMessage, CasePage as Shown, CaseView, NoteView, Writer};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use ui::live::follow_with;
use ui::prelude::*;
use ui::replying::Replying;
use ui::wire::{WireCode, WireError};
use words::{Locale, messages, moments, staff as say, terms as shared};

use super::api::load_case;
use super::ask::ask_view;
use super::asked::asked_view;
use super::reply::{Begun, begin_anew, reply_view};
use super::say as terms;
use super::work::{note_form, take_button, work_view};
use crate::failed::part;

#[component]
pub(super) fn CasePage() -> impl IntoView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let (params, query) = (use_params_map(), use_query_map());
    let asked = move || {
        let id = params
            .read()
            .get("id")
            .and_then(|id| id.parse::<ConversationId>().ok());
        (id, query.read().get("before"))
    };
    let replying = Replying::new();
    let (sent, hold) = (move || replying.sent(), |news| replying.held(news));
    let view = follow_with(asked, sent, hold, answer, is_same);
    // The subject is health information: it stands on the page and not in the title.
    view! {
        <Title text=messages::conversation(locale) />
        <Page>
            <BackLink href=Route::TeamInbox.to_string() label=say::inbox(locale) />
            {part(
                view,
                move |page| match page {
                    Shown::Ask(form) => ask_view(locale, form).into_any(),
                    Shown::Open(mut view) => {
                        let values = &mut view.reply.values;
                        let form = (&mut values.send_key, values.message.as_str());
                        if let Some(text) = replying.show(view.id.to_string(), Some(form)) {
                            Effect::new(move |_| begin_anew(&text));
                        }
                        case_view(locale, *view, replying).into_any()
                    }
                },
            )}
        </Page>
    }
}

async fn answer(
    (id, before): (Option<ConversationId>, Option<String>),
) -> Result<Shown, WireError> {
    match id {
        Some(id) => load_case(id, before).await,
        None => Err(WireError::new(WireCode::NotFound)),
    }
}

/// Whether a page shows what is to be shown. Its forms count for nothing: each has a key of its
/// own. A conversation that has gone to another team while somebody writes in it stays, with what
/// is written; whoever sends that is told.
fn is_same(before: &Shown, now: &Shown) -> bool {
    match (before, now) {
        (Shown::Open(before), Shown::Open(now)) => {
            let work = |view: &CaseView| (view.urgency, view.closed, view.reason);
            before.messages == now.messages
                && before.notes == now.notes
                && before.asked == now.asked
                && before.waits == now.waits
                && before.team == now.team
                && before.assigned == now.assigned
                && work(before) == work(now)
        }
        (_, Shown::Ask(_)) => true,
        (Shown::Ask(_), Shown::Open(_)) => false,
    }
}

/// The conversation: how it stands, its newest message, the reply, what the team knows, what
/// else can be done with it, and what came before.
pub fn case_view(locale: Locale, view: CaseView, replying: Replying) -> impl IntoView {
    let lead = say::case_lead(
        locale,
        moments::date(locale, view.birth_date),
        view.member.clone(),
        terms::person(locale, &view.with),
    );
    let standing = standing(locale, &view);
    let facts = facts(locale, &view);
    let heading = (view.subject.clone(), terms::topic(locale, view.topic));
    let take = take_button(locale, &view);
    let work = work_view(locale, &view);
    let id = view.id;
    let here = Route::StaffConversation(id).to_string();
    let mut bubbles = view.messages.into_iter();
    let newest = if view.continued { None } else { bubbles.next() };
    let member = view.member.clone();
    let newest = newest.map(|message| {
        let bubble = bubble(locale, id, message, &member);
        view! { <Thread label=messages::thread(locale)>{bubble}</Thread> }
    });
    let rest: Vec<_> = bubbles
        .map(|message| bubble(locale, id, message, &member))
        .collect();
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <Section heading=messages::earlier_heading(locale)>
                <Thread label=messages::earlier_heading(locale)>{rest}</Thread>
            </Section>
        }
    });
    let begun = Begun {
        id,
        form: view.reply,
        files: view.files,
        refused: view.refused,
        templates: view.templates,
        may_cover: view.may_cover,
    };
    let reply = (!view.continued).then(|| reply_view(locale, begun, replying));
    let asked = view.asked.filter(|_| !view.continued);
    let asked = asked.map(|asked| asked_view(locale, asked, view.comment));
    let notes = notes(locale, view.notes);
    let note = note_form(locale, view.note);
    let earlier = view.earlier.map(|earlier| {
        (
            messages::earlier(locale).to_owned(),
            format!("{here}?before={earlier}"),
        )
    });
    let to_newest = view
        .continued
        .then(|| (messages::to_newest(locale).to_owned(), here));
    // `rel="external"` keeps the router out: a jump within the page, with the keyboard.
    let to_reply = (!view.continued).then(|| {
        view! {
            <ActionLink
                href="#message"
                kind=ButtonKind::Secondary
                icon=IconName::Reply
                attr:rel="external"
            >
                {messages::reply(locale)}
            </ActionLink>
        }
    });
    view! {
        <Stack gap=Gap::Large>
            <PageHeading text=heading.0 caption=heading.1 lead=lead />
            {standing}
            <SummaryList rows=facts />
            <ButtonRow>{to_reply} {take}</ButtonRow>
            {newest}
            {asked}
            {reply}
            <Section heading=say::notes(locale)>
                <Stack>{notes} {note}</Stack>
            </Section>
            {work}
            {rest}
            <Pagination label=messages::thread(locale) newer=to_newest older=earlier />
        </Stack>
    }
}

/// What has just happened, or what is late.
fn standing(locale: Locale, view: &CaseView) -> Option<AnyView> {
    if view.just_sent {
        return Some(
            view! {
                <Alert tone=Tone::Success heading=say::sent_heading(locale) announce=true>
                    <p>{say::sent(locale)}</p>
                </Alert>
            }
            .into_any(),
        );
    }
    let (tone, heading, text) = match (&view.waits, view.closed) {
        (Some(waits), _) if waits.overdue => (
            Tone::Warning,
            say::overdue(locale),
            say::overdue_since(locale, terms::due(locale, waits)),
        ),
        (Some(_), _) => return None,
        (None, Some(why)) => (
            Tone::Info,
            say::closed_heading(locale),
            say::closed_why(locale, terms::closed(locale, why)),
        ),
        (None, None) => (
            Tone::Info,
            say::answered_heading(locale),
            say::answered(locale).to_owned(),
        ),
    };
    Some(
        view! {
            <Alert tone=tone heading=heading>
                <p>{text}</p>
            </Alert>
        }
        .into_any(),
    )
}

fn facts(locale: Locale, view: &CaseView) -> Vec<(String, String)> {
    let mut rows = vec![(
        say::team(locale).to_owned(),
        terms::team(locale, &view.team),
    )];
    if let Some(waits) = &view.waits {
        let due = if waits.overdue {
            say::due_overdue(locale, terms::due(locale, waits))
        } else {
            terms::due(locale, waits)
        };
        rows.push((
            say::column_waiting(locale).to_owned(),
            terms::age(locale, waits),
        ));
        rows.push((say::column_due(locale).to_owned(), due));
    }
    let assigned = match &view.assigned {
        Some((_, _, true)) => say::you(locale).to_owned(),
        Some((_, name, false)) => name.clone(),
        None => say::nobody(locale).to_owned(),
    };
    let reads = match view.reads {
        Locale::En => say::reads_english(locale),
        Locale::Es => say::reads_spanish(locale),
    };
    rows.extend([
        (say::column_assigned(locale).to_owned(), assigned),
        (
            say::urgency(locale).to_owned(),
            terms::urgency(locale, view.urgency).to_owned(),
        ),
        (say::reads(locale).to_owned(), reads.to_owned()),
        (
            say::reason(locale).to_owned(),
            terms::reason(locale, view.reason).to_owned(),
        ),
    ]);
    rows
}

fn bubble(
    locale: Locale,
    case: ConversationId,
    message: CaseMessage,
    member: &str,
) -> impl IntoView + use<> {
    let files = message.files.iter().map(|file| {
        let (about, note) = shared::file(locale, file);
        let href = Route::StaffFile(case, file.id);
        AttachedFile {
            name: file.name.clone(),
            about,
            href: file.scan.is_open().then(|| href.to_string()),
            note: note.map(str::to_owned),
            picture: file.preview.map(|size| Picture {
                src: Route::StaffPreview(case, file.id).to_string(),
                alt: messages::file_preview(locale, &file.name),
                size,
            }),
        }
    });
    let files = files.collect();
    let (own, from) = match &message.writer {
        Writer::Member => (false, member.to_owned()),
        Writer::Team(person) => (true, terms::person(locale, person)),
    };
    let note = match message.number {
        Some(number) => Some(messages::number(locale, number)),
        None => message
            .no_reply
            .then(|| messages::no_reply_note(locale).to_owned()),
    };
    view! {
        <MessageBubble
            id=format!("message-{}", message.id)
            own=own
            from=from
            when=moments::moment(locale, &message.sent)
            datetime=moments::machine(&message.sent)
            note=note
            text=message.body
            files_label=messages::files(locale)
            files=files
        />
    }
}

fn notes(locale: Locale, notes: Vec<NoteView>) -> AnyView {
    if notes.is_empty() {
        return view! { <p>{say::notes_none(locale)}</p> }.into_any();
    }
    let bubbles = notes.into_iter().enumerate().map(move |(number, note)| {
        view! {
            <MessageBubble
                id=format!("note-{number}")
                from=note.author
                when=moments::moment(locale, &note.written)
                datetime=moments::machine(&note.written)
                text=note.text
            />
        }
    });
    view! { <Thread label=say::notes(locale)>{bubbles.collect_view()}</Thread> }.into_any()
}
