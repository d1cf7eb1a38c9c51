//! Medical record numbers, as printed on the member ID card (SPEC section 1).
//!
//! Ours have eight digits of which the last is a Damm check digit: it catches every wrong
//! digit and every two neighbours that changed places, so a slip of the finger is told as
//! one and not as "no match". A roll that brings its own numbers switches that off.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many digits our own numbers have, the check digit included.
pub const DIGITS: usize = 8;

/// The longest number that a roll of another kind may bring.
pub const LONGEST: usize = 20;

/// Whose numbers stand on the cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MrnScheme {
    /// Our own: eight digits, the last one checks the others.
    #[default]
    CheckDigit,
    /// The roll's: letters and digits, nothing known about them.
    AsGiven,
}

impl MrnScheme {
    /// The scheme that the organisation's switch `mrn_check_digit` means.
    pub const fn from_switch(check_digit: bool) -> Self {
        if check_digit {
            Self::CheckDigit
        } else {
            Self::AsGiven
        }
    }
}

/// A medical record number without spaces or dashes; letters, if any, are capitals.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mrn(String);

/// What is wrong with a typed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MrnProblem {
    /// Nothing was typed.
    Empty,
    /// Something else than digits (or, for a roll's own numbers, letters and digits).
    NotDigits,
    /// Too few or too many of them.
    WrongLength,
    /// The check digit does not fit: one digit is wrong, or two changed places.
    CheckDigit,
}

impl Mrn {
    /// Reads what someone typed; spaces and dashes do not count.
    pub fn parse(text: &str, scheme: MrnScheme) -> Result<Self, MrnProblem> {
        let bare = without_separators(text);
        if bare.is_empty() {
            return Err(MrnProblem::Empty);
        }
        match scheme {
            MrnScheme::CheckDigit => {
                if !bare.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(MrnProblem::NotDigits);
                }
                if bare.len() != DIGITS {
                    return Err(MrnProblem::WrongLength);
                }
                if interim(&bare) != 0 {
                    return Err(MrnProblem::CheckDigit);
                }
            }
            MrnScheme::AsGiven => {
                if !bare.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                    return Err(MrnProblem::NotDigits);
                }
                if bare.len() > LONGEST {
                    return Err(MrnProblem::WrongLength);
                }
            }
        }
        Ok(Self(bare.to_ascii_uppercase()))
    }

    /// One of our own numbers: seven digits of `serial` (its last seven) and their check digit.
    pub fn from_serial(serial: u32) -> Self {
        let body = format!("{:07}", serial % 10_000_000);
        let check = interim(&body);
        Self(format!("{body}{check}"))
    }

    /// The number as it is stored and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As on the card: groups of four, `1234 5671`; a roll's own number as it is.
impl fmt::Display for Mrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_at_checked(DIGITS / 2) {
            Some((head, tail)) if self.0.len() == DIGITS => write!(f, "{head} {tail}"),
            _ => f.write_str(&self.0),
        }
    }
}

/// Says nothing: the number identifies a person and has no place in a log.
impl fmt::Debug for Mrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mrn(…)")
    }
}

/// The check digit of a row of ASCII digits (Damm's quasigroup of order ten, which is
/// totally anti-symmetric); characters that are no digits are passed over.
pub fn check_digit(digits: &str) -> char {
    char::from(b'0' + interim(digits))
}

/// `text` without what people put between the digits of a number.
pub fn without_separators(text: &str) -> String {
    text.chars()
        .filter(|&c| !c.is_whitespace() && !is_dash(c))
        .collect()
}

/// Whether a character is one of the dashes that keyboards and copied text bring.
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{AD}' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

fn interim(digits: &str) -> u8 {
    const DAMM: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0, |row, digit| {
            DAMM[usize::from(row)][usize::from(digit - b'0')]
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ours(text: &str) -> Result<Mrn, MrnProblem> {
        Mrn::parse(text, MrnScheme::CheckDigit)
    }

    #[test]
    fn the_known_examples() {
        assert_eq!(check_digit("572"), '4');
        assert_eq!(Mrn::from_serial(1_234_567).to_string(), "1234 5671");
    }

    #[test]
    fn each_slip_has_its_own_name() {
        assert_eq!(ours(" - "), Err(MrnProblem::Empty));
        assert_eq!(ours("1234 567l"), Err(MrnProblem::NotDigits));
        assert_eq!(ours("1234 567"), Err(MrnProblem::WrongLength));
        assert_eq!(ours("1234 56710"), Err(MrnProblem::WrongLength));
        assert_eq!(ours("1234 5617"), Err(MrnProblem::CheckDigit));
        assert_eq!(ours("１２３４５６７１"), Err(MrnProblem::NotDigits));
    }

    #[test]
    fn a_rolls_own_numbers_need_no_check_digit() {
        let mrn = Mrn::parse("ab-12 34", MrnScheme::AsGiven).unwrap();
        assert_eq!(mrn.as_str(), "AB1234");
        assert_eq!(mrn.to_string(), "AB1234");
        assert_eq!(
            Mrn::parse("12?4", MrnScheme::AsGiven),
            Err(MrnProblem::NotDigits)
        );
        assert_eq!(
            Mrn::parse(&"9".repeat(LONGEST + 1), MrnScheme::AsGiven),
            Err(MrnProblem::WrongLength)
        );
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(serial in 0u32..10_000_000, dash in any::<bool>()) {
            let mrn = Mrn::from_serial(serial);
            let typed = if dash { mrn.to_string().replace(' ', "–") } else { format!(" {mrn}\u{A0}") };
            prop_assert_eq!(ours(&typed), Ok(mrn));
        }

        #[test]
        fn every_wrong_digit_is_caught(serial in 0u32..10_000_000, at in 0usize..8, by in 1u8..10) {
            let mut digits = Mrn::from_serial(serial).as_str().as_bytes().to_vec();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            let typed = String::from_utf8(digits).unwrap();
            prop_assert_eq!(ours(&typed), Err(MrnProblem::CheckDigit));
        }

        #[test]
        fn every_swap_of_neighbours_is_caught(serial in 0u32..10_000_000, at in 0usize..7) {
            let mut digits = Mrn::from_serial(serial).as_str().as_bytes().to_vec();
            prop_assume!(digits[at] != digits[at + 1]);
            digits.swap(at, at + 1);
            let typed = String::from_utf8(digits).unwrap();
            prop_assert_eq!(ours(&typed), Err(MrnProblem::CheckDigit));
        }

        #[test]
        fn nothing_typed_makes_it_panic(text in any::<String>()) {
            let _ = ours(&text);
            let _ = Mrn::parse(&text, MrnScheme::AsGiven);
        }
    }
}
