//! What is checked without running anything: format, lints, licences.

use crate::project::Project;
use crate::steps::{Outcome, run, step};
use crate::tools;

/// `cargo fmt --check`.
pub fn format(project: &Project) -> Outcome {
    step("format", || {
        run(project.cargo().args(["fmt", "--all", "--check"]))
            .map_err(|failure| failure.advise("`cargo fmt --all`"))
    })
}

/// The lints of the host's half; the browser's is another pass, because one over both would
/// unite `ssr` and `hydrate`.
pub fn host(project: &Project) -> Outcome {
    step("lints, host", || {
        run(project
            .cargo()
            .args([
                "clippy",
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
    tools::wasm_target()?;
    step("lints, browser", || {
        run(project
            .cargo()
            .args([
                "clippy",
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
    let deny = tools::cargo_deny(project)?;
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

/// All of them, the quick ones first.
pub const ALL: [Check; 4] = [
    ("format", format),
    ("dependencies", dependencies),
    ("lints, host", host),
    ("lints, browser", browser),
];
