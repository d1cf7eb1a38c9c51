//! The rules of the house: what holds for every component in every state.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use leptos::prelude::{Owner, RenderHtml as _};

use super::{render, tags};
use crate::fixtures::SHEETS;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn every_folder_is_a_component_with_all_its_parts() {
    let main = fs::read_to_string(source().join("../../../style/main.scss")).expect("main.scss");
    let named: BTreeSet<&str> = SHEETS.iter().map(|sheet| sheet.component).collect();
    let mut seen = 0;
    for entry in fs::read_dir(source()).expect("src") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name");
        if !entry.path().is_dir() || name == "tests" {
            continue;
        }
        seen += 1;
        assert!(named.contains(&*name), "{name} is missing in fixtures.rs");
        for part in [
            format!("{name}.scss"),
            "README.md".to_owned(),
            "fixtures.rs".to_owned(),
        ] {
            assert!(entry.path().join(&part).is_file(), "{name} has no {part}");
        }
        let import = format!("@use \"../app/ui/src/{name}/{name}\";");
        assert!(main.contains(&import), "main.scss does not import {name}");
    }
    assert_eq!(
        seen,
        SHEETS.len(),
        "fixtures.rs names a component without a folder"
    );
}

#[test]
fn every_state_holds_the_rules() {
    for sheet in SHEETS {
        assert!(
            !sheet.fixtures.is_empty(),
            "{} has no state",
            sheet.component
        );
        for fixture in sheet.fixtures {
            let at = format!("{}.{}", sheet.component, fixture.name);
            let html = render(sheet.component, fixture.name);
            let tags = tags(&html);
            let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
            let unique: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), unique.len(), "{at}: an id stands twice: {ids:?}");
            for tag in &tags {
                // CSP refuses them.
                assert_eq!(tag.get("style"), None, "{at}: an inline style");
                let refers = [
                    "aria-describedby",
                    "aria-labelledby",
                    "aria-controls",
                    "for",
                ];
                for id in refers
                    .iter()
                    .filter_map(|name| tag.get(name))
                    .flat_map(|v| v.split(' '))
                {
                    assert!(unique.contains(id), "{at}: {id} does not exist");
                }
                if tag.get("role") == Some("img") {
                    assert!(
                        tag.get("aria-label").is_some_and(|label| !label.is_empty()),
                        "{at}: a picture without a name",
                    );
                }
                if tag.name == "svg" && tag.get("role").is_none() {
                    assert_eq!(
                        tag.get("aria-hidden"),
                        Some("true"),
                        "{at}: a drawing is read out"
                    );
                }
                if matches!(&*tag.name, "input" | "select" | "textarea")
                    && tag.get("type") != Some("hidden")
                {
                    let id = tag
                        .get("id")
                        .unwrap_or_else(|| panic!("{at}: a control without id"));
                    assert!(
                        tags.iter().any(|label| label.get("for") == Some(id)),
                        "{at}: {id} has no label",
                    );
                }
                if tag.name == "button" {
                    assert!(tag.get("type").is_some(), "{at}: a button without a type");
                }
            }
        }
    }
}

#[test]
fn the_same_state_renders_the_same_twice() {
    for sheet in SHEETS {
        for fixture in sheet.fixtures {
            assert_eq!(
                render(sheet.component, fixture.name),
                render(sheet.component, fixture.name),
                "{}.{}",
                sheet.component,
                fixture.name,
            );
        }
    }
}

#[test]
fn the_style_sheet_compiles_and_is_small() {
    let options = grass::Options::default().style(grass::OutputStyle::Compressed);
    let css = grass::from_path(source().join("../../../style/main.scss"), &options)
        .expect("the styles compile");
    // 34 KB here are below 6 KB on the line.
    assert!(css.len() < 60_000, "{} bytes of styles", css.len());
    assert!(!css.contains("@use"), "an import was left");
    assert!(!css.contains("url("), "a style fetches something");
}

#[test]
fn no_style_stands_outside_what_the_tokens_say() {
    for sheet in SHEETS {
        let file = source()
            .join(sheet.component)
            .join(format!("{}.scss", sheet.component));
        let scss = fs::read_to_string(&file).expect("its styles");
        for (number, line) in scss.lines().enumerate() {
            let colour = line.split('#').nth(1).is_some_and(|after| {
                after.len() > 3 && after.chars().take(3).all(|c| c.is_ascii_hexdigit())
            });
            // Paper is black and white, and a veil of white lies on the frame in any theme.
            let allowed =
                line.contains("#000") || line.contains("#999") || line.contains("#ffffff1");
            assert!(
                !colour || allowed,
                "{}:{}: a raw colour",
                file.display(),
                number + 1
            );
        }
    }
}

/// The host renders in one thread and lets go in another: what only the first may touch must
/// not be kept until then.
#[test]
fn every_state_can_be_let_go_by_another_thread() {
    for sheet in SHEETS {
        for fixture in sheet.fixtures {
            let owner = Owner::new();
            owner.with(|| (fixture.view)().to_html());
            let gone = std::thread::spawn(move || owner.cleanup()).join();
            assert!(gone.is_ok(), "{}.{}", sheet.component, fixture.name);
        }
    }
}
