//! The sentence of each problem.

use domain::email::EmailProblem;
use domain::mrn::{MrnProblem, MrnScheme};
use domain::names::NameProblem;
use domain::password::PasswordProblem;
use domain::registration::code::CodeProblem;
use domain::registration::identity::{FactKind, IdentityProblem};
use domain::registration::membership::MembershipProblem;
use domain::registration::{ContactProblem, SecureProblem, TermsProblem};
use domain::secret_questions::{SecretProblem, SecretProblemKind, SecretQuestion};
use domain::user_id::UserIdProblem;
use words::{Locale, registration as say};

pub(super) fn membership(
    locale: Locale,
    problem: MembershipProblem,
    scheme: MrnScheme,
    phone: &str,
) -> String {
    use MembershipProblem as P;
    match problem {
        P::FirstName(NameProblem::Empty) => say::first_name_empty(locale).into(),
        P::FirstName(NameProblem::TooLong) => say::first_name_long(locale).into(),
        P::FirstName(NameProblem::NotAName) => say::first_name_not(locale).into(),
        P::LastName(NameProblem::Empty) => say::last_name_empty(locale).into(),
        P::LastName(NameProblem::TooLong) => say::last_name_long(locale).into(),
        P::LastName(NameProblem::NotAName) => say::last_name_not(locale).into(),
        P::BirthMissing => say::birth_missing(locale).into(),
        P::BirthNotADate => say::birth_not_date(locale).into(),
        P::BirthYear => say::birth_year(locale).into(),
        P::BirthOutOfRange => say::birth_range(locale).into(),
        P::Mrn(MrnProblem::Empty) => say::mrn_empty(locale).into(),
        P::Mrn(MrnProblem::NotDigits) => say::mrn_not_digits(locale).into(),
        P::Mrn(MrnProblem::WrongLength) => match scheme {
            MrnScheme::CheckDigit => say::mrn_length(locale).into(),
            MrnScheme::AsGiven => say::mrn_length_given(locale).into(),
        },
        P::Mrn(MrnProblem::CheckDigit) => say::mrn_check(locale).into(),
        P::NoMatch => say::no_match(locale, phone),
        P::TooMany => say::too_many(locale, phone),
    }
}

pub(super) fn terms(locale: Locale, problem: TermsProblem) -> String {
    match problem {
        TermsProblem::NotAccepted => say::terms_not_accepted(locale).into(),
    }
}

pub(super) fn contact(locale: Locale, problem: ContactProblem) -> String {
    use ContactProblem as P;
    match problem {
        P::UserId(UserIdProblem::Empty) => say::user_id_empty(locale),
        P::UserId(UserIdProblem::TooShort) => say::user_id_short(locale),
        P::UserId(UserIdProblem::TooLong) => say::user_id_long(locale),
        P::UserId(UserIdProblem::Characters) => say::user_id_characters(locale),
        P::UserId(UserIdProblem::LooksLikeMrn) => say::user_id_mrn(locale),
        P::UserId(UserIdProblem::Taken) => say::user_id_taken(locale),
        P::Email(EmailProblem::Empty) => say::email_empty(locale),
        P::Email(EmailProblem::TooLong) => say::email_long(locale),
        P::Email(EmailProblem::Malformed) => say::email_malformed(locale),
        P::NoResendsLeft => say::email_no_resends(locale),
    }
    .into()
}

pub(super) fn code(locale: Locale, problem: CodeProblem) -> String {
    match problem {
        CodeProblem::Empty => say::code_empty(locale),
        CodeProblem::NotSixDigits => say::code_not_six(locale),
        CodeProblem::Wrong => say::code_wrong(locale),
        CodeProblem::Expired => say::code_expired(locale),
        CodeProblem::NoTriesLeft => say::code_no_tries(locale),
        CodeProblem::NoResendsLeft => say::code_no_resends(locale),
    }
    .into()
}

