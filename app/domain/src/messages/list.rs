//! The order of conversations, and where a page of them goes on.

use std::fmt;
use std::str::FromStr;

use crate::ids::{ConversationId, FolderId, MessageId};
use crate::time::Timestamp;

/// How many rows one page of a list holds.
pub const PAGE_LENGTH: u32 = 50;

/// A list of conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Mailbox {
    /// Conversations in which the member received something and that are kept nowhere else, by
    /// the newest of that.
    Inbox,
    /// Conversations in which the member wrote something, wherever they are kept, by the newest
    /// of that.
    Sent,
    /// Conversations put away, by their newest message.
    Archive,
    /// Conversations in a folder of the member's own, by their newest message.
    Folder(FolderId),
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inbox => f.write_str("inbox"),
            Self::Sent => f.write_str("sent"),
            Self::Archive => f.write_str("archive"),
            Self::Folder(folder) => write!(f, "folder.{folder}"),
        }
    }
}

impl FromStr for Mailbox {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "inbox" => Ok(Self::Inbox),
            "sent" => Ok(Self::Sent),
            "archive" => Ok(Self::Archive),
            _ => {
                let folder = text.strip_prefix("folder.").ok_or(NotAPlace)?;
                folder.parse().map(Self::Folder).map_err(|_| NotAPlace)
            }
        }
    }
}

/// Where a member keeps a conversation. One that receives a message is in the Inbox again, so
/// that what is new is always found there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Shelf {
    /// In the Inbox, or only in Sent as long as nothing was received.
    Inbox,
    /// Put away.
    Archive,
    /// In a folder.
    Folder(FolderId),
}

/// Whether a conversation stands in a list, and by what instant it is sorted there.
pub fn is_in(
    mailbox: Mailbox,
    shelf: Shelf,
    last_received: Option<Timestamp>,
    last_sent: Option<Timestamp>,
) -> Option<Timestamp> {
    let newest = last_received.max(last_sent);
    match (mailbox, shelf) {
        (Mailbox::Inbox, Shelf::Inbox) => last_received,
        (Mailbox::Sent, _) => last_sent,
        (Mailbox::Archive, Shelf::Archive) => newest,
        (Mailbox::Folder(folder), Shelf::Folder(kept)) if folder == kept => newest,
        (Mailbox::Inbox | Mailbox::Archive | Mailbox::Folder(_), _) => None,
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

        /// A conversation stands in Sent when something was written, and beside that in the
        /// one list of where it is kept.
        #[test]
        fn lists_hold_what_they_say(
            received in any::<Option<i64>>(), sent in any::<Option<i64>>(), kept in 0_u8..4,
        ) {
            let (received, sent) =
                (received.map(Timestamp::from_micros), sent.map(Timestamp::from_micros));
            let folder = |n| FolderId::new(Timestamp::from_micros(1), [n; 10]);
            let shelves =
                [Shelf::Inbox, Shelf::Archive, Shelf::Folder(folder(1)), Shelf::Folder(folder(2))];
            let shelf = shelves[usize::from(kept)];
            let at = |mailbox| is_in(mailbox, shelf, received, sent);
            prop_assert_eq!(at(Mailbox::Sent), sent);
            let others = [
                Mailbox::Inbox, Mailbox::Archive,
                Mailbox::Folder(folder(1)), Mailbox::Folder(folder(2)),
            ];
            let there = others.into_iter().filter(|other| at(*other).is_some()).count();
            let missing = received.is_none() && (kept == 0 || sent.is_none());
            prop_assert_eq!(there, usize::from(!missing));
        }

        #[test]
        fn a_mailbox_reads_its_own_text(n in any::<[u8; 10]>()) {
            let folder = FolderId::new(Timestamp::from_micros(5_000), n);
            for mailbox in [Mailbox::Inbox, Mailbox::Sent, Mailbox::Archive, Mailbox::Folder(folder)] {
                prop_assert_eq!(mailbox.to_string().parse(), Ok(mailbox));
            }
            prop_assert!("folder.".parse::<Mailbox>().is_err());
        }
    }
}
