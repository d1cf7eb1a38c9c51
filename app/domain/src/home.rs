//! Home: a greeting, and what waits for the member.

use serde::{Deserialize, Serialize};

use crate::family::ChangeAhead;
use crate::ids::{ConversationId, ReportId};
use crate::messages::Person;
use crate::services::{Service, ServiceStanding};
use crate::time::{Date, LocalTime, civil};

/// How many things of a kind Home names one by one; it says how many more there are.
pub const NAMED: u32 = 5;

/// Home as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    /// The member's first name.
    pub given: String,
    /// When they were here before, if ever.
    pub last_here: Option<LocalTime>,
    /// Conversations that hold something unread, the latest first, at most [`NAMED`].
    pub messages: Vec<WaitingMessage>,
    /// How many conversations hold something unread.
    pub unread: u32,
    /// Results not read yet, the latest first, at most [`NAMED`].
    pub results: Vec<WaitingResult>,
    /// How many results are not read yet.
    pub new_results: u32,
    /// How the services that Home leads to stand for this member.
    pub services: Vec<(Service, ServiceStanding)>,
    /// Birthdays that will take something away from a parent.
    #[serde(default)]
    pub family: Vec<ChangeAhead>,
}

/// A conversation that waits to be read; it goes from Home when it is read, never before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingMessage {
    /// Which.
    pub id: ConversationId,
    /// What it is about.
    pub subject: String,
    /// Who wrote.
    pub from: Person,
    /// When.
    pub at: LocalTime,
}

/// A result that waits to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingResult {
    /// Which.
    pub id: ReportId,
    /// The panel's name.
    pub panel: String,
    /// Of which day.
    #[serde(with = "civil")]
    pub on: Date,
}
