//! One entry of a bundle: its frame, what it is known by, and its resource.

use super::bundle::{BundleKind, Deletion, Entry, Index, Resource};
use super::immunization::Immunization;
use super::json::{Node, Object, compact};
use super::record::{DiagnosticReport, Encounter, Head, Observation};
use super::{
    Identifier, Organization, Patient, Practitioner, Problem, RelatedPerson, Specimen, Version,
};

/// Types that are kept whole, with only their head read.
const KEPT: [&str; 6] = [
    "MedicationRequest",
    "AllergyIntolerance",
    "Condition",
    "Procedure",
    "Claim",
    "ExplanationOfBenefit",
];

/// Types that are read in full.
const READ: [&str; 9] = [
    "Patient",
    "Practitioner",
    "Organization",
    "Encounter",
    "DiagnosticReport",
    "Observation",
    "Immunization",
    "RelatedPerson",
    "Specimen",
];

/// Whether the portal keeps resources of a type.
pub(super) fn is_known(resource_type: &str) -> bool {
    READ.contains(&resource_type) || KEPT.contains(&resource_type)
}

/// An entry before its resource is read.
pub(super) struct Opened<'a> {
    pub(super) node: Node<'a>,
    pub(super) resource_type: String,
    pub(super) key: String,
    pub(super) version: Version,
    /// The resource and its identifiers; none when the source deleted it.
    content: Option<(Object<'a>, Vec<Identifier>)>,
}

/// Looks at an entry's frame: method, type and key; and enters it in the index.
pub(super) fn open<'a>(
    node: &Node<'a>,
    kind: BundleKind,
    index: &mut Index,
) -> Result<Opened<'a>, Problem> {
    let frame = node.object()?;
    if kind != BundleKind::Collection {
        let request = frame.required("request")?.object()?;
        let method = request.required("method")?;
        match method.string()?.as_str() {
            "POST" | "PUT" => {}
            "DELETE" => return deletion(node, &frame, &request),
            other => {
                return Err(method.problem(format!(
                    "only POST, PUT and DELETE are taken, not '{other}'"
                )));
            }
        }
    }
    let node = frame.required("resource")?;
    let object = node.object()?;
    let resource_type = type_of(&object.required("resourceType")?)?;
    let (mut identifiers, mut version) = (Vec::new(), Version::default());
    if is_known(&resource_type) {
        identifiers = Identifier::list(&object)?;
        version = Version::read(&object)?.or(Version::answered(&frame)?);
    }
    let full_url = frame.string("fullUrl")?;
    let id = object.get("id").map(|id| id_of(&id)).transpose()?;
    let key = match key_of(id.as_deref(), full_url.as_deref(), &identifiers) {
        Some(key) if key.len() > MAX_KEY => {
            return Err(node.problem(format!("known by more than {MAX_KEY} bytes")));
        }
        Some(key) => key,
        None if is_known(&resource_type) => {
            let reason = "no id, full URL or identifier: it could not be told again";
            return Err(node.problem(reason));
        }
        None => node.path().to_owned(),
    };
    let target = (resource_type.clone(), key.clone());
    if let Some(url) = full_url
        && let Some((other, _)) = index.put(url.clone(), target.clone())
        && kind != BundleKind::History
    {
        let reason = format!("the full URL of an earlier {other} again: '{url}'");
        return Err(frame.problem("fullUrl", reason));
    }
    if let Some(id) = id {
        index.put(format!("{resource_type}/{id}"), target);
    }
    Ok(Opened {
        node,
        resource_type,
        key,
        version,
        content: Some((object, identifiers)),
    })
}

/// The longest key: it stands in an index together with its type.
const MAX_KEY: usize = 1_000;

fn is_type(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphabetic())
}

fn type_of(node: &Node<'_>) -> Result<String, Problem> {
    let name = node.string()?;
    if is_type(&name) {
        Ok(name)
    } else {
        Err(node.problem("not a FHIR type"))
    }
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

fn id_of(node: &Node<'_>) -> Result<String, Problem> {
    let text = node.string()?;
    if is_id(&text) {
        Ok(text)
    } else {
        Err(node.problem(format!("not a FHIR id: '{text}'")))
    }
}

/// What a resource is known by at its source.
fn key_of(id: Option<&str>, full_url: Option<&str>, own: &[Identifier]) -> Option<String> {
    let url = full_url.map(|url| url.strip_prefix("urn:uuid:").unwrap_or(url));
    id.or(url).map(str::to_owned).or_else(|| {
        let first = own.first()?;
        Some(format!("{}|{}", first.system, first.value))
    })
}

/// An entry that says that a resource was deleted: `DELETE Observation/o1`.
fn deletion<'a>(
    node: &Node<'a>,
    frame: &Object<'_>,
    request: &Object<'_>,
) -> Result<Opened<'a>, Problem> {
    let url = request.required("url")?;
    let text = url.string()?;
    let mut parts = text.rsplit('/');
    let (key, resource_type) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    if !is_id(key) || !is_type(resource_type) {
        return Err(url.problem(format!("not a type and an id to delete: '{text}'")));
    }
    if resource_type == "Patient" {
        return Err(url.problem("a file takes nobody off the roll"));
    }
    Ok(Opened {
        node: node.clone(),
        resource_type: resource_type.to_owned(),
        key: key.to_owned(),
        version: Version::answered(frame)?,
        content: None,
    })
}

/// Reads an entry: the resource, or that it was deleted.
pub(super) fn read(opened: Opened<'_>, index: &Index) -> Result<Result<Entry, Deletion>, Problem> {
    let Opened {
        node,
        resource_type,
        key,
        version,
        content,
    } = opened;
    let path = node.path().to_owned();
    let Some((object, identifiers)) = content else {
        return Ok(Err(Deletion {
            path,
            resource_type,
            key,
            version,
        }));
    };
    let resource = match resource_type.as_str() {
        "Patient" => Resource::Patient(Box::new(Patient::read(&object, index)?)),
        "Practitioner" => Resource::Practitioner(Box::new(Practitioner::read(&object)?)),
        "Organization" => Resource::Organization(Box::new(Organization::read(&object)?)),
        "Encounter" => Resource::Encounter(Box::new(Encounter::read(&object, index)?)),
        "DiagnosticReport" => {
            Resource::DiagnosticReport(Box::new(DiagnosticReport::read(&object, index)?))
        }
        "Observation" => Resource::Observation(Box::new(Observation::read(&object, index)?)),
        "Specimen" => Resource::Specimen(Box::new(Specimen::read(&object, index)?)),
        "Immunization" => Resource::Immunization(Box::new(Immunization::read(&object, index)?)),
        "RelatedPerson" => {
            let read = RelatedPerson::read(&object, &identifiers, index)?;
            Resource::RelatedPerson(Box::new(read))
        }
        _ => Resource::Kept(Box::new(Head::read(&resource_type, &object, index)?)),
    };
    Ok(Ok(Entry {
        path,
        source: compact(node.text()),
        resource_type,
        key,
        identifiers,
        version,
        resource,
    }))
}
