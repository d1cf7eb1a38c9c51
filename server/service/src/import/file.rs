//! A file as a whole: once it was imported to its end, it is known by its digest.

use std::collections::BTreeMap;

use domain::fhir::Bundle;
use domain::ids::MemberId;
use serde::{Deserialize, Serialize};
use store::{imports, roll};

use super::{Imported, ImportedMember, Outcome, import_bundle};
use crate::cx::Cx;
use crate::stop::{Fault, Stop};

/// What this import reads of a file. Raise it when it learns to read more: files that were
/// imported before are then read once more.
const READER: i64 = 3;

/// What is in a file, by FHIR type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// How many resources were taken.
    pub counts: BTreeMap<String, u64>,
    /// How many were passed over.
    pub skipped: BTreeMap<String, u64>,
    /// How many of those taken the source deleted.
    pub withdrawn: BTreeMap<String, u64>,
}

impl Contents {
    /// Those of a bundle.
    pub fn of(bundle: &Bundle) -> Self {
        Self {
            counts: bundle.counts(),
            skipped: bundle.skipped.clone(),
            withdrawn: bundle.withdrawn(),
        }
    }
}

/// What is noted of a file that was imported.
#[derive(Serialize, Deserialize)]
struct Note {
    #[serde(flatten)]
    contents: Contents,
    members: Vec<MemberId>,
}

/// What is in a file that was imported before, if it was: known by the SHA-256 of its bytes.
pub async fn imported_before(
    cx: &mut Cx,
    sha256: &str,
) -> Result<Option<(Contents, Vec<ImportedMember>)>, Stop> {
    let Some(summary) = imports::find(&mut cx.tx, sha256, READER).await? else {
        return Ok(None);
    };
    let note: Note = serde_json::from_str(&summary).map_err(Fault::from)?;
    let mut members = Vec::with_capacity(note.members.len());
    for id in note.members {
        let member = roll::member(&mut cx.tx, id).await?;
        members.extend(member.map(ImportedMember::from));
    }
    Ok(Some((note.contents, members)))
}

/// Imports a file's bundle, and notes in the same transaction that it was.
pub async fn import_file(cx: &mut Cx, bundle: &Bundle, sha256: &str) -> Result<Imported, Stop> {
    let imported = import_bundle(cx, bundle).await?;
    if imported.outcome != Outcome::Rejected {
        let note = Note {
            contents: Contents::of(bundle),
            members: imported.members.iter().map(|member| member.id).collect(),
        };
        let summary = serde_json::to_string(&note).map_err(Fault::from)?;
        imports::note(&mut cx.tx, sha256, READER, &summary, cx.now).await?;
    }
    Ok(imported)
}
