//! When things happened, counted back from the time at which the demo begins.

use domain::time::{Date, Timestamp, minutes};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};
use service::Fault;

/// The demo's calendar, in the plan's zone.
pub struct Calendar {
    /// When the demo begins.
    pub now: Timestamp,
    /// The same day in the plan's zone.
    pub today: Date,
    zone: TimeZone,
}

impl Calendar {
    /// The calendar of an instant.
    pub fn new(now: Timestamp, zone: &str) -> Result<Self, Fault> {
        let zone = TimeZone::get(zone).map_err(|_| Fault::Shape("time zone"))?;
        let today = zoned(now, &zone).date();
        Ok(Self { now, today, zone })
    }

    /// So many days ago at this hour and minute; the evening before where that is still to
    /// come.
    pub fn at(&self, days_ago: u32, hour: i8, minute: i8) -> Timestamp {
        let at = self.on(self.day(days_ago), hour, minute);
        if at < self.now {
            at
        } else {
            self.on(self.day(days_ago + 1), hour, minute)
        }
    }

    /// The same on a day when medical offices are open: of a weekend, the Friday before.
    pub fn weekday(&self, days_ago: u32, hour: i8, minute: i8) -> Timestamp {
        let back = match self.day(days_ago).weekday() {
            Weekday::Saturday => 1,
            Weekday::Sunday => 2,
            _ => 0,
        };
        let at = self.on(self.day(days_ago + back), hour, minute);
        if at < self.now {
            at
        } else {
            self.weekday(days_ago + back + 1, hour, minute)
        }
    }

    /// The day so many days ago.
    pub fn day(&self, days_ago: u32) -> Date {
        self.today.saturating_sub(Span::new().days(days_ago))
    }

    /// The day of an instant.
    pub fn date(&self, at: Timestamp) -> Date {
        zoned(at, &self.zone).date()
    }

    /// An instant as FHIR writes it, with the plan's offset then.
    pub fn fhir(&self, at: Timestamp) -> String {
        zoned(at, &self.zone)
            .strftime("%Y-%m-%dT%H:%M:%S%:z")
            .to_string()
    }

    /// "March 2026".
    pub fn month(&self, at: Timestamp) -> String {
        zoned(at, &self.zone).strftime("%B %Y").to_string()
    }

    fn on(&self, day: Date, hour: i8, minute: i8) -> Timestamp {
        let civil = day.at(hour, minute, 0, 0);
        // An hour that the clocks leave out becomes the one after it.
        civil
            .to_zoned(self.zone.clone())
            .map_or(self.now - minutes(60), |zoned| {
                Timestamp::from_micros(zoned.timestamp().as_microsecond())
            })
    }
}

fn zoned(at: Timestamp, zone: &TimeZone) -> Zoned {
    jiff::Timestamp::from_microsecond(at.as_micros())
        .unwrap_or_default()
        .to_zoned(zone.clone())
}
