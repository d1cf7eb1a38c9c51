//! `cargo xtask test`: everything that shows the portal to work, and the plain count at the end.
//!
//! The tests of the host's half are compiled in one call of cargo with one set of features
//! and then run one program after another: a call for each part would choose features for
//! that part alone and compile the same crates again.

mod browser;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::check;
use crate::cluster::Cluster;
use crate::project::Project;
use crate::steps::{Failure, Outcome, While, not_started, output, step};

/// The address of a PostgreSQL cluster on which tests may do anything.
const POSTGRES: &str = "PORTAL_TEST_POSTGRES";

/// A part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Everything under `app`, and this program: nothing but the code itself is needed.
    Rules,
    /// Storage, on both engines.
    Store,
    /// Use cases and the host over HTTP.
    Http,
    /// The whole of it in Chromium.
    Browser,
}

impl Part {
    const ALL: [(&'static str, Self); 4] = [
        ("rules", Self::Rules),
        ("store", Self::Store),
        ("http", Self::Http),
        ("browser", Self::Browser),
    ];

    /// The part that a package's tests belong to, by where it stands.
    fn of(folder: &Path) -> Self {
        if folder.starts_with("server/store") {
            Self::Store
        } else if folder.starts_with("server") {
            Self::Http
        } else {
            Self::Rules
        }
    }
}

/// What the runners counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// Reads the closing line of a Rust test program.
    fn of_line(line: &str) -> Option<Self> {
        let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
        let number = |name: &str| {
            counts
                .split("; ")
                .find_map(|count| count.strip_suffix(name)?.trim().parse().ok())
                .unwrap_or(0)
        };
        Some(Self {
            passed: number("passed"),
            failed: number("failed"),
            skipped: number("ignored"),
        })
    }
}

/// A run of the tests: what is counted, and what several parts need.
struct Run<'a> {
    project: &'a Project,
    name: Option<&'a str>,
    cluster: Option<Cluster>,
    count: Count,
    /// What went wrong outside of any runner's count.
    broken: Vec<String>,
}

/// Runs all tests, those of a part, or those of a part with a name.
pub fn test(project: &Project, words: &[&str]) -> Outcome {
    let (part, name) = match words {
        [] => (None, None),
        [part] => (Some(*part), None),
        [part, name] => (Some(*part), Some(*name)),
        _ => return Err(Failure::new("too many words").advise("cargo xtask test PART NAME")),
    };
    let parts: Vec<Part> = Part::ALL
        .into_iter()
        .filter(|(word, _)| part.is_none_or(|part| part == *word))
        .map(|(_, part)| part)
        .collect();
    if parts.is_empty() {
        return Err(
            Failure::new(format!("{} is no part of the tests", words[0]))
                .advise("rules, store, http or browser"),
        );
    }
    let mut run = Run {
        project,
        name,
        cluster: None,
        count: Count::default(),
        broken: Vec::new(),
    };
    if part.is_none() {
        for (name, check) in check::ALL {
            run.attempt(name, |_| check(project));
        }
    }
    if parts.iter().any(|part| *part != Part::Browser) {
        run.attempt("tests of the host's half", |run| run.host(&parts));
    }
    if parts.contains(&Part::Browser) {
        run.attempt("tests in the browser", Run::browser);
        run.attempt("tests of the gallery", Run::gallery);
    }
    run.close()
}

