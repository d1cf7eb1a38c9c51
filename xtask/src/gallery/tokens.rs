//! The tokens as JSON: what the settings' custom properties come to, theme by theme, for
//! tools that do not read style sheets.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::project::Project;
use crate::steps::{Failure, Outcome};
use crate::styles;

/// Each theme by its name, as a rule of its own.
const THEMES: &str = "\
    @use 'style/settings/palette';\
    @use 'style/settings/scale';\
    @use 'style/settings/theme';\
    .light { @include theme.light; }\
    .dark { @include theme.dark; }\
    .more-contrast { @include theme.more-contrast; }";

type Tokens = BTreeMap<String, String>;

/// Palette, scale and the applied colours of every theme, resolved to their values.
pub fn read(project: &Project) -> Outcome<String> {
    let css = styles::compile_text(project, THEMES)?;
    let root = declared(&css, ":root");
    let group = |prefix: &str| -> Tokens {
        let of_group = root.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix(prefix)?;
            Some((name.to_owned(), value.clone()))
        });
        of_group.collect()
    };
    let palette = group("palette-");
    let scale: Tokens = root
        .iter()
        .filter(|(name, _)| !name.starts_with("palette-") && !name.starts_with("color-"))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let light = declared(&css, ".light");
    let mut dark = light.clone();
    dark.extend(declared(&css, ".dark"));
    let more = declared(&css, ".more-contrast");
    let with = |theme: &Tokens| {
        let mut theme = theme.clone();
        theme.extend(more.clone());
        theme
    };
    let themes = [
        ("light", light.clone()),
        ("dark", dark.clone()),
        ("light, high contrast", with(&light)),
        ("dark, high contrast", with(&dark)),
    ];
    let mut all = serde_json::Map::new();
    all.insert("palette".into(), json!(palette));
    for (name, theme) in themes {
        let resolved = theme
            .iter()
            .map(|(name, value)| {
                let value = resolve(value, &theme, &palette).ok_or_else(|| {
                    Failure::new(format!("the token --{name} refers to none: {value}"))
                })?;
                Ok((name.clone(), Value::from(value)))
            })
            .collect::<Outcome<serde_json::Map<_, _>>>()?;
        all.insert(name.into(), resolved.into());
    }
    all.insert("scale".into(), json!(scale));
    Ok(format!("{:#}\n", Value::Object(all)))
}

/// The custom properties of every rule with this selector, the last one winning.
fn declared(css: &str, selector: &str) -> Tokens {
    let mut found = Tokens::new();
    for rule in css.split('}') {
        let Some((selectors, body)) = rule.split_once('{') else {
            continue;
        };
        // A rule within a media query begins with the query, and is of another theme.
        if selectors.trim() == selector && !body.contains('{') {
            for declaration in body.split(';') {
                if let Some((name, value)) = declaration.split_once(':')
                    && let Some(name) = name.trim().strip_prefix("--")
                {
                    found.insert(name.to_owned(), value.trim().to_owned());
                }
            }
        }
    }
    found
}

/// The value at the end of a chain of references.
fn resolve(value: &str, theme: &Tokens, palette: &Tokens) -> Option<String> {
    let mut value = value;
    for _ in 0..4 {
        let Some(name) = value
            .strip_prefix("var(--")
            .and_then(|rest| rest.strip_suffix(')'))
        else {
            return Some(value.to_owned());
        };
        value = match name.strip_prefix("palette-") {
            Some(name) => palette.get(name)?,
            None => theme.get(name)?,
        };
    }
    None
}
