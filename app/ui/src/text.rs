//! Texts as components take them: already translated, and sometimes absent.

use std::borrow::Cow;

use leptos::prelude::*;

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

/// A text in which pieces can be marked as what somebody looked for. `subject="…"` and a list of
/// pieces both fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked(Vec<(String, bool)>);

impl Marked {
    /// The text, with a `<mark>` around each piece that was looked for.
    pub(crate) fn into_view(self) -> AnyView {
        self.0
            .into_iter()
            .map(|(text, found)| {
                if found {
                    view! { <mark class="found">{text}</mark> }.into_any()
                } else {
                    text.into_any()
                }
            })
            .collect_view()
            .into_any()
    }

    /// Whether there is any text.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Marked {
    fn from(text: String) -> Self {
        Self(vec![(text, false)])
    }
}

impl From<Option<String>> for Marked {
    fn from(text: Option<String>) -> Self {
        text.map_or_else(Self::default, Self::from)
    }
}

impl From<&'static str> for Marked {
    fn from(text: &'static str) -> Self {
        text.to_owned().into()
    }
}

impl FromIterator<(String, bool)> for Marked {
    fn from_iter<I: IntoIterator<Item = (String, bool)>>(pieces: I) -> Self {
        Self(pieces.into_iter().collect())
    }
}