impl Run<'_> {
    /// Does a piece of work; when it fails as a whole, the others are still done.
    fn attempt(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Outcome) {
        if let Err(failure) = work(self) {
            eprintln!("{name}: {failure}");
            self.broken.push(name.to_owned());
        }
    }

    /// The count, alone on the last line. A piece of work that failed as a whole is one more.
    fn close(mut self) -> Outcome {
        self.cluster = None;
        for name in &self.broken {
            eprintln!("failed as a whole: {name}");
        }
        if self.count.skipped > 0 {
            eprintln!("{} skipped", self.count.skipped);
        }
        let failed = self.count.failed + self.broken.len() as u64;
        println!("{} passed, {failed} failed", self.count.passed);
        match (failed, self.count.passed) {
            (0, 0) => Err(Failure::new("no test of that name")),
            (0, _) => Ok(()),
            _ => Err(Failure::new("not everything passed")),
        }
    }

    fn postgres(&mut self) -> Outcome<String> {
        // One given from outside is used as it is.
        if let Ok(url) = std::env::var(POSTGRES) {
            return Ok(url);
        }
        let cluster = match self.cluster.take() {
            Some(cluster) => cluster,
            None => Cluster::start()?,
        };
        Ok(self.cluster.insert(cluster).url.clone())
    }

    /// Compiles and runs the Rust tests of the parts asked for.
    fn host(&mut self, parts: &[Part]) -> Outcome {
        let packages = packages(self.project)?;
        let mut programs = Vec::new();
        programs.extend(self.programs(&packages, false)?);
        if parts.contains(&Part::Rules) {
            // By itself, so that it is the program that is running now.
            programs.extend(self.programs(&packages, true)?);
        }
        for part in parts.iter().filter(|part| **part != Part::Browser) {
            let url = match part {
                Part::Rules => None,
                _ => Some(self.postgres()?),
            };
            for program in programs.iter().filter(|program| program.part == *part) {
                let mut command = Command::new(&program.file);
                command.args(self.name).current_dir(&program.folder);
                command.env("CARGO_MANIFEST_DIR", &program.folder);
                // Differences are told; `cargo xtask gallery --accept` takes them.
                command.env("INSTA_UPDATE", "no");
                if let Some(url) = &url {
                    command.env(POSTGRES, url);
                }
                self.run_program(&program.name, &mut command);
            }
        }
        if parts.contains(&Part::Rules) {
            let mut command = self.project.cargo();
            command.args(["test", "--quiet", "--doc", "--features", "server/demo"]);
            for package in packages.values().filter(|package| package.has_doc_tests()) {
                command.args(["--package", &package.name]);
            }
            command.args(["--"]).args(self.name);
            self.run_program("examples in the documentation", &mut command);
        }
        Ok(())
    }

    /// Compiles the tests: of this program alone, or of all the others. Where some do not
    /// compile, that counts, and the rest are still run.
    fn programs(&mut self, packages: &Packages, ours: bool) -> Outcome<Vec<Program>> {
        let mut command = self.project.cargo();
        command.args(["build", "--tests", "--keep-going", "--quiet"]);
        command.arg("--message-format=json-render-diagnostics");
        if !ours {
            command.args(["--features", "server/demo"]);
        }
        for package in packages.values().filter(|package| package.host) {
            if (package.name == "xtask") == ours {
                command.args(["--package", &package.name]);
            }
        }
        let name = if ours {
            "compile xtask's own tests"
        } else {
            "compile the host's tests"
        };
        let mut told = Vec::new();
        let compiled = step(name, || {
            // Diagnostics go to stderr, which is ours.
            let output = command
                .stderr(Stdio::inherit())
                .output()
                .map_err(|error| not_started(&command, &error))?;
            told = output.stdout;
            if output.status.success() {
                return Ok(());
            }
            Err(Failure::new("not all tests compile"))
        });
        if compiled.is_err() {
            self.broken.push(name.to_owned());
        }
        let mut programs = Vec::new();
        for line in told
            .split(|byte| *byte == b'\n')
            .filter(|line| line.starts_with(b"{"))
        {
            let told: Value = serde_json::from_slice(line).while_doing("read what cargo told")?;
            programs.extend(Program::of_message(self.project, packages, &told));
        }
        Ok(programs)
    }

    /// Runs a test program, shows what did not pass, and counts.
    fn run_program(&mut self, name: &str, command: &mut Command) {
        let mut count = None;
        let outcome = step(name, || {
            let mut child = command
                .stdout(Stdio::piped())
                .spawn()
                .map_err(|error| not_started(command, &error))?;
            if let Some(stdout) = child.stdout.take() {
                for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
                    let line = String::from_utf8_lossy(&line);
                    if let Some(counted) = Count::of_line(&line) {
                        count.get_or_insert_with(Count::default).add(counted);
                    }
                    if worth_showing(&line) {
                        eprintln!("{line}");
                    }
                }
            }
            let status = child.wait().while_doing("wait for the tests")?;
            if status.success() {
                return Ok(());
            }
            Err(Failure::new(format!("{name} ended with {status}")))
        });
        let counted = count.unwrap_or_default();
        self.count.add(counted);
        // Ended badly without saying which test it was.
        if outcome.is_err() && counted.failed == 0 {
            self.broken.push(name.to_owned());
        }
    }
}

