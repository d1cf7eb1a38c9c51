//! Drafts: what a member has written and not sent yet.
//!
//! A draft is saved by the page it is written on, again and again, so a save says which page it
//! comes from and which of that page's saves it is. Two pages may write the same draft (two
//! tabs): the newest text becomes the draft, and what the other page had saved is kept as a
//! draft of its own. Nothing is overwritten that its writer has not seen.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::ids::{ConversationId, DraftId, ReportId};
use crate::messages::{
    Body, ComposeValues, Correspondent, Person, ReplyValues, SendKey, Subject, Topic, is_blank,
};
use crate::services::NotOpen;
use crate::time::{LocalTime, days};

/// The most drafts that a member keeps.
pub const MOST_DRAFTS: u32 = 100;

/// How long a draft is kept after it was last saved (CRY-10).
pub const KEPT_FOR: Duration = days(365);

/// How much of a draft's text a list shows, in characters.
const BEGINNING: usize = 80;

/// Which draft a form shows, as its hidden fields carry it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftMark {
    /// The [`DraftId`]; empty while nothing was saved.
    pub draft: String,
    /// The revision that the page shows or has saved; empty or 0 while nothing was saved.
    pub revision: String,
    /// Which rendering of the form this is: 32 hexadecimal digits of the host's making, as a
    /// [`SendKey`] is.
    pub page: String,
}

/// A save, as it arrives.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DraftValues {
    /// The conversation that is answered; empty for a new message.
    pub conversation: String,
    /// A [`Correspondent`] as text.
    pub to: String,
    /// A [`Topic::key`].
    pub topic: String,
    /// The subject as typed.
    pub subject: String,
    /// The message as typed.
    pub message: String,
    /// The [`SendKey`] of the form.
    pub send_key: String,
    /// Which draft, in which revision, from which page.
    pub mark: DraftMark,
    /// The result that is asked about; empty for none.
    pub report: String,
    /// Which of the page's saves this is, from 1 on; 0 from a form without scripts, which has
    /// no way to count.
    pub step: u32,
}

/// What is written in a draft.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftText {
    /// The conversation that it answers; `None` for a new message.
    pub conversation: Option<ConversationId>,
    /// To whom, for a new message, if somebody was chosen.
    pub to: Option<Correspondent>,
    /// About what.
    pub topic: Topic,
    /// The subject so far.
    pub subject: String,
    /// The message so far, with its line breaks as `\n`.
    pub message: String,
    /// The result that a new message asks about.
    pub report: Option<ReportId>,
}

/// Which page saved a draft, and in what order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The rendering of the form.
    pub page: SendKey,
    /// Which of its saves; 0 where it cannot count.
    pub step: u32,
    /// The revision it knows of.
    pub knows: u32,
}

/// A save that makes sense.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftSave {
    /// The draft that the form shows, if it shows one.
    pub draft: Option<DraftId>,
    /// The key of the form.
    pub send_key: SendKey,
    /// Who saves.
    pub writer: Writer,
    /// What is saved.
    pub text: DraftText,
}

/// Why a draft was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftProblem {
    /// No form of ours has these fields.
    NotAForm,
    /// More than a message can hold.
    TooLarge,
    /// There are [`MOST_DRAFTS`] drafts already.
    TooMany,
}

impl From<&ComposeValues> for DraftValues {
    fn from(form: &ComposeValues) -> Self {
        Self {
            to: form.to.clone(),
            topic: form.topic.clone(),
            subject: form.subject.clone(),
            message: form.message.clone(),
            send_key: form.send_key.clone(),
            mark: form.mark.clone(),
            report: form.report.clone(),
            ..Self::default()
        }
    }
}

impl From<&ReplyValues> for DraftValues {
    fn from(form: &ReplyValues) -> Self {
        Self {
            conversation: form.conversation.clone(),
            message: form.message.clone(),
            send_key: form.send_key.clone(),
            mark: form.mark.clone(),
            ..Self::default()
        }
    }
}

