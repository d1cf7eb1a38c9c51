//! A report as a whole: how final it is, and what it says in one line.

use serde::{Deserialize, Serialize};

use super::{Component, Flag, LabValue, flag};

/// FHIR R4's diagnostic report and observation statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportStatus {
    /// Ordered or received; nothing to read yet.
    Registered,
    /// Some of it is there.
    Partial,
    /// There, and not yet verified.
    Preliminary,
    /// Complete and verified.
    Final,
    /// Changed after it was final.
    Amended,
    /// Changed after it was final because something was wrong.
    Corrected,
    /// Added to after it was final.
    Appended,
    /// Not carried out.
    Cancelled,
    /// Withdrawn: it should never have been there.
    EnteredInError,
    /// The source does not know.
    Unknown,
}

impl ReportStatus {
    /// Every status.
    pub const ALL: [Self; 10] = [
        Self::Registered,
        Self::Partial,
        Self::Preliminary,
        Self::Final,
        Self::Amended,
        Self::Corrected,
        Self::Appended,
        Self::Cancelled,
        Self::EnteredInError,
        Self::Unknown,
    ];

    /// FHIR's code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Partial => "partial",
            Self::Preliminary => "preliminary",
            Self::Final => "final",
            Self::Amended => "amended",
            Self::Corrected => "corrected",
            Self::Appended => "appended",
            Self::Cancelled => "cancelled",
            Self::EnteredInError => "entered-in-error",
            Self::Unknown => "unknown",
        }
    }

    /// From FHIR's code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// Whether it replaced something that was final.
    pub const fn is_corrected(self) -> bool {
        matches!(self, Self::Amended | Self::Corrected | Self::Appended)
    }

    /// Whether more is to come before it can be relied on.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Registered | Self::Partial | Self::Preliminary)
    }

    /// Whether its values no longer (or never did) say anything about the member.
    pub const fn is_void(self) -> bool {
        matches!(self, Self::Cancelled | Self::EnteredInError)
    }
}

/// One line of meaning for a report; the translations hold its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Some need attention now.
    Critical {
        /// How many are critical.
        count: usize,
        /// How many are outside their range, the critical ones among them.
        outside: usize,
    },
    /// Some are outside their range.
    Outside(usize),
    /// Every value has a range or the laboratory's word, and none is outside.
    AllInRange,
    /// Those with a range are inside; others have none.
    InRangeWhereGiven,
    /// The laboratory gave no ranges.
    NoRanges,
    /// There are no values.
    NoValues,
}

/// What the values of a report say together.
pub fn meaning<'a>(components: impl IntoIterator<Item = &'a Component>) -> Meaning {
    let (mut values, mut judged, mut outside, mut critical) = (0, 0, 0, 0);
    for component in components {
        match &component.value {
            None | Some(LabValue::Absent(_)) => continue,
            Some(_) => values += 1,
        }
        if let Some(flag) = flag(component) {
            // "Positive" alone does not tell a member whether that is good.
            judged += usize::from(!matches!(flag, Flag::Positive | Flag::Indeterminate));
            outside += usize::from(flag.is_outside());
            critical += usize::from(flag.is_critical());
        }
    }
    if values == 0 {
        Meaning::NoValues
    } else if critical > 0 {
        Meaning::Critical {
            count: critical,
            outside,
        }
    } else if outside > 0 {
        Meaning::Outside(outside)
    } else if judged == 0 {
        Meaning::NoRanges
    } else if judged == values {
        Meaning::AllInRange
    } else {
        Meaning::InRangeWhereGiven
    }
}
