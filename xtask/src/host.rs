//! The host: the binary `portal`, with and without the demo feature, and `serve`.

use std::env;
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};

use crate::browser::Profile;
use crate::project::Project;
use crate::site;
use crate::stamp::{Made, NOT_CODE};
use crate::steps::{Failure, Outcome, not_started, run, step};

/// What the host is made from.
const SOURCES: [&str; 5] = ["Cargo.toml", "Cargo.lock", ".cargo", "app", "server"];

/// How the host is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For `serve`, `dev` and the tests, with demo data.
    Dev,
    /// For `build` and the measurements, with demo data.
    Release,
    /// For production: no demo data, no test controls.
    Production,
}

/// Builds the binary, if anything that it is made from has changed, and returns its path.
pub fn build(project: &Project, kind: Kind) -> Outcome<PathBuf> {
    let folder = if kind == Kind::Dev {
        "debug"
    } else {
        "release"
    };
    let binary = project.target.join(folder).join("portal");
    let name = format!("host ({kind:?})").to_lowercase();
    Made {
        name: &name,
        from: &SOURCES,
        without: NOT_CODE,
        with: "",
        makes: std::slice::from_ref(&binary),
    }
    .make(project, || {
        let mut cargo = project.cargo();
        cargo.args(["build", "--package", "server", "--bin", "portal"]);
        if kind != Kind::Production {
            cargo.args(["--features", "demo"]);
        }
        if kind != Kind::Dev {
            cargo.arg("--release");
        }
        run(&mut cargo)
    })?;
    Ok(binary)
}

/// `cargo xtask build`: the release build with the demo feature.
pub fn release(project: &Project) -> Outcome {
    site::build(project, Profile::Release)?;
    let binary = build(project, Kind::Release)?;
    eprintln!("{} and {}", binary.display(), project.site().display());
    Ok(())
}

/// `cargo xtask serve`: everything from a fresh checkout to a running demo.
pub fn serve(project: &Project) -> Outcome {
    site::build(project, Profile::Release)?;
    let binary = build(project, Kind::Dev)?;
    prepare(project, &binary)?;
    let mut portal = project.command(&binary);
    portal.arg("serve");
    let error = portal.exec();
    Err(not_started(&portal, &error))
}

/// Brings the database to this version, and fills it with demo data when there was nothing.
pub fn prepare(project: &Project, binary: &Path) -> Outcome {
    let data = project
        .root
        .join(env::var_os("PORTAL_DATA_DIR").unwrap_or_else(|| "data".into()));
    let empty = fs::read_dir(&data).map_or(true, |mut entries| entries.next().is_none());
    step("database", || run(project.command(binary).arg("migrate")))?;
    if !empty {
        return Ok(());
    }
    step("demo data", || {
        run(project.command(binary).arg("demo")).map_err(|failure| {
            Failure::new(failure.to_string()).advise(format!(
                "a database that is not empty is never filled: remove {} (it holds nothing but \
                 what this attempt left there) and try again",
                data.display()
            ))
        })
    })
}
