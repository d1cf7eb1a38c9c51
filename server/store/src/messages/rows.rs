//! What the statements about messages take and give.

use domain::ids::{ConversationId, FolderId, MemberId, MessageId, PractitionerId, ReportId};
use domain::messages::{Correspondent, Desk, Newest, SendKey, Shelf, Topic};
use domain::requests::ConfirmationNumber;
use domain::time::Timestamp;

use crate::column::text_column;
use crate::{Int, Text};

/// A conversation to be opened.
#[derive(Clone, PartialEq, Eq)]
pub struct NewConversation {
    /// Its identifier.
    pub id: ConversationId,
    /// Whose it is.
    pub member: MemberId,
    /// With whom.
    pub with: Correspondent,
    /// The topic it is filed under.
    pub topic: Topic,
    /// What it is about.
    pub subject: String,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The member.
    Member,
    /// A clinician.
    Practitioner(PractitionerId),
    /// A desk.
    Desk(Desk),
}

/// A message to be added to a conversation.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Its identifier.
    pub id: MessageId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// The member whose conversation it is.
    pub member: MemberId,
    /// Who wrote it.
    pub author: Author,
    /// Its text.
    pub body: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Whether its author covers for a colleague and takes no reply.
    pub no_reply: bool,
    /// When the member read it, if so; always `None` for what they wrote.
    pub read_at: Option<Timestamp>,
    /// The form it was sent by; `None` for what did not come by a form.
    pub send_key: Option<SendKey>,
}

/// A message that a member has sent.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SentRow {
    /// The message.
    #[sqlx(try_from = "Text", rename = "id")]
    pub message: MessageId,
    /// Its conversation.
    #[sqlx(try_from = "Text")]
    pub conversation: ConversationId,
    /// Its text.
    pub body: String,
    /// The conversation's subject.
    pub subject: String,
    /// The result that it asks about.
    #[sqlx(try_from = "Text")]
    pub report: Option<ReportId>,
    #[sqlx(try_from = "Text")]
    practitioner: Option<PractitionerId>,
    #[sqlx(try_from = "Text")]
    desk: Option<Desk>,
}

/// A conversation in a list.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: ConversationId,
    /// What it is about.
    pub subject: String,
    /// The instant the list sorts it by.
    #[sqlx(try_from = "Int")]
    pub at: Timestamp,
    /// How many messages it has.
    #[sqlx(try_from = "Int")]
    pub messages: u32,
    /// How many of them are unread.
    #[sqlx(try_from = "Int")]
    pub unread: u32,
    /// The desk it is with, or
    #[sqlx(try_from = "Text")]
    pub desk: Option<Desk>,
    /// the given name of the clinician it is with, and
    pub given: Option<String>,
    /// their family name.
    pub family: Option<String>,
}

/// What a list is narrowed to; everything by default. Instants are of what the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// Only what holds something unread.
    pub unread: bool,
    /// Only what holds a file that was sent.
    pub files: bool,
    /// Only what they take part in.
    pub with: Option<Correspondent>,
    /// Not before this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
}

/// A clinician or a desk that takes part in a member's conversations.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CorrespondentRow {
    #[sqlx(try_from = "Text")]
    practitioner: Option<PractitionerId>,
    /// The desk, if it is one.
    #[sqlx(try_from = "Text")]
    pub desk: Option<Desk>,
    /// Of a clinician.
    pub given: Option<String>,
    /// Of a clinician.
    pub family: Option<String>,
}

impl CorrespondentRow {
    /// Which of them; always one.
    pub fn who(&self) -> Option<Correspondent> {
        let desk = self.desk.map(Correspondent::Desk);
        desk.or(self.practitioner.map(Correspondent::Practitioner))
    }
}

/// A conversation and its newest message.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ConversationRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: ConversationId,
    /// What it is about.
    pub subject: String,
    /// The topic it is filed under.
    #[sqlx(try_from = "Text")]
    pub topic: Topic,
    #[sqlx(try_from = "Text")]
    practitioner: Option<PractitionerId>,
    /// The desk it is with, or
    #[sqlx(try_from = "Text")]
    pub desk: Option<Desk>,
    /// the given name of the clinician it is with, and
    pub given: Option<String>,
    /// their family name.
    pub family: Option<String>,
    /// Its newest message.
    #[sqlx(try_from = "Text")]
    pub newest_id: MessageId,
    #[sqlx(try_from = "Int")]
    newest_at: Timestamp,
    #[sqlx(try_from = "Int")]
    newest_no_reply: bool,
    newest_author: String,
    #[sqlx(try_from = "Int")]
    archived: bool,
    #[sqlx(try_from = "Text")]
    folder: Option<FolderId>,
}

