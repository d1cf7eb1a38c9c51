//! Lists of conversations: the Inbox, Sent, the Archive, a folder.

use domain::ids::FolderId;
use domain::messages::{Filter, FolderView, InboxView, Mailbox};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::{LazyRoute, lazy_route};
use ui::live::follow_with;
use ui::prelude::*;
use ui::wire::{WireCode, WireError};
use words::{Locale, messages as say, moments};

use super::api::load_mailbox;
use super::arrange::{Arranging, Chosen};
use super::filter::{ASKED_FOR, address, filter};
use super::folders::folder_forms;
use super::search::search_box;
use super::{boxes, say as terms};
use crate::Unread;
use crate::failed::{Instead, part};

/// `/messages`.
#[derive(Debug)]
pub struct InboxRoute;

#[lazy_route]
impl LazyRoute for InboxRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page(|| Some(Mailbox::Inbox))
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
        page(|| Some(Mailbox::Sent))
    }
}

/// `/messages/archive`.
#[derive(Debug)]
pub struct ArchiveRoute;

#[lazy_route]
impl LazyRoute for ArchiveRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page(|| Some(Mailbox::Archive))
    }
}

/// `/messages/folders/{id}`.
#[derive(Debug)]
pub struct FolderRoute;

#[lazy_route]
impl LazyRoute for FolderRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        page(move || {
            let folder: FolderId = params.read().get("id")?.parse().ok()?;
            Some(Mailbox::Folder(folder))
        })
    }
}

/// The page of a list; of none where the address names no folder.
fn page(mailbox: impl Fn() -> Option<Mailbox> + Copy + Send + Sync + 'static) -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let query = use_query_map();
    let arranging = Arranging::new();
    let asked = move || {
        let query = query.read();
        Asked {
            mailbox: mailbox(),
            filter: Filter::read(|name| query.get(name)).ok(),
            with_form: query.get(ASKED_FOR).is_some(),
            after: query.get("after"),
        }
    };
    let keep_chosen = |news: RwSignal<u32>| {
        Effect::new(move |_| {
            if news.get() > 0 {
                arranging.keep_chosen();
            }
        });
        news
    };
    let done = move || arranging.done();
    let view = follow_with(asked, done, keep_chosen, answer, PartialEq::eq);
    let first = untrack(mailbox);
    // The host reads the title after the page, where no signal of the page can be reached: it
    // gets one that stands by itself. A folder's name may be health information: it stands on
    // the page and not in the title.
    let unread = use_context::<Unread>().map(|unread| ArcRwSignal::from(unread.0));
    let heading = heading(locale, first);
    let title = move || match (first, unread.as_ref().map_or(0, Get::get)) {
        (Some(Mailbox::Inbox), count) if count > 0 => say::inbox_unread(locale, count),
        _ => heading.to_owned(),
    };
    let is_folder = matches!(first, None | Some(Mailbox::Folder(_)));
    let above = (!is_folder).then(|| view! { <PageHeading text=heading /> });
    view! {
        <Title text=title />
        <Page>
            {above}
            {part(
                view,
                Instead {
                    page: is_folder.then(|| say::folder(locale)),
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: is_folder
                        .then(|| [say::folder_gone_heading(locale), say::folder_gone(locale)]),
                },
                move |view| mailbox_view(locale, view, arranging),
            )}
        </Page>
    }
    .into_any()
}

/// What an address asks for; no list or no filter where it makes no sense.
#[derive(Clone, PartialEq)]
struct Asked {
    mailbox: Option<Mailbox>,
    filter: Option<Filter>,
    with_form: bool,
    after: Option<String>,
}

async fn answer(asked: Asked) -> Result<InboxView, WireError> {
    let (Some(mailbox), Some(filter)) = (asked.mailbox, asked.filter) else {
        return Err(WireError::new(WireCode::NotFound));
    };
    load_mailbox(mailbox.to_string(), filter, asked.with_form, asked.after).await
}

fn heading(locale: Locale, mailbox: Option<Mailbox>) -> &'static str {
    match mailbox {
        Some(Mailbox::Inbox) => say::inbox(locale),
        Some(Mailbox::Sent) => say::sent(locale),
        Some(Mailbox::Archive) => say::archive(locale),
        Some(Mailbox::Folder(_)) | None => say::folder(locale),
    }
}

