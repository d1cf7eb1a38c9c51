//! Signing on and staying on: the lock, the limits of a session, what was typed as an ID
//! (SPEC section 2).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::forms::Form;
use crate::mrn::{self, Mrn, MrnScheme};
use crate::time::{Timestamp, minutes};
use crate::unicode::nfkc;

/// Unsuccessful attempts in a row that lock an account.
pub const ATTEMPTS: u32 = 5;
/// How long a lock lasts; flat, never longer.
pub const LOCK: Duration = minutes(30);
/// A sign-on after so many unsuccessful attempts in a row is told to the owner (AUT-4).
pub const TOLD_AFTER: u32 = 3;
/// A session without a request ends after this.
pub const IDLE: Duration = minutes(15);
/// How long before its end a session warns.
pub const NOTICE: Duration = minutes(2);
/// A session ends after this, however busy.
pub const ABSOLUTE: Duration = minutes(12 * 60);

/// The unsuccessful attempts of one account, or of one ID that nobody has.
///
/// An attempt is reserved before the password is hashed and settled after it: a reserved
/// attempt already counts, so that no number of simultaneous requests gets a sixth guess,
/// and the fifth one locks at once. Only a right password gives the count back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// Attempts in a row that did not succeed, those not yet settled among them.
    pub count: u32,
    /// Until when the account is locked; in the past means it no longer is.
    pub locked_until: Option<Timestamp>,
}

/// Whether an attempt may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reservation {
    /// Hash the password, with the count as it now stands.
    Granted(Attempts),
    /// Refused whatever the password is, until then.
    Locked(Timestamp),
}

impl Attempts {
    /// Takes one attempt at `now`.
    #[must_use]
    pub fn reserve(self, now: Timestamp) -> Reservation {
        let count = match self.locked_until {
            Some(until) if now < until => return Reservation::Locked(until),
            Some(_) => 1,
            None => self.count + 1,
        };
        let locked_until = (count >= ATTEMPTS).then(|| now + LOCK);
        Reservation::Granted(Self {
            count,
            locked_until,
        })
    }

    /// The count after a granted attempt was right.
    #[must_use]
    pub fn succeeded(self) -> Self {
        Self::default()
    }

    /// The count after a granted attempt of which one half was right and the other is still to
    /// come: this one does not count yet, and those before it are not forgotten.
    #[must_use]
    pub fn given_back(self) -> Self {
        Self {
            count: self.count.saturating_sub(1),
            locked_until: None,
        }
    }

    /// Until when this is locked, if it is.
    pub fn locked(self, now: Timestamp) -> Option<Timestamp> {
        self.locked_until.filter(|&until| now < until)
    }
}

/// The two instants that a session's limits are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionSpan {
    /// When the member signed on.
    pub started: Timestamp,
    /// When the member last did something; what a page asks by itself does not count.
    pub last_seen: Timestamp,
}

/// How a session stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStanding {
    /// Open.
    Open,
    /// Open, and about to end: the page asks whether to stay.
    Warning,
    /// Ended because nothing was done for [`IDLE`].
    Idle,
    /// Ended because [`ABSOLUTE`] is over.
    Over,
}

impl SessionSpan {
    /// How the session stands at `now`.
    pub fn standing(self, now: Timestamp) -> SessionStanding {
        if now >= self.started + ABSOLUTE {
            SessionStanding::Over
        } else if now >= self.last_seen + IDLE {
            SessionStanding::Idle
        } else if now >= self.warns_at() {
            SessionStanding::Warning
        } else {
            SessionStanding::Open
        }
    }

    /// When the session ends if nothing more is done.
    pub fn ends_at(self) -> Timestamp {
        (self.last_seen + IDLE).min(self.started + ABSOLUTE)
    }

    /// When the page warns: two minutes before the end.
    pub fn warns_at(self) -> Timestamp {
        self.ends_at() - NOTICE
    }
}

