//! The order of conversations, and where a page of them goes on.

use std::fmt;
use std::str::FromStr;

use crate::ids::{ConversationId, MessageId};
use crate::time::Timestamp;

/// How many rows one page of a list holds.
pub const PAGE_LENGTH: u32 = 50;

/// A list of conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Mailbox {
    /// Conversations in which the member received something, by the newest of that.
    Inbox,
    /// Conversations in which the member wrote something, by the newest of that.
    Sent,
}

/// Whether a conversation stands in a list, and by what instant it is sorted there.
pub fn is_in(
    mailbox: Mailbox,
    last_received: Option<Timestamp>,
    last_sent: Option<Timestamp>,
) -> Option<Timestamp> {
    match mailbox {
        Mailbox::Inbox => last_received,
        Mailbox::Sent => last_sent,
    }
}

/// The last row of a page: the next page begins after it. Newest first, and of two at the
/// same instant the one with the greater identifier first, so that no row is shown twice or
/// left out while new ones arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<Id> {
    /// The instant the row is sorted by.
    pub at: Timestamp,
    /// The row.
    pub id: Id,
}

/// A place in a list of conversations.
pub type Cursor = Place<ConversationId>;

/// A place among the messages of a conversation.
pub type MessageCursor = Place<MessageId>;

impl<Id: Ord + Copy> Place<Id> {
    /// Whether a row comes after this one in the list.
    pub fn precedes(self, at: Timestamp, id: Id) -> bool {
        (at, id) < (self.at, self.id)
    }
}

/// A place that makes no sense; its address answers like any page that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list")]
pub struct NotAPlace;

impl<Id: fmt::Display> fmt::Display for Place<Id> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.as_micros(), self.id)
    }
}

impl<Id: FromStr> FromStr for Place<Id> {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (at, id) = text.split_once('.').ok_or(NotAPlace)?;
        Ok(Self {
            at: Timestamp::from_micros(at.parse().map_err(|_| NotAPlace)?),
            id: id.parse().map_err(|_| NotAPlace)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(at: i64, n: u8) -> (Timestamp, ConversationId) {
        let at = Timestamp::from_micros(at);
        (at, ConversationId::new(at, [n; 10]))
    }

    #[test]
    fn nonsense_is_refused() {
        for nonsense in [
            "",
            ".",
            "5",
            "5.",
            "x.00000000-0000-7000-8000-000000000000",
            "9e9.1",
        ] {
            assert_eq!(nonsense.parse::<Cursor>(), Err(NotAPlace));
        }
    }

    proptest! {
        /// Read page by page, a list gives every row once, newest first, whatever ties it has.
        #[test]
        fn pages_lose_and_repeat_nothing(
            rows in prop::collection::btree_set((0_i64..20, any::<u8>()), 0..120),
            length in 1_usize..9,
        ) {
            let mut all: Vec<_> = rows.iter().map(|(at, n)| row(*at, *n)).collect();
            all.sort_by(|a, b| b.cmp(a));
            let (mut read, mut after) = (Vec::new(), None::<Cursor>);
            loop {
                let page: Vec<_> = all
                    .iter()
                    .filter(|(at, id)| after.is_none_or(|cursor| cursor.precedes(*at, *id)))
                    .take(length)
                    .copied()
                    .collect();
                let Some((at, id)) = page.last().copied() else { break };
                read.extend(page);
                let there = Cursor { at, id };
                after = Some(there.to_string().parse().unwrap());
                prop_assert_eq!(after, Some(there));
            }
            prop_assert_eq!(read, all);
        }

        /// A conversation stands in Inbox only when something was received, in Sent only when
        /// something was written.
        #[test]
        fn lists_hold_what_they_say(received in any::<Option<i64>>(), sent in any::<Option<i64>>()) {
            let (received, sent) =
                (received.map(Timestamp::from_micros), sent.map(Timestamp::from_micros));
            prop_assert_eq!(is_in(Mailbox::Inbox, received, sent), received);
            prop_assert_eq!(is_in(Mailbox::Sent, received, sent), sent);
        }
    }
}
