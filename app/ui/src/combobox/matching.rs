//! What fits what was typed: without regard to case and accents, and word by word.

use web_sys::js_sys::{JsString, RegExp};

/// A choice's label as it is searched.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    /// The label alone, for who writes it out.
    label: String,
    /// Label and second line.
    all: String,
}

impl Folded {
    /// Folds a label and its second line.
    pub(super) fn new(label: &str, hint: Option<&str>) -> Self {
        let label = fold(label);
        let all = match hint {
            Some(hint) => format!("{label} {}", fold(hint)),
            None => label.clone(),
        };
        Self { label, all }
    }

    /// Whether every word of what was typed (folded) stands somewhere in it, whatever the order:
    /// "whit ana" finds Ana Whitlock.
    pub(super) fn fits(&self, typed: &str) -> bool {
        typed.split_whitespace().all(|word| self.all.contains(word))
    }

    /// Whether what was typed (folded) is the label itself.
    pub(super) fn is(&self, typed: &str) -> bool {
        typed.trim() == self.label
    }
}

/// A text in small letters without accents. The browser has Unicode's tables; the host, where
/// nobody types, has none here and only makes the letters small.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() || !cfg!(target_arch = "wasm32") {
        return text.to_lowercase();
    }
    JsString::from(text)
        .normalize("NFKD")
        .replace_by_pattern(&RegExp::new(r"\p{M}", "gu"), "")
        .to_lower_case()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_order_and_in_the_second_line() {
        let ana = Folded::new("Ana Whitlock", Some("Personal physician"));
        for typed in ["", "ana", "WHIT ana", "lock", "physician ana", " ana "] {
            assert!(ana.fits(&fold(typed)), "{typed}");
        }
        for typed in ["anna", "ana nurse"] {
            assert!(!ana.fits(&fold(typed)), "{typed}");
        }
        assert!(ana.is(&fold("ana whitlock ")));
        assert!(!ana.is(&fold("ana")));
    }
}
