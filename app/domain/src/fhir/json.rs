//! A lazy view of JSON text that knows its path and keeps every number as written.
//!
//! `serde_json`'s `RawValue` does the lexing; only the levels that are looked at are taken
//! apart. (Its `arbitrary_precision` would keep numbers too, but it is a feature of the
//! whole build and changes how every other type here is read.)

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{FhirDateTime, Problem};
use crate::results::Decimal;
use crate::time::Date;

/// Any JSON value, with where it stands.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    text: &'a str,
    path: String,
}

/// A JSON object, taken apart one level deep.
#[derive(Clone, Debug)]
pub struct Object<'a> {
    fields: Vec<(String, &'a str)>,
    path: String,
}

/// The fields of an object in their order; a repeated name is an error.
struct Fields<'a>(Vec<(String, &'a str)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Fields<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields: Vec<(String, &'de str)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    fields.push((name, value.get()));
                }
                match twice(&fields) {
                    Some(name) => Err(serde::de::Error::custom(format!("'{name}' stands twice"))),
                    None => Ok(Fields(fields)),
                }
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// A name that stands more than once. Sorted, because a hostile object has hundred thousands.
fn twice<'f>(fields: &'f [(String, &str)]) -> Option<&'f str> {
    let mut names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names
        .windows(2)
        .find_map(|pair| (pair[0] == pair[1]).then_some(pair[0]))
}

/// The longest text that is taken, in bytes: FHIR's own bound of a string is 1,048,576
/// characters.
const MAX_TEXT: usize = 1024 * 1024;

/// The longest name, code, unit or identifier that is taken, in bytes. Such words stand in
/// indexes, two of them together and folded, and PostgreSQL refuses an entry beyond 2,704.
const MAX_WORD: usize = 400;

/// A value shortened for an error message.
fn excerpt(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

impl<'a> Node<'a> {
    /// The root of a text that is known to be JSON.
    pub fn root(text: &'a str) -> Self {
        Self {
            text,
            path: String::new(),
        }
    }

    /// The source text of this value.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Where it stands.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A problem at this place.
    pub fn problem(&self, reason: impl Into<String>) -> Problem {
        Problem::new(self.path.clone(), reason)
    }

    fn wrong(&self, wanted: &str) -> Problem {
        self.problem(format!("not {wanted}: {}", excerpt(self.text)))
    }

    /// As an object.
    pub fn object(&self) -> Result<Object<'a>, Problem> {
        if !self.text.starts_with('{') {
            return Err(self.wrong("an object"));
        }
        let Fields(fields) = serde_json::from_str(self.text)
            .map_err(|error| self.problem(format!("not an object we can read: {error}")))?;
        Ok(Object {
            fields,
            path: self.path.clone(),
        })
    }

    /// As a list.
    pub fn list(&self) -> Result<Vec<Node<'a>>, Problem> {
        if !self.text.starts_with('[') {
            return Err(self.wrong("a list"));
        }
        let items: Vec<&'a RawValue> =
            serde_json::from_str(self.text).map_err(|_| self.wrong("a list"))?;
        Ok(items
            .into_iter()
            .enumerate()
            .map(|(index, item)| Node {
                text: item.get(),
                path: format!("{}[{index}]", self.path),
            })
            .collect())
    }

    /// As a string. Empty ones and ones with a NUL are refused: FHIR has neither.
    pub fn string(&self) -> Result<String, Problem> {
        let text: String = serde_json::from_str(self.text).map_err(|_| self.wrong("a string"))?;
        if text.trim().is_empty() {
            return Err(self.problem("an empty string"));
        }
        if text.contains('\0') {
            return Err(self.problem("a string with a NUL character in it"));
        }
        if text.len() > MAX_TEXT {
            return Err(self.problem(format!("longer than {MAX_TEXT} bytes")));
        }
        Ok(text)
    }

    /// As a name, a code, a unit or an identifier: a string of at most [`MAX_WORD`] bytes.
    pub fn word(&self) -> Result<String, Problem> {
        let text = self.string()?;
        if text.len() > MAX_WORD {
            return Err(self.problem(format!("longer than {MAX_WORD} bytes")));
        }
        Ok(text)
    }

    /// As a boolean.
    pub fn boolean(&self) -> Result<bool, Problem> {
        match self.text {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.wrong("true or false")),
        }
    }

    /// As a number, in the digits it was written with.
    pub fn decimal(&self) -> Result<Decimal, Problem> {
        Decimal::parse(self.text).ok_or_else(|| self.wrong("a number"))
    }

    /// As a date or instant of whatever precision.
    pub fn date_time(&self) -> Result<FhirDateTime, Problem> {
        let text = self.string()?;
        FhirDateTime::parse(&text)
            .map_err(|_| self.problem(format!("not a date or time: '{}'", excerpt(&text))))
    }

    /// As a whole civil date.
    pub fn date(&self) -> Result<Date, Problem> {
        let text = self.string()?;
        let wrong = || self.problem(format!("not a date: '{}'", excerpt(&text)));
        let found = FhirDateTime::parse(&text).map_err(|_| wrong())?;
        if text.len() > 10 {
            return Err(wrong());
        }
        found.date().ok_or_else(|| {
            self.problem(format!(
                "a whole date (year, month, day) is needed, not '{text}'"
            ))
        })
    }
}

