//! What the pages of this room show. Names of vaccines come in the page's language.

use serde::{Deserialize, Serialize};

use super::Protocol;
use crate::results::Taken;
use crate::services::NotOpen;
use crate::time::{Date, LocalTime, civil};

/// By what the page is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// A group of vaccines after the other.
    #[default]
    Vaccine,
    /// A year after the other, newest first.
    Date,
}

impl Order {
    /// Of the address's `?by=`; by vaccine for anything else.
    pub fn from_query(by: Option<&str>) -> Self {
        match by {
            Some("date") => Self::Date,
            _ => Self::Vaccine,
        }
    }
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImmunizationsView {
    /// By what it is ordered.
    pub order: Order,
    /// The doses given, in groups.
    pub groups: Vec<DoseGroup>,
    /// What was not given, newest first.
    pub not_given: Vec<NotGiven>,
    /// What was taken out of the record because it was entered by mistake.
    pub withdrawn: Vec<NotGiven>,
    /// Why nothing new comes, if so.
    pub read_only: Option<NotOpen>,
}

/// Doses under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseGroup {
    /// The group of vaccines, or the year; none for doses without a date.
    pub heading: Option<String>,
    /// The doses, newest first.
    pub doses: Vec<DoseView>,
}

/// A dose that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseView {
    /// The vaccine.
    pub vaccine: String,
    /// The source's own words for it, where they are others.
    pub source_name: Option<String>,
    /// Of a vaccine of several parts: every group it counts for.
    pub counts_for: Vec<String>,
    /// When.
    pub taken: Taken,
    /// When, where the source says it in words only.
    pub taken_text: Option<String>,
    /// Which place of which series.
    pub protocols: Vec<Protocol>,
    /// The lot number.
    pub lot: Option<String>,
    /// When the lot expired or expires.
    pub expires: Option<Taken>,
    /// Who made it.
    pub manufacturer: Option<String>,
    /// Where on the body.
    pub site: Option<String>,
    /// By which way.
    pub route: Option<String>,
    /// How much, with its unit.
    pub amount: Option<String>,
    /// At which place.
    pub place: Option<String>,
    /// Who gave it.
    pub by: Option<String>,
    /// Whether somebody else than who gave it told of it: the person, a parent, another record.
    pub reported: bool,
    /// Whether the source says that less was given than should have been.
    pub subpotent: bool,
    /// What happened after it.
    pub reactions: Vec<ReactionView>,
    /// Notes, in the source's words.
    pub note: Option<String>,
}

/// What happened after a dose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReactionView {
    /// When.
    pub taken: Taken,
    /// What.
    pub what: Option<String>,
    /// Whether the person reported it themselves.
    pub self_reported: bool,
}

/// A vaccine that was not given, or one that should never have been recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotGiven {
    /// The vaccine.
    pub vaccine: String,
    /// When.
    pub taken: Taken,
    /// When, where the source says it in words only.
    pub taken_text: Option<String>,
    /// Why, in the source's words.
    pub reason: Option<String>,
    /// Notes, in the source's words.
    pub note: Option<String>,
}

/// The vaccination record for school, sports and camp: the one page of this room that names the
/// person and their birth date (ACC-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaccinationRecord {
    /// First and last name.
    pub name: String,
    /// Birth date.
    #[serde(with = "civil")]
    pub birth_date: Date,
    /// The plan.
    pub plan: String,
    /// When it was made.
    pub made: LocalTime,
    /// The doses given, a row a group of vaccines.
    pub rows: Vec<RecordRow>,
    /// What was not given.
    pub not_given: Vec<NotGiven>,
    /// The same, signed, for machines.
    pub card: HealthCardView,
}

/// A row of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordRow {
    /// The group of vaccines.
    pub group: String,
    /// The doses, oldest first.
    pub doses: Vec<RecordDose>,
}

/// A dose of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDose {
    /// When.
    pub taken: Taken,
    /// When, where the source says it in words only.
    pub taken_text: Option<String>,
    /// Which vaccine, where it counts for more than this row.
    pub vaccine: Option<String>,
    /// Whether somebody else than who gave it told of it.
    pub reported: bool,
}

/// The SMART Health Card of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCardView {
    /// As QR codes: one where all fits into one.
    pub codes: Vec<QrCode>,
    /// How many doses are on it.
    pub on_card: u32,
    /// How many doses of the record are not: told by somebody else, or without code or date.
    pub off_card: u32,
}

/// A QR code as a square of modules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrCode {
    /// How many modules one side has.
    pub side: u32,
    /// The modules, row by row from the upper left, as bits: dark is 1. Four to a hexadecimal
    /// digit, the first the highest; the last digit is filled up with light ones.
    pub modules: String,
}
