//! What the page shows; nothing else of a request leaves the host (ACC-12).

use serde::{Deserialize, Serialize};

use super::ConfirmationNumber;
use crate::ids::{ConversationId, RequestId};
use crate::messages::{Person, Place};
use crate::staff::{CloseReason, TeamName};
use crate::time::LocalTime;

/// A place in the list of requests.
pub type RequestCursor = Place<RequestId>;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// A message was sent.
    Message {
        /// In which conversation.
        conversation: ConversationId,
        /// What that is about.
        subject: String,
        /// To whom.
        to: Person,
        /// Whether it went on with a conversation: a reply.
        reply: bool,
    },
}

/// Who has it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The team.
    pub team: TeamName,
    /// Whoever of the team has taken it.
    pub by: Option<String>,
    /// The office's telephone number, if the team is an office and has one.
    pub phone: Option<String>,
}

/// How it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stands {
    /// Stored, and no team has it yet.
    Stored,
    /// With a team, which is to answer.
    Waiting {
        /// With whom.
        with: Held,
        /// By when.
        due: LocalTime,
        /// Whether that is over.
        overdue: bool,
    },
    /// Answered.
    Answered {
        /// By whom.
        by: Person,
        /// When.
        at: LocalTime,
    },
    /// Closed without an answer here.
    Closed {
        /// Why, if that is still known.
        why: Option<CloseReason>,
    },
}

/// Something that the member has asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    /// Which.
    pub id: RequestId,
    /// Its number; what was sent before there were numbers has none.
    pub number: Option<ConfirmationNumber>,
    /// What it is.
    pub asked: Asked,
    /// When it was asked for.
    pub at: LocalTime,
    /// How it stands.
    pub stands: Stands,
}

/// My requests, one page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestsView {
    /// The requests, newest first.
    pub rows: Vec<RequestRow>,
    /// Where the next page begins, a [`RequestCursor`] as text.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub continued: bool,
    /// Whether messages are open to the member, be it only to read: whether a request leads to
    /// its conversation.
    pub messages_open: bool,
}