pub(super) fn identity(locale: Locale, problem: IdentityProblem, phone: &str) -> String {
    match problem {
        IdentityProblem::Unanswered(kind) => unanswered(locale, kind).into(),
        IdentityProblem::Wrong => say::questions_wrong(locale).into(),
        IdentityProblem::NoTriesLeft => say::questions_no_tries(locale).into(),
        IdentityProblem::NoSetsLeft => say::questions_no_sets(locale, phone),
        IdentityProblem::TooFewFacts => say::questions_too_few(locale, phone),
    }
}

/// What an identity question asks.
pub(super) fn question(locale: Locale, kind: FactKind) -> &'static str {
    match kind {
        FactKind::Street => say::question_street(locale),
        FactKind::Physician => say::question_physician(locale),
        FactKind::MedicalOffice => say::question_medical_office(locale),
        FactKind::LastVisitMonth => say::question_last_visit_month(locale),
        FactKind::PhoneLast4 => say::question_phone_last4(locale),
    }
}

fn unanswered(locale: Locale, kind: FactKind) -> &'static str {
    match kind {
        FactKind::Street => say::unanswered_street(locale),
        FactKind::Physician => say::unanswered_physician(locale),
        FactKind::MedicalOffice => say::unanswered_medical_office(locale),
        FactKind::LastVisitMonth => say::unanswered_last_visit_month(locale),
        FactKind::PhoneLast4 => say::unanswered_phone_last4(locale),
    }
}

pub(super) fn secure(locale: Locale, problem: SecureProblem) -> String {
    match problem {
        SecureProblem::Password(problem) => password(locale, problem).into(),
        SecureProblem::Secret(problem) => secret(locale, problem),
    }
}

fn password(locale: Locale, problem: PasswordProblem) -> &'static str {
    match problem {
        PasswordProblem::Empty => say::password_empty(locale),
        PasswordProblem::TooShort => say::password_short(locale),
        PasswordProblem::TooLong => say::password_long(locale),
        PasswordProblem::Names => say::password_names(locale),
        PasswordProblem::UserId => say::password_user_id(locale),
        PasswordProblem::Mrn => say::password_mrn(locale),
        PasswordProblem::BirthDate => say::password_birth(locale),
        PasswordProblem::Organisation => say::password_organisation(locale),
        PasswordProblem::Common => say::password_common(locale),
        PasswordProblem::Guessable => say::password_guessable(locale),
    }
}

fn secret(locale: Locale, problem: SecretProblem) -> String {
    use SecretProblemKind as K;
    let number = problem.place + 1;
    match problem.kind {
        K::QuestionMissing => say::question_missing(locale, number),
        K::QuestionRepeated => say::question_repeated(locale, number),
        K::AnswerMissing => say::answer_missing(locale, number),
        K::AnswerTooShort => say::answer_short(locale, number),
        K::AnswerTooLong => say::answer_long(locale, number),
        K::AnswerRepeated => say::answer_repeated(locale, number),
        K::AnswerIsPassword => say::answer_password(locale, number),
        K::AnswerIsName => say::answer_name(locale, number),
        K::AnswerIsBirthDate => say::answer_birth(locale, number),
        K::AnswerTooCommon => say::answer_common(locale, number),
        K::AnswerCharacters => say::answer_characters(locale, number),
    }
}

/// A secret question in words.
pub(super) fn secret_question(locale: Locale, question: SecretQuestion) -> &'static str {
    use SecretQuestion as Q;
    match question {
        Q::FirstPet => say::secret_first_pet(locale),
        Q::ParentsMet => say::secret_parents_met(locale),
        Q::FirstCar => say::secret_first_car(locale),
        Q::ThirdGradeStreet => say::secret_third_grade_street(locale),
        Q::FirstSchool => say::secret_first_school(locale),
        Q::FavoriteTeacher => say::secret_favorite_teacher(locale),
        Q::FirstConcert => say::secret_first_concert(locale),
        Q::FirstJob => say::secret_first_job(locale),
        Q::ChildhoodNickname => say::secret_childhood_nickname(locale),
        Q::ChildhoodFriend => say::secret_childhood_friend(locale),
        Q::Grandmother => say::secret_grandmother(locale),
        Q::Vacation => say::secret_vacation(locale),
        Q::FirstBook => say::secret_first_book(locale),
        Q::FirstDish => say::secret_first_dish(locale),
    }
}
