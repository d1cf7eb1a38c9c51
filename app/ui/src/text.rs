//! Texts as components take them: already translated, and sometimes absent.

use std::borrow::Cow;

/// A text that may be absent. `hint="…"`, `hint=string`, `hint=some_option` all fit, which
/// `Option<String>` as a property would not allow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaybeText(Option<Cow<'static, str>>);

impl MaybeText {
    /// Whether there is a text.
    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }

    /// The text, for a view.
    pub fn into_inner(self) -> Option<Cow<'static, str>> {
        self.0
    }
}

impl From<&'static str> for MaybeText {
    fn from(text: &'static str) -> Self {
        Self(Some(Cow::Borrowed(text)))
    }
}

impl From<String> for MaybeText {
    fn from(text: String) -> Self {
        Self(Some(Cow::Owned(text)))
    }
}

impl From<Cow<'static, str>> for MaybeText {
    fn from(text: Cow<'static, str>) -> Self {
        Self(Some(text))
    }
}

impl From<Option<&'static str>> for MaybeText {
    fn from(text: Option<&'static str>) -> Self {
        Self(text.map(Cow::Borrowed))
    }
}

impl From<Option<String>> for MaybeText {
    fn from(text: Option<String>) -> Self {
        Self(text.map(Cow::Owned))
    }
}
