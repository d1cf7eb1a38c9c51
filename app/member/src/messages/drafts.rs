//! Drafts: what is written and not sent yet.

use domain::messages::{DraftRow, DraftsView, Person};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::arrival::{Why, arrive};
use ui::form::{FormAction, SentForm};
use ui::load::load;
use ui::prelude::*;
use words::{Locale, messages as say, moments};

use super::api::{DeleteDraft, load_drafts};
use super::{boxes, say as terms};
use crate::failed::{Instead, part};

/// `/messages/drafts`.
#[derive(Debug)]
pub struct DraftsRoute;

#[lazy_route]
impl LazyRoute for DraftsRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    // Counts what was deleted on this page: the list is asked for anew after each.
    let deleted = RwSignal::new(0_u32);
    let view = load(move || deleted.get(), |_| load_drafts());
    view! {
        <Title text=say::drafts(locale) />
        <Page>
            <PageHeading text=say::drafts(locale) lead=say::drafts_lead(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| drafts_view(locale, view, deleted),
            )}
        </Page>
    }
    .into_any()
}

/// The drafts, newest first. `deleted` is raised by each that is deleted.
pub fn drafts_view(locale: Locale, view: DraftsView, deleted: RwSignal<u32>) -> impl IntoView {
    let removed = deleted.get_untracked() > 0;
    let said = match (removed, view.just_saved) {
        (true, _) => Some((say::draft_deleted(locale), None)),
        (false, true) => Some((
            say::draft_kept_heading(locale),
            Some(say::draft_kept(locale)),
        )),
        (false, false) => None,
    };
    let said = said.map(|(heading, text)| {
        view! {
            <Alert tone=Tone::Success heading=heading announce=true>
                {text.map(|text| view! { <p>{text}</p> })}
            </Alert>
        }
    });
    let read_only = view.read_only.map(|why| {
        view! {
            <Alert>
                <p>{terms::read_only(locale, why)}</p>
            </Alert>
        }
    });
    let list = if view.rows.is_empty() {
        view! {
            <EmptyState kind=EmptyKind::None heading=say::drafts_empty_heading(locale)>
                <p>{say::drafts_empty(locale)}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let count = say::drafts_count(locale, view.rows.len() as u64);
        let rows = view
            .rows
            .into_iter()
            .map(|draft| row(locale, draft, deleted))
            .collect_view();
        view! {
            <p>{count}</p>
            <Stack>{rows}</Stack>
        }
        .into_any()
    };
    view! { <Stack>{said} {read_only} {boxes::tabs(locale, Route::MessagesDrafts)} {list}</Stack> }
}

/// A draft: what it is, the way to go on with it, and the button that deletes it.
fn row(locale: Locale, draft: DraftRow, deleted: RwSignal<u32>) -> impl IntoView {
    let id = draft.id;
    let people = people(locale, draft.to.as_ref(), draft.conversation);
    let subject = if draft.subject.trim().is_empty() {
        say::draft_no_subject(locale).to_owned()
    } else {
        draft.subject
    };
    let href = href(id, draft.conversation);
    let action = FormAction::<DeleteDraft>::new();
    let failed = RwSignal::new(false);
    Effect::new(move |_| match action.answer() {
        None => {}
        Some(Ok(_)) => {
            deleted.update(|deleted| *deleted += 1);
            arrive(Why::Action);
        }
        Some(Err(_)) => failed.set(true),
    });
    let problem = move || {
        failed.get().then(|| {
            view! {
                <Alert tone=Tone::Danger announce=true>
                    <p>{say::draft_delete_failed(locale)}</p>
                </Alert>
            }
        })
    };
    let about = subject.clone();
    view! {
        <Stack gap=Gap::Small>
            <ConversationList label=people.clone()>
                <ConversationRow
                    href=href
                    subject=subject
                    people=people
                    when=say::draft_saved_on(locale, moments::moment(locale, &draft.saved))
                    datetime=moments::machine(&draft.saved)
                    preview=(!draft.beginning.is_empty()).then_some(draft.beginning)
                    count=(draft.files > 0)
                        .then(|| say::draft_files(locale, u64::from(draft.files)))
                />
            </ConversationList>
            <SentForm action=action>
                <input type="hidden" name="draft" value=id.to_string() />
                <Button
                    kind=ButtonKind::Quiet
                    attr:aria-label=format!("{}: {about}", say::draft_delete(locale))
                >
                    {say::draft_delete(locale)}
                </Button>
            </SentForm>
            {problem}
        </Stack>
    }
}

/// To whom a draft is.
pub(super) fn people(
    locale: Locale,
    to: Option<&Person>,
    conversation: Option<domain::ids::ConversationId>,
) -> String {
    match (to, conversation) {
        (Some(to), Some(_)) => say::draft_reply(locale, terms::person(locale, to)),
        (Some(to), None) => say::with(locale, terms::person(locale, to)),
        (None, _) => say::draft_nobody(locale).to_owned(),
    }
}

/// Where a draft is gone on with.
pub(super) fn href(
    id: domain::ids::DraftId,
    conversation: Option<domain::ids::ConversationId>,
) -> String {
    let page = conversation.map_or(Route::MessagesNew, Route::Conversation);
    format!("{page}?draft={id}")
}
