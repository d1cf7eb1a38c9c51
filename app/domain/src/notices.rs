//! Notices by e-mail: of what, and to whom (SPEC sections 3 and 5).
//!
//! A notice says that there is something, and nothing about it (MSG-7).

use serde::{Deserialize, Serialize};

/// What a member can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A message has come.
    Messages,
    /// A clinician has said something about a result.
    Results,
}

impl NoticeKind {
    /// Every kind, in the order of the page that asks for the wishes.
    pub const ALL: [Self; 2] = [Self::Messages, Self::Results];

    /// As stored, and as a form sends it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Results => "results",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Whether a notice is wanted; `wish` is what the member said, if they have. Who said nothing is
/// told: a message that nobody knows of helps nobody. (That there is a confirmed address to send
/// it to is another question.)
pub fn is_wanted(wish: Option<bool>) -> bool {
    wish.unwrap_or(true)
}

/// The wishes of a form, which sends the kinds that are ticked: every kind with whether it is
/// wanted. `None` when it names a kind that there is not.
pub fn wishes(ticked: &[String]) -> Option<Vec<(NoticeKind, bool)>> {
    let known = ticked.iter().all(|key| NoticeKind::from_key(key).is_some());
    let wished = |kind: NoticeKind| ticked.iter().any(|key| key == kind.key());
    known.then(|| NoticeKind::ALL.map(|kind| (kind, wished(kind))).to_vec())
}

/// The notices of a member, as their page shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesView {
    /// The confirmed address that they go to; without one there are none.
    pub address: Option<String>,
    /// The kinds that are wanted.
    pub wanted: Vec<NoticeKind>,
    /// Whether a change was saved a moment ago.
    pub saved: bool,
}

/// A change of wishes was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesSaved;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_said_nothing_is_told() {
        assert!(is_wanted(None) && is_wanted(Some(true)) && !is_wanted(Some(false)));
    }

    #[test]
    fn kinds_are_read_back() {
        for kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::from_key(kind.key()), Some(kind));
        }
        assert_eq!(NoticeKind::from_key("Messages"), None);
    }

    #[test]
    fn what_is_not_ticked_is_not_wanted() {
        let wished = |messages, results| {
            Some(vec![
                (NoticeKind::Messages, messages),
                (NoticeKind::Results, results),
            ])
        };
        assert_eq!(wishes(&[]), wished(false, false));
        assert_eq!(wishes(&["messages".into()]), wished(true, false));
        assert_eq!(wishes(&["results".into()]), wished(false, true));
        assert_eq!(
            wishes(&["messages".into(), "messages".into()]),
            wished(true, false)
        );
        for unknown in ["", "results2", "messages "] {
            assert_eq!(wishes(&["messages".into(), unknown.into()]), None);
        }
    }
}
