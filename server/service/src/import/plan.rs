//! The reading half: what is new, where every reference leads, and what is wrong.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use domain::fhir::{Bundle, Entry, Observation, Problem, Reference, Resource, Target, Version};
use domain::ids::MemberId;
use sha2::{Digest, Sha256};
use store::record::{self, Stored};
use store::{immunizations, results, roll};

use super::SOURCE;
use super::said::{self, unworded};
use super::withdraw::{self, Withdrawal};
use crate::cx::Cx;
use crate::stop::Stop;

/// So many problems are told of one file.
const MAX_PROBLEMS: usize = 20;

/// What a resource is to the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Never seen.
    New,
    /// Seen with another content.
    Changed(Stored),
    /// Stored whole with this very content by a release that had no rows for its kind yet: they
    /// are written now.
    Unread,
    /// Seen with this content, or newer than it.
    Known,
}

/// One resource with what the store knows of it.
pub struct Item<'b> {
    /// The resource.
    pub entry: &'b Entry,
    /// SHA-256 of its content.
    pub sha256: String,
    /// What it is to the store.
    pub state: State,
}

impl Item<'_> {
    /// Whether it has to be written.
    pub fn is_news(&self) -> bool {
        self.state != State::Known
    }

    /// Whether it is an observation of observations, which what is news may refer to.
    fn is_panel(&self) -> bool {
        matches!(&self.entry.resource, Resource::Observation(one) if !one.members.is_empty())
    }
}

/// Everything that the writing half needs to know.
pub struct Plan<'b> {
    /// The resources in the order of the file.
    pub items: Vec<Item<'b>>,
    /// Where the references lead: path of the reference to the id at the source.
    links: HashMap<String, String>,
    /// Results that no report of the file or of the store lists, and those that one does:
    /// the observations that are laboratory results.
    pub laboratory: HashSet<String>,
    /// What the source deleted.
    pub withdrawals: Vec<Withdrawal<'b>>,
    /// The file's observations by their keys.
    pub observations: HashMap<&'b str, &'b Observation>,
    /// The words for what the file's results may refer to, by type and key.
    pub(super) words: HashMap<(&'b str, &'b str), String>,
    /// What is told of a file that is taken: references that lead nowhere and may, which are left
    /// empty, and versions that are on file with another content.
    pub remarks: Vec<Problem>,
}

impl Plan<'_> {
    /// Whether anything has to be written.
    pub fn is_news(&self) -> bool {
        self.items.iter().any(Item::is_news) || !self.withdrawals.is_empty()
    }

    /// The observations that references lead to, each followed by its members: their keys, and how
    /// many panels each lies within. One that is led to several times, as in a circle, stands
    /// where it was come to first.
    pub fn nested(&self, references: &[Reference]) -> Vec<(&str, u32)> {
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        let mut open = self.keys(references, 0);
        while let Some((key, depth)) = open.pop() {
            if seen.insert(key) {
                found.push((key, depth));
                if let Some(panel) = self.observations.get(key) {
                    open.extend(self.keys(&panel.members, depth.saturating_add(1)));
                }
            }
        }
        found
    }

    /// Where references lead, the last first.
    fn keys(&self, references: &[Reference], depth: u32) -> Vec<(&str, u32)> {
        let keys = references.iter().rev().filter_map(|one| self.link(one));
        keys.map(|key| (key, depth)).collect()
    }

    /// What lies within a panel of the file.
    pub fn members(&self) -> HashSet<&str> {
        let members = self.observations.values().flat_map(|one| &one.members);
        members.filter_map(|one| self.link(one)).collect()
    }

    /// The id at the source that a reference leads to.
    pub fn link(&self, reference: &Reference) -> Option<&str> {
        self.links.get(&reference.path).map(String::as_str)
    }
}

