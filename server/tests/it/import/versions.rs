//! Versions, corrections and deletions: an older one never wins, and nothing is lost.

use domain::immunizations::ImmunizationStatus;
use domain::results::ReportStatus;
use service::import::SOURCE;
use testkit::World;

use super::{AT, history, potassium, reports, resource, values};
use crate::bundles::{import, member, panel, record, signed_on, taken};

/// The potassium at a version.
fn at_version(number: &str, version: &str) -> String {
    let meta = format!(r#""id":"k","meta":{{{version}}}"#);
    potassium(number).replacen(r#""id":"k""#, &meta, 1)
}

fn whole(potassium: &str) -> String {
    record(&[potassium, &panel("r", "Metabolic", "final", AT, &["k"])])
}

/// A bundle that deletes a resource, with what the server said of it.
fn deletion(url: &str, said: &str) -> String {
    format!(
        r#"{{"resourceType":"Bundle","type":"history","entry":[
        {{"request":{{"method":"DELETE","url":"{url}"}},"response":{{"status":"204"{said}}}}}]}}"#
    )
}

async fn value_now(world: &World) -> (ReportStatus, String) {
    let report = reports(world).await.remove(0);
    let value = values(world, &report).await.remove(0);
    (value.status, value.component.clone())
}

#[tokio::test]
async fn versions_decide_whatever_the_order_of_the_files() {
    let world = World::new().await;
    let [one, two, three] = [("4.1", 1), ("4.2", 2), ("4.3", 3)]
        .map(|(number, n)| whole(&at_version(number, &format!(r#""versionId":"{n}""#))));
    taken(&world, &two).await;
    assert_eq!(import(&world, &one).await.status, "unchanged", "older");
    assert!(value_now(&world).await.1.contains("4.2"));
    assert_eq!(taken(&world, &three).await.status, "imported", "newer");
    assert!(value_now(&world).await.1.contains("4.3"));
    assert_eq!(import(&world, &two).await.status, "unchanged");
    assert_eq!(history(&world, "Observation", "k").await.len(), 1);

    let same = whole(&at_version("4.4", r#""versionId":"3""#));
    let line = import(&world, &same).await;
    assert_eq!(line.status, "unchanged");
    assert_eq!(
        line.problems,
        ["entry[4].resource: this version is on file with another content, which stays"]
    );
    assert!(value_now(&world).await.1.contains("4.3"));
}

#[tokio::test]
async fn a_deleted_value_is_withdrawn_shown_as_such_and_kept() {
    let world = World::new().await;
    let first = whole(&at_version("6.1", r#""versionId":"1""#));
    taken(&world, &first).await;
    let gone = deletion("Observation/k", r#","etag":"W/\"2\"""#);
    let line = taken(&world, &gone).await;
    assert_eq!(
        (line.counts["Observation"], line.withdrawn["Observation"]),
        (1, 1)
    );
    assert!(line.members.is_empty());
    let (status, component) = value_now(&world).await;
    assert_eq!(status, ReportStatus::EnteredInError);
    assert!(component.contains("6.1"), "what it was stays");
    assert_eq!(reports(&world).await[0].read_at, None, "it is news");
    let before = history(&world, "Observation", "k").await;
    assert!(before.len() == 1 && before[0].json.contains("\"final\""));
    let (_, mut browser) = signed_on(&world, "ines").await;
    let list = browser.get("/medical-record/lab-results").await;
    let href = format!(
        "/medical-record/lab-results/{}",
        reports(&world).await[0].id
    );
    assert!(list.text.contains(&href), "{}", list.words());
    let page = browser.get(&href).await;
    assert!(page.words().contains("Withdrawn"), "{}", page.words());

    // In whichever order the files come again, it stays so.
    assert_eq!(import(&world, &gone).await.status, "unchanged");
    assert_eq!(
        import(&world, &gone.replace(',', " ,")).await.status,
        "unchanged"
    );
    assert_eq!(
        import(&world, &first.replace(',', " ,")).await.status,
        "unchanged"
    );
    assert_eq!(value_now(&world).await.0, ReportStatus::EnteredInError);
    // A source that brings it back says so by a newer version.
    taken(&world, &whole(&at_version("6.1", r#""versionId":"3""#))).await;
    assert_eq!(value_now(&world).await.0, ReportStatus::Final);
    assert_eq!(
        import(&world, &gone.replace(',', "\n,")).await.status,
        "unchanged",
        "older"
    );
    assert_eq!(value_now(&world).await.0, ReportStatus::Final);
}

#[tokio::test]
async fn a_value_that_stands_alone_is_withdrawn_with_its_report() {
    let world = World::new().await;
    taken(&world, &record(&[&potassium("4.1")])).await;
    taken(&world, &deletion("Observation/k", "")).await;
    let report = reports(&world).await.remove(0);
    assert_eq!(
        (report.status, report.version),
        (ReportStatus::EnteredInError, 2)
    );
    let (_, mut browser) = signed_on(&world, "ines").await;
    let page = browser
        .get(&format!("/medical-record/lab-results/{}", report.id))
        .await;
    assert!(
        page.words().contains("This result was withdrawn"),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn a_deleted_report_dose_visit_and_clinician_are_withdrawn() {
    let world = World::new().await;
    let shot = r#"{"resourceType":"Immunization","id":"s","status":"completed",
        "patient":{"reference":"Patient/ines"},"vaccineCode":{"text":"Flu"},
        "encounter":{"reference":"Encounter/v1"}}"#;
    let panel = panel("r", "Metabolic", "final", AT, &["k"]);
    taken(&world, &record(&[shot, &potassium("4.1"), &panel])).await;
    let whose = member(&world, "ines").await;
    for url in [
        "DiagnosticReport/r",
        "Immunization/s",
        "Encounter/v1",
        "Practitioner/ruiz",
        "Organization/alder",
    ] {
        let line = taken(&world, &deletion(url, "")).await;
        assert_eq!(line.withdrawn.values().sum::<u64>(), 1, "{url}");
        let line = import(&world, &deletion(url, r#","a":0"#)).await;
        assert_eq!(line.status, "unchanged", "{url} once more");
    }
    let report = reports(&world).await.remove(0);
    assert_eq!(
        (report.status, report.visit),
        (ReportStatus::EnteredInError, None)
    );
    let dose = stored!(world, tx => store::immunizations::find(tx, SOURCE, "s")).unwrap();
    assert_eq!(
        (dose.status, dose.visit),
        (ImmunizationStatus::EnteredInError, None)
    );
    let id = whose.id;
    assert!(stored!(world, tx => store::roll::visits(tx, id, None, 9)).is_empty());
    let doctor = whose.personal_physician.unwrap();
    let doctor = stored!(world, tx => store::roll::practitioner(tx, doctor)).unwrap();
    assert!(!doctor.receives_messages);
    let now = resource(&world, "Practitioner", "ruiz").await.unwrap();
    assert_eq!(now.version, 2);
    // The person and their relationship stay.
    let now = member(&world, "ines").await;
    assert_eq!(now.relationship, whose.relationship);
}

#[tokio::test]
async fn what_was_never_on_file_is_deleted_without_a_word() {
    let world = World::new().await;
    taken(&world, &record(&[])).await;
    let line = import(&world, &deletion("Observation/other", "")).await;
    assert_eq!(line.status, "unchanged");
    assert!(line.problems.is_empty() && line.counts["Observation"] == 1);
}

#[tokio::test]
async fn a_file_that_is_refused_withdraws_nothing() {
    let world = World::new().await;
    taken(&world, &whole(&potassium("4.1"))).await;
    let mixed = r#"{"resourceType":"Bundle","type":"transaction","entry":[
        {"request":{"method":"DELETE","url":"Observation/k"}},
        {"request":{"method":"PUT","url":"Condition/c"},"resource":{"resourceType":"Condition",
            "id":"c","subject":{"reference":"Patient/nobody"}}}]}"#;
    let line = import(&world, mixed).await;
    assert_eq!(line.status, "rejected");
    assert!(line.withdrawn.is_empty());
    assert_eq!(value_now(&world).await.0, ReportStatus::Final);
    assert!(history(&world, "Observation", "k").await.is_empty());
}

#[tokio::test]
async fn a_visit_that_turns_out_not_to_have_been_is_none_any_more() {
    let world = World::new().await;
    let text = record(&[]);
    taken(&world, &text).await;
    taken(
        &world,
        &text.replace("\"finished\"", "\"entered-in-error\""),
    )
    .await;
    let id = member(&world, "ines").await.id;
    assert!(stored!(world, tx => store::roll::visits(tx, id, None, 9)).is_empty());
}

#[tokio::test]
async fn a_part_that_a_correction_leaves_out_is_withdrawn() {
    let world = World::new().await;
    let parts = |more: &str| {
        let rest =
            format!(r#""component":[{{"code":{{"text":"Free"}},"valueString":"one"}}{more}]"#);
        whole(&crate::bundles::value("k", "1-1", "Two parts", AT, &rest))
    };
    taken(
        &world,
        &parts(r#",{"code":{"text":"Bound"},"valueString":"two"}"#),
    )
    .await;
    taken(&world, &parts("")).await;
    let report = reports(&world).await.remove(0);
    let found = values(&world, &report).await;
    assert_eq!(
        found.iter().map(|row| row.status).collect::<Vec<_>>(),
        [ReportStatus::Final, ReportStatus::EnteredInError]
    );
}
