//! How a message that a member sent stands: read from what its conversation and its desk have
//! stored, and from nothing else.

use serde::{Deserialize, Serialize};

use crate::staff::{CloseReason, Standing};
use crate::time::Timestamp;

/// What is stored about a message that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// When it was sent.
    pub asked_at: Timestamp,
    /// When somebody first wrote after it in its conversation.
    pub answered_at: Option<Timestamp>,
    /// How its conversation stands with its team, if a team knows of it.
    pub standing: Option<Standing>,
    /// The oldest message of the conversation that waits.
    pub waiting_since: Option<Timestamp>,
    /// By when that is to be answered.
    pub due_at: Option<Timestamp>,
    /// Why the conversation was closed without an answer, if it is.
    pub closed_reason: Option<CloseReason>,
}

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// It is stored, and no team has it yet.
    Stored,
    /// It waits for an answer.
    Waiting {
        /// By when it is to be answered.
        due_at: Timestamp,
        /// Whether that is over.
        overdue: bool,
    },
    /// It was answered in its conversation.
    Answered {
        /// When.
        at: Timestamp,
    },
    /// It was closed without an answer in its conversation.
    Closed {
        /// Why, as long as that is known: a conversation in which the member has written since
        /// waits anew and has forgotten it.
        why: Option<CloseReason>,
    },
}

/// How a message stands at `now`.
///
/// An answer is one that came after it, whatever happened between. Of what waits only what was
/// sent since the conversation began to wait does: what was sent before that, and never answered,
/// was closed.
pub fn state(progress: Progress, now: Timestamp) -> State {
    if let Some(at) = progress.answered_at {
        return State::Answered { at };
    }
    match (progress.standing, progress.waiting_since, progress.due_at) {
        (Some(Standing::Waiting), Some(since), Some(due_at)) if progress.asked_at >= since => {
            State::Waiting {
                due_at,
                overdue: now >= due_at,
            }
        }
        (Some(Standing::Waiting), ..) => State::Closed { why: None },
        (Some(Standing::Closed), ..) => State::Closed {
            why: progress.closed_reason,
        },
        // Its team has answered what came before it, and has not seen it yet.
        (Some(Standing::Answered) | None, ..) => State::Stored,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros)
    }

    fn waiting(asked: i64, since: i64, due: i64) -> Progress {
        Progress {
            asked_at: at(asked),
            answered_at: None,
            standing: Some(Standing::Waiting),
            waiting_since: Some(at(since)),
            due_at: Some(at(due)),
            closed_reason: None,
        }
    }

    #[test]
    fn what_was_closed_stays_closed_when_the_member_writes_again() {
        let why = Some(CloseReason::AnsweredElsewhere);
        let closed = Progress {
            standing: Some(Standing::Closed),
            closed_reason: why,
            ..waiting(10, 10, 20)
        };
        assert_eq!(state(closed, at(12)), State::Closed { why });
        // The conversation waits since the second message: the first was closed.
        assert_eq!(
            state(waiting(10, 15, 30), at(16)),
            State::Closed { why: None }
        );
        let due_at = at(30);
        let second = State::Waiting {
            due_at,
            overdue: false,
        };
        assert_eq!(state(waiting(15, 15, 30), at(16)), second);
    }

    fn anything() -> impl Strategy<Value = Progress> {
        (
            0_i64..100,
            prop::option::of(0_i64..100),
            prop::option::of(prop::sample::select(Standing::ALL.to_vec())),
            prop::option::of((0_i64..100, 0_i64..100)),
            prop::option::of(prop::sample::select(CloseReason::ALL.to_vec())),
        )
            .prop_map(|(asked, answered, standing, waits, why)| Progress {
                asked_at: at(asked),
                answered_at: answered.map(at),
                standing,
                waiting_since: waits.map(|(since, _)| at(since)),
                due_at: waits.map(|(_, due)| at(due)),
                closed_reason: why,
            })
    }

    proptest! {
        /// Nothing is answered without a stored answer, and nothing that has one is not.
        #[test]
        fn answered_exactly_when_an_answer_is_stored(progress in anything(), now in 0_i64..200) {
            let stands = state(progress, at(now));
            let answered = matches!(stands, State::Answered { .. });
            prop_assert_eq!(answered, progress.answered_at.is_some());
        }

        /// It is late from the very microsecond at which it is due, and before that it is not.
        #[test]
        fn late_from_the_instant_it_is_due(asked in 0_i64..100, more in 0_i64..100, due in 1_i64..300) {
            let progress = waiting(asked + more, asked, due);
            for (now, late) in [(due - 1, false), (due, true), (due + 1, true)] {
                let due_at = at(due);
                prop_assert_eq!(state(progress, at(now)), State::Waiting { due_at, overdue: late });
            }
        }

        /// Time alone changes nothing but whether it is late.
        #[test]
        fn time_alone_settles_nothing(progress in anything(), a in 0_i64..200, b in 0_i64..200) {
            let kind = |now| std::mem::discriminant(&state(progress, at(now)));
            prop_assert_eq!(kind(a), kind(b));
        }
    }
}
