//! The addresses of the portal (CONTRACT: routes). Every link is made here.

use std::fmt;

use crate::help::About;
use crate::ids::{AttachmentId, ConversationId, FolderId, ReportId};
use crate::messages::Mailbox;
use crate::results::ResultFormat;

/// A page of the portal, or a file that one of them offers.
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
    /// Conversations put away.
    MessagesArchive,
    /// The member's folders.
    Folders,
    /// A folder.
    Folder(FolderId),
    /// Search.
    MessagesSearch,
    /// Drafts.
    MessagesDrafts,
    /// Contact Care Team.
    MessagesNew,
    /// A conversation.
    Conversation(ConversationId),
    /// A conversation as a file.
    ConversationPdf(ConversationId),
    /// A file of a message, to be saved.
    Attachment(AttachmentId),
    /// The small picture of a file, to be seen on a page.
    Preview(AttachmentId),
    /// Medical Record & Lab Results.
    MedicalRecord,
    /// The list of lab results.
    LabResults,
    /// Lab results side by side.
    CompareResults,
    /// How new lab results are to be shown.
    ResultChoices,
    /// One lab result.
    LabResult(ReportId),
    /// All lab results as a file.
    LabResultsFile(ResultFormat),
    /// One lab result as a file.
    LabResultFile(ReportId, ResultFormat),
    /// Account & preferences.
    Account,
    /// The member ID card.
    IdCard,
    /// The member ID card as a file.
    IdCardPdf,
    /// Immunizations, by vaccine.
    Immunizations,
    /// The same by date.
    ImmunizationsByDate,
    /// The vaccination record for school, sports and camp, to be printed.
    VaccinationRecord,
    /// The same as a file.
    VaccinationRecordPdf,
    /// The same as a SMART Health Card, a file.
    HealthCard,
    /// My requests.
    Requests,
    /// Technical help.
    Help,
    /// About the numbers of a lab result.
    Numbers,
    /// About a service.
    About(About),
    /// Staff sign on: user ID and password.
    StaffSignOn,
    /// Staff sign on: the code.
    StaffCode,
    /// Team inbox.
    TeamInbox,
    /// A conversation at its desk.
    StaffConversation(ConversationId),
    /// A file of a conversation, at the desk.
    StaffFile(ConversationId, AttachmentId),
    /// The small picture of it.
    StaffPreview(ConversationId, AttachmentId),
    /// Where the files of an answer are sent to, at the desk.
    StaffFiles(ConversationId),
}

impl From<Mailbox> for Route {
    fn from(mailbox: Mailbox) -> Self {
        match mailbox {
            Mailbox::Inbox => Self::Messages,
            Mailbox::Sent => Self::MessagesSent,
            Mailbox::Archive => Self::MessagesArchive,
            Mailbox::Folder(folder) => Self::Folder(folder),
        }
    }
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
            Self::MessagesArchive => f.write_str("/messages/archive"),
            Self::Folders => f.write_str("/messages/folders"),
            Self::Folder(id) => write!(f, "/messages/folders/{id}"),
            Self::MessagesSearch => f.write_str("/messages/search"),
            Self::MessagesDrafts => f.write_str("/messages/drafts"),
            Self::MessagesNew => f.write_str("/messages/new"),
            Self::Attachment(id) => write!(f, "/messages/attachments/{id}"),
            Self::Preview(id) => write!(f, "/messages/attachments/{id}/preview"),
            Self::Conversation(id) => write!(f, "/messages/{id}"),
            Self::ConversationPdf(id) => write!(f, "/messages/{id}/pdf"),
            Self::MedicalRecord => f.write_str("/medical-record"),
            Self::LabResults => f.write_str("/medical-record/lab-results"),
            Self::CompareResults => f.write_str("/medical-record/lab-results/compare"),
            Self::ResultChoices => f.write_str("/medical-record/result-choices"),
            Self::LabResult(id) => write!(f, "/medical-record/lab-results/{id}"),
            Self::LabResultsFile(format) => write!(f, "/medical-record/lab-results/{format}"),
            Self::LabResultFile(id, format) => {
                write!(f, "/medical-record/lab-results/{id}/{format}")
            }
            Self::Account => f.write_str("/account"),
            Self::IdCard => f.write_str("/id-card"),
            Self::IdCardPdf => f.write_str("/id-card/pdf"),
            Self::Immunizations => f.write_str("/medical-record/immunizations"),
            Self::ImmunizationsByDate => f.write_str("/medical-record/immunizations?by=date"),
            Self::VaccinationRecord => f.write_str("/medical-record/immunizations/record"),
            Self::VaccinationRecordPdf => f.write_str("/medical-record/immunizations/pdf"),
            Self::HealthCard => f.write_str("/medical-record/immunizations/health-card"),
            Self::Requests => f.write_str("/requests"),
            Self::Help => f.write_str("/help"),
            Self::Numbers => f.write_str("/help/numbers"),
            Self::About(about) => write!(f, "/about/{}", about.key()),
            Self::StaffSignOn => f.write_str("/staff/sign-on"),
            Self::StaffCode => f.write_str("/staff/sign-on/code"),
            Self::TeamInbox => f.write_str("/staff/messages"),
            Self::StaffConversation(id) => write!(f, "/staff/messages/{id}"),
            Self::StaffFile(id, file) => write!(f, "/staff/messages/{id}/files/{file}"),
            Self::StaffPreview(id, file) => {
                write!(f, "/staff/messages/{id}/files/{file}/preview")
            }
            Self::StaffFiles(id) => write!(f, "/staff/messages/{id}/files"),
        }
    }
}

/// Whether an address is of the desks: they have a frame and a session of their own.
pub fn is_at_desk(path: &str) -> bool {
    path.strip_prefix("/staff")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
