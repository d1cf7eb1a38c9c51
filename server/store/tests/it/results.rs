//! Imported resources, laboratory results and their read marks.

pub mod comments;
pub mod release;

use std::slice;

use domain::ids::{MemberId, ObservationId, PractitionerId, ReportId, ResourceId};
use domain::results::ReportStatus;
use domain::results::release::TestKind;
use domain::time::{Timestamp, minutes};
use store::messages::{self, Tie};
use store::record::{self, Content};
use store::results::{self, Observation, Report, search};
use store::roll::{self, Member, Practitioner, Sex};
use store::{StoreError, Tx};

use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: a_resource_keeps_what_it_was, identifiers_lead_to_the_latest_resource,
        acc_3_anothers_report_is_not_found, reports_are_paged_newest_first,
        a_corrected_value_keeps_what_it_replaced, a_read_mark_is_set_once_and_taken_by_news,
        a_series_holds_one_test_in_one_unit, a_stand_in_report_goes_when_a_real_one_comes,
        who_read_a_report_can_be_written_to, a_report_leads_to_the_resources_it_was_read_from,
        a_report_is_found_by_what_was_stored_for_it;
}

pub async fn member(tx: &mut Tx, mrn: &str) -> Result<MemberId, StoreError> {
    let id = MemberId::new(NOW, bytes());
    let member = Member {
        id,
        source: "fhir".into(),
        fhir_id: mrn.into(),
        mrn: mrn.into(),
        given: "Ana".into(),
        family: "Ruiz".into(),
        preferred_name: None,
        name_key: "ana ruiz".into(),
        birth_date: "1984-03-09".parse().unwrap(),
        died: false,
        died_on: None,
        sex: Sex::Female,
        locale: None,
        email: None,
        phone: None,
        street: None,
        city: None,
        state: None,
        postal_code: None,
        relationship: domain::services::CareRelationship::NoPhysician,
        personal_physician: None,
        medical_office: None,
        coverage_ended_at: None,
    };
    roll::insert_member(tx, &member).await?;
    Ok(id)
}

pub fn report(member: MemberId, fhir_id: &str, at: Timestamp) -> Report {
    Report {
        id: ReportId::new(NOW, bytes()),
        source: "fhir".into(),
        resource_type: "DiagnosticReport".into(),
        fhir_id: fhir_id.into(),
        member,
        name: "Lipid Panel".into(),
        status: ReportStatus::Final,
        at,
        at_source: Some("2026-03-14T08:00:00Z".into()),
        issued_source: None,
        visit: None,
        laboratory: None,
        conclusion: None,
        version: 1,
        changed_at: NOW,
        read_at: None,
    }
}

fn observation(member: MemberId, fhir_id: &str, unit: &str, at: Timestamp) -> Observation {
    Observation {
        id: ObservationId::new(NOW, bytes()),
        source: "fhir".into(),
        fhir_id: fhir_id.into(),
        part: 0,
        member,
        name: "Total Cholesterol".into(),
        loinc: Some("2093-3".into()),
        unit: unit.into(),
        status: ReportStatus::Final,
        at,
        at_source: None,
        issued_source: None,
        component: r#"{"value":"198.20000000000000001"}"#.into(),
        note: None,
        version: 1,
    }
}

async fn a_resource_keeps_what_it_was(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let content = |sha256, json| Content {
        source: "fhir",
        resource_type: "Goal",
        fhir_id: "g1",
        member: None,
        sha256,
        json,
    };
    let id = ResourceId::new(NOW, bytes());
    record::insert_all(&mut tx, &[(id, content("aa", "{\"v\":1}"))], NOW)
        .await
        .unwrap();
    let stored = record::find(&mut tx, "fhir", "Goal", "g1")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((stored.version, stored.sha256.as_str()), (1, "aa"));
    record::replace(&mut tx, &stored, content("bb", "{\"v\":2}"), NOW)
        .await
        .unwrap();
    let now = record::find(&mut tx, "fhir", "Goal", "g1")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((now.id, now.version, now.sha256.as_str()), (id, 2, "bb"));
    assert_eq!(record::json(&mut tx, id).await.unwrap(), "{\"v\":2}");
    assert!(record::was_before(&mut tx, id, "aa").await.unwrap());
    assert!(!record::was_before(&mut tx, id, "bb").await.unwrap());
    let history = record::history(&mut tx, id).await.unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].json, "{\"v\":1}");
    let stale = record::replace(&mut tx, &stored, content("cc", "{}"), NOW).await;
    assert!(stale.is_err(), "two writers from one version");
}

