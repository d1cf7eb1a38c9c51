//! The tests in the browser: the portal's journeys, then the gallery's components and pages.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{Count, POSTGRES, Run};
use crate::browser::Profile;
use crate::gallery::pictures;
use crate::host::{self, Kind};
use crate::site;
use crate::steps::{Outcome, While, run, step};
use crate::tools;

/// Reads Playwright's report. A test that passed only when tried again passed; the runner
/// names it as flaky.
fn counted(report: &Value) -> Option<Count> {
    let stats = report.get("stats")?;
    let number = |name: &str| stats[name].as_u64();
    Some(Count {
        passed: number("expected")? + number("flaky")?,
        failed: number("unexpected")?,
        skipped: number("skipped")?,
    })
}

impl Run<'_> {
    /// Runs Playwright on the built portal.
    pub(super) fn browser(&mut self) -> Outcome {
        site::build(self.project, Profile::Release)?;
        let binary = host::build(self.project, Kind::Dev)?;
        let chromium = tools::chromium()?;
        tools::end2end(self.project)?;
        let postgres = self.postgres()?;
        let folder = self.project.root.join("end2end");
        let mut command = Command::new("npx");
        command.args(["--no-install", "playwright", "test"]);
        command
            .current_dir(&folder)
            .env("PORTAL_CHROMIUM", chromium)
            .env("PORTAL_BINARY", binary)
            .env("PORTAL_SITE_DIR", self.project.site())
            .env(POSTGRES, postgres);
        self.playwright("browser", &folder.join("tests"), command)
    }

    /// Runs Playwright on the gallery: components alive and under axe, pictures of everything.
    pub(super) fn gallery(&mut self) -> Outcome {
        let command = pictures::tests(self.project)?;
        let folder = self.project.root.join("end2end/gallery");
        self.playwright("gallery", &folder, command)
    }

    /// Runs Playwright and counts by its report.
    fn playwright(&mut self, name: &str, tests: &Path, mut command: Command) -> Outcome {
        let report = self.project.kept().join(format!("{name}.json"));
        let _ = fs::remove_file(&report);
        fs::create_dir_all(self.project.kept()).while_doing("make a folder")?;
        command.args(["--reporter=list,json", "--pass-with-no-tests"]);
        if let Some(name) = self.name {
            // The name of a file of tests, or a part of a test's title.
            let file = format!("{name}.spec.ts");
            if tests.join(&file).is_file() {
                command.arg(file);
            } else {
                command.args(["--grep", name]);
            }
        }
        command
            .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
            .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
        let outcome = step(name, || run(&mut command));
        let counted = fs::read(&report)
            .ok()
            .and_then(|text| serde_json::from_slice(&text).ok())
            .and_then(|report| counted(&report))
            .unwrap_or_default();
        self.count.add(counted);
        match outcome {
            Err(failure) if counted.failed == 0 => Err(failure),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_playwright_writes_them() {
        let report = serde_json::json!({
            "stats": { "expected": 7, "unexpected": 1, "flaky": 2, "skipped": 3 }
        });
        assert_eq!(
            counted(&report),
            Some(Count {
                passed: 9,
                failed: 1,
                skipped: 3
            })
        );
        assert_eq!(counted(&serde_json::json!({})), None);
    }
}
