//! Samples, and references that are read as words: who made a result, and from what.

use std::collections::HashMap;

use super::json::{Node, Object};
use super::values::Follow;
use super::{CodeableConcept, Practitioner, Problem, Reference};

/// A sample that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specimen {
    /// What it is, in the source's words, such as "Venous blood".
    pub kind: Option<String>,
    /// Whose, where it says so.
    pub subject: Option<Reference>,
}

impl Specimen {
    pub(super) fn read(object: &Object<'_>, bundle: &dyn Follow) -> Result<Self, Problem> {
        Ok(Self {
            kind: kind_of_specimen(object)?,
            subject: Reference::field(object, "subject", bundle)?,
        })
    }

    /// What a stored resource says it is.
    pub fn kind_of(json: &str) -> Option<String> {
        let object = Node::root(json).object().ok()?;
        kind_of_specimen(&object).ok()?
    }
}

fn kind_of_specimen(object: &Object<'_>) -> Result<Option<String>, Problem> {
    let kind = object.object("type")?;
    let kind = kind.map(|kind| CodeableConcept::read(&kind)).transpose()?;
    Ok(kind.and_then(|kind| kind.words().map(str::to_owned)))
}

/// References that are to be read as words. One that leads inside the resource (`contained`) gets
/// those of what it leads to.
pub(super) fn worded(
    object: &Object<'_>,
    references: &[Object<'_>],
    bundle: &dyn Follow,
) -> Result<Vec<Reference>, Problem> {
    let mut held = None;
    let mut found = Vec::with_capacity(references.len());
    for inner in references {
        let mut reference = Reference::read(inner, bundle)?;
        let text = inner.string("reference")?.unwrap_or_default();
        if let (None, Some(id)) = (&reference.display, text.strip_prefix('#')) {
            let held = match &mut held {
                Some(held) => held,
                none => none.insert(contained(object)?),
            };
            reference.display = held.get(id).cloned();
        }
        found.push(reference);
    }
    Ok(found)
}

/// The words for what a resource holds within itself, by its id.
fn contained(object: &Object<'_>) -> Result<HashMap<String, String>, Problem> {
    let mut held = HashMap::new();
    for inner in object.objects("contained")? {
        let words = match inner.string("resourceType")?.as_deref() {
            Some("Specimen") => kind_of_specimen(&inner)?,
            Some("Organization") => inner.string("name")?,
            Some("Practitioner") => Some(Practitioner::read(&inner)?.name.given_family()),
            _ => None,
        };
        held.extend(inner.string("id")?.zip(words));
    }
    Ok(held)
}
