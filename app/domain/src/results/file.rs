//! Results to take away (SPEC section 6: "download as PDF, CSV, FHIR JSON").

use std::fmt;

use super::{CommentView, Component, Flag, Meaning, ReportStatus, Taken};
use crate::time::LocalTime;

/// The most reports that one file holds: more than anybody has, and still a file that opens.
pub const MOST_REPORTS: u32 = 10_000;

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResultFormat {
    /// A document, to print or send.
    Pdf,
    /// A table for a spreadsheet.
    Csv,
    /// The resources as the record system sent them, for programs.
    Fhir,
}

impl ResultFormat {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Csv, Self::Fhir];
}

/// The last part of its address.
impl fmt::Display for ResultFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Fhir => "fhir",
        })
    }
}

/// A report with every value in the digits of its source. It stays on the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFile {
    /// The panel's name.
    pub name: String,
    /// When the sample was taken.
    pub taken: Taken,
    /// The same as the source wrote it.
    pub taken_source: Option<String>,
    /// When the report was issued.
    pub issued: Taken,
    /// The same as the source wrote it.
    pub issued_source: Option<String>,
    /// Who saw the member then.
    pub by: Vec<String>,
    /// Who made it.
    pub laboratory: Option<String>,
    /// The samples that it was made from, in the source's words.
    pub specimen: Option<String>,
    /// How final it is.
    pub status: ReportStatus,
    /// What its values say together.
    pub meaning: Meaning,
    /// What the laboratory concludes from it.
    pub conclusion: Option<String>,
    /// What clinicians said about it, oldest first.
    pub comments: Vec<CommentView>,
    /// Its values, in the laboratory's order.
    pub values: Vec<ValueFile>,
}

/// A value of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueFile {
    /// What was measured.
    pub name: String,
    /// Its LOINC code.
    pub loinc: Option<String>,
    /// The value with its ranges and what the laboratory made of it.
    pub component: Component,
    /// Its flag, where the value stands.
    pub flag: Option<Flag>,
    /// How final it is.
    pub status: ReportStatus,
    /// Notes of the laboratory.
    pub note: Option<String>,
    /// What it was before it was corrected, latest first.
    pub replaced: Vec<ReplacedFile>,
}

/// A value that was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacedFile {
    /// The value then.
    pub component: Component,
    /// How final it was.
    pub status: ReportStatus,
    /// When it was replaced here.
    pub until: LocalTime,
}
