//! The import of a folder of bundles: what it costs, how much memory it takes, and how it goes on
//! after it was cut short.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::bundles;
use super::figures::{Figure, Figures, mega};
use super::process::{Folder, Portal};
use crate::project::Project;
use crate::steps::{Failure, Outcome, While, not_started, step};

/// Files, and the least bytes of each: 700 MB together.
const FILES: u32 = 600;
const BYTES: usize = 1_160_000;
/// The same to try the bench itself.
const FEW_FILES: u32 = 12;
/// How often a running import is looked at.
const EVERY: Duration = Duration::from_millis(20);
/// The kernel counts processor time in hundredths of a second, on every Linux.
const TICKS: f64 = 100.0;

/// Adds the figures: SQLite alone, as the budget is for it.
pub fn measure(
    project: &Project,
    binary: &Path,
    folder: &Folder,
    is_small: bool,
    figures: &mut Figures,
) -> Outcome {
    let files = if is_small { FEW_FILES } else { FILES };
    let source = folder.join("bundles");
    let bytes = step(&format!("{files} bundles"), || {
        bundles::records(&source, files, BYTES)
    })?;
    let portal = Portal::new(project, binary, folder.join("imported"), None);
    let half = files as usize / 2;
    let cut = step("import of half of them, cut short", || {
        Run::of(&portal, folder, &source, half, true)
    })?;
    let rest = step("the same again, to its end", || {
        Run::of(&portal, folder, &source, cut.lines.len(), false)
    })?;
    goes_on(&cut, &rest, files as usize)?;
    portal.remove()?;
    fs::remove_dir_all(&source).while_doing("remove the bundles")?;
    let processor = cut.processor + rest.processor;
    let how = json!({
        "files": files,
        "mb": mega(bytes),
        "processor_seconds": processor,
        "seconds": (cut.took + rest.took).as_secs_f64(),
        "cut_short_after_files": cut.lines.len(),
        // What was done is read again to be known: that is in the processor's time too.
        "past_them_again_after_seconds": rest.marked.map(|took| took.as_secs_f64()),
    });
    figures.add(
        Figure::at_least(
            "import_per_second_sqlite",
            mega(bytes) / processor,
            "MB",
            20.0,
        )
        .with(how),
    );
    let peak = cut.peak.max(rest.peak);
    figures.add(Figure::at_most(
        "import_peak_memory",
        mega(peak),
        "MB",
        300.0,
    ));
    Ok(())
}

/// Whether the second run knew all that the first had done, and did all the rest.
fn goes_on(cut: &Run, rest: &Run, files: usize) -> Outcome {
    let is = |line: &Value, status: &str| line["status"] == status;
    let known = rest.lines.iter().take(cut.lines.len());
    let whole = cut.lines.iter().all(|line| is(line, "imported"))
        && known.clone().all(|line| is(line, "unchanged"))
        && rest.lines.len() == files
        && !rest.lines.iter().any(|line| is(line, "rejected"));
    if whole && cut.lines.len() < files {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the import did not go on where it ended: {} files done before, {} of them known, {} in all",
        cut.lines.len(),
        known.filter(|line| is(line, "unchanged")).count(),
        rest.lines.len()
    )))
}

/// A run of `portal import-fhir`, to its end or cut short.
struct Run {
    /// What it said, a line a file.
    lines: Vec<Value>,
    /// Processor time of all its threads, in seconds.
    processor: f64,
    took: Duration,
    /// When so many files were done as were asked for.
    marked: Option<Duration>,
    /// The most memory it has occupied.
    peak: u64,
}

impl Run {
    /// Runs it until so many files are done, and on unless it is to be `cut` then.
    fn of(
        portal: &Portal,
        folder: &Folder,
        source: &Path,
        mark: usize,
        cut: bool,
    ) -> Outcome<Self> {
        let (said, log) = (folder.join("import.out"), folder.join("import.log"));
        let mut command = portal.command(0, 0);
        command.arg("import-fhir").arg(source).stdin(Stdio::null());
        command.stdout(File::create(&said).while_doing("open a log")?);
        command.stderr(File::create(&log).while_doing("open a log")?);
        let start = Instant::now();
        let child = command
            .spawn()
            .map_err(|error| not_started(&command, &error))?;
        let mut watched = Watched { child };
        let (mut peak, mut marked) = (0, None);
        let processor = loop {
            match watched.look()? {
                Look::Ended { processor } => break processor,
                Look::Runs { most } => peak = peak.max(most),
            }
            if marked.is_none() && lines(&said)?.len() >= mark {
                marked = Some(start.elapsed());
                if cut {
                    watched.child.kill().while_doing("end an import")?;
                }
            }
            sleep(EVERY);
        };
        let took = start.elapsed();
        let status = watched.child.wait().while_doing("wait for an import")?;
        if !cut && !status.success() {
            let why = fs::read_to_string(&log).unwrap_or_default();
            return Err(Failure::new(format!(
                "the import ended with {status}:\n{why}"
            )));
        }
        Ok(Self {
            lines: lines(&said)?,
            processor,
            took,
            marked,
            peak,
        })
    }
}

