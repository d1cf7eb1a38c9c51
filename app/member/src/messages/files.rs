//! The files of a message that is being written: sent at once on a page that lives, by a button
//! without scripts; listed, and removed one by one.

use std::cell::RefCell;
use std::collections::HashMap;

use domain::messages::{
    DraftSaved, FileKind, FileProblem, FileView, MOST_FILE_BYTES, MOST_FILES, RefusedFile,
    ScanState, file_size,
};
use domain::routes::Route;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::File;
use serde::Deserialize;
use server_fn::ServerFn;
use ui::kept::post_kept;
use ui::prelude::*;
use ui::upload::{self, Upload};
use ui::wire::{WireCode, WireError, read};
use words::{Locale, messages as say, terms};

use super::api::RemoveFile;
use super::saving::Saving;

/// Where files are sent to.
const PATH: &str = "/messages/attachments";
/// Files on their way at once; the others wait.
const AT_ONCE: usize = 2;

thread_local! {
    /// What is on its way, by the id of its row; a browser's own things cannot be in signals.
    static ON_THEIR_WAY: RefCell<HashMap<String, Going>> = RefCell::default();
}

/// A file that was chosen: to be sent, or on its way.
struct Going {
    file: File,
    upload: Option<Upload>,
}

/// What became of a file, as the host answers.
#[derive(Deserialize)]
struct Uploaded {
    saved: DraftSaved,
    files: Vec<FileView>,
    refused: Vec<RefusedFile>,
}

/// The files of a form.
#[derive(Clone, Copy)]
pub(super) struct Files {
    locale: Locale,
    saving: Saving,
    /// What the host has.
    kept: RwSignal<Vec<FileView>>,
    /// What it does not have (yet).
    others: RwSignal<Vec<UploadRow>>,
    next: StoredValue<u32>,
}

impl Files {
    pub(super) fn new(locale: Locale, saving: Saving, kept: Vec<FileView>) -> Self {
        let files = Self {
            locale,
            saving,
            kept: RwSignal::new(kept),
            others: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        };
        on_cleanup(move || {
            ON_THEIR_WAY.with_borrow_mut(|going| {
                for (_, going) in going.drain() {
                    if let Some(upload) = going.upload {
                        upload.cancel();
                    }
                }
            });
        });
        files
    }

    /// Whether a file is on its way: what is sent now would go without it.
    pub(super) fn pending(self) -> Signal<bool> {
        Signal::derive(move || {
            self.others.with(|rows| {
                rows.iter().any(|row| {
                    matches!(row.state, UploadState::Waiting | UploadState::Uploading(_))
                })
            })
        })
    }

    /// The identifiers of what goes with the form, for its hidden field.
    fn named(self) -> String {
        self.kept.with(|kept| {
            let ids: Vec<String> = kept.iter().map(|file| file.id.to_string()).collect();
            ids.join(" ")
        })
    }

    fn rows(self) -> Vec<UploadRow> {
        let kept = self.kept.with(|kept| {
            let rows = kept.iter().map(|file| kept_row(self.locale, file));
            rows.collect::<Vec<_>>()
        });
        kept.into_iter().chain(self.others.get()).collect()
    }

