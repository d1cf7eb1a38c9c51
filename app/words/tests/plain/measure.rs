//! How hard a text is to read: the counts behind the figures, and the figures.

use std::ops::AddAssign;

use words::Locale;

use crate::syllables::syllables;

/// What is counted of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// How many sentences.
    pub sentences: u32,
    /// How many words.
    pub words: u32,
    /// How many syllables in them.
    pub syllables: u32,
}

impl AddAssign for Measure {
    fn add_assign(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.words += other.words;
        self.syllables += other.syllables;
    }
}

impl Measure {
    /// Counts a text. A blank (`{phone}`) is one word of two syllables, like a number.
    pub fn of(locale: Locale, text: &str) -> Self {
        let mut measure = Self::default();
        for sentence in sentences(text) {
            measure.sentences += 1;
            for word in words(sentence) {
                measure.words += 1;
                measure.syllables += if word.contains('{') {
                    2
                } else {
                    syllables(locale, word)
                };
            }
        }
        measure
    }

    /// Flesch-Kincaid: the school year in the United States whose pupils read English as hard
    /// as this.
    pub fn grade(self) -> f64 {
        0.39 * self.words_in_sentence() + 11.8 * self.syllables_in_word() - 15.59
    }

    /// Flesch-Szigriszt on the scale INFLESZ: above 55 a Spanish text is "normal", above 65
    /// "fairly easy".
    pub fn inflesz(self) -> f64 {
        206.835 - 62.3 * self.syllables_in_word() - self.words_in_sentence()
    }

    fn words_in_sentence(self) -> f64 {
        f64::from(self.words) / f64::from(self.sentences.max(1))
    }

    fn syllables_in_word(self) -> f64 {
        f64::from(self.syllables) / f64::from(self.words.max(1))
    }
}

/// The sentences of a text. A colon, a semicolon or the stops of "a.m." end none.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        let (before, after) = (&text[start..end], &text[end..]);
        let closed = after.trim_start_matches(['”', '"', ')']);
        let next = closed.trim_start();
        let goes_on = next.starts_with(char::is_lowercase);
        let ends = matches!(sign, '.' | '!' | '?' | '…')
            && (next.is_empty() || (next.len() < closed.len() && !goes_on))
            && words(before).next().is_some();
        if ends {
            found.push(before);
            start = end;
        }
    }
    found.push(&text[start..]);
    found.retain(|sentence| words(sentence).next().is_some());
    found
}

/// The words of a sentence: what stands between spaces, of more than signs.
pub fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split_whitespace()
        .filter(|word| *word == "&" || word.contains(char::is_alphanumeric))
}