impl DraftValues {
    /// Reads a save. What could be typed can be saved, also what is too long to be sent, up to
    /// the bytes that a message may have.
    pub fn parse(&self) -> Result<DraftSave, DraftProblem> {
        let conversation = match self.conversation.as_str() {
            "" => None,
            id => Some(id.parse().map_err(|_| DraftProblem::NotAForm)?),
        };
        let draft = match self.mark.draft.as_str() {
            "" => None,
            id => Some(id.parse().map_err(|_| DraftProblem::NotAForm)?),
        };
        let subject = kept(&self.subject, " ");
        let message = kept(&self.message, "\n");
        if subject.len() > Subject::MOST_BYTES || message.len() > Body::MOST_BYTES {
            return Err(DraftProblem::TooLarge);
        }
        Ok(DraftSave {
            draft,
            send_key: SendKey::parse(&self.send_key).ok_or(DraftProblem::NotAForm)?,
            writer: Writer {
                page: SendKey::parse(&self.mark.page).ok_or(DraftProblem::NotAForm)?,
                step: self.step,
                knows: self.mark.revision.parse().unwrap_or(0),
            },
            text: DraftText {
                conversation,
                to: self
                    .to
                    .trim()
                    .parse()
                    .ok()
                    .filter(|_| conversation.is_none()),
                topic: Topic::from_key(&self.topic),
                subject,
                message,
                report: self.report.parse().ok().filter(|_| conversation.is_none()),
            },
        })
    }
}

impl DraftText {
    /// Whether nothing is written that would be a loss.
    pub fn is_blank(&self) -> bool {
        is_blank(&self.subject) && is_blank(&self.message)
    }

    /// The beginning of the text, on one line, for a list.
    pub fn beginning(&self) -> String {
        let words: Vec<&str> = self.message.split_whitespace().collect();
        let line = words.join(" ");
        match line.char_indices().nth(BEGINNING) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        }
    }
}

/// A text as it is kept: line breaks of one kind, no other control characters.
fn kept(typed: &str, line_break: &str) -> String {
    typed
        .replace("\r\n", "\n")
        .split([
            '\r', '\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
        ])
        .map(|line| {
            line.chars()
                .filter(|c| !c.is_control() || *c == '\t')
                .collect::<String>()
        })
        .collect::<Vec<_>>()
        .join(line_break)
}

/// What is to be done with a save to a draft that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The text takes the place of the one before.
    Replace,
    /// It does, and the one before, which this page has not seen, becomes a draft of its own.
    KeepBoth,
    /// A later save of the same page has overtaken it.
    Overtaken,
}

/// What is to be done when `by` saves a draft that stands at `revision` and was last saved by
/// `last`, as its save number `step`.
pub fn verdict(by: &Writer, revision: u32, last: &SendKey, step: u32) -> Verdict {
    if by.page == *last {
        if by.step != 0 && by.step <= step {
            Verdict::Overtaken
        } else {
            Verdict::Replace
        }
    } else if by.knows < revision {
        Verdict::KeepBoth
    } else {
        Verdict::Replace
    }
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftSaved {
    /// It is kept.
    Kept {
        /// The draft that the page now writes.
        draft: DraftId,
        /// Its revision.
        revision: u32,
        /// The key under which it will be sent.
        send_key: String,
        /// When it was saved.
        at: LocalTime,
        /// Whether another page's text had to be kept beside it.
        other: bool,
    },
    /// There is nothing to keep: the form is blank, and its draft is gone.
    Blank,
    /// This form is being sent at this moment; a save that still matters comes again.
    Later,
    /// It is not kept.
    Refused(DraftProblem),
}

/// A draft that Contact Care Team offers to go on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftOffer {
    /// Which.
    pub id: DraftId,
    /// To whom, if that was chosen.
    pub to: Option<Person>,
    /// The subject so far.
    pub subject: String,
    /// When it was last saved.
    pub saved: LocalTime,
}

/// A draft in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    /// Which.
    pub id: DraftId,
    /// The conversation that it answers; `None` for a new message.
    pub conversation: Option<ConversationId>,
    /// Its subject, or that of the conversation; may be empty.
    pub subject: String,
    /// To whom, if that was chosen.
    pub to: Option<Person>,
    /// The beginning of its text.
    pub beginning: String,
    /// How many files it has.
    #[serde(default)]
    pub files: u32,
    /// When it was last saved.
    pub saved: LocalTime,
}

/// The drafts of a member, newest first. There are so few that they stand on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftsView {
    /// The drafts.
    pub rows: Vec<DraftRow>,
    /// Whether the first was saved within the last minutes, so that the page says that it was.
    pub just_saved: bool,
    /// Why nothing can be sent, if so.
    pub read_only: Option<NotOpen>,
}

// What was typed is health information: `{:?}` does not tell it.
impl fmt::Debug for DraftValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftValues").finish_non_exhaustive()
    }
}

impl fmt::Debug for DraftText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftText").finish_non_exhaustive()
    }
}

