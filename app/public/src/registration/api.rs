//! Server functions of registration. Each step has one that loads its page and one that takes
//! its form; without scripts the form that was sent last comes back as the page's flash.

use domain::registration::{
    CodeView, DoneView, MembershipView, PasswordView, QuestionsView, TermsView, UserIdView,
};
use leptos::prelude::*;
use ui::wire::{Answer, WireError};

/// The page of step 1.
#[server(endpoint = "registration/load-membership", protocol = ui::wire::Wire)]
pub async fn load_membership() -> Result<MembershipView, WireError> {
    let request = crate::context::request()?;
    if let Some(view) = request.flash("registration/membership") {
        return Ok(view);
    }
    let view = service::registration::membership_page(&request).await;
    crate::context::answer(&request, view)
}

/// Takes step 1.
#[server(endpoint = "registration/membership", protocol = ui::wire::Wire)]
pub async fn submit_membership(
    /// First name.
    first_name: String,
    /// Last name.
    last_name: String,
    /// Month of birth, 1 to 12.
    birth_month: String,
    /// Day of birth.
    birth_day: String,
    /// Year of birth, four digits.
    birth_year: String,
    /// Medical record number.
    mrn: String,
) -> Result<Answer<MembershipView>, WireError> {
    use domain::registration::membership::MembershipValues;
    let request = crate::context::request()?;
    let values = MembershipValues {
        first_name,
        last_name,
        birth_month,
        birth_day,
        birth_year,
        mrn,
    };
    let next = service::registration::submit_membership(&request, values).await;
    crate::context::next(&request, next)
}

/// The page of step 2.
#[server(endpoint = "registration/load-terms", protocol = ui::wire::Wire)]
pub async fn load_terms() -> Result<TermsView, WireError> {
    let request = crate::context::request()?;
    if let Some(view) = request.flash("registration/terms") {
        return Ok(view);
    }
    let view = service::registration::terms_page(&request).await;
    crate::context::answer(&request, view)
}

/// Takes step 2.
#[server(endpoint = "registration/terms", protocol = ui::wire::Wire)]
pub async fn submit_terms(
    /// `true` when the box is ticked.
    accepted: Option<String>,
    /// The version that stood on the page.
    version: String,
) -> Result<Answer<TermsView>, WireError> {
    let request = crate::context::request()?;
    let accepted = accepted.as_deref() == Some("true");
    let next = service::registration::submit_terms(&request, accepted, version).await;
    crate::context::next(&request, next)
}

/// Declines the terms: the registration ends, what was typed is deleted.
#[server(endpoint = "registration/decline", protocol = ui::wire::Wire)]
pub async fn decline_terms() -> Result<Answer<()>, WireError> {
    let request = crate::context::request()?;
    let done = service::registration::decline_terms(&request).await;
    let done = done.map(|()| Answer::Load(domain::routes::Route::Front.to_string()));
    crate::context::answer(&request, done)
}

/// The page of step 3, first half.
#[server(endpoint = "registration/load-user-id", protocol = ui::wire::Wire)]
pub async fn load_user_id() -> Result<UserIdView, WireError> {
    let request = crate::context::request()?;
    if let Some(view) = request.flash("registration/user-id") {
        return Ok(view);
    }
    let view = service::registration::user_id_page(&request).await;
    crate::context::answer(&request, view)
}

/// Takes the user ID and the address.
#[server(endpoint = "registration/user-id", protocol = ui::wire::Wire)]
pub async fn submit_user_id(
    /// The wished user ID.
    user_id: String,
    /// The e-mail address.
    email: String,
) -> Result<Answer<UserIdView>, WireError> {
    use domain::registration::UserIdValues;
    let request = crate::context::request()?;
    let values = UserIdValues { user_id, email };
    let next = service::registration::submit_user_id(&request, values).await;
    crate::context::next(&request, next)
}

