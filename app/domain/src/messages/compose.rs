//! The forms: Contact Care Team and Reply.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::forms::Problem;
use crate::ids::ReportId;
use crate::messages::{
    Body, Correspondent, DraftMark, DraftProblem, FileProblem, ReplyClosed, Subject, TextProblem,
    is_blank,
};

/// What a message is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Topic {
    /// General question; what a message is about unless the member says otherwise.
    #[default]
    General,
    /// A symptom or a condition.
    Symptom,
    /// A test or its result.
    Test,
    /// A medicine.
    Medication,
    /// A visit, before or after it.
    Visit,
    /// A referral, a form or a certificate.
    Paperwork,
}

impl Topic {
    /// Every topic, in the order they are offered.
    pub const ALL: [Self; 6] = [
        Self::General,
        Self::Symptom,
        Self::Test,
        Self::Medication,
        Self::Visit,
        Self::Paperwork,
    ];

    /// The topic's name in forms and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Symptom => "symptom",
            Self::Test => "test",
            Self::Medication => "medication",
            Self::Visit => "visit",
            Self::Paperwork => "paperwork",
        }
    }

    /// The topic of a name; a topic is optional, so nothing and nonsense are General.
    pub fn from_key(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|topic| topic.key() == key)
            .unwrap_or_default()
    }
}

/// The key of one rendered form: the host makes it, the form carries it hidden, and what is
/// sent twice under it is one message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SendKey(String);

impl SendKey {
    /// A key out of random bytes.
    pub fn new(random: [u8; 16]) -> Self {
        Self(uuid::Uuid::from_bytes(random).simple().to_string())
    }

    /// Reads the hidden field: 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The key as the form carries it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands in the fields of Contact Care Team.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeValues {
    /// A [`Correspondent`] as text; empty when nobody is chosen.
    pub to: String,
    /// A [`Topic::key`].
    pub topic: String,
    /// The subject as typed.
    pub subject: String,
    /// The message as typed.
    pub message: String,
    /// The [`SendKey`].
    pub send_key: String,
    /// Which draft it is, if it was saved.
    #[serde(default)]
    pub mark: DraftMark,
    /// The files that go with it, identifiers with spaces between.
    #[serde(default)]
    pub attached: String,
    /// The result that it asks about, a [`ReportId`] as text; empty for none.
    #[serde(default)]
    pub report: String,
}

/// What is wrong with a new message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComposeProblem {
    /// Nobody was chosen.
    RecipientMissing,
    /// The one chosen is not, or no longer, in the member's list.
    RecipientNotListed,
    /// No subject.
    SubjectMissing,
    /// A subject of more than [`Subject::MOST`] characters.
    SubjectTooLong {
        /// By how many.
        over: u32,
    },
    /// A subject of more than [`Subject::MOST_BYTES`] bytes.
    SubjectTooLarge,
    /// No message.
    MessageMissing,
    /// A message of more than [`Body::MOST`] characters.
    MessageTooLong {
        /// By how many.
        over: u32,
    },
    /// A message of more than [`Body::MOST_BYTES`] bytes.
    MessageTooLarge,
    /// Another text was already sent from this very form: sending again is a new message.
    SentOtherText,
    /// The draft could not be kept.
    NotKept(DraftProblem),
    /// A file cannot go with it.
    File(FileProblem),
    /// The result that it asks about is not there, or not theirs.
    ReportGone,
}

impl Problem for ComposeProblem {
    fn field(self) -> &'static str {
        match self {
            Self::RecipientMissing | Self::RecipientNotListed => "to",
            Self::SubjectMissing | Self::SubjectTooLong { .. } | Self::SubjectTooLarge => "subject",
            Self::MessageMissing
            | Self::MessageTooLong { .. }
            | Self::MessageTooLarge
            | Self::SentOtherText
            | Self::NotKept(_) => "message",
            Self::File(problem) => problem.field(),
            Self::ReportGone => "report",
        }
    }
}

/// A new message that can be sent, except that its recipient is still to be found in the
/// member's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// To whom.
    pub to: Correspondent,
    /// About what.
    pub topic: Topic,
    /// Its subject.
    pub subject: Subject,
    /// Its text.
    pub body: Body,
    /// The result that it asks about.
    pub report: Option<ReportId>,
}

