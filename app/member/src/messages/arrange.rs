//! What is done with several conversations at once, or with the one that is open: marked as
//! read, put into the Archive, into a folder, back into the Inbox.

use domain::ids::ConversationId;
use domain::messages::{Arranged, Arrangement, FolderView, Mailbox, Shelf};
use leptos::prelude::*;
use ui::arrival::{Why, arrive};
use ui::form::{FormAction, SentForm};
use ui::prelude::*;
use ui::wire::Answer;
use words::{Locale, messages as say};

use super::api::Arrange;
use super::say as terms;

/// The form of a page, and what became of it.
#[derive(Clone, Copy)]
pub struct Arranging {
    action: FormAction<Arrange>,
    /// What was done last; `Err` is the words for why it was not.
    outcome: RwSignal<Option<Result<Arranged, &'static str>>>,
    /// How often something was done: each time the page asks for its list anew.
    done: RwSignal<u32>,
    /// How much of that the page has said.
    said: StoredValue<u32>,
    /// Whether a list was shown before the one that is shown now.
    shown: StoredValue<bool>,
    /// What stays chosen in the list that is shown next.
    kept: StoredValue<Vec<String>>,
}

/// What the form of a list offers.
pub(super) struct Chosen {
    /// The list.
    pub mailbox: Mailbox,
    /// The folders that can be moved to.
    pub folders: Vec<FolderView>,
    /// Whether anything can be marked as read.
    pub unread: bool,
}

impl Arranging {
    /// Nothing is done yet.
    pub fn new() -> Self {
        let this = Self {
            action: FormAction::new(),
            outcome: RwSignal::new(None),
            done: RwSignal::new(0),
            said: StoredValue::new(0),
            shown: StoredValue::new(false),
            kept: StoredValue::new(Vec::new()),
        };
        let locale = use_context::<domain::shell::ShellView>()
            .unwrap_or_default()
            .locale;
        Effect::new(move |_| match this.action.answer() {
            Some(Ok(Answer::Show(arranged))) => {
                choose_rows(|_| false);
                this.outcome.set(Some(Ok(arranged)));
                this.done.update(|done| *done += 1);
                arrive(Why::Action);
            }
            Some(Ok(Answer::Go(_) | Answer::Load(_))) | None => {}
            Some(Err(error)) => {
                let words = match error.code {
                    ui::wire::WireCode::SignOnNeeded => terms::failure(locale, error.code),
                    _ => say::arrange_failed(locale),
                };
                this.outcome.set(Some(Err(words)));
                this.done.update(|done| *done += 1);
                arrive(Why::Action);
            }
        });
        this
    }

    /// What is chosen now stays chosen in the list that takes this one's place.
    pub(super) fn keep_chosen(self) {
        self.kept.set_value(chosen_rows());
    }

    /// How often something was done.
    pub(super) fn done(self) -> u32 {
        self.done.get()
    }

    /// Says what became of it: what was done a moment ago on this page, or what the host says
    /// (without scripts).
    pub(super) fn outcome(self, locale: Locale, told: Option<Arranged>) -> Option<AnyView> {
        let done = self.done.get_untracked();
        let new = self.said.get_value() != done;
        self.said.set_value(done);
        let outcome = self.outcome.get_untracked().filter(|_| new);
        let outcome = outcome.or(told.map(Ok))?;
        let (tone, text) = match outcome {
            Ok(arranged) => words(locale, &arranged),
            Err(text) => (Tone::Danger, text.to_owned()),
        };
        Some(
            view! {
                <Alert tone=tone announce=true>
                    <p>{text}</p>
                </Alert>
            }
            .into_any(),
        )
    }

