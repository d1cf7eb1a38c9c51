//! Identifiers: a type for each kind of row, over UUID version 7.
//!
//! Version 7 sorts by creation and holds 74 random bits, so an identifier in an address can
//! be neither counted nor guessed (ACC-4); it still never is the only protection.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::time::Timestamp;

/// Makes the version 7 UUID of an instant out of ten random bytes.
pub fn uuid_v7(now: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(now.as_micros() / 1_000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// The milliseconds that a version 7 UUID begins with.
fn millis(id: Uuid) -> i64 {
    i64::try_from(id.as_u128() >> 80).unwrap_or(i64::MAX)
}

/// Reads an identifier's text. `Uuid`'s own reading takes bytes too and explains itself at length:
/// code that every page would bring into the browser.
fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Uuid, D::Error> {
    let text = String::deserialize(from)?;
    Uuid::try_parse(&text).map_err(|_| D::Error::custom("not an identifier"))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier for a row made at `now`, from ten random bytes.
            pub fn new(now: Timestamp, random: [u8; 10]) -> Self {
                Self(uuid_v7(now, random))
            }

            /// When it was made, to the millisecond.
            pub fn made_at(self) -> Timestamp {
                Timestamp::from_micros(millis(self.0).saturating_mul(1_000))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                read(from).map(Self)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A person on the membership roll.
    MemberId,
    /// A member's account at the portal.
    AccountId,
    /// A clinician of the plan.
    PractitionerId,
    /// A medical office of the plan.
    OfficeId,
    /// A visit (FHIR Encounter).
    VisitId,
    /// A conversation of messages.
    ConversationId,
    /// One message of a conversation.
    MessageId,
    /// A folder that a member keeps conversations in.
    FolderId,
    /// A message that is being written.
    DraftId,
    /// A file that goes with a message.
    AttachmentId,
    /// Something that a member has asked for, in the list of their requests.
    RequestId,
    /// A laboratory report (FHIR `DiagnosticReport`).
    ReportId,
    /// What a clinician says about a report. It comes from the key of its form, so that one form
    /// makes one comment.
    CommentId,
    /// One measured or stated value (FHIR Observation).
    ObservationId,
    /// A dose of a vaccine, given or not (FHIR Immunization).
    ImmunizationId,
    /// A stored FHIR resource.
    ResourceId,
    /// Somebody who works at a desk.
    StaffId,
    /// An internal note of a team about a conversation.
    NoteId,
    /// A reason given for opening a record of another team.
    LookId,
    /// A line of the roll: somebody acts for a child.
    GuardianshipId,
    /// A row of the audit trail.
    AuditId,
    /// A mail or letter on its way out.
    OutboxId,
    /// A piece of work with a due time.
    JobId,
}
