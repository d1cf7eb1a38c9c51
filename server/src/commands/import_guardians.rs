//! `portal import-guardians FILE`: who acts for which child, as the membership roll says.
//!
//! A CSV file (UTF-8) with this header and nothing else:
//!
//! ```csv
//! child_mrn,parent_mrn,relationship,from,until
//! 1234 5671,1234 5682,parent,2020-05-01,
//! ```
//!
//! `relationship` is `parent` or `guardian`; `from` is the first day and `until` the first day on
//! which it is over (`YYYY-MM-DD`, in the plan's zone), empty where no end is known. A row takes
//! the place of what an earlier file said of the same two people, so a file may be read again. To
//! end one at once, give today as `until`. Two people of whom a file says nothing stay as they
//! are. One row that is wrong refuses the whole file. The answer is a JSON line in the manner of
//! `import-fhir`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use domain::family::{Relation, Span};
use domain::mrn::{Mrn, MrnScheme};
use domain::time::Date;
use domain::time::civil::Civil;
use service::family::{self, Row};
use service::import::Outcome;
use service::{Portal, RequestFacts, Stop};

use crate::commands::import_fhir::{FileLine, say};
use crate::commands::open;
use crate::config::{ConfigError, Settings};

/// The first line of the file.
const HEADER: [&str; 5] = ["child_mrn", "parent_mrn", "relationship", "from", "until"];
/// The most that is read of a file.
const MOST_BYTES: u64 = 64 << 20;

/// Imports a file.
pub async fn run(settings: &Settings, file: &Path) -> Result<ExitCode, ConfigError> {
    let portal = open(settings).await?;
    portal.store().migrate(portal.clock().now()).await?;
    let name = file.display().to_string();
    let bytes = fs::metadata(file).and_then(|about| {
        if about.len() > MOST_BYTES {
            return Err(std::io::Error::other("larger than 64 MB"));
        }
        fs::read(file)
    });
    let line = match bytes {
        Ok(bytes) => import_bytes(&portal, name, &bytes)
            .await
            .map_err(|stop| ConfigError::Setting(format!("{}: {stop}", file.display())))?,
        Err(error) => line(name, Outcome::Rejected, 0, vec![error.to_string()]),
    };
    say(&line);
    portal.settle().await;
    Ok(if line.status == Outcome::Rejected.as_str() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Imports the text of a file under a name.
pub async fn import_bytes(portal: &Portal, name: String, bytes: &[u8]) -> Result<FileLine, Stop> {
    let scheme = MrnScheme::from_switch(portal.organisation().mrn_check_digit);
    let rows = match rows(bytes, scheme) {
        Ok(rows) => Arc::new(rows),
        Err(problems) => return Ok(line(name, Outcome::Rejected, 0, problems)),
    };
    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let request = portal.request(RequestFacts::default());
    let imported = request.write(move |cx| {
        let rows = rows.clone();
        Box::pin(async move { family::import(cx, &rows).await })
    });
    Ok(match imported.await? {
        Ok(0) => line(name, Outcome::Unchanged, count, Vec::new()),
        Ok(_) => line(name, Outcome::Imported, count, Vec::new()),
        Err(problems) => line(
            name,
            Outcome::Rejected,
            0,
            problems.iter().map(told).collect(),
        ),
    })
}

fn told((line, problem): &(u64, &'static str)) -> String {
    format!("line {line}: {problem}")
}

fn line(file: String, outcome: Outcome, count: u64, problems: Vec<String>) -> FileLine {
    let counts = (outcome != Outcome::Rejected).then(|| ("Guardianship".to_owned(), count));
    FileLine {
        file,
        status: outcome.as_str(),
        members: Vec::new(),
        counts: counts.into_iter().collect(),
        skipped: BTreeMap::new(),
        withdrawn: BTreeMap::new(),
        problems,
    }
}

/// The rows of a file, or everything that is wrong with it. What stands in a row is never
/// repeated: it is somebody's number.
fn rows(bytes: &[u8], scheme: MrnScheme) -> Result<Vec<Row>, Vec<String>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(bytes);
    if !reader.headers().is_ok_and(|header| header == HEADER[..]) {
        return Err(vec![format!("line 1: the header is {}", HEADER.join(","))]);
    }
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let Ok(record) = record else {
            problems.push("not five columns of UTF-8 text in every line".to_owned());
            break;
        };
        let at = record.position().map_or(0, csv::Position::line);
        match row(at, &record, scheme) {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(told(&(at, problem))),
        }
    }
    if problems.is_empty() {
        Ok(rows)
    } else {
        Err(problems)
    }
}

fn row(line: u64, record: &csv::StringRecord, scheme: MrnScheme) -> Result<Row, &'static str> {
    let field = |place| record.get(place).unwrap_or_default();
    let child = Mrn::parse(field(0), scheme).map_err(|_| "child_mrn is no number of a card")?;
    let parent = Mrn::parse(field(1), scheme).map_err(|_| "parent_mrn is no number of a card")?;
    let relation =
        Relation::from_code(field(2)).ok_or("relationship is neither parent nor guardian")?;
    let from = Date::read(field(3)).ok_or("from is no day (YYYY-MM-DD)")?;
    let until = match field(4) {
        "" => None,
        day => Some(Date::read(day).ok_or("until is no day (YYYY-MM-DD)")?),
    };
    if until.is_some_and(|until| until < from) {
        return Err("until is before from");
    }
    Ok(Row {
        line,
        child,
        parent,
        relation,
        span: Span { from, until },
    })
}
