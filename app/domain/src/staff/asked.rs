//! A result that a member asks about, as a desk sees it. Nothing of it stays with the conversation:
//! it is read from the record whenever somebody looks.

use serde::{Deserialize, Serialize};

use crate::ids::ReportId;
use crate::results::{CommentView, Flag, ReportStatus, Shown, Taken};

/// The result of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CaseResult {
    /// Whoever looks reads nothing clinical: a result is attached, and that is all there is to
    /// say.
    Closed,
    /// A clinician looks.
    Open(Box<AskedResult>),
}

/// A result as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedResult {
    /// Which.
    pub id: ReportId,
    /// The panel's name.
    pub name: String,
    /// When the sample was taken.
    pub taken: Taken,
    /// How final it is.
    pub status: ReportStatus,
    /// Whether the laboratory has changed it since the member asked.
    pub changed: bool,
    /// Its values, in the laboratory's order.
    pub values: Vec<AskedValue>,
    /// What the laboratory concludes from it.
    pub conclusion: Option<String>,
    /// What was said about it so far, oldest first.
    pub comments: Vec<CommentView>,
}

/// A value of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedValue {
    /// What was measured.
    pub name: String,
    /// The value.
    pub shown: Shown,
    /// The laboratory's ranges; none means that it gave none.
    pub ranges: Vec<String>,
    /// What the laboratory made of it, where the value stands.
    pub flag: Option<Flag>,
    /// How final this value is, where it is not as final as its report.
    pub status: Option<ReportStatus>,
}
