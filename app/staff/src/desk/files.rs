//! The files of an answer that is being written.

use std::future::Future;

use domain::ids::ConversationId;
use domain::messages::{FileKind, FileView, RefusedFile, file_size, likely_file};
use domain::routes::Route;
use leptos::prelude::*;
use serde::Deserialize;
use server_fn::ServerFn;
use ui::kept::post_kept;
use ui::prelude::*;
use ui::uploads::{Answered, FilesWords, Uploads, Way};
use ui::wire::{WireCode, WireError, read};
use words::{Locale, messages, staff as say, terms as shared};

use super::api::RemoveCaseFile;
use super::say as terms;

/// What became of a file, as the host answers.
#[derive(Deserialize)]
struct Added {
    files: Vec<FileView>,
    refused: Vec<RefusedFile>,
}

/// How files get to the answer in a conversation: by themselves.
#[derive(Clone, Copy)]
pub(super) struct ToAnswer {
    locale: Locale,
    conversation: ConversationId,
}

/// The files of an answer that has these already.
pub(super) fn of(
    locale: Locale,
    conversation: ConversationId,
    kept: &[FileView],
) -> Uploads<ToAnswer> {
    let rows = kept.iter().map(|file| kept_row(locale, file)).collect();
    let way = ToAnswer {
        locale,
        conversation,
    };
    Uploads::new(way, rows)
}

impl Way for ToAnswer {
    type Sheet = ();

    fn sheet(self) -> Option<()> {
        Some(())
    }

    fn fields((): &()) -> Vec<(&str, &str)> {
        Vec::new()
    }

    fn path(self) -> String {
        Route::StaffFiles(self.conversation).to_string()
    }

    fn problem(self, name: &str, bytes: u64, held: usize) -> Option<String> {
        let why = likely_file(name, bytes, held).err()?;
        Some(terms::file_refusal(self.locale, why).to_owned())
    }

    fn size(self, bytes: u64) -> String {
        file_size(bytes)
    }

    fn waiting(self) -> String {
        messages::file_waiting(self.locale).to_owned()
    }

    fn uploading(self, percent: u8) -> String {
        messages::file_uploading(self.locale, u64::from(percent))
    }

    fn failed(self, error: &WireError) -> String {
        failure(self.locale, error.code).to_owned()
    }

    fn answered(self, (): (), text: &str) -> Result<Answered, WireError> {
        let added: Added = read(text)?;
        let rows = added.files.iter();
        let refused = added.refused.first();
        Ok(Answered {
            kept: rows.map(|file| kept_row(self.locale, file)).collect(),
            refused: refused.map(|file| terms::file_refusal(self.locale, file.why).to_owned()),
        })
    }

    fn remove(self, id: String) -> impl Future<Output = bool> + 'static {
        let conversation = self.conversation.to_string();
        async move {
            let fields = [("conversation", conversation.as_str()), ("remove", &id)];
            post_kept(RemoveCaseFile::PATH, &fields).await.is_ok()
        }
    }
}

fn kept_row(locale: Locale, file: &FileView) -> UploadRow {
    let (size, goes, text) = shared::added_file(locale, file);
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
        picture: None,
    }
}

fn failure(locale: Locale, code: WireCode) -> &'static str {
    match code {
        WireCode::Unreachable | WireCode::Busy | WireCode::TooMany => {
            messages::file_cut_off(locale)
        }
        WireCode::SignOnNeeded => say::failed_signed_off(locale),
        _ => messages::file_our_side(locale),
    }
}

/// What is wrong with the form; at first what was not taken, a line a file.
pub(super) fn or_refused(
    locale: Locale,
    errors: Signal<Vec<FieldError>>,
    refused: &[RefusedFile],
) -> Signal<Vec<FieldError>> {
    let line = |file: &RefusedFile| {
        let text = format!("{}: {}", file.name, terms::file_refusal(locale, file.why));
        FieldError::new("files", text)
    };
    let refused: Vec<FieldError> = refused.iter().map(line).collect();
    Signal::derive(move || {
        let errors = errors.get();
        if errors.is_empty() {
            refused.clone()
        } else {
            errors
        }
    })
}

/// The field that adds files, and those that were added.
pub(super) fn field(
    locale: Locale,
    files: Uploads<ToAnswer>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let words = FilesWords {
        label: messages::add_files(locale),
        hint: messages::add_files_hint(locale),
        list: messages::your_files(locale),
        remove: messages::remove_file(locale),
        upload: messages::upload_files(locale),
    };
    ui::uploads::field(files, words, FileKind::ACCEPT, RemoveCaseFile::PATH, error)
}
