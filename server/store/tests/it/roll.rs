//! The membership roll.

use domain::ids::{MemberId, OfficeId, PractitionerId, VisitId};
use domain::locale::Locale;
use domain::services::CareRelationship;
use domain::time::{Timestamp, days};
use store::roll::{self, Member, Office, Practitioner, Sex, Visit};
use store::{StoreError, Tx};

use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: a_member_comes_back_as_they_were, an_mrn_belongs_to_one_member,
        a_second_import_keeps_the_first_id, a_member_needs_an_office_that_is_there,
        visits_are_paged_newest_first, the_care_team_is_who_took_part, anyone_from_an_id_on,
        the_first_member_ends_the_emptiness;
}

fn date(text: &str) -> domain::time::Date {
    text.parse().unwrap()
}

fn member(mrn: &str) -> Member {
    Member {
        id: MemberId::new(NOW, bytes()),
        source: "demo".into(),
        fhir_id: mrn.into(),
        mrn: mrn.into(),
        given: "María José".into(),
        family: "Ordóñez-O'Neil".into(),
        preferred_name: None,
        name_key: "mariajose ordoneznoneil".into(),
        birth_date: date("1984-03-09"),
        died: false,
        died_on: None,
        sex: Sex::Female,
        locale: Some(Locale::Es),
        email: None,
        phone: Some("555-0147".into()),
        street: Some("12 Alder Lane".into()),
        city: None,
        state: None,
        postal_code: None,
        relationship: CareRelationship::NoPhysician,
        personal_physician: None,
        medical_office: None,
        coverage_ended_at: None,
    }
}

fn office(fhir_id: &str, name: &str) -> Office {
    Office {
        id: OfficeId::new(NOW, bytes()),
        source: "demo".into(),
        fhir_id: fhir_id.into(),
        name: name.into(),
        phone: None,
        street: None,
        city: None,
        state: None,
        postal_code: None,
    }
}

fn practitioner(fhir_id: &str, office: Option<OfficeId>) -> Practitioner {
    Practitioner {
        id: PractitionerId::new(NOW, bytes()),
        source: "demo".into(),
        fhir_id: fhir_id.into(),
        given: "Ana".into(),
        family: format!("Whitlock {fhir_id}"),
        prefix: Some("Dr.".into()),
        suffix: None,
        specialty: None,
        office,
        receives_messages: true,
    }
}

fn visit(member: MemberId, fhir_id: &str, started_at: Timestamp) -> Visit {
    Visit {
        id: VisitId::new(NOW, bytes()),
        source: "demo".into(),
        fhir_id: fhir_id.into(),
        member,
        started_at,
        started_source: "2026-03-12T09:30:00-07:00".into(),
        ended_at: None,
        class: "AMB".into(),
        kind: "Office visit".into(),
        reason: None,
        office: None,
    }
}

pub async fn insert(tx: &mut Tx, mrn: &str) -> Result<MemberId, StoreError> {
    let member = member(mrn);
    roll::insert_member(tx, &member).await?;
    Ok(member.id)
}