/// The page of step 3, second half.
#[server(endpoint = "registration/load-code", protocol = ui::wire::Wire)]
pub async fn load_code() -> Result<CodeView, WireError> {
    let request = crate::context::request()?;
    let flash = request.flash("registration/code");
    if let Some(view) = flash.or_else(|| request.flash("registration/resend")) {
        return Ok(view);
    }
    let view = service::registration::code_page(&request).await;
    crate::context::answer(&request, view)
}

/// Takes the code.
#[server(endpoint = "registration/code", protocol = ui::wire::Wire)]
pub async fn submit_code(
    /// The six digits.
    code: String,
) -> Result<Answer<CodeView>, WireError> {
    let request = crate::context::request()?;
    let next = service::registration::submit_code(&request, code).await;
    crate::context::next(&request, next)
}

/// Sends another code.
#[server(endpoint = "registration/resend", protocol = ui::wire::Wire)]
pub async fn resend_code() -> Result<Answer<CodeView>, WireError> {
    let request = crate::context::request()?;
    let next = service::registration::resend_code(&request).await;
    crate::context::next(&request, next)
}

/// The page of step 4, first half.
#[server(endpoint = "registration/load-questions", protocol = ui::wire::Wire)]
pub async fn load_questions() -> Result<QuestionsView, WireError> {
    let request = crate::context::request()?;
    if let Some(view) = request.flash("registration/questions") {
        return Ok(view);
    }
    let view = service::registration::questions_page(&request).await;
    crate::context::answer(&request, view)
}

/// Takes the answers: of each question asked, the index of the option chosen.
#[server(endpoint = "registration/questions", protocol = ui::wire::Wire)]
pub async fn submit_questions(
    /// The option chosen for the street address.
    street: Option<String>,
    /// The one for the personal physician.
    physician: Option<String>,
    /// The one for the medical office.
    medical_office: Option<String>,
    /// The one for the last visit.
    last_visit_month: Option<String>,
    /// The one for the phone.
    phone_last4: Option<String>,
) -> Result<Answer<QuestionsView>, WireError> {
    use domain::registration::identity::FactKind;
    let request = crate::context::request()?;
    let typed = [
        street,
        physician,
        medical_office,
        last_visit_month,
        phone_last4,
    ];
    let chosen = FactKind::ALL
        .into_iter()
        .zip(typed)
        .map(|(kind, index)| (kind, index.and_then(|index| index.parse().ok())))
        .collect();
    let next = service::registration::submit_questions(&request, chosen).await;
    crate::context::next(&request, next)
}

/// The page of step 4, second half.
#[server(endpoint = "registration/load-password", protocol = ui::wire::Wire)]
pub async fn load_password() -> Result<PasswordView, WireError> {
    let request = crate::context::request()?;
    if let Some(view) = request.flash("registration/password") {
        return Ok(view);
    }
    let view = service::registration::password_page(&request).await;
    crate::context::answer(&request, view)
}

/// Takes the password and the secret questions, and makes the account.
#[server(endpoint = "registration/password", protocol = ui::wire::Wire)]
pub async fn submit_password(
    /// The password.
    password: String,
    /// Code of the first secret question.
    question1: String,
    /// Answer to the first.
    answer1: String,
    /// Code of the second.
    question2: String,
    /// Answer to the second.
    answer2: String,
    /// Code of the third.
    question3: String,
    /// Answer to the third.
    answer3: String,
) -> Result<Answer<PasswordView>, WireError> {
    use service::registration::NewSecrets;
    let request = crate::context::request()?;
    let secrets = NewSecrets {
        password,
        questions: [question1, question2, question3],
        answers: [answer1, answer2, answer3],
    };
    let next = service::registration::submit_password(&request, secrets).await;
    crate::context::next(&request, next)
}

/// The page of step 5.
#[server(endpoint = "registration/load-done", protocol = ui::wire::Wire)]
pub async fn load_done() -> Result<DoneView, WireError> {
    let request = crate::context::request()?;
    let view = service::registration::done_page(&request).await;
    crate::context::answer(&request, view)
}
