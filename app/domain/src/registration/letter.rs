//! The letter of "finish by mail" (SPEC section 1, step 4): a temporary password on paper.

use std::fmt;
use std::time::Duration;

use crate::organisation::Line;
use crate::time::{LocalTime, Timestamp, days};

/// For how long the temporary password of a letter is valid after the letter was printed.
pub const LETTER_LIFE: Duration = days(21);

/// Until when the temporary password of a letter printed then is valid.
pub fn letter_until(printed: Timestamp) -> Timestamp {
    printed + LETTER_LIFE
}

/// What a letter with a temporary password says. It says nothing of anybody's health, and
/// neither the user ID nor the number on the card: whoever opens it has one half of what signs
/// on.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordLetter {
    /// First and last name of the member.
    pub name: String,
    /// The address on the roll, a line each, without the name.
    pub address: Vec<String>,
    /// The temporary password.
    pub password: String,
    /// Until when it is valid: [`letter_until`].
    pub until: LocalTime,
    /// Where to sign on, without the scheme, as one types it.
    pub site: String,
    /// Whom to call: website & app support.
    pub support: Line,
}

/// Says nothing: it holds a password.
impl fmt::Debug for PasswordLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordLetter(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_valid_for_21_days_of_24_hours() {
        let printed = Timestamp::from_micros(1_700_000_000_000_000);
        assert_eq!(letter_until(printed).since(printed).as_secs(), 21 * 86_400);
    }

    #[test]
    fn a_letter_does_not_print_itself_into_a_log() {
        let letter = PasswordLetter {
            name: "Maria Santos".into(),
            address: vec!["12 Alder Lane".into()],
            password: "quiet-heron-4821".into(),
            until: LocalTime {
                at: Timestamp::default(),
                civil: crate::time::Date::constant(2026, 3, 12).at(9, 5, 0, 0),
                zone: "PDT".into(),
            },
            site: "portal.example".into(),
            support: Line::default(),
        };
        assert_eq!(format!("{letter:?}"), "PasswordLetter(…)");
    }
}
