//! The letters that a paper can show, and texts made of no others.
//!
//! A PDF for assistive technology (PDF/UA) may hold no letter that its fonts do not have. The
//! fonts here write Latin, Greek, Cyrillic, Hebrew and Arabic, and the usual emoji. What they
//! lack is replaced by one sign, and the paper says so: better a gap that is told than a paper
//! that cannot be made, or one that leaves something out in silence.

use std::sync::LazyLock;

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The families that papers are written in, the first one that has a letter is taken; the
/// templates name the same.
const FAMILIES: [&str; 3] = ["Libertinus Serif", "DejaVu Sans Mono", "Noto Emoji"];

/// What stands for a letter that no font here has.
pub const UNKNOWN: char = '\u{fffd}';

/// What heads something whose name is empty or cannot be seen.
const NOTHING: &str = "—";

/// Where a line may break though nothing is seen.
const BREAK: char = '\u{200b}';

/// So many letters without a place to break a line stand in no language's words; a paper's
/// narrowest column takes as many.
const UNBROKEN: usize = 30;

/// The fonts.
pub struct Case {
    /// What the compiler asks for a font.
    pub book: LazyHash<FontBook>,
    /// The fonts themselves, in the order of the book.
    pub fonts: Vec<Font>,
}

/// All fonts, read once.
pub static CASE: LazyLock<Case> = LazyLock::new(|| {
    let fonts: Vec<Font> = typst_assets::fonts()
        .chain([epaint_default_fonts::NOTO_EMOJI_REGULAR])
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .filter(|font| FAMILIES.contains(&font.info().family.as_str()))
        .collect();
    Case {
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// Paragraphs, of lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraphs(Vec<Vec<String>>);

/// Makes texts for one paper, and counts what it had to replace.
#[derive(Debug, Default)]
pub struct Writer {
    replaced: bool,
}

impl Writer {
    /// A text on one line.
    pub fn line(&mut self, text: &str) -> String {
        let mut line = String::with_capacity(text.len());
        let mut unbroken = 0;
        for letter in text.chars() {
            let letter = match letter {
                '\n' | '\t' => ' ',
                letter if is_silent(letter) => continue,
                letter if !is_shown(letter) => {
                    self.replaced = true;
                    UNKNOWN
                }
                letter => letter,
            };
            unbroken = if breaks(letter) { 0 } else { unbroken + 1 };
            line.push(letter);
            if unbroken == UNBROKEN {
                line.push(BREAK);
                unbroken = 0;
            }
        }
        line
    }

    /// A text on one line that heads something: never nothing, which no reader could name.
    pub fn heading(&mut self, text: &str) -> String {
        let line = self.line(text);
        if line.trim().is_empty() {
            return NOTHING.into();
        }
        line
    }

    /// A text with its line breaks; empty lines part its paragraphs.
    pub fn paragraphs(&mut self, text: &str) -> Paragraphs {
        let mut paragraphs = vec![Vec::new()];
        for line in text.lines() {
            let written = self.line(line.trim_end());
            match paragraphs.last_mut() {
                Some(paragraph) if !written.is_empty() => paragraph.push(written),
                Some(paragraph) if !paragraph.is_empty() => paragraphs.push(Vec::new()),
                _ => {}
            }
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        Paragraphs(paragraphs)
    }

    /// Whether something could not be shown.
    pub fn has_replaced(&self) -> bool {
        self.replaced
    }
}

/// Whether a font here has a letter.
fn is_shown(letter: char) -> bool {
    CASE.fonts
        .iter()
        .any(|font| font.info().coverage.contains(u32::from(letter)))
}

/// Signs that steer how others are drawn and are not seen themselves: joiners, variations,
/// directions that a text may not turn around, marks of byte order.
fn is_silent(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0000}'..='\u{e0fff}')
}

fn breaks(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | BREAK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_is_there() {
        for family in FAMILIES {
            assert!(
                CASE.book.contains_family(&family.to_lowercase()),
                "{family}"
            );
        }
    }

    #[test]
    fn empty_lines_part_paragraphs_and_line_breaks_stay() {
        let mut writer = Writer::default();
        let text = writer.paragraphs("a\nb\n\n \n  c  \r\n");
        assert_eq!(
            text,
            Paragraphs(vec![vec!["a".into(), "b".into()], vec!["  c".into()]])
        );
        assert!(!writer.has_replaced());
    }

    #[test]
    fn what_no_font_has_is_told() {
        let mut writer = Writer::default();
        assert_eq!(
            writer.line("¿Señor Ωж שלום سلام 😀?"),
            "¿Señor Ωж שלום سلام 😀?"
        );
        assert!(!writer.has_replaced());
        assert_eq!(writer.line("漢"), "\u{fffd}");
        assert!(writer.has_replaced());
    }

    #[test]
    fn a_text_turns_nothing_around() {
        let mut writer = Writer::default();
        assert_eq!(writer.line("a\u{202e}b\u{feff}c"), "abc");
        assert!(!writer.has_replaced());
    }

    #[test]
    fn a_word_without_end_can_be_broken() {
        let mut writer = Writer::default();
        let line = writer.line(&"x".repeat(61));
        assert_eq!(line.matches(BREAK).count(), 2);
    }
}
