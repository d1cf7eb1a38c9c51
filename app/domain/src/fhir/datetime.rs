//! Dates as FHIR writes them: as precise as the source knew, and no more.

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::Timestamp;

/// How much of a date the source gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2026`
    Year,
    /// `2026-03`
    Month,
    /// `2026-03-14`
    Day,
    /// A time with its offset, to the second or finer.
    Instant,
}

/// A FHIR `date`, `dateTime` or `instant`: its source text, how precise it is, and the
/// instant where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FhirDateTime {
    text: String,
    precision: Precision,
    /// The civil date as written; the first of the year or month where less is known.
    first_day: Date,
    instant: Option<Timestamp>,
}

/// A text that is none of FHIR's date forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a FHIR date or time")]
pub struct NotADate;

/// A number of exactly so many ASCII digits.
fn digits<T: std::str::FromStr>(text: &str, count: usize) -> Result<T, NotADate> {
    if text.len() != count || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NotADate);
    }
    text.parse().map_err(|_| NotADate)
}

impl FhirDateTime {
    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a time with seconds and offset.
    ///
    /// # Errors
    /// [`NotADate`] for anything else, for days that no calendar has, and for a time without
    /// an offset: nobody could say when it was.
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        if !text.is_ascii() || text.len() > 40 {
            return Err(NotADate);
        }
        let (day, time) = match text.split_once('T') {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let mut parts = day.split('-');
        let year: i16 = digits(parts.next().unwrap_or_default(), 4)?;
        let month: Option<i8> = parts.next().map(|part| digits(part, 2)).transpose()?;
        let dom: Option<i8> = parts.next().map(|part| digits(part, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(NotADate);
        }
        let first_day =
            Date::new(year, month.unwrap_or(1), dom.unwrap_or(1)).map_err(|_| NotADate)?;
        let precision = match (month, dom) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        };
        let Some(time) = time else {
            return Ok(Self {
                text: text.to_owned(),
                precision,
                first_day,
                instant: None,
            });
        };
        if precision != Precision::Day {
            return Err(NotADate);
        }
        let instant = Some(instant(first_day, time)?);
        Ok(Self {
            text: text.to_owned(),
            precision: Precision::Instant,
            first_day,
            instant,
        })
    }

    /// The source text, byte for byte.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How precise it is.
    pub const fn precision(&self) -> Precision {
        self.precision
    }

    /// The instant, when the source gave one.
    pub const fn instant(&self) -> Option<Timestamp> {
        self.instant
    }

    /// The civil date as written (in the source's own offset), when a whole one was given.
    pub fn date(&self) -> Option<Date> {
        (self.precision >= Precision::Day).then_some(self.first_day)
    }

    /// The civil date as written, the missing month or day taken as the first.
    pub const fn first_day(&self) -> Date {
        self.first_day
    }

    /// An instant to sort by: the instant itself, else noon UTC of the (first) day, which is
    /// that same day from UTC-12 to UTC+11.
    pub fn sort_key(&self) -> Timestamp {
        self.instant.unwrap_or_else(|| {
            let noon = self.first_day.to_datetime(Time::constant(12, 0, 0, 0));
            Offset::UTC
                .to_timestamp(noon)
                .map_or(Timestamp::default(), |at| {
                    Timestamp::from_micros(at.as_microsecond())
                })
        })
    }
}

/// `hh:mm:ss[.fff](Z|±hh:mm)` on a day.
fn instant(day: Date, text: &str) -> Result<Timestamp, NotADate> {
    let (clock, offset) = if let Some(clock) = text.strip_suffix('Z') {
        (clock, Offset::UTC)
    } else {
        let at = text.rfind(['+', '-']).ok_or(NotADate)?;
        let (clock, zone) = text.split_at(at);
        let (hours, mins) = zone
            .get(1..)
            .unwrap_or_default()
            .split_once(':')
            .ok_or(NotADate)?;
        let (hours, mins): (i32, i32) = (digits(hours, 2)?, digits(mins, 2)?);
        if hours > 14 || mins > 59 {
            return Err(NotADate);
        }
        let seconds = hours * 3_600 + mins * 60;
        let seconds = if zone.starts_with('-') {
            -seconds
        } else {
            seconds
        };
        (clock, Offset::from_seconds(seconds).map_err(|_| NotADate)?)
    };
    let (whole, fraction) = clock
        .split_once('.')
        .map_or((clock, None), |(w, f)| (w, Some(f)));
    let mut parts = whole.split(':');
    let hour: i8 = digits(parts.next().unwrap_or_default(), 2)?;
    let minute: i8 = digits(parts.next().unwrap_or_default(), 2)?;
    // A leap second is told as the second before it.
    let second: i8 =
        digits::<i8>(parts.next().unwrap_or_default(), 2).map(|s| if s == 60 { 59 } else { s })?;
    if parts.next().is_some() {
        return Err(NotADate);
    }
    let micros: i64 = match fraction {
        None => 0,
        Some(part) if !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) => {
            let six: String = part.chars().chain("000000".chars()).take(6).collect();
            six.parse().map_err(|_| NotADate)?
        }
        Some(_) => return Err(NotADate),
    };
    let time = Time::new(hour, minute, second, 0).map_err(|_| NotADate)?;
    let at = offset
        .to_timestamp(day.to_datetime(time))
        .map_err(|_| NotADate)?;
    Ok(Timestamp::from_micros(at.as_microsecond() + micros))
}

impl fmt::Display for FhirDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for FhirDateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for FhirDateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