/// The longest text that is looked at as an ID; no user ID and no number comes near.
const LONGEST_ID: usize = 200;

/// What was typed in "User ID or medical record number", normalised.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignOnId {
    /// As a user ID is compared.
    pub user_id_key: String,
    /// The number it may be.
    pub mrn: Option<Mrn>,
}

impl SignOnId {
    /// Reads what was typed; `None` when it is blank or absurdly long.
    pub fn parse(text: &str, scheme: MrnScheme) -> Option<Self> {
        if text.len() > LONGEST_ID {
            return None;
        }
        let user_id_key = nfkc(text.trim()).to_lowercase().trim().to_owned();
        if user_id_key.is_empty() {
            return None;
        }
        Some(Self {
            mrn: Mrn::parse(text, scheme).ok(),
            user_id_key,
        })
    }

    /// What attempts are counted by when nobody has this ID: the number without separators
    /// where it is one of the right length (checked or not), else the text as compared.
    pub fn lock_text(&self) -> String {
        let bare = mrn::without_separators(&self.user_id_key);
        if bare.len() == mrn::DIGITS && bare.bytes().all(|b| b.is_ascii_digit()) {
            bare
        } else {
            self.user_id_key.clone()
        }
    }
}

/// What is wrong with a sign-on, as the page tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOnProblem {
    /// No ID was typed.
    IdEmpty,
    /// No password was typed.
    PasswordEmpty,
    /// The one message for whatever does not fit.
    NoMatch,
    /// Five in a row: locked for thirty minutes.
    Locked,
    /// Too many attempts from this network; later.
    TooMany,
}

impl crate::forms::Problem for SignOnProblem {
    fn field(self) -> &'static str {
        match self {
            Self::IdEmpty => "id",
            Self::NoMatch | Self::Locked | Self::TooMany => "",
            Self::PasswordEmpty => "password",
        }
    }
}

/// What is typed at sign-on, the password aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOnValues {
    /// User ID or medical record number.
    pub id: String,
}

/// The sign-on page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOnView {
    /// What was typed and what is wrong with it.
    pub form: Form<SignOnValues, SignOnProblem>,
}

