//! The markup of every component in every state is the one that was accepted: what a change
//! to one of them does to the others is seen here, a test a component.
//!
//! `cargo xtask gallery --accept` takes what there is now.

use std::fmt::Write as _;
use std::process::ExitCode;

use gallery::{markup, sheet};
use insta::{Settings, assert_snapshot};
use libtest_mimic::{Arguments, Trial};
use ui::fixtures::{Language, SHEETS, Sheet};

fn main() -> ExitCode {
    let tests = SHEETS.iter().map(|component| {
        let name = format!("markup of {}", component.component);
        Trial::test(name, || {
            compare(component);
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), tests.collect()).exit_code()
}

/// Panics, as insta does, where the markup is another than the accepted one.
fn compare(component: &Sheet) {
    let mut text = String::new();
    for fixture in component.fixtures {
        let html = markup::pretty(&sheet::state(fixture, Language::En));
        // Writing to a String does not fail.
        let _ = writeln!(text, "<!-- {} -->\n{html}", fixture.name);
    }
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(format!("../../ui/src/{}", component.component));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!("markup", text));
}
