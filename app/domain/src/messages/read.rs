//! When a message counts as read: only by what a person does (SPEC section 5).
//!
//! Asking for a page never marks anything: a prefetch, a preview, HEAD or a cache would do
//! it too. A mark is a POST: of what was visible for a second, of the "Mark as read"
//! button, or of a reply.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::ids::MessageId;
use crate::time::Timestamp;

/// How long a message is visible before it counts as read.
pub const READ_AFTER: Duration = Duration::from_secs(1);

/// Whether a message that reaches from `top` to `bottom` counts as visible in a window of
/// this height (all in the same unit, measured from the window's upper edge): when half of
/// it is seen, or when it fills half of the window, as a long one does.
pub fn is_in_view(top: f64, bottom: f64, window: f64) -> bool {
    let seen = bottom.min(window) - top.max(0.0);
    seen > 0.0 && (seen >= (bottom - top) / 2.0 || seen >= window / 2.0)
}

/// Whether a message is unread: one the member received and has not marked. What they wrote
/// themselves never is.
pub fn is_unread(received: bool, read_at: Option<Timestamp>) -> bool {
    received && read_at.is_none()
}

/// Whether a reply marks a received message as read: when it stood on the page that the
/// reply was written on, that is, when it is not newer than the newest one shown there. One
/// that arrived while the member was writing stays unread.
pub fn marked_by_reply(
    message: (Timestamp, MessageId),
    newest_shown: (Timestamp, MessageId),
) -> bool {
    message <= newest_shown
}

/// The messages a form says were seen: up to [`SeenMessages::MOST`] identifiers, separated
/// by spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenMessages(pub Vec<MessageId>);

/// A list of messages that makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a list of messages")]
pub struct NotSeenMessages;

impl SeenMessages {
    /// The most messages one form may name; a page shows fewer.
    pub const MOST: usize = 200;
}

impl FromStr for SeenMessages {
    type Err = NotSeenMessages;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut seen = Vec::new();
        for word in text.split_ascii_whitespace() {
            if seen.len() == Self::MOST {
                return Err(NotSeenMessages);
            }
            seen.push(word.parse().map_err(|_| NotSeenMessages)?);
        }
        if seen.is_empty() {
            Err(NotSeenMessages)
        } else {
            Ok(Self(seen))
        }
    }
}

impl fmt::Display for SeenMessages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, id) in self.0.iter().enumerate() {
            write!(f, "{}{id}", if place == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(n: u8, at: i64) -> MessageId {
        MessageId::new(Timestamp::from_micros(at), [n; 10])
    }

    #[test]
    fn nonsense_is_refused() {
        for nonsense in ["", " ", "1", "x y", "../../etc"] {
            assert_eq!(nonsense.parse::<SeenMessages>(), Err(NotSeenMessages));
        }
        let many = SeenMessages(vec![id(1, 1); SeenMessages::MOST + 1]).to_string();
        assert_eq!(many.parse::<SeenMessages>(), Err(NotSeenMessages));
    }

    #[test]
    fn a_glimpse_is_no_view() {
        assert!(is_in_view(0.0, 200.0, 800.0));
        assert!(is_in_view(-100.0, 100.0, 800.0), "its lower half");
        assert!(!is_in_view(-150.0, 50.0, 800.0), "less than half");
        assert!(!is_in_view(750.0, 950.0, 800.0), "its first lines only");
        assert!(
            is_in_view(-2_000.0, 3_000.0, 800.0),
            "longer than the window, filling it"
        );
        assert!(is_in_view(400.0, 5_000.0, 800.0), "filling the lower half");
        assert!(!is_in_view(900.0, 1_000.0, 800.0), "below the window");
        assert!(!is_in_view(0.0, 0.0, 800.0), "not drawn at all");
    }

    proptest! {
        /// Only what was received can be unread, and a mark ends it for good.
        #[test]
        fn only_received_messages_are_unread(received: bool, at in any::<Option<i64>>()) {
            let read_at = at.map(Timestamp::from_micros);
            prop_assert_eq!(is_unread(received, read_at), received && at.is_none());
        }

        /// A reply marks everything on its page and nothing that came later.
        #[test]
        fn a_reply_marks_what_was_shown(shown in 0_i64..1_000_000, other in 0_i64..1_000_000) {
            let newest = (Timestamp::from_micros(shown), id(1, shown));
            prop_assert!(marked_by_reply(newest, newest));
            let message = (Timestamp::from_micros(other), id(2, other));
            if other != shown {
                prop_assert_eq!(marked_by_reply(message, newest), other < shown);
            }
        }

        /// What a page names comes back as it was named.
        #[test]
        fn names_come_back(ns in prop::collection::vec(any::<u8>(), 1..50)) {
            let seen = SeenMessages(ns.iter().map(|n| id(*n, i64::from(*n) * 1_000)).collect());
            prop_assert_eq!(seen.to_string().parse::<SeenMessages>(), Ok(seen));
        }
    }
}
