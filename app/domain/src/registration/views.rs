//! What the pages of registration show. Nothing here holds a password, an answer, or which
//! option of an identity question is right.

use serde::{Deserialize, Serialize};

use super::code::CodeProblem;
use super::identity::{Choice, FactKind, IdentityProblem};
use super::membership::{MembershipProblem, MembershipValues};
use crate::email::EmailProblem;
use crate::forms::{Form, Problem};
use crate::mrn::MrnScheme;
use crate::password::PasswordProblem;
use crate::secret_questions::{SecretProblem, SecretQuestion};
use crate::time::{Date, civil};
use crate::user_id::UserIdProblem;

/// What is told to someone whose four facts all match a member (REG-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipNotice {
    /// Younger than eighteen: how a parent gets access.
    Young,
    /// There is an account already: sign on, or recover it.
    Registered,
    /// The member has died: member services.
    Died,
}

/// Step 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipView {
    /// What was typed and what is wrong with it.
    pub form: Form<MembershipValues, MembershipProblem>,
    /// What is to be told instead of going on.
    pub notice: Option<MembershipNotice>,
    /// How the medical record number is checked.
    pub scheme: MrnScheme,
    /// Today in the plan's zone, which no birth date is after.
    #[serde(with = "civil")]
    pub today: Date,
}

/// What is wrong with step 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermsProblem {
    /// The box is not ticked.
    NotAccepted,
}

impl Problem for TermsProblem {
    fn field(self) -> &'static str {
        "accepted"
    }
}

/// Step 2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsView {
    /// The version of the terms that is shown.
    pub version: String,
    /// Whether this visitor has accepted it already.
    pub accepted: bool,
    /// What is wrong.
    pub problems: Vec<TermsProblem>,
}

/// What is typed in step 3.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserIdValues {
    /// The wished user ID.
    pub user_id: String,
    /// The e-mail address.
    pub email: String,
}

/// What is wrong with step 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactProblem {
    /// The user ID.
    UserId(UserIdProblem),
    /// The e-mail address.
    Email(EmailProblem),
    /// No more codes can be sent in this registration.
    NoResendsLeft,
}

impl Problem for ContactProblem {
    fn field(self) -> &'static str {
        match self {
            Self::UserId(_) => "user_id",
            Self::Email(_) | Self::NoResendsLeft => "email",
        }
    }
}

/// Step 3, first half.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserIdView {
    /// What was typed and what is wrong with it.
    pub form: Form<UserIdValues, ContactProblem>,
    /// Free user IDs, when the wished one is taken.
    pub suggestions: Vec<String>,
}

/// Step 3, second half.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeView {
    /// Where the code was sent: the address that this visitor typed.
    pub email: String,
    /// What is wrong.
    pub problems: Vec<CodeProblem>,
    /// How often a new code can still be asked for.
    pub resends_left: u8,
    /// Whether a new code was just sent.
    pub sent_again: bool,
}

/// One identity question as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionView {
    /// What is asked.
    pub kind: FactKind,
    /// The options, in order; the form sends the index.
    pub options: Vec<Choice>,
}

/// Step 4, first half.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionsView {
    /// The three questions; none when they cannot be asked.
    pub questions: Vec<QuestionView>,
    /// The options chosen so far, by the question's place.
    pub chosen: Vec<Option<u8>>,
    /// What is wrong.
    pub problems: Vec<IdentityProblem>,
}

/// What is wrong with step 4's second half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecureProblem {
    /// The password.
    Password(PasswordProblem),
    /// A secret question or its answer.
    Secret(SecretProblem),
}

impl Problem for SecureProblem {
    fn field(self) -> &'static str {
        match self {
            Self::Password(_) => "password",
            Self::Secret(problem) => problem.field(),
        }
    }
}

/// Step 4, second half. What it must not be made of is what the visitor typed before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordView {
    /// The user ID, so that a password manager keeps the two together.
    pub user_id: String,
    /// The questions chosen so far, by place.
    pub chosen: [Option<SecretQuestion>; 3],
    /// What is wrong.
    pub problems: Vec<SecureProblem>,
}

/// Step 5.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneView {
    /// The user ID, filled into the sign-on form.
    pub user_id: String,
}
