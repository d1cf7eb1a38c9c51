//! The plan's offices and clinicians, and the rows of the membership roll.

use std::sync::Arc;

use domain::family::{Relation, Span};
use domain::fhir::read_bundle;
use domain::ids::MemberId;
use domain::locale::Locale;
use domain::names::fold;
use domain::services::CareRelationship;
use domain::time::days;
use serde_json::{Value, json};
use service::family::{self, Row};
use service::import::{Outcome, SOURCE, import_bundle};
use service::{Cx, Fault, Request, Stop};
use store::roll::{self, Member};

use super::calendar::Calendar;
use super::cast::PEOPLE;
use super::clinical::{self, Entry};
use super::directory::{CLINICIANS, Clinician, OFFICES, Place};
use super::people::Person;

/// When the record system was connected, in days before the demo begins.
const CONNECTED: u32 = 3_650;
/// How long ago the coverage of those ended whose coverage has.
const ENDED: u64 = 150;

/// Imports the offices and clinicians, and says who works where.
pub async fn put_directory(request: &Request, calendar: Arc<Calendar>) -> Result<(), Stop> {
    let offices = (0..OFFICES.len()).map(organization);
    let entries: Result<Vec<Entry>, Fault> =
        offices.chain(CLINICIANS.iter().map(practitioner)).collect();
    let text = clinical::bundle(&entries?)?;
    request
        .write(move |cx| {
            let (text, calendar) = (text.clone(), calendar.clone());
            Box::pin(async move {
                cx.now = calendar.at(CONNECTED, 6, 0);
                take(cx, &text).await?;
                for clinician in CLINICIANS {
                    place(cx, clinician).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Imports a bundle of our own making; that it is rejected is a fault of ours.
pub async fn take(cx: &mut Cx, text: &str) -> Result<(), Stop> {
    let bundle = read_bundle(text.as_bytes()).map_err(|problems| {
        tracing::error!(problems = %told(&problems), "demo bundle");
        Fault::Shape("demo bundle")
    })?;
    let imported = import_bundle(cx, &bundle).await?;
    if imported.outcome != Outcome::Imported || !imported.problems.is_empty() {
        tracing::error!(problems = %told(&imported.problems), "demo bundle not imported");
        return Err(Fault::Shape("demo bundle not imported").into());
    }
    Ok(())
}

fn told(problems: &[domain::fhir::Problem]) -> String {
    let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
    all.join("; ")
}

/// A FHIR Practitioner does not say where they work.
async fn place(cx: &mut Cx, clinician: &Clinician) -> Result<(), Stop> {
    let lost = Fault::Shape("demo clinician");
    let id = roll::practitioner_by_source(&mut cx.tx, SOURCE, clinician.key).await?;
    let Some(id) = id else {
        return Err(lost.into());
    };
    let Some(mut row) = roll::practitioner(&mut cx.tx, id).await? else {
        return Err(lost.into());
    };
    row.office =
        roll::office_by_source(&mut cx.tx, SOURCE, &clinical::office_key(clinician.office)).await?;
    roll::put_practitioner(&mut cx.tx, &row).await?;
    Ok(())
}

fn organization(number: usize) -> Result<Entry, Fault> {
    let Place {
        name,
        street,
        city,
        phone,
    } = &OFFICES[number];
    let id = clinical::office_key(number);
    let resource = json!({
        "resourceType": "Organization",
        "id": id,
        "active": true,
        "name": name,
        "telecom": [{"system": "phone", "value": phone}],
        "address": [address(street, *city)],
    });
    Entry::new("Organization", &id, &resource)
}

fn practitioner(clinician: &Clinician) -> Result<Entry, Fault> {
    let mut resource = json!({
        "resourceType": "Practitioner",
        "id": clinician.key,
        "active": clinician.writes,
        "name": [{
            "family": clinician.family,
            "given": [clinician.given],
            "suffix": [clinician.suffix],
        }],
        "qualification": [{"code": {"text": clinician.specialty}}],
    });
    if matches!(clinician.suffix, "MD" | "DO") {
        resource["name"][0]["prefix"] = json!(["Dr."]);
    }
    Entry::new("Practitioner", clinician.key, &resource)
}

fn address(street: &str, (city, postal_code): (&str, &str)) -> Value {
    json!({
        "use": "home",
        "line": [street],
        "city": city,
        "state": "CA",
        "postalCode": postal_code,
        "country": "US",
    })
}

/// Says whose parent is who, since the child was born.
pub async fn put_guardians(request: &Request, calendar: Arc<Calendar>) -> Result<(), Stop> {
    let rows: Vec<Row> = PEOPLE
        .iter()
        .flat_map(|parent| parent.children.iter().map(move |child| (parent, child)))
        .zip(1..)
        .map(|((parent, child), line)| Row {
            line,
            child: child.mrn(),
            parent: parent.mrn(),
            relation: Relation::Parent,
            span: Span {
                from: child.born.on(&calendar),
                until: None,
            },
        })
        .collect();
    let rows = Arc::new(rows);
    let kept = request.write(move |cx| {
        let (rows, now) = (rows.clone(), calendar.now);
        Box::pin(async move {
            cx.now = now;
            family::import(cx, &rows).await
        })
    });
    kept.await?
        .map(drop)
        .map_err(|_| Fault::Shape("demo family").into())
}

/// The person as the record system has them.
pub fn patient(person: &Person, calendar: &Calendar) -> Result<Entry, Fault> {
    let mut telecom = Vec::new();
    telecom.extend(
        person
            .phone
            .map(|phone| json!({"system": "phone", "value": phone, "use": "home"})),
    );
    telecom.extend(
        person
            .email
            .map(|email| json!({"system": "email", "value": email})),
    );
    let mut resource = json!({
        "resourceType": "Patient",
        "id": person.key(),
        "active": true,
        "name": [{"use": "official", "family": person.family, "given": [person.given]}],
        "gender": person.sex.code(),
        "birthDate": person.born.on(calendar).to_string(),
        "telecom": telecom,
        "communication": [{
            "language": {"coding": [{"system": "urn:ietf:bcp:47", "code": person.language}]},
            "preferred": true,
        }],
    });
    if let Some(street) = person.street {
        resource["address"] = json!([address(street, person.city)]);
    }
    Entry::new("Patient", &person.key(), &resource)
}

/// Puts somebody on the roll before the record system sends anything of theirs, so that they
/// have the number of the cast.
pub async fn put_member(
    cx: &mut Cx,
    person: &'static Person,
    calendar: &Calendar,
) -> Result<MemberId, Stop> {
    let (now, bytes) = cx.id_seed()?;
    let id = MemberId::new(now, bytes);
    let member = Member {
        id,
        source: SOURCE.into(),
        fhir_id: person.key(),
        mrn: person.mrn().as_str().to_owned(),
        given: person.given.into(),
        family: person.family.into(),
        preferred_name: None,
        name_key: format!("{} {}", fold(person.given), fold(person.family)),
        birth_date: person.born.on(calendar),
        died: false,
        died_on: None,
        sex: person.sex,
        locale: Locale::from_tag(person.language),
        email: person.email.map(Into::into),
        phone: person.phone.map(Into::into),
        street: person.street.map(Into::into),
        city: person.street.map(|_| person.city.0.into()),
        state: person.street.map(|_| "CA".into()),
        postal_code: person.street.map(|_| person.city.1.into()),
        relationship: CareRelationship::NoPhysician,
        personal_physician: None,
        medical_office: None,
        coverage_ended_at: None,
    };
    roll::insert_member(&mut cx.tx, &member).await?;
    Ok(id)
}

/// Says where somebody gets care, whatever their visits made of it.
pub async fn settle(
    cx: &mut Cx,
    id: MemberId,
    person: &Person,
    calendar: &Calendar,
) -> Result<(), Stop> {
    let found = roll::member(&mut cx.tx, id).await?;
    let Some(mut member) = found else {
        return Err(Fault::Shape("demo member").into());
    };
    member.relationship = person.relationship;
    (member.personal_physician, member.medical_office) = match person.physician() {
        Some(clinician) => {
            let office = clinical::office_key(clinician.office);
            (
                roll::practitioner_by_source(&mut cx.tx, SOURCE, clinician.key).await?,
                roll::office_by_source(&mut cx.tx, SOURCE, &office).await?,
            )
        }
        None => (None, None),
    };
    member.coverage_ended_at =
        (person.relationship == CareRelationship::Ended).then(|| calendar.now - days(ENDED));
    roll::update_member(&mut cx.tx, &member).await?;
    Ok(())
}
