//! What a clinician says about a result, from the desk (SPEC section 6). It is never edited:
//! another one follows it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::forms::Problem;
use crate::messages::{Body, TextProblem};
use crate::staff::Role;
use crate::time::LocalTime;

/// A comment as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentView {
    /// The name of who wrote it.
    pub author: String,
    /// What they are.
    pub role: Role,
    /// When.
    pub written: LocalTime,
    /// Its text, with its line breaks; always text, never markup (MSG-1).
    pub text: String,
}

/// What stands in the form of a comment.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentValues {
    /// The conversation at whose page it is written, a [`crate::ids::ConversationId`] as text.
    pub conversation: String,
    /// The result, a [`crate::ids::ReportId`] as text.
    pub report: String,
    /// The comment as typed.
    pub comment: String,
    /// The [`crate::messages::SendKey`]: what is sent twice under it is one comment.
    pub send_key: String,
}

/// What is wrong with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommentProblem {
    /// No text.
    Missing,
    /// More than [`Body::MOST`] characters.
    TooLong {
        /// By how many.
        over: u32,
    },
    /// More than [`Body::MOST_BYTES`] bytes.
    TooLarge,
    /// Another text was already sent from this very form: sending again is another comment.
    SentOtherText,
}

impl Problem for CommentProblem {
    fn field(self) -> &'static str {
        "comment"
    }
}

impl CommentValues {
    /// Reads the text: what a message may hold, a comment may.
    pub fn parse(&self) -> Result<Body, CommentProblem> {
        Body::parse(&self.comment).map_err(|problem| match problem {
            TextProblem::Blank => CommentProblem::Missing,
            TextProblem::TooLong { over } => CommentProblem::TooLong { over },
            TextProblem::TooLarge => CommentProblem::TooLarge,
        })
    }
}

// What was typed is health information: `{:?}` does not tell it.
impl fmt::Debug for CommentValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CommentValues").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::messages::is_blank;

    fn values(comment: &str) -> CommentValues {
        CommentValues {
            comment: comment.into(),
            ..CommentValues::default()
        }
    }

    #[test]
    fn a_comment_is_held_to_what_a_message_may_be() {
        assert_eq!(values(" \n").parse(), Err(CommentProblem::Missing));
        let most = "x".repeat(Body::MOST);
        assert!(values(&most).parse().is_ok());
        assert_eq!(
            values(&format!("{most}yz")).parse(),
            Err(CommentProblem::TooLong { over: 2 })
        );
        assert_eq!(format!("{:?}", values("a secret")), "CommentValues { .. }");
    }

    proptest! {
        /// What is taken is not blank, and nothing blank is taken.
        #[test]
        fn blank_is_missing(typed in any::<String>()) {
            prop_assert_eq!(
                values(&typed).parse() == Err(CommentProblem::Missing),
                is_blank(&typed)
            );
        }
    }
}
