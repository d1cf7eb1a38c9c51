//! The writing half: people, places, visits, and every resource whole.

use std::collections::{BTreeSet, HashMap};

use domain::fhir::{Encounter, Organization, Patient, Practitioner, Problem, Resource};
use domain::ids::{MemberId, OfficeId, PractitionerId, ResourceId, VisitId};
use domain::locale::Locale;
use domain::mrn::Mrn;
use domain::names::fold;
use domain::services::CareRelationship;
use store::record::{self, Content};
use store::roll::{self, Member, Office, Sex, Visit};

use super::plan::{Item, Plan, State};
use super::{ImportedMember, SOURCE, broken_promise, immunizations, related, results, withdraw};
use crate::cx::Cx;
use crate::live::Change;
use crate::stop::Stop;

/// How many of a member's visits are looked through for their physician and office.
const VISITS_LOOKED_AT: u32 = 50;

/// Looked-up ids of our own, by the id at the source.
#[derive(Default)]
pub struct Known {
    members: HashMap<String, MemberId>,
    practitioners: HashMap<String, PractitionerId>,
    offices: HashMap<String, OfficeId>,
    visits: HashMap<String, Option<VisitId>>,
    /// Members of whose record something has changed.
    pub changed: BTreeSet<MemberId>,
    /// Practitioners whose office has been looked after.
    placed: BTreeSet<PractitionerId>,
}

impl Known {
    /// The member that the plan found.
    pub async fn member(&mut self, cx: &mut Cx, key: &str) -> Result<MemberId, Stop> {
        if let Some(id) = self.members.get(key) {
            return Ok(*id);
        }
        let found = roll::member_by_source(&mut cx.tx, SOURCE, key).await?;
        let id = found.ok_or(broken_promise("the plan's member"))?.id;
        self.members.insert(key.to_owned(), id);
        Ok(id)
    }

    /// The clinician of a key.
    pub async fn practitioner(&mut self, cx: &mut Cx, key: &str) -> Result<PractitionerId, Stop> {
        if let Some(id) = self.practitioners.get(key) {
            return Ok(*id);
        }
        let found = roll::practitioner_by_source(&mut cx.tx, SOURCE, key).await?;
        let id = found.ok_or(broken_promise("the plan's practitioner"))?;
        self.practitioners.insert(key.to_owned(), id);
        Ok(id)
    }

    async fn office(&mut self, cx: &mut Cx, key: &str) -> Result<OfficeId, Stop> {
        if let Some(id) = self.offices.get(key) {
            return Ok(*id);
        }
        let found = roll::office_by_source(&mut cx.tx, SOURCE, key).await?;
        let id = found.ok_or(broken_promise("the plan's office"))?;
        self.offices.insert(key.to_owned(), id);
        Ok(id)
    }

    /// The visit of an encounter; a cancelled or undated encounter made none.
    pub async fn visit(&mut self, cx: &mut Cx, key: &str) -> Result<Option<VisitId>, Stop> {
        if let Some(id) = self.visits.get(key) {
            return Ok(*id);
        }
        let id = roll::visit_by_source(&mut cx.tx, SOURCE, key).await?;
        self.visits.insert(key.to_owned(), id);
        Ok(id)
    }
}

