//! Steps: one line for each with its time, and what to do when one fails.

use std::fmt;
use std::process::Command;
use std::time::{Duration, Instant};

/// What went wrong in a step, and what the reader can do about it.
#[derive(Debug)]
pub struct Failure {
    message: String,
    advice: Option<String>,
}

/// The result of a step.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure in the reader's terms.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            advice: None,
        }
    }

    /// Adds what to do about it.
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.advice {
            Some(advice) => write!(f, "\n  what to do: {advice}"),
            None => Ok(()),
        }
    }
}

/// Turns any error into a [`Failure`] that says what was being done.
pub trait While<T> {
    /// `fs::read(path).while_doing("read the lock file")`
    fn while_doing(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn while_doing(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("could not {what}: {error}")))
    }
}

/// Runs a step and says in one line how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    let start = Instant::now();
    let outcome = work();
    line(
        start.elapsed(),
        name,
        if outcome.is_ok() { "" } else { ": FAILED" },
    );
    outcome
}

/// Says that a step had nothing to do.
pub fn unchanged(name: &str) {
    line(Duration::ZERO, name, ": nothing changed");
}

fn line(took: Duration, name: &str, end: &str) {
    eprintln!("[{:7.1} s] {name}{end}", took.as_secs_f64());
}

/// Runs a program to its end; its output goes where ours goes.
pub fn run(command: &mut Command) -> Outcome {
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "`{}` ended with {status}",
        words(command)
    )))
}

/// Runs a program to its end and returns what it printed.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command
        .output()
        .map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!(
        "`{}` ended with {}:\n{said}",
        words(command),
        output.status
    )))
}

/// The failure of a program that could not be started at all.
pub fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!(
        "`{}` could not be started: {error}",
        words(command)
    ))
}

/// A command as one would type it.
fn words(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
