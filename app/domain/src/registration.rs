//! Registration in five steps: which step may follow which (SPEC section 1, REG-5).
//!
//! The facts of each step have a module of their own: [`membership`] what is matched
//! against the roll, [`code`] the code that is e-mailed, [`identity`] the questions drawn
//! from the member's record, [`letter`] the way by mail.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::routes::Route;
use crate::time::minutes;

pub mod code;
pub mod identity;
pub mod letter;
pub mod membership;
mod views;

pub use views::{
    CodeView, ContactProblem, DoneView, MembershipNotice, MembershipView, PasswordView,
    QuestionView, QuestionsView, SecureProblem, TermsProblem, TermsView, UserIdValues, UserIdView,
};

/// How long what was typed is held after the last request.
pub const DRAFT_LIFE: Duration = minutes(30);
/// How long before its end the page warns.
pub const DRAFT_WARNING: Duration = minutes(25);
/// Failed matches from one network in [`MATCH_WINDOW`] that close step 1 to it.
pub const FAILED_MATCHES: u32 = 5;
/// The span in which failed matches are counted.
pub const MATCH_WINDOW: Duration = minutes(10);
/// How long step 1 then stays closed.
pub const MATCH_WAIT: Duration = minutes(30);
/// The age from which a member registers without a parent.
pub const ADULT: i16 = 18;
/// The steps as they are counted on the page.
pub const STEPS: u8 = 5;

/// A page of the wizard; steps 3 and 4 have two each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 1: membership information.
    Membership,
    /// 2: terms and conditions.
    Terms,
    /// 3: user ID and e-mail address.
    UserId,
    /// 3: the code that was e-mailed.
    Code,
    /// 4: the identity questions.
    Questions,
    /// 4: password and secret questions.
    Password,
    /// 5: done, sign on.
    Done,
}

impl Step {
    /// Every page, in order.
    pub const ALL: [Self; 7] = [
        Self::Membership,
        Self::Terms,
        Self::UserId,
        Self::Code,
        Self::Questions,
        Self::Password,
        Self::Done,
    ];

    /// The number in "Step 2 of 5".
    pub const fn number(self) -> u8 {
        match self {
            Self::Membership => 1,
            Self::Terms => 2,
            Self::UserId | Self::Code => 3,
            Self::Questions | Self::Password => 4,
            Self::Done => 5,
        }
    }

    /// Its address.
    pub const fn route(self) -> Route {
        match self {
            Self::Membership => Route::RegisterMembership,
            Self::Terms => Route::RegisterTerms,
            Self::UserId => Route::RegisterUserId,
            Self::Code => Route::RegisterCode,
            Self::Questions => Route::RegisterSecure,
            Self::Password => Route::RegisterPassword,
            Self::Done => Route::RegisterDone,
        }
    }

    /// The page after it.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Membership => Self::Terms,
            Self::Terms => Self::UserId,
            Self::UserId => Self::Code,
            Self::Code => Self::Questions,
            Self::Questions => Self::Password,
            Self::Password | Self::Done => Self::Done,
        }
    }
}

/// What a visitor's registration has reached: the first page not yet completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Progress {
    /// That page.
    pub current: Step,
}

/// What to do with a form that was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Take it: it belongs to the current page, or changes an earlier one.
    Take,
    /// It has been taken before (a double click, a reload): show this page.
    Already(Step),
    /// A page was skipped: refuse.
    Refuse,
}

impl Progress {
    /// At the beginning.
    pub const START: Self = Self {
        current: Step::Membership,
    };

    /// What a posted form of `step` means here; `same` says that it holds what the draft
    /// already does. Once the account exists nothing is taken again.
    pub fn turn(self, step: Step, same: bool) -> Turn {
        if step > self.current || step == Step::Done {
            Turn::Refuse
        } else if step < self.current && (same || self.current == Step::Done) {
            Turn::Already(self.current)
        } else {
            Turn::Take
        }
    }

    /// After `step` was taken.
    #[must_use]
    pub fn after(self, step: Step) -> Self {
        // Whoever goes back and changes a step goes on from there: the steps after it
        // rested on what it said. Terms once accepted stand.
        Self {
            current: step.next(),
        }
    }

    /// Where a visitor who opens the page of `step` is shown: there if it was reached, else
    /// the current one. After the end only the last page is left.
    pub fn show(self, step: Step) -> Step {
        if self.current == Step::Done {
            Step::Done
        } else {
            step.min(self.current)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn step() -> impl Strategy<Value = Step> {
        prop::sample::select(&Step::ALL[..])
    }

    #[test]
    fn five_numbers_in_order() {
        let numbers: Vec<u8> = Step::ALL.iter().map(|step| step.number()).collect();
        assert_eq!(numbers, [1, 2, 3, 3, 4, 4, STEPS]);
        assert!(Step::ALL.windows(2).all(|pair| pair[0].next() == pair[1]));
    }

    #[test]
    fn a_double_click_shows_the_current_page() {
        let progress = Progress::START.after(Step::Membership);
        assert_eq!(
            progress.turn(Step::Membership, true),
            Turn::Already(Step::Terms)
        );
        assert_eq!(progress.turn(Step::Membership, false), Turn::Take);
        assert_eq!(progress.turn(Step::UserId, false), Turn::Refuse);
    }

    proptest! {
        #[test]
        fn no_order_of_posts_skips_a_step(posts in prop::collection::vec((step(), any::<bool>()), 0..40)) {
            let mut progress = Progress::START;
            // The pages taken one after the other that the current one rests on.
            let mut taken: Vec<Step> = Vec::new();
            for (step, same) in posts {
                if progress.turn(step, same) == Turn::Take {
                    taken.retain(|&earlier| earlier < step);
                    taken.push(step);
                    progress = progress.after(step);
                }
                let wanted: Vec<Step> = Step::ALL.into_iter().filter(|&s| s < progress.current).collect();
                prop_assert_eq!(&taken, &wanted);
            }
        }

        #[test]
        fn no_page_beyond_the_current_one_is_shown(current in step(), asked in step()) {
            let shown = Progress { current }.show(asked);
            prop_assert!(shown <= current);
        }
    }
}
