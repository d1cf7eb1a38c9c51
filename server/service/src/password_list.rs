//! The list of common and leaked passwords (REG-7), and zxcvbn beside it.
//!
//! The list holds what a fifteen-character minimum still lets through, as fingerprints: who
//! reads the program finds no password in it. `data/README.md` says where it comes from and
//! how it is made.
//!
//! Layout: 65,536 bytes, how many fingerprints begin with each value of the first sixteen
//! bits; then, bucket by bucket and sorted, the other [`REST`] bits of each, packed.

use std::sync::OnceLock;

use domain::password::{Password, PasswordProblem};
use sha2::{Digest, Sha256};

/// Bits of a fingerprint that name its bucket.
const BUCKET: u32 = 16;
/// Bits of a fingerprint that stand in the bucket. With 337,000 values a password that is
/// not listed is taken for one once in 100,000.
const REST: u32 = 19;
const BUCKETS: usize = 1 << BUCKET;

static LIST: &[u8] = include_bytes!("../data/passwords.bin");
static ENDS: OnceLock<Vec<u32>> = OnceLock::new();

/// zxcvbn's score (0 to 4) that a password must reach.
const SCORE: u8 = 3;
/// The same as a number of guesses: 10 to the power of this.
const ENOUGH: f64 = 8.0;

/// Why a password is too common or too easily guessed, if it is. Takes some milliseconds:
/// for a blocking thread.
pub fn check(password: &Password, personal: &[&str]) -> Option<PasswordProblem> {
    if is_listed(&password.listed_form()) {
        return Some(PasswordProblem::Common);
    }
    if password.is_repeat() {
        return Some(PasswordProblem::Guessable);
    }
    // Case and width aside, so that a variant is no stronger than what it varies.
    let score = |text: &str| u8::from(zxcvbn::zxcvbn(text, personal).score());
    let weak = score(password.as_str()).min(score(&password.listed_form())) < SCORE;
    (weak || is_dressed_up(&password.listed_form(), personal)).then_some(PasswordProblem::Guessable)
}

/// Whether it is a common word with common things before or behind it ("Password12345678!"):
/// zxcvbn counts the joints as if they were hard to guess, so the pieces are judged alone.
fn is_dressed_up(text: &str, personal: &[&str]) -> bool {
    let core = text.trim_matches(|c: char| !c.is_alphabetic());
    let Some((before, behind)) = text.split_once(core).filter(|_| !core.is_empty()) else {
        return false;
    };
    let pieces = [before, core, behind]
        .into_iter()
        .filter(|piece| !piece.is_empty());
    let guesses: f64 = pieces
        .map(|piece| zxcvbn::zxcvbn(piece, personal).guesses_log10())
        .sum();
    guesses < ENOUGH
}

/// How many values are listed.
pub fn len() -> usize {
    ends()
        .last()
        .map_or(0, |&end| usize::try_from(end).unwrap_or(0))
}

/// Whether a password, in its listed form, is on the list.
pub fn is_listed(listed_form: &str) -> bool {
    let (bucket, rest) = fingerprint(listed_form);
    let ends = ends();
    let begin = bucket
        .checked_sub(1)
        .and_then(|before| ends.get(before))
        .copied()
        .unwrap_or(0);
    let end = ends.get(bucket).copied().unwrap_or(0);
    (begin..end).any(|index| rest_at(index) == Some(rest))
}

/// Makes the list's file out of values in their listed form.
pub fn pack(values: impl Iterator<Item = String>) -> Vec<u8> {
    let mut all: Vec<(usize, u32)> = values.map(|value| fingerprint(&value)).collect();
    all.sort_unstable();
    all.dedup();
    let mut packed = vec![0_u8; BUCKETS];
    for (bucket, _) in &all {
        // Some five to a bucket: 255 are never reached; what would not fit is left out.
        if let Some(count) = packed.get_mut(*bucket) {
            *count = count.saturating_add(1);
        }
    }
    let (mut waiting, mut bits) = (0_u64, 0);
    for (_, rest) in all {
        waiting = (waiting << REST) | u64::from(rest);
        bits += REST;
        while bits >= 8 {
            bits -= 8;
            packed.push(u8::try_from((waiting >> bits) & 0xFF).unwrap_or(0));
        }
    }
    packed.push(u8::try_from((waiting << (8 - bits)) & 0xFF).unwrap_or(0));
    packed
}

fn ends() -> &'static [u32] {
    ENDS.get_or_init(|| {
        let counts = LIST.iter().take(BUCKETS);
        counts
            .scan(0_u32, |end, &count| {
                *end += u32::from(count);
                Some(*end)
            })
            .collect()
    })
}

fn fingerprint(value: &str) -> (usize, u32) {
    let digest = Sha256::digest(value.as_bytes());
    let head = digest
        .iter()
        .take(8)
        .fold(0_u64, |head, &byte| (head << 8) | u64::from(byte));
    let bucket = head >> (64 - BUCKET);
    let rest = (head >> (64 - BUCKET - REST)) & ((1 << REST) - 1);
    (
        usize::try_from(bucket).unwrap_or(0),
        u32::try_from(rest).unwrap_or(0),
    )
}

fn rest_at(index: u32) -> Option<u32> {
    let bit = u64::from(index) * u64::from(REST);
    let byte = BUCKETS + usize::try_from(bit / 8).ok()?;
    // Nineteen bits lie in at most four bytes.
    let window = (0..4).fold(0_u32, |window, offset| {
        (window << 8) | LIST.get(byte + offset).map_or(0, |&byte| u32::from(byte))
    });
    let shift = 32 - REST - u32::try_from(bit % 8).ok()?;
    Some((window >> shift) & ((1 << REST) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Option<PasswordProblem> {
        check(&Password::typed(text).unwrap(), &[])
    }

    #[test]
    fn reg_7_the_list_is_long_enough() {
        assert!(len() >= 100_000, "{}", len());
    }

    /// Five hundred values of the list, kept in the clear to show that it holds them.
    #[test]
    fn reg_7_listed_ones_and_their_variants_in_case_are_refused() {
        let sample: Vec<&str> = include_str!("../data/sample.txt").lines().collect();
        assert_eq!(sample.len(), 500);
        for value in sample {
            assert_eq!(problem(value), Some(PasswordProblem::Common), "{value}");
            assert_eq!(
                problem(&value.to_uppercase()),
                Some(PasswordProblem::Common),
                "{value}"
            );
            let mut letters = value.chars();
            let capital: String = letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(letters)
                .collect();
            assert_eq!(problem(&capital), Some(PasswordProblem::Common), "{value}");
        }
    }

    #[test]
    fn reg_7_what_is_easily_guessed_is_refused() {
        for text in [
            "passwordpassword",
            "PasswordPassword1",
            "qwertyuiopasdfghjkl",
            "123456789012345",
            "aaaaaaaaaaaaaaaa",
            "abcdefghijklmnopqr",
            "1qaz2wsx3edc4rfv5tgb",
            "iloveyouiloveyou",
            "Password12345678!",
            "january2026january2026",
        ] {
            assert!(problem(text).is_some(), "{text}");
        }
    }

    #[test]
    fn passphrases_pass() {
        for text in [
            "quiet river under 14 bridges",
            "Tangerine-Lantern-Mosaic",
            "kelp otter violin sundial",
            "v9#Lq2 mW8^pT4 zR",
            "mi abuela cose botones azules",
        ] {
            assert_eq!(problem(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_not_listed_is_not_found() {
        let found = (0..20_000)
            .filter(|n| is_listed(&format!("not on any list {n}")))
            .count();
        assert!(found <= 5, "{found}");
    }
}
