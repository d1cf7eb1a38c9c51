//! `portal import-fhir PATH…`: one JSON line a file (CONTRACT: "The binary").
//!
//! Files are taken one by one, each in one transaction: memory holds one of them at a time, and
//! an import that was cut short goes on where it ended when it is asked for again, because files
//! that are done are known by their digest and only read.

mod progress;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use domain::fhir::{self, MAX_BYTES, Problem};
use domain::mrn::{Mrn, MrnScheme};
use serde::Serialize;
use service::import::{
    Contents, Imported, ImportedMember, Outcome, digest, import_file as take, imported_before,
};
use service::{Portal, RequestFacts, Stop};

use self::progress::Progress;
use crate::commands::open;
use crate::config::{ConfigError, Settings};

/// What became of one file, as it is printed.
#[derive(Debug, Serialize)]
pub struct FileLine {
    /// The file, as it was named or found.
    pub file: String,
    /// `imported`, `unchanged` or `rejected`.
    pub status: &'static str,
    /// The patients in it.
    pub members: Vec<MemberLine>,
    /// How many resources of which type were kept.
    pub counts: BTreeMap<String, u64>,
    /// How many of which type were passed over.
    pub skipped: BTreeMap<String, u64>,
    /// How many of those kept the source deleted: they are withdrawn.
    pub withdrawn: BTreeMap<String, u64>,
    /// What is wrong with it: path and reason in one text.
    pub problems: Vec<String>,
}

/// A patient, as printed.
#[derive(Debug, Serialize)]
pub struct MemberLine {
    /// The number of their card.
    pub mrn: String,
    /// First and last name.
    pub name: String,
}

/// Imports the files one by one; a rejected one does not stop the others.
pub async fn run(settings: &Settings, paths: &[PathBuf]) -> Result<ExitCode, ConfigError> {
    let portal = open(settings).await?;
    portal.store().migrate(portal.clock().now()).await?;
    let mut whole = true;
    let mut files = Vec::new();
    for path in paths {
        match files_of(path) {
            Ok(found) => files.extend(found),
            Err(error) => {
                say(&rejected(path, &[Problem::new("", error.to_string())]));
                whole = false;
            }
        }
    }
    let mut progress = Progress::begin(&files);
    for file in files {
        let line = import_file(&portal, &file)
            .await
            .map_err(|stop| ConfigError::Setting(format!("{}: {stop}", file.display())))?;
        whole &= line.status != Outcome::Rejected.as_str();
        say(&line);
        progress.done(&file);
    }
    portal.settle().await;
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Imports one file.
pub async fn import_file(portal: &Portal, file: &Path) -> Result<FileLine, Stop> {
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(rejected(file, &[Problem::new("", error.to_string())])),
    };
    let name = file.display().to_string();
    import_bytes(portal, name, &bytes).await
}

/// Imports the text of one bundle under a name.
pub async fn import_bytes(portal: &Portal, name: String, bytes: &[u8]) -> Result<FileLine, Stop> {
    let request = portal.request(RequestFacts::default());
    let sha256: Arc<str> = digest(bytes).into();
    let asked = sha256.clone();
    let before = request
        .read(move |cx| Box::pin(async move { imported_before(cx, &asked).await }))
        .await?;
    if let Some((contents, members)) = before {
        let imported = Imported {
            outcome: Outcome::Unchanged,
            members,
            problems: Vec::new(),
        };
        return Ok(line(portal, name, contents, imported));
    }
    let bundle = match fhir::read_bundle(bytes) {
        Ok(bundle) => Arc::new(bundle),
        Err(problems) => return Ok(rejected(Path::new(&name), &problems)),
    };
    let contents = Contents::of(&bundle);
    let imported = request
        .write(move |cx| {
            let (bundle, sha256) = (bundle.clone(), sha256.clone());
            Box::pin(async move { take(cx, &bundle, &sha256).await })
        })
        .await?;
    Ok(if imported.outcome == Outcome::Rejected {
        rejected(Path::new(&name), &imported.problems)
    } else {
        line(portal, name, contents, imported)
    })
}

fn line(portal: &Portal, file: String, contents: Contents, imported: Imported) -> FileLine {
    let scheme = MrnScheme::from_switch(portal.organisation().mrn_check_digit);
    let shown = |member: ImportedMember| MemberLine {
        name: format!("{} {}", member.given, member.family),
        mrn: Mrn::parse(&member.mrn, scheme).map_or(member.mrn, |mrn| mrn.to_string()),
    };
    FileLine {
        file,
        status: imported.outcome.as_str(),
        members: imported.members.into_iter().map(shown).collect(),
        counts: contents.counts,
        skipped: contents.skipped,
        withdrawn: contents.withdrawn,
        problems: imported.problems.iter().map(ToString::to_string).collect(),
    }
}

fn rejected(file: &Path, problems: &[Problem]) -> FileLine {
    FileLine {
        file: file.display().to_string(),
        status: Outcome::Rejected.as_str(),
        members: Vec::new(),
        counts: BTreeMap::new(),
        skipped: BTreeMap::new(),
        withdrawn: BTreeMap::new(),
        problems: problems.iter().map(ToString::to_string).collect(),
    }
}

/// Reads a file, but no more of it than a bundle may have, even if it grows meanwhile.
fn read(file: &Path) -> io::Result<Vec<u8>> {
    let open = File::open(file)?;
    let size = open.metadata()?.len();
    let most = MAX_BYTES as u64;
    if size > most {
        return Err(io::Error::other(format!(
            "larger than {} MB",
            MAX_BYTES >> 20
        )));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    open.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The file itself, or the `.json` files of a folder and its folders by name.
///
/// Synthea writes everybody's hospitals and practitioners into files of their own beside the
/// patients', who refer to them: those come first.
fn files_of(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let (mut files, mut folders) = (Vec::new(), vec![path.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "json")
            {
                files.push(entry.path());
            }
        }
    }
    files.sort_by_key(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let shared =
            name.starts_with("hospitalInformation") || name.starts_with("practitionerInformation");
        (!shared, file.clone())
    });
    Ok(files)
}

pub(super) fn say(line: &FileLine) {
    let text = serde_json::to_string(line).unwrap_or_default();
    // A closed standard output is no reason to stop an import.
    let _ = writeln!(io::stdout(), "{text}");
}
