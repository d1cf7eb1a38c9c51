//! Reference ranges: the laboratory's own, or none.

use serde::{Deserialize, Serialize};

use super::{Component, Quantity};

/// What a range is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RangeKind {
    /// What is usual; a range that says nothing of itself is one.
    Normal,
    /// A goal, or a range for some group of people only. It is shown; no flag is made of it.
    Other,
}

/// A range as the laboratory gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceRange {
    /// The lower end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<Quantity>,
    /// The upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Quantity>,
    /// The laboratory's own words for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What it is for.
    pub kind: RangeKind,
}

impl ReferenceRange {
    /// As it is shown: the laboratory's words, else its bounds, digit for digit.
    pub fn shown(&self) -> Option<String> {
        if let Some(text) = &self.text {
            return Some(text.clone());
        }
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low.unit == high.unit => {
                let low = Quantity {
                    unit: None,
                    ..low.clone()
                };
                Some(format!("{} – {}", low.exact(), high.exact()))
            }
            (Some(low), Some(high)) => Some(format!("{} – {}", low.exact(), high.exact())),
            (Some(low), None) => Some(format!("≥ {}", low.exact())),
            (None, Some(high)) => Some(format!("≤ {}", high.exact())),
            (None, None) => None,
        }
    }

    /// Whether its bounds speak of the same unit; a bound without one speaks of the value's.
    pub fn fits(&self, unit: Option<&str>) -> bool {
        [&self.low, &self.high]
            .into_iter()
            .flatten()
            .all(|bound| bound.unit.is_none() || bound.unit.as_deref() == unit)
    }
}

impl Component {
    /// The one range that a number may be held against: normal, with a bound, in the value's
    /// own unit. With two of them nobody can say which applies, so there is none.
    pub fn range(&self) -> Option<&ReferenceRange> {
        let (_, _, unit) = self.value.as_ref()?.number()?;
        let mut fitting = self.ranges.iter().filter(|range| {
            range.kind == RangeKind::Normal
                && (range.low.is_some() || range.high.is_some())
                && range.fits(unit)
        });
        let found = fitting.next()?;
        fitting.next().is_none().then_some(found)
    }

    /// Every range as shown; empty means that the laboratory gave none.
    pub fn shown_ranges(&self) -> Vec<String> {
        self.ranges
            .iter()
            .filter_map(ReferenceRange::shown)
            .collect()
    }
}

/// A measured number beside its range, for drawing only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The number.
    pub value: f64,
    /// The lower end.
    pub low: Option<Limit>,
    /// The upper end.
    pub high: Option<Limit>,
}

/// One end of a drawn range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// Where it stands.
    pub at: f64,
    /// The digits that the laboratory wrote.
    pub text: String,
}

/// What can be drawn of a value: a number that was measured (not `<0.1`), with the one range
/// that applies to it.
pub fn bar(component: &Component) -> Option<Bar> {
    let (value, None, _) = component.value.as_ref()?.number()? else {
        return None;
    };
    let range = component.range()?;
    let limit = |bound: &Option<Quantity>| {
        bound.as_ref().map(|bound| Limit {
            at: bound.value.to_f64(),
            text: bound.value.text().to_owned(),
        })
    };
    Some(Bar {
        value: value.to_f64(),
        low: limit(&range.low),
        high: limit(&range.high),
    })
}