/// Writes what is news, in the order in which rows need each other; answers the people of
/// the file as they stand on the roll then, and what is told of it.
pub async fn write(
    cx: &mut Cx,
    plan: &Plan<'_>,
) -> Result<(Vec<ImportedMember>, Vec<Problem>), Stop> {
    let mut known = Known::default();
    let mut patients = Vec::new();
    for item in &plan.items {
        match &item.entry.resource {
            Resource::Organization(office) if item.is_news() => {
                put_office(cx, item, office).await?;
            }
            Resource::Practitioner(practitioner) if item.is_news() => {
                put_practitioner(cx, item, practitioner).await?;
            }
            Resource::Patient(patient) => {
                if item.is_news() {
                    put_member(cx, item, patient).await?;
                }
                patients.push(item.entry.key.as_str());
            }
            _ => {}
        }
    }
    let mut moved = BTreeSet::new();
    for item in plan.items.iter().filter(|item| item.is_news()) {
        if let Resource::Encounter(encounter) = &item.entry.resource {
            moved.extend(put_visit(cx, plan, &mut known, item, encounter).await?);
        }
    }
    for member in moved {
        settle_relationship(cx, member).await?;
    }
    withdraw::write(cx, plan, &mut known).await?;
    results::write(cx, plan, &mut known).await?;
    immunizations::write(cx, plan, &mut known).await?;
    let remarks = related::write(cx, plan, &mut known).await?;
    let mut new = Vec::new();
    for item in plan.items.iter().filter(|item| item.is_news()) {
        new.extend(keep_whole(cx, plan, &mut known, item).await?);
    }
    record::insert_all(&mut cx.tx, &new, cx.now).await?;
    for member in known.changed {
        cx.tell(member, Change::Record);
    }
    let mut members = Vec::with_capacity(patients.len());
    for key in patients {
        let found = roll::member_by_source(&mut cx.tx, SOURCE, key).await?;
        members.push(found.ok_or(broken_promise("the plan's member"))?.into());
    }
    Ok((members, remarks))
}

/// The first address line: what an identity question asks for (CONTRACT).
fn street(address: Option<&domain::fhir::Address>) -> Option<String> {
    address?.lines.first().cloned()
}

async fn put_office(cx: &mut Cx, item: &Item<'_>, office: &Organization) -> Result<(), Stop> {
    let (now, bytes) = cx.id_seed()?;
    let address = office.address.as_ref();
    let row = Office {
        id: OfficeId::new(now, bytes),
        source: SOURCE.to_owned(),
        fhir_id: item.entry.key.clone(),
        name: office.name.clone(),
        phone: office.phone.clone(),
        street: street(address),
        city: address.and_then(|address| address.city.clone()),
        state: address.and_then(|address| address.state.clone()),
        postal_code: address.and_then(|address| address.postal_code.clone()),
    };
    roll::put_office(&mut cx.tx, &row).await?;
    Ok(())
}

async fn put_practitioner(
    cx: &mut Cx,
    item: &Item<'_>,
    practitioner: &Practitioner,
) -> Result<(), Stop> {
    let (now, bytes) = cx.id_seed()?;
    let before = match roll::practitioner_by_source(&mut cx.tx, SOURCE, &item.entry.key).await? {
        Some(id) => roll::practitioner(&mut cx.tx, id).await?,
        None => None,
    };
    let name = &practitioner.name;
    let joined = |words: &[String]| (!words.is_empty()).then(|| words.join(" "));
    let row = roll::Practitioner {
        id: PractitionerId::new(now, bytes),
        source: SOURCE.to_owned(),
        fhir_id: item.entry.key.clone(),
        given: name.first().to_owned(),
        family: name.family.clone(),
        prefix: joined(&name.prefix),
        suffix: joined(&name.suffix),
        specialty: practitioner.specialty.clone(),
        // A Practitioner does not say where they work; their encounters do.
        office: before.and_then(|row| row.office),
        receives_messages: practitioner.active,
    };
    roll::put_practitioner(&mut cx.tx, &row).await?;
    Ok(())
}