async fn identifiers_lead_to_the_latest_resource(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let npi = ("http://hl7.org/fhir/sid/us-npi", "20");
    record::put_identifier(&mut tx, "fhir", "Practitioner", npi, "p1")
        .await
        .unwrap();
    record::put_identifier(&mut tx, "fhir", "Practitioner", npi, "p2")
        .await
        .unwrap();
    let found = record::identified(&mut tx, "fhir", "Practitioner", npi)
        .await
        .unwrap();
    assert_eq!(found.as_deref(), Some("p2"));
    let other = record::identified(&mut tx, "fhir", "Organization", npi)
        .await
        .unwrap();
    assert_eq!(other, None);
}

async fn acc_3_anothers_report_is_not_found(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (mine, theirs) = (
        member(&mut tx, "11111111").await.unwrap(),
        member(&mut tx, "22222222").await.unwrap(),
    );
    let row = report(mine, "r1", NOW);
    results::insert_report(&mut tx, &row).await.unwrap();
    assert!(
        results::report(&mut tx, row.id, mine)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        results::report(&mut tx, row.id, theirs)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        !results::mark_read(&mut tx, row.id, theirs, NOW)
            .await
            .unwrap()
    );
    let read = results::report(&mut tx, row.id, mine)
        .await
        .unwrap()
        .unwrap()
        .read_at;
    assert_eq!(read, None);
}

async fn reports_are_paged_newest_first(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    for n in 0..5 {
        let row = report(member, &format!("r{n}"), NOW + minutes(n));
        results::insert_report(&mut tx, &row).await.unwrap();
    }
    let first = results::reports(&mut tx, member, None, 3).await.unwrap();
    let names: Vec<&str> = first.iter().map(|row| row.fhir_id.as_str()).collect();
    assert_eq!(names, ["r4", "r3", "r2"]);
    let before = Some((first[2].at, first[2].id));
    let rest = results::reports(&mut tx, member, before, 3).await.unwrap();
    let names: Vec<&str> = rest.iter().map(|row| row.fhir_id.as_str()).collect();
    assert_eq!(names, ["r1", "r0"]);
}

async fn a_corrected_value_keeps_what_it_replaced(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let mut panel = report(member, "r1", NOW);
    results::insert_report(&mut tx, &panel).await.unwrap();
    let mut value = observation(member, "o1", "mg/dL", NOW);
    results::insert_observations(&mut tx, slice::from_ref(&value))
        .await
        .unwrap();
    results::put_values(&mut tx, panel.id, &[value.id])
        .await
        .unwrap();

    value.component = r#"{"value":"189.2"}"#.into();
    value.status = ReportStatus::Corrected;
    value.version = 2;
    results::replace_observation(&mut tx, &value, NOW + minutes(1))
        .await
        .unwrap();
    panel.status = ReportStatus::Corrected;
    panel.version = 2;
    results::replace_report(&mut tx, &panel, NOW + minutes(1))
        .await
        .unwrap();

    let now = results::values_of(&mut tx, panel.id).await.unwrap();
    assert!(now.len() == 1 && now[0] == value);
    let before = results::observations_before(&mut tx, panel.id)
        .await
        .unwrap();
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].component, r#"{"value":"198.20000000000000001"}"#);
    assert_eq!(before[0].status, ReportStatus::Final);
    let panels = results::report_before(&mut tx, panel.id).await.unwrap();
    assert_eq!((panels.len(), panels[0].status), (1, ReportStatus::Final));
}

async fn a_read_mark_is_set_once_and_taken_by_news(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let row = report(member, "r1", NOW);
    results::insert_report(&mut tx, &row).await.unwrap();
    assert_eq!(results::unread(&mut tx, member).await.unwrap(), 1);
    assert!(
        results::mark_read(&mut tx, row.id, member, NOW)
            .await
            .unwrap()
    );
    assert!(
        !results::mark_read(&mut tx, row.id, member, NOW + minutes(5))
            .await
            .unwrap()
    );
    let read = results::report(&mut tx, row.id, member)
        .await
        .unwrap()
        .unwrap()
        .read_at;
    assert_eq!(read, Some(NOW), "the first time counts");
    assert_eq!(results::unread(&mut tx, member).await.unwrap(), 0);
    results::mark_news(&mut tx, row.id, NOW + minutes(9))
        .await
        .unwrap();
    assert_eq!(results::unread(&mut tx, member).await.unwrap(), 1);
}