/// The lines that are whole.
fn lines(said: &Path) -> Outcome<Vec<Value>> {
    let text = fs::read_to_string(said).while_doing("read what an import said")?;
    text.split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'))
        .map(|line| serde_json::from_str(line).while_doing("read a line of an import"))
        .collect()
}

/// A program that is ended when it is no longer looked at.
struct Watched {
    child: Child,
}

/// What is seen of it.
enum Look {
    /// It runs, and has occupied so many bytes at most.
    Runs { most: u64 },
    /// It has ended, after so many seconds of processor time, and was not waited for yet: after
    /// that there would be nobody to ask.
    Ended { processor: f64 },
}

impl Watched {
    fn look(&self) -> Outcome<Look> {
        let read = |name: &str| {
            let path = format!("/proc/{}/{name}", self.child.id());
            fs::read_to_string(&path).while_doing(format_args!("read {path}"))
        };
        let stat = Stat::read(&read("stat")?)
            .ok_or_else(|| Failure::new("/proc does not say how a program stands"))?;
        if stat.has_ended {
            return Ok(Look::Ended {
                processor: stat.processor,
            });
        }
        // Between the two it may have ended: then there is no such line any more.
        let most = most_resident(&read("status")?).unwrap_or_default();
        Ok(Look::Runs { most })
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // Of one that has ended already there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What `/proc/…/stat` says.
#[derive(Debug, PartialEq)]
struct Stat {
    has_ended: bool,
    /// Seconds of processor time of all threads, the kernel's for them too.
    processor: f64,
}

impl Stat {
    fn read(text: &str) -> Option<Self> {
        // The program's name stands in brackets, and may hold anything.
        let (_, rest) = text.rsplit_once(')')?;
        let mut fields = rest.split_whitespace();
        let state = fields.next()?;
        let mut times = fields.skip(10);
        let user: f64 = times.next()?.parse().ok()?;
        let system: f64 = times.next()?.parse().ok()?;
        Some(Self {
            has_ended: matches!(state, "Z" | "X"),
            processor: (user + system) / TICKS,
        })
    }
}

/// The most memory that a program has occupied, in bytes.
fn most_resident(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(statuses: &[&str]) -> Run {
        Run {
            lines: statuses.iter().map(|one| json!({"status": one})).collect(),
            processor: 0.0,
            took: Duration::ZERO,
            marked: None,
            peak: 0,
        }
    }

    #[test]
    fn processor_time_is_read_as_the_kernel_writes_it() {
        let text = "42 (portal ) x) Z 1 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 5 0 900";
        let expected = Stat {
            has_ended: true,
            processor: 3.0,
        };
        assert_eq!(Stat::read(text), Some(expected));
        assert!(!Stat::read(&text.replace(" Z ", " S ")).unwrap().has_ended);
        assert_eq!(Stat::read("42 (portal) S 1"), None);
    }

    #[test]
    fn the_peak_of_memory_is_read_as_the_kernel_writes_it() {
        let status = "VmPeak:\t  900 kB\nVmHWM:\t   12 kB\nVmRSS:\t   11 kB\n";
        assert_eq!(most_resident(status), Some(12_288));
        assert_eq!(most_resident("VmRSS:\t 1 kB\n"), None);
    }

    #[test]
    fn what_was_done_must_be_known_and_all_the_rest_be_done() {
        let cut = run(&["imported", "imported"]);
        // The third was stored before the first run ended, and not told any more.
        let good = run(&["unchanged", "unchanged", "unchanged", "imported"]);
        assert!(goes_on(&cut, &good, 4).is_ok());
        for bad in [
            run(&["unchanged", "imported", "imported", "imported"]),
            run(&["unchanged", "unchanged", "imported"]),
            run(&["unchanged", "unchanged", "rejected", "imported"]),
        ] {
            assert!(goes_on(&cut, &bad, 4).is_err());
        }
        assert!(goes_on(&run(&["imported"; 4]), &run(&["unchanged"; 4]), 4).is_err());
    }
}
