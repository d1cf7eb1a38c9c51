//! The user ID that a member chooses at registration (SPEC section 1, step 3).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{mrn, names};

/// The fewest characters of a user ID.
pub const SHORTEST: usize = 6;
/// The most characters of a user ID.
pub const LONGEST: usize = 30;
/// How many free ones are suggested when the wished one is taken.
pub const SUGGESTIONS: usize = 3;

/// A user ID as its owner wrote it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(String);

/// What is wrong with a wished user ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserIdProblem {
    /// Nothing was typed.
    Empty,
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// Something else than letters, digits, `.`, `_`, `-`.
    Characters,
    /// It could be read as a medical record number.
    LooksLikeMrn,
    /// Someone has it already.
    Taken,
}

impl UserId {
    /// Reads a wished user ID, blanks at its ends aside.
    ///
    /// Eight digits are refused whether or not their check digit fits: who mistypes a
    /// medical record number at sign-on must never knock at another member's door.
    pub fn parse(text: &str) -> Result<Self, UserIdProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(UserIdProblem::Empty);
        }
        if !text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
        {
            return Err(UserIdProblem::Characters);
        }
        if text.len() < SHORTEST {
            return Err(UserIdProblem::TooShort);
        }
        if text.len() > LONGEST {
            return Err(UserIdProblem::TooLong);
        }
        let bare = mrn::without_separators(text);
        if bare.len() == mrn::DIGITS && bare.bytes().all(|b| b.is_ascii_digit()) {
            return Err(UserIdProblem::LooksLikeMrn);
        }
        Ok(Self(text.to_owned()))
    }

    /// The user ID as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form that is unique: lower case.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says nothing: people make user IDs of their names.
impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserId(…)")
    }
}

/// User IDs made of the member's names, the nicest first; the host asks which of them are
/// free and shows the first [`SUGGESTIONS`]. The same names always give the same list.
pub fn candidates(first: &str, last: &str, wished: &str) -> Vec<UserId> {
    let word = |name: &str| -> String {
        names::fold(name)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(12)
            .collect()
    };
    let (first, last) = (word(first), word(last));
    let initial = first.get(..1).unwrap_or("");
    let mut found: Vec<UserId> = Vec::new();
    let mut offer = |text: String| {
        if let Ok(id) = UserId::parse(&text)
            && !found.contains(&id)
        {
            found.push(id);
        }
    };
    if !first.is_empty() && !last.is_empty() {
        for text in [
            format!("{first}.{last}"),
            format!("{first}_{last}"),
            format!("{last}.{first}"),
            format!("{first}{last}"),
            format!("{initial}.{last}"),
            format!("{initial}{last}"),
        ] {
            offer(text);
        }
    }
    let stem = if first.is_empty() || last.is_empty() {
        let wished = wished.to_ascii_lowercase();
        let wished: String = wished
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(20)
            .collect();
        // With ".02" behind it, three letters make a user ID; fewer do not.
        if wished.len() < 3 {
            "member".to_owned()
        } else {
            wished
        }
    } else {
        format!("{first}.{last}")
    };
    for number in 2..60 {
        offer(format!("{stem}.{number:02}"));
        offer(format!("{stem}-{number:02}"));
    }
    found
}

/// The first [`SUGGESTIONS`] candidates that are free.
pub fn suggest(
    first: &str,
    last: &str,
    wished: &str,
    mut is_free: impl FnMut(&UserId) -> bool,
) -> Vec<UserId> {
    candidates(first, last, wished)
        .into_iter()
        .filter(|id| is_free(id))
        .take(SUGGESTIONS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_slip_has_its_own_name() {
        let problem = |text: &str| UserId::parse(text).err();
        assert_eq!(problem(" "), Some(UserIdProblem::Empty));
        assert_eq!(problem("maria"), Some(UserIdProblem::TooShort));
        assert_eq!(problem(&"m".repeat(31)), Some(UserIdProblem::TooLong));
        assert_eq!(problem("maria santos"), Some(UserIdProblem::Characters));
        assert_eq!(problem("maría.santos"), Some(UserIdProblem::Characters));
        assert_eq!(problem("maria@santos"), Some(UserIdProblem::Characters));
        for text in ["12345671", "1234-5671", "12345678", "1-2-3-4-5-6-7-8"] {
            assert_eq!(problem(text), Some(UserIdProblem::LooksLikeMrn), "{text}");
        }
        assert_eq!(problem("123456"), None);
        assert_eq!(problem("Maria.Santos_2-x"), None);
    }

    #[test]
    fn unique_without_regard_to_case() {
        let key = |text: &str| UserId::parse(text).unwrap().key();
        assert_eq!(key("Maria.Santos"), key("mARIA.sANTOS"));
    }

    proptest! {
        #[test]
        fn there_are_always_three_suggestions(first in any::<String>(), last in any::<String>(), wished in any::<String>(), taken in 0usize..6) {
            let mut seen = 0;
            let suggested = suggest(&first, &last, &wished, |_| { seen += 1; seen > taken });
            prop_assert_eq!(suggested.len(), SUGGESTIONS);
            for id in &suggested {
                prop_assert!(UserId::parse(id.as_str()).is_ok());
            }
        }

        #[test]
        fn every_user_id_keeps_the_rule(text in "[A-Za-z0-9._-]{0,40}") {
            let fits = (SHORTEST..=LONGEST).contains(&text.len());
            match UserId::parse(&text) {
                Ok(id) => prop_assert!(fits && id.as_str() == text),
                Err(UserIdProblem::LooksLikeMrn) => prop_assert!(fits && text.bytes().filter(u8::is_ascii_digit).count() == 8),
                Err(_) => prop_assert!(!fits),
            }
        }
    }
}