impl Default for SignOnView {
    fn default() -> Self {
        Self {
            form: Form::fresh(SignOnValues::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const T0: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

    fn granted(attempts: Attempts, now: Timestamp) -> Attempts {
        match attempts.reserve(now) {
            Reservation::Granted(next) => next,
            Reservation::Locked(_) => panic!("locked"),
        }
    }

    #[test]
    fn the_sixth_attempt_is_refused_and_the_lock_is_flat() {
        let mut attempts = Attempts::default();
        for _ in 0..5 {
            attempts = granted(attempts, T0);
        }
        let until = T0 + LOCK;
        assert_eq!(attempts.locked(T0), Some(until));
        assert_eq!(
            attempts.reserve(until - Duration::from_micros(1)),
            Reservation::Locked(until)
        );
        let after = granted(attempts, until);
        assert_eq!(
            after,
            Attempts {
                count: 1,
                locked_until: None
            }
        );
    }

    #[test]
    fn the_limits_of_a_session() {
        let span = SessionSpan {
            started: T0,
            last_seen: T0,
        };
        let at = |seconds| T0 + Duration::from_secs(seconds);
        assert_eq!(span.standing(at(12 * 60 + 59)), SessionStanding::Open);
        assert_eq!(span.standing(at(13 * 60)), SessionStanding::Warning);
        assert_eq!(span.standing(at(14 * 60 + 59)), SessionStanding::Warning);
        assert_eq!(span.standing(at(15 * 60 + 1)), SessionStanding::Idle);
        let busy = SessionSpan {
            started: T0,
            last_seen: at(12 * 3600 - 30),
        };
        assert_eq!(busy.standing(at(12 * 3600 - 1)), SessionStanding::Warning);
        assert_eq!(busy.standing(at(12 * 3600)), SessionStanding::Over);
    }

    #[test]
    fn one_account_has_one_lock_text() {
        let text = |typed: &str| {
            SignOnId::parse(typed, MrnScheme::CheckDigit)
                .unwrap()
                .lock_text()
        };
        assert_eq!(text(" Maria.Santos "), text("maria.santos"));
        assert_eq!(text("ＭＡＲＩＡ.santos"), text("maria.santos"));
        assert_eq!(text("1234 5670"), text("1234-5670"));
        assert!(SignOnId::parse("  ", MrnScheme::CheckDigit).is_none());
        assert!(SignOnId::parse(&"x".repeat(201), MrnScheme::CheckDigit).is_none());
        let id = SignOnId::parse("1234-5671", MrnScheme::CheckDigit).unwrap();
        assert_eq!(id.mrn, Some(Mrn::from_serial(1_234_567)));
    }

    /// The rule in the words of the specification: the outcomes since the last success, and
    /// nothing cleverer.
    #[derive(Default)]
    struct Model {
        wrong: u32,
        locked_at: Option<Timestamp>,
    }

    impl Model {
        /// Whether an attempt is evaluated, given whether it would be right.
        fn attempt(&mut self, now: Timestamp, right: bool) -> bool {
            if let Some(at) = self.locked_at {
                if now.since(at) < LOCK {
                    return false;
                }
                *self = Self::default();
            }
            if right {
                self.wrong = 0;
            } else {
                self.wrong += 1;
                if self.wrong == 5 {
                    self.locked_at = Some(now);
                }
            }
            true
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]
        #[test]
        fn the_lock_counts_as_the_model_does(steps in prop::collection::vec((0u64..900, prop::bool::weighted(0.1)), 1..80)) {
            let (mut attempts, mut model, mut now) = (Attempts::default(), Model::default(), T0);
            for (wait, right) in steps {
                now = now + Duration::from_secs(wait);
                let evaluated = match attempts.reserve(now) {
                    Reservation::Granted(next) => {
                        attempts = if right { next.succeeded() } else { next };
                        true
                    }
                    Reservation::Locked(_) => false,
                };
                prop_assert_eq!(evaluated, model.attempt(now, right));
            }
        }

        /// A right first half is no attempt, and forgives none before it: whoever knows a
        /// password still gets five codes and no more.
        #[test]
        fn aut_7_half_a_sign_on_gives_no_more_guesses(halves in prop::collection::vec(any::<bool>(), 0..40)) {
            let (mut attempts, mut wrong) = (Attempts::default(), 0);
            for half in halves {
                if let Reservation::Granted(next) = attempts.reserve(T0) {
                    wrong += u32::from(!half);
                    attempts = if half { next.given_back() } else { next };
                    prop_assert_eq!(attempts.count, wrong);
                }
            }
            prop_assert!(wrong <= ATTEMPTS);
            prop_assert_eq!(attempts.locked(T0).is_some(), wrong == ATTEMPTS);
        }

        #[test]
        fn simultaneous_attempts_never_get_a_sixth(parallel in 1usize..60) {
            let mut attempts = Attempts::default();
            let mut evaluated = 0;
            for _ in 0..parallel {
                if let Reservation::Granted(next) = attempts.reserve(T0) {
                    attempts = next;
                    evaluated += 1;
                }
            }
            prop_assert_eq!(evaluated, parallel.min(5));
        }

        #[test]
        fn a_session_never_comes_back(quiet in 0u64..60_000, more in 0u64..60_000) {
            let span = SessionSpan { started: T0, last_seen: T0 + Duration::from_secs(100) };
            let ended = |s| matches!(span.standing(T0 + Duration::from_secs(100 + s)), SessionStanding::Idle | SessionStanding::Over);
            prop_assert!(!ended(quiet) || ended(quiet + more));
        }

        #[test]
        fn nothing_typed_makes_it_panic(text in any::<String>()) {
            let _ = SignOnId::parse(&text, MrnScheme::CheckDigit).map(|id| id.lock_text());
        }
    }
}
