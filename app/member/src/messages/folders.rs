//! The folders a member keeps conversations in.

use domain::forms::Form;
use domain::messages::{FolderProblem, FolderValues, FoldersView};
use domain::routes::Route;
use domain::shell::ShellView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use ui::form::{FormAction, SentForm, error_of, follow_form};
use ui::load::load;
use ui::prelude::*;
use ui::wire::Answer;
use words::{Locale, messages as say};

use super::api::{RemoveFolder, SaveFolder, load_folders};
use super::{boxes, say as terms};
use crate::failed::{Instead, part};

/// `/messages/folders`.
#[derive(Debug)]
pub struct FoldersRoute;

#[lazy_route]
impl LazyRoute for FoldersRoute {
    fn data() -> Self {
        Self
    }
    fn view(_this: Self) -> AnyView {
        page()
    }
}

fn page() -> AnyView {
    let locale = use_context::<ShellView>().unwrap_or_default().locale;
    // Counts what was changed: each change shows the folders anew.
    let changes = RwSignal::new(0_u32);
    let view = load(move || changes.get(), |_| load_folders());
    view! {
        <Title text=say::folders(locale) />
        <Page>
            <PageHeading text=say::folders(locale) lead=say::folders_lead(locale) />
            {part(
                view,
                Instead {
                    page: None,
                    failed: [say::load_failed_heading(locale), say::load_failed(locale)],
                    not_found: None,
                },
                move |view| folders_view(locale, view, changes),
            )}
        </Page>
    }
    .into_any()
}

/// The folders, and the form for a new one. `changes` is raised by each change.
pub fn folders_view(locale: Locale, view: FoldersView, changes: RwSignal<u32>) -> impl IntoView {
    let list = if view.folders.is_empty() {
        view! {
            <EmptyState kind=EmptyKind::None heading=say::folders_empty_heading(locale)>
                <p>{say::folders_empty(locale)}</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let cards = view.folders.into_iter().map(move |folder| {
            view! {
                <LinkCard
                    href=Route::Folder(folder.id).to_string()
                    icon=IconName::Folder
                    title=folder.name
                    text=say::folder_count(locale, u64::from(folder.conversations))
                />
            }
        });
        view! { <Stack>{cards.collect_view()}</Stack> }.into_any()
    };
    view! {
        <Stack>
            {boxes::tabs(locale, Route::Folders)} {list}
            <Section heading=say::folder_new(
                locale,
            )>{name_form(locale, view.form, say::folder_make(locale), changes)}</Section>
        </Stack>
    }
}

/// What can be changed about a folder: its name, and whether there is one.
pub(super) fn folder_forms(
    locale: Locale,
    form: Form<FolderValues, FolderProblem>,
) -> impl IntoView {
    let changes = RwSignal::new(0);
    let remove = FormAction::<RemoveFolder>::new();
    let folder = form.values.folder.clone();
    let open = !form.problems.is_empty();
    follow(remove, form.clone(), changes);
    view! {
        <Details summary=say::folder_change(locale) open=open>
            <Stack>
                {name_form(locale, form, say::folder_rename(locale), changes)}
                <SentForm action=remove>
                    <Stack>
                        <input type="hidden" name="folder" value=folder />
                        <p>{say::folder_remove_what(locale)}</p>
                        <ButtonRow>
                            <Button kind=ButtonKind::Danger>{say::folder_remove(locale)}</Button>
                        </ButtonRow>
                    </Stack>
                </SentForm>
            </Stack>
        </Details>
    }
}

/// The form of a folder's name.
fn name_form(
    locale: Locale,
    form: Form<FolderValues, FolderProblem>,
    button: &'static str,
    changes: RwSignal<u32>,
) -> impl IntoView {
    let action = FormAction::<SaveFolder>::new();
    let values = form.values.clone();
    let sent = follow(action, form, changes);
    let errors = ui::form::errors(
        Signal::derive(move || sent.form.with(|form| form.problems.clone())),
        sent.failure,
        move |&problem: &FolderProblem| {
            FieldError::new("name", terms::folder_problem(locale, problem))
        },
        move |error| terms::failure(locale, error.code).to_owned(),
    );
    view! {
        <SentForm action=action attr:novalidate=true>
            <Stack>
                <ErrorSummary heading=say::folder_problem_heading(locale) errors=errors />
                <input type="hidden" name="folder" value=values.folder />
                <TextInput
                    name="name"
                    label=say::folder_name(locale)
                    hint=say::folder_name_hint(locale)
                    value=values.name
                    required=true
                    error=error_of(errors, "name")
                />
                <ButtonRow>
                    <Button kind=ButtonKind::Secondary>{button}</Button>
                </ButtonRow>
            </Stack>
        </SentForm>
    }
}

/// Follows a form of this page, and counts what it changed.
fn follow<S>(
    action: FormAction<S>,
    form: Form<FolderValues, FolderProblem>,
    changes: RwSignal<u32>,
) -> ui::form::FormAnswer<Form<FolderValues, FolderProblem>>
where
    S: server_fn::ServerFn<
            Output = Answer<Form<FolderValues, FolderProblem>>,
            Error = ui::wire::WireError,
        > + 'static,
{
    Effect::new(move |_| {
        if let Some(Ok(Answer::Go(_))) = action.answer() {
            changes.update(|changes| *changes += 1);
        }
    });
    follow_form(action, form)
}
