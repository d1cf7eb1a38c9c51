//! Turns `locales/<language>/<room>.json` into one function a sentence.
//!
//! The languages are held to each other here: a sentence that one of them lacks, or
//! whose blanks differ, fails the build with every such place named at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{fmt, fs};

use serde::de::{self, Deserializer, MapAccess, Visitor};

/// Folder under `locales`, and the variant of `Locale` it speaks for. The first one
/// names the rooms.
const LANGUAGES: [(&str, &str); 2] = [("en", "En"), ("es", "Es")];

/// The words that cannot name a function, of those likely in a sentence's key.
const RESERVED: [&str; 24] = [
    "as", "box", "const", "continue", "do", "else", "enum", "final", "fn", "for", "if", "in",
    "let", "loop", "match", "move", "override", "return", "static", "try", "type", "use", "where",
    "while",
];

/// One room in one language: key to sentence.
type Sentences = BTreeMap<String, String>;

/// The modules of all rooms, and what is wrong with the files, in `problems`.
///
/// With `live`, each function first asks `crate::live` for its sentence.
pub fn generate(locales: &Path, live: bool, problems: &mut Vec<String>) -> String {
    let listed = LANGUAGES.map(|(folder, _)| rooms(&locales.join(folder), problems));
    let all: BTreeSet<&String> = listed.iter().flatten().collect();
    let mut code = String::new();
    for room in all {
        if !is_name(room) {
            problems.push(format!("{room}.json: a room is named in lower_snake_case"));
            continue;
        }
        let texts = LANGUAGES
            .map(|(folder, _)| read(&locales.join(folder).join(format!("{room}.json")), problems));
        // A file that could not be read has been named; its every key need not be.
        if let [Some(first), Some(second)] = texts {
            module(&mut code, room, live, &[first, second], problems);
        }
    }
    code
}

/// The names of the JSON files of a folder.
fn rooms(folder: &Path, problems: &mut Vec<String>) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        problems.push(format!("{}: no such folder", folder.display()));
        return BTreeSet::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}

/// One file, held to the form that every file has.
fn read(path: &Path, problems: &mut Vec<String>) -> Option<Sentences> {
    let place = path.display();
    let parsed = fs::read_to_string(path)
        .map_err(|error| error.to_string())
        .and_then(|text| {
            let mut source = serde_json::Deserializer::from_str(&text);
            let found = source
                .deserialize_map(Unrepeated)
                .map_err(|error| error.to_string())?;
            source.end().map_err(|error| error.to_string())?;
            Ok(found)
        });
    let sentences = match parsed {
        Ok(sentences) => sentences,
        Err(error) => {
            problems.push(format!("{place}: {error}"));
            return None;
        }
    };
    for (key, text) in &sentences {
        if !is_name(key) {
            problems.push(format!("{place}: `{key}` cannot name a function"));
        }
        if text.trim().is_empty() {
            problems.push(format!("{place}: `{key}` is empty"));
        }
        if let Err(why) = blanks(text) {
            problems.push(format!("{place}: `{key}`: {why}"));
        }
    }
    Some(sentences)
}

/// One room: `x_one` beside `x_other` become `x`, every other key its own function.
fn module(
    code: &mut String,
    room: &str,
    live: bool,
    texts: &[Sentences; 2],
    problems: &mut Vec<String>,
) {
    let keys: BTreeSet<&String> = texts.iter().flat_map(BTreeMap::keys).collect();
    // Two languages may well say the same thing.
    let _ = writeln!(
        code,
        "#[doc = \"The words of the room `{room}`.\"]\n#[allow(clippy::match_same_arms)]\npub mod {room} {{"
    );
    if !keys.is_empty() {
        code.push_str("use super::Locale;\n");
    }
    for &key in &keys {
        let missing = || {
            LANGUAGES
                .iter()
                .zip(texts)
                .filter(|(_, text)| !text.contains_key(key))
        };
        for ((folder, _), _) in missing() {
            problems.push(format!("locales/{folder}/{room}.json: `{key}` is missing"));
        }
        if missing().next().is_some() {
            continue;
        }
        if let Some(stem) = key.strip_suffix("_one")
            && keys.contains(&format!("{stem}_other"))
        {
            continue;
        }
        let plural = key
            .strip_suffix("_other")
            .filter(|stem| keys.contains(&format!("{stem}_one")));
        if plural.is_some_and(|stem| keys.contains(&stem.to_owned())) {
            problems.push(format!(
                "{room}: `{key}` is half of a plural whose name is taken"
            ));
            continue;
        }
        let of = |index: usize, name: &str| texts[index].get(name).map_or("", String::as_str);
        let one = plural.map(|stem| format!("{stem}_one"));
        let gaps = [0, 1].map(|index| {
            let mut found = blanks(of(index, key)).unwrap_or_default();
            found.extend(
                one.as_ref()
                    .map(|one| blanks(of(index, one)).unwrap_or_default())
                    .unwrap_or_default(),
            );
            found
        });
        if gaps[0] != gaps[1] {
            problems.push(format!(
                "{room}: `{key}` has the blanks {:?} in one language, {:?} in the other",
                gaps[0], gaps[1]
            ));
            continue;
        }
        let mut arms = String::new();
        for (index, (_, variant)) in LANGUAGES.iter().enumerate() {
            if let Some(one) = &one {
                let _ = writeln!(
                    arms,
                    "(Locale::{variant}, 1) => {},",
                    literal(of(index, one), !gaps[0].is_empty())
                );
                let _ = writeln!(
                    arms,
                    "(Locale::{variant}, _) => {},",
                    literal(of(index, key), !gaps[0].is_empty())
                );
            } else {
                let _ = writeln!(
                    arms,
                    "Locale::{variant} => {},",
                    literal(of(index, key), !gaps[0].is_empty())
                );
            }
        }
        function(
            code,
            plural.unwrap_or(key),
            of(0, key),
            plural.is_some(),
            &gaps[0],
            &arms,
            live.then_some(room),
        );
    }
    code.push_str("}\n");
}

