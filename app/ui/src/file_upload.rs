//! File upload: files from this device, and how far each of them is.

#[cfg(any(test, debug_assertions))]
pub mod fixtures;

use leptos::{html, prelude::*};
use web_sys::File;

use crate::field::{Field, described_by, invalid};
use crate::icon::{Icon, IconName};
use crate::picture::Picture;
use crate::text::MaybeText;

/// How far a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UploadState {
    /// Chosen, not begun.
    #[default]
    Waiting,
    /// On its way; how much of it, in percent.
    Uploading(u8),
    /// Taken by the host.
    Done,
    /// Not taken; the row's text says why.
    Failed,
}

impl UploadState {
    fn icon(self) -> IconName {
        match self {
            Self::Waiting => IconName::Clock,
            Self::Uploading(_) => IconName::Up,
            Self::Done => IconName::Check,
            Self::Failed => IconName::Error,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Waiting | Self::Uploading(_) => "file-upload__file",
            Self::Done => "file-upload__file file-upload__file--done",
            Self::Failed => "file-upload__file file-upload__file--failed",
        }
    }

    /// Whether nothing more happens to it by itself.
    fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}

/// One file of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UploadRow {
    /// What the page knows it by; it comes back when the file is to be removed.
    pub id: String,
    /// Its name, as the member knows it.
    pub name: String,
    /// Its size, in words ("1.2 MB").
    pub size: String,
    /// How far it is.
    pub state: UploadState,
    /// The same in words: "Uploading, 40 percent"; for a failure the reason and what to do.
    pub text: String,
    /// A small picture of it, of a picture that the host has.
    pub picture: Option<Picture>,
}

/// Files to be sent. Without scripts it is the browser's own control, whose files go with the
/// form. Once the page lives, `on_files` gets them and the page lists them in `rows`.
#[component]
pub fn FileUpload(
    /// The control's name and id.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// What may be chosen: kinds, sizes, how many.
    #[prop(into)]
    hint: String,
    /// What is wrong, while something is.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// The kinds that are offered, as the `accept` attribute has them ("image/*,.pdf"). The
    /// host judges.
    #[prop(into, optional)]
    accept: MaybeText,
    /// Whether several may be chosen at once.
    #[prop(optional)]
    multiple: bool,
    /// On a phone opens a camera instead of the files: `environment` or `user`.
    #[prop(into, optional)]
    capture: MaybeText,
    /// The files so far.
    #[prop(into, optional)]
    rows: Signal<Vec<UploadRow>>,
    /// What the list is called ("Your files").
    #[prop(into)]
    list_label: String,
    /// The text of each file's button ("Remove"); the file's name is read out after it.
    #[prop(into)]
    remove: String,
    /// Where a file is removed without scripts: its button sends the form there, with its id as
    /// `remove`. Without it the buttons come when the page lives.
    #[prop(into, optional)]
    remove_to: MaybeText,
    /// Takes the files over when the page starts to live and after every choice; the control
    /// is emptied then, so that the form does not send them a second time.
    #[prop(optional, into)]
    on_files: Option<Callback<Vec<File>>>,
    /// Called with the id of the file whose button was pressed.
    #[prop(optional, into)]
    on_remove: Option<Callback<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let alive = RwSignal::new(false);
    let take = move || {
        if let (Some(input), Some(on_files)) = (node.get_untracked(), on_files) {
            let files = chosen(&input);
            if !files.is_empty() {
                input.set_value("");
                on_files.run(files);
            }
        }
    };
    Effect::new(move |_| {
        if node.get().is_some() {
            alive.set(true);
            untrack(take);
        }
    });
    let said = settled(rows);
    let removed = return_focus(rows, node);
    let id = name.clone();
    let remove_to = remove_to.into_inner();
    let list = move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            let rows = rows
                .into_iter()
                .map(|row| {
                    let removal = (alive.get() || remove_to.is_some()).then(|| {
                        let to = remove_to.clone();
                        let kind = if to.is_some() { "submit" } else { "button" };
                        let (value, sent) = (row.id.clone(), to.is_some().then_some("remove"));
                        let (id, name) = (row.id.clone(), row.name.clone());
                        let press = move || {
                            removed.set_value(true);
                            if let Some(on_remove) = on_remove {
                                on_remove.run(id.clone());
                            }
                        };
                        view! {
                            <button
                                type=kind
                                class="file-upload__remove"
                                name=sent
                                value=sent.map(|_| value)
                                formaction=to
                                on:click=move |event| {
                                    event.prevent_default();
                                    press();
                                }
                            >
                                {remove.clone()}
                                <span class="visually-hidden">{format!(" {name}")}</span>
                            </button>
                        }
                    });
                    file(row, removal)
                })
                .collect_view();
            view! {
                <ul class="file-upload__list" aria-label=list_label.clone()>
                    {rows}
                </ul>
            }
        })
    };
    view! {
        <Field name=name.clone() label=label hint=hint.into() error=error>
            <input
                node_ref=node
                class="input file-upload__input"
                type="file"
                id=name.clone()
                name=name
                accept=accept.into_inner()
                multiple=multiple
                capture=capture.into_inner()
                aria-invalid=move || invalid(error)
                aria-describedby=move || described_by(&id, true, error.with(Option::is_some))
                on:change=move |_| take()
            />
            {list}
            <p class="visually-hidden" role="status">
                {said}
            </p>
        </Field>
    }
}

