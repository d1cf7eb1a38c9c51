//! The words for types of `domain` that pages and papers both name.

use domain::help::About;
use domain::locale::Locale;
use domain::messages::{Desk, FileProblem, FileView, Person, ScanState, Topic, When, file_size};
use domain::results::Taken;
use domain::staff::Role;
use domain::time::Date;

use crate::{about, immunizations, messages as say, staff};

/// What the page about a service is called.
pub fn about(locale: Locale, service: About) -> &'static str {
    match service {
        About::LabResults => about::results_title(locale),
        About::Immunizations => about::immunizations_title(locale),
    }
}

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

/// What somebody at a desk does.
pub fn role(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Nurse => staff::role_nurse(locale),
        Role::Physician => staff::role_physician(locale),
        Role::MemberServices => staff::role_member_services(locale),
        Role::Administrator => staff::role_administrator(locale),
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

/// A time that a list can be narrowed to.
pub fn when(locale: Locale, when: When) -> String {
    match when {
        When::Month => say::filter_month(locale).to_owned(),
        When::HalfYear => say::filter_half_year(locale).to_owned(),
        When::Year(year) => year.to_string(),
        When::Before(year) => say::filter_before(locale, year.to_string()),
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

/// What is said of a file that was added and not sent yet: what it is and how large, whether it
/// goes, and how it stands.
pub fn added_file(locale: Locale, file: &FileView) -> (String, bool, &'static str) {
    let about = format!("{}, {}", file.kind.word(), file_size(file.bytes));
    match file.scan {
        ScanState::NotScanned | ScanState::Clean => (about, true, say::file_added(locale)),
        ScanState::Waiting => (about, true, say::file_held(locale)),
        ScanState::Harmful => (about, false, say::file_harmful(locale)),
    }
}

/// Why a file was not taken, and what to do.
pub fn file_refusal(locale: Locale, why: FileProblem) -> &'static str {
    use FileProblem as P;
    match why {
        P::TooLarge => say::file_too_large(locale),
        P::Empty => say::file_empty(locale),
        P::OtherKind => say::file_other_kind(locale),
        P::NotWhatItSays => say::file_not_what_it_says(locale),
        P::Broken => say::file_broken(locale),
        P::TooManyPixels => say::file_too_many_pixels(locale),
        P::TooMany => say::file_too_many(locale),
        P::NoRoom => say::file_no_room(locale),
        P::Harmful => say::file_harmful(locale),
        P::NoDraft => say::draft_too_many(locale),
        P::Gone => say::file_gone(locale),
    }
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