async fn put_member(cx: &mut Cx, item: &Item<'_>, patient: &Patient) -> Result<(), Stop> {
    let before = roll::member_by_source(&mut cx.tx, SOURCE, &item.entry.key).await?;
    let is_new = before.is_none();
    let mut member = match before {
        Some(member) => member,
        None => blank_member(cx, item, patient).await?,
    };
    let address = patient.address.as_ref();
    member.given = patient.name.first().to_owned();
    member.family = patient.name.family.clone();
    member.name_key = format!("{} {}", fold(&member.given), fold(&member.family));
    member.birth_date = patient.birth_date;
    member.died = patient.died;
    member.died_on = patient
        .died_at
        .as_ref()
        .and_then(domain::fhir::FhirDateTime::date);
    member.sex = Sex::from_code(&patient.gender).unwrap_or(Sex::Unknown);
    member.locale = patient
        .language
        .as_deref()
        .and_then(Locale::from_tag)
        .or(member.locale);
    // A record system that is silent about an address does not take it from the roll.
    member.email = patient.email.clone().or(member.email);
    member.phone = patient.phone.clone().or(member.phone);
    if let Some(address) = address {
        member.street = street(Some(address));
        member.city.clone_from(&address.city);
        member.state.clone_from(&address.state);
        member.postal_code.clone_from(&address.postal_code);
    }
    if is_new {
        roll::insert_member(&mut cx.tx, &member).await?;
    } else {
        roll::update_member(&mut cx.tx, &member).await?;
    }
    Ok(())
}

/// A new row with a number of ours that nobody has.
async fn blank_member(cx: &mut Cx, item: &Item<'_>, patient: &Patient) -> Result<Member, Stop> {
    let (now, bytes) = cx.id_seed()?;
    let mrn = loop {
        let mrn = Mrn::from_serial(cx.portal.random().below(10_000_000)?);
        if roll::member_by_mrn(&mut cx.tx, mrn.as_str())
            .await?
            .is_none()
        {
            break mrn;
        }
    };
    Ok(Member {
        id: MemberId::new(now, bytes),
        source: SOURCE.to_owned(),
        fhir_id: item.entry.key.clone(),
        mrn: mrn.as_str().to_owned(),
        given: String::new(),
        family: String::new(),
        preferred_name: None,
        name_key: String::new(),
        birth_date: patient.birth_date,
        died: false,
        died_on: None,
        sex: Sex::Unknown,
        locale: None,
        email: None,
        phone: None,
        street: None,
        city: None,
        state: None,
        postal_code: None,
        relationship: CareRelationship::NoPhysician,
        personal_physician: None,
        medical_office: None,
        coverage_ended_at: None,
    })
}

/// Whether an encounter of this status was a visit.
fn took_place(status: &str) -> bool {
    !matches!(status, "planned" | "cancelled" | "entered-in-error")
}

/// Writes a visit; answers whose visits changed.
async fn put_visit(
    cx: &mut Cx,
    plan: &Plan<'_>,
    known: &mut Known,
    item: &Item<'_>,
    encounter: &Encounter,
) -> Result<Option<MemberId>, Stop> {
    let (Some(subject), Some(start)) = (plan.link(&encounter.subject), &encounter.start) else {
        return Ok(None);
    };
    let member = known.member(cx, subject).await?;
    if !took_place(&encounter.status) {
        if item.state != State::New
            && let Some(visit) = known.visit(cx, &item.entry.key).await?
        {
            roll::forget_visit(&mut cx.tx, visit).await?;
        }
        known.visits.insert(item.entry.key.clone(), None);
        return Ok(Some(member));
    }
    let office = match encounter
        .service_provider
        .as_ref()
        .and_then(|one| plan.link(one))
    {
        Some(key) => Some(known.office(cx, key).await?),
        None => None,
    };
    let mut participants = Vec::new();
    for key in encounter
        .participants
        .iter()
        .filter_map(|one| plan.link(one))
    {
        let practitioner = known.practitioner(cx, key).await?;
        if !participants.iter().any(|(other, _)| *other == practitioner) {
            participants.push((practitioner, "participant"));
        }
    }
    if let Some(office) = office {
        for (practitioner, _) in &participants {
            if known.placed.insert(*practitioner) {
                give_office(cx, *practitioner, office).await?;
            }
        }
    }
    let (now, bytes) = cx.id_seed()?;
    let visit = Visit {
        id: VisitId::new(now, bytes),
        source: SOURCE.to_owned(),
        fhir_id: item.entry.key.clone(),
        member,
        started_at: start.sort_key(),
        started_source: start.text().to_owned(),
        ended_at: encounter
            .end
            .as_ref()
            .map(domain::fhir::FhirDateTime::sort_key),
        class: encounter.class.clone(),
        kind: encounter.kind.clone().unwrap_or_default(),
        reason: encounter.reason.clone(),
        office,
    };
    let id = roll::put_visit(&mut cx.tx, &visit, &participants).await?;
    known.visits.insert(item.entry.key.clone(), Some(id));
    Ok(Some(member))
}