impl ComposeValues {
    /// Reads the form, or says all that is wrong with it in the order of the fields.
    pub fn parse(&self) -> Result<Draft, Vec<ComposeProblem>> {
        let to = match self.to.trim() {
            "" => Err(ComposeProblem::RecipientMissing),
            to => to.parse().map_err(|_| ComposeProblem::RecipientNotListed),
        };
        let subject = Subject::parse(&self.subject).map_err(|problem| match problem {
            TextProblem::Blank => ComposeProblem::SubjectMissing,
            TextProblem::TooLong { over } => ComposeProblem::SubjectTooLong { over },
            TextProblem::TooLarge => ComposeProblem::SubjectTooLarge,
        });
        let body = Body::parse(&self.message).map_err(|problem| match problem {
            TextProblem::Blank => ComposeProblem::MessageMissing,
            TextProblem::TooLong { over } => ComposeProblem::MessageTooLong { over },
            TextProblem::TooLarge => ComposeProblem::MessageTooLarge,
        });
        let report = match self.report.as_str() {
            "" => Ok(None),
            id => id.parse().map(Some).map_err(|_| ComposeProblem::ReportGone),
        };
        match (report, to, subject, body) {
            (Ok(report), Ok(to), Ok(subject), Ok(body)) => Ok(Draft {
                to,
                topic: Topic::from_key(&self.topic),
                subject,
                body,
                report,
            }),
            (report, to, subject, body) => Err([report.err(), to.err(), subject.err(), body.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

/// Whether Send can be used: everything is there that a message needs, however it got
/// there. A text that is too long does not switch it off; the answer then says by how much.
pub fn is_ready(to: &str, subject: &str, message: &str) -> bool {
    !is_blank(to) && !is_blank(subject) && !is_blank(message)
}

/// What stands in the field of a reply.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyValues {
    /// The conversation that is answered, a [`crate::ids::ConversationId`] as text.
    pub conversation: String,
    /// The reply as typed.
    pub message: String,
    /// The [`SendKey`].
    pub send_key: String,
    /// The newest message on the page that the reply is written on, a
    /// [`crate::ids::MessageId`] as text: sending marks the messages up to it as read.
    pub newest: String,
    /// Which draft it is, if it was saved.
    #[serde(default)]
    pub mark: DraftMark,
    /// The files that go with it, identifiers with spaces between.
    #[serde(default)]
    pub attached: String,
}

/// What is wrong with a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyProblem {
    /// No message.
    MessageMissing,
    /// A message of more than [`Body::MOST`] characters.
    MessageTooLong {
        /// By how many.
        over: u32,
    },
    /// A message of more than [`Body::MOST_BYTES`] bytes.
    MessageTooLarge,
    /// Another text was already sent from this very form: sending again is a new message.
    SentOtherText,
    /// The conversation closed while the reply was written.
    Closed(ReplyClosed),
    /// The draft could not be kept.
    NotKept(DraftProblem),
    /// A file cannot go with it.
    File(FileProblem),
}

impl Problem for ReplyProblem {
    fn field(self) -> &'static str {
        match self {
            Self::File(problem) => problem.field(),
            _ => "message",
        }
    }
}

impl ReplyValues {
    /// Reads the text of the reply.
    pub fn parse(&self) -> Result<Body, ReplyProblem> {
        Body::parse(&self.message).map_err(|problem| match problem {
            TextProblem::Blank => ReplyProblem::MessageMissing,
            TextProblem::TooLong { over } => ReplyProblem::MessageTooLong { over },
            TextProblem::TooLarge => ReplyProblem::MessageTooLarge,
        })
    }
}

// What was typed is health information: `{:?}` does not tell it.
impl fmt::Debug for ComposeValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ComposeValues").finish_non_exhaustive()
    }
}

impl fmt::Debug for ReplyValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplyValues").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::messages::Desk;

    fn values(to: &str, subject: &str, message: &str) -> ComposeValues {
        ComposeValues {
            to: to.into(),
            subject: subject.into(),
            message: message.into(),
            ..ComposeValues::default()
        }
    }

    #[test]
    fn an_empty_form_names_every_field_in_order() {
        assert_eq!(
            values("", " ", "\n").parse(),
            Err(vec![
                ComposeProblem::RecipientMissing,
                ComposeProblem::SubjectMissing,
                ComposeProblem::MessageMissing
            ])
        );
    }

    #[test]
    fn a_topic_may_be_left_out() {
        let draft = values("support", "Hello", "Text").parse().unwrap();
        assert_eq!(draft.topic, Topic::General);
        assert_eq!(draft.to, Correspondent::Desk(Desk::Support));
        for topic in Topic::ALL {
            assert_eq!(Topic::from_key(topic.key()), topic);
        }
    }

    #[test]
    fn a_message_may_ask_about_a_result() {
        let asks = |report: &str| {
            let form = ComposeValues {
                report: report.into(),
                ..values("support", "Hello", "Text")
            };
            form.parse().map(|draft| draft.report)
        };
        let id = "0190a5b0-0000-7000-8000-000000000001";
        assert_eq!(asks(""), Ok(None));
        assert_eq!(asks(id), Ok(id.parse().ok()));
        // Never without a word: the member would take it for attached.
        assert_eq!(asks("lipids"), Err(vec![ComposeProblem::ReportGone]));
    }

    #[test]
    fn a_key_is_32_hexadecimal_digits() {
        let key = SendKey::new([0xab; 16]);
        assert_eq!(SendKey::parse(key.as_str()), Some(key));
        for nonsense in [
            "",
            "abc",
            "g0000000000000000000000000000000",
            "é000000000000000000000000000000",
        ] {
            assert_eq!(SendKey::parse(nonsense), None);
        }
    }

    proptest! {
        /// Send is on exactly when the host would not call a field missing.
        #[test]
        fn send_is_on_when_nothing_is_missing(
            to in "( |support|me){0,2}", subject in "[ \u{200b}x]{0,3}", message in "[ \r\ny]{0,3}",
        ) {
            let missing = match values(&to, &subject, &message).parse() {
                Ok(_) => false,
                Err(problems) => problems.iter().any(|problem| matches!(
                    problem,
                    ComposeProblem::RecipientMissing
                        | ComposeProblem::SubjectMissing
                        | ComposeProblem::MessageMissing
                )),
            };
            prop_assert_eq!(is_ready(&to, &subject, &message), !missing);
        }

        /// Every problem stands beside a field that exists, in the order of the fields.
        #[test]
        fn problems_follow_the_fields(to in any::<String>(), subject in any::<String>(),
                                      message in any::<String>()) {
            if let Err(problems) = values(&to, &subject, &message).parse() {
                let places: Vec<_> = problems
                    .iter()
                    .map(|p| ["to", "subject", "message"].iter().position(|f| *f == p.field()))
                    .collect();
                prop_assert!(places.iter().all(Option::is_some));
                prop_assert!(places.is_sorted());
            }
        }
    }
}
