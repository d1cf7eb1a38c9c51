//! What a password must be (SPEC section 2, REG-6, REG-7, AUT-9).
//!
//! Here stand the rules that the browser can check as one types. Whether a password is
//! common or easily guessed is asked of the host, which holds the list.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::mrn::Mrn;
use crate::names;
use crate::time::Date;
use crate::unicode::{nfc, nfkc};

/// The fewest characters (Unicode scalar values after NFC).
pub const SHORTEST: usize = 15;
/// The most characters; a longer one is refused, never cut.
pub const LONGEST: usize = 128;

/// A password in Unicode normal form C, otherwise exactly as typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordProblem {
    /// Nothing was typed.
    Empty,
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// Made of the member's names.
    Names,
    /// Made of the user ID.
    UserId,
    /// Made of the medical record number.
    Mrn,
    /// Made of the birth date.
    BirthDate,
    /// Made of the organisation's name.
    Organisation,
    /// On the list of common and leaked passwords (the host's answer).
    Common,
    /// Easily guessed: keyboard rows, repeats, dictionary words (the host's answer).
    Guessable,
}

impl Password {
    /// Reads a password as typed at sign-on: the normal form and nothing else, so that
    /// "é" counts the same whichever keyboard made it. `None` when it is longer than any
    /// password can be, which is known before any work is done.
    pub fn typed(text: &str) -> Option<Self> {
        // A character takes at most four bytes, and NFC makes none of more than three.
        if text.len() > LONGEST * 4 * 3 {
            return None;
        }
        let password = nfc(text);
        (password.chars().count() <= LONGEST).then_some(Self(password))
    }

    /// Reads a new password: the lengths, and whether it is made of personal words.
    pub fn chosen(text: &str, personal: &Personal<'_>) -> Result<Self, PasswordProblem> {
        if text.is_empty() {
            return Err(PasswordProblem::Empty);
        }
        let password = Self::typed(text).ok_or(PasswordProblem::TooLong)?;
        if password.0.chars().count() < SHORTEST {
            return Err(PasswordProblem::TooShort);
        }
        personal.find_in(&password.0).map_or(Ok(password), Err)
    }

    /// What is hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which the list of common passwords is asked: without regard to case and
    /// to the width and style of letters.
    pub fn listed_form(&self) -> String {
        listed_form(&self.0)
    }

    /// Whether it is one short piece over and over ("passwordpassword"), which is as easily
    /// guessed as the piece. Fifteen characters and more make a piece of their own.
    pub fn is_repeat(&self) -> bool {
        let letters: Vec<char> = self.listed_form().chars().collect();
        (1..=(letters.len() / 2).min(SHORTEST - 1)).any(|piece| {
            letters
                .iter()
                .zip(letters.iter().skip(piece))
                .all(|(a, b)| a == b)
        })
    }
}

/// The form in which passwords are listed, for whoever makes the list.
pub fn listed_form(text: &str) -> String {
    let lower: String = nfkc(text).chars().flat_map(char::to_lowercase).collect();
    nfkc(&lower)
}

/// Says nothing.
impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// What a member's password must not be made of; absent parts are not looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Personal<'a> {
    /// First, last and preferred names.
    pub names: &'a [&'a str],
    /// The user ID.
    pub user_id: Option<&'a str>,
    /// The medical record number.
    pub mrn: Option<&'a Mrn>,
    /// The birth date.
    pub birth_date: Option<Date>,
    /// The organisation's names, the long and the short one.
    pub organisation: &'a [&'a str],
}

/// Letters and digits that must be left beside the personal words.
const REST: usize = 8;
/// From this length on a word is refused wherever it stands; shorter ones ("Ana", "Li")
/// stand in too many ordinary words for that.
const TELLING: usize = 5;

impl Personal<'_> {
    /// Which of the personal words the password is made of, if any.
    fn find_in(&self, password: &str) -> Option<PasswordProblem> {
        let plain = squash(password);
        let words = self.words();
        for (problem, word) in &words {
            if word.chars().count() >= TELLING
                && (plain.contains(word.as_str()) || unleet(&plain).contains(word.as_str()))
            {
                return Some(*problem);
            }
        }
        // Short words: refused when too little is left without them.
        let mut rest = plain.clone();
        let mut first = None;
        for (problem, word) in words.iter().filter(|(_, word)| word.chars().count() >= 2) {
            if rest.contains(word.as_str()) {
                first.get_or_insert(*problem);
                rest = rest.replace(word.as_str(), "");
            }
        }
        first.filter(|_| rest.chars().count() < REST)
    }

    /// The words, the longest of each kind first.
    fn words(&self) -> Vec<(PasswordProblem, String)> {
        let mut words = Vec::new();
        let mut add = |problem, word: String| {
            if !word.is_empty() {
                words.push((problem, word));
            }
        };
        if let Some(id) = self.user_id {
            add(PasswordProblem::UserId, squash(id));
        }
        if let Some(mrn) = self.mrn {
            add(PasswordProblem::Mrn, squash(mrn.as_str()));
        }
        for spelling in self.birth_date.map(spellings).unwrap_or_default() {
            add(PasswordProblem::BirthDate, spelling);
        }
        for name in self.organisation {
            add(PasswordProblem::Organisation, squash(name));
        }
        for name in self.names {
            add(PasswordProblem::Names, squash(name));
            for part in name.split(|c: char| c.is_whitespace() || crate::mrn::is_dash(c)) {
                add(PasswordProblem::Names, squash(part));
            }
        }
        if let Some(birth) = self.birth_date {
            add(PasswordProblem::BirthDate, birth.year().to_string());
        }
        words
    }
}

