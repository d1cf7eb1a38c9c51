//! Search: what is a word, when two are the same, and which piece of a text to show.
//!
//! Both engines are given words that were folded here, and are asked for words that were folded
//! here: what is found never depends on an engine's idea of a letter.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::names;
use crate::unicode::without_marks;

/// The most words that are looked for; what comes after them is left out.
pub const MOST_WORDS: usize = 10;

/// The most characters of a word that count: as many of a longer one are its beginning.
const LONGEST_WORD: usize = 40;

/// How many bytes of a text are shown around what was found, about.
const EXCERPT: usize = 160;

/// The words of a text in their order, folded: without regard to case and accents.
pub fn words(text: &str) -> Vec<String> {
    spans(text)
        .into_iter()
        .map(|(start, end)| folded(&text[start..end]))
        .filter(|word| !word.is_empty())
        .collect()
}

/// What somebody looks for: every one of these words, or a word that begins with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sought(Vec<String>);

impl Sought {
    /// Reads what was typed; `None` when there is no word in it.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut sought: Vec<String> = Vec::new();
        for word in words(typed) {
            if sought.len() < MOST_WORDS && !sought.contains(&word) {
                sought.push(word);
            }
        }
        (!sought.is_empty()).then_some(Self(sought))
    }

    /// The words, folded; never empty, letters and digits only.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// Whether a text holds every one of them.
    pub fn is_in(&self, text: &str) -> bool {
        let there = words(text);
        let there: Vec<&str> = there.iter().map(String::as_str).collect();
        self.is_among(&there)
    }

    /// The same of words that are folded already.
    pub fn is_among(&self, there: &[&str]) -> bool {
        let found = |sought: &String| there.iter().any(|word| word.starts_with(sought.as_str()));
        self.0.iter().all(found)
    }

    /// Whether a text holds at least one of them.
    pub fn touches(&self, text: &str) -> bool {
        !self.hits(text).is_empty()
    }

    /// How much of what is sought a message or a draft has: every word counts by the best of
    /// its parts, as in the index of messages. `None` when one of the words is in none of them.
    pub fn weight(&self, of: &Parts<'_>) -> Option<u32> {
        let parts = [(SUBJECT, of.subject), (PEOPLE, of.people), (TEXT, of.text)];
        let parts = parts.map(|(weight, text)| (weight, words(text)));
        self.0
            .iter()
            .map(|sought| {
                let there = |words: &[String]| words.iter().any(|word| word.starts_with(sought));
                parts
                    .iter()
                    .find(|(_, words)| there(words))
                    .map(|(weight, _)| *weight)
            })
            .sum()
    }

    /// The whole of a text, with what was found in it told apart.
    pub fn marked(&self, text: &str) -> Vec<Piece> {
        Self::pieces(text, &self.hits(text))
    }

    /// The part of a text around the first thing found, or its beginning, likewise.
    pub fn excerpt(&self, text: &str) -> Vec<Piece> {
        let hits = self.hits(text);
        let first = hits.first().map_or(0, |hit| hit.0);
        // Whole words, a little before what was found and more after it.
        let start = match first.checked_sub(EXCERPT / 4) {
            None | Some(0) => 0,
            Some(about) => spans(text)
                .into_iter()
                .map(|span| span.0)
                .find(|start| *start >= about)
                .map_or(first, |start| start.min(first)),
        };
        let end = spans(text)
            .into_iter()
            .map(|span| span.1)
            .take_while(|end| *end <= start + EXCERPT)
            .last()
            .unwrap_or(start);
        // A first word longer than the whole excerpt is shown as far as it goes.
        let end = if end > start {
            end
        } else {
            text.len().min(floor(text, start + EXCERPT))
        };
        let end = if text[end..].trim().chars().count() < 8 {
            text.len()
        } else {
            end
        };
        let hits: Vec<_> = hits
            .into_iter()
            .filter(|hit| hit.0 >= start && hit.1 <= end)
            .map(|hit| (hit.0 - start, hit.1 - start))
            .collect();
        let mut pieces = Self::pieces(&text[start..end], &hits);
        if start > 0 {
            pieces.insert(0, Piece::plain("… "));
        }
        if end < text.len() {
            pieces.push(Piece::plain(" …"));
        }
        pieces
    }

    fn hits(&self, text: &str) -> Vec<(usize, usize)> {
        spans(text)
            .into_iter()
            .filter(|(start, end)| {
                let word = folded(&text[*start..*end]);
                self.0
                    .iter()
                    .any(|sought| word.starts_with(sought.as_str()))
            })
            .collect()
    }

    fn pieces(text: &str, hits: &[(usize, usize)]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for (start, end) in hits {
            if *start > at {
                pieces.push(Piece::plain(&text[at..*start]));
            }
            pieces.push(Piece {
                text: text[*start..*end].to_owned(),
                found: true,
            });
            at = *end;
        }
        if at < text.len() {
            pieces.push(Piece::plain(&text[at..]));
        }
        pieces
    }
}

