//! By when a member can expect an answer: two business days of the plan's calendar (SPEC
//! section 5).

use crate::time::{Date, DateTime};

/// Within how many business days a message is answered.
pub const BUSINESS_DAYS: u32 = 2;

/// Whether the plan works on a day: Monday to Friday, and not on its holidays.
pub fn is_business_day(day: Date, holidays: &[Date]) -> bool {
    day.weekday().to_monday_one_offset() <= 5 && !holidays.contains(&day)
}

/// When a message is due that arrived at `arrived`, both as the plan's clocks show it.
///
/// A message that comes on a business day is due at the same time of day, two business days
/// later. One that comes on another day counts as if it came when the next business day begins.
/// Nobody who writes later is due earlier.
pub fn due(arrived: DateTime, holidays: &[Date]) -> DateTime {
    let mut day = arrived.date();
    let mut time = arrived.time();
    if !is_business_day(day, holidays) {
        day = next(day, holidays);
        time = crate::time::Time::midnight();
    }
    for _ in 0..BUSINESS_DAYS {
        day = next(day, holidays);
    }
    day.to_datetime(time)
}

/// A due moment as it is said to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueBy {
    /// By the end of a day.
    EndOf(Date),
    /// By a time of a day.
    At(DateTime),
}

/// How a due moment is said. What is due as a day begins is due by the end of the day before: to
/// whoever reads "November 25, 12:00 a.m." it would be a day more than there is. That holds for
/// the whole first minute, which clocks on walls show alike.
pub fn due_by(due: DateTime) -> DueBy {
    match (due.hour(), due.minute(), due.date().yesterday()) {
        (0, 0, Ok(before)) => DueBy::EndOf(before),
        _ => DueBy::At(due),
    }
}

