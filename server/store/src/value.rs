//! Values on their way into a statement.

use domain::ids::{
    AccountId, AttachmentId, AuditId, CommentId, ConversationId, DraftId, FolderId, GuardianshipId,
    ImmunizationId, JobId, LookId, MemberId, MessageId, NoteId, ObservationId, OfficeId, OutboxId,
    PractitionerId, ReportId, RequestId, ResourceId, StaffId, VisitId,
};
use domain::locale::Locale;
use domain::time::{Date, Timestamp};

/// A typed, optional value. The type is there even when the value is not, because
/// PostgreSQL wants to know what kind of NULL it gets.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Text: identifiers, dates, hashes in hexadecimal, JSON, words of an enum.
    Text(Option<String>),
    /// A whole number: instants in microseconds, counts, cents, 0 and 1.
    Int(Option<i64>),
    /// Bytes: what is sealed.
    Bytes(Option<Vec<u8>>),
}

/// Prints the type and never the value (AUD-5).
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(…)",
            Self::Int(_) => "Int(…)",
            Self::Bytes(_) => "Bytes(…)",
        })
    }
}

/// What can be handed to a statement; `Option` of it is NULL when absent.
pub trait IntoValue {
    /// The value itself.
    fn into_value(self) -> Value;
    /// The NULL of its type.
    fn null() -> Value;
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or_else(T::null, T::into_value)
    }
    fn null() -> Value {
        T::null()
    }
}

impl<T: IntoValue + Clone> IntoValue for &T {
    fn into_value(self) -> Value {
        self.clone().into_value()
    }
    fn null() -> Value {
        T::null()
    }
}

impl IntoValue for &str {
    fn into_value(self) -> Value {
        Value::Text(Some(self.to_owned()))
    }
    fn null() -> Value {
        Value::Text(None)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(Some(self))
    }
    fn null() -> Value {
        Value::Text(None)
    }
}

impl IntoValue for Vec<u8> {
    fn into_value(self) -> Value {
        Value::Bytes(Some(self))
    }
    fn null() -> Value {
        Value::Bytes(None)
    }
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
    fn null() -> Value {
        Value::Text(None)
    }
}

impl IntoValue for Timestamp {
    fn into_value(self) -> Value {
        Value::Int(Some(self.as_micros()))
    }
    fn null() -> Value {
        Value::Int(None)
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Int(Some(i64::from(self)))
    }
    fn null() -> Value {
        Value::Int(None)
    }
}

impl IntoValue for Locale {
    fn into_value(self) -> Value {
        self.tag().into_value()
    }
    fn null() -> Value {
        Value::Text(None)
    }
}

macro_rules! whole_numbers {
    ($($number:ty),+) => {$(
        impl IntoValue for $number {
            fn into_value(self) -> Value {
                Value::Int(Some(i64::from(self)))
            }
            fn null() -> Value {
                Value::Int(None)
            }
        }
    )+};
}
whole_numbers!(i64, i32, u32, u16, u8);

/// Lets types that print as their stored text be handed to statements.
///
/// A room calls it for its enums together with [`text_column!`](crate::text_column).
macro_rules! text_values {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::IntoValue for $type {
            fn into_value(self) -> $crate::Value {
                $crate::Value::Text(Some(self.to_string()))
            }
            fn null() -> $crate::Value {
                $crate::Value::Text(None)
            }
        }
    )+};
}
text_values!(
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
    RequestId,
    LookId,
    Date,
);

/// A JSON list of identifiers, for a statement about many.
pub(crate) fn listed(ids: impl IntoIterator<Item = impl ToString>) -> String {
    let listed: serde_json::Value = ids.into_iter().map(|id| id.to_string()).collect();
    listed.to_string()
}

/// The values of a statement, `$1` first: `values![member.id, now, None::<String>]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        ::std::vec::Vec::<$crate::Value>::from([$($crate::IntoValue::into_value($value)),*])
    };
}