async fn a_series_holds_one_test_in_one_unit(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (mine, theirs) = (
        member(&mut tx, "11111111").await.unwrap(),
        member(&mut tx, "22222222").await.unwrap(),
    );
    let mut made = Vec::new();
    for (n, (whose, unit)) in [
        (mine, "mg/dL"),
        (mine, "mmol/L"),
        (theirs, "mg/dL"),
        (mine, "mg/dL"),
    ]
    .iter()
    .enumerate()
    {
        let at = NOW + minutes(n as u64);
        let row = observation(*whose, &format!("o{n}"), unit, at);
        results::insert_observations(&mut tx, slice::from_ref(&row))
            .await
            .unwrap();
        made.push(row.id);
    }
    let test = ("2093-3", "mg/dL");
    let all = results::series(&mut tx, mine, test, None, 10)
        .await
        .unwrap();
    let ids: Vec<ObservationId> = all.iter().map(|point| point.id).collect();
    assert_eq!(ids, [made[3], made[0]]);
    let before = Some((all[0].at, all[0].id));
    let earlier = results::series(&mut tx, mine, test, before, 10)
        .await
        .unwrap();
    assert!(earlier.len() == 1 && earlier[0].id == made[0]);
}

async fn a_stand_in_report_goes_when_a_real_one_comes(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let value = observation(member, "o1", "mg/dL", NOW);
    results::insert_observations(&mut tx, slice::from_ref(&value))
        .await
        .unwrap();
    let alone = Report {
        resource_type: "Observation".into(),
        ..report(member, "o1", NOW)
    };
    let panel = report(member, "r1", NOW);
    for row in [&alone, &panel] {
        results::insert_report(&mut tx, row).await.unwrap();
        results::put_values(&mut tx, row.id, &[value.id])
            .await
            .unwrap();
    }
    assert_eq!(
        results::reports_with(&mut tx, value.id)
            .await
            .unwrap()
            .len(),
        2
    );
    results::forget_report(&mut tx, alone.id, panel.id)
        .await
        .unwrap();
    let left = results::reports_with(&mut tx, value.id).await.unwrap();
    assert!(left.len() == 1 && left[0].id == panel.id);
    assert_eq!(
        results::parts(&mut tx, "fhir", "o1").await.unwrap().len(),
        1
    );
}

/// A clinician who reads reports.
async fn reader(tx: &mut Tx) -> PractitionerId {
    let reader = Practitioner {
        id: PractitionerId::new(NOW, bytes()),
        source: "fhir".into(),
        fhir_id: "zelenko".into(),
        given: "Vera".into(),
        family: "Zelenko".into(),
        prefix: None,
        suffix: None,
        specialty: None,
        office: None,
        receives_messages: true,
    };
    roll::put_practitioner(tx, &reader).await.unwrap()
}

async fn who_read_a_report_can_be_written_to(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let reader = reader(&mut tx).await;
    let reports = [("r1", NOW), ("r2", NOW + minutes(5))];
    let reports = reports.map(|(id, at)| report(member, id, at));
    for row in &reports {
        results::insert_report(&mut tx, row).await.unwrap();
        // The same clinician may have made and read it.
        results::put_reviewers(&mut tx, row.id, &[reader, reader])
            .await
            .unwrap();
    }
    let people = messages::people(&mut tx, member, []).await.unwrap();
    let [only] = people.as_slice() else {
        panic!("{} people", people.len());
    };
    assert_eq!((only.id, only.why), (reader, Tie::Test));
    assert_eq!(only.at, Some(NOW + minutes(5)));
    for row in &reports {
        results::put_reviewers(&mut tx, row.id, &[]).await.unwrap();
    }
    assert!(
        messages::people(&mut tx, member, [])
            .await
            .unwrap()
            .is_empty()
    );
}

