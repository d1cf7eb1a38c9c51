//! Instants and civil dates.
//!
//! An instant is counted in UTC microseconds because that is what both engines store and
//! sort alike. A civil date has no zone: zone data lives on the host, which hands views the
//! local civil time beside the instant.

pub mod civil;

use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use jiff::civil::{Date, DateTime, Time};

/// An instant: microseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many microseconds after the epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the epoch, as stored.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// How long ago `earlier` was; zero if it is not earlier.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)),
        )
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;
    fn sub(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)),
        )
    }
}

/// Minutes as a [`Duration`]; the rules are written in minutes.
pub const fn minutes(count: u64) -> Duration {
    Duration::from_secs(count * 60)
}

/// Days of 24 hours as a [`Duration`] (SPEC: "30 days" is 30 × 24 h).
pub const fn days(count: u64) -> Duration {
    Duration::from_secs(count * 86_400)
}

/// Whole years between two civil dates: a person's age on `on`.
pub fn age_on(birth: Date, on: Date) -> i16 {
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    on.year() - birth.year() - i16::from(!had_birthday)
}

/// An instant as a page shows it: what the plan's clocks on the wall said then.
///
/// Made on the host only, where the zone data is; views format it with the words of their
/// language and never convert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalTime {
    /// The instant itself, for `<time datetime>` and for sorting.
    pub at: Timestamp,
    /// Civil date and time in the plan's zone.
    #[serde(with = "civil")]
    pub civil: DateTime,
    /// The zone's abbreviation then, such as `PDT`.
    pub zone: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn age_turns_on_the_birthday_itself() {
        let born = date(2008, 11, 21);
        assert_eq!(age_on(born, date(2026, 11, 20)), 17);
        assert_eq!(age_on(born, date(2026, 11, 21)), 18);
    }

    #[test]
    fn since_never_goes_below_zero() {
        let (a, b) = (Timestamp::from_micros(5), Timestamp::from_micros(9));
        assert_eq!(a.since(b), Duration::ZERO);
        assert_eq!(b.since(a), Duration::from_micros(4));
    }
}