/// A list of conversations.
pub fn mailbox_view(locale: Locale, view: InboxView, arranging: Arranging) -> impl IntoView {
    if let Some(header) = use_context::<Unread>() {
        Effect::new(move |_| header.0.set(view.unread));
    }
    let this = Route::from(view.mailbox);
    let own = match view.mailbox {
        Mailbox::Folder(folder) => view.folders.iter().find(|one| one.id == folder),
        Mailbox::Inbox | Mailbox::Sent | Mailbox::Archive => None,
    };
    let heading = own.map(|folder| {
        let name = folder.name.clone();
        view! {
            <BackLink href=Route::Folders.to_string() label=say::back_to_folders(locale) />
            <PageHeading text=name />
        }
    });
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
    let filter = filter(locale, this, &view);
    let room = match view.mailbox {
        Mailbox::Folder(_) => Route::Folders,
        Mailbox::Inbox | Mailbox::Sent | Mailbox::Archive => this,
    };
    let newest = address(this, view.filter, "");
    let more = |place: &str| address(this, view.filter, &format!("after={place}"));
    let older = view
        .next
        .as_ref()
        .map(|next| (say::older(locale).to_owned(), more(next)));
    let newer = view
        .continued
        .then(|| (say::newest(locale).to_owned(), newest));
    let folder_forms = view
        .folder_form
        .clone()
        .map(|form| folder_forms(locale, form));
    let arranged = arranging.outcome(locale, view.arranged.clone());
    let list = list(locale, view, arranging);
    view! {
        {heading}
        <Stack>
            {arranged} {read_only} <ButtonRow>{write}</ButtonRow> {search_box(locale, None)}
            {boxes::tabs(locale, room)} {filter} {list}
            <Pagination label=say::conversations(locale) newer=newer older=older /> {folder_forms}
        </Stack>
    }
}

fn list(locale: Locale, view: InboxView, arranging: Arranging) -> AnyView {
    if view.rows.is_empty() {
        let (heading, text) = match view.mailbox {
            _ if view.filter.needs_form() => {
                (say::filter_empty_heading(locale), say::filter_empty(locale))
            }
            _ if view.filter.unread => (
                say::only_unread_empty_heading(locale),
                say::only_unread_empty(locale),
            ),
            Mailbox::Inbox => (say::inbox_empty_heading(locale), say::inbox_empty(locale)),
            Mailbox::Sent => (say::sent_empty_heading(locale), say::sent_empty(locale)),
            Mailbox::Archive => (
                say::archive_empty_heading(locale),
                say::archive_empty(locale),
            ),
            Mailbox::Folder(_) => (say::folder_empty_heading(locale), say::folder_empty(locale)),
        };
        return view! {
            <EmptyState kind=EmptyKind::None heading=heading>
                <p>{text}</p>
            </EmptyState>
        }
        .into_any();
    }
    let sent = view.mailbox == Mailbox::Sent;
    let chosen = Chosen {
        mailbox: view.mailbox,
        folders: others(view.mailbox, view.folders),
        unread: view.rows.iter().any(|row| row.unread > 0),
    };
    let rows = view
        .rows
        .into_iter()
        .map(move |row| {
            let name = terms::person(locale, &row.with);
            let people = if sent { say::with(locale, name) } else { name };
            let choose = Chooser {
                name: "conversations[]".into(),
                value: row.id.to_string(),
                label: say::choose(locale, row.subject.clone()),
                chosen: false,
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
                    choose=Some(choose)
                />
            }
        })
        .collect_view();
    let list =
        view! { <ConversationList label=say::conversations(locale)>{rows}</ConversationList> };
    arranging.form(locale, chosen, list).into_any()
}

/// The folders that conversations of a list can be moved to.
fn others(mailbox: Mailbox, folders: Vec<FolderView>) -> Vec<FolderView> {
    folders
        .into_iter()
        .filter(|folder| mailbox != Mailbox::Folder(folder.id))
        .collect()
}