async fn a_member_comes_back_as_they_were(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let office = office("o", "Cedar Park Medical Office");
    roll::put_office(&mut tx, &office).await.unwrap();
    assert_eq!(
        roll::office(&mut tx, office.id).await.unwrap(),
        Some(office.clone())
    );
    let doctor = practitioner("p", Some(office.id));
    roll::put_practitioner(&mut tx, &doctor).await.unwrap();
    assert_eq!(
        roll::practitioner(&mut tx, doctor.id).await.unwrap(),
        Some(doctor.clone())
    );
    let of_office = roll::practitioners_of_office(&mut tx, office.id, 9)
        .await
        .unwrap();
    assert_eq!(of_office, std::slice::from_ref(&doctor));

    let mut person = member("12345671");
    roll::insert_member(&mut tx, &person).await.unwrap();
    assert!(roll::member_by_mrn(&mut tx, "12345671").await.unwrap() == Some(person.clone()));
    // REG-1: a number that nobody has reads somebody as well.
    for mrn in ["12345671", "00000013", "99999994"] {
        let near = roll::member_near_mrn(&mut tx, mrn).await.unwrap();
        assert!(near == Some(person.clone()), "{mrn}");
    }
    person.relationship = CareRelationship::Ended;
    person.personal_physician = Some(doctor.id);
    person.medical_office = Some(office.id);
    person.coverage_ended_at = Some(NOW);
    person.died = true;
    person.died_on = Some(date("2026-02-28"));
    person.locale = None;
    person.sex = Sex::Other;
    roll::update_member(&mut tx, &person).await.unwrap();
    assert!(roll::member(&mut tx, person.id).await.unwrap() == Some(person.clone()));
    let by_source = roll::member_by_source(&mut tx, "demo", "12345671")
        .await
        .unwrap();
    assert!(by_source == Some(person));
    assert!(
        roll::member_by_source(&mut tx, "other", "12345671")
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        roll::update_member(&mut tx, &member("00000000"))
            .await
            .is_err(),
        "nobody to update"
    );
}

async fn an_mrn_belongs_to_one_member(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    insert(&mut tx, "12345671").await.unwrap();
    let mut other = member("12345671");
    other.fhir_id = "other".into();
    let error = roll::insert_member(&mut tx, &other).await.unwrap_err();
    assert!(error.is_unique_violation_of("member", &["mrn"]), "{error}");
    assert!(!error.is_unique_violation_of("member", &["source", "fhir_id"]));
}

async fn a_second_import_keeps_the_first_id(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let first = office("same", "Cedar Park");
    let again = Office {
        name: "Cedar Park West".into(),
        ..office("same", "")
    };
    assert_eq!(roll::put_office(&mut tx, &first).await.unwrap(), first.id);
    assert_eq!(roll::put_office(&mut tx, &again).await.unwrap(), first.id);
    let kept = roll::office(&mut tx, first.id).await.unwrap().unwrap();
    assert_eq!(kept.name, "Cedar Park West");
    let found = roll::office_by_source(&mut tx, "demo", "same")
        .await
        .unwrap();
    assert_eq!(found, Some(first.id));

    let doctor = practitioner("same", None);
    assert_eq!(
        roll::put_practitioner(&mut tx, &doctor).await.unwrap(),
        doctor.id
    );
    let again = practitioner("same", Some(first.id));
    assert_eq!(
        roll::put_practitioner(&mut tx, &again).await.unwrap(),
        doctor.id
    );
    let found = roll::practitioner_by_source(&mut tx, "demo", "same")
        .await
        .unwrap();
    assert_eq!(found, Some(doctor.id));

    let who = insert(&mut tx, "12345671").await.unwrap();
    let first = visit(who, "same", NOW);
    assert_eq!(
        roll::put_visit(&mut tx, &first, &[(doctor.id, "PPRF")])
            .await
            .unwrap(),
        first.id
    );
    let again = visit(who, "same", NOW + days(1));
    assert_eq!(
        roll::put_visit(&mut tx, &again, &[]).await.unwrap(),
        first.id
    );
    assert_eq!(
        roll::visit_by_source(&mut tx, "demo", "same")
            .await
            .unwrap(),
        Some(first.id)
    );
    assert!(
        roll::participants(&mut tx, first.id)
            .await
            .unwrap()
            .is_empty()
    );
    let visits = roll::visits(&mut tx, who, None, 9).await.unwrap();
    assert_eq!((visits.len(), visits[0].started_at), (1, NOW + days(1)));
}

async fn a_member_needs_an_office_that_is_there(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let mut person = member("12345671");
    person.medical_office = Some(OfficeId::new(NOW, bytes()));
    let error = roll::insert_member(&mut tx, &person).await;
    // SQLite and PostgreSQL both look at the end of the statement.
    assert!(error.is_err_and(|error| !error.is_unique_violation()));
}