/// A Practitioner does not say where they work; the first encounter that tells it does.
async fn give_office(cx: &mut Cx, id: PractitionerId, office: OfficeId) -> Result<(), Stop> {
    let found = roll::practitioner(&mut cx.tx, id).await?;
    if let Some(mut row) = found.filter(|row| row.office.is_none()) {
        row.office = Some(office);
        roll::put_practitioner(&mut cx.tx, &row).await?;
    }
    Ok(())
}

/// CONTRACT: an encounter at an imported organization makes the relationship
/// `medical_office`; the personal physician is the latest encounter's participant. Coverage
/// that has ended stays ended.
async fn settle_relationship(cx: &mut Cx, id: MemberId) -> Result<(), Stop> {
    let visits = roll::visits(&mut cx.tx, id, None, VISITS_LOOKED_AT).await?;
    let Some(mut member) = roll::member(&mut cx.tx, id).await? else {
        return Err(broken_promise("the visits' member").into());
    };
    if member.relationship == CareRelationship::Ended {
        return Ok(());
    }
    let mut physician = None;
    for visit in &visits {
        if physician.is_none() {
            physician = roll::participants(&mut cx.tx, visit.id)
                .await?
                .into_iter()
                .next();
        }
    }
    let office = visits.iter().find_map(|visit| visit.office);
    if office.is_some() {
        member.relationship = CareRelationship::MedicalOffice;
        member.medical_office = office;
    }
    if let Some(physician) = physician {
        member.personal_physician = Some(physician.id);
    }
    roll::update_member(&mut cx.tx, &member).await?;
    Ok(())
}

/// Stores a resource whole, what it was before kept; a new one is answered, to be stored with the
/// others.
async fn keep_whole<'p>(
    cx: &mut Cx,
    plan: &Plan<'_>,
    known: &mut Known,
    item: &'p Item<'p>,
) -> Result<Option<(ResourceId, Content<'p>)>, Stop> {
    let entry = item.entry;
    let key = match &entry.resource {
        Resource::Patient(_) => Some(entry.key.as_str()),
        Resource::Practitioner(_) | Resource::Organization(_) => None,
        Resource::Encounter(visit) => plan.link(&visit.subject),
        Resource::DiagnosticReport(report) => plan.link(&report.subject),
        Resource::Observation(value) => plan.link(&value.subject),
        Resource::Immunization(dose) => plan.link(&dose.subject),
        Resource::RelatedPerson(person) => plan.link(&person.patient),
        Resource::Specimen(one) => one.subject.as_ref().and_then(|one| plan.link(one)),
        Resource::Kept(head) => plan.link(&head.subject),
    };
    let member = match key {
        Some(key) => Some(known.member(cx, key).await?),
        None => None,
    };
    let content = Content {
        source: SOURCE,
        resource_type: &entry.resource_type,
        fhir_id: &entry.key,
        member,
        sha256: &item.sha256,
        json: &entry.source,
    };
    known.changed.extend(member);
    if let State::Changed(stored) = &item.state {
        record::replace(&mut cx.tx, stored, content, cx.now).await?;
    }
    // Only these are ever referred to by an identifier.
    if matches!(
        entry.resource,
        Resource::Patient(_) | Resource::Practitioner(_) | Resource::Organization(_)
    ) {
        for own in &entry.identifiers {
            let pair = (own.system.as_str(), own.value.as_str());
            let kind = &entry.resource_type;
            record::put_identifier(&mut cx.tx, SOURCE, kind, pair, &entry.key).await?;
        }
    }
    if item.state != State::New {
        return Ok(None);
    }
    let (now, bytes) = cx.id_seed()?;
    Ok(Some((ResourceId::new(now, bytes), content)))
}