    fn change(self, id: &str, state: UploadState, text: String) {
        self.others.try_update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
                row.state = state;
                row.text = text;
            }
        });
    }

    /// Takes what was chosen.
    fn take(self, chosen: Vec<File>) {
        for file in chosen {
            let number = self.next.get_value();
            self.next.set_value(number + 1);
            let id = format!("new-{number}");
            let settled = |row: &UploadRow| row.state == UploadState::Failed;
            let held = self.kept.with(Vec::len)
                + self
                    .others
                    .with(|rows| rows.iter().filter(|row| !settled(row)).count());
            let problem = problem(&file, held);
            let (state, text) = match problem {
                None => (
                    UploadState::Waiting,
                    say::file_waiting(self.locale).to_owned(),
                ),
                Some(why) => (UploadState::Failed, refusal(self.locale, why).to_owned()),
            };
            self.others.update(|rows| {
                rows.push(UploadRow {
                    id: id.clone(),
                    name: file.name(),
                    size: file_size(bytes(&file)),
                    state,
                    text,
                    picture: None,
                });
            });
            if problem.is_none() {
                ON_THEIR_WAY
                    .with_borrow_mut(|going| going.insert(id, Going { file, upload: None }));
            }
        }
        self.go_on();
    }

    /// Sends the next ones.
    fn go_on(self) {
        let Some(rows) = self.others.try_get_untracked() else {
            return;
        };
        let going = |row: &&UploadRow| matches!(row.state, UploadState::Uploading(_));
        let free = AT_ONCE.saturating_sub(rows.iter().filter(going).count());
        let waiting = rows.iter().filter(|row| row.state == UploadState::Waiting);
        for row in waiting.take(free) {
            self.start(&row.id);
        }
    }

    fn start(self, id: &str) {
        let file = ON_THEIR_WAY.with_borrow(|going| going.get(id).map(|going| going.file.clone()));
        let (Some(file), Some(sheet)) = (file, self.saving.sheet()) else {
            return;
        };
        self.change(
            id,
            UploadState::Uploading(0),
            say::file_uploading(self.locale, 0),
        );
        let (told, done) = (id.to_owned(), id.to_owned());
        let progress = move |percent| {
            let text = say::file_uploading(self.locale, u64::from(percent));
            self.change(&told, UploadState::Uploading(percent), text);
        };
        let values = sheet.values.clone();
        let done = move |answer: Result<String, WireError>| {
            ON_THEIR_WAY.with_borrow_mut(|going| going.remove(&done));
            match answer.and_then(|text| read::<Uploaded>(&text)) {
                Ok(uploaded) => self.answered(&done, uploaded, values),
                Err(error) => {
                    let text = failure(self.locale, error.code).to_owned();
                    self.change(&done, UploadState::Failed, text);
                }
            }
            self.go_on();
        };
        match upload::send(PATH, &sheet.fields(), ("files", &file), progress, done) {
            Ok(upload) => ON_THEIR_WAY.with_borrow_mut(|going| {
                if let Some(going) = going.get_mut(id) {
                    going.upload = Some(upload);
                }
            }),
            Err(error) => {
                let text = failure(self.locale, error.code).to_owned();
                self.change(id, UploadState::Failed, text);
            }
        }
    }

    fn answered(self, id: &str, uploaded: Uploaded, values: super::saving::Values) {
        self.saving.take(uploaded.saved, values);
        match uploaded.refused.first() {
            Some(refused) => {
                let text = refusal(self.locale, refused.why).to_owned();
                self.change(id, UploadState::Failed, text);
            }
            None => {
                self.others
                    .try_update(|rows| rows.retain(|row| row.id != id));
            }
        }
        if !uploaded.files.is_empty() {
            self.kept.try_set(uploaded.files);
        }
    }

    /// Takes a file away, or ends its way.
    fn remove(self, id: String) {
        let going = ON_THEIR_WAY.with_borrow_mut(|going| going.remove(&id));
        if let Some(upload) = going.and_then(|going| going.upload) {
            upload.cancel();
        }
        let there = self
            .kept
            .with(|kept| kept.iter().any(|file| file.id.to_string() == id));
        if !there {
            self.others.update(|rows| rows.retain(|row| row.id != id));
            self.go_on();
            return;
        }
        let Some(sheet) = self.saving.sheet() else {
            return;
        };
        spawn_local(async move {
            let mut fields = sheet.fields();
            fields.push(("remove", &id));
            if post_kept(RemoveFile::PATH, &fields).await.is_ok() {
                self.kept
                    .try_update(|kept| kept.retain(|file| file.id.to_string() != id));
            }
        });
    }
}

/// What a page can tell of a file before it is sent; the host judges.
fn problem(file: &File, held: usize) -> Option<FileProblem> {
    if held >= MOST_FILES {
        Some(FileProblem::TooMany)
    } else if bytes(file) > MOST_FILE_BYTES as u64 {
        Some(FileProblem::TooLarge)
    } else if FileKind::of_name(&file.name()).is_none() {
        Some(FileProblem::OtherKind)
    } else {
        None
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file's size is a whole number, and none is larger"
)]
fn bytes(file: &File) -> u64 {
    file.size() as u64
}