/// Reads what the store knows and follows every reference.
pub async fn plan<'b>(
    cx: &mut Cx,
    bundle: &'b Bundle,
) -> Result<Result<Plan<'b>, Vec<Problem>>, Stop> {
    let wanted: Vec<(&str, &str)> = bundle
        .entries
        .iter()
        .map(|entry| (entry.resource_type.as_str(), entry.key.as_str()))
        .collect();
    let mut stored = record::find_all(&mut cx.tx, SOURCE, &wanted).await?;
    let mut follower = Follower::new(bundle);
    let mut items = Vec::with_capacity(bundle.entries.len());
    for entry in &bundle.entries {
        let sha256 = digest(entry.source.as_bytes());
        let state = match stored.remove(&(entry.resource_type.clone(), entry.key.clone())) {
            None => State::New,
            Some(stored) => state(cx, entry, &sha256, stored, &mut follower.remarks).await?,
        };
        items.push(Item {
            entry,
            sha256,
            state,
        });
    }
    let withdrawals = withdraw::find(cx, bundle).await?;
    let mut problems = Vec::new();
    for item in items
        .iter()
        .filter(|item| item.is_news() || item.is_panel())
    {
        follower.entry(cx, item, &mut problems).await?;
    }
    if problems.is_empty() {
        let Follower { links, remarks, .. } = follower;
        Ok(Ok(Plan {
            items,
            links,
            laboratory: laboratory(bundle),
            withdrawals,
            observations: observations(bundle).collect(),
            words: said::words(bundle),
            remarks,
        }))
    } else {
        problems.truncate(MAX_PROBLEMS);
        Ok(Err(problems))
    }
}

fn observations(bundle: &Bundle) -> impl Iterator<Item = (&str, &Observation)> {
    bundle
        .entries
        .iter()
        .filter_map(|entry| match &entry.resource {
            Resource::Observation(observation) => Some((entry.key.as_str(), observation.as_ref())),
            _ => None,
        })
}

/// What a resource is to the store that has it. An older version than is on file is no news, nor
/// is the same; of sources that tell no versions every content that was not there yet is one.
async fn state(
    cx: &mut Cx,
    entry: &Entry,
    sha256: &str,
    stored: Stored,
    remarks: &mut Vec<Problem>,
) -> Result<State, Stop> {
    if stored.sha256 == sha256 {
        let unread = is_unread(cx, entry).await?;
        return Ok(if unread { State::Unread } else { State::Known });
    }
    if record::was_before(&mut cx.tx, stored.id, sha256).await? {
        return Ok(State::Known);
    }
    if entry.version != Version::default() {
        let on_file = Version::of(&record::json(&mut cx.tx, stored.id).await?);
        match entry.version.against(&on_file) {
            Some(Ordering::Less) => return Ok(State::Known),
            Some(Ordering::Equal) => {
                let reason = "this version is on file with another content, which stays";
                remarks.push(Problem::new(entry.path.clone(), reason));
                return Ok(State::Known);
            }
            Some(Ordering::Greater) | None => {}
        }
    }
    Ok(State::Changed(stored))
}

/// Whether a stored resource lacks the rows that this release makes of its kind.
async fn is_unread(cx: &mut Cx, entry: &Entry) -> Result<bool, Stop> {
    Ok(match entry.resource {
        Resource::Immunization(_) => immunizations::find(&mut cx.tx, SOURCE, &entry.key)
            .await?
            .is_none(),
        _ => false,
    })
}

