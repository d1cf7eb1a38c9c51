//! The languages the portal speaks.

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English, as spoken in the United States.
    #[default]
    En,
    /// Spanish, as spoken in the United States.
    Es,
}

impl Locale {
    /// Every language, in the order the language switch lists them.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The BCP 47 tag, for `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language of a tag such as `es-MX`, if the portal speaks it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|locale| primary.eq_ignore_ascii_case(locale.tag()))
    }

    /// The best match for an `Accept-Language` header; English when nothing matches.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (0.0_f32, Self::default());
        for range in accept_language.split(',') {
            let (tag, weight) = match range.split_once(";q=") {
                Some((tag, q)) => (tag, q.trim().parse().unwrap_or(0.0)),
                None => (range, 1.0),
            };
            if let Some(locale) = Self::from_tag(tag)
                && weight > best.0
            {
                best = (weight, locale);
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_we_speak_wins() {
        assert_eq!(Locale::negotiate("fr, es-MX;q=0.8, en;q=0.5"), Locale::Es);
        assert_eq!(Locale::negotiate("en-US,es;q=0.9"), Locale::En);
        assert_eq!(Locale::negotiate(""), Locale::En);
        assert_eq!(Locale::negotiate("es;q=nonsense"), Locale::En);
    }
}
