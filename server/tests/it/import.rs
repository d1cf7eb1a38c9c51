//! `portal import-fhir`: one transaction a file, nothing changed by a rejected one, what was
//! is kept.

use std::io::Write as _;

use domain::mrn::{Mrn, MrnScheme};
use domain::results::ReportStatus;
use domain::services::CareRelationship;
use domain::time::minutes;
use service::import::SOURCE;
use store::record::{Before, Stored};
use store::results::{Observation, ObservationBefore, Report};
use testkit::World;

use crate::bundles::{
    DOCTOR, OFFICE, PATIENT, bundle, import, member, panel, record, signed_on, taken, value, visit,
};

const AT: &str = "2026-10-05T09:50:00-07:00";

/// Runs storage functions in a read transaction.
macro_rules! stored {
    ($world:expr, $tx:ident => $call:expr) => {
        $world
            .request()
            .read(move |cx| {
                Box::pin(async move {
                    let $tx = &mut cx.tx;
                    Ok($call.await?)
                })
            })
            .await
            .unwrap()
    };
}

mod folder;
mod hostile;
mod versions;

async fn resource(world: &World, kind: &'static str, id: &'static str) -> Option<Stored> {
    stored!(world, tx => store::record::find(tx, SOURCE, kind, id))
}

async fn history(world: &World, kind: &'static str, id: &'static str) -> Vec<Before> {
    let id = resource(world, kind, id).await.unwrap().id;
    stored!(world, tx => store::record::history(tx, id))
}

async fn reports(world: &World) -> Vec<Report> {
    let id = member(world, "ines").await.id;
    stored!(world, tx => store::results::reports(tx, id, None, 100))
}

async fn values(world: &World, report: &Report) -> Vec<Observation> {
    let id = report.id;
    stored!(world, tx => store::results::values_of(tx, id))
}

fn potassium(number: &str) -> String {
    value(
        "k",
        "2823-3",
        "Potassium",
        AT,
        &format!(r#""valueQuantity":{{"value":{number},"unit":"mmol/L"}}"#),
    )
}

#[tokio::test]
async fn a_patient_becomes_a_member_with_a_number_of_ours() {
    let world = World::new().await;
    let older = visit("v0", "2024-02-01T09:30:00-08:00").replace("/ruiz", "/abe");
    let abe = DOCTOR
        .replace("ruiz", "abe")
        .replace("Tomás", "Abe")
        .replace("\"20\"", "\"21\"");
    let line = taken(&world, &record(&[&abe, &older])).await;
    assert_eq!(line.members.len(), 1);
    assert_eq!(line.members[0].name, "Inés Ordóñez");
    let mrn = Mrn::parse(&line.members[0].mrn, MrnScheme::CheckDigit).unwrap();
    assert_eq!(line.members[0].mrn, mrn.to_string(), "two groups of four");
    let member = member(&world, "ines").await;
    assert_eq!(member.mrn, mrn.as_str());
    assert_eq!(member.name_key, "ines ordonez");
    assert_eq!(
        member.street.as_deref(),
        Some("12 Alder Lane"),
        "one address line"
    );
    assert_eq!(member.phone.as_deref(), Some("555-0147"));
    assert_eq!(member.relationship, CareRelationship::MedicalOffice);
    let physician = member.personal_physician.unwrap();
    let physician = stored!(world, tx => store::roll::practitioner(tx, physician)).unwrap();
    assert_eq!(physician.fhir_id, "ruiz", "of the latest visit");
    assert_eq!(physician.office, member.medical_office);
}

#[tokio::test]
async fn a_patient_without_visits_has_no_physician_yet() {
    let world = World::new().await;
    taken(&world, &bundle(&[PATIENT])).await;
    let member = member(&world, "ines").await;
    assert_eq!(member.relationship, CareRelationship::NoPhysician);
    assert_eq!(member.personal_physician, None);
}

#[tokio::test]
async fn every_resource_is_counted_once() {
    let world = World::new().await;
    let goal = r#"{"resourceType":"Goal","id":"g"}"#;
    let shot = r#"{"resourceType":"Immunization","id":"s","status":"completed",
        "patient":{"reference":"Patient/ines"},"vaccineCode":{"text":"Flu"}}"#;
    let line = taken(&world, &record(&[goal, shot, &potassium("4.1")])).await;
    let counted: u64 = line.counts.values().chain(line.skipped.values()).sum();
    assert_eq!(counted, 7);
    assert_eq!(line.skipped["Goal"], 1);
    assert_eq!(line.counts["Immunization"], 1);
    assert!(resource(&world, "Immunization", "s").await.is_some());
    assert!(resource(&world, "Goal", "g").await.is_none());
}

