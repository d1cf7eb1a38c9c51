//! The bundle: its limits, its entries, and what they are to each other.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, hash_map};

use serde_json::value::RawValue;

use super::immunization::Immunization;
use super::json::{Node, size};
use super::record::{DiagnosticReport, Encounter, Head, Observation};
use super::values::Follow;
use super::{
    Identifier, Organization, Patient, Practitioner, Problem, RelatedPerson, Specimen, Version,
    entry,
};

/// The largest file that is read: a person's whole record is a few megabytes.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// The most JSON values that are read of one file; a megabyte of real bundles has some 25,000.
pub const MAX_VALUES: usize = 500_000;

/// The deepest nesting that is read; real bundles reach 11.
pub const MAX_DEPTH: usize = 64;

/// So many problems are told of one file; more would not help anyone.
const MAX_PROBLEMS: usize = 20;

/// The kinds of bundle that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleKind {
    /// Entries with a request each, all or nothing.
    Transaction,
    /// Entries with a request each. They may be taken one by one; here it is all or nothing too.
    Batch,
    /// Versions of resources as a server had them, the newest first.
    History,
    /// A set of resources.
    Collection,
}

impl BundleKind {
    const ALL: [Self; 4] = [
        Self::Transaction,
        Self::Batch,
        Self::History,
        Self::Collection,
    ];

    /// FHIR's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Transaction => "transaction",
            Self::Batch => "batch",
            Self::History => "history",
            Self::Collection => "collection",
        }
    }
}

/// A bundle, read and checked.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Which kind it is.
    pub kind: BundleKind,
    /// The resources that the portal keeps, in the order of the file.
    pub entries: Vec<Entry>,
    /// The resources that the source deleted.
    pub deletions: Vec<Deletion>,
    /// How many resources of which type were passed over: of types that the portal does not keep,
    /// and of a history the versions before the newest.
    pub skipped: BTreeMap<String, u64>,
}

impl Bundle {
    /// How many resources of which type are taken, those that were deleted among them.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        let kept = self.entries.iter().filter(|entry| !entry.is_passed_over());
        let kept = kept.map(|entry| &entry.resource_type);
        let deleted = self.deletions.iter().map(|one| &one.resource_type);
        tallied(kept.chain(deleted))
    }

    /// How many of which type the source deleted.
    pub fn withdrawn(&self) -> BTreeMap<String, u64> {
        tallied(self.deletions.iter().map(|one| &one.resource_type))
    }
}

fn tallied<'t>(types: impl Iterator<Item = &'t String>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for resource_type in types {
        *counts.entry(resource_type.clone()).or_insert(0) += 1;
    }
    counts
}

/// A resource that its source deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// Where that stands, such as `entry[12]`.
    pub path: String,
    /// Its FHIR type.
    pub resource_type: String,
    /// What it is known by at its source.
    pub key: String,
    /// The version that the deletion made.
    pub version: Version,
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
    /// Which version it is.
    pub version: Version,
    /// The whole resource as it came, without white space between tokens.
    pub source: String,
    /// What was read from it.
    pub resource: Resource,
}

impl Entry {
    /// Whether it is counted among what was passed over: somebody who is neither parent nor
    /// guardian, of whom nothing but that is noted.
    fn is_passed_over(&self) -> bool {
        matches!(&self.resource, Resource::RelatedPerson(person) if person.relation.is_none())
    }
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
    /// Who is what to a patient.
    RelatedPerson(Box<RelatedPerson>),
    /// A sample that a laboratory looked at.
    Specimen(Box<Specimen>),
    /// Kept whole for a later room.
    Kept(Box<Head>),
}

/// Where each full URL and each `Type/id` leads.
#[derive(Default)]
pub(super) struct Index(HashMap<String, (String, String)>);

impl Index {
    /// Notes where one leads; answers where it led before.
    pub(super) fn put(&mut self, from: String, to: (String, String)) -> Option<(String, String)> {
        self.0.insert(from, to)
    }
}

impl Follow for Index {
    fn follow(&self, reference: &str) -> Option<(String, String)> {
        self.0.get(reference).cloned()
    }
}

