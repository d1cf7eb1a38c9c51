//! The plan of the house, held: who may depend on whom, and what is deliberately absent.
//!
//! Reads manifests and sources, so that a new arrow is a decision that changes this file.
#![allow(clippy::expect_used, reason = "a test stops at what it did not expect")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask stands in the root")
        .into()
}

/// Our crates, where they stand, and what of ours they may depend on.
const ARROWS: &[(&str, &str, &[&str])] = &[
    ("domain", "app/domain", &[]),
    ("words", "app/words", &["domain"]),
    ("ui", "app/ui", &[]),
    (
        "public",
        "app/public",
        &["domain", "service", "ui", "words"],
    ),
    (
        "member",
        "app/member",
        &["domain", "service", "ui", "words"],
    ),
    ("staff", "app/staff", &["domain", "service", "ui", "words"]),
    (
        "app",
        "app",
        &["domain", "member", "public", "staff", "ui", "words"],
    ),
    (
        "gallery",
        "app/gallery",
        &["app", "domain", "papers", "service", "ui", "words"],
    ),
    ("frontend", "frontend", &["app"]),
    ("store", "server/store", &["domain"]),
    ("service", "server/service", &["domain", "store", "words"]),
    ("papers", "server/papers", &["domain", "words"]),
    (
        "server",
        "server",
        &["app", "domain", "papers", "service", "store", "ui", "words"],
    ),
    (
        "testkit",
        "server/testkit",
        &["domain", "server", "service", "store"],
    ),
];

fn manifest(dir: &str) -> toml::Table {
    let text = fs::read_to_string(root().join(dir).join("Cargo.toml")).expect("a manifest");
    text.parse().expect("TOML")
}

fn dependencies(dir: &str) -> BTreeSet<String> {
    manifest(dir)
        .get("dependencies")
        .and_then(toml::Value::as_table)
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default()
}

/// Every source file below a folder, with its text up to its unit tests; tests and examples,
/// which are never shipped, are left out.
fn sources(dir: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![root().join(dir)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if ["tests", "examples", "tests.rs"].contains(&name) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let code = text
                    .split("#[cfg(test)]")
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                found.push((path, code));
            }
        }
    }
    found
}