async fn visits_are_paged_newest_first(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let who = insert(&mut tx, "12345671").await.unwrap();
    let other = insert(&mut tx, "22222222").await.unwrap();
    for number in 0..9 {
        // Three at the same instant each.
        let at = NOW + days(number / 3);
        let visit = visit(who, &format!("{number}"), at);
        roll::put_visit(&mut tx, &visit, &[]).await.unwrap();
    }
    roll::put_visit(&mut tx, &visit(other, "x", NOW), &[])
        .await
        .unwrap();
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let page = roll::visits(&mut tx, who, before, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some((last.started_at, last.id));
        seen.extend(page.iter().map(|visit| (visit.started_at, visit.id)));
    }
    assert_eq!(seen.len(), 9);
    assert!(seen.is_sorted_by(|a, b| a > b));
}

async fn the_care_team_is_who_took_part(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let who = insert(&mut tx, "12345671").await.unwrap();
    let other = insert(&mut tx, "22222222").await.unwrap();
    let mut ids = Vec::new();
    for name in ["a", "b", "c"] {
        let doctor = practitioner(name, None);
        ids.push(roll::put_practitioner(&mut tx, &doctor).await.unwrap());
    }
    let old = visit(who, "old", NOW);
    roll::put_visit(&mut tx, &old, &[(ids[0], "PPRF"), (ids[1], "ATND")])
        .await
        .unwrap();
    let new = visit(who, "new", NOW + days(2));
    let twice = [(ids[1], "PPRF"), (ids[1], "ATND")];
    roll::put_visit(&mut tx, &new, &twice).await.unwrap();
    roll::put_visit(&mut tx, &visit(other, "x", NOW), &[(ids[2], "PPRF")])
        .await
        .unwrap();
    let team = roll::care_team(&mut tx, who).await.unwrap();
    let team: Vec<_> = team
        .iter()
        .map(|one| (one.practitioner.id, one.last_visit_at))
        .collect();
    assert_eq!(team, [(ids[1], NOW + days(2)), (ids[0], NOW)]);
    assert_eq!(roll::participants(&mut tx, old.id).await.unwrap().len(), 2);
}

async fn anyone_from_an_id_on(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let mut ids = Vec::new();
    for number in 0..4 {
        ids.push(insert(&mut tx, &format!("{number}")).await.unwrap());
    }
    ids.sort_unstable();
    let from = roll::members_from(&mut tx, ids[1], 2).await.unwrap();
    assert_eq!(
        from.iter().map(|member| member.id).collect::<Vec<_>>(),
        ids[1..3]
    );
    let mut doctors = Vec::new();
    for name in ["a", "b", "c"] {
        let doctor = practitioner(name, None);
        doctors.push(roll::put_practitioner(&mut tx, &doctor).await.unwrap());
    }
    doctors.sort_unstable();
    let from = roll::practitioners_from(&mut tx, doctors[1], 9)
        .await
        .unwrap();
    assert_eq!(
        from.iter().map(|doctor| doctor.id).collect::<Vec<_>>(),
        doctors[1..]
    );
    for name in ["West", "East", "East"] {
        roll::put_office(&mut tx, &office(&format!("{name}{:?}", bytes()), name))
            .await
            .unwrap();
    }
    let first = roll::offices(&mut tx, None, 2).await.unwrap();
    let rest = roll::offices(&mut tx, first.last(), 2).await.unwrap();
    let names: Vec<_> = first
        .iter()
        .chain(&rest)
        .map(|office| office.name.as_str())
        .collect();
    assert_eq!(names, ["East", "East", "West"]);
}

async fn the_first_member_ends_the_emptiness(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    assert!(roll::is_empty(&mut tx).await.unwrap());
    insert(&mut tx, "12345671").await.unwrap();
    assert!(!roll::is_empty(&mut tx).await.unwrap());
}