/// One file: name, size, state, and its button where scripts run.
fn file(row: UploadRow, removal: Option<impl IntoView + 'static>) -> impl IntoView {
    let UploadRow {
        name,
        size,
        state,
        text,
        picture,
        ..
    } = row;
    let picture = picture.map(|picture| picture.into_view("file-upload__picture"));
    // For the eye: the words beside it say the same.
    let bar = match state {
        UploadState::Uploading(percent) => Some(view! {
            <progress
                class="file-upload__bar"
                max="100"
                value=percent.min(100).to_string()
                aria-hidden="true"
            ></progress>
        }),
        _ => None,
    };
    view! {
        <li class=state.class()>
            <Icon name=state.icon() />
            <div class="file-upload__words">
                <span class="file-upload__name">{name}</span>
                <span class="file-upload__size">{size}</span>
                <span class="file-upload__state">{text}</span>
                {bar}
                {picture}
            </div>
            {removal}
        </li>
    }
}

/// The files that are chosen in a control.
fn chosen(input: &web_sys::HtmlInputElement) -> Vec<File> {
    let Some(files) = input.files() else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|place| files.get(place))
        .collect()
}

/// What is read out: each file when it is done or has failed. Every percent would be noise.
fn settled(rows: Signal<Vec<UploadRow>>) -> RwSignal<Option<String>> {
    let said = RwSignal::new(None);
    Effect::new(move |before: Option<Vec<UploadRow>>| {
        let now = rows.get();
        if let Some(before) = before {
            let news: Vec<String> = now
                .iter()
                .filter(|row| row.state.is_settled() && !before.contains(row))
                .map(|row| format!("{}: {}", row.name, row.text))
                .collect();
            if !news.is_empty() {
                said.set(Some(news.join(". ")));
            }
        }
        now
    });
    said
}

/// When a file's button goes with its file, the keyboard goes to the next file's, which takes
/// the place in the list; after the last one to the control. To be set when one was pressed.
fn return_focus(rows: Signal<Vec<UploadRow>>, control: NodeRef<html::Input>) -> StoredValue<bool> {
    let pressed = StoredValue::new(false);
    Effect::new(move |before: Option<usize>| {
        let now = rows.with(Vec::len);
        if before.is_some_and(|before| now < before) && pressed.get_value() {
            pressed.set_value(false);
            request_animation_frame(move || {
                let document = document();
                let lost = document.active_element() == document.body().map(Into::into);
                if let Some(control) = control.try_get_untracked().flatten().filter(|_| lost) {
                    // It can only fail for what is no longer there.
                    let _ = control.focus();
                }
            });
        }
        now
    });
    pressed
}
