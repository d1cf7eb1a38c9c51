//! A conversation, and its reply.

use domain::ids::{ConversationId, MessageId};
use domain::messages::{
    AboutResult, Author, Awaited, ConversationView, MessageView, ReplyView, SeenMessages, Shelf,
};
use domain::requests::ConfirmationNumber;
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::{LazyRoute, lazy_route};
use ui::form::{FormAction, SentForm};
use ui::live::follow_with;
use ui::prelude::*;
use ui::replying::Replying;
use ui::wire::{WireCode, WireError};
use words::{Locale, messages as say, moments, shell};

use super::api::{MarkRead, load_conversation};
use super::arrange::Arranging;
use super::reply::reply_view;
use super::say as terms;
use super::{files, reading, sending};
use crate::Unread;
use crate::failed::{Instead, part};

/// `/messages/{id}`.
#[derive(Debug)]
pub struct ConversationRoute;

#[lazy_route]
impl LazyRoute for ConversationRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let (params, query) = (use_params_map(), use_query_map());
    let replying = Replying::new();
    let arranging = Arranging::new();
    let asked = move || {
        let id = params
            .read()
            .get("id")
            .and_then(|id| id.parse::<ConversationId>().ok());
        let query = query.read();
        (id, query.get("before"), query.get("draft"))
    };
    let changes = move || (replying.sent(), arranging.done());
    let hold = |news| replying.held(news);
    let view = follow_with(asked, changes, hold, answer, |before, now| {
        // The form has a key of its own each time.
        before.messages == now.messages && before.shelf == now.shelf
    });
    // The subject is health information: it stands on the page and not in the title, which
    // histories and window lists show.
    view! {
        <Title text=say::conversation(locale) />
        <Page>
            <BackLink href=Route::Messages.to_string() label=say::back_to_inbox(locale) />
            {part(
                view,
                Instead {
                    page: Some(say::conversation(locale)),
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: Some([say::not_found_heading(locale), say::not_found(locale)]),
                },
                move |mut view| {
                    let form = match &mut view.reply {
                        ReplyView::Open { form, .. } => Some(&mut form.values),
                        ReplyView::Closed { .. } => None,
                    };
                    let form = form.map(|values| (&mut values.send_key, values.message.as_str()));
                    if let Some(text) = replying.show(view.id.to_string(), form) {
                        Effect::new(move |_| sending::put("message", &text));
                    }
                    conversation_view(locale, view, replying, arranging)
                },
            )}
        </Page>
    }
    .into_any()
}

async fn answer(
    (id, before, draft): (Option<ConversationId>, Option<String>, Option<String>),
) -> Result<ConversationView, WireError> {
    match id {
        Some(id) => load_conversation(id, before, draft).await,
        None => Err(WireError::new(WireCode::NotFound)),
    }
}

/// A conversation: its newest message, the reply to it, and what came before.
pub fn conversation_view(
    locale: Locale,
    view: ConversationView,
    replying: Replying,
    arranging: Arranging,
) -> impl IntoView {
    let unread: Vec<MessageId> = view
        .messages
        .iter()
        .filter(|message| message.unread)
        .map(|message| message.id)
        .collect();
    let marked = RwSignal::new(Vec::new());
    reading::follow(view.id, unread.clone(), marked);

    let with = terms::person(locale, &view.with);
    let number = view
        .messages
        .first()
        .and_then(|newest| newest.number.clone());
    let sent = view
        .awaiting_answer
        .then(|| sent(locale, view.just_sent, view.answer.as_ref(), number));
    let can_reply = !view.continued && matches!(view.reply, ReplyView::Open { .. });
    // `rel="external"` keeps the router out: a jump within the page, with the keyboard.
    let to_reply = can_reply.then(|| {
        view! {
            <ActionLink
                href="#message"
                kind=ButtonKind::Secondary
                icon=IconName::Reply
                attr:rel="external"
            >
                {say::reply(locale)}
            </ActionLink>
        }
    });
    let mark = (!unread.is_empty()).then(|| mark_button(locale, view.id, unread, marked));
    let mut messages = view.messages.into_iter();
    let newest = if view.continued {
        None
    } else {
        messages.next()
    };
    let newest = newest.map(|message| {
        view! { <Thread label=say::thread(locale)>{bubble(locale, message, marked)}</Thread> }
    });
    let reply =
        (!view.continued).then(|| reply_view(locale, view.reply, &view.with, &with, replying));
    let rest: Vec<_> = messages
        .map(|message| bubble(locale, message, marked))
        .collect();
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <Section heading=say::earlier_heading(locale)>
                <Thread label=say::earlier_heading(locale)>{rest}</Thread>
            </Section>
        }
    });
    let kept = match view.shelf {
        Shelf::Inbox => None,
        Shelf::Archive => Some(say::kept_archive(locale).to_owned()),
        Shelf::Folder(kept) => {
            let name = view.folders.iter().find(|folder| folder.id == kept);
            let name = name.map(|folder| folder.name.clone());
            Some(say::kept_folder(locale, name.unwrap_or_default()))
        }
    };
    let arranged = arranging.outcome(locale, view.arranged);
    // What was just done says where the conversation is.
    let kept = kept
        .filter(|_| arranged.is_none())
        .map(|kept| view! { <p>{kept}</p> });
    let keep = arranging.for_one(locale, view.id, view.shelf, view.folders);
    let here = Route::Conversation(view.id).to_string();
    let earlier = view.earlier.map(|earlier| {
        (
            say::earlier(locale).to_owned(),
            format!("{here}?before={earlier}"),
        )
    });
    let to_newest = view
        .continued
        .then(|| (say::to_newest(locale).to_owned(), here.clone()));
    view! {
        <Stack gap=Gap::Large>
            <PageHeading
                text=view.subject
                caption=terms::topic(locale, view.topic)
                lead=say::conversation_with(locale, with)
            />
            {arranged}
            {sent}
            <ButtonRow>{to_reply} {mark}</ButtonRow>
            {newest}
            {reply}
            {rest}
            <Section heading=say::keep_heading(locale)>{kept} {keep}</Section>
            <Pagination label=say::thread(locale) newer=to_newest older=earlier />
            {paper(locale, view.id)}
        </Stack>
    }
}

