//! The files of a form on a page that lives: chosen, sent one by one and at most two at once,
//! listed, removed. Without scripts a button sends the form with them.
//!
//! What a form is, where its files go and how that is said is the page's business: it implements
//! [`Way`] for a handle of its own.

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::button::{Button, ButtonKind};
use crate::file_upload::{FileUpload, UploadRow, UploadState};
use crate::upload::{self, Upload};
use crate::wire::WireError;

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

/// What the host says to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// All files that it has now; empty where it does not say.
    pub kept: Vec<UploadRow>,
    /// Why it did not take this one.
    pub refused: Option<String>,
}

/// How a form's files get to the host and back, in the page's words.
pub trait Way: Copy + Send + Sync + 'static {
    /// The form as it stands when a file is sent.
    type Sheet: 'static;

    /// The form now; `None` when its page has gone.
    fn sheet(self) -> Option<Self::Sheet>;

    /// Its fields, which go with the file.
    fn fields(sheet: &Self::Sheet) -> Vec<(&str, &str)>;

    /// Where files are sent to.
    fn path(self) -> String;

    /// What a page can tell of a file before it is sent, by its name, its bytes and how many
    /// there are already: why it cannot go. The host judges.
    fn problem(self, name: &str, bytes: u64, held: usize) -> Option<String>;

    /// So many bytes, in words.
    fn size(self, bytes: u64) -> String;

    /// That a file waits.
    fn waiting(self) -> String;

    /// That it is on its way; how much of it, in percent.
    fn uploading(self, percent: u8) -> String;

    /// That it did not get there, and why.
    fn failed(self, error: &WireError) -> String;

    /// Reads the host's answer to a file that went with this sheet.
    ///
    /// # Errors
    /// It is no answer of ours.
    fn answered(self, sheet: Self::Sheet, text: &str) -> Result<Answered, WireError>;

    /// Has the host remove a file; answers whether it did.
    fn remove(self, id: String) -> impl Future<Output = bool> + 'static;
}

/// The files of a form.
#[derive(Clone, Copy, Debug)]
pub struct Uploads<W> {
    way: W,
    /// What the host has.
    kept: RwSignal<Vec<UploadRow>>,
    /// What it does not have (yet).
    others: RwSignal<Vec<UploadRow>>,
    next: StoredValue<u32>,
}

impl<W: Way> Uploads<W> {
    /// The files of a form that has these already.
    pub fn new(way: W, kept: Vec<UploadRow>) -> Self {
        on_cleanup(move || {
            ON_THEIR_WAY.with_borrow_mut(|going| {
                for (_, going) in going.drain() {
                    if let Some(upload) = going.upload {
                        upload.cancel();
                    }
                }
            });
        });
        Self {
            way,
            kept: RwSignal::new(kept),
            others: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }

    /// Whether a file is on its way: what is sent now would go without it.
    pub fn pending(self) -> Signal<bool> {
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
            let ids: Vec<&str> = kept.iter().map(|row| row.id.as_str()).collect();
            ids.join(" ")
        })
    }

    fn rows(self) -> Vec<UploadRow> {
        self.kept
            .get()
            .into_iter()
            .chain(self.others.get())
            .collect()
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
            let problem = self.way.problem(&file.name(), bytes(&file), held);
            let goes = problem.is_none();
            let (state, text) = match problem {
                None => (UploadState::Waiting, self.way.waiting()),
                Some(why) => (UploadState::Failed, why),
            };
            self.others.update(|rows| {
                rows.push(UploadRow {
                    id: id.clone(),
                    name: file.name(),
                    size: self.way.size(bytes(&file)),
                    state,
                    text,
                    picture: None,
                });
            });
            if goes {
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
        let (Some(file), Some(sheet)) = (file, self.way.sheet()) else {
            return;
        };
        self.change(id, UploadState::Uploading(0), self.way.uploading(0));
        let (told, done) = (id.to_owned(), id.to_owned());
        let progress = move |percent| {
            let text = self.way.uploading(percent);
            self.change(&told, UploadState::Uploading(percent), text);
        };
        let fields: Vec<(String, String)> = W::fields(&sheet)
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let done = move |answer: Result<String, WireError>| {
            ON_THEIR_WAY.with_borrow_mut(|going| going.remove(&done));
            match answer.and_then(|text| self.way.answered(sheet, &text)) {
                Ok(answered) => self.answered(&done, answered),
                Err(error) => self.change(&done, UploadState::Failed, self.way.failed(&error)),
            }
            self.go_on();
        };
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (&**n, &**v)).collect();
        match upload::send(&self.way.path(), &fields, ("files", &file), progress, done) {
            Ok(upload) => ON_THEIR_WAY.with_borrow_mut(|going| {
                if let Some(going) = going.get_mut(id) {
                    going.upload = Some(upload);
                }
            }),
            Err(error) => self.change(id, UploadState::Failed, self.way.failed(&error)),
        }
    }

    fn answered(self, id: &str, answered: Answered) {
        match answered.refused {
            Some(why) => self.change(id, UploadState::Failed, why),
            None => {
                self.others
                    .try_update(|rows| rows.retain(|row| row.id != id));
            }
        }
        if !answered.kept.is_empty() {
            self.kept.try_set(answered.kept);
        }
    }

    /// Takes a file away, or ends its way.
    fn remove(self, id: String) {
        let going = ON_THEIR_WAY.with_borrow_mut(|going| going.remove(&id));
        if let Some(upload) = going.and_then(|going| going.upload) {
            upload.cancel();
        }
        let there = self.kept.with(|kept| kept.iter().any(|row| row.id == id));
        if !there {
            self.others.update(|rows| rows.retain(|row| row.id != id));
            self.go_on();
            return;
        }
        let removing = self.way.remove(id.clone());
        spawn_local(async move {
            if removing.await {
                self.kept.try_update(|kept| kept.retain(|row| row.id != id));
            }
        });
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

/// What is said around the field of files.
#[derive(Clone, Copy, Debug)]
pub struct FilesWords {
    /// The field's label.
    pub label: &'static str,
    /// What may be chosen.
    pub hint: &'static str,
    /// What the list is called.
    pub list: &'static str,
    /// The text of each file's button.
    pub remove: &'static str,
    /// The button that sends what was chosen, for a page that does not live.
    pub upload: &'static str,
}

/// The field that adds files, and those that were added. `accept` is what may be chosen,
/// `remove_to` where a file is removed without scripts.
pub fn field<W: Way>(
    files: Uploads<W>,
    words: FilesWords,
    accept: &'static str,
    remove_to: &'static str,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <input type="hidden" name="attached" autocomplete="off" value=move || files.named() />
        <FileUpload
            name="files"
            label=words.label
            hint=words.hint
            accept=accept
            multiple=true
            rows=Signal::derive(move || files.rows())
            list_label=words.list
            remove=words.remove
            remove_to=remove_to
            error=error
            on_files=move |chosen| files.take(chosen)
            on_remove=move |id| files.remove(id)
        />
        <div hidden=move || alive.get()>
            <Button
                kind=ButtonKind::Secondary
                formaction=files.way.path()
                attr:formenctype="multipart/form-data"
            >
                {words.upload}
            </Button>
        </div>
    }
}
