//! The documents as an independent reader of PDF finds them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its ground gives way"
)]

mod account;
mod immunizations;
mod messages;
mod reader;
mod registration;

use domain::locale::Locale;
use domain::time::{Date, LocalTime, Timestamp};
use papers::Frame;

/// March 12, 2026, 9:05 in California.
pub fn moment() -> LocalTime {
    LocalTime {
        at: Timestamp::from_micros(1_773_331_500_000_000),
        civil: Date::constant(2026, 3, 12).at(9, 5, 0, 0),
        zone: "PDT".into(),
    }
}

/// What stands around the papers of these tests.
pub fn frame(locale: Locale) -> Frame {
    Frame {
        locale,
        plan: "Larkhaven Health Plan".into(),
        whose: "Maria Santos".into(),
        printed: moment(),
    }
}
