//! Finding results: by test, panel, flag and clinician, by kind of test and by time.

use domain::ids::ReportId;
use domain::results::ReportStatus;
use service::import::SOURCE;
use store::results::{Report, search};
use testkit::{Browser, Page, World};

use super::{AT, BEFORE, RANGE, potassium, results_of};
use crate::bundles::{panel, record, signed_on, taken, value};
use crate::messages::audit;

const LIST: &str = "/medical-record/lab-results";

async fn find(browser: &mut Browser, fields: &[(&str, &str)]) -> Page {
    browser.get(LIST).await;
    browser.submit("results/find", fields).await
}

async fn count(browser: &mut Browser, fields: &[(&str, &str)]) -> usize {
    let page = find(browser, fields).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let found = results_of(&page).len();
    let words = page.words();
    let told = match found {
        0 => "None of your results fits".to_owned(),
        1 => "1 result found".to_owned(),
        more => format!("{more} results found"),
    };
    assert!(words.contains(&told), "{fields:?}: {told}: {words}");
    assert!(words.contains("Show all results"), "{fields:?}");
    found
}

/// Three reports: potassium too high this year, sodium a year ago, and a text.
async fn three(world: &World) -> Browser {
    let sodium = value(
        "n0",
        "2951-2",
        "Sodium",
        BEFORE,
        r#""valueQuantity":{"value":140,"unit":"mmol/L"}"#,
    );
    let culture = value(
        "c1",
        "630-4",
        "Urine culture",
        AT,
        r#""valueCodeableConcept":{"text":"Positive"},
           "interpretation":[{"coding":[{"code":"POS"}]}]"#,
    );
    let high = potassium("k1", AT, "5.6", RANGE);
    taken(
        world,
        &record(&[
            &high,
            &sodium,
            &culture,
            &panel("r1", "Metabolic Panel", "final", AT, &["k1"]),
            &panel("r0", "Electrolytes, serum", "final", BEFORE, &["n0"]),
        ]),
    )
    .await;
    signed_on(world, "ines").await.1
}

#[tokio::test]
async fn a_search_finds_marks_and_stands_in_no_address() {
    let world = World::new().await;
    let mut browser = three(&world).await;
    let member = crate::bundles::member(&world, "ines").await.id;
    browser.get(LIST).await;
    let page = browser
        .post("results/find", &[("query", "POTÁSSI ruiz")])
        .await;
    let target = page.location().unwrap().to_owned();
    assert!(target.starts_with(&format!("{LIST}?flash=")), "{target}");
    assert!(!target.to_lowercase().contains("pot"));
    let page = browser.get(&target).await;
    assert_eq!(results_of(&page).len(), 1, "{}", page.words());
    assert_eq!(page.value_of("query").as_deref(), Some("POTÁSSI ruiz"));
    for marked in ["Potassium", "Ruiz"] {
        let mark = format!("<mark class=\"found\">{marked}");
        assert!(page.has(&mark), "{marked}: {}", page.text);
    }
    let words = page.words();
    for said in ["Metabolic Panel", "Found in: Potassium", "1 result found"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let looked = audit(&world, member).await;
    assert!(
        looked.contains(&"search_results  done".to_owned()),
        "{looked:?}"
    );
    let whole = browser.get(LIST).await;
    assert_eq!(results_of(&whole).len(), 3);
    assert!(!whole.words().contains("Show all results"));
}

#[tokio::test]
async fn test_panel_flag_clinician_laboratory_and_both_languages_are_searched() {
    let world = World::new().await;
    let mut browser = three(&world).await;
    for (query, found) in [
        ("sodium", 1),
        ("electro", 1),
        ("harbor", 2),
        ("tomas", 3),
        ("high", 1),
        ("ALTO", 1),
        ("positive", 1),
        ("metabolic sodium", 0),
        ("tassium", 0),
    ] {
        assert_eq!(
            count(&mut browser, &[("query", query)]).await,
            found,
            "{query}"
        );
    }
    for (field, chosen, found) in [
        ("flag", "outside", 1),
        ("flag", "high", 1),
        ("flag", "low", 0),
        ("flag", "critical", 0),
        ("flag", "positive", 1),
        ("panel", "Metabolic Panel", 1),
        ("panel", "No such panel", 0),
        ("when", "2025", 1),
        ("when", "2026", 2),
        ("when", "before-2025", 0),
    ] {
        let fields = [(field, chosen)];
        assert_eq!(
            count(&mut browser, &fields).await,
            found,
            "{field} {chosen}"
        );
    }
    let both = [("query", "ruiz"), ("when", "2026"), ("flag", "high")];
    assert_eq!(count(&mut browser, &both).await, 1);
}

#[tokio::test]
async fn nothing_to_look_for_shows_all_and_nonsense_is_refused() {
    let world = World::new().await;
    let mut browser = three(&world).await;
    let page = find(&mut browser, &[("query", "-- !")]).await;
    assert_eq!(results_of(&page).len(), 3);
    assert!(page.words().contains("Write at least one word"));
    let page = find(&mut browser, &[("query", "")]).await;
    assert_eq!(results_of(&page).len(), 3);
    assert!(!page.words().contains("found"), "{}", page.words());
    for nonsense in [("flag", "purple"), ("when", "soon")] {
        let page = browser.post("results/find", &[nonsense]).await;
        assert_eq!(page.status, 400, "{nonsense:?}");
    }
    browser.language = "es".into();
    let page = find(&mut browser, &[("flag", "high")]).await;
    assert!(page.words().contains("Se encontró 1 resultado"));
    assert!(page.has("<details open"), "what narrows is seen");
}

#[tokio::test]
async fn what_is_found_is_paged_and_every_result_stands_once() {
    let world = World::new().await;
    let values: Vec<String> = (0..45)
        .map(|n| {
            let at = format!("20{:02}-01-05T08:00:00Z", n % 20 + 5);
            let number = if n % 9 == 0 { "4.1" } else { "5.9" };
            potassium(&format!("k{n}"), &at, number, RANGE)
        })
        .collect();
    let resources: Vec<&str> = values.iter().map(String::as_str).collect();
    taken(&world, &record(&resources)).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let mut page = find(&mut browser, &[("flag", "high")]).await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        assert!(
            page.words().contains("40 results found"),
            "{}",
            page.words()
        );
        assert!(!page.words().contains("All in range"));
        seen.extend(results_of(&page));
        let next = page
            .text
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next());
        let next = next
            .map(|href| href.replace("&amp;", "&"))
            .find(|href| href.contains("&after="));
        let Some(next) = next else { break };
        assert!(next.starts_with(&format!("{LIST}?flash=")), "{next}");
        page = browser.get(&next).await;
    }
    assert_eq!(seen.len(), 40);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 40);
}

