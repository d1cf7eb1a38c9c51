//! Contrast: every pair of colours that meets in a component, in every theme
//! (WCAG 2.2: 1.4.3 and 1.4.11).
#![allow(clippy::expect_used, reason = "a test stops at what it did not expect")]

use std::fs;

use serde_json::Value;

use super::tokens;
use crate::project::Project;

/// What is read: 4.5 to 1.
const TEXT: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "ground",
            "surface",
            "surface-soft",
            "primary-soft",
            "info-soft",
            "success-soft",
            "warning-soft",
            "danger-soft",
        ],
    ),
    (
        "text-soft",
        &[
            "ground",
            "surface",
            "surface-soft",
            "primary-soft",
            "warning-soft",
        ],
    ),
    (
        "link",
        &[
            "ground",
            "surface",
            "surface-soft",
            "primary-soft",
            "info-soft",
            "success-soft",
            "warning-soft",
            "danger-soft",
        ],
    ),
    (
        "accent-text",
        &["ground", "surface", "surface-soft", "accent-soft"],
    ),
    ("info", &["info-soft"]),
    ("success", &["success-soft"]),
    ("warning", &["warning-soft"]),
    ("danger", &["danger-soft", "ground", "surface"]),
    ("on-primary", &["primary", "primary-strong"]),
    ("on-danger", &["danger"]),
    ("on-frame", &["frame"]),
    ("on-frame-soft", &["frame"]),
    ("on-frame-accent", &["frame-accent"]),
];

/// What is made out: 3 to 1.
const SHAPES: &[(&str, &[&str])] = &[
    ("control-line", &["ground", "surface"]),
    ("primary", &["ground", "surface"]),
    (
        "focus",
        &["ground", "surface", "primary-soft", "danger-soft"],
    ),
    ("accent", &["ground", "surface"]),
    ("danger", &["ground", "surface", "danger-soft"]),
    ("success", &["ground", "surface"]),
    ("warning", &["ground", "surface"]),
    ("range", &["surface", "success-soft"]),
    ("frame-accent", &["frame"]),
];

/// The relative luminance of `#rrggbb`.
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&hex[at..at + 2], 16).expect("two hexadecimal digits");
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    // The textbook grey that just passes.
    assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01);
}

#[test]
fn every_pair_contrasts_in_every_theme() {
    let project = Project::find().expect("the checkout");
    let tokens = tokens::read(&project).expect("the tokens");
    let tokens: Value = serde_json::from_str(&tokens).expect("JSON");
    let mut failed = Vec::new();
    for theme in [
        "light",
        "dark",
        "light, high contrast",
        "dark, high contrast",
    ] {
        let colour = |name: &str| {
            tokens[theme][format!("color-{name}")]
                .as_str()
                .unwrap_or_else(|| panic!("{theme} has no {name}"))
        };
        for (pairs, least) in [(TEXT, 4.5), (SHAPES, 3.0)] {
            for (front, backs) in pairs {
                for back in *backs {
                    let ratio = contrast(colour(front), colour(back));
                    if ratio < least {
                        failed.push(format!(
                            "{theme}: {front} on {back} is {ratio:.2}, not {least}"
                        ));
                    }
                }
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn every_avatar_has_a_pair_that_is_tested() {
    let project = Project::find().expect("the checkout");
    let file = project.root.join("app/ui/src/avatar/avatar.scss");
    let scss = fs::read_to_string(file).expect("its styles");
    let rules = (0..).map_while(|number| scss.split_once(&format!(".avatar--{number} {{")));
    let rules: Vec<&str> = rules.map(|(_, rule)| rule).collect();
    assert!(!rules.is_empty(), "no colour at all");
    for rule in rules {
        let value = |property: &str| {
            let (_, after) = rule.split_once(property).expect("a colour");
            let (value, _) = after.split_once(')').expect("its end");
            value.to_owned()
        };
        let front = value("color: var(--color-");
        let back = value("background: var(--color-");
        let tested = TEXT
            .iter()
            .any(|(text, backs)| *text == front && backs.contains(&&*back));
        assert!(tested, "{front} on {back} stands in no test");
    }
}
