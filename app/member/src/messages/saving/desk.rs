//! What a page knows of its draft: what stands in the fields, what of it is saved, and whether it
//! is time to save again.

use domain::messages::{DraftMark, DraftProblem, DraftSaved, is_blank};
use domain::time::LocalTime;
use leptos::prelude::*;
use ui::wire::WireCode;

use crate::messages::sending::value_in;

/// After so many looks without a change it is saved,
const PAUSE: u32 = 4;
/// and after so many at the latest.
const LATEST: u32 = 10;

/// What is looked at, by the names of the fields.
const FIELDS: [&str; 5] = ["to", "topic", "subject", "message", "report"];
/// What stands in them.
pub(in crate::messages) type Values = [String; FIELDS.len()];

/// What stands in the form of this rendering. While one page takes the place of another both are
/// there, and their fields have the same names.
fn values_of(page: &str) -> Option<Values> {
    let marker = format!("input[name=page][value=\"{page}\"]");
    let marker = document().query_selector(&marker).ok()??;
    let form = marker.closest("form").ok()??;
    Some(FIELDS.map(|name| {
        let control = form.query_selector(&format!("[name={name}]"));
        control
            .ok()
            .flatten()
            .as_ref()
            .map(value_in)
            .unwrap_or_default()
    }))
}

/// What is known about the last save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Known {
    #[default]
    Quiet,
    Kept(LocalTime, bool),
    Failed(WireCode),
    Refused(DraftProblem),
}

/// What goes on behind the form.
#[derive(Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each of them is a fact of its own"
)]
pub(super) struct Desk {
    /// What stands in the fields, and what of it is saved.
    pub(super) shown: Values,
    pub(super) kept: Values,
    pub(super) mark: DraftMark,
    pub(super) send_key: String,
    /// Looks since the last change; looks since something was not saved; looks to wait.
    pub(super) quiet: u32,
    pub(super) late: u32,
    pub(super) wait: u32,
    pub(super) failures: u32,
    pub(super) step: u32,
    pub(super) on_its_way: bool,
    /// The form is being sent, or was.
    pub(super) sent: bool,
    /// What the host refused stays refused until it is changed.
    pub(super) refused: bool,
    /// Another page's text had to be kept beside this one's.
    pub(super) both: bool,
}

impl Desk {
    /// Reads the fields; answers whether there is something to save.
    pub(super) fn look(&mut self) -> bool {
        // A form that is gone with its page reads as nothing: what was there counts.
        if let Some(values) = values_of(&self.mark.page)
            && values != self.shown
        {
            self.shown = values;
            self.quiet = 0;
            self.refused = false;
        }
        !self.sent && !self.refused && self.shown != self.kept && !self.is_nothing()
    }

    /// Whether nothing was ever written.
    fn is_nothing(&self) -> bool {
        let [_, _, subject, message, _] = &self.shown;
        self.mark.draft.is_empty() && is_blank(subject) && is_blank(message)
    }

    /// Whether it is time to save, asked once at every look.
    pub(super) fn is_time(&mut self) -> bool {
        if !self.look() {
            self.late = 0;
            return false;
        }
        self.quiet += 1;
        self.late += 1;
        self.wait = self.wait.saturating_sub(1);
        let due = self.mark.draft.is_empty() || self.quiet >= PAUSE || self.late >= LATEST;
        due && self.wait == 0 && !self.on_its_way
    }

    /// Takes the host's answer to a save of `values`; `None` where it is to be tried again
    /// without a word.
    pub(super) fn answered(&mut self, saved: DraftSaved, values: Values) -> Option<Known> {
        match saved {
            DraftSaved::Kept {
                draft,
                revision,
                send_key,
                at,
                other,
            } => {
                self.kept = values;
                self.mark.draft = draft.to_string();
                self.mark.revision = revision.to_string();
                self.send_key = send_key;
                self.both |= other;
                Some(Known::Kept(at, self.both))
            }
            DraftSaved::Blank => {
                self.kept = values;
                self.mark.draft.clear();
                self.mark.revision.clear();
                Some(Known::Quiet)
            }
            DraftSaved::Later => None,
            DraftSaved::Refused(problem) => {
                self.refused = true;
                Some(Known::Refused(problem))
            }
        }
    }
}
