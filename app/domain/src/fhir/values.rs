//! The small types that every resource is made of.

use serde::{Deserialize, Serialize};

use super::Problem;
use super::json::{Node, Object};

/// LOINC's system address.
const LOINC: &str = "http://loinc.org";

/// A code of a code system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coding {
    /// The code system's address.
    pub system: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// The code system's own words for it.
    pub display: Option<String>,
}

/// A concept: codes, and the words that the source used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeableConcept {
    /// The codes.
    pub coding: Vec<Coding>,
    /// The source's words.
    pub text: Option<String>,
}

impl CodeableConcept {
    pub(super) fn read(object: &Object<'_>) -> Result<Self, Problem> {
        let coding = object
            .objects("coding")?
            .iter()
            .map(Coding::read)
            .collect::<Result<_, _>>()?;
        Ok(Self {
            coding,
            text: object.string("text")?,
        })
    }

    /// What to call it: the source's words, else the first code's, else the code itself.
    pub fn words(&self) -> Option<&str> {
        let display = || {
            self.coding
                .iter()
                .find_map(|coding| coding.display.as_deref())
        };
        let code = || self.coding.iter().find_map(|coding| coding.code.as_deref());
        self.text.as_deref().or_else(display).or_else(code)
    }

    /// The LOINC code, if it has one.
    pub fn loinc(&self) -> Option<&str> {
        self.coding
            .iter()
            .find(|coding| coding.system.as_deref() == Some(LOINC))
            .and_then(|coding| coding.code.as_deref())
    }

    /// Whether one of its codes is this one, whatever the system.
    pub fn has_code(&self, code: &str) -> bool {
        self.coding.iter().any(|coding| {
            coding
                .code
                .as_deref()
                .is_some_and(|own| own.eq_ignore_ascii_case(code))
        })
    }
}

impl Coding {
    pub(super) fn read(object: &Object<'_>) -> Result<Self, Problem> {
        Ok(Self {
            system: object.word("system")?,
            code: object.word("code")?,
            display: object.string("display")?,
        })
    }
}

/// What a reference points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A resource of the same bundle.
    Here {
        /// Its type.
        kind: String,
        /// Its key, as [`super::Entry::key`].
        key: String,
    },
    /// A resource that must already be stored (`Practitioner/20`).
    Stored {
        /// Its type.
        kind: String,
        /// Its id at the source.
        key: String,
    },
    /// Whichever stored resource carries an identifier
    /// (`Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|20`).
    Identified {
        /// Its type.
        kind: String,
        /// The identifier's system.
        system: String,
        /// The identifier's value.
        value: String,
    },
}

impl Target {
    /// Its type.
    pub fn kind(&self) -> &str {
        match self {
            Self::Here { kind, .. } | Self::Stored { kind, .. } | Self::Identified { kind, .. } => {
                kind
            }
        }
    }
}

/// A reference to another resource, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What it points at; none when the source only gives words, or points inside itself.
    pub target: Option<Target>,
    /// The source's words for it.
    pub display: Option<String>,
    /// Where it stands, for a problem with it.
    pub path: String,
}

/// Follows a reference text within the bundle: from full URL or `Type/id` to type and key.
pub(super) trait Follow {
    /// The type and key of the entry with this full URL or `Type/id`.
    fn follow(&self, reference: &str) -> Option<(String, String)>;
}

impl Reference {
    pub(super) fn read(object: &Object<'_>, bundle: &dyn Follow) -> Result<Self, Problem> {
        let display = object.string("display")?;
        let path = object.path().to_owned();
        let Some(node) = object.get("reference") else {
            return Ok(Self {
                target: None,
                display,
                path,
            });
        };
        let text = node.string()?;
        let target = if let Some((kind, key)) = bundle.follow(&text) {
            Some(Target::Here { kind, key })
        } else {
            outside(&node, &text)?
        };
        Ok(Self {
            target,
            display,
            path,
        })
    }

    /// A reference field.
    pub(super) fn field(
        object: &Object<'_>,
        name: &str,
        bundle: &dyn Follow,
    ) -> Result<Option<Self>, Problem> {
        object
            .object(name)?
            .map(|inner| Self::read(&inner, bundle))
            .transpose()
    }

    /// The references of a list field.
    pub(super) fn list(
        object: &Object<'_>,
        name: &str,
        bundle: &dyn Follow,
    ) -> Result<Vec<Self>, Problem> {
        object
            .objects(name)?
            .iter()
            .map(|inner| Self::read(inner, bundle))
            .collect()
    }
}

/// A reference that the bundle itself does not answer.
fn outside(node: &Node<'_>, text: &str) -> Result<Option<Target>, Problem> {
    if text.starts_with('#') {
        return Ok(None);
    }
    if text.starts_with("urn:") {
        return Err(node.problem(format!("points at nothing in this bundle: '{text}'")));
    }
    let readable = |kind: &str| {
        kind.starts_with(|c: char| c.is_ascii_uppercase())
            && kind.bytes().all(|b| b.is_ascii_alphabetic())
    };
    if let Some((kind, query)) = text.split_once('?') {
        let wanted = query
            .split('&')
            .find_map(|part| part.strip_prefix("identifier="));
        return match wanted.and_then(|value| value.split_once('|')) {
            Some((system, value)) if readable(kind) && !value.is_empty() => {
                Ok(Some(Target::Identified {
                    kind: kind.to_owned(),
                    system: system.to_owned(),
                    value: value.to_owned(),
                }))
            }
            _ => Err(node.problem(format!("not a reference we can follow: '{text}'"))),
        };
    }
    let plain = text.split("/_history/").next().unwrap_or(text);
    let mut parts = plain.rsplit('/');
    let (key, kind) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    if key.is_empty() || !readable(kind) {
        return Err(node.problem(format!("not a reference we can follow: '{text}'")));
    }
    Ok(Some(Target::Stored {
        kind: kind.to_owned(),
        key: key.to_owned(),
    }))
}
