//! What the pages of this room show; nothing else of a message leaves the host (ACC-12).

use serde::{Deserialize, Serialize};

use crate::forms::Form;
use crate::ids::{ConversationId, DraftId, FolderId, MessageId, ReportId};
use crate::messages::{
    Arranged, ComposeProblem, ComposeValues, Correspondent, Desk, DraftOffer, FileView, Filter,
    FilterForm, FolderProblem, FolderValues, Mailbox, NotListed, Recipient, RefusedFile,
    ReplyClosed, ReplyProblem, ReplyValues, Shelf, Topic, Unreachable, search::Piece,
};
use crate::requests::ConfirmationNumber;
use crate::results::Taken;
use crate::services::NotOpen;
use crate::staff::TeamName;
use crate::time::LocalTime;

/// Someone other than the member, by the name that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Person {
    /// A clinician: "Given Family".
    Named(String),
    /// A desk; its name is among the interface's words.
    Desk(Desk),
}

impl Person {
    /// What a search finds them by: their name, of a desk its names in both languages.
    pub fn names(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::Desk(desk) => desk.names(),
        }
    }
}

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// The member.
    Member,
    /// Someone else.
    Other(Person),
}

/// A folder of the member's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderView {
    /// Which.
    pub id: FolderId,
    /// What the member calls it.
    pub name: String,
    /// How many conversations are kept in it.
    pub conversations: u32,
}

/// The member's folders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoldersView {
    /// By name.
    pub folders: Vec<FolderView>,
    /// The form for a new one, or for another name, as it was sent last if it was refused.
    pub form: Form<FolderValues, FolderProblem>,
}

/// What a search found.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchView {
    /// What was looked for, as typed; empty when nothing was yet.
    pub typed: String,
    /// Whether there is a word in it that can be looked for.
    pub sought: bool,
    /// What was found, the best first.
    pub rows: Vec<FoundView>,
    /// Whether there is more than these.
    pub more: bool,
}

/// A conversation or a draft that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundView {
    /// Which.
    pub place: FoundIn,
    /// What it is about; may be empty for a draft.
    pub subject: Vec<Piece>,
    /// With whom; for a draft, to whom, if that was chosen.
    pub with: Option<Person>,
    /// When the message was sent that was found in it; when the draft was last saved.
    pub at: LocalTime,
    /// The part of that text around what was looked for.
    pub excerpt: Vec<Piece>,
    /// Whether it holds something unread.
    pub unread: bool,
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FoundIn {
    /// In a message.
    Conversation {
        /// Its conversation.
        id: ConversationId,
        /// Where that is kept.
        shelf: Shelf,
        /// The name of the folder it is kept in, if it is in one.
        folder: Option<String>,
    },
    /// In a draft.
    Draft {
        /// Which.
        id: DraftId,
        /// The conversation that it answers; `None` for a new message.
        conversation: Option<ConversationId>,
    },
}

// What somebody looks for is health information: `{:?}` does not tell it.
impl std::fmt::Debug for SearchView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SearchView({} rows)", self.rows.len())
    }
}

/// A list of conversations, one page of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxView {
    /// Which list.
    pub mailbox: Mailbox,
    /// The member's folders, by name.
    pub folders: Vec<FolderView>,
    /// What of it is shown.
    pub filter: Filter,
    /// What that can be narrowed to, where it is asked for or used.
    pub filter_form: Option<FilterForm>,
    /// For a folder's list: the form of its name, as it was sent last if it was refused.
    pub folder_form: Option<Form<FolderValues, FolderProblem>>,
    /// What became of conversations that were chosen in it a moment ago.
    pub arranged: Option<Arranged>,
    /// The conversations, newest first.
    pub rows: Vec<ConversationRow>,
    /// Where the next page begins, a [`crate::messages::Cursor`] as text.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub continued: bool,
    /// How many conversations hold something unread, as in the header.
    pub unread: u32,
    /// Why nothing new can be written, if so.
    pub read_only: Option<NotOpen>,
}

/// A conversation in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationRow {
    /// Which.
    pub id: ConversationId,
    /// What it is about.
    pub subject: String,
    /// With whom: the author of the newest message received, or to whom it was written.
    pub with: Person,
    /// When the newest message received (Inbox) or written (Sent) was sent.
    pub at: LocalTime,
    /// How many of its messages are unread.
    pub unread: u32,
    /// How many messages it has.
    pub messages: u32,
}

/// A conversation, one page of its messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationView {
    /// Which.
    pub id: ConversationId,
    /// What it is about.
    pub subject: String,
    /// The topic it was filed under.
    pub topic: Topic,
    /// With whom.
    pub with: Person,
    /// Its messages, newest first.
    pub messages: Vec<MessageView>,
    /// Where earlier messages begin, if there are more.
    pub earlier: Option<String>,
    /// Whether this is not the page with the newest message.
    pub continued: bool,
    /// Whether the newest message is the member's own: sent, and not yet answered.
    pub awaiting_answer: bool,
    /// By when it is to be answered, as long as it waits with its team.
    #[serde(default)]
    pub answer: Option<Awaited>,
    /// Whether it was sent within the last minutes, so that the page says that it was.
    pub just_sent: bool,
    /// Where it is kept.
    pub shelf: Shelf,
    /// The member's folders, by name.
    pub folders: Vec<FolderView>,
    /// What became of it a moment ago, when it was put elsewhere.
    pub arranged: Option<Arranged>,
    /// Whether and how it can be answered.
    pub reply: ReplyView,
}

