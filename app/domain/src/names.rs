//! Names of people: what may be typed, and when two spellings are the same name.

use serde::{Deserialize, Serialize};

use crate::unicode::{nfc, without_marks};

/// The longest first or last name, in characters.
pub const LONGEST: usize = 100;

/// What is wrong with a line of plain text such as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameProblem {
    /// Nothing but spaces.
    Empty,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// A control character, or nothing that a name could be matched by.
    NotAName,
}

/// The name as it is kept: NFC, trimmed, inner spaces squeezed.
pub fn tidy(text: &str) -> Result<String, NameProblem> {
    // Measured before anything is allocated: the field may hold a megabyte.
    if text.len() > LONGEST * 16 {
        return Err(NameProblem::TooLong);
    }
    let name = nfc(&squeeze(text));
    if name.is_empty() {
        return Err(NameProblem::Empty);
    }
    if name.chars().count() > LONGEST {
        return Err(NameProblem::TooLong);
    }
    if name.chars().any(is_unprintable) || fold(&name).is_empty() {
        return Err(NameProblem::NotAName);
    }
    Ok(name)
}

/// The form in which two names are compared: without regard to case, accents, hyphens,
/// apostrophes (also the typographic ones) and spaces, so that "Ana-María O’Neil" and
/// "ANA MARIA ONEIL" are one name. Folding twice changes nothing.
pub fn fold(name: &str) -> String {
    let once = pass(name);
    // Lower case can bring back a mark ("İ"), which the second pass takes away.
    pass(&once)
}

fn pass(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in without_marks(name).chars().flat_map(char::to_lowercase) {
        match c {
            // Letters that no decomposition reaches, as an English keyboard writes them.
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            c if c.is_whitespace() || crate::mrn::is_dash(c) || is_apostrophe(c) => {}
            c => folded.push(c),
        }
    }
    without_marks(&folded)
}

fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`'
            | '´'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201B}'
            | '\u{2032}'
            | '\u{2BB}'
            | '\u{2BC}'
    )
}

/// Whether a character must not stand in a line of text: controls, and the invisible ones
/// that reorder or hide what stands beside them.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// `text` trimmed, each run of blanks inside it made one space. Control characters stay, to
/// be refused rather than repaired.
pub fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c.is_whitespace() && !c.is_control())
        .filter(|w| !w.is_empty())
    {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for other in [
            "ana-maría  o’neil",
            "ANA MARIA O'NEIL",
            "Ana\u{2011}Mari\u{301}a ONeil",
        ] {
            assert_eq!(fold(other), "anamariaoneil");
        }
        assert_eq!(fold("Strauß"), fold("STRAUSS"));
        assert_eq!(fold("Søren Łukasz"), "sorenlukasz");
        assert_ne!(fold("Ana"), fold("Anna"));
    }

    #[test]
    fn what_is_not_a_name_is_refused() {
        assert_eq!(tidy("  "), Err(NameProblem::Empty));
        assert_eq!(tidy("- '"), Err(NameProblem::NotAName));
        assert_eq!(tidy("Ana\u{0}"), Err(NameProblem::NotAName));
        assert_eq!(tidy("Ana\nMaria"), Err(NameProblem::NotAName));
        assert_eq!(tidy("Ana\u{202E}airaM"), Err(NameProblem::NotAName));
        assert_eq!(
            tidy(&"é".repeat(LONGEST)).map(|n| n.chars().count()),
            Ok(LONGEST)
        );
        assert_eq!(tidy(&"é".repeat(LONGEST + 1)), Err(NameProblem::TooLong));
        assert_eq!(tidy(&"a".repeat(1_000_000)), Err(NameProblem::TooLong));
        assert_eq!(tidy("  Ana   Mari\u{301}a "), Ok("Ana María".to_owned()));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(name in any::<String>()) {
            let folded = fold(&name);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn case_and_spaces_never_matter(name in "[\\p{Latin} '’-]{1,30}", at in 0usize..30) {
            let spaced: String = name.chars().enumerate()
                .flat_map(|(i, c)| if i == at { vec![' ', c, ' '] } else { vec![c] }).collect();
            prop_assert_eq!(fold(&spaced), fold(&name));
            prop_assert_eq!(fold(&name.to_lowercase()), fold(&name));
        }

        #[test]
        fn tidying_twice_changes_nothing(name in any::<String>()) {
            if let Ok(name) = tidy(&name) {
                prop_assert_eq!(tidy(&name), Ok(name));
            }
        }
    }
}
