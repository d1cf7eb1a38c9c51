//! What is checked without running anything: format, licences, lints.

use crate::project::Project;
use crate::steps::{Failure, Outcome, output, run, step};
use crate::tools;

/// Formats everything: the views first, the code around them after.
pub fn write_format(project: &Project) -> Outcome {
    let views = tools::from_crate(project, &tools::LEPTOSFMT)?;
    step("format", || {
        run(project.command(views).args(["--quiet", "app"]))?;
        run(project.cargo().args(["fmt", "--all"]))
    })
}

/// Whether everything is formatted as [`write_format`] would.
pub fn format(project: &Project) -> Outcome {
    let views = tools::from_crate(project, &tools::LEPTOSFMT)?;
    step("format", || {
        run(project.cargo().args(["fmt", "--all", "--check"]))
            // It names every file that is right; what differs is on its other output.
            .and_then(|()| output(project.command(views).args(["--quiet", "--check", "app"])))
            .map(drop)
            .map_err(|failure| failure.advise("`cargo xtask format`"))
    })
}

/// The lints are those of this Rust: every release brings new ones, and whoever comes with a
/// newer one shall not find fault with what was right here.
const LINTS: &str = "clippy 0.1.95 ";

/// Whether the lints at hand are ours; says so when not.
fn has_lints(project: &Project) -> bool {
    let found = output(project.cargo().args(["clippy", "--version"]));
    let ours = found.is_ok_and(|version| version.starts_with(LINTS));
    if !ours {
        eprintln!("lints: left out, they are those of {LINTS}and this Rust has others or none");
    }
    ours
}

/// The lints of the host's half; the browser's is another pass, because one over both would
/// unite `ssr` and `hydrate`.
pub fn host(project: &Project) -> Outcome {
    if !has_lints(project) {
        return Ok(());
    }
    step("lints, host", || {
        run(project
            .cargo()
            .args([
                "clippy",
                "--keep-going",
                "--quiet",
                "--all-targets",
                "--features",
                "server/demo",
            ])
            .args(["--", "--deny", "warnings"]))
    })
}

/// The lints of the browser's half.
pub fn browser(project: &Project) -> Outcome {
    if !has_lints(project) {
        return Ok(());
    }
    if tools::wasm_compiler(project)?.is_some() {
        // Lints are read by the compiler that they came with, and that one lacks the target.
        eprintln!("lints, browser: left out, this Rust has no target for the browser");
        return Ok(());
    }
    step("lints, browser", || {
        run(project
            .cargo()
            .args([
                "clippy",
                "--keep-going",
                "--quiet",
                "--package",
                "frontend",
                "--target",
                tools::WASM,
            ])
            .args(["--", "--deny", "warnings"]))
    })
}

/// Licences, banned crates and sources, as `deny.toml` has them.
pub fn dependencies(project: &Project) -> Outcome {
    let deny = tools::from_crate(project, &tools::CARGO_DENY)?;
    step("licences, bans and sources", || {
        run(project
            .command(deny)
            .args([
                "--all-features",
                "--log-level",
                "error",
                "check",
                "--hide-inclusion-graph",
            ])
            .args(["licenses", "bans", "sources"]))
    })
}

/// A check and what failed in it is one failure among the tests' own.
pub type Check = (&'static str, fn(&Project) -> Outcome);

/// All of them, the quick ones first. `cargo xtask test` begins with them.
pub const ALL: [Check; 4] = [
    ("format", format),
    ("dependencies", dependencies),
    ("lints, host", host),
    ("lints, browser", browser),
];

/// `cargo xtask check`: all of them, even when one fails.
pub fn all(project: &Project) -> Outcome {
    let failures: Vec<_> = ALL
        .into_iter()
        .filter_map(|(_, check)| check(project).err())
        .collect();
    for failure in &failures {
        eprintln!("error: {failure}");
    }
    match failures.len() {
        0 => Ok(()),
        count => Err(Failure::new(format!(
            "{count} of {} checks failed",
            ALL.len()
        ))),
    }
}