#[tokio::test]
async fn the_same_file_twice_is_unchanged() {
    let world = World::new().await;
    let text = record(&[
        &potassium("4.1"),
        &panel("r", "Metabolic", "final", AT, &["k"]),
    ]);
    let first = taken(&world, &text).await;
    let before = resource(&world, "Observation", "k").await;
    let second = import(&world, &text).await;
    assert_eq!(second.status, "unchanged");
    assert_eq!(second.members[0].mrn, first.members[0].mrn);
    assert_eq!(second.counts, first.counts);
    let laid_out = text.replace(',', " ,\n");
    assert_eq!(
        import(&world, &laid_out).await.status,
        "unchanged",
        "only laid out anew"
    );
    assert_eq!(resource(&world, "Observation", "k").await, before);
    assert!(history(&world, "Observation", "k").await.is_empty());
}

#[tokio::test]
async fn a_newer_version_updates_and_keeps_what_was() {
    let world = World::new().await;
    let older = record(&[
        &potassium("6.10"),
        &panel("r", "Metabolic", "final", AT, &["k"]),
    ]);
    taken(&world, &older).await;
    let report = reports(&world).await.remove(0);
    let (id, whose, now) = (report.id, report.member, world.portal.clock().now());
    world
        .request()
        .write(move |cx| {
            Box::pin(
                async move { Ok(store::results::mark_read(&mut cx.tx, id, whose, now).await?) },
            )
        })
        .await
        .unwrap();
    world.clock.turn_to(now + minutes(60));
    let newer = older
        .replace("6.10", "4.10")
        .replace("12 Alder Lane", "9 Mill Road");
    assert_eq!(taken(&world, &newer).await.status, "imported");

    assert_eq!(
        member(&world, "ines").await.street.as_deref(),
        Some("9 Mill Road")
    );
    assert!(
        history(&world, "Patient", "ines").await[0]
            .json
            .contains("12 Alder Lane")
    );
    let report = reports(&world).await.remove(0);
    assert_eq!(report.read_at, None, "a corrected value is news");
    let now = values(&world, &report).await;
    assert!(now.len() == 1 && now[0].component.contains("\"4.10\""));
    let before: Vec<ObservationBefore> =
        stored!(world, tx => store::results::observations_before(tx, id));
    assert!(before.len() == 1 && before[0].component.contains("\"6.10\""));

    assert_eq!(
        import(&world, &older).await.status,
        "unchanged",
        "what was before is no news"
    );
    assert!(
        values(&world, &report).await[0]
            .component
            .contains("\"4.10\"")
    );
}

