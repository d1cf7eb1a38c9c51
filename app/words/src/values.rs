//! The words for lab values that pages and papers both name.

use domain::locale::Locale;
use domain::results::{Absence, Change, Direction, Flag, Meaning, ReportStatus, Shown, Taken};

use crate::{moments, results as say};

/// When something was taken, as precisely as the source knew.
pub fn taken(locale: Locale, taken: &Taken) -> String {
    match taken {
        Taken::At(at) => moments::moment(locale, at),
        Taken::On(date) => moments::date(locale, *date),
        Taken::Month(date) => moments::month_of_year(locale, date.year(), date.month()),
        Taken::Year(year) => year.to_string(),
        Taken::NotGiven => say::date_not_given(locale).to_owned(),
    }
}

/// Only the day of it.
pub fn day(locale: Locale, when: &Taken) -> String {
    match when {
        Taken::At(at) => moments::date(locale, at.civil.date()),
        other => taken(locale, other),
    }
}

/// A value.
pub fn shown(locale: Locale, shown: &Shown) -> String {
    match shown {
        Shown::Text(text) => text.clone(),
        Shown::Truth(true) => say::yes(locale).to_owned(),
        Shown::Truth(false) => say::no(locale).to_owned(),
        Shown::Absent(absence) => say::absent(locale, reason(locale, absence)),
        Shown::Curve => say::curve(locale).to_owned(),
        Shown::Nothing => say::no_value(locale).to_owned(),
    }
}

/// Why there is no value: the source's own words, else ours for HL7's code.
fn reason(locale: Locale, absence: &Absence) -> String {
    if let Some(text) = &absence.text {
        return text.clone();
    }
    match absence.code.as_deref() {
        Some("not-performed") => say::absent_not_performed(locale),
        Some("error" | "not-a-number" | "negative-infinity" | "positive-infinity") => {
            say::absent_error(locale)
        }
        Some("not-applicable" | "unsupported" | "not-permitted") => {
            say::absent_not_applicable(locale)
        }
        Some("masked") => say::absent_masked(locale),
        Some("temp-unknown") => say::absent_pending(locale),
        _ => say::absent_unknown(locale),
    }
    .to_owned()
}

/// A flag.
pub fn flag(locale: Locale, flag: Flag) -> &'static str {
    match flag {
        Flag::Normal => say::flag_normal(locale),
        Flag::Negative => say::flag_negative(locale),
        Flag::Indeterminate => say::flag_indeterminate(locale),
        Flag::Positive => say::flag_positive(locale),
        Flag::Abnormal => say::flag_abnormal(locale),
        Flag::Low => say::flag_low(locale),
        Flag::High => say::flag_high(locale),
        Flag::Critical => say::flag_critical(locale),
        Flag::CriticalLow => say::flag_critical_low(locale),
        Flag::CriticalHigh => say::flag_critical_high(locale),
    }
}

/// How final something is.
pub fn status(locale: Locale, status: ReportStatus) -> &'static str {
    match status {
        ReportStatus::Registered => say::status_registered(locale),
        ReportStatus::Partial => say::status_partial(locale),
        ReportStatus::Preliminary => say::status_preliminary(locale),
        ReportStatus::Final => say::status_final(locale),
        ReportStatus::Amended => say::status_amended(locale),
        ReportStatus::Corrected => say::status_corrected(locale),
        ReportStatus::Appended => say::status_appended(locale),
        ReportStatus::Cancelled => say::status_cancelled(locale),
        ReportStatus::EnteredInError => say::status_withdrawn(locale),
        ReportStatus::Unknown => say::status_unknown(locale),
    }
}

/// What the values of a report say together.
pub fn meaning(locale: Locale, meaning: Meaning) -> String {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    match meaning {
        Meaning::Critical {
            count: critical, ..
        } => say::meaning_critical(locale, count(critical)),
        Meaning::Outside(outside) => say::meaning_outside(locale, count(outside)),
        Meaning::AllInRange => say::meaning_all_in_range(locale).to_owned(),
        Meaning::InRangeWhereGiven => say::meaning_in_range_where_given(locale).to_owned(),
        Meaning::NoRanges => say::meaning_no_ranges(locale).to_owned(),
        Meaning::NoValues => say::meaning_no_values(locale).to_owned(),
    }
}

/// A change from before.
pub fn change(locale: Locale, change: &Change) -> String {
    match change.direction {
        Direction::Up => say::change_up(locale, &change.amount),
        Direction::Down => say::change_down(locale, &change.amount),
        Direction::Same => say::change_same(locale).to_owned(),
    }
}