/// A message.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MessageRow {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub id: MessageId,
    author: String,
    /// The desk that wrote it, if one did.
    #[sqlx(try_from = "Text")]
    pub desk: Option<Desk>,
    /// The given name of the clinician who wrote it, if one did.
    pub given: Option<String>,
    /// Their family name.
    pub family: Option<String>,
    /// Its text.
    pub body: String,
    /// When it was sent.
    #[sqlx(try_from = "Int")]
    pub sent_at: Timestamp,
    /// Whether its author covers for a colleague and takes no reply.
    #[sqlx(try_from = "Int")]
    pub no_reply: bool,
    /// When the member marked it read.
    #[sqlx(try_from = "Int")]
    pub read_at: Option<Timestamp>,
    /// The number under which the member asked, where they wrote it.
    #[sqlx(try_from = "Text")]
    pub number: Option<ConfirmationNumber>,
}

/// Why a clinician could be in a member's list of recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// They are the member's personal physician.
    Physician,
    /// They work at the personal physician's medical office.
    Office,
    /// They took part in a visit.
    Visit,
    /// They read a report of the laboratory.
    Test,
    /// They wrote to the member.
    Wrote,
    /// They wrote to the member in the place of a colleague, and take no reply.
    StoodIn,
}

text_column!(@read Tie, |text| match text {
    "physician" => Some(Tie::Physician),
    "office" => Some(Tie::Office),
    "visit" => Some(Tie::Visit),
    "test" => Some(Tie::Test),
    "wrote" => Some(Tie::Wrote),
    "stood_in" => Some(Tie::StoodIn),
    _ => None,
});

/// A clinician who could be in a member's list of recipients, for one of the reasons.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonRow {
    /// Who.
    #[sqlx(try_from = "Text")]
    pub id: PractitionerId,
    /// Their given name.
    pub given: String,
    /// Their family name.
    pub family: String,
    /// What they practise.
    pub specialty: Option<String>,
    /// Whether they take messages at the portal.
    #[sqlx(try_from = "Int")]
    pub receives_messages: bool,
    /// The medical office where they work.
    pub office: Option<String>,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Why they are here.
    #[sqlx(try_from = "Text")]
    pub why: Tie,
    /// When that was last, for a visit or a message.
    #[sqlx(try_from = "Int")]
    pub at: Option<Timestamp>,
    /// The given name of whom they stood in for, and
    pub for_given: Option<String>,
    /// their family name.
    pub for_family: Option<String>,
    /// Whether they have left: they had an account at a desk, and have none any more.
    #[sqlx(try_from = "Int")]
    pub has_left: bool,
}

fn correspondent(
    practitioner: Option<PractitionerId>,
    desk: Option<Desk>,
) -> Option<Correspondent> {
    practitioner
        .map(Correspondent::Practitioner)
        .or(desk.map(Correspondent::Desk))
}

pub(super) fn shelf(archived: bool, folder: Option<FolderId>) -> Shelf {
    match folder {
        Some(folder) => Shelf::Folder(folder),
        None if archived => Shelf::Archive,
        None => Shelf::Inbox,
    }
}

impl SentRow {
    /// To whom the conversation is.
    pub fn with(&self) -> Option<Correspondent> {
        correspondent(self.practitioner, self.desk)
    }
}

impl ConversationRow {
    /// With whom it is.
    pub fn with(&self) -> Option<Correspondent> {
        correspondent(self.practitioner, self.desk)
    }

    /// What the reply rule looks at.
    pub fn newest(&self) -> Newest {
        Newest {
            sent_at: self.newest_at,
            no_reply: self.newest_no_reply,
        }
    }

    /// Where it is kept.
    pub fn shelf(&self) -> Shelf {
        shelf(self.archived, self.folder)
    }

    /// Whether the member wrote the newest message.
    pub fn newest_is_own(&self) -> bool {
        self.newest_author == "member"
    }
}

impl MessageRow {
    /// Whether the member received it.
    pub fn received(&self) -> bool {
        self.author != "member"
    }
}
