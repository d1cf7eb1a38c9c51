//! `portal import-fhir PATH…`: one JSON line a file (CONTRACT: "The binary").

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use domain::fhir::{self, MAX_BYTES, Problem};
use domain::mrn::{Mrn, MrnScheme};
use serde::Serialize;
use service::import::{Imported, Outcome, import_bundle};
use service::{Portal, RequestFacts, Stop};

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

/// Imports the files one by one, so that memory holds one of them at a time; a rejected file
/// does not stop the others.
pub async fn run(settings: &Settings, paths: &[PathBuf]) -> Result<ExitCode, ConfigError> {
    let portal = open(settings).await?;
    portal.store().migrate(portal.clock().now()).await?;
    let mut whole = true;
    for path in paths {
        let files = match files_of(path) {
            Ok(files) => files,
            Err(error) => {
                say(&rejected(path, &[Problem::new("", error.to_string())]));
                whole = false;
                continue;
            }
        };
        for file in files {
            let line = import_file(&portal, &file)
                .await
                .map_err(|stop| ConfigError::Setting(format!("{}: {stop}", file.display())))?;
            whole &= line.status != Outcome::Rejected.as_str();
            say(&line);
        }
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
    let bundle = match fhir::read_bundle(bytes) {
        Ok(bundle) => Arc::new(bundle),
        Err(problems) => return Ok(rejected(Path::new(&name), &problems)),
    };
    let (counts, skipped) = (bundle.counts(), bundle.skipped.clone());
    let request = portal.request(RequestFacts::default());
    let Imported {
        outcome,
        members,
        problems,
    } = request
        .write(move |cx| {
            let bundle = bundle.clone();
            Box::pin(async move { import_bundle(cx, &bundle).await })
        })
        .await?;
    let scheme = MrnScheme::from_switch(portal.organisation().mrn_check_digit);
    let members = members
        .into_iter()
        .map(|member| MemberLine {
            mrn: Mrn::parse(&member.mrn, scheme).map_or(member.mrn, |mrn| mrn.to_string()),
            name: format!("{} {}", member.given, member.family),
        })
        .collect();
    let mut line = FileLine {
        file: name,
        status: outcome.as_str(),
        members,
        counts,
        skipped,
        problems: problems.iter().map(ToString::to_string).collect(),
    };
    if outcome == Outcome::Rejected {
        line.counts.clear();
        line.skipped.clear();
    }
    Ok(line)
}

fn rejected(file: &Path, problems: &[Problem]) -> FileLine {
    FileLine {
        file: file.display().to_string(),
        status: Outcome::Rejected.as_str(),
        members: Vec::new(),
        counts: BTreeMap::new(),
        skipped: BTreeMap::new(),
        problems: problems.iter().map(ToString::to_string).collect(),
    }
}

/// Reads a file, but no more of it than a bundle may have.
fn read(file: &Path) -> io::Result<Vec<u8>> {
    let size = fs::metadata(file)?.len();
    if size > MAX_BYTES as u64 {
        return Err(io::Error::other(format!(
            "larger than {} MB",
            MAX_BYTES >> 20
        )));
    }
    fs::read(file)
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