impl fmt::Debug for DraftSave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DraftSave").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(n: u8) -> SendKey {
        SendKey::new([n; 16])
    }

    fn values(subject: &str, message: &str) -> DraftValues {
        DraftValues {
            subject: subject.into(),
            message: message.into(),
            send_key: key(1).as_str().into(),
            mark: DraftMark {
                page: key(2).as_str().into(),
                ..DraftMark::default()
            },
            ..DraftValues::default()
        }
    }

    #[test]
    fn what_is_too_long_to_be_sent_can_be_saved() {
        let long = "é".repeat(12_000);
        let save = values(&"s".repeat(300), &long).parse().unwrap();
        assert_eq!(save.text.message, long);
        let over = "x".repeat(Body::MOST_BYTES + 1);
        assert_eq!(values("", &over).parse(), Err(DraftProblem::TooLarge));
        let over = "x".repeat(Subject::MOST_BYTES + 1);
        assert_eq!(values(&over, "").parse(), Err(DraftProblem::TooLarge));
    }

    #[test]
    fn a_form_of_nobody_is_refused() {
        for spoil in [
            |values: &mut DraftValues| values.send_key.clear(),
            |values: &mut DraftValues| values.mark.page = "7".into(),
            |values: &mut DraftValues| values.mark.draft = "mine".into(),
            |values: &mut DraftValues| values.conversation = "1".into(),
        ] {
            let mut values = values("a", "b");
            spoil(&mut values);
            assert_eq!(values.parse(), Err(DraftProblem::NotAForm));
        }
    }

    #[test]
    fn a_reply_goes_to_its_conversation_and_to_nobody_else() {
        let mut values = values("", "Yes");
        values.to = "support".into();
        assert!(values.parse().unwrap().text.to.is_some());
        values.conversation = "01900000-0000-7000-8000-000000000000".into();
        assert_eq!(values.parse().unwrap().text.to, None);
    }

    #[test]
    fn a_list_shows_the_beginning_on_one_line() {
        let text = |message: &str| values("", message).parse().unwrap().text;
        assert_eq!(text(" one\r\n\n  two\t").beginning(), "one two");
        let long = text(&"word ".repeat(100)).beginning();
        assert_eq!(long.chars().count(), BEGINNING + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn a_page_goes_on_with_what_it_saved_and_nobody_overwrites_what_they_have_not_seen() {
        let writer = |page, step, knows| Writer {
            page: key(page),
            step,
            knows,
        };
        // The same page: its saves in order, however many others there were in between.
        assert_eq!(verdict(&writer(1, 3, 1), 9, &key(1), 2), Verdict::Replace);
        assert_eq!(verdict(&writer(1, 2, 9), 9, &key(1), 2), Verdict::Overtaken);
        // Without scripts a page does not count: what is pressed last is newest.
        assert_eq!(verdict(&writer(1, 0, 0), 9, &key(1), 2), Verdict::Replace);
        // Another page that has seen what is there, and one that has not.
        assert_eq!(verdict(&writer(1, 1, 9), 9, &key(2), 5), Verdict::Replace);
        assert_eq!(verdict(&writer(1, 1, 8), 9, &key(2), 5), Verdict::KeepBoth);
    }

    proptest! {
        /// Whatever two pages type and in whatever order their saves arrive, the last text of
        /// each page is in a draft at the end.
        #[test]
        fn no_text_is_lost_between_two_pages(order in prop::collection::vec(any::<bool>(), 1..40)) {
            // (page, step, text, revision) of each draft; a page writes the draft that it
            // saved last, or the first one.
            let mut drafts: Vec<(u8, u32, u32, u32)> = Vec::new();
            let mut pages = [(0_u32, 0_u32); 2];
            for (text, first) in (1..).zip(order) {
                let page = u8::from(!first);
                let (step, knows) = &mut pages[usize::from(page)];
                *step += 1;
                let by = Writer { page: key(page), step: *step, knows: *knows };
                let place = drafts.iter().position(|draft| draft.0 == page)
                    .or(if drafts.is_empty() { None } else { Some(0) });
                let revision = match place {
                    None => {
                        drafts.push((page, *step, text, 1));
                        1
                    }
                    Some(place) => {
                        let (last, last_step, _, revision) = drafts[place];
                        match verdict(&by, revision, &key(last), last_step) {
                            Verdict::Overtaken => revision,
                            Verdict::Replace => {
                                drafts[place] = (page, *step, text, revision + 1);
                                revision + 1
                            }
                            Verdict::KeepBoth => {
                                drafts.push(drafts[place]);
                                drafts[place] = (page, *step, text, revision + 1);
                                revision + 1
                            }
                        }
                    }
                };
                *knows = revision;
                prop_assert!(drafts.iter().any(|draft| draft.2 == text));
                prop_assert!(drafts.len() <= 2, "two pages, two drafts");
            }
        }
    }
}
