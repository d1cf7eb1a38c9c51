//! How long a conversation can be answered (SPEC section 5).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::services::{NotOpen, ServiceStanding};
use crate::time::{Timestamp, days};

/// How long after the newest message a reply is offered: 30 × 24 hours, whoever wrote it.
/// Clocks that are set forward or back in between change nothing.
pub const REPLY_WINDOW: Duration = days(30);

/// What the rule looks at: the newest message of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Newest {
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Whether it was marked no-reply (a clinician covering for another).
    pub no_reply: bool,
}

/// Whether a conversation can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyState {
    /// It can, before this instant.
    OpenUntil(Timestamp),
    /// It cannot.
    Closed(ReplyClosed),
}

/// Why a conversation cannot be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyClosed {
    /// The newest message was written by someone covering for another and takes no reply.
    NoReply,
    /// Thirty days have passed since the newest message; closed since then.
    TooOld(Timestamp),
    /// Messaging is not open to this member (any more): the conversation can be read.
    NotOpen(NotOpen),
}

/// Whether a conversation can be answered at `now`.
///
/// The window is open up to, and not including, the instant that it names: at that
/// microsecond it is closed. The no-reply mark is told before the age, because it is the
/// reason that no waiting and no earlier click would have changed.
pub fn reply_state(newest: Newest, messaging: ServiceStanding, now: Timestamp) -> ReplyState {
    let until = newest.sent_at + REPLY_WINDOW;
    if let ServiceStanding::ReadOnly(why) | ServiceStanding::NotOpen(why) = messaging {
        ReplyState::Closed(ReplyClosed::NotOpen(why))
    } else if newest.no_reply {
        ReplyState::Closed(ReplyClosed::NoReply)
    } else if now >= until {
        ReplyState::Closed(ReplyClosed::TooOld(until))
    } else {
        ReplyState::OpenUntil(until)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MICRO: Duration = Duration::from_micros(1);

    fn newest(at: i64, no_reply: bool) -> Newest {
        Newest {
            sent_at: Timestamp::from_micros(at),
            no_reply,
        }
    }

    #[test]
    fn no_reply_is_told_before_age() {
        let at = Timestamp::from_micros(0);
        let late = at + days(400);
        assert_eq!(
            reply_state(newest(0, true), ServiceStanding::Open, late),
            ReplyState::Closed(ReplyClosed::NoReply)
        );
        assert_eq!(
            reply_state(
                newest(0, true),
                ServiceStanding::ReadOnly(NotOpen::CoverageEnded),
                at
            ),
            ReplyState::Closed(ReplyClosed::NotOpen(NotOpen::CoverageEnded))
        );
    }

    proptest! {
        /// Open to the last microsecond of the thirtieth day, closed at the next, and the
        /// page's "until" is that very instant.
        #[test]
        fn thirty_days_to_the_microsecond(sent in 0_i64..4_000_000_000_000_000) {
            let written = newest(sent, false);
            let until = written.sent_at + Duration::from_hours(30 * 24);
            prop_assert_eq!(
                reply_state(written, ServiceStanding::Open, until - MICRO),
                ReplyState::OpenUntil(until)
            );
            for closed in [until, until + MICRO] {
                prop_assert_eq!(
                    reply_state(written, ServiceStanding::Open, closed),
                    ReplyState::Closed(ReplyClosed::TooOld(until))
                );
            }
        }

        /// Time never opens what it has closed.
        #[test]
        fn closed_stays_closed(sent in 0_i64..1_000_000_000_000, a in 0_i64..9_000_000_000_000,
                               b in 0_i64..9_000_000_000_000, no_reply: bool) {
            let (early, late) = (a.min(b), a.max(b));
            let at = |now| reply_state(newest(sent, no_reply), ServiceStanding::Open, Timestamp::from_micros(now));
            if matches!(at(early), ReplyState::Closed(_)) {
                prop_assert!(matches!(at(late), ReplyState::Closed(_)));
            }
        }
    }
}
