//! The member's own account and what goes with belonging to the plan.

use serde::{Deserialize, Serialize};

use crate::notices::NoticesView;
use crate::organisation::Line;

/// Account & preferences: what the member can look at and change about their account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// What they are told by e-mail.
    pub notices: NoticesView,
}

/// The member ID card: what stands on it, and whom to call. Nothing else of the roll leaves the
/// host with it (ACC-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdCardView {
    /// First and last name.
    pub name: String,
    /// Medical record number, in groups as it is printed.
    pub mrn: String,
    /// The personal physician's name, if one is chosen.
    pub physician: Option<String>,
    /// The medical office's name, if they get care at one.
    pub office: Option<String>,
    /// The line of member services.
    pub member_services: Line,
    /// The nurse line.
    pub nurse: Line,
}