/// Its own first, then its values in their order, each once; nothing to anybody else.
async fn a_report_leads_to_the_resources_it_was_read_from(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member_id = member(&mut tx, "1").await.unwrap();
    let other = member(&mut tx, "2").await.unwrap();
    let panel = report(member_id, "r", NOW);
    results::insert_report(&mut tx, &panel).await.unwrap();
    // Two parts of one observation, and another one before them.
    let first = observation(member_id, "o2", "mg/dL", NOW);
    let part = Observation {
        part: 1,
        ..observation(member_id, "o1", "mg/dL", NOW)
    };
    let again = Observation {
        part: 2,
        ..observation(member_id, "o1", "mmol/L", NOW)
    };
    for one in [&first, &part, &again] {
        results::insert_observations(&mut tx, slice::from_ref(one))
            .await
            .unwrap();
    }
    let listed = [first.id, part.id, again.id];
    results::put_values(&mut tx, panel.id, &listed)
        .await
        .unwrap();
    for (kind, id) in [
        ("DiagnosticReport", "r"),
        ("Observation", "o1"),
        ("Observation", "o2"),
    ] {
        let content = Content {
            source: "fhir",
            resource_type: kind,
            fhir_id: id,
            member: Some(member_id),
            sha256: id,
            json: "{}",
        };
        record::insert_all(&mut tx, &[(ResourceId::new(NOW, bytes()), content)], NOW)
            .await
            .unwrap();
    }
    let found = results::resources_of(&mut tx, panel.id, member_id)
        .await
        .unwrap();
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|one| (one.resource_type.as_str(), one.fhir_id.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("DiagnosticReport", "r"),
            ("Observation", "o2"),
            ("Observation", "o1")
        ]
    );
    let theirs = results::resources_of(&mut tx, panel.id, other)
        .await
        .unwrap();
    assert!(theirs.is_empty());
    tx.commit().await.unwrap();
}

async fn a_report_is_found_by_what_was_stored_for_it(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (mine, theirs) = (
        member(&mut tx, "0000 0070").await.unwrap(),
        member(&mut tx, "0000 0071").await.unwrap(),
    );
    let panel = |member, fhir_id: &str, name: &str, at| Report {
        name: name.into(),
        laboratory: Some("Harbor".into()),
        ..report(member, fhir_id, at)
    };
    let first = panel(mine, "a", "Lipid Panel", NOW);
    let second = panel(mine, "b", "CBC", NOW + minutes(1));
    let other = panel(theirs, "c", "Iron", NOW);
    for row in [&first, &second, &other] {
        results::insert_report(&mut tx, row).await.unwrap();
    }
    let mut without = search::without_words(&mut tx, 9).await.unwrap();
    without.sort_unstable();
    let mut all = vec![first.id, second.id, other.id];
    all.sort_unstable();
    assert_eq!(without, all, "nothing is written of those that were there");
    assert_eq!(search::without_words(&mut tx, 2).await.unwrap().len(), 2);
    let own = search::own_texts(&mut tx, first.id).await.unwrap();
    assert_eq!(
        (&*own.name, own.status),
        ("Lipid Panel", ReportStatus::Final)
    );
    assert_eq!(own.laboratory.as_deref(), Some("Harbor"));
    search::put_words(
        &mut tx,
        first.id,
        ("lipid panel ldl", "H N"),
        TestKind::Everyday,
    )
    .await
    .unwrap();
    // Writing the row anew, as an import does, leaves it to the import to store them again.
    results::rewrite_report(&mut tx, &first).await.unwrap();
    let found = search::searched(&mut tx, mine, 9).await.unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|row| (row.id, row.words.as_deref(), row.flags.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (second.id, None, None),
            (first.id, Some("lipid panel ldl"), Some("H N")),
        ],
        "the member's own, newest first"
    );
    assert_eq!(search::searched(&mut tx, mine, 1).await.unwrap().len(), 1);
    let panels = search::panels(&mut tx, mine, 9).await.unwrap();
    assert_eq!(panels, ["CBC", "Lipid Panel"]);
    assert!(search::clinicians(&mut tx, mine).await.unwrap().is_empty());
    let unknown = search::put_words(
        &mut tx,
        ReportId::new(NOW, bytes()),
        ("", ""),
        TestKind::Other,
    );
    let unknown = unknown.await;
    assert!(unknown.is_err());
}
