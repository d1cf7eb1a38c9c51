//! Immunization: a dose of a vaccine that was given, or was not.

use std::collections::HashMap;

use super::json::Object;
use super::record::{concept, quantity, subject, value};
use super::values::Follow;
use super::{CodeableConcept, FhirDateTime, Observation, Problem, Reference};
use crate::immunizations::{ImmunizationStatus, Protocol};
use crate::results::LabValue;

/// A dose of a vaccine, given or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Immunization {
    /// Whether it was given.
    pub status: ImmunizationStatus,
    /// Why not.
    pub reason: Option<String>,
    /// Which vaccine.
    pub vaccine: CodeableConcept,
    /// Whose.
    pub subject: Reference,
    /// The visit it belongs to.
    pub encounter: Option<Reference>,
    /// When.
    pub occurrence: Option<FhirDateTime>,
    /// When, where the source says it in words only.
    pub occurrence_text: Option<String>,
    /// Whether somebody else than who gave it told of it (`primarySource` false).
    pub reported: bool,
    /// Where it was given: the words beside the reference, or the name of the place that the
    /// resource itself contains.
    pub place: Option<String>,
    /// Who made it, likewise.
    pub manufacturer: Option<String>,
    /// The lot number.
    pub lot: Option<String>,
    /// When the lot expires.
    pub expires: Option<FhirDateTime>,
    /// Where on the body.
    pub site: Option<String>,
    /// By which way.
    pub route: Option<String>,
    /// How much, with its unit.
    pub amount: Option<String>,
    /// Who gave it; who only ordered it is left out.
    pub performers: Vec<Performer>,
    /// Notes.
    pub notes: Vec<String>,
    /// Whether less was given than should have been.
    pub subpotent: bool,
    /// What happened after it.
    pub reactions: Vec<Reacted>,
    /// Which place of which series.
    pub protocols: Vec<Protocol>,
}

/// Who gave a dose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Performer {
    /// The reference to them.
    pub actor: Reference,
    /// The source's words for them.
    pub words: Option<String>,
}

/// What happened after a dose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reacted {
    /// When.
    pub at: Option<FhirDateTime>,
    /// The observation that says what.
    pub detail: Option<Reference>,
    /// The same in words, where the dose itself has them.
    pub what: Option<String>,
    /// Whether the person reported it themselves.
    pub self_reported: bool,
}

impl Immunization {
    pub(super) fn read(object: &Object<'_>, bundle: &dyn Follow) -> Result<Self, Problem> {
        let node = object.required("status")?;
        let status = node.string()?;
        let status = ImmunizationStatus::from_code(&status)
            .ok_or_else(|| node.problem(format!("not a status of FHIR R4: '{status}'")))?;
        let (mut occurrence, mut occurrence_text) = (None, None);
        match object.choice("occurrence")? {
            Some(("DateTime", node)) => occurrence = Some(node.date_time()?),
            Some(("String", node)) => occurrence_text = Some(node.string()?),
            _ => {}
        }
        let contained = Contained::read(object)?;
        let mut notes = Vec::new();
        for note in object.objects("note")? {
            notes.extend(note.string("text")?);
        }
        Ok(Self {
            status,
            reason: words(object, "statusReason")?,
            vaccine: concept(object, "vaccineCode")?,
            subject: subject(object, "patient", bundle)?,
            encounter: Reference::field(object, "encounter", bundle)?,
            occurrence,
            occurrence_text,
            reported: object.boolean("primarySource")? == Some(false),
            place: named(object, "location", &contained)?,
            manufacturer: named(object, "manufacturer", &contained)?,
            lot: object.string("lotNumber")?,
            expires: object.date_time("expirationDate")?,
            site: words(object, "site")?,
            route: words(object, "route")?,
            amount: amount(object)?,
            performers: performers(object, &contained, bundle)?,
            notes,
            subpotent: object.boolean("isSubpotent")? == Some(true),
            reactions: reactions(object, &contained, bundle)?,
            protocols: protocols(object)?,
        })
    }
}

/// The words of a concept.
fn words(object: &Object<'_>, name: &str) -> Result<Option<String>, Problem> {
    let Some(inner) = object.object(name)? else {
        return Ok(None);
    };
    let concept = CodeableConcept::read(&inner)?;
    Ok(concept.words().map(str::to_owned))
}

/// `doseQuantity`; one without a number says nothing.
fn amount(object: &Object<'_>) -> Result<Option<String>, Problem> {
    match object.get("doseQuantity") {
        Some(node) if node.object()?.get("value").is_some() => Ok(Some(quantity(&node)?.exact())),
        _ => Ok(None),
    }
}

/// The resources that a resource contains, by the id that a reference such as `#place` names.
/// Read once: a hostile resource refers to hundred thousands of them.
struct Contained<'a>(HashMap<String, Object<'a>>);

