//! Folders of one's own, and what is done with several conversations at once.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::forms::Problem;
use crate::ids::FolderId;
use crate::messages::{Shelf, Subject, TextProblem};
use crate::names;
use crate::unicode::graphemes;

/// How many folders a member may have: what still makes a list one can look through.
pub const MOST_FOLDERS: u32 = 50;

/// A folder's name: one line of 1 to 40 characters as people see them.
#[derive(Clone, PartialEq, Eq)]
pub struct FolderName(String);

impl FolderName {
    /// The most characters of a name.
    pub const MOST: usize = 40;

    /// Reads a name as it was typed.
    pub fn parse(typed: &str) -> Result<Self, FolderProblem> {
        let line = Subject::parse(typed).map_err(|problem| match problem {
            TextProblem::Blank => FolderProblem::NameMissing,
            TextProblem::TooLong { .. } | TextProblem::TooLarge => FolderProblem::NameTooLong,
        })?;
        let name = names::squeeze(line.as_str());
        if graphemes(&name) > Self::MOST {
            return Err(FolderProblem::NameTooLong);
        }
        if name.chars().any(names::is_unprintable) || names::fold(&name).is_empty() {
            return Err(FolderProblem::NameMissing);
        }
        Ok(Self(name))
    }

    /// The name as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names that read alike have in common: no member has two of them.
    pub fn key(&self) -> String {
        names::fold(&self.0)
    }
}

/// What is wrong with a folder's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FolderProblem {
    /// No name that could be read.
    NameMissing,
    /// More than [`FolderName::MOST`] characters.
    NameTooLong,
    /// The member has a folder whose name reads the same.
    NameTaken,
    /// The member has [`MOST_FOLDERS`] already.
    TooMany,
}

impl Problem for FolderProblem {
    fn field(self) -> &'static str {
        "name"
    }
}

/// What stands in the form of a folder.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderValues {
    /// The folder whose name is changed, a [`FolderId`] as text; empty for a new one.
    pub folder: String,
    /// The name as typed.
    pub name: String,
}

// A folder may be named after an illness: `{:?}` does not tell it.
impl fmt::Debug for FolderValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FolderValues").finish_non_exhaustive()
    }
}

impl fmt::Debug for FolderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FolderName({} bytes)", self.0.len())
    }
}

/// What is done with the conversations that were chosen in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arrangement {
    /// Everything received in them is marked as read.
    Read,
    /// They are put where they are kept from now on.
    Keep(Shelf),
}

impl Arrangement {
    /// Reads what a button or a list of choices sends: `read`, `inbox`, `archive`, or a
    /// [`FolderId`].
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "read" => Some(Self::Read),
            "inbox" => Some(Self::Keep(Shelf::Inbox)),
            "archive" => Some(Self::Keep(Shelf::Archive)),
            folder => {
                let folder: FolderId = folder.parse().ok()?;
                Some(Self::Keep(Shelf::Folder(folder)))
            }
        }
    }
}

/// What became of it, for the line that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arranged {
    /// What was done; `None` when nothing to do was named.
    pub what: Option<Arrangement>,
    /// How many conversations were chosen. Zero: nobody chose one, and nothing was done.
    pub count: u32,
    /// The folder's name, for one that was put into a folder.
    pub folder: Option<String>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_read_alike_have_one_key() {
        let key = |name| FolderName::parse(name).unwrap().key();
        assert_eq!(key(" Mi  Rodilla "), key("mi rodilla"));
        assert_eq!(key("Médico"), key("medico"));
        assert_ne!(key("Knee"), key("Knees"));
    }

    #[test]
    fn a_name_is_there_and_short() {
        for nothing in ["", "  ", "\u{200b}", "-", "a\u{202e}b"] {
            assert_eq!(
                FolderName::parse(nothing),
                Err(FolderProblem::NameMissing),
                "{nothing:?}"
            );
        }
        assert!(FolderName::parse(&"é".repeat(40)).is_ok());
        for long in [41, 121, 9_000] {
            assert_eq!(
                FolderName::parse(&"é".repeat(long)),
                Err(FolderProblem::NameTooLong)
            );
        }
    }

    #[test]
    fn what_to_do_is_one_of_the_known_things() {
        assert_eq!(Arrangement::parse("read"), Some(Arrangement::Read));
        assert_eq!(
            Arrangement::parse("archive"),
            Some(Arrangement::Keep(Shelf::Archive))
        );
        for nonsense in ["", "delete", "folder", "Read"] {
            assert_eq!(Arrangement::parse(nonsense), None);
        }
    }

    proptest! {
        #[test]
        fn a_name_that_was_taken_is_taken_again(typed in any::<String>()) {
            if let Ok(name) = FolderName::parse(&typed) {
                prop_assert_eq!(FolderName::parse(name.as_str()), Ok(name));
            }
        }
    }
}
