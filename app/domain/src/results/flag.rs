//! What the laboratory made of a value.

use serde::{Deserialize, Serialize};

use super::{Comparator, Component, LabValue};

/// A flag; the translations hold its words (never colour alone).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Within the range.
    Normal,
    /// Not found.
    Negative,
    /// Neither found nor excluded.
    Indeterminate,
    /// Found. Good or bad depends on the test; the laboratory did not say.
    Positive,
    /// Outside, and neither low nor high.
    Abnormal,
    /// Below the range.
    Low,
    /// Above the range.
    High,
    /// Dangerous, and neither low nor high.
    Critical,
    /// Dangerously low.
    CriticalLow,
    /// Dangerously high.
    CriticalHigh,
}

impl Flag {
    /// Whether it counts as outside the range.
    pub const fn is_outside(self) -> bool {
        matches!(self, Self::Abnormal | Self::Low | Self::High) || self.is_critical()
    }

    /// Whether the member must be told what to do now.
    pub const fn is_critical(self) -> bool {
        matches!(
            self,
            Self::Critical | Self::CriticalLow | Self::CriticalHigh
        )
    }

    /// HL7's code for it, as stored: [`Self::from_code`] reads it back.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => "N",
            Self::Negative => "NEG",
            Self::Indeterminate => "IND",
            Self::Positive => "POS",
            Self::Abnormal => "A",
            Self::Low => "L",
            Self::High => "H",
            Self::Critical => "AA",
            Self::CriticalLow => "LL",
            Self::CriticalHigh => "HH",
        }
    }

    /// From a code of HL7's `ObservationInterpretation` (R4, and the older table 0078).
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code.to_ascii_uppercase().as_str() {
            "N" => Self::Normal,
            "NEG" | "ND" | "NR" | "UND" => Self::Negative,
            "IND" | "E" | "EX" | "UNE" => Self::Indeterminate,
            "POS" | "DET" | "RR" | "WR" => Self::Positive,
            "A" => Self::Abnormal,
            "L" | "LU" | "LX" | "<" => Self::Low,
            "H" | "HU" | "HX" | ">" => Self::High,
            "AA" => Self::Critical,
            "LL" => Self::CriticalLow,
            "HH" => Self::CriticalHigh,
            _ => return None,
        })
    }
}

/// The flag of a value: the gravest that the laboratory gave, else what its own range says;
/// none where neither says anything. Never a range from anywhere else.
pub fn flag(component: &Component) -> Option<Flag> {
    let given = component
        .interpretations
        .iter()
        .filter_map(|code| Flag::from_code(code))
        .max();
    given.or_else(|| from_range(component))
}

fn from_range(component: &Component) -> Option<Flag> {
    let (value, comparator, _) = component.value.as_ref().and_then(LabValue::number)?;
    let range = component.range()?;
    let low = range.low.as_ref().map(|bound| &bound.value);
    let high = range.high.as_ref().map(|bound| &bound.value);
    // What is certain of a bounded value: "<0.1" lies below every bound from 0.1 up.
    let (below, above, within_low, within_high) = match comparator {
        None => (
            low.is_some_and(|low| value < low),
            high.is_some_and(|high| value > high),
            low.is_none_or(|low| value >= low),
            high.is_none_or(|high| value <= high),
        ),
        Some(Comparator::Less) => (
            low.is_some_and(|low| value <= low),
            false,
            low.is_none(),
            high.is_none_or(|high| value <= high),
        ),
        Some(Comparator::AtMost) => (
            low.is_some_and(|low| value < low),
            false,
            low.is_none(),
            high.is_none_or(|high| value <= high),
        ),
        Some(Comparator::More) => (
            false,
            high.is_some_and(|high| value >= high),
            low.is_none_or(|low| value >= low),
            high.is_none(),
        ),
        Some(Comparator::AtLeast) => (
            false,
            high.is_some_and(|high| value > high),
            low.is_none_or(|low| value >= low),
            high.is_none(),
        ),
    };
    if below {
        Some(Flag::Low)
    } else if above {
        Some(Flag::High)
    } else if within_low && within_high {
        Some(Flag::Normal)
    } else {
        None
    }
}