/// That the newest message is the member's own and waits; of one that was just sent its number
/// too, told at once and by voice. It stands at the message as well.
fn sent(
    locale: Locale,
    just_sent: bool,
    answer: Option<&Awaited>,
    number: Option<ConfirmationNumber>,
) -> impl IntoView + use<> {
    let awaiting = match answer {
        Some(answer) if answer.late => say::awaiting_late(locale, moments::due(locale, &answer.by)),
        Some(answer) => say::awaiting_by(locale, moments::due(locale, &answer.by)),
        None => say::awaiting(locale).to_owned(),
    };
    let (tone, heading) = if just_sent {
        (Tone::Success, Some(say::just_sent_heading(locale)))
    } else {
        (Tone::Info, None)
    };
    let number = number
        .filter(|_| just_sent)
        .map(|number| view! { <p>{say::number_is(locale, number)}</p> });
    let requests = just_sent.then(|| {
        let link = (
            say::to_requests(locale).to_owned(),
            Route::Requests.to_string(),
        );
        view! { <LinkList links=vec![link] /> }
    });
    view! {
        <Alert tone=tone heading=heading announce=just_sent>
            {number}
            <p>{awaiting}</p>
            {requests}
        </Alert>
    }
}

/// The conversation on paper. `rel="external"`: a file is no page, and what goes wrong with it is
/// one.
fn paper(locale: Locale, id: ConversationId) -> impl IntoView {
    view! {
        <ButtonRow>
            <PrintButton label=shell::print(locale) />
            <ActionLink
                href=Route::ConversationPdf(id).to_string()
                kind=ButtonKind::Secondary
                icon=IconName::Download
                attr:rel="external"
            >
                {shell::download_pdf(locale)}
            </ActionLink>
        </ButtonRow>
    }
}

fn bubble(locale: Locale, message: MessageView, marked: RwSignal<Vec<MessageId>>) -> impl IntoView {
    let (own, from) = match &message.author {
        Author::Member => (true, say::you(locale).to_owned()),
        Author::Other(person) => (false, terms::person(locale, person)),
    };
    let (id, unread) = (message.id, message.unread);
    let unread = Signal::derive(move || {
        let unread = unread && !marked.with(|marked| marked.contains(&id));
        unread.then(|| say::unread(locale).to_owned())
    });
    let note = match message.number {
        Some(number) => Some(say::number(locale, number)),
        None => message
            .no_reply
            .then(|| say::no_reply_note(locale).to_owned()),
    };
    view! {
        <MessageBubble
            id=reading::element_id(id)
            own=own
            from=from
            when=moments::moment(locale, &message.sent)
            datetime=moments::machine(&message.sent)
            unread=unread
            note=note
            about=message.about.map(|result| about(locale, &result))
            text=message.body
            files_label=say::files(locale)
            files=message.files.iter().map(|file| files::attached(locale, file)).collect()
        />
    }
}

/// The result that a message asks about: where it stands, and what has become of it since.
fn about(locale: Locale, result: &AboutResult) -> AboutThing {
    let note = match result {
        AboutResult {
            withdrawn: true, ..
        } => Some(say::about_withdrawn(locale)),
        AboutResult { changed: true, .. } => Some(say::about_changed(locale)),
        AboutResult { .. } => None,
    };
    AboutThing {
        text: terms::about(locale, result),
        href: Some(Route::LabResult(result.id).to_string()),
        note: note.map(str::to_owned),
    }
}

/// "Mark as read", for a browser without scripts and for whoever does not want to wait. It
/// names the messages that stand on this page, so that none that came later is marked.
fn mark_button(
    locale: Locale,
    conversation: ConversationId,
    unread: Vec<MessageId>,
    marked: RwSignal<Vec<MessageId>>,
) -> impl IntoView {
    let mark = FormAction::<MarkRead>::new();
    let header = use_context::<Unread>();
    let named = SeenMessages(unread.clone()).to_string();
    let all = unread.clone();
    Effect::new(move |_| {
        if let Some(Ok(left)) = mark.answer() {
            if let Some(header) = header {
                header.0.set(left);
            }
            marked.set(all.clone());
        }
    });
    let done = move || marked.with(|marked| unread.iter().all(|id| marked.contains(id)));
    view! {
        <div hidden=done>
            <SentForm action=mark>
                <input type="hidden" name="conversation" value=conversation.to_string() />
                <input type="hidden" name="messages" value=named />
                <Button kind=ButtonKind::Quiet>{say::mark_read(locale)}</Button>
            </SentForm>
        </div>
    }
}
