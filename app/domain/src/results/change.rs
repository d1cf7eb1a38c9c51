//! The change of a value from the one before.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Decimal, LabValue};

/// Which way a value went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Higher than before.
    Up,
    /// Lower than before.
    Down,
    /// The same, as far as is shown.
    Same,
}

/// The change from the previous value of the same test in the same unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which way.
    pub direction: Direction,
    /// By how much, without a sign, to the places that both values are shown with.
    pub amount: String,
}

/// The change between two values; none unless both are measured numbers in one unit.
pub fn change(now: &LabValue, before: &LabValue) -> Option<Change> {
    let (now, None, unit) = now.number()? else {
        return None;
    };
    let (before, None, unit_before) = before.number()? else {
        return None;
    };
    if unit != unit_before {
        return None;
    }
    let places = now.shown_places().min(before.shown_places());
    let amount = now.minus(before)?.to_places(places);
    let amount = amount.trim_start_matches('-').to_owned();
    let nothing = Decimal::parse(&amount).is_some_and(|amount| amount.is_zero());
    let direction = match now.cmp(before) {
        _ if nothing => Direction::Same,
        Ordering::Greater => Direction::Up,
        Ordering::Less => Direction::Down,
        Ordering::Equal => Direction::Same,
    };
    Some(Change { direction, amount })
}
