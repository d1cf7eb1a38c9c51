//! The words for this room's types.

use domain::messages::{
    AboutResult, ComposeProblem, Correspondent, FolderProblem, Reason, Recipient, ReplyClosed,
    ReplyProblem, Unreachable, WhyNot,
};
use domain::services::NotOpen;
use domain::time::LocalTime;
use ui::wire::WireCode;
use words::terms::desk_name;
use words::{Locale, messages as say, moments};

pub use words::terms::{person, topic};

fn reason(locale: Locale, reason: &Reason) -> String {
    match reason {
        Reason::PersonalPhysician => say::reason_physician(locale).to_owned(),
        Reason::SawYou(day) => say::reason_saw(locale, moments::date(locale, day.0)),
        Reason::ReviewedTest(day) => say::reason_reviewed(locale, moments::date(locale, day.0)),
        Reason::WroteToYou(day) => say::reason_wrote(locale, moments::date(locale, day.0)),
        Reason::StoodIn { on, for_whom } if for_whom.is_empty() => {
            say::reason_stood_in_somebody(locale, moments::date(locale, on.0))
        }
        Reason::StoodIn { on, for_whom } => {
            say::reason_stood_in(locale, moments::date(locale, on.0), for_whom)
        }
        Reason::SameOffice => say::reason_office(locale).to_owned(),
        Reason::Desk => say::reason_desk(locale).to_owned(),
    }
}

/// A line of the list of recipients: who, and why they are in it.
pub(super) fn recipient(locale: Locale, one: &Recipient) -> String {
    let why = reason(locale, &one.reason);
    let name = recipient_name(locale, one);
    match &one.specialty {
        Some(specialty) => say::recipient_specialty(locale, name, why, specialty),
        None => say::recipient(locale, name, why),
    }
}

/// The name of somebody who can be written to.
pub(super) fn recipient_name(locale: Locale, one: &Recipient) -> &str {
    match one.to {
        Correspondent::Desk(desk) => desk_name(locale, desk),
        Correspondent::Practitioner(_) => &one.name,
    }
}

/// What is told of somebody before they are written to: why they are in the list, who will see
/// the message, and to whom it would be better written.
pub(super) fn chosen(locale: Locale, one: &Recipient) -> Vec<String> {
    let name = recipient_name(locale, one);
    let sees = match (one.to, &one.office) {
        (Correspondent::Desk(_), _) => say::chosen_sees_desk(locale, name),
        (Correspondent::Practitioner(_), Some(office)) => say::chosen_sees(locale, name, office),
        (Correspondent::Practitioner(_), None) => say::chosen_sees_all(locale, name),
    };
    let mut told = vec![say::chosen_why(locale, reason(locale, &one.reason)), sees];
    if let Reason::StoodIn { for_whom, .. } = &one.reason
        && !for_whom.is_empty()
    {
        told.push(say::chosen_stood_in(locale, name, for_whom));
    }
    told
}

/// Somebody who cannot be written to: why, and what to do instead.
pub(super) fn unreachable(locale: Locale, one: &Unreachable) -> String {
    let why = reason(locale, &one.reason);
    match (one.why, &one.phone) {
        (WhyNot::NoMessages, Some(phone)) => say::unreachable_call(locale, &one.name, phone, why),
        (WhyNot::NoMessages, None) => say::unreachable_ask(locale, &one.name, why),
        (WhyNot::Left, Some(phone)) => say::unreachable_left_call(locale, &one.name, phone, why),
        (WhyNot::Left, None) => say::unreachable_left_ask(locale, &one.name, why),
    }
}

/// When an answer can be expected to what is sent now.
pub(super) fn answer_by(locale: Locale, by: Option<&LocalTime>) -> String {
    match by {
        Some(by) => say::answer_by(locale, moments::due(locale, by)),
        None => say::when_answered(locale).to_owned(),
    }
}

pub(super) fn compose_problem(locale: Locale, problem: ComposeProblem) -> String {
    use ComposeProblem as P;
    match problem {
        P::RecipientMissing => say::problem_recipient(locale).to_owned(),
        P::RecipientNotListed => say::problem_recipient_not_listed(locale).to_owned(),
        P::SubjectMissing => say::problem_subject(locale).to_owned(),
        P::SubjectTooLong { over } => say::problem_subject_long(locale, u64::from(over)),
        P::SubjectTooLarge => say::problem_subject_large(locale).to_owned(),
        P::MessageMissing => say::problem_message(locale).to_owned(),
        P::MessageTooLong { over } => say::problem_message_long(locale, u64::from(over)),
        P::MessageTooLarge => say::problem_message_large(locale).to_owned(),
        P::SentOtherText => say::problem_sent_other(locale).to_owned(),
        P::NotKept(problem) => super::saving::refusal(locale, problem).to_owned(),
        P::File(problem) => words::terms::file_refusal(locale, problem).to_owned(),
        P::ReportGone => say::problem_report_gone(locale).to_owned(),
    }
}

/// Which result is asked about.
pub(super) fn about(locale: Locale, result: &AboutResult) -> String {
    say::about(
        locale,
        words::values::day(locale, &result.taken),
        &result.name,
    )
}

pub(super) fn reply_problem(locale: Locale, problem: ReplyProblem) -> String {
    use ReplyProblem as P;
    match problem {
        P::MessageMissing => say::problem_message(locale).to_owned(),
        P::MessageTooLong { over } => say::problem_message_long(locale, u64::from(over)),
        P::MessageTooLarge => say::problem_message_large(locale).to_owned(),
        P::SentOtherText => say::problem_sent_other(locale).to_owned(),
        P::NotKept(problem) => super::saving::refusal(locale, problem).to_owned(),
        P::File(problem) => words::terms::file_refusal(locale, problem).to_owned(),
        P::Closed(ReplyClosed::NoReply) => say::closed_problem_no_reply(locale).to_owned(),
        P::Closed(ReplyClosed::TooOld(_)) => say::closed_problem_too_old(locale).to_owned(),
        P::Closed(ReplyClosed::NotOpen(_)) => say::closed_problem_not_open(locale).to_owned(),
    }
}

pub(super) fn folder_problem(locale: Locale, problem: FolderProblem) -> String {
    use FolderProblem as P;
    match problem {
        P::NameMissing => say::folder_problem_missing(locale),
        P::NameTooLong => say::folder_problem_long(locale),
        P::NameTaken => say::folder_problem_taken(locale),
        P::TooMany => say::folder_problem_many(locale),
    }
    .to_owned()
}

/// Why nothing new can be written.
pub(super) fn read_only(locale: Locale, why: NotOpen) -> &'static str {
    match why {
        NotOpen::CareElsewhere => say::read_only_elsewhere(locale),
        NotOpen::ChoosePhysician => say::read_only_physician(locale),
        NotOpen::CoverageEnded | NotOpen::AccessOver => say::read_only_ended(locale),
    }
}

/// Why a form could not be sent at all.
pub(super) fn failure(locale: Locale, code: WireCode) -> &'static str {
    match code {
        WireCode::Unreachable | WireCode::Busy => say::failed_unreachable(locale),
        WireCode::SignOnNeeded => say::failed_signed_off(locale),
        WireCode::NotFound => say::failed_not_found(locale),
        WireCode::BadRequest
        | WireCode::Forbidden
        | WireCode::OutOfOrder
        | WireCode::TooMany
        | WireCode::Unexpected => say::failed_other(locale),
    }
}
