//! Why a use case stops early.
//!
//! A [`Refusal`] is an answer: the transaction that found it commits, so that a counted
//! attempt and the audit row of the denial stay. A [`Fault`] is unexpected: everything rolls
//! back, and it is logged once, whole, with the request id that the page shows.

use thiserror::Error;

/// The early end of a use case.
#[derive(Debug, Error)]
pub enum Stop {
    /// The rules say no.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Something broke.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// An expected no.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is signed on, or the session ended.
    #[error("sign-on needed")]
    SignOnNeeded,
    /// Signed on, but newer terms have to be accepted before anything else.
    #[error("terms to accept")]
    TermsDue,
    /// Nobody is signed on at a desk, or the session ended.
    #[error("staff sign-on needed")]
    StaffSignOnNeeded,
    /// The password was right, and the authenticator's code is still to come (AUT-7).
    #[error("code due")]
    CodeDue,
    /// It is not there, or not theirs; the two answer alike.
    #[error("not found")]
    NotFound,
    /// The person's care relationship does not open this service.
    #[error("service not open")]
    NotOpen,
    /// A step out of order, or a draft that has gone.
    #[error("out of order")]
    OutOfOrder,
    /// What was sent cannot come from a form of ours.
    #[error("bad request")]
    BadRequest,
    /// Too many tries from one network or for one account.
    #[error("too many")]
    TooMany,
    /// More to do than the host can now (hashing queue full).
    #[error("busy")]
    Busy,
}

impl Refusal {
    /// The HTTP status that says the same.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::SignOnNeeded | Self::TermsDue | Self::StaffSignOnNeeded | Self::CodeDue => 401,
            Self::NotOpen => 403,
            Self::NotFound => 404,
            Self::OutOfOrder => 409,
            Self::TooMany => 429,
            Self::Busy => 503,
        }
    }
}

/// Something broke. Its text goes to the log and nowhere else; it names no values.
#[derive(Debug, Error)]
pub enum Fault {
    /// The database.
    #[error("store: {0}")]
    Store(#[from] store::StoreError),
    /// The operating system gave no random bytes.
    #[error("no random bytes from the operating system")]
    Random,
    /// A stored value that our own code could not have written.
    #[error("stored value out of shape: {0}")]
    Shape(&'static str),
    /// A spawned task died.
    #[error("task: {0}")]
    Task(#[from] tokio::task::JoinError),
    /// The view-audit writer is gone; without it no page may leave (AUD-2).
    #[error("the audit writer has stopped")]
    AuditWriter,
    /// Hashing failed.
    #[error("hashing: {0}")]
    Hash(String),
    /// JSON of our own that could not be written or read.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
}

impl From<store::StoreError> for Stop {
    fn from(error: store::StoreError) -> Self {
        Self::Fault(Fault::Store(error))
    }
}
