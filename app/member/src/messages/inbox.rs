//! The Inbox and Sent.

use domain::messages::{InboxView, Mailbox};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, messages as say, moments};

use super::api::load_mailbox;
use super::{boxes, say as terms};
use crate::Unread;
use crate::failed::{Instead, loaded, loading};

/// `/messages`.
#[derive(Debug)]
pub struct InboxRoute;

#[lazy_route]
impl LazyRoute for InboxRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page(Mailbox::Inbox)
    }
}

/// `/messages/sent`.
#[derive(Debug)]
pub struct SentRoute;

#[lazy_route]
impl LazyRoute for SentRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page(Mailbox::Sent)
    }
}

fn page(mailbox: Mailbox) -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let query = use_query_map();
    let after = move || query.read().get("after");
    let view = load(after, move |after| load_mailbox(mailbox, after));
    let heading = match mailbox {
        Mailbox::Inbox => say::inbox(locale),
        Mailbox::Sent => say::sent(locale),
    };
    // The host reads the title after the page, where no signal of the page can be reached: it
    // gets one that stands by itself.
    let unread = use_context::<Unread>().map(|unread| ArcRwSignal::from(unread.0));
    let title = move || match (mailbox, unread.as_ref().map_or(0, Get::get)) {
        (Mailbox::Inbox, count) if count > 0 => say::inbox_unread(locale, count),
        (Mailbox::Inbox | Mailbox::Sent, _) => heading.to_owned(),
    };
    view! {
        <Title text=title />
        <Page>
            <PageHeading text=heading />
            <Transition fallback=move || loading(
                locale,
            )>
                {move || Suspend::new(async move {
                    let instead = Instead {
                        page: None,
                        failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                        not_found: None,
                    };
                    loaded(view.await, &instead, |view| mailbox_view(locale, view))
                })}
            </Transition>
        </Page>
    }
    .into_any()
}

/// A list of conversations.
pub fn mailbox_view(locale: Locale, view: InboxView) -> impl IntoView {
    if let Some(header) = use_context::<Unread>() {
        Effect::new(move |_| header.0.set(view.unread));
    }
    let this = match view.mailbox {
        Mailbox::Inbox => Route::Messages,
        Mailbox::Sent => Route::MessagesSent,
    };
    let read_only = view.read_only.map(|why| {
        view! {
            <Alert>
                <p>{terms::read_only(locale, why)}</p>
            </Alert>
        }
    });
    let write = view.read_only.is_none().then(|| {
        view! {
            <ActionLink href=Route::MessagesNew.to_string() icon=IconName::Write>
                {say::contact_care_team(locale)}
            </ActionLink>
        }
    });
    let older = view.next.map(|next| {
        (
            say::older(locale).to_owned(),
            format!("{this}?after={next}"),
        )
    });
    let newer = view
        .continued
        .then(|| (say::newest(locale).to_owned(), this.to_string()));
    let list = if view.rows.is_empty() {
        let (heading, text) = match view.mailbox {
            Mailbox::Inbox => (say::inbox_empty_heading(locale), say::inbox_empty(locale)),
            Mailbox::Sent => (say::sent_empty_heading(locale), say::sent_empty(locale)),
        };
        view! {
            <EmptyState kind=EmptyKind::None heading=heading>
                <p>{text}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let rows = view.rows.into_iter().map(move |row| {
            let name = terms::person(locale, &row.with);
            let people = match view.mailbox {
                Mailbox::Inbox => name,
                Mailbox::Sent => say::with(locale, name),
            };
            view! {
                <ConversationRow
                    href=Route::Conversation(row.id).to_string()
                    subject=row.subject
                    people=people
                    when=moments::moment(locale, &row.at)
                    datetime=moments::machine(&row.at)
                    unread=(row.unread > 0).then(|| say::unread(locale))
                    count=say::count(locale, u64::from(row.messages))
                />
            }
        });
        view! {
            <ConversationList label=say::conversations(
                locale,
            )>{rows.collect_view()}</ConversationList>
        }
        .into_any()
    };
    view! {
        <Stack>
            {read_only} <ButtonRow>{write}</ButtonRow>
            {boxes::tabs(locale, this)} {list}
            <Pagination label=say::conversations(locale) newer=newer older=older />
        </Stack>
    }
}
