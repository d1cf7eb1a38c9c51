//! The plan that runs the portal: configuration, never code.
//!
//! Read from `organisation.toml` in the data directory; the demo organisation is invented.

use serde::{Deserialize, Serialize};

use crate::locale::Locale;

/// The organisation's names, lines and limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The plan's full name, such as "Larkhaven Health Plan".
    pub name: String,
    /// The short name that stands in the header and in titles.
    pub short_name: String,
    /// IANA name of the plan's time zone, such as `America/Los_Angeles`.
    pub time_zone: String,
    /// The sender of every mail.
    pub mail_from: String,
    /// The lines a member may call.
    pub lines: Lines,
    /// Whether the roll's MRNs are eight digits with a Damm check digit (SPEC section 1); a
    /// roll that brings its own numbers switches it off.
    #[serde(default = "yes")]
    pub mrn_check_digit: bool,
    /// The version of the terms and conditions now in force.
    pub terms_version: String,
}

fn yes() -> bool {
    true
}

/// The telephone lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// Website & app support.
    pub support: Line,
    /// Member services.
    pub member_services: Line,
    /// Automated pharmacy line.
    pub pharmacy: Line,
    /// Nurse line.
    pub nurse: Line,
}

/// One telephone line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The number as people write it.
    pub phone: String,
    /// The TTY number.
    pub tty: String,
    /// Opening hours in English.
    pub hours_en: String,
    /// Opening hours in Spanish.
    pub hours_es: String,
}

impl Line {
    /// When the line is answered, in the language of the page.
    pub fn hours(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.hours_en,
            Locale::Es => &self.hours_es,
        }
    }
}