fn kept_row(locale: Locale, file: &FileView) -> UploadRow {
    let (state, text) = match file.scan {
        ScanState::NotScanned | ScanState::Clean => (UploadState::Done, say::file_added(locale)),
        ScanState::Waiting => (UploadState::Done, say::file_held(locale)),
        ScanState::Harmful => (UploadState::Failed, say::file_harmful(locale)),
    };
    UploadRow {
        id: file.id.to_string(),
        name: file.name.clone(),
        size: format!("{}, {}", file.kind.word(), file_size(file.bytes)),
        state,
        text: text.to_owned(),
        picture: picture(locale, file),
    }
}

/// The small picture of a file, where there is one.
fn picture(locale: Locale, file: &FileView) -> Option<Picture> {
    file.preview.map(|size| Picture {
        src: Route::Preview(file.id).to_string(),
        alt: say::file_preview(locale, &file.name),
        size,
    })
}

/// Why a file was not taken, and what to do.
pub(super) fn refusal(locale: Locale, why: FileProblem) -> &'static str {
    use FileProblem as P;
    match why {
        P::TooLarge => say::file_too_large(locale),
        P::Empty => say::file_empty(locale),
        P::OtherKind => say::file_other_kind(locale),
        P::NotWhatItSays => say::file_not_what_it_says(locale),
        P::Broken => say::file_broken(locale),
        P::TooManyPixels => say::file_too_many_pixels(locale),
        P::TooMany => say::file_too_many(locale),
        P::NoRoom => say::file_no_room(locale),
        P::Harmful => say::file_harmful(locale),
        P::NoDraft => say::draft_too_many(locale),
        P::Gone => say::file_gone(locale),
    }
}

fn failure(locale: Locale, code: WireCode) -> &'static str {
    match code {
        WireCode::Unreachable | WireCode::Busy | WireCode::TooMany => say::file_cut_off(locale),
        WireCode::SignOnNeeded => say::draft_signed_off(locale),
        WireCode::Forbidden => say::draft_not_open(locale),
        WireCode::BadRequest | WireCode::NotFound | WireCode::OutOfOrder | WireCode::Unexpected => {
            say::file_our_side(locale)
        }
    }
}

/// What was not taken, a line a file, for the summary of what is wrong.
pub(super) fn refused(locale: Locale, refused: &[RefusedFile]) -> Vec<FieldError> {
    refused
        .iter()
        .map(|file| {
            let text = format!("{}: {}", file.name, refusal(locale, file.why));
            FieldError::new("files", text)
        })
        .collect()
}

/// The field that adds files, and those that were added.
pub(super) fn field(files: Files, error: Signal<Option<String>>) -> impl IntoView {
    let locale = files.locale;
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <input type="hidden" name="attached" autocomplete="off" value=move || files.named() />
        <FileUpload
            name="files"
            label=say::add_files(locale)
            hint=say::add_files_hint(locale)
            accept=FileKind::ACCEPT
            multiple=true
            rows=Signal::derive(move || files.rows())
            list_label=say::your_files(locale)
            remove=say::remove_file(locale)
            remove_to=RemoveFile::PATH
            error=error
            on_files=move |chosen| files.take(chosen)
            on_remove=move |id| files.remove(id)
        />
        <div hidden=move || alive.get()>
            <Button
                kind=ButtonKind::Secondary
                formaction=PATH
                attr:formenctype="multipart/form-data"
            >
                {say::upload_files(locale)}
            </Button>
        </div>
    }
}

/// A file of a message that was sent or received.
pub(super) fn attached(locale: Locale, file: &FileView) -> AttachedFile {
    let (about, note) = terms::file(locale, file);
    let href = Route::Attachment(file.id);
    AttachedFile {
        name: file.name.clone(),
        about,
        href: file.scan.is_open().then(|| href.to_string()),
        note: note.map(str::to_owned),
        picture: picture(locale, file),
    }
}