    /// A list of rows to choose from, with what can be done with those chosen.
    pub(super) fn form(
        self,
        locale: Locale,
        offer: Chosen,
        list: impl IntoView + 'static,
    ) -> impl IntoView {
        // What was chosen in the list before is not chosen in this one, but where it is the same
        // list with something new in it.
        if self.shown.get_value() {
            let kept = self.kept;
            Effect::new(move |_| {
                let kept = kept.try_update_value(std::mem::take).unwrap_or_default();
                // Once the rows stand there: until then the boxes are those of the list before.
                request_animation_frame(move || {
                    choose_rows(|row| kept.iter().any(|kept| kept == row));
                });
            });
        }
        self.shown.set_value(true);
        let read = offer
            .unread
            .then(|| button(Arrangement::Read, say::mark_read(locale)));
        let archive = (offer.mailbox != Mailbox::Archive)
            .then(|| button(Arrangement::Keep(Shelf::Archive), say::move_archive(locale)));
        let inbox = matches!(offer.mailbox, Mailbox::Archive | Mailbox::Folder(_))
            .then(|| button(Arrangement::Keep(Shelf::Inbox), say::move_inbox(locale)));
        view! {
            <SentForm action=self.action>
                <Stack>
                    {list} <Fieldset name="chosen" legend=say::chosen_heading(locale)>
                        <Stack>
                            <ButtonRow>
                                <ChooseAll
                                    all=say::choose_all(locale)
                                    none=say::choose_none(locale)
                                />
                                {read}
                                {archive}
                                {inbox}
                            </ButtonRow>
                            {folder_choice(locale, offer.folders)}
                        </Stack>
                    </Fieldset>
                </Stack>
            </SentForm>
        }
    }

    /// What can be done with the one conversation that is open.
    pub(super) fn for_one(
        self,
        locale: Locale,
        conversation: ConversationId,
        kept: Shelf,
        folders: Vec<FolderView>,
    ) -> impl IntoView {
        let archive = (kept != Shelf::Archive)
            .then(|| button(Arrangement::Keep(Shelf::Archive), say::move_archive(locale)));
        let inbox = (kept != Shelf::Inbox)
            .then(|| button(Arrangement::Keep(Shelf::Inbox), say::move_inbox(locale)));
        let others = folders
            .into_iter()
            .filter(|folder| kept != Shelf::Folder(folder.id))
            .collect();
        view! {
            <SentForm action=self.action>
                <input type="hidden" name="conversations[]" value=conversation.to_string() />
                <Stack>
                    <ButtonRow>{archive} {inbox}</ButtonRow>
                    {folder_choice(locale, others)}
                </Stack>
            </SentForm>
        }
    }
}

fn button(what: Arrangement, text: &'static str) -> impl IntoView {
    let value = match what {
        Arrangement::Read => "read",
        Arrangement::Keep(Shelf::Inbox) => "inbox",
        Arrangement::Keep(Shelf::Archive) => "archive",
        Arrangement::Keep(Shelf::Folder(_)) => "folder",
    };
    view! {
        <Button kind=ButtonKind::Secondary name="what" value=value>
            {text}
        </Button>
    }
}

/// A folder to move to, for a member who has any.
fn folder_choice(locale: Locale, folders: Vec<FolderView>) -> Option<impl IntoView> {
    let choices: Vec<_> = folders
        .into_iter()
        .map(|folder| Choice::new(folder.id.to_string(), folder.name))
        .collect();
    (!choices.is_empty()).then(|| {
        view! {
            <Select
                name="folder"
                label=say::move_folder(locale)
                placeholder=say::folder(locale)
                choices=choices
            />
            <ButtonRow>
                <Button kind=ButtonKind::Secondary name="what" value="folder">
                    {say::move_to_folder(locale)}
                </Button>
            </ButtonRow>
        }
    })
}

fn words(locale: Locale, done: &Arranged) -> (Tone, String) {
    let count = u64::from(done.count);
    let folder = || done.folder.clone().unwrap_or_default();
    match done.what {
        None => (
            Tone::Warning,
            say::arranged_folder_missing(locale).to_owned(),
        ),
        Some(_) if done.count == 0 => (Tone::Warning, say::arranged_none(locale).to_owned()),
        Some(Arrangement::Read) => (Tone::Success, say::arranged_read(locale, count)),
        Some(Arrangement::Keep(Shelf::Inbox)) => {
            (Tone::Success, say::arranged_inbox(locale, count))
        }
        Some(Arrangement::Keep(Shelf::Archive)) => {
            (Tone::Success, say::arranged_archive(locale, count))
        }
        Some(Arrangement::Keep(Shelf::Folder(_))) => {
            (Tone::Success, say::arranged_folder(locale, count, folder()))
        }
    }
}
