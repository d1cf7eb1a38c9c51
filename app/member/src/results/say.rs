//! The words of this room for the codes of the domain.

use domain::results::{Absence, Change, Direction, Flag, Meaning, ReportStatus, Shown, Taken};
use ui::prelude::*;
use words::{Locale, moments, results as say};

/// When something was taken, as precisely as the source knew.
pub(crate) fn taken(locale: Locale, taken: &Taken) -> String {
    match taken {
        Taken::At(at) => moments::moment(locale, at),
        Taken::On(date) => moments::date(locale, *date),
        Taken::Month(date) => moments::month_of_year(locale, date.year(), date.month()),
        Taken::Year(year) => year.to_string(),
        Taken::NotGiven => say::date_not_given(locale).to_owned(),
    }
}

/// Only the day of it.
pub(crate) fn day(locale: Locale, when: &Taken) -> String {
    match when {
        Taken::At(at) => moments::date(locale, at.civil.date()),
        other => taken(locale, other),
    }
}

/// Month and year in figures, for the narrow axis of a chart.
pub(super) fn axis(when: &Taken) -> String {
    let figures = |date: domain::time::Date| format!("{}/{}", date.month(), date.year());
    match when {
        Taken::At(at) => figures(at.civil.date()),
        Taken::On(date) | Taken::Month(date) => figures(*date),
        Taken::Year(year) => year.to_string(),
        Taken::NotGiven => String::new(),
    }
}

/// When something was taken, for machines.
pub(crate) fn machine(taken: &Taken) -> String {
    match taken {
        Taken::At(at) => moments::machine(at),
        Taken::On(date) => date.to_string(),
        Taken::Month(date) => format!("{:04}-{:02}", date.year(), date.month()),
        Taken::Year(year) => format!("{year:04}"),
        Taken::NotGiven => String::new(),
    }
}

/// A value.
pub(super) fn shown(locale: Locale, shown: &Shown) -> String {
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
pub(super) fn flag(locale: Locale, flag: Flag) -> &'static str {
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

/// A flag's colour and icon.
pub(super) fn tone(flag: Flag) -> (TagTone, Option<IconName>) {
    match flag {
        Flag::Normal | Flag::Negative => (TagTone::Good, Some(IconName::Check)),
        Flag::Positive | Flag::Indeterminate => (TagTone::Neutral, None),
        _ if flag.is_critical() => (TagTone::Urgent, Some(IconName::Warning)),
        _ => (TagTone::Caution, Some(IconName::Info)),
    }
}

/// How final something is.
pub(super) fn status(locale: Locale, status: ReportStatus) -> &'static str {
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

/// The line of meaning, with what the list shows for it.
pub(super) fn meaning(locale: Locale, meaning: Meaning) -> (ui::result_list::Meaning, String) {
    use ui::result_list::Meaning as Drawn;
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    match meaning {
        Meaning::Critical {
            count: critical, ..
        } => (
            Drawn::Critical,
            say::meaning_critical(locale, count(critical)),
        ),
        Meaning::Outside(outside) => (
            Drawn::OutOfRange,
            say::meaning_outside(locale, count(outside)),
        ),
        Meaning::AllInRange => (Drawn::InRange, say::meaning_all_in_range(locale).to_owned()),
        Meaning::InRangeWhereGiven => (
            Drawn::InRange,
            say::meaning_in_range_where_given(locale).to_owned(),
        ),
        Meaning::NoRanges => (Drawn::Unknown, say::meaning_no_ranges(locale).to_owned()),
        Meaning::NoValues => (Drawn::Unknown, say::meaning_no_values(locale).to_owned()),
    }
}

/// A change from before.
pub(super) fn change(locale: Locale, change: &Change) -> String {
    match change.direction {
        Direction::Up => say::change_up(locale, &change.amount),
        Direction::Down => say::change_down(locale, &change.amount),
        Direction::Same => say::change_same(locale).to_owned(),
    }
}
