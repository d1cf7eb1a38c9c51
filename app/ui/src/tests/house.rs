//! The rules of the house: what holds for every component in every state.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use leptos::prelude::{Owner, RenderHtml as _};

use super::{render, render_in, tags};
use crate::fixtures::{Language, SHEETS};

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
fn the_states_of_a_component_stand_on_one_page() {
    let mut twice = Vec::new();
    for sheet in SHEETS {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for fixture in sheet.fixtures {
            for tag in tags(&render(sheet.component, fixture.name)) {
                let Some(id) = tag.get("id") else { continue };
                if let Some(other) = seen.insert(id.to_owned(), fixture.name) {
                    let (component, name) = (sheet.component, fixture.name);
                    twice.push(format!("{component}: {id} in {other} and {name}"));
                }
            }
        }
    }
    assert!(
        twice.is_empty(),
        "an id stands twice:\n{}",
        twice.join("\n")
    );
}

/// What is the same in English and in Spanish, each kind with its reason. A text of nothing
/// else but these and digits needs no translation.
const SAME_IN_BOTH: &[(&str, &[&str])] = &[
    (
        "the names of files, and units of size",
        &[
            "IMG_20260311_184502_HDR_EFFECTS_COPY.jpeg",
            "form.pdf",
            "video.mov",
            "JPEG",
            "PDF",
            "KB",
            "MB",
        ],
    ),
    (
        "the names of people, of offices and of the plan",
        &[
            "Cedar Park Medical Office",
            "Ana Whitlock",
            "Health Plan",
            "Jamie Santos",
            "José Núñez",
            "Larkhaven",
            "Maria Santos",
            "Maria",
            "María Guadalupe Fernández de la Vega Sanz",
            "Mei-Ling Zhao",
            "Noah Lindqvist",
            "Priya Raman",
            "Samuel Okafor",
            "Tove Ångström",
        ],
    ),
    (
        "the names of streets and places",
        &[
            "Alder Falls",
            "Alder Lane",
            "Cañon Creek",
            "Cedar Park",
            "Fort Juniper",
            "Juniper Street",
            "Mill Race Road",
            "Mill Race",
            "San Andrés",
        ],
    ),
    (
        "what somebody chose for themselves",
        &[
            "maria.santos.with.a.long.address@mail.larkhaven.example",
            "maria.santos",
        ],
    ),
    (
        "what an attacker types",
        &["&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"],
    ),
    (
        "units, and the kind of a telephone line",
        &["mmol/L", "TTY"],
    ),
];

/// The one state that shows names of the code.
const CALLED_AS_IN_THE_CODE: &str = "icon.all";

/// Whether a text is the same in both languages by right. Initials are.
fn is_same_in_both(text: &str) -> bool {
    if text.chars().count() < 3 && text.chars().all(char::is_uppercase) {
        return true;
    }
    let names = SAME_IN_BOTH.iter().flat_map(|(_, names)| *names);
    let rest = names.fold(text.to_owned(), |rest, name| rest.replace(name, ""));
    !rest.contains(char::is_alphabetic)
}

/// What a person reads or hears of this HTML: texts, and the attributes that are read out.
fn read_out(html: &str) -> Vec<String> {
    let heard = ["aria-label", "alt", "title", "placeholder", "data-label"];
    let mut found: Vec<String> = tags(html)
        .iter()
        .flat_map(|tag| heard.iter().filter_map(|name| tag.get(name)))
        .map(str::to_owned)
        .collect();
    let texts = html.split('<').filter_map(|part| part.split_once('>'));
    found.extend(texts.map(|(_, text)| text.trim().to_owned()));
    found.retain(|text| text.contains(char::is_alphabetic));
    found
}

#[test]
fn every_state_speaks_both_languages() {
    let mut silent = Vec::new();
    for sheet in SHEETS {
        for fixture in sheet.fixtures {
            let at = format!("{}.{}", sheet.component, fixture.name);
            let [english, spanish] = [Language::En, Language::Es]
                .map(|language| read_out(&render_in(language, sheet.component, fixture.name)));
            assert_eq!(
                english.len(),
                spanish.len(),
                "{at}: {english:?}, {spanish:?}"
            );
            for (said, dicho) in english.into_iter().zip(spanish) {
                if said == dicho && !is_same_in_both(&said) && at != CALLED_AS_IN_THE_CODE {
                    silent.push(format!("{at}: {said:?}"));
                }
            }
        }
    }
    assert!(
        silent.is_empty(),
        "one language only; give them to `say`, or name them in SAME_IN_BOTH:\n{}",
        silent.join("\n"),
    );
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
    // 60 KB here are 9 KB on the line.
    assert!(css.len() < 75_000, "{} bytes of styles", css.len());
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

#[test]
fn no_component_sets_its_own_outer_margin() {
    let mut found = Vec::new();
    for sheet in SHEETS {
        let file = source()
            .join(sheet.component)
            .join(format!("{}.scss", sheet.component));
        let mut rules: Vec<String> = Vec::new();
        for line in fs::read_to_string(&file).expect("its styles").lines() {
            let code = line.split("//").next().unwrap_or_default().trim();
            // Parts have `__` in their names; what is deeper is not the component's outside.
            let selectors: Vec<&String> =
                rules.iter().filter(|rule| !rule.starts_with('@')).collect();
            let outside = matches!(&selectors[..], [one]
                if one.starts_with('.') && !one.contains("__") && !one.contains(' '));
            // To one side within its container, as far as there is room, is no distance.
            let distance =
                code.starts_with("margin") && !code.contains("auto") && !code.ends_with(" 0;");
            if outside && distance {
                found.push(format!("{}: {} {code}", sheet.component, selectors[0]));
            }
            if let Some(selector) = code.strip_suffix('{') {
                rules.push(selector.trim().to_owned());
            } else if code == "}" {
                rules.pop();
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
