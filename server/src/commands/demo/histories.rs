//! What happened to whom: the shape of it. The courses themselves stand in [`super::courses`].

use super::clinical::Answer;
use super::courses::{COURSES, MORE_COURSES};
use super::panels::Panel;

/// A member's care over the years.
pub struct Course {
    /// Serial number of the member's card.
    pub serial: u32,
    /// The latest regular visit, in days before the demo begins.
    pub latest: u32,
    /// Days between visits.
    pub every: u32,
    /// How many visits.
    pub visits: u32,
    /// With whom: the most frequent first, up to two others now and then.
    pub with: &'static [&'static str],
    /// Why, in turn.
    pub reasons: &'static [&'static str],
    /// Which panels, and at every how many visits, counted back from the latest.
    pub panels: &'static [(&'static Panel, u32)],
    /// How a test (by LOINC code) went over the years, oldest first.
    pub trends: &'static [(&'static str, &'static [&'static str])],
    /// Samples out of the ordinary.
    pub samples: &'static [Odd],
    /// What the record keeps besides.
    pub kept: &'static [Kept],
}

/// A sample out of the ordinary.
pub struct Odd {
    /// When, in days before the demo begins.
    pub days_ago: u32,
    /// Who ordered it.
    pub with: &'static str,
    /// Why.
    pub reason: &'static str,
    /// Which panel.
    pub panel: &'static Panel,
    /// What was found, by place in the panel; the rest is as usual.
    pub found: &'static [(usize, Answer)],
    /// How final the report is.
    pub status: &'static str,
    /// What the laboratory says of the whole.
    pub conclusion: &'static str,
    /// What became of it.
    pub after: Option<After>,
}

/// A later version of the same report.
pub struct After {
    /// So many hours after the first.
    pub hours: u64,
    /// What was found then.
    pub found: &'static [(usize, Answer)],
    /// How final it is now.
    pub status: &'static str,
    /// What the laboratory says now.
    pub conclusion: &'static str,
}

/// Something of the record that is neither a visit nor a result.
pub struct Kept {
    /// When, in days before the demo begins.
    pub days_ago: u32,
    /// What.
    pub what: What,
}

/// What the record keeps.
pub enum What {
    /// A prescription: medicine and directions.
    Medicine(&'static str, &'static str),
    /// A prescription that is over.
    Stopped(&'static str, &'static str),
    /// An allergy and what it does.
    Allergy(&'static str, &'static str),
    /// A condition that goes on.
    Condition(&'static str),
    /// A condition that is over.
    Resolved(&'static str),
    /// A procedure.
    Procedure(&'static str),
}

/// The course of a member.
pub fn course(serial: u32) -> Option<&'static Course> {
    COURSES
        .iter()
        .chain(MORE_COURSES)
        .find(|course| course.serial == serial)
}
