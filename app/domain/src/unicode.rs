//! What Unicode says of texts: normal forms, marks, letters as a person counts them.
//!
//! The host has the tables from crates. In the browser, which has them too, they would be 150 KB
//! to fetch for every form: there the browser is asked. What it says is for messages while one
//! types; the host applies every rule again.

#[cfg(target_arch = "wasm32")]
use browser as tables;
#[cfg(not(target_arch = "wasm32"))]
use host as tables;

/// The text in normal form C.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    tables::nfc(text)
}

/// The text in normal form KC.
pub fn nfkc(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    tables::nfkc(text)
}

/// The text in normal form KD without its combining marks (general category M).
pub fn without_marks(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    tables::without_marks(text)
}

/// How many characters a person sees: extended grapheme clusters.
pub fn graphemes(text: &str) -> usize {
    if text.is_ascii() {
        return text.len() - text.matches("\r\n").count();
    }
    tables::graphemes(text)
}

#[cfg(not(target_arch = "wasm32"))]
mod host {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    use unicode_segmentation::UnicodeSegmentation;

    pub fn nfc(text: &str) -> String {
        text.nfc().collect()
    }

    pub fn nfkc(text: &str) -> String {
        text.nfkc().collect()
    }

    pub fn without_marks(text: &str) -> String {
        text.nfkd().filter(|&c| !is_combining_mark(c)).collect()
    }

    pub fn graphemes(text: &str) -> usize {
        text.graphemes(true).count()
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Function, JsString, Object, Reflect, RegExp, global};
    use wasm_bindgen::{JsCast as _, JsValue};

    pub fn nfc(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    pub fn nfkc(text: &str) -> String {
        JsString::from(text).normalize("NFKC").into()
    }

    pub fn without_marks(text: &str) -> String {
        let marks = RegExp::new(r"\p{M}", "gu");
        JsString::from(text)
            .normalize("NFKD")
            .replace_by_pattern(&marks, "")
            .into()
    }

    pub fn graphemes(text: &str) -> usize {
        // A browser without a segmenter counts the parts of what was put together one by one.
        segments(text).map_or_else(|_| text.chars().count(), |count| count as usize)
    }

    /// `[...new Intl.Segmenter().segment(text)].length`
    fn segments(text: &str) -> Result<u32, JsValue> {
        let of = |object: &JsValue, name: &str| Reflect::get(object, &name.into());
        let kind: Function = of(&of(&global(), "Intl")?, "Segmenter")?.dyn_into()?;
        let segmenter: Object = Reflect::construct(&kind, &Array::new())?.into();
        let segment: Function = of(&segmenter, "segment")?.dyn_into()?;
        Ok(Array::from(&segment.call1(&segmenter, &text.into())?).length())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_of_plain_texts_says_the_same(text in "[\\x00-\\x7f]{0,30}(\r\n)?") {
            prop_assert_eq!(nfc(&text), host::nfc(&text));
            prop_assert_eq!(nfkc(&text), host::nfkc(&text));
            prop_assert_eq!(without_marks(&text), host::without_marks(&text));
            prop_assert_eq!(graphemes(&text), host::graphemes(&text));
        }
    }

    #[test]
    fn marks_go_and_letters_count_as_they_are_seen() {
        assert_eq!(without_marks("Mari\u{301}a ﬁ"), "Maria fi");
        assert_eq!(nfc("Mari\u{301}a"), "María");
        assert_eq!(nfkc("ﬁ"), "fi");
        assert_eq!(graphemes("e\u{301}👩‍👧"), 2);
    }
}
