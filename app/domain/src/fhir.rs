//! Reading FHIR R4 bundles as record systems send them.
//!
//! Only what the portal uses is read into types ([`Patient`], [`Practitioner`],
//! [`Organization`], [`Encounter`], [`DiagnosticReport`], [`Observation`], [`Immunization`]); of
//! the other kinds that later rooms need, a [`Head`] is read and the resource is kept whole as
//! text. Anything else is counted as skipped.
//!
//! Three promises shape the reader:
//! - **The source is never reworded.** Decimals, dates and units keep the text they came
//!   with; numbers never pass through floating point.
//! - **A broken bundle is refused whole**, and every reason names the place:
//!   `entry[12].resource.birthDate: not a date: '19x'`.
//! - **Nothing is guessed about identity.** A reference is followed inside the bundle, or
//!   handed on as a question for the store; one that can be answered by neither is a
//!   [`Problem`].

mod bundle;
mod datetime;
mod entry;
mod immunization;
mod json;
mod person;
mod record;
mod related;
mod specimen;
mod values;
mod version;

use std::fmt;

pub use bundle::{
    Bundle, BundleKind, Deletion, Entry, MAX_BYTES, MAX_DEPTH, MAX_VALUES, Resource, read_bundle,
};
pub use datetime::{FhirDateTime, NotADate, Precision};
pub use immunization::{Immunization, Performer, Reacted};
pub use person::{Address, HumanName, Identifier, Organization, Patient, Practitioner};
pub use record::{DiagnosticReport, Encounter, Head, Observation};
pub use related::RelatedPerson;
pub use specimen::Specimen;
pub use values::{CodeableConcept, Coding, Reference, Target};
pub use version::{Version, withdrawn};

use serde::{Deserialize, Serialize};

/// One thing that is wrong with a file: where, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The JSON path, such as `entry[12].resource.birthDate`; `line 3 column 5` for text
    /// that is not JSON at all; empty for the file as a whole.
    pub path: String,
    /// What is wrong there, in words for the person who runs the import.
    pub reason: String,
}

impl Problem {
    /// A problem at a path.
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.reason)
        } else {
            write!(f, "{}: {}", self.path, self.reason)
        }
    }
}

#[cfg(test)]
mod tests;
