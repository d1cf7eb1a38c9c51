//! Search over all messages. What is looked for stands in no address: the form goes by POST, and
//! a living page keeps the words in its memory.

use domain::messages::search::Piece;
use domain::messages::{FoundIn, FoundView, SearchView, Shelf};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlInputElement;
use leptos_meta::Title;
use leptos_router::hooks::use_navigate;
use leptos_router::{LazyRoute, NavigateOptions, lazy_route};
use server_fn::ServerFn as _;
use ui::load::load;
use ui::prelude::*;
use words::{Locale, messages as say, moments};

use super::api::{Find, load_search};
use super::{drafts, say as terms};
use crate::Searched;
use crate::failed::{Instead, part};

/// The field's name.
const FIELD: &str = "query";

/// `/messages/search`.
#[derive(Debug)]
pub struct SearchRoute;

#[lazy_route]
impl LazyRoute for SearchRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    let searched = use_context::<Searched>();
    let query = move || searched.map_or_else(String::new, |searched| searched.0.get());
    let view = load(query, load_search);
    view! {
        <Title text=say::search(locale) />
        <Page>
            <BackLink href=Route::Messages.to_string() label=say::back_to_inbox(locale) />
            <PageHeading text=say::search(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::search_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| search_view(locale, view),
            )}
        </Page>
    }
    .into_any()
}

/// The field, and what was found.
pub fn search_view(locale: Locale, view: SearchView) -> impl IntoView {
    let count = view.rows.len() as u64;
    let is_draft = |row: &&FoundView| matches!(row.place, FoundIn::Draft { .. });
    let drafts = view.rows.iter().filter(is_draft).count() as u64;
    let told = match (view.sought, view.more) {
        (false, _) if view.typed.is_empty() => None,
        (false, _) => Some(say::search_no_word(locale).to_owned()),
        (true, _) if count == 0 => None,
        (true, true) => Some(say::search_found_more(locale, count)),
        (true, false) if drafts == 0 => Some(say::search_found(locale, count)),
        (true, false) if drafts == count => Some(say::search_found_drafts(locale, count)),
        (true, false) => {
            let conversations = say::search_found(locale, count - drafts);
            Some(say::search_found_both(locale, drafts, conversations))
        }
    };
    let nothing = (view.sought && count == 0).then(|| {
        view! {
            <EmptyState kind=EmptyKind::None heading=say::search_nothing_heading(locale)>
                <p>{say::search_nothing(locale)}</p>
            </EmptyState>
        }
    });
    let rows: Vec<_> = view
        .rows
        .into_iter()
        .map(|row| found(locale, row))
        .collect();
    let list = (!rows.is_empty()).then(|| {
        view! {
            <ConversationList label=say::search_results(
                locale,
            )>{rows.collect_view()}</ConversationList>
        }
    });
    view! { <Stack>{search_box(locale, Some((view.typed, told)))} {nothing} {list}</Stack> }
}

fn found(locale: Locale, row: FoundView) -> impl IntoView {
    let moment = moments::moment(locale, &row.at);
    let (href, kept, people, when) = match row.place {
        FoundIn::Conversation { id, shelf, folder } => {
            let kept = match (shelf, folder) {
                (Shelf::Inbox, _) => say::search_in_inbox(locale).to_owned(),
                (Shelf::Archive, _) => say::search_in_archive(locale).to_owned(),
                (Shelf::Folder(_), name) => say::search_in_folder(locale, name.unwrap_or_default()),
            };
            let people = row.with.map(|with| terms::person(locale, &with));
            let href = Route::Conversation(id).to_string();
            (href, kept, people.unwrap_or_default(), moment)
        }
        FoundIn::Draft { id, conversation } => (
            drafts::href(id, conversation),
            say::search_in_drafts(locale).to_owned(),
            drafts::people(locale, row.with.as_ref(), conversation),
            say::draft_saved_on(locale, moment),
        ),
    };
    let subject = if row.subject.iter().all(|piece| piece.text.trim().is_empty()) {
        say::draft_no_subject(locale).into()
    } else {
        marked(row.subject)
    };
    view! {
        <ConversationRow
            href=href
            subject=subject
            people=people
            when=when
            datetime=moments::machine(&row.at)
            preview=marked(row.excerpt)
            unread=row.unread.then(|| say::unread(locale))
            count=kept
        />
    }
}

fn marked(pieces: Vec<Piece>) -> Marked {
    pieces
        .into_iter()
        .map(|piece| (piece.text, piece.found))
        .collect()
}

/// The field of the search; on its own page with what was looked for and how much was found.
pub(super) fn search_box(
    locale: Locale,
    searched: Option<(String, Option<String>)>,
) -> impl IntoView {
    let memory = use_context::<Searched>();
    let navigate = use_navigate();
    let ask = move |event: SubmitEvent| {
        let field = document().get_element_by_id(FIELD);
        let typed = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let (Some(memory), Some(typed)) = (memory, typed) {
            event.prevent_default();
            memory.0.set(typed.value());
            navigate(
                &Route::MessagesSearch.to_string(),
                NavigateOptions::default(),
            );
        }
    };
    // In a list, the label is enough: what is in it is what one came for.
    let hint = searched.is_some().then(|| say::search_hint(locale));
    let (value, found) = searched.unwrap_or_default();
    view! {
        <Search
            action=Find::PATH
            asks=Asks::InPrivate
            name=FIELD
            label=say::search_label(locale)
            button=say::search_button(locale)
            hint=hint
            value=value
            found=Signal::stored(found)
            on:submit=ask
        />
    }
}
