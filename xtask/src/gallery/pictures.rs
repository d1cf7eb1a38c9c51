//! Pictures and markup: what was accepted, what there is now, and the difference.
//!
//! Playwright takes and compares the pictures, `insta` the markup; here they are started, and
//! what they found is put on one page.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{build, folder, hydrated, write};
use crate::project::Project;
use crate::stamp;
use crate::steps::{Failure, Outcome, While, run, step};
use crate::tools;

/// The tests that take pictures.
const PICTURES: [&str; 2] = ["components.spec.ts", "pages.spec.ts"];

/// All tests of the gallery, as a command that may get more arguments.
pub fn tests(project: &Project) -> Outcome<Command> {
    let command = browser(project, &[])?;
    hydrated(project)?;
    Ok(command)
}

/// Playwright on the gallery.
fn browser(project: &Project, arguments: &[&str]) -> Outcome<Command> {
    build(project)?;
    let mut command = Command::new("npx");
    command
        .args([
            "--no-install",
            "playwright",
            "test",
            "--config=gallery.config.ts",
        ])
        .args(arguments)
        .current_dir(project.root.join("end2end"))
        .env("PORTAL_CHROMIUM", tools::chromium()?)
        .env("PORTAL_GALLERY", folder(project));
    Ok(command)
}

/// The test of the markup; `update` is insta's word for what to do with a difference.
fn markup(project: &Project, update: &str) -> Command {
    let mut command = project.cargo();
    command
        .args([
            "test",
            "--quiet",
            "--package",
            "gallery",
            "--no-default-features",
        ])
        .args(["--features", "ssr", "--test", "snapshots"])
        .env("INSTA_UPDATE", update);
    command
}

/// Takes pictures and markup as they are now.
pub fn accept(project: &Project) -> Outcome {
    let mut pictures = browser(project, &["--update-snapshots=changed", "--reporter=dot"])?;
    pictures.args(PICTURES);
    step("accept markup", || run(&mut markup(project, "always")))?;
    // What axe finds is not accepted by this: it is told, and stays red in `cargo xtask test`.
    let taken = step("accept pictures", || run(&mut pictures));
    step("make the pictures small", || {
        run(Command::new("node")
            .arg("gallery/shrink.mjs")
            .current_dir(project.root.join("end2end")))
    })?;
    taken
}

/// Writes `changes.html` in the gallery: each picture and markup that differs, before and after.
pub fn report(project: &Project) -> Outcome {
    let results = project.root.join("end2end/test-results-gallery");
    let _ = fs::remove_dir_all(&results);
    let mut pictures = browser(project, &["--reporter=dot"])?;
    pictures.args(PICTURES);
    step("compare markup", || {
        markup(project, "new")
            .status()
            .map(drop)
            .while_doing("run the test of the markup")
    })?;
    step("compare pictures", || {
        pictures.status().map(drop).while_doing("run Playwright")
    })?;
    let place = folder(project);
    let mut body = String::new();
    let mut count = 0;
    if results.is_dir() {
        for actual in stamp::files(&[results])? {
            let Some(name) = name_of(&actual, "-actual.png") else {
                continue;
            };
            count += 1;
            pictures_of(&mut body, &place, &actual, &name)?;
        }
    }
    for new in stamp::files(&[project.root.join("app/ui/src")])? {
        if name_of(&new, ".snap.new").is_some() {
            count += 1;
            markup_of(&mut body, &new)?;
        }
    }
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Changes</title>\
         <link rel=\"stylesheet\" href=\"gallery.css\"></head><body class=\"gallery-changes\">\
         <main><h1>{count} changes</h1>{body}</main></body></html>"
    );
    let file = place.join("changes.html");
    write(&file, page.as_bytes())?;
    println!("{count} changes: {}", file.display());
    Ok(())
}

/// The name of a file without its ending.
fn name_of(file: &Path, ending: &str) -> Option<String> {
    let name = file.file_name()?.to_str()?.strip_suffix(ending)?;
    Some(name.to_owned())
}

/// Before, after and the difference, beside each other.
fn pictures_of(body: &mut String, place: &Path, actual: &Path, name: &str) -> Outcome {
    let folder = place.join("changes");
    fs::create_dir_all(&folder).while_doing("make the folder of changes")?;
    let _ = write!(
        body,
        "<section><h2>{name}</h2><div class=\"gallery-changes__row\">"
    );
    for (ending, said) in [
        ("expected", "Before"),
        ("actual", "After"),
        ("diff", "Difference"),
    ] {
        let from: PathBuf = actual.with_file_name(format!("{name}-{ending}.png"));
        if from.is_file() {
            let to = format!("{name}-{ending}.png");
            fs::copy(&from, folder.join(&to)).while_doing("copy a picture")?;
            let _ = write!(
                body,
                "<figure><figcaption>{said}</figcaption><img src=\"changes/{to}\" alt=\"\"></figure>"
            );
        }
    }
    body.push_str("</div></section>");
    println!("looks different: {name}");
    Ok(())
}

/// The difference of the markup, line by line.
fn markup_of(body: &mut String, new: &Path) -> Outcome {
    let old = new.with_extension("");
    let component = old
        .parent()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let told = Command::new("git")
        .args(["diff", "--no-index", "--no-color", "--unified=2"])
        .args([old.as_path(), new])
        .output()
        .map_err(|error| Failure::new(format!("`git diff` could not be started: {error}")))?;
    let told = String::from_utf8_lossy(&told.stdout);
    let lines: Vec<&str> = told.lines().filter(|line| !is_head(line)).collect();
    let text = lines.join("\n").replace('&', "&amp;").replace('<', "&lt;");
    let _ = write!(
        body,
        "<section><h2>{component}, markup</h2><pre>{text}</pre></section>"
    );
    println!("other markup: {component}");
    fs::remove_file(new).while_doing("remove what was compared")
}

fn is_head(line: &str) -> bool {
    ["diff ", "index ", "--- ", "+++ "]
        .iter()
        .any(|start| line.starts_with(start))
}
