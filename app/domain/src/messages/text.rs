//! What a member writes: the subject and the body of a message.

use std::fmt;

use crate::unicode::graphemes;

/// A line that says what a message is about: 1 to 120 characters as people see them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Subject(String);

/// The text of a message: 1 to 10,000 characters as people see them and at most 64 KiB,
/// with its line breaks.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Body(String);

/// Why a text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextProblem {
    /// Nothing that can be seen.
    Blank,
    /// More characters than allowed.
    TooLong {
        /// By how many characters it is too long.
        over: u32,
    },
    /// Few enough characters, but made of more bytes than are stored.
    TooLarge,
}

impl Subject {
    /// The most characters (grapheme clusters) of a subject.
    pub const MOST: usize = 120;
    /// The most bytes of a subject. The longest emoji sequence in use is 35 bytes, so no
    /// subject of 120 visible characters comes near; it stops piled-up combining marks.
    pub const MOST_BYTES: usize = 8 * 1024;

    /// Reads a subject as it was typed: one line, no space around it, no control characters.
    pub fn parse(typed: &str) -> Result<Self, TextProblem> {
        let line: String = typed
            .chars()
            .map(|c| if breaks_a_line(c) { ' ' } else { c })
            .collect();
        measured(line.trim(), Self::MOST, Self::MOST_BYTES).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Body {
    /// The most characters (grapheme clusters) of a message.
    pub const MOST: usize = 10_000;
    /// The most bytes of a message.
    pub const MOST_BYTES: usize = 64 * 1024;

    /// Reads a message as it was typed. Line breaks of every kind become `\n` (a form sends
    /// `\r\n`), other control characters go (`PostgreSQL` takes no NUL), empty lines before
    /// and after the text go, and the indentation of its first line stays.
    pub fn parse(typed: &str) -> Result<Self, TextProblem> {
        let mut text = String::with_capacity(typed.len());
        let mut characters = typed.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                '\r' => {
                    characters.next_if_eq(&'\n');
                    text.push('\n');
                }
                '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
                '\t' => text.push('\t'),
                c if c.is_control() => {}
                c => text.push(c),
            }
        }
        let text = text.trim_end();
        let start = text
            .find(|c: char| !c.is_whitespace())
            .unwrap_or(text.len());
        let first_line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        measured(&text[first_line..], Self::MOST, Self::MOST_BYTES).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text shows nothing: white space, control characters and the characters that
/// are drawn as nothing do not count, however many there are.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                // Soft hyphen, joiners, direction marks, fillers and the like: invisible.
                '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}'
                | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
            )
    })
}

fn breaks_a_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn measured(text: &str, most: usize, most_bytes: usize) -> Result<String, TextProblem> {
    if is_blank(text) {
        return Err(TextProblem::Blank);
    }
    let length = graphemes(text);
    if length > most {
        let over = u32::try_from(length - most).unwrap_or(u32::MAX);
        return Err(TextProblem::TooLong { over });
    }
    if text.len() > most_bytes {
        return Err(TextProblem::TooLarge);
    }
    Ok(text.to_owned())
}

// What a member writes is health information: it never reaches a log by way of `{:?}`.
impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Subject({} bytes)", self.0.len())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One visible character made of seven code points, 25 bytes.
    const FAMILY: &str = "👨‍👩‍👧‍👦";

    #[test]
    fn characters_are_counted_as_people_see_them() {
        assert!(Subject::parse(&FAMILY.repeat(120)).is_ok());
        assert_eq!(
            Subject::parse(&FAMILY.repeat(122)),
            Err(TextProblem::TooLong { over: 2 })
        );
        assert!(Body::parse(&"é".repeat(10_000)).is_ok());
        assert_eq!(
            Body::parse(&"é".repeat(10_001)),
            Err(TextProblem::TooLong { over: 1 })
        );
    }

    #[test]
    fn a_message_of_few_characters_can_still_be_too_large() {
        let piled = format!("a{}", "\u{301}".repeat(40_000));
        assert_eq!(Body::parse(&piled), Err(TextProblem::TooLarge));
        assert_eq!(
            Body::parse(&FAMILY.repeat(2_622)),
            Err(TextProblem::TooLarge)
        );
        assert!(Body::parse(&FAMILY.repeat(2_621)).is_ok());
    }

    #[test]
    fn what_cannot_be_seen_does_not_count() {
        for nothing in [
            "",
            "   ",
            "\r\n\t",
            "\u{200b}\u{feff}",
            "\u{a0}\u{3000}",
            "\0\0",
            "\u{2800}",
        ] {
            assert_eq!(
                Subject::parse(nothing),
                Err(TextProblem::Blank),
                "{nothing:?}"
            );
            assert_eq!(Body::parse(nothing), Err(TextProblem::Blank), "{nothing:?}");
        }
        assert!(Subject::parse(".").is_ok());
    }

    #[test]
    fn a_subject_is_one_line() {
        let subject = Subject::parse("  Knee\r\nBcc: all\tof\u{2028}them\0 ").unwrap();
        assert_eq!(subject.as_str(), "Knee  Bcc: all of them");
    }

    #[test]
    fn a_message_keeps_its_lines_and_indentation() {
        let body = Body::parse("\r\n  \r\n  1. one\r\n\r\n\ttwo\rthree\0\u{7}  \r\n").unwrap();
        assert_eq!(body.as_str(), "  1. one\n\n\ttwo\nthree");
    }

    #[test]
    fn markup_is_text_like_any_other() {
        let typed = "<script>alert(1)</script> &amp; \"'`";
        assert_eq!(Body::parse(typed).unwrap().as_str(), typed);
        assert_eq!(Subject::parse(typed).unwrap().as_str(), typed);
    }

    #[test]
    fn a_text_does_not_print_itself_into_a_log() {
        let printed = format!("{:?} {:?}", Subject::parse("knee"), Body::parse("it hurts"));
        assert!(!printed.contains("knee") && !printed.contains("hurts"));
    }

    proptest! {
        /// Whatever is taken is within the limits, has no control character but those of a
        /// text, and is taken again unchanged.
        #[test]
        fn what_is_taken_stays_as_it_is(typed in any::<String>()) {
            if let Ok(subject) = Subject::parse(&typed) {
                prop_assert!(!subject.as_str().chars().any(char::is_control));
                prop_assert!(graphemes(subject.as_str()) <= Subject::MOST);
                prop_assert_eq!(Subject::parse(subject.as_str()).unwrap(), subject);
            }
            if let Ok(body) = Body::parse(&typed) {
                let stray = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
                prop_assert!(!body.as_str().chars().any(stray));
                prop_assert!(body.as_str().len() <= Body::MOST_BYTES);
                prop_assert_eq!(Body::parse(body.as_str()).unwrap(), body);
            }
        }

        /// Around a text, nothing of what cannot be seen turns a refusal into a yes or the
        /// other way round.
        #[test]
        fn only_what_is_seen_decides(text in "[ -~]{0,40}", around in "[ \t\r\n]{0,8}") {
            let wrapped = format!("{around}{text}{around}");
            prop_assert_eq!(Subject::parse(&wrapped).is_ok(), !is_blank(&text));
            prop_assert_eq!(Body::parse(&wrapped).is_ok(), !is_blank(&text));
        }

        /// The limit is at the same place for every kind of character.
        #[test]
        fn the_limit_is_at_120(
            n in 110_usize..130,
            one in prop::sample::select(vec!["x", "ñ", "日", FAMILY, "🇺🇸", "n\u{303}"]),
        ) {
            prop_assert_eq!(Subject::parse(&one.repeat(n)).is_ok(), n <= 120);
        }
    }
}