impl<'a> Contained<'a> {
    fn read(object: &Object<'a>) -> Result<Self, Problem> {
        let mut found = HashMap::new();
        for inner in object.objects("contained")? {
            if let Some(id) = inner.string("id")? {
                found.entry(id).or_insert(inner);
            }
        }
        Ok(Self(found))
    }

    fn find(&self, reference: &Object<'_>) -> Result<Option<&Object<'a>>, Problem> {
        let target = reference.string("reference")?;
        let id = target
            .as_deref()
            .and_then(|target| target.strip_prefix('#'));
        Ok(id.and_then(|id| self.0.get(id)))
    }
}

/// What a reference to a place or a company is called.
fn named(
    object: &Object<'_>,
    name: &str,
    contained: &Contained<'_>,
) -> Result<Option<String>, Problem> {
    let Some(reference) = object.object(name)? else {
        return Ok(None);
    };
    if let Some(display) = reference.string("display")? {
        return Ok(Some(display));
    }
    match contained.find(&reference)? {
        Some(inner) => inner.string("name"),
        None => Ok(None),
    }
}

fn performers(
    object: &Object<'_>,
    contained: &Contained<'_>,
    bundle: &dyn Follow,
) -> Result<Vec<Performer>, Problem> {
    let mut found = Vec::new();
    for performer in object.objects("performer")? {
        let function = performer.object("function")?;
        let function = function
            .map(|inner| CodeableConcept::read(&inner))
            .transpose()?;
        if function.is_some_and(|function| function.has_code("OP")) {
            continue;
        }
        let actor = performer.required("actor")?.object()?;
        let inside = match contained.find(&actor)? {
            Some(inner) => person(inner)?,
            None => None,
        };
        let actor = Reference::read(&actor, bundle)?;
        found.push(Performer {
            words: actor.display.clone().or(inside),
            actor,
        });
    }
    Ok(found)
}

/// The name of a contained clinician or organisation.
fn person(object: &Object<'_>) -> Result<Option<String>, Problem> {
    let Some(node) = object.get("name") else {
        return Ok(None);
    };
    if node.text().starts_with('"') {
        return node.string().map(Some);
    }
    let Some(name) = object.objects("name")?.into_iter().next() else {
        return Ok(None);
    };
    if let Some(text) = name.string("text")? {
        return Ok(Some(text));
    }
    let mut parts = name.strings("given")?;
    parts.extend(name.string("family")?);
    Ok((!parts.is_empty()).then(|| parts.join(" ")))
}

fn reactions(
    object: &Object<'_>,
    contained: &Contained<'_>,
    bundle: &dyn Follow,
) -> Result<Vec<Reacted>, Problem> {
    let mut found = Vec::new();
    for reaction in object.objects("reaction")? {
        let mut what = None;
        if let Some(detail) = reaction.object("detail")? {
            what = match contained.find(&detail)? {
                Some(inner) => finding(&concept(inner, "code")?, value(inner)?.as_ref()),
                None => detail.string("display")?,
            };
        }
        found.push(Reacted {
            at: reaction.date_time("date")?,
            detail: Reference::field(&reaction, "detail", bundle)?,
            what,
            self_reported: reaction.boolean("reported")? == Some(true),
        });
    }
    Ok(found)
}

/// "Fever: 38.9 °C", or only "Fever".
fn finding(code: &CodeableConcept, value: Option<&LabValue>) -> Option<String> {
    let what = code.words()?;
    Some(match value.and_then(LabValue::shown) {
        Some(value) => format!("{what}: {value}"),
        None => what.to_owned(),
    })
}

impl Observation {
    /// What it says in one line, where it tells of a reaction.
    pub fn line(&self) -> Option<String> {
        finding(&self.code, self.component.value.as_ref())
    }
}

fn protocols(object: &Object<'_>) -> Result<Vec<Protocol>, Problem> {
    let mut found = Vec::new();
    for applied in object.objects("protocolApplied")? {
        let protocol = Protocol {
            series: applied.string("series")?,
            dose: place(&applied, "doseNumber")?,
            of: place(&applied, "seriesDoses")?,
        };
        if protocol != Protocol::default() {
            found.push(protocol);
        }
    }
    Ok(found)
}

/// `doseNumber[x]` and `seriesDoses[x]`: a positive number or words.
fn place(object: &Object<'_>, stem: &str) -> Result<Option<String>, Problem> {
    match object.choice(stem)? {
        Some(("PositiveInt", node)) => {
            let text = node.decimal()?.text().to_owned();
            let positive = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
            if positive {
                Ok(Some(text))
            } else {
                Err(node.problem(format!("not a positive whole number: {text}")))
            }
        }
        Some(("String", node)) => node.string().map(Some),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests;
