//! The bundle: its limits, its entries, and what they are to each other.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::value::RawValue;

use super::immunization::Immunization;
use super::json::{Node, Object, compact, depth};
use super::record::{DiagnosticReport, Encounter, Head, Observation};
use super::values::Follow;
use super::{FhirDateTime, Identifier, Organization, Patient, Practitioner, Problem};

/// The largest file that is read: a person's whole record is a few megabytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The deepest nesting that is read; real bundles reach 11.
pub const MAX_DEPTH: usize = 64;

/// So many problems are told of one file; more would not help anyone.
const MAX_PROBLEMS: usize = 20;

/// The kinds of bundle that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleKind {
    /// Entries with a request each, all or nothing.
    Transaction,
    /// A set of resources.
    Collection,
}

/// A bundle, read and checked.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Which kind it is.
    pub kind: BundleKind,
    /// The resources that the portal keeps, in the order of the file.
    pub entries: Vec<Entry>,
    /// How many resources of which type were passed over.
    pub skipped: BTreeMap<String, u64>,
}

impl Bundle {
    /// How many resources of which type are kept.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(entry.resource_type.clone()).or_insert(0) += 1;
        }
        counts
    }
}

/// One resource of a bundle.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where the resource stands, such as `entry[12].resource`.
    pub path: String,
    /// Its FHIR type.
    pub resource_type: String,
    /// What it is known by at its source: its id, else its full URL (of a `urn:uuid:` the
    /// UUID), else its first identifier. The same key again is the same resource.
    pub key: String,
    /// Its business identifiers, by which other files may refer to it.
    pub identifiers: Vec<Identifier>,
    /// When the source last changed it (`meta.lastUpdated`).
    pub last_updated: Option<FhirDateTime>,
    /// The whole resource as it came, without white space between tokens.
    pub source: String,
    /// What was read from it.
    pub resource: Resource,
}

/// A resource in the types of the portal.
#[derive(Clone, Debug)]
pub enum Resource {
    /// A person on the roll.
    Patient(Box<Patient>),
    /// A clinician.
    Practitioner(Box<Practitioner>),
    /// A medical office, hospital or laboratory.
    Organization(Box<Organization>),
    /// A visit.
    Encounter(Box<Encounter>),
    /// A report of a laboratory (or of another service).
    DiagnosticReport(Box<DiagnosticReport>),
    /// A measured or stated value.
    Observation(Box<Observation>),
    /// A dose of a vaccine, given or not.
    Immunization(Box<Immunization>),
    /// Kept whole for a later room.
    Kept(Box<Head>),
}

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
const READ: [&str; 7] = [
    "Patient",
    "Practitioner",
    "Organization",
    "Encounter",
    "DiagnosticReport",
    "Observation",
    "Immunization",
];

/// An entry before its resource is read.
struct Opened<'a> {
    node: Node<'a>,
    object: Object<'a>,
    resource_type: String,
    key: String,
    identifiers: Vec<Identifier>,
}

/// Where each full URL and each `Type/id` leads.
struct Index(HashMap<String, (String, String)>);

impl Follow for Index {
    fn follow(&self, reference: &str) -> Option<(String, String)> {
        self.0.get(reference).cloned()
    }
}