/// Reads a bundle.
///
/// # Errors
/// Everything that is wrong with it (the first twenty), each with its place. A bundle with a
/// problem is read as a whole or not at all.
pub fn read_bundle(bytes: &[u8]) -> Result<Bundle, Vec<Problem>> {
    let text = text_of(bytes).map_err(one)?;
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
        let place = format!("line {} column {}", error.line(), error.column());
        vec![Problem::new(place, format!("not JSON: {error}"))]
    })?;
    let root = Node::root(raw.get()).object().map_err(one)?;
    let resource_type = root.required("resourceType").map_err(one)?;
    let name = resource_type.string().map_err(one)?;
    if name != "Bundle" {
        return Err(one(
            resource_type.problem(format!("a Bundle is needed, not '{name}'"))
        ));
    }
    let kind = kind_of(&root.required("type").map_err(one)?).map_err(one)?;
    let nodes = root.list("entry").map_err(one)?;

    let mut problems = Vec::new();
    let mut skipped = BTreeMap::new();
    let mut index = Index::default();
    let opened = open_all(&nodes, kind, &mut index, &mut skipped, &mut problems);
    let (mut entries, mut deletions) = (Vec::with_capacity(opened.len()), Vec::new());
    for opened in opened {
        match entry::read(opened, &index) {
            Ok(Ok(entry)) => {
                if entry.is_passed_over() {
                    *skipped.entry(entry.resource_type.clone()).or_insert(0) += 1;
                }
                entries.push(entry);
            }
            Ok(Err(deletion)) => deletions.push(deletion),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Ok(Bundle {
            kind,
            entries,
            deletions,
            skipped,
        })
    } else {
        problems.truncate(MAX_PROBLEMS);
        Err(problems)
    }
}

/// The text of a file, within every bound that can be told before it is taken apart.
fn text_of(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::new(
            "",
            format!("larger than {} MB", MAX_BYTES >> 20),
        ));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Problem::new(format!("byte {}", error.valid_up_to()), "not UTF-8 text"))?;
    let text = text.trim_start_matches('\u{feff}');
    let size = size(text);
    if size.depth > MAX_DEPTH {
        let reason = format!("nested {} levels deep, more than {MAX_DEPTH}", size.depth);
        return Err(Problem::new("", reason));
    }
    if size.values > MAX_VALUES {
        let reason = format!("{} values, more than {MAX_VALUES}", size.values);
        return Err(Problem::new("", reason));
    }
    Ok(text)
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

fn kind_of(node: &Node<'_>) -> Result<BundleKind, Problem> {
    let code = node.string()?;
    let kind = BundleKind::ALL.into_iter().find(|kind| kind.code() == code);
    kind.ok_or_else(|| {
        node.problem(format!(
            "only transaction, batch, history and collection bundles are imported, not '{code}'"
        ))
    })
}

/// Looks at every entry's frame. A resource stands once in a bundle; of a history its newest
/// version is taken.
fn open_all<'a>(
    nodes: &[Node<'a>],
    kind: BundleKind,
    index: &mut Index,
    skipped: &mut BTreeMap<String, u64>,
    problems: &mut Vec<Problem>,
) -> Vec<entry::Opened<'a>> {
    let mut opened: Vec<entry::Opened<'a>> = Vec::with_capacity(nodes.len());
    let mut places = HashMap::new();
    for node in nodes {
        let mut entry = match entry::open(node, kind, index) {
            Ok(entry) => entry,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        match places.entry((entry.resource_type.clone(), entry.key.clone())) {
            hash_map::Entry::Vacant(place) => {
                place.insert(opened.len());
                opened.push(entry);
            }
            hash_map::Entry::Occupied(place) if kind == BundleKind::History => {
                let before = &mut opened[*place.get()];
                if entry.version.against(&before.version) == Some(Ordering::Greater) {
                    std::mem::swap(before, &mut entry);
                }
                *skipped.entry(entry.resource_type).or_insert(0) += 1;
            }
            hash_map::Entry::Occupied(_) => {
                let name = format!("{}/{}", entry.resource_type, entry.key);
                problems.push(entry.node.problem(format!("a second {name} in one bundle")));
            }
        }
    }
    opened.retain(|entry| {
        let kept = entry::is_known(&entry.resource_type);
        if !kept {
            *skipped.entry(entry.resource_type.clone()).or_insert(0) += 1;
        }
        kept
    });
    opened
}

#[cfg(test)]
mod tests;
