//! What the audit trail records: who did what, for whom, when, from where, how it ended.
//!
//! SECURITY.md AUD-1. Health data never stands in a row: an object is named by its id.

use serde::{Deserialize, Serialize};

use crate::ids::{MemberId, StaffId};

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// Nobody signed on.
    Visitor,
    /// A member, for themselves.
    Member(MemberId),
    /// Somebody at a desk.
    Staff(StaffId),
    /// The program itself: a job, an import, a command.
    System,
}

impl Actor {
    /// The word stored for the kind.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Member(_) => "member",
            Self::Staff(_) => "staff",
            Self::System => "system",
        }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A try to match the membership roll.
    MatchMembership,
    /// Terms and conditions accepted.
    AcceptTerms,
    /// Terms and conditions declined.
    DeclineTerms,
    /// A confirmation code was sent.
    SendCode,
    /// A confirmation code was tried.
    ConfirmCode,
    /// A set of identity questions was answered.
    AnswerIdentity,
    /// An account was made.
    Register,
    /// A try to sign on.
    SignOn,
    /// An account was locked after five unsuccessful tries.
    Lock,
    /// Signed off.
    SignOff,
    /// Home was looked at.
    ViewHome,
    /// A list of conversations was looked at.
    ViewMessages,
    /// A conversation was looked at.
    ViewConversation,
    /// A conversation was downloaded, whole.
    DownloadConversation,
    /// The list of whom one can write to was looked at.
    ViewRecipients,
    /// A message was sent.
    SendMessage,
    /// The list of drafts was looked at.
    ViewDrafts,
    /// A draft was kept for the first time.
    SaveDraft,
    /// A draft was deleted.
    DeleteDraft,
    /// A file was added to a draft.
    AddFile,
    /// A file was removed from a draft.
    RemoveFile,
    /// A file was opened.
    ViewFile,
    /// A message was marked as read.
    ReadMessage,
    /// A conversation was put into the Archive, a folder or back into the Inbox.
    KeepConversation,
    /// The list of folders was looked at.
    ViewFolders,
    /// A folder was made, renamed or taken away.
    ChangeFolder,
    /// Messages were searched.
    SearchMessages,
    /// The list of results was looked at.
    ViewResults,
    /// Results were searched.
    SearchResults,
    /// A result was looked at.
    ViewResult,
    /// The cover of a result was looked at.
    ViewCover,
    /// A result was marked as read.
    ReadResult,
    /// A result was asked for before it would have been shown, as its reader had chosen.
    ShowResult,
    /// The choices of how results are shown were looked at.
    ViewChoices,
    /// It was chosen how results of a kind are shown: which kind, what before, what now.
    ChooseRelease,
    /// A result, or all of them, was downloaded.
    DownloadResults,
    /// The list of requests was looked at.
    ViewRequests,
    /// The member ID card was looked at.
    ViewIdCard,
    /// The member ID card was downloaded.
    DownloadIdCard,
    /// The account was looked at.
    ViewAccount,
    /// It was said which notices are wanted by e-mail.
    ChangeNotices,
    /// The list of immunizations was looked at.
    ViewImmunizations,
    /// The vaccination record was looked at, to be printed.
    ViewVaccinationRecord,
    /// The vaccination record was downloaded.
    DownloadVaccinationRecord,
    /// The vaccinations were downloaded as a SMART Health Card.
    DownloadHealthCard,
    /// An account at a desk was made.
    AddStaff,
    /// The password of somebody at a desk was right; the code is still to come.
    EnterPassword,
    /// A page of a team's inbox was looked at.
    ViewTeamInbox,
    /// A conversation was looked for at a desk; about each member whose was found.
    FindConversation,
    /// Somebody gave a reason for opening a record of another team (ACC-10).
    GiveReason,
    /// An internal note was written.
    WriteNote,
    /// A comment was written on a result.
    CommentResult,
    /// A conversation was assigned, or given back to the team.
    Assign,
    /// A conversation was forwarded to another team.
    Forward,
    /// A conversation was closed without an answer.
    CloseConversation,
    /// It was said how soon a conversation should be looked at.
    SetUrgency,
    /// The roll said anew who acts for a child.
    ChangeGuardianship,
    /// A FHIR bundle was imported.
    ImportBundle,
    /// The rule of a route said no.
    Deny,
}

impl Action {
    /// The word stored for the action.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MatchMembership => "match_membership",
            Self::AcceptTerms => "accept_terms",
            Self::DeclineTerms => "decline_terms",
            Self::SendCode => "send_code",
            Self::ConfirmCode => "confirm_code",
            Self::AnswerIdentity => "answer_identity",
            Self::Register => "register",
            Self::SignOn => "sign_on",
            Self::Lock => "lock",
            Self::SignOff => "sign_off",
            Self::ViewHome => "view_home",
            Self::ViewMessages => "view_messages",
            Self::ViewConversation => "view_conversation",
            Self::DownloadConversation => "download_conversation",
            Self::ViewRecipients => "view_recipients",
            Self::SendMessage => "send_message",
            Self::ViewDrafts => "view_drafts",
            Self::SaveDraft => "save_draft",
            Self::DeleteDraft => "delete_draft",
            Self::AddFile => "add_file",
            Self::RemoveFile => "remove_file",
            Self::ViewFile => "view_file",
            Self::ReadMessage => "read_message",
            Self::KeepConversation => "keep_conversation",
            Self::ViewFolders => "view_folders",
            Self::ChangeFolder => "change_folder",
            Self::SearchMessages => "search_messages",
            Self::ViewResults => "view_results",
            Self::SearchResults => "search_results",
            Self::ViewResult => "view_result",
            Self::ViewCover => "view_cover",
            Self::ReadResult => "read_result",
            Self::ShowResult => "show_result",
            Self::ViewChoices => "view_choices",
            Self::ChooseRelease => "choose_release",
            Self::DownloadResults => "download_results",
            Self::ViewRequests => "view_requests",
            Self::ViewIdCard => "view_id_card",
            Self::DownloadIdCard => "download_id_card",
            Self::ViewAccount => "view_account",
            Self::ChangeNotices => "change_notices",
            Self::ViewImmunizations => "view_immunizations",
            Self::ViewVaccinationRecord => "view_vaccination_record",
            Self::DownloadVaccinationRecord => "download_vaccination_record",
            Self::DownloadHealthCard => "download_health_card",
            Self::AddStaff => "add_staff",
            Self::EnterPassword => "enter_password",
            Self::ViewTeamInbox => "view_team_inbox",
            Self::FindConversation => "find_conversation",
            Self::GiveReason => "give_reason",
            Self::WriteNote => "write_note",
            Self::CommentResult => "comment_result",
            Self::Assign => "assign",
            Self::Forward => "forward",
            Self::CloseConversation => "close_conversation",
            Self::SetUrgency => "set_urgency",
            Self::ChangeGuardianship => "change_guardianship",
            Self::ImportBundle => "import_bundle",
            Self::Deny => "deny",
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// The rules said no.
    Refused,
}

impl Outcome {
    /// The word stored for the outcome.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}
