//! Finding a conversation at the desk: by the number that the member was given, by who they are.

use serde::{Deserialize, Serialize};

use crate::mrn::{Mrn, MrnProblem, MrnScheme, without_separators};
use crate::names::fold;
use crate::requests::{ConfirmationNumber, NumberProblem};

/// The most characters of a search that are looked at.
const MOST: usize = 200;
/// The most words of a name that are looked at.
const MOST_WORDS: usize = 6;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// The message that got this number.
    Number(ConfirmationNumber),
    /// What the member with this medical record number has written.
    Mrn(Mrn),
    /// What members of this name have written: its words, folded.
    Name(Vec<String>),
}

/// Why nothing can be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FindProblem {
    /// Fewer than two letters.
    TooShort,
    /// Digits, but no number of either kind.
    NoNumber,
    /// A confirmation number with a slip: its check digit does not fit.
    NumberSlip,
    /// A medical record number with one.
    MrnSlip,
}

/// Reads what was typed. Where a plan's medical record numbers may have ten digits too, those
/// whose last one checks the others are confirmation numbers.
///
/// # Errors
/// Why nothing can be looked for.
pub fn sought(typed: &str, scheme: MrnScheme) -> Result<Sought, FindProblem> {
    let typed: String = typed.chars().take(MOST).collect();
    let bare = without_separators(&typed);
    if !bare.chars().any(|c| c.is_ascii_digit()) {
        let words: Vec<String> = typed
            .split(|c: char| c.is_whitespace() || c == ',')
            .map(fold)
            .filter(|word| !word.is_empty())
            .take(MOST_WORDS)
            .collect();
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        return if letters < 2 {
            Err(FindProblem::TooShort)
        } else {
            Ok(Sought::Name(words))
        };
    }
    let number = bare.parse::<ConfirmationNumber>();
    if let Ok(number) = number {
        return Ok(Sought::Number(number));
    }
    match (Mrn::parse(&bare, scheme), number) {
        (Ok(mrn), _) => Ok(Sought::Mrn(mrn)),
        (_, Err(NumberProblem::CheckDigit)) => Err(FindProblem::NumberSlip),
        (Err(MrnProblem::CheckDigit), _) => Err(FindProblem::MrnSlip),
        (Err(_), _) => Err(FindProblem::NoNumber),
    }
}

/// How the names of members begin, folded as the roll keeps them (first name, a space, last
/// name), of whom these words may be the name: in either order, with any number of words in each.
pub fn beginnings(words: &[String]) -> Vec<String> {
    let mut found = vec![words.concat()];
    for at in 1..words.len() {
        let (one, other) = (words[..at].concat(), words[at..].concat());
        found.push(format!("{one} {other}"));
        found.push(format!("{other} {one}"));
    }
    found
}

/// Whether a name holds all of these words, each from where a word of it begins.
pub fn is_named(name: &str, words: &[String]) -> bool {
    let own: Vec<String> = name.split_whitespace().map(fold).collect();
    words
        .iter()
        .all(|word| own.iter().any(|one| one.starts_with(word.as_str())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CHECKED: MrnScheme = MrnScheme::CheckDigit;

    fn words(typed: &str) -> Vec<String> {
        match sought(typed, CHECKED) {
            Ok(Sought::Name(words)) => words,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_number_is_told_from_a_slip_and_from_a_name() {
        let number = ConfirmationNumber::drawn([0; 8]);
        for typed in ["10000 00005", "1000000005", " 10000-00005 "] {
            assert_eq!(sought(typed, CHECKED), Ok(Sought::Number(number.clone())));
        }
        let mrn = Mrn::from_serial(7);
        assert_eq!(sought(mrn.as_str(), CHECKED), Ok(Sought::Mrn(mrn)));
        for (typed, problem) in [
            ("10000 00006", FindProblem::NumberSlip),
            ("0000 0079", FindProblem::MrnSlip),
            ("123", FindProblem::NoNumber),
            ("Maria 7", FindProblem::NoNumber),
            ("", FindProblem::TooShort),
            (" m ", FindProblem::TooShort),
            ("--", FindProblem::TooShort),
        ] {
            assert_eq!(sought(typed, CHECKED), Err(problem), "{typed}");
        }
        // A roll's own numbers may look like anything.
        let own = MrnScheme::AsGiven;
        assert!(matches!(sought("AB 12", own), Ok(Sought::Mrn(_))));
        assert!(matches!(sought("1000000006", own), Ok(Sought::Mrn(_))));
        assert!(matches!(sought("1000000005", own), Ok(Sought::Number(_))));
    }

    #[test]
    fn a_name_is_found_in_either_order_and_without_accents() {
        for typed in ["María Santos", "santos, maria", "SANTOS MARIA"] {
            let found = beginnings(&words(typed));
            assert!(found.contains(&"maria santos".to_owned()), "{found:?}");
            assert!(is_named("Maria Santos", &words(typed)), "{typed}");
        }
        let found = beginnings(&words("Ana Maria O'Neil"));
        assert!(found.contains(&"anamaria oneil".to_owned()), "{found:?}");
        assert!(is_named("Ana-María O’Neil", &words("oneil")));
        assert!(!is_named("Maria Santos", &words("antos")));
        assert!(!is_named("Maria Santos", &words("maria reed")));
    }

    proptest! {
        /// Whatever is typed, something is answered, and a name that is looked for has two letters.
        #[test]
        fn nothing_typed_makes_it_panic(typed in any::<String>(), own: bool) {
            let scheme = MrnScheme::from_switch(!own);
            if let Ok(Sought::Name(words)) = sought(&typed, scheme) {
                prop_assert!(words.concat().chars().count() >= 2);
                prop_assert!(beginnings(&words).len() < 2 * MOST_WORDS);
            }
        }

        /// Everybody is found by their own name.
        #[test]
        fn a_name_finds_itself(given in "[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", family in "[A-Z][a-z]{1,8}") {
            let key = format!("{} {}", fold(&given), fold(&family));
            let words = words(&format!("{given} {family}"));
            let is_found = beginnings(&words).iter().any(|one| key.starts_with(one.as_str()));
            prop_assert!(is_found);
            let name = format!("{given} {family}");
            prop_assert!(is_named(&name, &words));
        }
    }
}
