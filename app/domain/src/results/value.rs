//! The forms that a lab value takes.

use serde::{Deserialize, Serialize};

use super::{Decimal, ReferenceRange};
use crate::fhir::FhirDateTime;

/// How a number is bounded: `<0.1`, `>90`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparator {
    /// Less than.
    #[serde(rename = "<")]
    Less,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than.
    #[serde(rename = ">")]
    More,
}

impl Comparator {
    /// FHIR's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::More => ">",
        }
    }

    /// As a page shows it.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
            Self::More => ">",
        }
    }

    /// From FHIR's code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Less, Self::AtMost, Self::AtLeast, Self::More]
            .into_iter()
            .find(|comparator| comparator.code() == code)
    }
}

/// A number with its unit, as the laboratory wrote both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number.
    pub value: Decimal,
    /// A bound instead of a measurement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<Comparator>,
    /// The unit, as written; UCUM's code where the source gives no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl Quantity {
    /// Number and sign as shown, without the unit.
    pub fn shown_number(&self) -> String {
        let sign = self.comparator.map_or("", Comparator::sign);
        format!("{sign}{}", self.value.shown())
    }

    /// As shown, with its unit.
    pub fn shown(&self) -> String {
        with_unit(self.shown_number(), self.unit.as_deref())
    }

    /// As the source has it, digit for digit.
    pub fn exact(&self) -> String {
        let sign = self.comparator.map_or("", Comparator::code);
        with_unit(format!("{sign}{}", self.value.text()), self.unit.as_deref())
    }
}

fn with_unit(number: String, unit: Option<&str>) -> String {
    match unit {
        Some("%") => number + "%",
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// HL7's code for it, such as `not-performed`.
    pub code: Option<String>,
    /// The source's own words.
    pub text: Option<String>,
}

/// What a laboratory may answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabValue {
    /// A measured number.
    Quantity(Quantity),
    /// Words.
    Text(String),
    /// A coded finding, in its words.
    Coded(String),
    /// One quantity to another; a titer is 1 to something.
    Ratio {
        /// What stands first.
        numerator: Quantity,
        /// What stands second.
        denominator: Quantity,
    },
    /// From one quantity to another.
    Range {
        /// The lower end.
        low: Option<Quantity>,
        /// The upper end.
        high: Option<Quantity>,
    },
    /// A whole number without a unit.
    Integer(Decimal),
    /// Yes or no.
    Boolean(bool),
    /// A date or time.
    DateTime(FhirDateTime),
    /// From one time to another.
    Period {
        /// Its start.
        start: Option<FhirDateTime>,
        /// Its end.
        end: Option<FhirDateTime>,
    },
    /// A recorded curve: kept whole with the resource, shown by no text.
    Series,
    /// No value, and why.
    Absent(Absence),
}

impl LabValue {
    /// As shown, with four significant digits, where the value has a text that needs no
    /// translation; a boolean, a curve and an absence have none.
    pub fn shown(&self) -> Option<String> {
        self.write(Quantity::shown, Decimal::shown)
    }

    /// As the source has it, digit for digit.
    pub fn exact(&self) -> Option<String> {
        self.write(Quantity::exact, |number| number.text().to_owned())
    }

    /// The source's digits, where they are more than what is shown.
    pub fn more_digits(&self) -> Option<String> {
        self.exact()
            .filter(|exact| self.shown().as_ref() != Some(exact))
    }

    fn write(
        &self,
        quantity: fn(&Quantity) -> String,
        integer: fn(&Decimal) -> String,
    ) -> Option<String> {
        let bounds = |low: Option<String>, high: Option<String>| match (low, high) {
            (Some(low), Some(high)) => Some(format!("{low} – {high}")),
            (Some(low), None) => Some(format!("≥ {low}")),
            (None, Some(high)) => Some(format!("≤ {high}")),
            (None, None) => None,
        };
        match self {
            Self::Quantity(own) => Some(quantity(own)),
            Self::Text(text) | Self::Coded(text) => Some(text.clone()),
            Self::Ratio {
                numerator,
                denominator,
            } => Some(format!("{}:{}", quantity(numerator), quantity(denominator))),
            Self::Range { low, high } => {
                bounds(low.as_ref().map(quantity), high.as_ref().map(quantity))
            }
            Self::Integer(number) => Some(integer(number)),
            Self::DateTime(at) => Some(at.text().to_owned()),
            Self::Period { start, end } => {
                let text = |at: &FhirDateTime| at.text().to_owned();
                bounds(start.as_ref().map(text), end.as_ref().map(text))
            }
            Self::Boolean(_) | Self::Series | Self::Absent(_) => None,
        }
    }

    /// The measured number with its unit, if that is what it is: what can be compared, placed
    /// on a range and drawn.
    pub fn number(&self) -> Option<(&Decimal, Option<Comparator>, Option<&str>)> {
        match self {
            Self::Quantity(own) => Some((&own.value, own.comparator, own.unit.as_deref())),
            Self::Integer(number) => Some((number, None, None)),
            _ => None,
        }
    }
}

/// One value with what the laboratory said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// The value; none where the source has none and does not say why.
    pub value: Option<LabValue>,
    /// The laboratory's reference ranges.
    pub ranges: Vec<ReferenceRange>,
    /// The laboratory's interpretation codes (HL7 `ObservationInterpretation`), or its words.
    pub interpretations: Vec<String>,
}
