//! `cargo xtask …`: set-up, build, test and measurements; the project's commands.
//!
//! Each command is a function that takes the [`project::Project`]. To add one: a line in
//! [`USAGE`], an arm in [`command`], and its own file.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the house's bans are the host's: this is a program at a terminal, without a runtime"
)]

mod bench;
mod browser;
mod check;
mod cluster;
mod debian;
mod dev;
mod dist;
mod fuzz;
mod gallery;
mod host;
mod live;
mod parts;
mod project;
mod site;
mod stamp;
mod steps;
mod styles;
mod test;
mod tools;

use std::process::ExitCode;

use project::Project;
use steps::{Failure, Outcome};

const USAGE: &str = "\
cargo xtask COMMAND

  serve     everything from a fresh checkout to a running demo on http://localhost:3000
  dev       the same, rebuilding and reloading the browser on every change
  gallery   every component and page in every state, on http://localhost:3300;
            --phone | --build | --record | --report | --accept
  test      [rules|store|http|browser] [NAME]  all tests, one part, or those of a name
  check     format, licences and lints alone
  format    formats everything, the views too
  build     release build with the demo feature: target/release/portal and target/site
  dist      production build without the demo feature, in target/dist
  bench     [pages|messages|results|import] [--small]  the measurements, or one part of them, as
            one JSON object on the last line; `messages` stores a million of them on each engine,
            `results` a million values, `import` reads 700 MB; --small tries these two with little
  fuzz      [MINUTES] [keep]  looks for bundles that the import cannot bear (2 minutes), beginning
            with the project's seeds, or with what earlier runs have found too
  site      only the browser files: target/site";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match command(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn command(words: &[&str]) -> Outcome {
    let project = Project::find()?;
    match words {
        ["serve"] => host::serve(&project),
        ["dev"] => dev::dev(&project),
        ["gallery", rest @ ..] => gallery::gallery(&project, rest),
        ["test", rest @ ..] => test::test(&project, rest),
        ["check"] => check::all(&project),
        ["format"] => check::write_format(&project),
        ["build"] => host::release(&project),
        ["dist"] => dist::dist(&project),
        ["bench", rest @ ..] => bench::bench(&project, rest),
        ["fuzz", rest @ ..] => fuzz::fuzz(&project, rest),
        ["site"] => site::build(&project, browser::Profile::Release),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(
            Failure::new(format!("`cargo xtask {}` is no command", words.join(" ")))
                .advise(format!("one of these:\n\n{USAGE}")),
        ),
    }
}