/// The keys of the observations that are laboratory results: by their own category, or because
/// a laboratory report of the file, or a panel of such, lists them.
fn laboratory(bundle: &Bundle) -> HashSet<String> {
    let mut keys = HashSet::new();
    for entry in &bundle.entries {
        match &entry.resource {
            Resource::Observation(observation) if observation.is_laboratory() => {
                keys.insert(entry.key.clone());
            }
            Resource::DiagnosticReport(report) if report.is_laboratory() => {
                for result in &report.results {
                    if let Some(Target::Here { kind, key }) = &result.target
                        && kind == "Observation"
                    {
                        keys.insert(key.clone());
                    }
                }
            }
            _ => {}
        }
    }
    let panels: HashMap<&str, &Observation> = observations(bundle).collect();
    let mut open: Vec<String> = keys.iter().cloned().collect();
    while let Some(key) = open.pop() {
        for member in panels.get(key.as_str()).iter().flat_map(|one| &one.members) {
            if let Some(Target::Here { kind, key }) = &member.target
                && kind == "Observation"
                && keys.insert(key.clone())
            {
                open.push(key.clone());
            }
        }
    }
    keys
}

struct Follower {
    /// Type and key of the file's own entries.
    here: HashSet<(String, String)>,
    /// The file's own identifiers: type, system and value to key.
    identifiers: HashMap<(String, String, String), String>,
    /// What the store answered already: type and reference to the id at the source.
    asked: HashMap<(String, String), Option<String>>,
    links: HashMap<String, String>,
    remarks: Vec<Problem>,
}

impl Follower {
    fn new(bundle: &Bundle) -> Self {
        let mut here = HashSet::new();
        let mut identifiers = HashMap::new();
        for entry in &bundle.entries {
            here.insert((entry.resource_type.clone(), entry.key.clone()));
            for own in &entry.identifiers {
                identifiers.insert(
                    (
                        entry.resource_type.clone(),
                        own.system.clone(),
                        own.value.clone(),
                    ),
                    entry.key.clone(),
                );
            }
        }
        let (asked, links, remarks) = (HashMap::new(), HashMap::new(), Vec::new());
        Self {
            here,
            identifiers,
            asked,
            links,
            remarks,
        }
    }