/// The business day after a day. A calendar has holidays, not a year of them: who writes one
/// down that never ends gets the day itself after as many days as there are holidays and a week.
fn next(day: Date, holidays: &[Date]) -> Date {
    let mut after = day;
    for _ in 0..holidays.len() + 7 {
        after = after.tomorrow().unwrap_or(after);
        if is_business_day(after, holidays) {
            break;
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};
    use proptest::prelude::*;

    use super::*;

    fn at(month: i8, day: i8, hour: i8) -> DateTime {
        datetime(2026, month, day, hour, 0, 0, 0)
    }

    #[test]
    fn a_weekend_and_a_holiday_do_not_count() {
        let thanksgiving = [date(2026, 11, 26)];
        // Monday to Wednesday, at the same hour.
        assert_eq!(due(at(11, 2, 10), &[]), at(11, 4, 10));
        // Friday to Tuesday.
        assert_eq!(due(at(11, 6, 15), &[]), at(11, 10, 15));
        // Saturday and Sunday count as the beginning of Monday.
        assert_eq!(due(at(11, 7, 9), &[]), at(11, 11, 0));
        assert_eq!(due(at(11, 8, 23), &[]), at(11, 11, 0));
        // The Wednesday before Thanksgiving: Friday, then Monday.
        assert_eq!(due(at(11, 25, 9), &thanksgiving), at(11, 30, 9));
        assert_eq!(due(at(11, 26, 9), &thanksgiving), at(12, 1, 0));
    }

    #[test]
    fn midnight_is_the_end_of_the_day_before() {
        let midnight = |year, month, day| datetime(year, month, day, 0, 0, 0, 0);
        for (due, day) in [
            (midnight(2026, 11, 25), date(2026, 11, 24)),
            (midnight(2026, 12, 1), date(2026, 11, 30)),
            (midnight(2027, 1, 1), date(2026, 12, 31)),
            (midnight(2028, 3, 1), date(2028, 2, 29)),
            (midnight(2027, 3, 1), date(2027, 2, 28)),
            (datetime(2026, 11, 25, 0, 0, 59, 0), date(2026, 11, 24)),
        ] {
            assert_eq!(due_by(due), DueBy::EndOf(day), "{due}");
        }
        for at in [
            datetime(2026, 11, 25, 0, 1, 0, 0),
            datetime(2026, 11, 24, 23, 59, 59, 0),
        ] {
            assert_eq!(due_by(at), DueBy::At(at));
        }
    }

    #[test]
    fn what_comes_on_a_weekend_or_a_holiday_is_due_by_the_end_of_a_business_day() {
        let thanksgiving = [date(2026, 11, 26), date(2026, 11, 27)];
        let said = |arrived, holidays: &[Date]| due_by(due(arrived, holidays));
        // Sunday: as if on Monday at midnight, so all of Monday and Tuesday.
        let sunday = at(11, 22, 16);
        assert_eq!(said(sunday, &[]), DueBy::EndOf(date(2026, 11, 24)));
        // Thanksgiving: Monday and Tuesday after it, over the end of the month.
        let holiday = at(11, 26, 12);
        assert_eq!(
            said(holiday, &thanksgiving),
            DueBy::EndOf(date(2026, 12, 1))
        );
        // On a business day by the same hour.
        let monday = at(11, 23, 9);
        assert_eq!(said(monday, &thanksgiving), DueBy::At(at(11, 25, 9)));
    }

    #[test]
    fn a_calendar_of_nothing_but_holidays_still_ends() {
        let all: Vec<Date> = (1..=28).map(|day| date(2026, 2, day)).collect();
        assert!(due(datetime(2026, 2, 1, 9, 0, 0, 0), &all) > at(2, 1, 9));
    }

    fn moment() -> impl Strategy<Value = DateTime> {
        (1_i8..=12, 1_i8..=28, 0_i8..24, 0_i8..60)
            .prop_map(|(month, day, hour, minute)| datetime(2026, month, day, hour, minute, 0, 0))
    }

    fn holidays() -> impl Strategy<Value = Vec<Date>> {
        prop::collection::vec(
            (1_i8..=12, 1_i8..=28).prop_map(|(m, d)| date(2026, m, d)),
            0..40,
        )
    }

    proptest! {
        /// Between the day it came and the day it is due lies exactly one whole business day, and
        /// the day it is due is one.
        #[test]
        fn two_business_days_and_no_more(arrived in moment(), holidays in holidays()) {
            let due = due(arrived, &holidays);
            prop_assert!(is_business_day(due.date(), &holidays));
            let mut between = 0;
            let mut day = arrived.date().tomorrow().unwrap();
            while day < due.date() {
                between += u32::from(is_business_day(day, &holidays));
                day = day.tomorrow().unwrap();
            }
            let whole = is_business_day(arrived.date(), &holidays);
            prop_assert_eq!(between, if whole { BUSINESS_DAYS - 1 } else { BUSINESS_DAYS });
            if !whole {
                prop_assert_eq!(due.time(), crate::time::Time::midnight());
            }
        }

        /// The day that is said holds the last moment before it is due, and what comes on a day
        /// without work has two whole business days.
        #[test]
        fn the_day_that_is_said_is_the_day_it_is_due(arrived in moment(), holidays in holidays()) {
            let due = due(arrived, &holidays);
            match due_by(due) {
                DueBy::EndOf(day) => prop_assert_eq!(day.tomorrow().unwrap(), due.date()),
                DueBy::At(at) => prop_assert_eq!(at, due),
            }
            if !is_business_day(arrived.date(), &holidays) {
                let DueBy::EndOf(day) = due_by(due) else {
                    return Err(TestCaseError::fail("it is due at midnight"));
                };
                let mut between = 0;
                let mut one = arrived.date();
                while one < day {
                    one = one.tomorrow().unwrap();
                    between += u32::from(is_business_day(one, &holidays));
                }
                prop_assert_eq!(between, BUSINESS_DAYS);
            }
        }

        /// Whoever wrote first is due first.
        #[test]
        fn later_is_never_due_earlier(a in moment(), b in moment(), holidays in holidays()) {
            let (early, late) = (a.min(b), a.max(b));
            prop_assert!(due(early, &holidays) <= due(late, &holidays));
        }
    }
}