/// The usual ways to write a date, in digits and with the month's name, without separators.
fn spellings(date: Date) -> Vec<String> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const SPANISH: [&str; 12] = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ];
    let (y, m, d) = (date.year(), date.month(), date.day());
    let short = y.rem_euclid(100);
    let mut all = vec![
        format!("{m:02}{d:02}{y:04}"),
        format!("{d:02}{m:02}{y:04}"),
        format!("{y:04}{m:02}{d:02}"),
        format!("{y:04}{d:02}{m:02}"),
        format!("{m}{d}{y:04}"),
        format!("{d}{m}{y:04}"),
        format!("{m:02}{d:02}{short:02}"),
        format!("{d:02}{m:02}{short:02}"),
        format!("{short:02}{m:02}{d:02}"),
    ];
    let month = usize::try_from(m - 1).unwrap_or(0);
    for name in [ENGLISH.get(month), SPANISH.get(month)]
        .into_iter()
        .flatten()
    {
        let brief = name.get(..3).unwrap_or(name);
        for name in [*name, brief] {
            all.push(format!("{name}{d}{y}"));
            all.push(format!("{name}{d:02}{y}"));
            all.push(format!("{d}{name}{y}"));
            all.push(format!("{d}de{name}de{y}"));
        }
    }
    all.dedup();
    all
}

/// Letters and digits only, folded as names are.
fn squash(text: &str) -> String {
    names::fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Digits that stand for letters, as people write them to be clever.
fn unleet(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn check(text: &str) -> Option<PasswordProblem> {
        let mrn = Mrn::from_serial(1_234_567);
        let personal = Personal {
            names: &["Maria", "Santos-Oléa", "Li"],
            user_id: Some("m.santos_84"),
            mrn: Some(&mrn),
            birth_date: Some(date(1984, 3, 9)),
            organisation: &["Larkhaven Health Plan", "Larkhaven"],
        };
        Password::chosen(text, &personal).err()
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check(""), Some(PasswordProblem::Empty));
        assert_eq!(check("quiet river 14"), Some(PasswordProblem::TooShort));
        assert_eq!(check("quiet river 145"), None);
        assert_eq!(check(&"🌲x".repeat(64)), None);
        assert_eq!(check(&"🌲x".repeat(65)), Some(PasswordProblem::TooLong));
        assert_eq!(
            check(&"x".repeat(1_000_000)),
            Some(PasswordProblem::TooLong)
        );
        // Composed or not, it is the same fourteen characters.
        assert_eq!(
            check(&"e\u{301}".repeat(14)),
            Some(PasswordProblem::TooShort)
        );
    }

    #[test]
    fn any_character_counts() {
        for text in [
            "               ",
            "密码是一个很长很长的句子没有空格",
            " leading and trailing ",
            "tab\tand\u{7f}controls ok",
        ] {
            assert_eq!(check(text), None, "{text:?}");
        }
    }

    #[test]
    fn personal_words_are_refused_with_the_reason() {
        use PasswordProblem as P;
        for (text, problem) in [
            ("my maria loves trees", P::Names),
            ("trees for SANTOS now", P::Names),
            ("s4nt0s and the trees", P::Names),
            ("santosoleasantosolea", P::Names),
            ("Li li li li li 1234 li", P::Names),
            ("xx M-SANTOS.84 yy zz", P::UserId),
            ("number 1234 5671 here", P::Mrn),
            ("born 03/09/1984 in May", P::BirthDate),
            ("born on 9 March 1984", P::BirthDate),
            ("nací 9 de marzo de 1984", P::BirthDate),
            ("1984-03-09 1984-03-09", P::BirthDate),
            ("i like larkhaven a lot", P::Organisation),
        ] {
            assert_eq!(check(text), Some(problem), "{text}");
        }
    }

    #[test]
    fn short_names_inside_other_words_are_fine() {
        assert_eq!(check("delicious pumpkin lights"), None);
    }

    #[test]
    fn repeats_are_seen() {
        let is_repeat = |text: &str| Password::typed(text).unwrap().is_repeat();
        assert!(is_repeat("passwordPassword"));
        assert!(is_repeat("abcabcabcabcabca"));
        assert!(is_repeat("aaaaaaaaaaaaaaaa"));
        assert!(!is_repeat("passwordpasswort"));
        assert!(!is_repeat("quiet river 2049"));
    }

    #[test]
    fn nothing_is_shown_by_debug() {
        assert_eq!(
            format!("{:?}", Password::typed("secret").unwrap()),
            "Password(…)"
        );
    }

    proptest! {
        #[test]
        fn composed_and_decomposed_are_one(text in "[\\p{Latin}\\p{Hangul}]{1,40}") {
            let composed = nfc(&text);
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(Password::typed(&composed), Password::typed(&decomposed));
        }

        #[test]
        fn nothing_else_is_changed(text in "[ -~]{1,128}") {
            let password = Password::typed(&text).unwrap();
            prop_assert_eq!(password.as_str(), text);
        }

        #[test]
        fn the_last_of_128_characters_counts(text in "[ -~]{127}", a in "[a-m]", b in "[n-z]") {
            let (one, two) = (Password::typed(&format!("{text}{a}")), Password::typed(&format!("{text}{b}")));
            prop_assert!(one.is_some() && two.is_some() && one != two);
        }

        #[test]
        fn a_long_personal_word_is_found_in_any_case(before in "[ b-z]{0,10}", upper in any::<bool>()) {
            let word = if upper { "LARKHAVEN" } else { "larkhaven" };
            prop_assert_eq!(check(&format!("{before}{word}zzzzzzzzzzzzzz")), Some(PasswordProblem::Organisation));
        }

        #[test]
        fn nothing_typed_makes_it_panic(text in any::<String>()) {
            let _ = check(&text);
        }
    }
}
