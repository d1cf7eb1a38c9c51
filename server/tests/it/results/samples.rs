//! Who made a result, and from which sample: in the source's words, wherever those stand.

use testkit::{Browser, World};

use super::{AT, RANGE, only, potassium, results_of};
use crate::bundles::{PATIENT, bundle, import, panel, record, signed_on, taken};
use crate::paper::{bytes, words};

const LIST: &str = "/medical-record/lab-results";
const SPECIMEN: &str = r#"{"resourceType":"Specimen","id":"s1","type":{"text":"Venous blood"},
    "subject":{"reference":"Patient/ines"}}"#;
const LABORATORY: &str =
    r#"{"resourceType":"Organization","id":"kelp","name":"Kelp Street Laboratory"}"#;

/// A resource with other references than it had, and more.
fn with(resource: &str, before: &str, more: &str) -> String {
    let changed = resource.replacen(before, more, 1);
    assert_ne!(changed, resource);
    changed
}

/// A report whose laboratory and sample are references without words.
fn bare_report() -> [String; 2] {
    let report = panel("r1", "Metabolic panel", "final", AT, &["k1"]);
    let report = with(
        &report,
        r#""performer":[{"display":"Harbor Laboratory"}]"#,
        r#""performer":[{"reference":"Organization/kelp"},{"reference":"Practitioner/ruiz"}],
            "specimen":[{"reference":"Specimen/s1"}]"#,
    );
    [potassium("k1", AT, "4.2", RANGE), report]
}

async fn tells(world: &World, browser: &mut Browser, laboratory: &str, sample: &str) {
    let page = only(browser).await.words();
    for said in [
        format!("Laboratory {laboratory}"),
        format!("Sample {sample}"),
    ] {
        assert!(page.contains(&said), "{said}: {page}");
    }
    let list = browser.get(LIST).await;
    let pdf = format!("{}/pdf", results_of(&list)[0]);
    let (status, _, pdf) = bytes(world, browser, &pdf).await;
    let pdf = words(&pdf);
    assert_eq!(status, 200, "{pdf}");
    assert!(pdf.contains(laboratory) && pdf.contains(sample), "{pdf}");
}

#[tokio::test]
async fn a_reference_without_words_is_called_as_what_it_leads_to() {
    let world = World::new().await;
    let [value, report] = bare_report();
    taken(&world, &record(&[SPECIMEN, LABORATORY, &value, &report])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let laboratory = "Kelp Street Laboratory, Tomás Ruiz";
    tells(&world, &mut browser, laboratory, "Venous blood").await;
}

#[tokio::test]
async fn what_came_in_an_earlier_file_is_called_so_too() {
    let world = World::new().await;
    let [value, report] = bare_report();
    taken(&world, &record(&[SPECIMEN, LABORATORY])).await;
    taken(&world, &bundle(&[PATIENT, &value, &with_no_visit(&report)])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let laboratory = "Kelp Street Laboratory, Tomás Ruiz";
    tells(&world, &mut browser, laboratory, "Venous blood").await;
}

fn with_no_visit(report: &str) -> String {
    with(report, r#""encounter":{"reference":"Encounter/v1"},"#, "")
}

#[tokio::test]
async fn what_a_resource_holds_within_itself_and_the_values_samples_are_told() {
    let world = World::new().await;
    let value = with(
        &potassium("k1", AT, "4.2", RANGE),
        r#""status":"final","#,
        r##""status":"final","contained":[{"resourceType":"Specimen","id":"in",
            "type":{"coding":[{"display":"Serum"}]}}],"specimen":{"reference":"#in"},"##,
    );
    let report = with(
        &panel("r1", "Metabolic panel", "final", AT, &["k1"]),
        r#""performer":[{"display":"Harbor Laboratory"}]"#,
        r##""contained":[{"resourceType":"Organization","id":"o","name":"Reef Laboratory"}],
            "performer":[{"reference":"#o"}],"specimen":[{"display":"Blood, second tube"}]"##,
    );
    taken(&world, &record(&[&value, &report])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let sample = "Blood, second tube, Serum";
    tells(&world, &mut browser, "Reef Laboratory", sample).await;
}

/// What leads nowhere is told, and left empty; a sample of nobody's is no fault.
#[tokio::test]
async fn a_sample_that_is_not_there_is_left_out() {
    let world = World::new().await;
    let nobodys = r#"{"resourceType":"Specimen","id":"s2","type":{"text":"Water"}}"#;
    let [value, report] = bare_report();
    let line = import(&world, &record(&[nobodys, LABORATORY, &value, &report])).await;
    assert_eq!(line.status, "imported");
    let [problem] = &line.problems[..] else {
        panic!("{:?}", line.problems)
    };
    assert!(problem.contains("leads to no Specimen"), "{problem:?}");
    let (_, mut browser) = signed_on(&world, "ines").await;
    let page = only(&mut browser).await.words();
    assert!(page.contains("Laboratory Kelp Street Laboratory"), "{page}");
    assert!(
        !page.contains("Sample Venous") && !page.contains("Water"),
        "{page}"
    );
}
