//! Civil dates and times on the wire, as they write themselves: ISO 8601. For
//! `#[serde(with = "civil")]`.
//!
//! They are read by hand: jiff's own reading says of every text what is wrong with it, in thirty
//! kilobytes of sentences that each page would bring along and nobody would see.

use std::cmp::Reverse;

use serde::de::{Deserialize as _, Deserializer, Error as _};
use serde::ser::Serializer;

use super::{Date, DateTime};

/// What has such a text.
pub trait Civil: Sized {
    /// Its text.
    fn text(&self) -> String;

    /// Reads it; `None` for anything else.
    fn read(text: &str) -> Option<Self>;
}

impl Civil for Date {
    fn text(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    }
}

impl Civil for Reverse<Date> {
    fn text(&self) -> String {
        self.0.text()
    }

    fn read(text: &str) -> Option<Self> {
        Date::read(text).map(Self)
    }
}

impl Civil for DateTime {
    fn text(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
        let mut nanoseconds = 0;
        for index in 0..9 {
            let digit = fraction.as_bytes().get(index).copied().unwrap_or(b'0');
            nanoseconds =
                nanoseconds * 10 + i32::from(digit.checked_sub(b'0').filter(|d| *d < 10)?);
        }
        let (hour, rest) = time.split_once(':')?;
        let (minute, second) = rest.split_once(':')?;
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        let date = Date::read(date)?;
        let (year, month, day) = (date.year(), date.month(), date.day());
        Self::new(
            year,
            month,
            day,
            hour,
            minute,
            second.parse().ok()?,
            nanoseconds,
        )
        .ok()
    }
}

/// Writes it.
pub fn serialize<T: Civil, S: Serializer>(civil: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&civil.text())
}

/// Reads it.
pub fn deserialize<'de, T: Civil, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let text = String::deserialize(from)?;
    T::read(&text).ok_or_else(|| D::Error::custom("not a civil date or time"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_was_written_is_read() {
        for day in [date(1890, 1, 1), date(2024, 2, 29), date(9999, 12, 31)] {
            assert_eq!(Date::read(&day.to_string()), Some(day));
            for at in [day.at(0, 0, 0, 0), day.at(23, 59, 59, 123_456_000)] {
                assert_eq!(DateTime::read(&at.to_string()), Some(at));
            }
        }
    }

    #[test]
    fn anything_else_is_not() {
        for text in ["", "2026", "2026-02-30", "2026-3-x", "2026-03-12T10:00:00"] {
            assert_eq!(Date::read(text), None, "{text}");
        }
        for text in ["2026-03-12", "2026-03-12T25:00:00", "2026-03-12T10:00:00.x"] {
            assert_eq!(DateTime::read(text), None, "{text}");
        }
    }
}
