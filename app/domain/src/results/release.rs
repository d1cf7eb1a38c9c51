//! How a member wishes to see results, chosen beforehand and by kind of test (SPEC section 6).
//!
//! A result is there the moment it is final. Whoever does not want to come upon one unprepared
//! may have a cover laid on it, or wait for the clinician's comment, never longer than so many
//! days; "show it now" opens it at once. A choice holds for everything that was not shown yet.

mod kind;

use serde::{Deserialize, Serialize};

use super::Taken;
use crate::ids::ReportId;
use crate::time::{LocalTime, Timestamp, days};

pub use kind::{Signs, TestKind};

/// How results of a kind are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// At once.
    #[default]
    AtOnce,
    /// Behind a cover, until the member takes it away.
    Cover,
    /// After the clinician's comment, at the latest so many days of 24 hours after it came.
    AfterComment(Days),
}

/// After how many days of 24 hours a result is shown without a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Days {
    /// Three.
    Three,
    /// A week.
    Seven,
    /// Two weeks.
    Fourteen,
}

impl Days {
    /// How many.
    pub const fn count(self) -> u64 {
        match self {
            Self::Three => 3,
            Self::Seven => 7,
            Self::Fourteen => 14,
        }
    }
}

impl Choice {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::AtOnce,
        Self::Cover,
        Self::AfterComment(Days::Three),
        Self::AfterComment(Days::Seven),
        Self::AfterComment(Days::Fourteen),
    ];

    /// As stored, and as a form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Cover => "cover",
            Self::AfterComment(Days::Three) => "comment-3",
            Self::AfterComment(Days::Seven) => "comment-7",
            Self::AfterComment(Days::Fourteen) => "comment-14",
        }
    }

    /// The choice of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

/// What became of a result, as far as a choice asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// When it first came to the portal.
    pub arrived: Timestamp,
    /// When a clinician first commented on it.
    pub commented: Option<Timestamp>,
    /// When it was shown to whoever reads: marked read, or asked for.
    pub shown: Option<Timestamp>,
}

/// How a result stands to whoever reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Shown.
    Open,
    /// A cover lies on it.
    Covered,
    /// It waits for a comment.
    Waiting {
        /// At this instant it is open, whatever happens.
        until: Timestamp,
    },
}

/// How a result stands now, by what was chosen for its kind.
pub fn standing(choice: Choice, course: &Course, now: Timestamp) -> Standing {
    if course.shown.is_some() {
        return Standing::Open;
    }
    match choice {
        Choice::AtOnce => Standing::Open,
        Choice::Cover => Standing::Covered,
        Choice::AfterComment(wait) => {
            let until = course.arrived + days(wait.count());
            if course.commented.is_some() || now >= until {
                Standing::Open
            } else {
                Standing::Waiting { until }
            }
        }
    }
}

/// Why a result is not shown: what the member chose for tests of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The kind of test.
    pub kind: TestKind,
    /// When it opens by itself; `None` where a cover lies on it.
    pub until: Option<LocalTime>,
}

/// What stands at the address of a result that is not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverView {
    /// Which.
    pub id: ReportId,
    /// The panel's name, where only a cover lies on it.
    pub name: Option<String>,
    /// The day on which the sample was taken.
    pub taken: Taken,
    /// Why.
    pub held: Held,
    /// Whether a message can be written about it.
    pub can_write: bool,
}

/// The page on which the choices are made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoicesView {
    /// What is chosen for each kind, in their order.
    pub choices: Vec<(TestKind, Choice)>,
    /// Whether a change was saved a moment ago.
    pub saved: bool,
}

/// A change of choices was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoicesSaved;

/// The choices of a form, a code for each kind; `None` where a code is none of ours.
pub fn choices(form: &[(TestKind, String)]) -> Option<Vec<(TestKind, Choice)>> {
    let read = |(kind, code): &(TestKind, String)| Some((*kind, Choice::from_code(code)?));
    form.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    const ARRIVED: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);

    const NEWS: Course = Course {
        arrived: ARRIVED,
        commented: None,
        shown: None,
    };

    #[test]
    fn who_chose_nothing_sees_it_at_once() {
        assert_eq!(standing(Choice::default(), &NEWS, ARRIVED), Standing::Open);
    }

    #[test]
    fn a_cover_stays_until_it_is_taken_away() {
        let later = ARRIVED + days(4_000);
        assert_eq!(standing(Choice::Cover, &NEWS, later), Standing::Covered);
        let commented = Course {
            commented: Some(ARRIVED),
            ..NEWS
        };
        assert_eq!(
            standing(Choice::Cover, &commented, later),
            Standing::Covered
        );
    }

    #[test]
    fn codes_are_read_back_and_nonsense_is_none() {
        for choice in Choice::ALL {
            assert_eq!(Choice::from_code(choice.code()), Some(choice));
        }
        for nonsense in ["", "never", "comment-4", "Cover"] {
            assert_eq!(Choice::from_code(nonsense), None, "{nonsense}");
        }
        let form = [(TestKind::Genetic, "cover".to_owned())];
        assert_eq!(
            choices(&form),
            Some(vec![(TestKind::Genetic, Choice::Cover)])
        );
        assert_eq!(choices(&[(TestKind::Genetic, "never".to_owned())]), None);
    }

    fn wait() -> impl Strategy<Value = Days> {
        prop::sample::select(&[Days::Three, Days::Seven, Days::Fourteen][..])
    }

    proptest! {
        /// To the microsecond: closed before the time is up, open from then on.
        #[test]
        fn never_late_and_never_early(
            wait in wait(),
            arrived in -1_000_000_000_000_000_i64..4_000_000_000_000_000,
            past in -2_000_000_000_000_i64..2_000_000_000_000,
        ) {
            let arrived = Timestamp::from_micros(arrived);
            let until = arrived + days(wait.count());
            let now = Timestamp::from_micros(until.as_micros() + past);
            let course = Course { arrived, ..NEWS };
            let expected = if past >= 0 { Standing::Open } else { Standing::Waiting { until } };
            prop_assert_eq!(standing(Choice::AfterComment(wait), &course, now), expected);
        }

        /// Whatever was chosen and whenever: what was asked for, or read, is open.
        #[test]
        fn what_was_shown_is_open(
            choice in prop::sample::select(&Choice::ALL[..]),
            after in 0_u64..10_000_000,
            shown in 0_u64..10_000_000,
        ) {
            let course = Course { shown: Some(ARRIVED + Duration::from_secs(shown)), ..NEWS };
            let now = ARRIVED + Duration::from_secs(after);
            prop_assert_eq!(standing(choice, &course, now), Standing::Open);
        }

        /// A comment opens what waits for it.
        #[test]
        fn a_comment_opens_what_waits(wait in wait(), after in 0_u64..10_000_000) {
            let now = ARRIVED + Duration::from_secs(after);
            let course = Course { commented: Some(now), ..NEWS };
            prop_assert_eq!(standing(Choice::AfterComment(wait), &course, now), Standing::Open);
        }
    }
}
