//! The files of a message that is being written: they are kept with its draft.

use std::future::Future;

use domain::messages::{DraftSaved, FileKind, FileView, RefusedFile, file_size, likely_file};
use domain::routes::Route;
use leptos::prelude::*;
use serde::Deserialize;
use server_fn::ServerFn;
use ui::kept::post_kept;
use ui::prelude::*;
use ui::uploads::{Answered, FilesWords, Uploads, Way};
use ui::wire::{WireCode, WireError, read};
use words::{Locale, messages as say, terms};

use super::api::RemoveFile;
use super::saving::{Saving, Sheet};

/// Where files are sent to.
const PATH: &str = "/messages/attachments";

/// What became of a file, as the host answers.
#[derive(Deserialize)]
struct Uploaded {
    saved: DraftSaved,
    files: Vec<FileView>,
    refused: Vec<RefusedFile>,
}

/// How files get to a draft: with the form, which is saved along.
#[derive(Clone, Copy)]
pub(super) struct ToDraft {
    locale: Locale,
    saving: Saving,
}

/// The files of a form.
pub(super) type Files = Uploads<ToDraft>;

/// The files of a form that has these already.
pub(super) fn of(locale: Locale, saving: Saving, kept: &[FileView]) -> Files {
    let rows = kept.iter().map(|file| kept_row(locale, file)).collect();
    Uploads::new(ToDraft { locale, saving }, rows)
}

impl Way for ToDraft {
    type Sheet = Sheet;

    fn sheet(self) -> Option<Sheet> {
        self.saving.sheet()
    }

    fn fields(sheet: &Sheet) -> Vec<(&str, &str)> {
        sheet.fields()
    }

    fn path(self) -> String {
        PATH.to_owned()
    }

    fn problem(self, name: &str, bytes: u64, held: usize) -> Option<String> {
        let why = likely_file(name, bytes, held).err()?;
        Some(terms::file_refusal(self.locale, why).to_owned())
    }

    fn size(self, bytes: u64) -> String {
        file_size(bytes)
    }

    fn waiting(self) -> String {
        say::file_waiting(self.locale).to_owned()
    }

    fn uploading(self, percent: u8) -> String {
        say::file_uploading(self.locale, u64::from(percent))
    }

    fn failed(self, error: &WireError) -> String {
        failure(self.locale, error.code).to_owned()
    }

    fn answered(self, sheet: Sheet, text: &str) -> Result<Answered, WireError> {
        let uploaded: Uploaded = read(text)?;
        self.saving.take(uploaded.saved, sheet.values);
        let rows = uploaded.files.iter();
        let refused = uploaded.refused.first();
        Ok(Answered {
            kept: rows.map(|file| kept_row(self.locale, file)).collect(),
            refused: refused.map(|file| terms::file_refusal(self.locale, file.why).to_owned()),
        })
    }

    fn remove(self, id: String) -> impl Future<Output = bool> + 'static {
        let sheet = self.sheet();
        async move {
            let Some(sheet) = sheet else { return false };
            let mut fields = sheet.fields();
            fields.push(("remove", &id));
            post_kept(RemoveFile::PATH, &fields).await.is_ok()
        }
    }
}

fn kept_row(locale: Locale, file: &FileView) -> UploadRow {
    let (size, goes, text) = terms::added_file(locale, file);
    UploadRow {
        id: file.id.to_string(),
        name: file.name.clone(),
        size,
        state: if goes {
            UploadState::Done
        } else {
            UploadState::Failed
        },
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
            let text = format!("{}: {}", file.name, terms::file_refusal(locale, file.why));
            FieldError::new("files", text)
        })
        .collect()
}

/// The field that adds files, and those that were added.
pub(super) fn field(locale: Locale, files: Files, error: Signal<Option<String>>) -> impl IntoView {
    let words = FilesWords {
        label: say::add_files(locale),
        hint: say::add_files_hint(locale),
        list: say::your_files(locale),
        remove: say::remove_file(locale),
        upload: say::upload_files(locale),
    };
    ui::uploads::field(files, words, FileKind::ACCEPT, RemoveFile::PATH, error)
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
