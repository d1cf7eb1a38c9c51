//! The words for types of `domain` that pages and papers both name.

use domain::locale::Locale;
use domain::messages::{Desk, Person, Topic};

use crate::messages as say;

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