/// The lines of code (not comments) that hold one of `words`.
fn lines_with(dir: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources(dir) {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!(
                    "{}:{}: {}",
                    path.display(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    found
}

#[test]
fn arrows_are_those_of_the_plan_and_no_others() {
    let ours: BTreeSet<&str> = ARROWS.iter().map(|(name, ..)| *name).collect();
    for (name, dir, allowed) in ARROWS {
        for dependency in dependencies(dir) {
            if ours.contains(dependency.as_str()) {
                assert!(
                    allowed.contains(&dependency.as_str()),
                    "{name} may not use {dependency}"
                );
            }
        }
    }
}

#[test]
fn every_crate_of_the_workspace_is_in_the_plan() {
    let workspace = manifest("");
    let members = workspace["workspace"]["members"]
        .as_array()
        .expect("members");
    let planned: BTreeSet<&str> = ARROWS.iter().map(|(_, dir, _)| *dir).collect();
    for member in members.iter().filter_map(toml::Value::as_str) {
        assert!(
            member == "xtask" || planned.contains(member),
            "{member} has no row in ARROWS"
        );
    }
}

#[test]
fn domain_has_no_clock_no_io_no_async_no_framework() {
    let foreign = [
        "leptos",
        "sqlx",
        "tokio",
        "axum",
        "getrandom",
        "rand",
        "server_fn",
    ];
    let used = dependencies("app/domain");
    assert!(foreign.iter().all(|name| !used.contains(*name)), "{used:?}");
    let banned = [
        "async fn",
        "std::fs",
        "std::env",
        "std::net",
        "SystemTime",
        "Instant::now",
        "println!",
    ];
    assert_eq!(lines_with("app/domain/src", &banned), Vec::<String>::new());
}

#[test]
fn pages_name_no_engine_and_no_hash() {
    for dir in [
        "app/public/src",
        "app/member/src",
        "app/staff/src",
        "app/src",
        "app/ui/src",
    ] {
        assert_eq!(
            lines_with(dir, &["sqlx", "argon2", "Pool"]),
            Vec::<String>::new()
        );
    }
}

#[test]
fn the_host_shows_through_in_one_file_a_crate() {
    for dir in [
        "app/public/src",
        "app/member/src",
        "app/staff/src",
        "app/src",
    ] {
        let found: Vec<String> = lines_with(dir, &["feature = \"ssr\""])
            .into_iter()
            .filter(|line| !line.contains("lib.rs:"))
            .collect();
        assert_eq!(
            found,
            Vec::<String>::new(),
            "cfg(ssr) only guards `mod context`"
        );
    }
}

#[test]
fn sql_stands_only_in_store() {
    let verbs = ["\"SELECT ", "\"INSERT INTO ", "\"UPDATE ", "\"DELETE FROM "];
    for dir in [
        "app",
        "server/service/src",
        "server/src",
        "server/testkit/src",
        "frontend/src",
    ] {
        assert_eq!(lines_with(dir, &verbs), Vec::<String>::new());
    }
}

/// What a choice of the member holds back must be kept out of every list, count and search
/// (ACC-9): `results/release.rs` does it, for whatever reads results for a member.
#[test]
fn results_are_read_by_the_shelf_alone() {
    let reads = [
        "results::report(",
        "rows::reports(",
        "results::reports(",
        "rows::unread(",
        "results::unread(",
        "rows::series(",
        "results::series(",
        "search::searched(",
        "search::panels(",
    ];
    let found: Vec<String> = lines_with("server/service/src", &reads)
        .into_iter()
        .filter(|line| line.contains("/results/") || line.contains("results::"))
        .filter(|line| !line.contains("/results/release.rs:"))
        // The desk sees every result at once, whatever the member chose.
        .filter(|line| !line.contains("/staff/asked.rs:"))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn service_sees_neither_axum_nor_leptos() {
    let used = dependencies("server/service");
    for name in ["axum", "leptos", "leptos_axum", "server_fn", "hyper"] {
        assert!(!used.contains(name), "service depends on {name}");
    }
}

#[test]
fn only_server_reads_the_environment() {
    for dir in [
        "app",
        "server/service/src",
        "server/store/src",
        "frontend/src",
    ] {
        let found: Vec<String> = lines_with(dir, &["std::env::", "env::var"])
            .into_iter()
            .filter(|line| !line.contains("/build") && !line.contains("/gallery/"))
            .collect();
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn demo_is_a_feature_of_the_last_crate_alone() {
    for (name, dir, _) in ARROWS {
        let has = manifest(dir)
            .get("features")
            .and_then(toml::Value::as_table)
            .is_some_and(|features| features.contains_key("demo"));
        assert_eq!(has, *name == "server", "{name}");
    }
}

#[test]
fn no_room_is_called_utils_and_no_file_mod() {
    for dir in ["app", "server", "frontend", "xtask"] {
        for (path, _) in sources(dir) {
            let name = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default();
            assert!(
                !["utils", "util", "common", "helpers", "mod"].contains(&name),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn no_page_sets_style_attributes_or_inner_html() {
    for dir in [
        "app/public/src",
        "app/member/src",
        "app/staff/src",
        "app/ui/src",
    ] {
        assert_eq!(
            lines_with(dir, &[" style=\"", "inner_html"]),
            Vec::<String>::new()
        );
    }
}

#[test]
fn pages_are_made_of_components_and_nothing_else() {
    // What looks like something is a component, with its styles beside it.
    for dir in [
        "app/public/src",
        "app/member/src",
        "app/staff/src",
        "app/src",
    ] {
        let found = lines_with(dir, &["class=", "class:", "<svg", "<style", "style:"]);
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn typed_text_survives_hydration() {
    for dir in [
        "app/public/src",
        "app/member/src",
        "app/staff/src",
        "app/ui/src",
    ] {
        assert_eq!(
            lines_with(dir, &["prop:value", "bind:value"]),
            Vec::<String>::new()
        );
    }
}
