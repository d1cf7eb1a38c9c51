//! Values on their way out of a row.
//!
//! A row is a plain struct with `#[derive(sqlx::FromRow)]` that serves both engines. `String`,
//! `i64` and `Option` of them need nothing; a type of the domain says how it is stored:
//!
//! ```
//! use domain::{ids::MemberId, time::{Date, Timestamp}};
//! use store::{Int, Text};
//!
//! #[derive(sqlx::FromRow)]
//! struct Row {
//!     #[sqlx(try_from = "Text")]
//!     id: MemberId,
//!     #[sqlx(try_from = "Text")]
//!     died_on: Option<Date>,
//!     #[sqlx(try_from = "Int")]
//!     imported_at: Timestamp,
//!     #[sqlx(try_from = "Int")]
//!     receives_messages: bool,
//!     family: String,
//! }
//! ```
//!
//! The attribute is the same for `T` and `Option<T>`. For an enum of the domain a room adds
//! one line: `text_column!(Sex, Sex::code, Sex::from_code);`, which makes it a value too.

use domain::ids::{
    AccountId, AttachmentId, AuditId, CommentId, ConversationId, DraftId, FolderId, GuardianshipId,
    ImmunizationId, JobId, LookId, MemberId, MessageId, NoteId, ObservationId, OfficeId, OutboxId,
    PractitionerId, ReportId, ResourceId, StaffId, VisitId,
};
use domain::locale::Locale;
use domain::time::{Date, Timestamp};
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Type};

/// A text column as it was read; NULL is `None`.
pub struct Text(pub Option<String>);

/// A whole number as it was read; NULL is `None`.
pub struct Int(pub Option<i64>);

/// The column does not hold what its type promises. Says which type, never the value.
#[derive(Debug)]
pub struct NotStored(pub &'static str);

impl std::fmt::Display for NotStored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "not a stored {}", self.0)
    }
}

impl std::error::Error for NotStored {}

macro_rules! engine_types {
    ($($wrapper:ident($inner:ty)),+) => {$(
        impl<DB: Database> Type<DB> for $wrapper
        where
            $inner: Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <$inner as Type<DB>>::type_info()
            }
            fn compatible(found: &DB::TypeInfo) -> bool {
                <$inner as Type<DB>>::compatible(found)
            }
        }

        impl<'r, DB: Database> Decode<'r, DB> for $wrapper
        where
            $inner: Decode<'r, DB>,
        {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
                Option::<$inner>::decode(value).map(Self)
            }
        }
    )+};
}
engine_types!(Text(String), Int(i64));

/// Says how a type is read from a text column, by a function from `&str` to an `Option`, and
/// how it is written, by a function to something that prints.
macro_rules! text_column {
    ($type:ty, $write:expr, $read:expr) => {
        $crate::column::text_column!(@read $type, $read);
        impl $crate::IntoValue for $type {
            fn into_value(self) -> $crate::Value {
                $crate::Value::Text(Some(($write)(self).to_string()))
            }
            fn null() -> $crate::Value {
                $crate::Value::Text(None)
            }
        }
    };
    (@read $type:ty, $read:expr) => {
        impl TryFrom<$crate::Text> for $type {
            type Error = $crate::NotStored;
            fn try_from(stored: $crate::Text) -> Result<Self, Self::Error> {
                let read: fn(&str) -> Option<$type> = $read;
                stored.0.as_deref().and_then(read).ok_or($crate::NotStored(stringify!($type)))
            }
        }

        impl TryFrom<$crate::Text> for Option<$type> {
            type Error = $crate::NotStored;
            fn try_from(stored: $crate::Text) -> Result<Self, Self::Error> {
                match stored.0 {
                    None => Ok(None),
                    text => <$type>::try_from($crate::Text(text)).map(Some),
                }
            }
        }
    };
}
pub(crate) use text_column;

macro_rules! parsed_columns {
    ($($type:ty),+ $(,)?) => {$( text_column!(@read $type, |text| text.parse().ok()); )+};
}
parsed_columns!(
    MemberId,
    AccountId,
    PractitionerId,
    OfficeId,
    VisitId,
    ConversationId,
    MessageId,
    FolderId,
    GuardianshipId,
    DraftId,
    AttachmentId,
    ReportId,
    CommentId,
    ObservationId,
    ResourceId,
    ImmunizationId,
    AuditId,
    OutboxId,
    JobId,
    StaffId,
    NoteId,
    LookId,
    Date,
);
text_column!(@read Locale, Locale::from_tag);

macro_rules! number_columns {
    ($($type:ty: $read:expr),+ $(,)?) => {$(
        impl TryFrom<Int> for $type {
            type Error = NotStored;
            fn try_from(stored: Int) -> Result<Self, Self::Error> {
                let read: fn(i64) -> Option<$type> = $read;
                stored.0.and_then(read).ok_or(NotStored(stringify!($type)))
            }
        }

        impl TryFrom<Int> for Option<$type> {
            type Error = NotStored;
            fn try_from(stored: Int) -> Result<Self, Self::Error> {
                match stored.0 {
                    None => Ok(None),
                    number => <$type>::try_from(Int(number)).map(Some),
                }
            }
        }
    )+};
}
number_columns!(
    Timestamp: |micros| Some(Timestamp::from_micros(micros)),
    bool: |number| match number { 0 => Some(false), 1 => Some(true), _ => None },
    u32: |number| u32::try_from(number).ok(),
    u16: |number| u16::try_from(number).ok(),
    u8: |number| u8::try_from(number).ok(),
);