#[tokio::test]
async fn acc_9_what_does_not_stand_has_no_flag_and_anothers_is_not_counted() {
    let world = World::new().await;
    let critical = r#","interpretation":[{"coding":[{"code":"HH"}]}]"#;
    let value = |id| potassium(id, AT, "6.9", critical);
    taken(
        &world,
        &record(&[
            &value("k1"),
            &value("k2"),
            &panel("r1", "Withdrawn Panel", "entered-in-error", AT, &["k1"]),
            &panel("r2", "Cancelled Panel", "cancelled", AT, &["k2"]),
        ]),
    )
    .await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let otto = record(&[&value("k3")])
        .replace("ines", "otto")
        .replace("\"v1\"", "\"v2\"")
        .replace("Encounter/v1", "Encounter/v2");
    taken(&world, &otto).await;
    let (_, mut stranger) = signed_on(&world, "otto").await;
    for fields in [[("flag", "critical")], [("query", "critically")]] {
        assert_eq!(count(&mut browser, &fields).await, 0, "{fields:?}");
        assert_eq!(count(&mut stranger, &fields).await, 1, "{fields:?}");
    }
    // What the list shows is found by its name, and says what became of it.
    let page = find(&mut browser, &[("query", "withdrawn")]).await;
    assert_eq!(results_of(&page).len(), 1);
    // What is kept for one visitor is nothing to another, whose list stays whole.
    browser.get(LIST).await;
    let sent = browser
        .post("results/find", &[("query", "cancelled")])
        .await;
    let theirs = stranger.get(sent.location().unwrap()).await;
    assert!(!theirs.has("cancelled"), "{}", theirs.words());
    assert_eq!(results_of(&theirs).len(), 1);
}

#[tokio::test]
async fn a_correction_is_found_as_it_stands() {
    let world = World::new().await;
    let report = panel("r", "Metabolic Panel", "final", AT, &["k"]);
    taken(
        &world,
        &record(&[&potassium("k", AT, "6.9", RANGE), &report]),
    )
    .await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    assert_eq!(count(&mut browser, &[("flag", "high")]).await, 1);
    // The value alone is sent again: its report is found by what it now says.
    let corrected = potassium("k", AT, "4.1", RANGE)
        .replace("\"final\"", "\"corrected\"")
        .replace("\"Potassium\"", "\"Kalium\"");
    taken(&world, &record(&[&corrected])).await;
    assert_eq!(count(&mut browser, &[("flag", "high")]).await, 0);
    assert_eq!(count(&mut browser, &[("query", "kalium")]).await, 1);
    assert_eq!(count(&mut browser, &[("query", "potassium")]).await, 0);
}

#[tokio::test]
async fn what_came_before_the_search_is_found_before_and_after_its_words_are_written() {
    let world = World::new().await;
    taken(&world, &record(&[])).await;
    let (member, mut browser) = signed_on(&world, "ines").await;
    let request = world.request();
    let older = request.write(move |cx| {
        Box::pin(async move {
            let (now, bytes) = cx.id_seed()?;
            let report = Report {
                id: ReportId::new(now, bytes),
                source: SOURCE.into(),
                resource_type: "DiagnosticReport".into(),
                fhir_id: "older".into(),
                member,
                name: "Thyroid Panel".into(),
                status: ReportStatus::Final,
                at: now,
                at_source: None,
                issued_source: None,
                visit: None,
                laboratory: None,
                conclusion: None,
                version: 1,
                changed_at: now,
                read_at: None,
            };
            store::results::insert_report(&mut cx.tx, &report).await?;
            Ok(())
        })
    });
    older.await.unwrap();
    let missing = || {
        request.read(|cx| {
            Box::pin(async move { Ok(search::without_words(&mut cx.tx, 9).await?.len()) })
        })
    };
    assert_eq!(missing().await.unwrap(), 1);
    assert_eq!(count(&mut browser, &[("query", "thyr")]).await, 1);
    world.run_due_jobs().await;
    assert_eq!(missing().await.unwrap(), 0);
    assert_eq!(count(&mut browser, &[("query", "thyr")]).await, 1);
}

#[tokio::test]
async fn none_and_none_that_fits_are_two_things() {
    let world = World::new().await;
    taken(&world, &record(&[])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let none = browser.get(LIST).await;
    assert!(none.words().contains("No lab results yet"));
    assert!(!none.has("type=\"search\""), "nothing to look for");
    let other = World::new().await;
    let mut browser = three(&other).await;
    let page = find(&mut browser, &[("query", "nosuchword")]).await;
    let words = page.words();
    assert!(words.contains("None of your results fits"), "{words}");
    assert!(!words.contains("No lab results yet"), "{words}");
}