impl<'a> Object<'a> {
    /// Where it stands.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A problem with one of its fields.
    pub fn problem(&self, name: &str, reason: impl Into<String>) -> Problem {
        Problem::new(self.join(name), reason)
    }

    fn join(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    /// A field, if it is there and not null.
    pub fn get(&self, name: &str) -> Option<Node<'a>> {
        let (_, text) = self.fields.iter().find(|(known, _)| known == name)?;
        (*text != "null").then(|| Node {
            text,
            path: self.join(name),
        })
    }

    /// A field that must be there.
    pub fn required(&self, name: &str) -> Result<Node<'a>, Problem> {
        self.get(name).ok_or_else(|| self.problem(name, "missing"))
    }

    /// The one field of a choice such as `value[x]`, with what follows its stem.
    pub fn choice(&self, stem: &str) -> Result<Option<(&str, Node<'a>)>, Problem> {
        let mut found: Option<(&str, Node<'a>)> = None;
        for (name, _) in &self.fields {
            let Some(kind) = name.strip_prefix(stem) else {
                continue;
            };
            if !kind.starts_with(|c: char| c.is_ascii_uppercase()) {
                continue;
            }
            let Some(node) = self.get(name) else { continue };
            if let Some((other, _)) = &found {
                return Err(self.problem(name, format!("stands beside {stem}{other}")));
            }
            found = Some((kind, node));
        }
        Ok(found)
    }

    /// A list field; missing reads as empty.
    pub fn list(&self, name: &str) -> Result<Vec<Node<'a>>, Problem> {
        self.get(name)
            .map_or_else(|| Ok(Vec::new()), |node| node.list())
    }

    /// The objects of a list field; missing reads as empty.
    pub fn objects(&self, name: &str) -> Result<Vec<Object<'a>>, Problem> {
        self.list(name)?.iter().map(Node::object).collect()
    }

    /// An object field.
    pub fn object(&self, name: &str) -> Result<Option<Object<'a>>, Problem> {
        self.get(name).map(|node| node.object()).transpose()
    }

    /// A string field.
    pub fn string(&self, name: &str) -> Result<Option<String>, Problem> {
        self.get(name).map(|node| node.string()).transpose()
    }

    /// A field that is a name, a code, a unit or an identifier.
    pub fn word(&self, name: &str) -> Result<Option<String>, Problem> {
        self.get(name).map(|node| node.word()).transpose()
    }

    /// The strings of a list field.
    pub fn strings(&self, name: &str) -> Result<Vec<String>, Problem> {
        self.list(name)?.iter().map(Node::string).collect()
    }

    /// The names of a list field.
    pub fn words(&self, name: &str) -> Result<Vec<String>, Problem> {
        self.list(name)?.iter().map(Node::word).collect()
    }

    /// The text of this object with some fields replaced, or added at its end; the others keep
    /// every byte.
    pub fn with(&self, changed: &[(&str, String)]) -> String {
        let kept = self.fields.iter().map(|(name, text)| {
            let new = changed.iter().find(|(other, _)| other == name);
            (name.as_str(), new.map_or(*text, |(_, text)| text.as_str()))
        });
        let added = changed
            .iter()
            .filter(|(name, _)| self.fields.iter().all(|(known, _)| known != name))
            .map(|(name, text)| (*name, text.as_str()));
        let fields: Vec<String> = kept
            .chain(added)
            .map(|(name, text)| format!("{}:{text}", quoted(name)))
            .collect();
        format!("{{{}}}", fields.join(","))
    }

    /// A date or instant field.
    pub fn date_time(&self, name: &str) -> Result<Option<FhirDateTime>, Problem> {
        self.get(name).map(|node| node.date_time()).transpose()
    }

    /// A boolean field.
    pub fn boolean(&self, name: &str) -> Result<Option<bool>, Problem> {
        self.get(name).map(|node| node.boolean()).transpose()
    }
}

/// A text as JSON writes it.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// How large a JSON text is, told before it is taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// How deep lists and objects are nested.
    pub depth: usize,
    /// How many values there are at most: every comma and every opening bracket stands before
    /// one, but for empty lists and objects.
    pub values: usize,
}

/// Measures a text; what stands in strings counts for nothing.
pub fn size(text: &str) -> Size {
    let mut size = Size {
        depth: 0,
        values: 1,
    };
    let (mut now, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => {
                now += 1;
                size.depth = size.depth.max(now);
                size.values += 1;
            }
            b',' => size.values += 1,
            b'}' | b']' => now = now.saturating_sub(1),
            _ => {}
        }
    }
    size
}

/// The same JSON without the white space between its tokens: what is stored and compared,
/// so that a file that was only laid out anew is not news.
pub fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    // From here on nothing was copied yet. White space and quotes are ASCII: no character is cut.
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
        } else if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            out.push_str(&text[from..at]);
            from = at + 1;
        } else {
            in_string = byte == b'"';
        }
    }
    out.push_str(&text[from..]);
    out
}
