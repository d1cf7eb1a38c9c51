//! The plan that runs the portal: configuration, never code.
//!
//! Read from `organisation.toml` in the data directory; the demo organisation is invented.

use serde::{Deserialize, Serialize};

use crate::locale::Locale;
use crate::time::Date;

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
    /// Days on which the plan does not work, besides weekends: nothing is due on one.
    #[serde(default)]
    pub holidays: Vec<Date>,
    /// Who is told when somebody at a desk opens a record of another team (ACC-10); nobody when
    /// left out.
    #[serde(default)]
    pub privacy_officer: Option<String>,
    /// Texts that the desks answer with.
    #[serde(default)]
    pub templates: Vec<Template>,
}

/// A text that the desks answer with, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its name in forms.
    pub key: String,
    /// What it is called in English.
    pub name_en: String,
    /// What it is called in Spanish.
    pub name_es: String,
    /// The text in English.
    pub text_en: String,
    /// The text in Spanish.
    pub text_es: String,
}

impl Template {
    /// What it is called, in the language of the page.
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.name_en,
            Locale::Es => &self.name_es,
        }
    }

    /// The text, in the language of whoever is to read it.
    pub fn text(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.text_en,
            Locale::Es => &self.text_es,
        }
    }
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
