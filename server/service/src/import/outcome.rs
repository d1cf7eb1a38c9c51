//! What became of a file.

use domain::fhir::Problem;
use domain::ids::MemberId;
use store::roll::Member;

/// How an import ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something new was stored.
    Imported,
    /// Everything in it was known.
    Unchanged,
    /// Something is wrong with it; nothing was stored.
    Rejected,
}

impl Outcome {
    /// The word for it in the command's output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Unchanged => "unchanged",
            Self::Rejected => "rejected",
        }
    }
}

/// A person of the file, as they stand on the roll. No `Debug`: it identifies a person.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportedMember {
    /// Our id.
    pub id: MemberId,
    /// Medical record number, digits only.
    pub mrn: String,
    /// First name.
    pub given: String,
    /// Last name.
    pub family: String,
}

impl From<Member> for ImportedMember {
    fn from(member: Member) -> Self {
        let Member {
            id,
            mrn,
            given,
            family,
            ..
        } = member;
        Self {
            id,
            mrn,
            given,
            family,
        }
    }
}

/// The end of an import.
#[derive(Clone, PartialEq, Eq)]
pub struct Imported {
    /// How it ended.
    pub outcome: Outcome,
    /// The patients of the file.
    pub members: Vec<ImportedMember>,
    /// Why it was rejected; or, of a file that was taken, references that lead nowhere.
    pub problems: Vec<Problem>,
}
