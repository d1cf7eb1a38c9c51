//! `portal import-fhir FOLDER`, the real program: progress, and going on where it ended.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use testkit::World;

use super::{AT, potassium};
use crate::bundles::{panel, record};

const FILES: usize = 40;

fn program(world: &World, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal"));
    command
        .arg("import-fhir")
        .arg(folder)
        .env("PORTAL_DATA_DIR", world.folder())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

/// The record of a person of their own, in a file of their own.
fn fill(folder: &Path) {
    for n in 0..FILES {
        let text = record(&[
            &potassium("4.1"),
            &panel("r", "Metabolic", "final", AT, &["k"]),
        ]);
        let text = text
            .replace("\"k\"", &format!("\"k{n}\""))
            .replace("Observation/k", &format!("Observation/k{n}"))
            .replace("\"r\"", &format!("\"r{n}\""))
            .replace("\"ines\"", &format!("\"ines{n}\""))
            .replace("Patient/ines", &format!("Patient/ines{n}"))
            .replace("\"v1\"", &format!("\"v{n}\""))
            .replace("Encounter/v1", &format!("Encounter/v{n}"));
        std::fs::write(folder.join(format!("{n:02}.json")), text).unwrap();
    }
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    std::str::from_utf8(bytes)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_was_cut_short_goes_on_where_it_ended() {
    let world = World::new().await;
    let folder = world.folder().join("bundles");
    std::fs::create_dir(&folder).unwrap();
    fill(&folder);
    // Killed once ten files are done: those are on the disk, whatever was begun is not.
    let mut child = program(&world, &folder).spawn().unwrap();
    let told: Vec<String> = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .take(10)
        .map(Result::unwrap)
        .collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(told.iter().all(|line| line.contains("\"imported\"")));

    let output = program(&world, &folder).output().unwrap();
    assert!(output.status.success());
    let found = lines(&output.stdout);
    assert_eq!(found.len(), FILES);
    for (n, line) in found.iter().enumerate() {
        let file = line["file"].as_str().unwrap();
        assert!(
            file.ends_with(&format!("{n:02}.json")),
            "in the order of names: {file}"
        );
        assert_eq!(line["counts"]["Observation"], 1);
        assert_eq!(line["members"].as_array().unwrap().len(), 1);
    }
    assert!(found[..10].iter().all(|line| line["status"] == "unchanged"));
    assert!(
        found[FILES - 1]["status"] == "imported",
        "it had not come so far"
    );
    let progress = String::from_utf8(output.stderr).unwrap();
    let last = progress.lines().last().unwrap();
    assert!(
        last.starts_with(&format!("{FILES} of {FILES} files, ")),
        "{progress}"
    );
    assert!(last.ends_with(" MB/s, 0:00 left"), "{progress}");

    // Asked once more, every file is read and none is written; one that is broken is told.
    std::fs::write(folder.join("00a.json"), "{").unwrap();
    let output = program(&world, &folder).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let again = lines(&output.stdout);
    assert_eq!(again[1]["status"], "rejected");
    for (n, line) in again.iter().enumerate().filter(|(n, _)| *n != 1) {
        assert_eq!(line["status"], "unchanged");
        let before = if n == 0 { &found[0] } else { &found[n - 1] };
        assert_eq!(line["members"], before["members"]);
        assert_eq!(line["counts"], before["counts"]);
    }
}
