//! The other side of the desk (SPEC section 12): who works there, which conversations are
//! theirs to answer, by when, and what may be done with them.
//!
//! Every rule here is a function of its arguments; the clock and the plan's calendar are among
//! them.

mod asked;
mod desk;
mod due;
mod find;
mod sign_on;
mod views;
mod writing;

use serde::{Deserialize, Serialize};

pub use asked::{AskedResult, AskedValue, CaseResult};
pub use desk::{
    CloseReason, Filter, LookReason, NotATeam, Read, Standing, Team, Urgency, Whose, can_forward,
    reading, teams_of,
};
pub use due::{BUSINESS_DAYS, DueBy, due, due_by, is_business_day};
pub use find::{FindProblem, Sought, beginnings, is_named, sought};
pub use sign_on::{
    CODE_LIFE, CodeProblem, CodeView, STEP_TRIES, StaffSignOnProblem, StaffSignOnValues,
    StaffSignOnView, code_digits,
};
pub use views::{
    CaseMessage, CasePage, CaseView, Colleague, FoundCase, FoundCases, NoteView, TeamInboxView,
    TeamName, TeamRow, TemplateName, Waits, Writer,
};
pub use writing::{
    CaseReplyProblem, CaseReplyValues, LookProblem, LookValues, NoteProblem, NoteText, NoteValues,
    with_template,
};

/// What somebody at a desk does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A nurse of a medical office's team.
    Nurse,
    /// A physician.
    Physician,
    /// Member services, who answer for website & app support too. Never sees clinical text.
    MemberServices,
    /// Staff accounts, settings, audit. Has no inbox.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [
        Self::Nurse,
        Self::Physician,
        Self::MemberServices,
        Self::Administrator,
    ];

    /// As stored and as in `demo.json`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nurse => "nurse",
            Self::Physician => "physician",
            Self::MemberServices => "member_services",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether this role cares for members, and may read what is written about their health.
    pub const fn is_clinical(self) -> bool {
        matches!(self, Self::Nurse | Self::Physician)
    }

    /// Whether messages are answered in this role.
    pub const fn has_inbox(self) -> bool {
        !matches!(self, Self::Administrator)
    }
}

/// The header of somebody at a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtDesk {
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
}