    /// Follows the references of one resource.
    async fn entry(
        &mut self,
        cx: &mut Cx,
        item: &Item<'_>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), Stop> {
        let (subject, others): (Option<&Reference>, Vec<(&Reference, &'static str)>) =
            match &item.entry.resource {
                Resource::Patient(_) | Resource::Practitioner(_) | Resource::Organization(_) => {
                    (None, Vec::new())
                }
                Resource::Encounter(visit) => {
                    let mut others: Vec<_> = visit
                        .participants
                        .iter()
                        .map(|one| (one, "Practitioner"))
                        .collect();
                    others.extend(
                        visit
                            .service_provider
                            .iter()
                            .map(|one| (one, "Organization")),
                    );
                    (Some(&visit.subject), others)
                }
                Resource::Observation(value) => {
                    let mut others: Vec<_> = value
                        .members
                        .iter()
                        .map(|one| (one, "Observation"))
                        .collect();
                    others.extend(value.encounter.iter().map(|one| (one, "Encounter")));
                    others.extend(unworded(&value.performers, &value.specimen));
                    (Some(&value.subject), others)
                }
                Resource::DiagnosticReport(report) => {
                    let mut others: Vec<_> = report
                        .results
                        .iter()
                        .map(|one| (one, "Observation"))
                        .collect();
                    others.extend(report.encounter.iter().map(|one| (one, "Encounter")));
                    others.extend(report.readers().map(|one| (one, "Practitioner")));
                    others.extend(unworded(&report.performers, &report.specimens));
                    (Some(&report.subject), others)
                }
                Resource::Immunization(dose) => {
                    let mut others: Vec<_> = dose
                        .performers
                        .iter()
                        .map(|one| (&one.actor, "Practitioner"))
                        .collect();
                    others.extend(dose.encounter.iter().map(|one| (one, "Encounter")));
                    (Some(&dose.subject), others)
                }
                Resource::RelatedPerson(person) => {
                    // Who is no patient of the roll has other numbers: that is no fault.
                    for own in &person.own {
                        self.follow(cx, own, "Patient").await?;
                    }
                    (Some(&person.patient), Vec::new())
                }
                Resource::Specimen(specimen) => (specimen.subject.as_ref(), Vec::new()),
                Resource::Kept(head) => (Some(&head.subject), Vec::new()),
            };
        if let Some(subject) = subject {
            if let Some(problem) = self.follow(cx, subject, "Patient").await? {
                problems.push(problem);
            }
            // What is new is nobody's yet.
            if let State::Changed(stored) = &item.state
                && stored.member.is_some()
                && stored.member != self.member(cx, subject).await?
            {
                let reason = "is on file for another person";
                problems.push(Problem::new(item.entry.path.clone(), reason));
            }
        }
        for (reference, kind) in others {
            if let Some(problem) = self.follow(cx, reference, kind).await? {
                self.remarks.push(problem);
            }
        }
        Ok(())
    }

    /// Whose it is, where they are on the roll already.
    async fn member(&self, cx: &mut Cx, subject: &Reference) -> Result<Option<MemberId>, Stop> {
        let Some(key) = self.links.get(&subject.path) else {
            return Ok(None);
        };
        let member = roll::member_by_source(&mut cx.tx, SOURCE, key).await?;
        Ok(member.map(|member| member.id))
    }

    /// Follows one reference to a resource of a kind; one to another kind (a location, a
    /// group) is none of ours. Answers what is wrong with it.
    async fn follow(
        &mut self,
        cx: &mut Cx,
        reference: &Reference,
        wanted: &'static str,
    ) -> Result<Option<Problem>, Stop> {
        let (kind, key) = match &reference.target {
            None => return Ok(None),
            Some(target) if target.kind() != wanted => return Ok(None),
            Some(Target::Here { key, .. }) => (wanted, Some(key.clone())),
            Some(Target::Stored { kind, key }) => {
                let asked = (kind.clone(), key.clone());
                let found = if self.here.contains(&asked) {
                    Some(key.clone())
                } else if let Some(known) = self.asked.get(&asked) {
                    known.clone()
                } else {
                    let found = is_stored(cx, wanted, key).await?.then(|| key.clone());
                    self.asked.insert(asked, found.clone());
                    found
                };
                (wanted, found)
            }
            Some(Target::Identified {
                kind,
                system,
                value,
            }) => {
                let own = (kind.clone(), system.clone(), value.clone());
                let asked = (kind.clone(), format!("{system}|{value}"));
                let found = if let Some(key) = self.identifiers.get(&own) {
                    Some(key.clone())
                } else if let Some(known) = self.asked.get(&asked) {
                    known.clone()
                } else {
                    let pair = (system.as_str(), value.as_str());
                    let found = record::identified(&mut cx.tx, SOURCE, wanted, pair).await?;
                    self.asked.insert(asked, found.clone());
                    found
                };
                (wanted, found)
            }
        };
        let Some(key) = key else {
            let path = format!("{}.reference", reference.path);
            let reason = format!("leads to no {kind} in this bundle or on file");
            return Ok(Some(Problem::new(path, reason)));
        };
        self.links.insert(reference.path.clone(), key);
        Ok(None)
    }
}

/// Whether a resource of a kind is there to be linked with.
async fn is_stored(cx: &mut Cx, kind: &str, key: &str) -> Result<bool, Stop> {
    let tx = &mut cx.tx;
    Ok(match kind {
        "Patient" => roll::member_by_source(tx, SOURCE, key).await?.is_some(),
        "Practitioner" => roll::practitioner_by_source(tx, SOURCE, key)
            .await?
            .is_some(),
        "Organization" => roll::office_by_source(tx, SOURCE, key).await?.is_some(),
        "Encounter" => roll::visit_by_source(tx, SOURCE, key).await?.is_some(),
        "Specimen" => record::find(tx, SOURCE, kind, key).await?.is_some(),
        _ => !results::parts(tx, SOURCE, key).await?.is_empty(),
    })
}

/// The SHA-256 of something, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
