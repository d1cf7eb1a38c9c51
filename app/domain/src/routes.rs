//! The addresses of the portal (CONTRACT: routes). Every link is made here.

use std::fmt;

use crate::ids::{AttachmentId, ConversationId, ReportId};

/// A page of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// The front door.
    Front,
    /// What registration needs, before its five steps.
    Register,
    /// Step 1.
    RegisterMembership,
    /// Step 2.
    RegisterTerms,
    /// Step 3.
    RegisterUserId,
    /// Step 3, the code sent to the address.
    RegisterCode,
    /// Step 4, first half: identity questions.
    RegisterSecure,
    /// Step 4, second half: password and secret questions.
    RegisterPassword,
    /// Step 5: registered, sign on.
    RegisterDone,
    /// Sign on.
    SignOn,
    /// The page that asks whether to sign off (a GET never does it).
    SignOff,
    /// The terms and conditions, for a member who has signed on.
    Terms,
    /// Home.
    Home,
    /// Inbox.
    Messages,
    /// Sent messages.
    MessagesSent,
    /// Drafts.
    MessagesDrafts,
    /// Contact Care Team.
    MessagesNew,
    /// A conversation.
    Conversation(ConversationId),
    /// A file of a message, to be saved.
    Attachment(AttachmentId),
    /// Medical Record & Lab Results.
    MedicalRecord,
    /// The list of lab results.
    LabResults,
    /// One lab result.
    LabResult(ReportId),
    /// Technical help.
    Help,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Front => f.write_str("/"),
            Self::Register => f.write_str("/register"),
            Self::RegisterMembership => f.write_str("/register/membership"),
            Self::RegisterTerms => f.write_str("/register/terms"),
            Self::RegisterUserId => f.write_str("/register/user-id"),
            Self::RegisterCode => f.write_str("/register/user-id/code"),
            Self::RegisterSecure => f.write_str("/register/secure"),
            Self::RegisterPassword => f.write_str("/register/secure/password"),
            Self::RegisterDone => f.write_str("/register/done"),
            Self::SignOn => f.write_str("/sign-on"),
            Self::SignOff => f.write_str("/sign-off"),
            Self::Terms => f.write_str("/terms"),
            Self::Home => f.write_str("/home"),
            Self::Messages => f.write_str("/messages"),
            Self::MessagesSent => f.write_str("/messages/sent"),
            Self::MessagesDrafts => f.write_str("/messages/drafts"),
            Self::MessagesNew => f.write_str("/messages/new"),
            Self::Attachment(id) => write!(f, "/messages/attachments/{id}"),
            Self::Conversation(id) => write!(f, "/messages/{id}"),
            Self::MedicalRecord => f.write_str("/medical-record"),
            Self::LabResults => f.write_str("/medical-record/lab-results"),
            Self::LabResult(id) => write!(f, "/medical-record/lab-results/{id}"),
            Self::Help => f.write_str("/help"),
        }
    }
}