#[tokio::test]
async fn an_older_version_is_no_news() {
    let world = World::new().await;
    let at = |time: &str, street: &str| {
        let meta = format!(r#""id":"ines","meta":{{"lastUpdated":"{time}"}}"#);
        let patient = PATIENT
            .replace(r#""id":"ines""#, &meta)
            .replace("12 Alder Lane", street);
        bundle(&[&patient])
    };
    taken(&world, &at("2026-05-01T00:00:00Z", "2 New Street")).await;
    let line = import(&world, &at("2025-05-01T00:00:00Z", "1 Old Street")).await;
    assert_eq!(line.status, "unchanged");
    assert_eq!(
        member(&world, "ines").await.street.as_deref(),
        Some("2 New Street")
    );
}

#[tokio::test]
async fn a_broken_file_changes_nothing() {
    let world = World::new().await;
    let good = record(&[
        &potassium("4.1"),
        &panel("r", "Metabolic", "final", AT, &["k"]),
    ]);
    for (broken, told) in [
        (
            good.replace("1984-03-09", "19x"),
            "entry[0].resource.birthDate: not a date: '19x'",
        ),
        (
            good.replace("\"collection\"", "\"searchset\""),
            "type: only transaction, batch, history and collection",
        ),
        (good[..good.len() - 3].to_owned(), "line "),
        (
            good.replace("Observation/k", "urn:uuid:nowhere"),
            "entry[5].resource.result[0].reference",
        ),
        (
            good.replace("Patient/ines\"", "Patient/other\""),
            "entry[3].resource.subject.reference",
        ),
        (
            good.replace("\"value\":4.1", "\"value\":\"4.1\""),
            "entry[4].resource.valueQuantity.value",
        ),
        ("not json".to_owned(), "line 1 column"),
        (String::new(), "line 1 column 0"),
    ] {
        let line = import(&world, &broken).await;
        assert_eq!(line.status, "rejected", "{told}");
        assert!(
            line.problems[0].starts_with(told),
            "{} / {told}",
            line.problems[0]
        );
        assert!(line.members.is_empty() && line.counts.is_empty());
        assert!(stored!(world, tx => store::roll::is_empty(tx)), "{told}");
        assert!(resource(&world, "Practitioner", "ruiz").await.is_none());
    }
    taken(&world, &good).await;
}

#[tokio::test]
async fn a_resource_never_moves_to_another_person() {
    let world = World::new().await;
    taken(&world, &record(&[&potassium("4.1")])).await;
    let other = PATIENT.replace("ines", "otto").replace("Inés", "Otto");
    let stolen = potassium("4.2").replace("Patient/ines", "Patient/otto");
    let line = import(&world, &bundle(&[&other, &stolen])).await;
    assert_eq!(line.status, "rejected");
    assert_eq!(
        line.problems,
        ["entry[1].resource: is on file for another person"]
    );
    assert_eq!(reports(&world).await.len(), 1);
}

#[tokio::test]
async fn conditional_references_are_followed_in_the_bundle_and_on_file() {
    let world = World::new().await;
    taken(&world, &bundle(&[DOCTOR, OFFICE])).await;
    let npi = "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|20";
    let visit = visit("v1", AT).replace("Practitioner/ruiz", npi);
    taken(&world, &bundle(&[PATIENT, &visit])).await;
    assert!(member(&world, "ines").await.personal_physician.is_some());
}

#[tokio::test]
async fn an_unknown_clinician_is_told_and_left_out() {
    let world = World::new().await;
    let visit = visit("v1", AT).replace("Practitioner/ruiz", "Practitioner/nobody");
    let line = import(&world, &bundle(&[PATIENT, OFFICE, &visit])).await;
    assert_eq!(line.status, "imported");
    assert_eq!(
        line.problems,
        [
            "entry[2].resource.participant[0].individual.reference: leads to no Practitioner in \
          this bundle or on file"
        ]
    );
    let member = member(&world, "ines").await;
    assert_eq!(member.relationship, CareRelationship::MedicalOffice);
    assert_eq!(member.personal_physician, None);
}

#[tokio::test]
async fn a_value_of_no_report_is_a_result_of_its_own() {
    let world = World::new().await;
    taken(&world, &record(&[&potassium("4.1")])).await;
    let alone = reports(&world).await;
    assert_eq!(alone.len(), 1);
    assert_eq!(alone[0].name, "Potassium");
    let panel = panel("r", "Metabolic", "final", AT, &["k"]);
    taken(&world, &bundle(&[&panel])).await;
    let now = reports(&world).await;
    assert_eq!(now.len(), 1, "the report took its place");
    assert_eq!(
        (now[0].name.as_str(), now[0].status),
        ("Metabolic", ReportStatus::Final)
    );
    assert_eq!(now[0].laboratory.as_deref(), Some("Harbor Laboratory"));
    assert_eq!(values(&world, &now[0]).await.len(), 1);
}

#[tokio::test]
async fn vital_signs_are_kept_and_are_no_results() {
    let world = World::new().await;
    let pulse = potassium("72").replace("\"laboratory\"", "\"vital-signs\"");
    taken(&world, &record(&[&pulse])).await;
    assert!(reports(&world).await.is_empty());
    assert!(resource(&world, "Observation", "k").await.is_some());
}

#[tokio::test]
async fn a_visit_that_did_not_take_place_is_none() {
    let world = World::new().await;
    let cancelled = visit("v1", AT).replace("\"finished\"", "\"cancelled\"");
    taken(&world, &bundle(&[PATIENT, DOCTOR, OFFICE, &cancelled])).await;
    let member = member(&world, "ines").await;
    assert_eq!(member.relationship, CareRelationship::NoPhysician);
}

#[tokio::test]
async fn who_has_died_and_who_is_a_child_stand_on_the_roll_as_such() {
    let world = World::new().await;
    let dead = PATIENT.replace(
        r#""gender""#,
        r#""deceasedDateTime":"2020-05-06T10:00:00Z","gender""#,
    );
    taken(&world, &bundle(&[&dead])).await;
    let member = member(&world, "ines").await;
    assert!(member.died);
    assert_eq!(member.died_on, "2020-05-06".parse().ok());
}

/// The published bundles, where they are there: each is imported whole, and the second time
/// nothing is news.
#[tokio::test]
async fn the_published_bundles_come_in_whole_and_once() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/synthea-r4");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        // Past the test runner's capture, which shows nothing of a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "NOT CHECKED: {} is not there",
            folder.display()
        );
        return;
    };
    let mut files: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    let world = World::new().await;
    let mut members = 0;
    for path in &files {
        let line = server::commands::import_fhir::import_file(&world.portal, path)
            .await
            .unwrap();
        assert_eq!(
            line.status, "imported",
            "{}: {:?}",
            line.file, line.problems
        );
        assert!(
            line.problems.is_empty(),
            "{}: {:?}",
            line.file,
            line.problems
        );
        let plain: serde_json::Value =
            serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let entries = plain["entry"].as_array().unwrap().len() as u64;
        let counted: u64 = line.counts.values().chain(line.skipped.values()).sum();
        assert_eq!(counted, entries, "{}", line.file);
        members += line.members.len();
    }
    assert_eq!(members, 14);
    for path in &files {
        let line = server::commands::import_fhir::import_file(&world.portal, path)
            .await
            .unwrap();
        assert_eq!(line.status, "unchanged", "{}", line.file);
    }
}

#[tokio::test]
async fn who_read_a_report_without_meeting_the_member_can_be_written_to() {
    let world = World::new().await;
    let reader = r#"{"resourceType":"Practitioner","id":"zelenko",
        "name":[{"family":"Zelenko","given":["Vera"]}]}"#;
    let panel = panel("p", "Basic panel", "final", AT, &["k"]).replace(
        r#""performer":["#,
        r#""resultsInterpreter":[{"reference":"Practitioner/zelenko"},
            {"reference":"Practitioner/ruiz"},{"display":"Nobody here"}],"performer":["#,
    );
    import(&world, &record(&[reader, &potassium("4.1"), &panel])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let words = browser.get("/messages/new").await.words();
    assert!(
        words.contains("Vera Zelenko, helped review your test on October 5, 2026"),
        "{words}"
    );
    // Whoever has a better reason is named for that.
    assert!(
        words.contains("Tomás Ruiz, your personal physician"),
        "{words}"
    );
}
