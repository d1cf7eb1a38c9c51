//! Dates and times in words. A view never converts: what it shows is already civil
//! ([`LocalTime`] is made on the host, where the zone data is).

use domain::locale::Locale;
use domain::staff::{DueBy, due_by};
use domain::time::{Date, LocalTime};

use crate::dates as say;

/// The name of a month, 1 to 12, as it stands within a sentence.
pub fn month(locale: Locale, number: i8) -> &'static str {
    match number {
        1 => say::january(locale),
        2 => say::february(locale),
        3 => say::march(locale),
        4 => say::april(locale),
        5 => say::may(locale),
        6 => say::june(locale),
        7 => say::july(locale),
        8 => say::august(locale),
        9 => say::september(locale),
        10 => say::october(locale),
        11 => say::november(locale),
        _ => say::december(locale),
    }
}

/// "March 12, 2026", "12 de marzo de 2026".
pub fn date(locale: Locale, date: Date) -> String {
    say::date(locale, date.day(), month(locale, date.month()), date.year())
}

/// "March 2026", "marzo de 2026".
pub fn month_of_year(locale: Locale, year: i16, number: i8) -> String {
    say::month_of_year(locale, month(locale, number), year)
}

/// "9:05 a.m.", "9:05 a. m.", with spaces at which no line breaks.
pub fn time(locale: Locale, at: &LocalTime) -> String {
    let hour = match at.civil.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let minute = at.civil.minute();
    let minute = format!("{minute:02}");
    if at.civil.hour() < 12 {
        say::morning(locale, hour, minute)
    } else {
        say::afternoon(locale, hour, minute)
    }
}

/// "March 12, 2026, 9:05 a.m. PDT".
pub fn moment(locale: Locale, at: &LocalTime) -> String {
    say::moment(
        locale,
        date(locale, at.civil.date()),
        time(locale, at),
        &at.zone,
    )
}

/// By when an answer is due, as it stands after "by": "the end of Tuesday, November 24, 2026",
/// "Wednesday, November 25, 2026, 9:05 a.m. PST". Every page says it by this one.
pub fn due(locale: Locale, at: &LocalTime) -> String {
    let day = |day: Date| say::day(locale, date(locale, day), weekday(locale, day));
    match due_by(at.civil) {
        DueBy::EndOf(last) => say::due_end(locale, day(last)),
        DueBy::At(due) => say::due_at(locale, day(due.date()), time(locale, at), &at.zone),
    }
}

fn weekday(locale: Locale, date: Date) -> &'static str {
    match date.weekday().to_monday_one_offset() {
        1 => say::monday(locale),
        2 => say::tuesday(locale),
        3 => say::wednesday(locale),
        4 => say::thursday(locale),
        5 => say::friday(locale),
        6 => say::saturday(locale),
        _ => say::sunday(locale),
    }
}

/// RFC 3339 to the minute, for `<time datetime>`: the civil time with its distance from UTC.
pub fn machine(at: &LocalTime) -> String {
    let civil = at.civil;
    let minutes = i64::from(civil.hour()) * 60 + i64::from(civil.minute());
    let local = days_since_1970(civil.date()) * 1440 + minutes;
    let ahead = local - at.at.as_micros().div_euclid(60_000_000);
    let sign = if ahead < 0 { '-' } else { '+' };
    let ahead = ahead.abs();
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}{sign}{:02}:{:02}",
        civil.year(),
        civil.month(),
        civil.day(),
        civil.hour(),
        civil.minute(),
        ahead / 60,
        ahead % 60
    )
}

/// Days from 1970-01-01; years are counted from March, so that leap days come last.
fn days_since_1970(date: Date) -> i64 {
    let month = i64::from(date.month());
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let month = (month + 9) % 12;
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    days + (153 * month + 2) / 5 + i64::from(date.day()) - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use domain::time::{DateTime, Timestamp};

    use super::*;

    fn at(micros: i64, civil: DateTime, zone: &str) -> LocalTime {
        LocalTime {
            at: Timestamp::from_micros(micros),
            civil,
            zone: zone.into(),
        }
    }

    #[test]
    fn both_languages_say_the_same_moment() {
        let civil = Date::constant(2026, 3, 12).at(0, 5, 59, 0);
        let night = at(1_773_299_159_000_000, civil, "PDT");
        assert_eq!(
            moment(Locale::En, &night),
            "March 12, 2026, 12:05\u{a0}a.m.\u{a0}PDT"
        );
        assert_eq!(
            moment(Locale::Es, &night),
            "12 de marzo de 2026, 12:05\u{a0}a.\u{a0}m.\u{a0}PDT"
        );
        assert_eq!(machine(&night), "2026-03-12T00:05-07:00");
        assert_eq!(month_of_year(Locale::Es, 2026, 3), "marzo de 2026");
    }

    #[test]
    fn what_is_due_at_midnight_is_due_by_the_end_of_the_day_before() {
        let on = |year, month, day, hour| {
            at(0, Date::constant(year, month, day).at(hour, 0, 0, 0), "PST")
        };
        for (due_at, en, es) in [
            (
                on(2026, 11, 25, 0),
                "the end of Tuesday, November 24, 2026",
                "al final del martes 24 de noviembre de 2026",
            ),
            (
                on(2027, 1, 1, 0),
                "the end of Thursday, December 31, 2026",
                "al final del jueves 31 de diciembre de 2026",
            ),
            (
                on(2026, 11, 30, 15),
                "Monday, November 30, 2026, 3:00\u{a0}p.m.\u{a0}PST",
                "el lunes 30 de noviembre de 2026, 3:00\u{a0}p.\u{a0}m.\u{a0}PST",
            ),
        ] {
            assert_eq!(due(Locale::En, &due_at), en);
            assert_eq!(due(Locale::Es, &due_at), es);
        }
    }

    #[test]
    fn noon_is_in_the_afternoon() {
        let noon = at(0, Date::constant(1970, 1, 1).at(12, 0, 0, 0), "");
        assert_eq!(time(Locale::En, &noon), "12:00\u{a0}p.m.");
        assert_eq!(machine(&noon), "1970-01-01T12:00+12:00");
    }

    #[test]
    fn days_are_counted_through_leap_years() {
        assert_eq!(days_since_1970(Date::constant(1970, 1, 1)), 0);
        assert_eq!(days_since_1970(Date::constant(2000, 3, 1)), 11_017);
        assert_eq!(days_since_1970(Date::constant(2026, 11, 21)), 20_778);
    }
}