/// Reads a transaction or collection bundle.
///
/// # Errors
/// Everything that is wrong with it (the first twenty), each with its place. A bundle with a
/// problem is read as a whole or not at all.
pub fn read_bundle(bytes: &[u8]) -> Result<Bundle, Vec<Problem>> {
    if bytes.len() > MAX_BYTES {
        return Err(vec![Problem::new(
            "",
            format!("larger than {} MB", MAX_BYTES >> 20),
        )]);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        vec![Problem::new(
            format!("byte {}", error.valid_up_to()),
            "not UTF-8 text",
        )]
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let deep = depth(text);
    if deep > MAX_DEPTH {
        let reason = format!("nested {deep} levels deep, more than {MAX_DEPTH}");
        return Err(vec![Problem::new("", reason)]);
    }
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
        let place = format!("line {} column {}", error.line(), error.column());
        vec![Problem::new(place, format!("not JSON: {error}"))]
    })?;
    let root = Node::root(raw.get()).object().map_err(one)?;
    let kind = kind_of(&root).map_err(one)?;
    let nodes = root.list("entry").map_err(one)?;

    let mut problems = Vec::new();
    let mut skipped = BTreeMap::new();
    let mut opened = Vec::new();
    let mut index = Index(HashMap::new());
    let mut keys = HashSet::new();
    for node in &nodes {
        match open(node, kind, &mut index) {
            Ok(entry) => {
                if !keys.insert((entry.resource_type.clone(), entry.key.clone())) {
                    let name = format!("{}/{}", entry.resource_type, entry.key);
                    problems.push(entry.node.problem(format!("a second {name} in one bundle")));
                } else if is_known(&entry.resource_type) {
                    opened.push(entry);
                } else {
                    *skipped.entry(entry.resource_type).or_insert(0) += 1;
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    let mut entries = Vec::with_capacity(opened.len());
    for entry in opened {
        match read(entry, &index) {
            Ok(entry) => entries.push(entry),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Ok(Bundle {
            kind,
            entries,
            skipped,
        })
    } else {
        problems.truncate(MAX_PROBLEMS);
        Err(problems)
    }
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

fn is_known(resource_type: &str) -> bool {
    READ.contains(&resource_type) || KEPT.contains(&resource_type)
}

fn kind_of(root: &Object<'_>) -> Result<BundleKind, Problem> {
    let resource_type = root.required("resourceType")?;
    let name = resource_type.string()?;
    if name != "Bundle" {
        return Err(resource_type.problem(format!("a Bundle is needed, not '{name}'")));
    }
    let node = root.required("type")?;
    match node.string()?.as_str() {
        "transaction" => Ok(BundleKind::Transaction),
        "collection" => Ok(BundleKind::Collection),
        other => Err(node.problem(format!(
            "only transaction and collection bundles are imported, not '{other}'"
        ))),
    }
}

/// Looks at an entry's frame: method, type and key; and enters it in the index.
fn open<'a>(node: &Node<'a>, kind: BundleKind, index: &mut Index) -> Result<Opened<'a>, Problem> {
    let frame = node.object()?;
    if kind == BundleKind::Transaction {
        let request = frame.required("request")?.object()?;
        let method = request.required("method")?;
        match method.string()?.as_str() {
            "POST" | "PUT" => {}
            other => {
                return Err(method.problem(format!("only POST and PUT are taken, not '{other}'")));
            }
        }
    }
    let node = frame.required("resource")?;
    let object = node.object()?;
    let type_node = object.required("resourceType")?;
    let resource_type = type_node.string()?;
    if !resource_type.bytes().all(|b| b.is_ascii_alphabetic()) || resource_type.len() > 64 {
        return Err(type_node.problem("not a FHIR type"));
    }
    let identifiers = if is_known(&resource_type) {
        Identifier::list(&object)?
    } else {
        Vec::new()
    };
    let full_url = frame.string("fullUrl")?;
    let id = object.get("id").map(|id| {
        let text = id.string()?;
        let fits = text.len() <= 64
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
        if fits {
            Ok(text)
        } else {
            Err(id.problem(format!("not a FHIR id: '{text}'")))
        }
    });
    let id = id.transpose()?;
    let uuid = full_url
        .as_deref()
        .and_then(|url| url.strip_prefix("urn:uuid:"));
    let key = id
        .clone()
        .or_else(|| uuid.map(str::to_owned))
        .or_else(|| full_url.clone())
        .or_else(|| {
            identifiers
                .first()
                .map(|own| format!("{}|{}", own.system, own.value))
        });
    let key = match key {
        Some(key) => key,
        None if is_known(&resource_type) => {
            let reason = "no id, full URL or identifier: it could not be told again";
            return Err(node.problem(reason));
        }
        None => node.path().to_owned(),
    };
    let target = (resource_type.clone(), key.clone());
    if let Some(url) = full_url
        && let Some((other, _)) = index.0.insert(url.clone(), target.clone())
        && kind == BundleKind::Transaction
    {
        let reason = format!("the full URL of an earlier {other} again: '{url}'");
        return Err(frame.problem("fullUrl", reason));
    }
    if let Some(id) = id {
        index.0.insert(format!("{resource_type}/{id}"), target);
    }
    Ok(Opened {
        node,
        object,
        resource_type,
        key,
        identifiers,
    })
}

fn read(opened: Opened<'_>, index: &Index) -> Result<Entry, Problem> {
    let Opened {
        node,
        object,
        resource_type,
        key,
        identifiers,
    } = opened;
    let last_updated = match object.object("meta")? {
        Some(meta) => meta.date_time("lastUpdated")?,
        None => None,
    };
    let resource = match resource_type.as_str() {
        "Patient" => Resource::Patient(Box::new(Patient::read(&object)?)),
        "Practitioner" => Resource::Practitioner(Box::new(Practitioner::read(&object)?)),
        "Organization" => Resource::Organization(Box::new(Organization::read(&object)?)),
        "Encounter" => Resource::Encounter(Box::new(Encounter::read(&object, index)?)),
        "DiagnosticReport" => {
            Resource::DiagnosticReport(Box::new(DiagnosticReport::read(&object, index)?))
        }
        "Observation" => Resource::Observation(Box::new(Observation::read(&object, index)?)),
        "Immunization" => Resource::Immunization(Box::new(Immunization::read(&object, index)?)),
        _ => Resource::Kept(Box::new(Head::read(&resource_type, &object, index)?)),
    };
    Ok(Entry {
        path: node.path().to_owned(),
        source: compact(node.text()),
        resource_type,
        key,
        identifiers,
        last_updated,
        resource,
    })
}
