//! Signing on at a desk: user ID and password, then the code of an authenticator, always
//! (SPEC section 2, AUT-7).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::forms::{Form, Problem};
use crate::time::minutes;

/// For how long the code can be entered after the password was right.
pub const CODE_LIFE: Duration = minutes(5);

/// How many codes may be tried within one step of 30 seconds (AUT-6).
pub const STEP_TRIES: i64 = 3;

/// The six digits of a code as typed, without the spaces that authenticators show between them;
/// `None` for anything else.
pub fn code_digits(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let fits = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(digits)
}

/// What is wrong with user ID and password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffSignOnProblem {
    /// No user ID was typed.
    IdEmpty,
    /// No password was typed.
    PasswordEmpty,
    /// The one message for whatever does not fit.
    NoMatch,
    /// Five in a row: locked for thirty minutes.
    Locked,
}

impl Problem for StaffSignOnProblem {
    fn field(self) -> &'static str {
        match self {
            Self::IdEmpty => "id",
            Self::PasswordEmpty => "password",
            Self::NoMatch | Self::Locked => "",
        }
    }
}

/// What is typed first, the password aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSignOnValues {
    /// The user ID.
    pub id: String,
}

/// The page of user ID and password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSignOnView {
    /// What was typed and what is wrong with it.
    pub form: Form<StaffSignOnValues, StaffSignOnProblem>,
}

impl Default for StaffSignOnView {
    fn default() -> Self {
        Self {
            form: Form::fresh(StaffSignOnValues::default()),
        }
    }
}

/// What is wrong with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeProblem {
    /// Not six digits.
    NotACode,
    /// Not the code of now, or one that was used already.
    Wrong,
    /// Too many within one step: wait for the next code.
    Wait,
    /// Five in a row: locked for thirty minutes.
    Locked,
}

impl Problem for CodeProblem {
    fn field(self) -> &'static str {
        match self {
            Self::NotACode | Self::Wrong | Self::Wait => "code",
            Self::Locked => "",
        }
    }
}

/// The page of the code. What was typed never comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeView {
    /// What is wrong with it.
    pub problems: Vec<CodeProblem>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_six_digits_with_any_spaces() {
        assert_eq!(code_digits("123 456").as_deref(), Some("123456"));
        assert_eq!(code_digits("\u{a0}123456\n").as_deref(), Some("123456"));
        for nonsense in ["", "12345", "1234567", "12345a", "１２３４５６", "-12345"] {
            assert_eq!(code_digits(nonsense), None, "{nonsense}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_taken_is_six_ascii_digits(typed in any::<String>()) {
            if let Some(code) = code_digits(&typed) {
                prop_assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()));
            }
        }
    }
}
