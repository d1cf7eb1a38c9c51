//! The six-digit code that confirms an e-mail address: fifteen minutes, five tries, three
//! resends (SPEC section 1, step 3).
//!
//! The host compares the codes; the counting is here.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::time::{Timestamp, minutes};

/// How many digits a code has.
pub const DIGITS: usize = 6;
/// How long a code can be entered.
pub const LIFE: Duration = minutes(15);
/// How often one code can be tried.
pub const TRIES: u8 = 5;
/// How often a new one can be asked for in one registration, whatever the address.
pub const RESENDS: u8 = 3;

/// The counters of one registration's codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeState {
    /// When the newest code was made; older ones are void.
    pub sent_at: Timestamp,
    /// Tries of the newest code.
    pub tries: u8,
    /// Codes made after the first.
    pub resends: u8,
    /// Whether the newest one was entered right.
    pub confirmed: bool,
}

/// What is wrong with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeProblem {
    /// Nothing was typed.
    Empty,
    /// Not six digits: not counted as a try.
    NotSixDigits,
    /// Another code.
    Wrong,
    /// The code is older than [`LIFE`].
    Expired,
    /// Tried [`TRIES`] times.
    NoTriesLeft,
    /// Asked for [`RESENDS`] times.
    NoResendsLeft,
}

impl crate::forms::Problem for CodeProblem {
    fn field(self) -> &'static str {
        "code"
    }
}

/// Reads a typed code: six digits, blanks and dashes aside.
pub fn read(text: &str) -> Result<String, CodeProblem> {
    let bare = crate::mrn::without_separators(text);
    if bare.is_empty() {
        return Err(CodeProblem::Empty);
    }
    if bare.len() != DIGITS || !bare.bytes().all(|b| b.is_ascii_digit()) {
        return Err(CodeProblem::NotSixDigits);
    }
    Ok(bare)
}

impl CodeState {
    /// The first code is made.
    pub const fn sent(now: Timestamp) -> Self {
        Self {
            sent_at: now,
            tries: 0,
            resends: 0,
            confirmed: false,
        }
    }

    /// Another code is made (asked for again, or for another address); the older is void.
    pub fn resent(self, now: Timestamp) -> Result<Self, CodeProblem> {
        if self.resends >= RESENDS {
            return Err(CodeProblem::NoResendsLeft);
        }
        Ok(Self {
            sent_at: now,
            tries: 0,
            resends: self.resends + 1,
            confirmed: false,
        })
    }

    /// A code is entered; `right` says whether it is the newest one. The counters after it,
    /// to be kept whatever the verdict is.
    pub fn entered(self, now: Timestamp, right: bool) -> (Self, Result<(), CodeProblem>) {
        if self.confirmed && right {
            return (self, Ok(()));
        }
        if now >= self.sent_at + LIFE {
            return (self, Err(CodeProblem::Expired));
        }
        if self.tries >= TRIES {
            return (self, Err(CodeProblem::NoTriesLeft));
        }
        let after = Self {
            tries: self.tries + 1,
            confirmed: right,
            ..self
        };
        let verdict = if right {
            Ok(())
        } else if after.tries == TRIES {
            Err(CodeProblem::NoTriesLeft)
        } else {
            Err(CodeProblem::Wrong)
        };
        (after, verdict)
    }

    /// How often it can still be asked for.
    pub const fn resends_left(self) -> u8 {
        RESENDS.saturating_sub(self.resends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const T0: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

    #[test]
    fn what_is_read() {
        assert_eq!(read(" 012 345"), Ok("012345".into()));
        assert_eq!(read(""), Err(CodeProblem::Empty));
        assert_eq!(read("01234"), Err(CodeProblem::NotSixDigits));
        assert_eq!(read("０１２３４５"), Err(CodeProblem::NotSixDigits));
    }

    #[test]
    fn five_tries_fifteen_minutes_three_resends() {
        let mut code = CodeState::sent(T0);
        for _ in 0..4 {
            let (after, verdict) = code.entered(T0, false);
            assert_eq!(verdict, Err(CodeProblem::Wrong));
            code = after;
        }
        code = code.entered(T0, false).0;
        assert_eq!(code.entered(T0, true).1, Err(CodeProblem::NoTriesLeft));
        for _ in 0..3 {
            code = code.resent(T0).unwrap();
        }
        assert_eq!(code.resent(T0), Err(CodeProblem::NoResendsLeft));
        assert_eq!(code.entered(T0 + LIFE, true).1, Err(CodeProblem::Expired));
        let (code, verdict) = code.entered(T0 + minutes(14), true);
        assert_eq!((code.confirmed, verdict), (true, Ok(())));
    }

    proptest! {
        /// Whatever is done in whatever order, at most 4 × 5 guesses are compared, and a code
        /// is confirmed only by a right entry within its time.
        #[test]
        fn the_machine_keeps_its_numbers(acts in prop::collection::vec((0u8..3, 0u64..600), 0..120)) {
            let (mut code, mut now, mut compared) = (CodeState::sent(T0), T0, 0);
            for (act, wait) in acts {
                now = now + Duration::from_secs(wait);
                match act {
                    0 => if let Ok(next) = code.resent(now) { code = next },
                    act => {
                        let before = code;
                        let (next, verdict) = code.entered(now, act == 2);
                        if next.tries > before.tries { compared += 1; }
                        prop_assert_eq!(verdict.is_ok(), act == 2 && (before.confirmed || (now < before.sent_at + LIFE && before.tries < TRIES)));
                        code = next;
                    }
                }
                prop_assert!(code.tries <= TRIES && code.resends <= RESENDS);
            }
            prop_assert!(compared <= u32::from(TRIES) * (u32::from(RESENDS) + 1));
        }
    }
}
