//! The words for this room's types.

use domain::messages::{Desk, FileProblem, Person, Topic};
use domain::results::CommentProblem;
use domain::staff::{
    CaseReplyProblem, CloseReason, LookProblem, LookReason, NoteProblem, TeamName, Urgency, Waits,
};
use leptos::prelude::*;
use ui::prelude::*;
use ui::wire::WireCode;
use words::{Locale, messages, moments, session, shell, staff as say};

pub use words::terms::role;

fn desk(locale: Locale, desk: Desk) -> &'static str {
    match desk {
        Desk::Support => messages::desk_support(locale),
        Desk::MemberServices => messages::desk_member_services(locale),
    }
}

/// Somebody's name.
pub(super) fn person(locale: Locale, person: &Person) -> String {
    match person {
        Person::Named(name) => name.clone(),
        Person::Desk(which) => desk(locale, *which).to_owned(),
    }
}

pub(super) fn team(locale: Locale, team: &TeamName) -> String {
    match team {
        TeamName::Office(name) => name.clone(),
        TeamName::Desk(which) => desk(locale, *which).to_owned(),
        TeamName::Clinicians => say::team_clinicians(locale).to_owned(),
    }
}

pub(super) fn topic(locale: Locale, topic: Topic) -> &'static str {
    match topic {
        Topic::General => messages::topic_general(locale),
        Topic::Symptom => messages::topic_symptom(locale),
        Topic::Test => messages::topic_test(locale),
        Topic::Medication => messages::topic_medication(locale),
        Topic::Visit => messages::topic_visit(locale),
        Topic::Paperwork => messages::topic_paperwork(locale),
    }
}

pub(super) fn urgency(locale: Locale, urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Urgent => say::urgency_urgent(locale),
        Urgency::Soon => say::urgency_soon(locale),
        Urgency::Routine => say::urgency_routine(locale),
    }
}

/// The mark of what should be looked at before the others; none for the rest.
pub(super) fn urgency_tag(locale: Locale, one: Urgency) -> Option<AnyView> {
    let tone = match one {
        Urgency::Urgent => TagTone::Urgent,
        Urgency::Soon => TagTone::Caution,
        Urgency::Routine => return None,
    };
    let text = urgency(locale, one);
    Some(view! { <Tag tone=tone text=text /> }.into_any())
}

/// For how long something has waited.
pub(super) fn age(locale: Locale, waits: &Waits) -> String {
    match waits.hours {
        0 => say::age_new(locale).to_owned(),
        hours @ 1..48 => say::age_hours(locale, u64::from(hours)),
        hours => say::age_days(locale, u64::from(hours / 24)),
    }
}

/// By when an answer is due, and whether that is over.
pub(super) fn due(locale: Locale, waits: &Waits) -> String {
    moments::due(locale, &waits.due)
}

pub(super) fn closed(locale: Locale, why: CloseReason) -> &'static str {
    match why {
        CloseReason::NothingToAnswer => say::close_nothing(locale),
        CloseReason::AnsweredElsewhere => say::close_elsewhere(locale),
        CloseReason::Duplicate => say::close_duplicate(locale),
    }
}

pub(super) fn reason(locale: Locale, why: LookReason) -> &'static str {
    match why {
        LookReason::Care => say::reason_care(locale),
        LookReason::Covering => say::reason_covering(locale),
        LookReason::Asked => say::reason_asked(locale),
        LookReason::Review => say::reason_review(locale),
        LookReason::Emergency => say::reason_emergency(locale),
    }
}

pub(super) fn reply_problem(locale: Locale, problem: CaseReplyProblem) -> String {
    use CaseReplyProblem as P;
    match problem {
        P::MessageMissing => messages::problem_message(locale).to_owned(),
        P::MessageTooLong { over } => messages::problem_message_long(locale, u64::from(over)),
        P::MessageTooLarge => messages::problem_message_large(locale).to_owned(),
        P::SentOtherText => messages::problem_sent_other(locale).to_owned(),
        P::AnsweredSince => say::problem_answered(locale).to_owned(),
        P::WrittenSince => say::problem_written(locale).to_owned(),
        P::File(problem) => file_refusal(locale, problem).to_owned(),
    }
}

/// Why a file was not taken, and what to do.
pub(super) fn file_refusal(locale: Locale, why: FileProblem) -> &'static str {
    match why {
        FileProblem::NoRoom => say::file_no_room(locale),
        FileProblem::Gone => say::file_gone(locale),
        why => words::terms::file_refusal(locale, why),
    }
}

pub(super) fn note_problem(locale: Locale, problem: NoteProblem) -> &'static str {
    match problem {
        NoteProblem::Missing => say::problem_note(locale),
        NoteProblem::TooLong => say::problem_note_long(locale),
    }
}

pub(super) fn comment_problem(locale: Locale, problem: CommentProblem) -> String {
    use CommentProblem as P;
    match problem {
        P::Missing => say::problem_comment(locale).to_owned(),
        P::TooLong { over } => say::problem_comment_long(locale, u64::from(over)),
        P::TooLarge => say::problem_comment_large(locale).to_owned(),
        P::SentOtherText => say::problem_comment_other(locale).to_owned(),
    }
}

pub(super) fn look_problem(locale: Locale, problem: LookProblem) -> &'static str {
    match problem {
        LookProblem::ReasonMissing => say::problem_reason(locale),
        LookProblem::WordsMissing => say::problem_words(locale),
        LookProblem::WordsTooLong => say::problem_words_long(locale),
    }
}

/// Why a form could not be sent at all.
pub(super) fn failure(locale: Locale, code: WireCode) -> &'static str {
    match code {
        WireCode::Unreachable | WireCode::Busy => shell::unreachable(locale),
        WireCode::SignOnNeeded => say::failed_signed_off(locale),
        _ => session::failed(locale),
    }
}
