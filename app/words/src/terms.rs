//! The words for types of `domain` that pages and papers both name.

use domain::locale::Locale;
use domain::messages::{Desk, FileView, Person, ScanState, Topic, file_size};
use domain::results::Taken;
use domain::time::Date;

use crate::{immunizations, messages as say};

/// Someone's name.
pub fn person(locale: Locale, person: &Person) -> String {
    match person {
        Person::Named(name) => name.clone(),
        Person::Desk(desk) => desk_name(locale, *desk).to_owned(),
    }
}

/// What a desk is called.
pub fn desk_name(locale: Locale, desk: Desk) -> &'static str {
    match desk {
        Desk::Support => say::desk_support(locale),
        Desk::MemberServices => say::desk_member_services(locale),
    }
}

/// What a topic is called.
pub fn topic(locale: Locale, topic: Topic) -> &'static str {
    match topic {
        Topic::General => say::topic_general(locale),
        Topic::Symptom => say::topic_symptom(locale),
        Topic::Test => say::topic_test(locale),
        Topic::Medication => say::topic_medication(locale),
        Topic::Visit => say::topic_visit(locale),
        Topic::Paperwork => say::topic_paperwork(locale),
    }
}

/// What is said of a file beside its name: what it is and how large, and why it cannot be opened.
pub fn file(locale: Locale, file: &FileView) -> (String, Option<&'static str>) {
    let about = format!("{}, {}", file.kind.word(), file_size(file.bytes));
    let note = match file.scan {
        ScanState::NotScanned | ScanState::Clean => None,
        ScanState::Waiting => Some(say::file_held_received(locale)),
        ScanState::Harmful => Some(say::file_removed_harmful(locale)),
    };
    (about, note)
}

/// When something was given, in figures: month, day, year, as far as they are known; in the
/// source's words where it gives no date.
pub fn figures(locale: Locale, taken: &Taken, text: Option<&str>) -> String {
    let day = |date: Date| format!("{:02}/{:02}/{:04}", date.month(), date.day(), date.year());
    match taken {
        Taken::At(at) => day(at.civil.date()),
        Taken::On(date) => day(*date),
        Taken::Month(date) => format!("{:02}/{:04}", date.month(), date.year()),
        Taken::Year(year) => format!("{year:04}"),
        Taken::NotGiven => text.map_or_else(
            || immunizations::undated_heading(locale).to_owned(),
            str::to_owned,
        ),
    }
}
