//! Contrast: every pair of colours that meets in a component, in both themes
//! (WCAG 2.2: 1.4.3 and 1.4.11).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

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
    ("range", &["surface", "success-soft"]),
    ("frame-accent", &["frame"]),
];

type Colours = BTreeMap<String, String>;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../style/settings")
        .join(file);
    fs::read_to_string(path).expect("a file of settings")
}

/// The custom properties of a block of declarations.
fn properties(text: &str, prefix: &str) -> Colours {
    text.lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix(prefix)?
                .strip_suffix(';')?
                .split_once(": ")
        })
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The applied colours of the light and the dark theme, as hexadecimal numbers.
fn themes() -> [(&'static str, Colours); 2] {
    let palette = properties(&read("_palette.scss"), "--palette-");
    let theme = read("_theme.scss");
    let (light, rest) = theme
        .split_once("@media screen and (prefers-color-scheme: dark)")
        .expect("a dark theme");
    let (dark, _) = rest.split_once("@media").expect("other media");
    let resolve = |colours: Colours| -> Colours {
        colours
            .into_iter()
            .filter_map(|(name, value)| {
                let palette_name = value.strip_prefix("var(--palette-")?.strip_suffix(')')?;
                let hex = palette
                    .get(palette_name)
                    .unwrap_or_else(|| panic!("no {value}"));
                Some((name, hex.clone()))
            })
            .collect()
    };
    let light = resolve(properties(light, "--color-"));
    let mut both = light.clone();
    both.extend(resolve(properties(dark, "--color-")));
    [("light", light), ("dark", both)]
}

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
fn every_pair_contrasts_in_both_themes() {
    let mut failed = Vec::new();
    for (theme, colours) in themes() {
        for (pairs, least) in [(TEXT, 4.5), (SHAPES, 3.0)] {
            for (front, backs) in pairs {
                for back in *backs {
                    let ratio = contrast(&colours[*front], &colours[*back]);
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
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/avatar/avatar.scss");
    let scss = fs::read_to_string(file).expect("its styles");
    for number in 0..crate::avatar::COLOURS {
        let (_, rule) = scss
            .split_once(&format!(".avatar--{number} {{"))
            .unwrap_or_else(|| panic!("no colour {number}"));
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
