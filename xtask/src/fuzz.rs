//! `cargo xtask fuzz [MINUTES] [keep]`: libFuzzer against the reader of bundles.
//!
//! On stable Rust: the counters are a pass of LLVM's that the compiler runs when it is told to,
//! and libFuzzer itself comes with a crate. The target is `xtask/fuzz`, a workspace of its own
//! with a target folder of its own. What it finds stays in `target/fuzz/found`.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::project::Project;
use crate::steps::{Failure, Outcome, While as _, not_started, output, run, step};

/// Counters in every edge of the code, with the table that says where they are, and what is
/// compared with what, so that libFuzzer sees the words that would lead further.
const COUNTERS: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// How long it looks without being told.
const MINUTES: u64 = 2;

/// No input may take longer, in seconds of a machine that does other things too.
const SLOWEST: u64 = 5;

/// No input may take more memory, in MB (SECURITY Z1).
const MEMORY: u64 = 512;

/// The largest input, in bytes: every rule of the reader has room in it.
const LARGEST: u64 = 16_384;

/// Fuzzes for so many minutes; `keep` begins with what earlier runs have found to lead further.
pub fn fuzz(project: &Project, words: &[&str]) -> Outcome {
    let (minutes, keep) = match words {
        [] => (MINUTES, false),
        ["keep"] => (MINUTES, true),
        [minutes] => (number(minutes)?, false),
        [minutes, "keep"] => (number(minutes)?, true),
        _ => return Err(Failure::new("`cargo xtask fuzz [MINUTES] [keep]`")),
    };
    let folder = project.target.join("fuzz");
    let (corpus, found) = (folder.join("corpus"), folder.join("found"));
    if !keep && corpus.exists() {
        fs::remove_dir_all(&corpus).while_doing("forget the inputs of earlier runs")?;
    }
    for folder in [&corpus, &found] {
        fs::create_dir_all(folder).while_doing("make the folders of the inputs")?;
    }
    let program = build(project, &folder)?;
    let name = format!("fuzz the import for {minutes} minutes");
    let last = step(&name, || look(project, &program, &corpus, &found, minutes))?;
    println!("{last}");
    Ok(())
}

fn number(text: &str) -> Outcome<u64> {
    text.parse()
        .while_doing(format!("read {text:?} as minutes"))
}

/// Compiles the target. With `--target`, so that build scripts and macros, which run while
/// compiling, are compiled without counters.
fn build(project: &Project, folder: &Path) -> Outcome<PathBuf> {
    let version = output(Command::new("rustc").arg("-vV"))?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or_else(|| Failure::new("rustc does not say what it compiles for"))?;
    step("fuzz target", || {
        run(project
            .cargo()
            .env("RUSTFLAGS", COUNTERS)
            .env("CARGO_TARGET_DIR", folder)
            .args(["build", "--release", "--locked", "--quiet"])
            .args(["--manifest-path", "xtask/fuzz/Cargo.toml"])
            .args(["--target", host]))
        .map_err(|failure| failure.advise("it needs a C++ compiler: apt-get install g++"))
    })?;
    Ok(folder.join(host).join("release/import"))
}

/// Runs the target; answers what it says of itself at the end.
fn look(
    project: &Project,
    program: &Path,
    corpus: &Path,
    found: &Path,
    minutes: u64,
) -> Outcome<String> {
    let mut command = project.command(program);
    command
        .arg(corpus)
        .arg("xtask/fuzz/seeds")
        .arg("-dict=xtask/fuzz/dictionary")
        .arg(format!("-max_total_time={}", minutes * 60))
        .arg(format!("-max_len={LARGEST}"))
        .arg(format!("-timeout={SLOWEST}"))
        .arg(format!("-rss_limit_mb={MEMORY}"))
        .arg(format!("-artifact_prefix={}/", found.display()))
        .arg("-print_final_stats=1")
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| not_started(&command, &error))?;
    let mut said = Said::default();
    if let Some(lines) = child.stderr.take() {
        for line in BufReader::new(lines).lines() {
            said.hear(&line.while_doing("read what the fuzzer says")?);
        }
    }
    let status = child.wait().while_doing("wait for the fuzzer")?;
    if status.success() {
        return Ok(said.summary(Duration::from_secs(minutes * 60)));
    }
    Err(
        Failure::new(format!("the fuzzer has found something: {status}")).advise(format!(
            "run {} with the file in {}",
            program.display(),
            found.display()
        )),
    )
}

/// What the fuzzer has said: its last count, and how it ended.
#[derive(Default)]
struct Said {
    counted: String,
    stats: Vec<String>,
}

impl Said {
    /// libFuzzer says `#123 NEW cov: 45 ft: 67 corp: …` and in the end `stat::…: 8`. What is
    /// neither is of something that it has found.
    fn hear(&mut self, line: &str) {
        if line.starts_with('#') && line.contains(" cov: ") {
            if line.contains("pulse") || line.contains("DONE") {
                eprintln!("{line}");
            }
            line.clone_into(&mut self.counted);
        } else if let Some(stat) = line.strip_prefix("stat::") {
            self.stats.push(stat.to_owned());
        } else if !line.trim_start().starts_with("NEW_FUNC") {
            eprintln!("{line}");
        }
    }

    /// The word after `name:` in the last count.
    fn count(&self, name: &str) -> &str {
        let mut words = self.counted.split_whitespace();
        words.find(|word| word.strip_suffix(':') == Some(name));
        words.next().unwrap_or("?")
    }

    fn stat(&self, name: &str) -> &str {
        let stat = self.stats.iter().find_map(|stat| stat.strip_prefix(name));
        stat.map_or("?", |rest| rest.trim_start_matches(':').trim())
    }

    fn summary(&self, took: Duration) -> String {
        format!(
            "nothing found in {} s: {} inputs tried, {} edges covered, {} features, {} inputs kept, \
             at most {} MB",
            took.as_secs(),
            self.stat("number_of_executed_units"),
            self.count("cov"),
            self.count("ft"),
            self.count("corp").split('/').next().unwrap_or("?"),
            self.stat("peak_rss_mb"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_run_is_told_in_a_line() {
        let mut said = Said::default();
        for line in [
            "#9\tNEW    cov: 12 ft: 13 corp: 3/2Kb lim: 4 exec/s: 0 rss: 40Mb L: 7/7",
            "#524\tDONE   cov: 612 ft: 1813 corp: 330/21Kb lim: 16384 exec/s: 524 rss: 61Mb",
            "stat::number_of_executed_units: 524",
            "stat::peak_rss_mb:              61",
        ] {
            said.hear(line);
        }
        assert_eq!(
            said.summary(Duration::from_mins(2)),
            "nothing found in 120 s: 524 inputs tried, 612 edges covered, 1813 features, 330 \
             inputs kept, at most 61 MB"
        );
    }
}