/// What a word counts that stands in a subject, in somebody's name, in a text.
const SUBJECT: u32 = 8;
const PEOPLE: u32 = 4;
const TEXT: u32 = 1;

/// What of a message or a draft is searched.
#[derive(Clone, Copy)]
pub struct Parts<'t> {
    /// Its subject.
    pub subject: &'t str,
    /// The names of the people in it.
    pub people: &'t str,
    /// Its text.
    pub text: &'t str,
}

/// What was found in two places, the best first in each, as one list: neither loses its order,
/// and what weighs as much comes from the first.
pub fn merged<T>(first: Vec<(u32, T)>, second: Vec<(u32, T)>) -> Vec<T> {
    let mut all = Vec::with_capacity(first.len() + second.len());
    let mut first = first.into_iter().peekable();
    for (weight, found) in second {
        while let Some((_, before)) = first.next_if(|(other, _)| *other >= weight) {
            all.push(before);
        }
        all.push(found);
    }
    all.extend(first.map(|(_, found)| found));
    all
}

/// A piece of a text that was found.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Whether it is what was looked for.
    pub found: bool,
}

impl Piece {
    fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            found: false,
        }
    }
}

/// Where the words of a text begin and end. A word is letters, digits, the marks on them and an
/// apostrophe between them.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut start = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let inside = c.is_alphanumeric()
            || (start.is_some()
                && (is_mark(c)
                    || (matches!(c, '\'' | '\u{2019}')
                        && characters
                            .peek()
                            .is_some_and(|(_, next)| next.is_alphanumeric()))));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(begun)) => {
                spans.push((begun, at));
                start = None;
            }
            _ => {}
        }
    }
    spans.extend(start.map(|begun| (begun, text.len())));
    spans
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && without_marks(c.encode_utf8(&mut [0; 4])).is_empty()
}

fn folded(word: &str) -> String {
    if word.is_ascii() {
        // Most words are: folding them by the tables of Unicode would take more than twice as long.
        return word
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(LONGEST_WORD)
            .map(|c| c.to_ascii_lowercase())
            .collect();
    }
    whole_fold(word)
}

/// A word of any letters, folded.
fn whole_fold(word: &str) -> String {
    names::fold(word)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(LONGEST_WORD)
        .collect()
}

/// The last character's border at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

// What somebody looks for, and what they find, is health information.
impl fmt::Debug for Sought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sought({} words)", self.0.len())
    }
}

