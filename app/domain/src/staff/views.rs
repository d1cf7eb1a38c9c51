//! What the pages of the desks show; nothing else of a record leaves the host (ACC-12).

use serde::{Deserialize, Serialize};

use super::{
    CaseReplyProblem, CaseReplyValues, CaseResult, CloseReason, Filter, FindProblem, LookProblem,
    LookReason, LookValues, NoteProblem, NoteValues, Standing, Urgency,
};
use crate::forms::Form;
use crate::ids::{ConversationId, MessageId, StaffId};
use crate::locale::Locale;
use crate::messages::{Desk, FileView, Person, RefusedFile, Topic};
use crate::requests::ConfirmationNumber;
use crate::results::{CommentProblem, CommentValues};
use crate::time::{Date, LocalTime, civil};

/// A team, by the name that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamName {
    /// A medical office, by its name.
    Office(String),
    /// A desk; its name is among the interface's words.
    Desk(Desk),
    /// Every nurse and physician.
    Clinicians,
}

/// Since when a conversation waits, and until when it may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// Since when: the oldest message that nobody has answered.
    pub since: LocalTime,
    /// For how many whole hours.
    pub hours: u32,
    /// By when it is to be answered.
    pub due: LocalTime,
    /// Whether that is over.
    pub overdue: bool,
}

/// A page of the team inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamInboxView {
    /// Which conversations.
    pub filter: Filter,
    /// Those, the one due first coming first.
    pub rows: Vec<TeamRow>,
    /// Where the next page begins, a [`crate::messages::Cursor`] as text.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub continued: bool,
    /// What was looked for, in the place of what waits.
    #[serde(default)]
    pub found: Option<FoundCases>,
}

/// What came of a search among the conversations of one's teams.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundCases {
    /// What was typed.
    pub typed: String,
    /// Why nothing was looked for.
    pub problem: Option<FindProblem>,
    /// What was found, what waits coming first.
    pub rows: Vec<FoundCase>,
    /// Whether there is more.
    pub more: bool,
}

// What was typed may be somebody's name: `{:?}` does not tell it.
impl std::fmt::Debug for FoundCases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FoundCases")
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

/// A conversation that was found, whether or not it waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundCase {
    /// Which.
    pub id: ConversationId,
    /// Whose: first and last name.
    pub member: String,
    /// Their birth date, so that nobody is taken for a namesake.
    #[serde(with = "civil")]
    pub birth_date: Date,
    /// What it is about.
    pub subject: String,
    /// The topic it was filed under.
    pub topic: Topic,
    /// How it stands.
    pub standing: Standing,
    /// When something was done with it last.
    pub changed: LocalTime,
    /// Who has taken it.
    pub assigned: Option<String>,
}

/// A conversation that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRow {
    /// Which.
    pub id: ConversationId,
    /// Whose: first and last name.
    pub member: String,
    /// What it is about.
    pub subject: String,
    /// The topic it was filed under.
    pub topic: Topic,
    /// With which team.
    pub team: TeamName,
    /// Since when, and until when.
    pub waits: Waits,
    /// How soon it should be looked at.
    pub urgency: Urgency,
    /// Who has taken it.
    pub assigned: Option<String>,
}

/// Somebody a conversation can be assigned to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Who.
    pub id: StaffId,
    /// Their name.
    pub name: String,
}

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Writer {
    /// The member.
    Member,
    /// A clinician or a desk.
    Team(Person),
}

/// A message as the desk reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMessage {
    /// Which.
    pub id: MessageId,
    /// Who wrote it.
    pub writer: Writer,
    /// When.
    pub sent: LocalTime,
    /// Its text; always text, never markup (MSG-1).
    pub body: String,
    /// Whether its author covers for another and takes no reply.
    pub no_reply: bool,
    /// The number under which the member asked, where they wrote it.
    #[serde(default)]
    pub number: Option<ConfirmationNumber>,
    /// The files that came with it.
    #[serde(default)]
    pub files: Vec<FileView>,
}

/// An internal note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// Who wrote it.
    pub author: String,
    /// When.
    pub written: LocalTime,
    /// Its text.
    pub text: String,
}

/// A text of the plan's that can be put into a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateName {
    /// Its name in the form.
    pub key: String,
    /// What it is called.
    pub name: String,
}

/// A conversation at its desk: open, or waiting for a reason to look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CasePage {
    /// It is another team's. Nothing of it is told before there is a reason.
    Ask(Form<LookValues, LookProblem>),
    /// It is open.
    Open(Box<CaseView>),
}

/// A conversation at its desk, one page of its messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// Which.
    pub id: ConversationId,
    /// What it is about.
    pub subject: String,
    /// The topic it was filed under.
    pub topic: Topic,
    /// Whose: first and last name.
    pub member: String,
    /// Their birth date, so that nobody is taken for a namesake.
    #[serde(with = "civil")]
    pub birth_date: Date,
    /// The language they read.
    pub reads: Locale,
    /// To whom it was written.
    pub with: Person,
    /// With which team it is.
    pub team: TeamName,
    /// Why it was opened.
    pub reason: LookReason,
    /// Since when it waits; `None` when it does not.
    pub waits: Option<Waits>,
    /// Why it was closed, if it was.
    pub closed: Option<CloseReason>,
    /// How soon it should be looked at.
    pub urgency: Urgency,
    /// Who looks, for "Assign to me".
    pub me: StaffId,
    /// Who has taken it, and whether that is who looks.
    pub assigned: Option<(StaffId, String, bool)>,
    /// Whether the newest message is a reply of a moment ago.
    pub just_sent: bool,
    /// Its newest message: nothing is closed past that.
    pub newest: MessageId,
    /// Its messages, newest first.
    pub messages: Vec<CaseMessage>,
    /// The result that the member asks about, if one.
    #[serde(default)]
    pub asked: Option<CaseResult>,
    /// The form of a comment on it, for a clinician.
    #[serde(default)]
    pub comment: Option<Form<CommentValues, CommentProblem>>,
    /// Where earlier messages begin, if there are more.
    pub earlier: Option<String>,
    /// Whether this is not the page with the newest message.
    pub continued: bool,
    /// The team's notes, oldest first.
    pub notes: Vec<NoteView>,
    /// To whom it can be assigned.
    pub colleagues: Vec<Colleague>,
    /// To which teams it can be forwarded: a [`super::Team`] as text, and its name.
    pub forward_to: Vec<(String, TeamName)>,
    /// Texts of the plan's.
    pub templates: Vec<TemplateName>,
    /// Whether one can cover for a colleague: clinicians can.
    pub may_cover: bool,
    /// The reply.
    pub reply: Form<CaseReplyValues, CaseReplyProblem>,
    /// The files that were added to it.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// What was sent for it last, without scripts, and not taken.
    #[serde(default)]
    pub refused: Vec<RefusedFile>,
    /// The note.
    pub note: Form<NoteValues, NoteProblem>,
}