/// Whether a line of a test program says more than that something passed.
fn worth_showing(line: &str) -> bool {
    let passed = line.starts_with("test ") && (line.ends_with("... ok"));
    let dots = !line.is_empty() && line.chars().all(|c| c == '.' || c == 'i');
    let counted = line.starts_with("running ") || line.starts_with("test result: ok");
    !(line.is_empty() || passed || dots || counted)
}

/// A package of the workspace.
struct Package {
    name: String,
    /// Its folder, from the checkout.
    folder: PathBuf,
    /// Whether it is built by default, that is for the host.
    host: bool,
    library: bool,
}

impl Package {
    fn has_doc_tests(&self) -> bool {
        self.host && self.library && self.name != "xtask"
    }
}

/// The packages of the workspace by cargo's own names for them.
type Packages = BTreeMap<String, Package>;

fn packages(project: &Project) -> Outcome<Packages> {
    let text = output(
        project
            .cargo()
            .args(["metadata", "--no-deps", "--format-version=1"]),
    )?;
    let metadata: Value = serde_json::from_str(&text).while_doing("read cargo's metadata")?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let defaults = list(&metadata["workspace_default_members"]);
    let found = list(&metadata["packages"])
        .into_iter()
        .filter_map(|package| {
            let folder = Path::new(package["manifest_path"].as_str()?).parent()?;
            let library = list(&package["targets"])
                .iter()
                .flat_map(|target| list(&target["kind"]))
                .any(|kind| kind == "lib");
            let about = Package {
                name: package["name"].as_str()?.to_owned(),
                folder: folder.strip_prefix(&project.root).ok()?.to_owned(),
                host: defaults.contains(&package["id"]),
                library,
            };
            Some((package["id"].as_str()?.to_owned(), about))
        });
    Ok(found.collect())
}

/// A compiled test program.
struct Program {
    name: String,
    part: Part,
    file: PathBuf,
    folder: PathBuf,
}

impl Program {
    /// Reads one of cargo's messages, if it tells of a test program.
    fn of_message(project: &Project, packages: &Packages, told: &Value) -> Option<Self> {
        let package = packages.get(told["package_id"].as_str()?)?;
        let file = told["executable"].as_str()?;
        let test = told["profile"]["test"].as_bool()?;
        let target = told["target"]["name"].as_str()?;
        let part = Part::of(&package.folder);
        test.then(|| Self {
            name: format!("{}: {}, {target}", word(part), package.name),
            part,
            file: file.into(),
            folder: project.root.join(&package.folder),
        })
    }
}

fn word(part: Part) -> &'static str {
    Part::ALL
        .into_iter()
        .find(|(_, other)| *other == part)
        .map_or("", |(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_the_runners_write_them() {
        let line = "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; \
                    3 filtered out; finished in 0.01s";
        assert_eq!(
            Count::of_line(line),
            Some(Count {
                passed: 12,
                failed: 1,
                skipped: 2
            })
        );
        assert_eq!(
            Count::of_line("test result: ok. 0 passed; 0 failed"),
            Some(Count::default())
        );
        assert_eq!(Count::of_line("test a::b ... ok"), None);
    }

    #[test]
    fn a_package_belongs_to_the_part_of_its_folder() {
        for (folder, part) in [
            ("app/domain", Part::Rules),
            ("xtask", Part::Rules),
            ("server/store", Part::Store),
            ("server", Part::Http),
            ("server/testkit", Part::Http),
        ] {
            assert_eq!(Part::of(Path::new(folder)), part, "{folder}");
        }
    }

    #[test]
    fn only_what_did_not_pass_is_shown() {
        for (line, shown) in [
            ("test a::b ... ok", false),
            ("test a::b ... FAILED", true),
            ("running 3 tests", false),
            ("thread 'a::b' panicked at src/lib.rs:1:1:", true),
            ("....i.", false),
            ("", false),
        ] {
            assert_eq!(worth_showing(line), shown, "{line}");
        }
    }
}