impl fmt::Debug for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").finish_non_exhaustive()
    }
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Piece({} bytes)", self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| {
            if piece.found {
                format!("[{}]", piece.text)
            } else {
                piece.text.clone()
            }
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(
            words("¿Cómo está la RODILLA?"),
            ["como", "esta", "la", "rodilla"]
        );
        assert_eq!(
            words("O’Neil's x-ray, 3.5 mg"),
            ["oneils", "x", "ray", "3", "5", "mg"]
        );
        assert_eq!(words("Mari\u{301}a ⑴ … 🦵"), ["maria", "1"]);
        assert_eq!(words("Großer Fuß"), ["grosser", "fuss"]);
    }

    #[test]
    fn beginnings_of_words_are_found() {
        let sought = Sought::parse("RODÍ dol").unwrap();
        assert!(sought.is_in("Me duele: dolor de rodilla"));
        assert!(!sought.is_in("dolor de espalda"));
        assert!(!sought.is_in("enrodillado dolor"));
        assert_eq!(
            shown(&sought.marked("Dolor de rodilla")),
            "[Dolor] de [rodilla]"
        );
    }

    fn weight(sought: &str, subject: &str, people: &str, text: &str) -> Option<u32> {
        Sought::parse(sought).unwrap().weight(&Parts {
            subject,
            people,
            text,
        })
    }

    #[test]
    fn a_word_counts_where_it_says_most() {
        assert_eq!(weight("rodi", "La Rodilla", "", "la rodilla"), Some(8));
        assert_eq!(weight("whit", "", "Ana Whitlock", "Dr. Whitlock"), Some(4));
        assert_eq!(weight("knee", "", "", "my KNEE"), Some(1));
        // Each in another part, and together they are found.
        let each = weight("rodi ana duele", "Rodilla", "Ana Whitlock", "Me duele");
        assert_eq!(each, Some(13));
        assert_eq!(weight("rodi hip", "Rodilla", "Ana", "Me duele"), None);
    }

    #[test]
    fn nothing_to_look_for_is_told() {
        for nothing in ["", "  ", "…", "-- '", "🦵"] {
            assert!(Sought::parse(nothing).is_none(), "{nothing:?}");
        }
        let many: Vec<String> = (0..30).map(|n| format!("w{n}")).collect();
        assert_eq!(
            Sought::parse(&many.join(" ")).unwrap().words().len(),
            MOST_WORDS
        );
        assert_eq!(Sought::parse("knee Knee KNEE").unwrap().words(), ["knee"]);
    }

    #[test]
    fn an_excerpt_stands_around_what_was_found() {
        let text = format!(
            "{}the knee hurts {}",
            "before ".repeat(60),
            "after ".repeat(60)
        );
        let shown = shown(&Sought::parse("knee").unwrap().excerpt(&text));
        assert!(shown.starts_with("… before"), "{shown}");
        assert!(shown.contains("the [knee] hurts after"), "{shown}");
        assert!(shown.ends_with("after …"), "{shown}");
        assert!(shown.len() < 220, "{}", shown.len());
    }

    #[test]
    fn a_text_does_not_print_itself_into_a_log() {
        let sought = Sought::parse("knee").unwrap();
        let printed = format!("{sought:?} {:?}", sought.marked("my knee"));
        assert!(!printed.contains("knee"));
    }

    proptest! {
        /// Nothing of a text is lost by marking, whatever is looked for in it.
        #[test]
        fn marking_keeps_the_text(text in any::<String>(), sought in "\\PC{1,12}") {
            if let Some(sought) = Sought::parse(&sought) {
                let pieces = sought.marked(&text);
                prop_assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), text);
            }
        }

        /// A text holds each of its words, and an excerpt for it shows at least one.
        #[test]
        fn every_word_is_found(text in "(\\PC{0,20} ){0,30}", at in any::<prop::sample::Index>()) {
            let all = words(&text);
            if !all.is_empty() {
                let sought = Sought::parse(&all[at.index(all.len())]).unwrap();
                prop_assert!(sought.is_in(&text));
                prop_assert!(sought.marked(&text).iter().any(|piece| piece.found));
                let excerpt = sought.excerpt(&text);
                prop_assert!(excerpt.iter().any(|piece| piece.found));
                let plain: String = excerpt.iter().map(|p| p.text.as_str()).collect();
                prop_assert!(text.contains(plain.trim_start_matches("… ").trim_end_matches(" …")));
            }
        }

        /// What weighs something holds every word, and the other way round.
        #[test]
        fn a_weight_is_a_find(
            [subject, people, text] in prop::array::uniform3("[a-c ]{0,12}"),
            sought in "[a-c]{1,3}( [a-c]{1,3}){0,2}",
        ) {
            let sought = Sought::parse(&sought).unwrap();
            let parts = Parts { subject: &subject, people: &people, text: &text };
            let whole = format!("{subject} {people} {text}");
            prop_assert_eq!(sought.weight(&parts).is_some(), sought.is_in(&whole));
        }

        /// Both lists are in the one, each in its own order; a heavier one of the first is never
        /// behind a lighter one of the second that begins it.
        #[test]
        fn two_lists_become_one(
            mut first in prop::collection::vec(0_u32..30, 0..12),
            second in prop::collection::vec(0_u32..30, 0..12),
        ) {
            first.sort_by(|a, b| b.cmp(a));
            let tagged = |list: &[u32], place| {
                list.iter().map(|weight| (*weight, (place, *weight))).collect::<Vec<_>>()
            };
            let all = merged(tagged(&first, 0), tagged(&second, 1));
            for (place, list) in [(0, &first), (1, &second)] {
                let kept: Vec<u32> =
                    all.iter().filter(|one| one.0 == place).map(|one| one.1).collect();
                prop_assert_eq!(&kept, list);
            }
            let heaviest = second.iter().max();
            if let (Some(best), Some(heaviest)) = (first.first(), heaviest)
                && best >= heaviest
            {
                prop_assert_eq!(all[0], (0, *best));
            }
        }

        /// The short way of plain words ends where the long one does.
        #[test]
        fn plain_words_fold_alike(word in "[a-zA-Z0-9']{0,60}") {
            prop_assert_eq!(folded(&word), whole_fold(&word));
        }

        /// Folding a folded word changes nothing, and it is letters and digits alone.
        #[test]
        fn folded_words_stay(text in any::<String>()) {
            for word in words(&text) {
                prop_assert!(word.chars().all(char::is_alphanumeric));
                prop_assert_eq!(words(&word), [word.clone()]);
            }
        }
    }
}
