//! The forms of a conversation at its desk: the reply, an internal note, the reason for
//! looking.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::LookReason;
use crate::forms::Problem;
use crate::messages::{Body, FileProblem, TextProblem, is_blank};
use crate::unicode::graphemes;

/// What stands in the form of a reply.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReplyValues {
    /// The conversation, a [`crate::ids::ConversationId`] as text.
    pub conversation: String,
    /// The reply as typed.
    pub message: String,
    /// Whether its author covers for a colleague and takes no reply.
    pub covering: bool,
    /// The [`crate::messages::SendKey`].
    pub send_key: String,
    /// The newest message on the page that the reply is written on, a
    /// [`crate::ids::MessageId`] as text: nobody answers past what they have read.
    pub newest: String,
    /// The files that go with it: their identifiers, with a space between each two.
    #[serde(default)]
    pub attached: String,
}

/// What is wrong with a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseReplyProblem {
    /// No text.
    MessageMissing,
    /// More than [`Body::MOST`] characters.
    MessageTooLong {
        /// By how many.
        over: u32,
    },
    /// More than [`Body::MOST_BYTES`] bytes.
    MessageTooLarge,
    /// Another text was already sent from this very form.
    SentOtherText,
    /// A colleague has answered since the page was opened.
    AnsweredSince,
    /// The member has written again since the page was opened.
    WrittenSince,
    /// A file cannot be sent with it.
    File(FileProblem),
}

impl Problem for CaseReplyProblem {
    fn field(self) -> &'static str {
        match self {
            Self::File(problem) => problem.field(),
            _ => "message",
        }
    }
}

impl CaseReplyValues {
    /// Reads the text.
    pub fn parse(&self) -> Result<Body, CaseReplyProblem> {
        Body::parse(&self.message).map_err(|problem| match problem {
            TextProblem::Blank => CaseReplyProblem::MessageMissing,
            TextProblem::TooLong { over } => CaseReplyProblem::MessageTooLong { over },
            TextProblem::TooLarge => CaseReplyProblem::MessageTooLarge,
        })
    }
}

/// What was typed with a text of the plan's put after it, a blank line between the two.
pub fn with_template(typed: &str, template: &str) -> String {
    if is_blank(typed) {
        return template.to_owned();
    }
    format!("{}\n\n{template}", typed.trim_end())
}

/// An internal note: for the team, never shown to the member.
#[derive(Clone, PartialEq, Eq)]
pub struct NoteText(String);

impl NoteText {
    /// The most characters of a note.
    pub const MOST: usize = 2_000;

    /// Reads what was typed.
    pub fn parse(typed: &str) -> Result<Self, NoteProblem> {
        match Body::parse(typed) {
            Ok(text) if graphemes(text.as_str()) <= Self::MOST => Ok(Self(text.as_str().into())),
            Err(TextProblem::Blank) => Err(NoteProblem::Missing),
            Ok(_) | Err(TextProblem::TooLong { .. } | TextProblem::TooLarge) => {
                Err(NoteProblem::TooLong)
            }
        }
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands in the form of a note.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteValues {
    /// The conversation.
    pub conversation: String,
    /// The note as typed.
    pub note: String,
}

/// What is wrong with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteProblem {
    /// No text.
    Missing,
    /// More than [`NoteText::MOST`] characters.
    TooLong,
}

impl Problem for NoteProblem {
    fn field(self) -> &'static str {
        "note"
    }
}

/// What stands in the form that asks why a record is to be opened.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookValues {
    /// The conversation.
    pub conversation: String,
    /// A [`LookReason`]'s code.
    pub reason: String,
    /// The same in words.
    pub words: String,
}

/// What is wrong with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LookProblem {
    /// None was chosen.
    ReasonMissing,
    /// It has to be told in words too, at least [`LookValues::LEAST`] characters.
    WordsMissing,
    /// More than [`LookValues::MOST`] characters.
    WordsTooLong,
}

impl Problem for LookProblem {
    fn field(self) -> &'static str {
        match self {
            Self::ReasonMissing => "reason",
            Self::WordsMissing | Self::WordsTooLong => "words",
        }
    }
}

impl LookValues {
    /// The fewest characters that explain anything.
    pub const LEAST: usize = 10;
    /// The most that are kept.
    pub const MOST: usize = 500;

    /// Reads the reason and its words, or says all that is wrong, in the order of the fields.
    pub fn parse(&self) -> Result<(LookReason, String), Vec<LookProblem>> {
        let reason = LookReason::CHOSEN
            .into_iter()
            .find(|reason| reason.code() == self.reason)
            .ok_or(LookProblem::ReasonMissing);
        let words = match Body::parse(self.words.trim()) {
            Ok(words) => match graphemes(words.as_str()) {
                length if length < Self::LEAST => Err(LookProblem::WordsMissing),
                length if length > Self::MOST => Err(LookProblem::WordsTooLong),
                _ => Ok(words.as_str().to_owned()),
            },
            Err(TextProblem::Blank) => Err(LookProblem::WordsMissing),
            Err(TextProblem::TooLong { .. } | TextProblem::TooLarge) => {
                Err(LookProblem::WordsTooLong)
            }
        };
        match (reason, words) {
            (Ok(reason), Ok(words)) => Ok((reason, words)),
            (reason, words) => Err([reason.err(), words.err()].into_iter().flatten().collect()),
        }
    }
}

// What was typed is health information: `{:?}` does not tell it.
macro_rules! untold {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}
untold!(CaseReplyValues, NoteText, NoteValues, LookValues);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn look(reason: &str, words: &str) -> LookValues {
        LookValues {
            conversation: String::new(),
            reason: reason.into(),
            words: words.into(),
        }
    }

    #[test]
    fn acc_10_a_reason_is_chosen_and_told() {
        assert_eq!(
            look("", " short ").parse(),
            Err(vec![LookProblem::ReasonMissing, LookProblem::WordsMissing])
        );
        // Care is known, never claimed.
        assert_eq!(
            look("care", "because I want to").parse(),
            Err(vec![LookProblem::ReasonMissing])
        );
        assert_eq!(
            look("asked", " Dr. Ghosh called me ").parse(),
            Ok((LookReason::Asked, "Dr. Ghosh called me".into()))
        );
        assert_eq!(
            look("asked", &"x".repeat(501)).parse(),
            Err(vec![LookProblem::WordsTooLong])
        );
    }

    #[test]
    fn a_template_is_put_after_what_was_typed() {
        assert_eq!(with_template(" \n", "Thank you."), "Thank you.");
        assert_eq!(
            with_template("Dear Maria,\n", "Thank you."),
            "Dear Maria,\n\nThank you."
        );
    }

    proptest! {
        /// Nothing typed is lost by a template.
        #[test]
        fn what_was_typed_stays(typed in "[a-z\n ]{0,40}", template in "[A-Z]{1,20}") {
            let whole = with_template(&typed, &template);
            prop_assert!(whole.starts_with(typed.trim_end()) || is_blank(&typed));
            prop_assert!(whole.ends_with(&template));
        }

        /// A note that is taken fits, and is not blank.
        #[test]
        fn notes_fit(typed in any::<String>()) {
            if let Ok(note) = NoteText::parse(&typed) {
                prop_assert!(!is_blank(note.as_str()) && graphemes(note.as_str()) <= NoteText::MOST);
            }
        }
    }
}
