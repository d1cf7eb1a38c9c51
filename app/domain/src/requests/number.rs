//! Confirmation numbers: what a member names on the telephone.
//!
//! Ten digits in two groups of five, `48217 30956`. Digits alone, because letters are taken for
//! each other when they are read aloud (B and V, M and N), and not by the same people in English
//! and in Spanish; two fives, so that nobody takes it for a medical record number (two fours) or a
//! telephone number. Nine are drawn by lot and tell nothing; the tenth is the check digit that
//! medical record numbers have too ([`crate::mrn::check_digit`]).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::mrn::{check_digit, without_separators};

/// How many digits a number has, the check digit included.
pub const DIGITS: usize = 10;

/// The first that is drawn, and how many there are: none begins with a zero, which a spreadsheet
/// or a hasty hand would leave out.
const FIRST: u64 = 100_000_000;
const MANY: u64 = 900_000_000;

/// A confirmation number, without spaces.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConfirmationNumber(String);

/// What is wrong with a number as somebody typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberProblem {
    /// Not ten digits.
    #[error("not ten digits")]
    NotTenDigits,
    /// The check digit does not fit: one digit is wrong, or two changed places.
    #[error("a typing error")]
    CheckDigit,
}

impl ConfirmationNumber {
    /// A number out of random bytes, each as likely as the other to within one in ten thousand
    /// million. Whoever stores it sees whether there is one like it, and draws again.
    pub fn drawn(random: [u8; 8]) -> Self {
        let nine = FIRST + u64::from_le_bytes(random) % MANY;
        let nine = nine.to_string();
        let check = check_digit(&nine);
        Self(format!("{nine}{check}"))
    }

    /// The number as it is stored and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads what somebody typed or a row holds; spaces and dashes do not count.
impl FromStr for ConfirmationNumber {
    type Err = NumberProblem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bare = without_separators(text);
        if bare.len() != DIGITS || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberProblem::NotTenDigits);
        }
        // The check digit of a number that holds its own is zero.
        if check_digit(&bare) != '0' {
            return Err(NumberProblem::CheckDigit);
        }
        Ok(Self(bare))
    }
}

/// As it is shown: two groups of five, with a space at which no line breaks.
impl fmt::Display for ConfirmationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, tail) = self.0.split_at(DIGITS / 2);
        write!(f, "{head}\u{a0}{tail}")
    }
}

impl fmt::Debug for ConfirmationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConfirmationNumber({})", self.0)
    }
}

impl Serialize for ConfirmationNumber {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ConfirmationNumber {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse()
            .map_err(|_| serde::de::Error::custom("not a confirmation number"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<ConfirmationNumber, NumberProblem> {
        text.parse()
    }

    #[test]
    fn what_is_no_number_is_told_apart_from_a_slip() {
        let number = ConfirmationNumber::drawn([0; 8]);
        assert_eq!(number.to_string(), "10000\u{a0}00005");
        assert_eq!(read("10000-00005"), Ok(number));
        assert_eq!(read("10000 00008"), Err(NumberProblem::CheckDigit));
        for nonsense in [
            "",
            "100000005",
            "1000000005x",
            "10000000050",
            "１０００００００05",
        ] {
            assert_eq!(
                read(nonsense),
                Err(NumberProblem::NotTenDigits),
                "{nonsense}"
            );
        }
    }

    proptest! {
        /// What is read aloud and typed again is the number, whatever stands between its digits.
        #[test]
        fn what_is_shown_is_read_back(random: [u8; 8], dash: bool) {
            let number = ConfirmationNumber::drawn(random);
            let shown = number.to_string();
            prop_assert_eq!(shown.chars().filter(char::is_ascii_digit).count(), DIGITS);
            prop_assert!(!number.as_str().starts_with('0'));
            let typed = if dash { shown.replace('\u{a0}', "-") } else { format!(" {shown} ") };
            prop_assert_eq!(read(&typed), Ok(number.clone()));
            let wire = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<ConfirmationNumber>(&wire).unwrap(), number);
        }

        /// One digit misheard, or two neighbours in each other's place: told as a slip.
        #[test]
        fn every_slip_is_caught(random: [u8; 8], at in 0_usize..DIGITS, by in 1_u8..10) {
            let number = ConfirmationNumber::drawn(random);
            let mut digits = number.as_str().as_bytes().to_vec();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            let wrong = String::from_utf8(digits).unwrap();
            prop_assert_eq!(read(&wrong), Err(NumberProblem::CheckDigit));
            let mut digits = number.as_str().as_bytes().to_vec();
            let next = (at + 1) % DIGITS;
            prop_assume!(next > at && digits[at] != digits[next]);
            digits.swap(at, next);
            let swapped = String::from_utf8(digits).unwrap();
            prop_assert_eq!(read(&swapped), Err(NumberProblem::CheckDigit));
        }

        #[test]
        fn nothing_typed_makes_it_panic(text in any::<String>()) {
            let _ = read(&text);
        }
    }
}