/// One function. What fills the blanks is made `dyn` at once, so that the sentences are
/// compiled once and not once a type.
fn function(
    code: &mut String,
    name: &str,
    doc: &str,
    plural: bool,
    gaps: &BTreeSet<String>,
    arms: &str,
    live: Option<&str>,
) {
    let others: Vec<&String> = gaps
        .iter()
        .filter(|gap| !(plural && *gap == "count"))
        .collect();
    let count = if plural { ", count: u64" } else { "" };
    let on = if plural { "(locale, count)" } else { "locale" };
    let mut body = format!("match {on} {{\n{arms}}}");
    if let Some(room) = live {
        body = format!("{}{body}", asked_live(room, name, plural, gaps));
    }
    let constant = if live.is_some() { "" } else { "const " };
    let _ = writeln!(code, "#[doc = {:?}]", format!("“{doc}”"));
    let _ = match (gaps.is_empty(), others.is_empty()) {
        (true, _) => writeln!(
            code,
            "pub {constant}fn {name}(locale: Locale{count}) -> &'static str {{\n{body}\n}}"
        ),
        (_, true) => writeln!(
            code,
            "pub fn {name}(locale: Locale{count}) -> String {{\n{body}\n}}"
        ),
        _ => {
            let list = |form: &dyn Fn(&str) -> String| {
                others.iter().map(|other| form(other)).collect::<String>()
            };
            let outer = list(&|other| format!(", {other}: impl std::fmt::Display"));
            let inner = list(&|other| format!(", {other}: &dyn std::fmt::Display"));
            let passed = list(&|other| format!(", &{other}"));
            let number = if plural { ", count" } else { "" };
            writeln!(
                code,
                "pub fn {name}(locale: Locale{count}{outer}) -> String {{\n\
                 fn fill(locale: Locale{count}{inner}) -> String {{\n{body}\n}}\nfill(locale{number}{passed})\n}}"
            )
        }
    };
}

/// What a function does first where sentences may be read anew.
fn asked_live(room: &str, name: &str, plural: bool, gaps: &BTreeSet<String>) -> String {
    let name = if plural {
        format!("if count == 1 {{ \"{room}/{name}_one\" }} else {{ \"{room}/{name}_other\" }}")
    } else {
        format!("{:?}", format!("{room}/{name}"))
    };
    let asked = if gaps.is_empty() {
        format!("crate::live::find(locale, {name})")
    } else {
        let filling: Vec<String> = gaps
            .iter()
            .map(|gap| format!("({gap:?}, &{gap})"))
            .collect();
        format!(
            "crate::live::fill(locale, {name}, &[{}])",
            filling.join(", ")
        )
    };
    format!("if let Some(text) = {asked} {{ return text; }}\n")
}

/// A sentence as Rust: with blanks it is a format string as it stands. One half of a
/// plural may have none where the other has some, and is a `String` all the same.
fn literal(text: &str, owned: bool) -> String {
    if blanks(text).is_ok_and(|found| !found.is_empty()) {
        return format!("format!({text:?})");
    }
    let plain = text.replace("{{", "{").replace("}}", "}");
    if owned {
        format!("String::from({plain:?})")
    } else {
        format!("{plain:?}")
    }
}

/// The names between braces; `{{` and `}}` stand for the braces themselves.
fn blanks(text: &str) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (brace, after) = (&rest[at..=at], &rest[at + 1..]);
        if let Some(after) = after.strip_prefix(brace) {
            rest = after;
            continue;
        }
        let Some((name, after)) = after.split_once('}').filter(|_| brace == "{") else {
            return Err(
                "a brace without its fellow (write {{ or }} for the sign itself)".to_owned(),
            );
        };
        if !is_name(name) || ["locale", "fill"].contains(&name) {
            return Err(format!("`{{{name}}}` is not the name of a blank"));
        }
        found.insert(name.to_owned());
        rest = after;
    }
    Ok(found)
}

/// Whether a text can name a function, a module or an argument.
fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !RESERVED.contains(&text)
}

/// A flat object of strings in which no key stands twice (the last would silently win).
struct Unrepeated;

impl<'de> Visitor<'de> for Unrepeated {
    type Value = Sentences;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a flat object of sentences")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Sentences, A::Error> {
        let mut sentences = Sentences::new();
        while let Some((key, text)) = map.next_entry::<String, String>()? {
            if sentences.contains_key(&key) {
                return Err(de::Error::custom(format!("`{key}` stands twice")));
            }
            sentences.insert(key, text);
        }
        Ok(sentences)
    }
}