/// An answer that is to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// By when.
    pub by: LocalTime,
    /// Whether that is over.
    pub late: bool,
}

/// A message as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// Which.
    pub id: MessageId,
    /// Who wrote it.
    pub author: Author,
    /// When.
    pub sent: LocalTime,
    /// Its text, with its line breaks; always text, never markup (MSG-1).
    pub body: String,
    /// Whether the member has yet to read it.
    pub unread: bool,
    /// Whether its author covers for another and takes no reply.
    pub no_reply: bool,
    /// The files that came with it.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// The number under which the member asked, where they wrote it.
    #[serde(default)]
    pub number: Option<ConfirmationNumber>,
    /// The result that it asks about.
    #[serde(default)]
    pub about: Option<AboutResult>,
}

/// A result that a message asks about, as it stands now: its name and day, and nothing it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutResult {
    /// Which.
    pub id: ReportId,
    /// The panel's name.
    pub name: String,
    /// When the sample was taken.
    pub taken: Taken,
    /// Whether the laboratory has taken it back.
    pub withdrawn: bool,
    /// Whether the laboratory has changed it since the member asked.
    pub changed: bool,
}

/// A conversation with all of its messages, as it stands on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeConversation {
    /// What it is about.
    pub subject: String,
    /// The topic it was filed under.
    pub topic: Topic,
    /// With whom.
    pub with: Person,
    /// Its messages, oldest first.
    pub messages: Vec<MessageView>,
}

/// Whether and how a conversation can be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "a page holds one of it")]
pub enum ReplyView {
    /// With this form.
    Open {
        /// Until when, as the plan's clocks will say.
        until: LocalTime,
        /// By when what is sent now is to be answered.
        #[serde(default)]
        answer_by: Option<LocalTime>,
        /// Where whom it was with cannot be written to any more: who reads it in their place.
        #[serde(default)]
        absent: Option<Absent>,
        /// The form.
        form: Form<ReplyValues, ReplyProblem>,
        /// When what stands in it was saved as a draft, if it was.
        #[serde(default)]
        saved: Option<LocalTime>,
        /// The files of the draft.
        #[serde(default)]
        files: Vec<FileView>,
        /// The files that were sent last and not taken.
        #[serde(default)]
        refused: Vec<RefusedFile>,
    },
    /// Not.
    Closed {
        /// Why.
        why: ReplyClosed,
        /// When it closed, for [`ReplyClosed::TooOld`].
        since: Option<LocalTime>,
        /// To whom a new message is offered instead: the same person, if in the list.
        instead: Option<Correspondent>,
        /// Why they are not in the list, if so.
        #[serde(default)]
        absent: Option<NotListed>,
        /// What was typed into a form that was open when it was shown, so that nothing
        /// written is lost.
        unsent: Option<String>,
    },
}

/// Whom a conversation was with, where they cannot be written to any more, and who reads what is
/// answered there: a conversation is its team's, whoever of them comes and goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absent {
    /// Why they cannot be.
    pub why: NotListed,
    /// The team that answers.
    pub team: TeamName,
}

/// Contact Care Team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeView {
    /// Who can be written to, in the order offered; the desks come last.
    pub recipients: Vec<Recipient>,
    /// Who took part in the member's care and cannot be written to.
    pub unreachable: Vec<Unreachable>,
    /// Whom a link or a draft named, where that is nobody of the list.
    #[serde(default)]
    pub not_listed: Option<NotListed>,
    /// By when what is sent now is to be answered.
    #[serde(default)]
    pub answer_by: Option<LocalTime>,
    /// The form.
    pub form: Form<ComposeValues, ComposeProblem>,
    /// When what stands in it was saved as a draft, if it was.
    #[serde(default)]
    pub saved: Option<LocalTime>,
    /// The files of the draft.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// The files that were sent last and not taken.
    #[serde(default)]
    pub refused: Vec<RefusedFile>,
    /// The newest draft, where the form is an empty one.
    #[serde(default)]
    pub offer: Option<DraftOffer>,
    /// The result that is asked about, if one is.
    #[serde(default)]
    pub about: Option<AboutResult>,
    /// Whether a draft was asked for that is not there any more.
    #[serde(default)]
    pub gone: bool,
    /// Why nothing new can be written, if so; the lists are empty then.
    pub read_only: Option<NotOpen>,
}

/// What became of a form that was sent: always a row that is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The conversation that holds the message.
    pub conversation: ConversationId,
    /// The message.
    pub message: MessageId,
    /// Whether it had been stored before: a double click or a retry.
    pub again: bool,
}
