//! Lab results: the list, one result, read marks.

mod comment;
mod comparing;
mod files;
mod finding;
mod nested;
mod release;
mod samples;
mod values;
mod versions;

use testkit::{Browser, Page, World};

use crate::bundles::{panel, record, signed_on, taken, value};
use crate::neighbours::{assert_far_apart, id_of, neighbours, uuid};

const AT: &str = "2026-10-05T09:50:00-07:00";
const BEFORE: &str = "2025-10-02T09:50:00-07:00";

fn potassium(id: &str, at: &str, number: &str, rest: &str) -> String {
    let quantity = format!(r#""valueQuantity":{{"value":{number},"unit":"mmol/L"}}{rest}"#);
    value(id, "2823-3", "Potassium", at, &quantity)
}

const RANGE: &str = r#","referenceRange":[{"low":{"value":3.50,"unit":"mmol/L"},
    "high":{"value":5.10,"unit":"mmol/L"}}]"#;

/// The addresses of the results that a list names, in its order.
fn results_of(page: &Page) -> Vec<String> {
    page.text
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| {
            let id = href.strip_prefix("/medical-record/lab-results/");
            // The files have words there.
            id.is_some_and(|id| id.len() == 36)
        })
        .map(str::to_owned)
        .collect()
}

/// The one result of a member's list.
async fn only(browser: &mut Browser) -> Page {
    let list = browser.get("/medical-record/lab-results").await;
    assert_eq!(list.status, 200, "{}", list.words());
    let results = results_of(&list);
    assert_eq!(results.len(), 1, "{}", list.words());
    browser.get(&results[0]).await
}

#[tokio::test]
async fn the_list_names_panel_day_who_saw_the_member_and_what_it_means() {
    let world = World::new().await;
    let older = potassium("k0", BEFORE, "4.1", RANGE);
    let newer = potassium("k1", AT, "5.6", RANGE);
    taken(
        &world,
        &record(&[
            &older,
            &newer,
            &panel("r0", "Metabolic Panel", "final", BEFORE, &["k0"]),
            &panel("r1", "Potassium Check", "final", AT, &["k1"]),
        ]),
    )
    .await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let page = browser.get("/medical-record/lab-results").await;
    assert_eq!(page.status, 200);
    let words = page.words();
    let (first, second) = (
        words.rfind("Potassium Check").unwrap(),
        words.rfind("Metabolic Panel").unwrap(),
    );
    assert!(first < second, "newest first: {words}");
    for expected in [
        "October 5, 2026",
        "October 2, 2025",
        "Tomás Ruiz",
        "1 outside range",
        "All in range",
        "New",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    let landing = browser.get("/medical-record").await;
    assert!(landing.words().contains("Medical Record & Lab Results"));
    assert!(
        landing.words().contains("2 new results"),
        "{}",
        landing.words()
    );
}

#[tokio::test]
async fn a_result_shows_value_range_flag_and_change() {
    let world = World::new().await;
    taken(
        &world,
        &record(&[
            &potassium("k0", BEFORE, "4.1", RANGE),
            &potassium("k1", AT, "5.6001234567890123", RANGE),
            &panel("r1", "Potassium Check", "final", AT, &["k1"]),
        ]),
    )
    .await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let list = browser.get("/medical-record/lab-results").await;
    let page = browser.get(&results_of(&list)[0]).await;
    assert_eq!(page.status, 200);
    let words = page.words();
    for expected in [
        "Potassium Check",
        "Test",
        "Value",
        "Reference range",
        "5.600 mmol/L",
        "High",
        "5.6001234567890123 mmol/L",
        "3.50 – 5.10 mmol/L",
        "4.1 mmol/L on October 2, 2025",
        "Up by 1.5",
        "Potassium over time",
        "Harbor Laboratory",
        AT,
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    assert!(page.has("<svg"), "drawn on the host");
    assert!(page.has("<table"));
    let title = page
        .text
        .split("<title>")
        .nth(1)
        .unwrap()
        .split("</title>")
        .next()
        .unwrap();
    assert!(
        !title.contains("Potassium"),
        "nothing of the record in the title: {title}"
    );
}

#[tokio::test]
async fn without_a_range_none_is_borrowed() {
    let world = World::new().await;
    taken(
        &world,
        &record(&[&potassium("k", AT, "9.912345678901234567", "")]),
    )
    .await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let words = only(&mut browser).await.words();
    assert!(
        words.contains("No range given by the laboratory"),
        "{words}"
    );
    assert!(words.contains("No ranges given"), "{words}");
    assert!(words.contains("9.912 mmol/L"), "{words}");
    assert!(!words.contains("High"), "{words}");
}

#[tokio::test]
async fn a_critical_value_says_what_to_do_and_whom_to_call() {
    let world = World::new().await;
    let mark = r#","interpretation":[{"coding":[{"code":"HH"}]}]"#;
    taken(&world, &record(&[&potassium("k", AT, "6.9", mark)])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let page = only(&mut browser).await;
    let words = page.words();
    for expected in [
        "Critically high",
        "A value needs attention now",
        "Call the nurse line now",
        "1-800-555-0140",
        "911",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
}

#[tokio::test]
async fn preliminary_cancelled_and_withdrawn_results_say_so() {
    for (status, heading, state) in [
        ("preliminary", "More is to come", "Preliminary"),
        ("cancelled", "This test was cancelled", "Cancelled"),
        ("entered-in-error", "This result was withdrawn", "Withdrawn"),
    ] {
        let world = World::new().await;
        let value = potassium("k", AT, "9.9", RANGE);
        taken(
            &world,
            &record(&[&value, &panel("r", "Metabolic", status, AT, &["k"])]),
        )
        .await;
        let (_, mut browser) = signed_on(&world, "ines").await;
        let list = browser.get("/medical-record/lab-results").await.words();
        assert!(list.contains(state), "{state}: {list}");
        let words = only(&mut browser).await.words();
        assert!(words.contains(heading), "{heading}: {words}");
        let flagged = words.contains("High");
        assert_eq!(
            flagged,
            status == "preliminary",
            "what does not stand has no flag: {words}"
        );
    }
}

#[tokio::test]
async fn ses_9_only_a_person_marks_a_result_read() {
    let world = World::new().await;
    taken(&world, &record(&[&potassium("k", AT, "4.1", RANGE)])).await;
    let (member, mut browser) = signed_on(&world, "ines").await;
    let unread = || async {
        world
            .request()
            .read(move |cx| {
                Box::pin(async move { Ok(store::results::unread(&mut cx.tx, member).await?) })
            })
            .await
            .unwrap()
    };
    let page = only(&mut browser).await;
    let again = browser.at.clone();
    browser.get(&again).await;
    assert_eq!(unread().await, 1, "looking marks nothing");
    let id = page.value_of("report").expect("a button to mark it read");
    let marked = browser
        .submit("results/mark-read", &[("report", &id)])
        .await;
    assert_eq!(marked.status, 200, "{}", marked.words());
    assert_eq!(unread().await, 0);
    assert!(!only(&mut browser).await.words().contains("Mark as read"));
}

#[tokio::test]
async fn acc_3_anothers_result_answers_like_none() {
    let world = World::new().await;
    taken(&world, &record(&[&potassium("k", AT, "4.1", RANGE)])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let list = browser.get("/medical-record/lab-results").await;
    let theirs = results_of(&list).remove(0);

    let otto = record(&[])
        .replace("ines", "otto")
        .replace("\"v1\"", "\"v2\"");
    taken(&world, &otto).await;
    let (_, mut stranger) = signed_on(&world, "otto").await;
    let foreign = stranger.get(&theirs).await;
    let missing = stranger
        .get("/medical-record/lab-results/0190a1b2-0000-7000-8000-000000000000")
        .await;
    let nonsense = stranger.get("/medical-record/lab-results/1").await;
    assert_eq!(
        (foreign.status, missing.status, nonsense.status),
        (404, 404, 404)
    );
    assert_eq!(foreign.words(), missing.words());
    assert!(!foreign.has("Potassium"));
    let id = theirs.rsplit('/').next().unwrap();
    let marked = stranger.post("results/mark-read", &[("report", id)]).await;
    assert_eq!(marked.status, 404);
}

#[tokio::test]
async fn acc_4_neighbours_of_ones_own_results_are_none() {
    let world = World::new().await;
    let several: Vec<String> = (0..20)
        .map(|n| potassium(&format!("k{n}"), AT, "4.1", RANGE))
        .collect();
    let several: Vec<&str> = several.iter().map(String::as_str).collect();
    taken(&world, &record(&several)).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let list = browser.get("/medical-record/lab-results").await;
    let own: Vec<u128> = results_of(&list).iter().map(|path| id_of(path)).collect();
    assert!(own.len() >= 20, "{}", own.len());
    assert_far_apart(&own);
    let at = |id| format!("/medical-record/lab-results/{}", uuid(id));
    let nothing = browser.get(&at(u128::MAX)).await;
    for id in neighbours(own[0]) {
        let page = browser.get(&at(id)).await;
        assert_eq!((page.status, page.words()), (404, nothing.words()));
    }
    for id in neighbours(own[0]).into_iter().step_by(10) {
        let fields = [("report", &*uuid(id))];
        let marked = browser.post("results/mark-read", &fields).await;
        assert_eq!(marked.status, 404);
    }
}

#[tokio::test]
async fn none_yet_is_said_as_such() {
    let world = World::new().await;
    taken(&world, &record(&[])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let page = browser.get("/medical-record/lab-results").await;
    assert!(
        page.words().contains("No lab results yet"),
        "{}",
        page.words()
    );
}

#[tokio::test]
async fn the_list_is_paged_and_every_result_stands_once() {
    let world = World::new().await;
    let values: Vec<String> = (0..45)
        .map(|n| {
            let at = format!("20{:02}-01-05T08:00:00Z", n % 20 + 5);
            potassium(&format!("k{n}"), &at, "4.1", RANGE)
        })
        .collect();
    let resources: Vec<&str> = values.iter().map(String::as_str).collect();
    taken(&world, &record(&resources)).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let (mut seen, mut path) = (Vec::new(), "/medical-record/lab-results".to_owned());
    for _ in 0..5 {
        let page = browser.get(&path).await;
        seen.extend(results_of(&page));
        let next = page
            .text
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next())
            .find(|href| href.starts_with("/medical-record/lab-results?after="));
        let Some(next) = next else { break };
        next.clone_into(&mut path);
    }
    assert_eq!(seen.len(), 45);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 45);
    let nowhere = browser
        .get("/medical-record/lab-results?after=nonsense")
        .await;
    assert_eq!(nowhere.status, 404);
}

#[tokio::test]
async fn the_chart_of_a_value_can_be_asked_for() {
    let world = World::new().await;
    let sodium = |id: &str, at: &str, number: &str| {
        let rest = format!(r#""valueQuantity":{{"value":{number},"unit":"mmol/L"}}"#);
        value(id, "2951-2", "Sodium", at, &rest)
    };
    taken(
        &world,
        &record(&[
            &potassium("k0", BEFORE, "4.1", RANGE),
            &sodium("n0", BEFORE, "139"),
            &potassium("k1", AT, "4.3", RANGE),
            &sodium("n1", AT, "141"),
            &panel("r0", "Metabolic", "final", BEFORE, &["k0", "n0"]),
            &panel("r1", "Metabolic", "final", AT, &["k1", "n1"]),
        ]),
    )
    .await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let list = browser.get("/medical-record/lab-results").await;
    let newest = results_of(&list).remove(0);
    let page = browser.get(&newest).await;
    assert!(
        page.has("Potassium over time: 2 values"),
        "{}",
        page.words()
    );
    let page = browser.get(&format!("{newest}?chart=1")).await;
    assert!(page.has("Sodium over time: 2 values"), "{}", page.words());
    assert!(page.words().contains("139 mmol/L"));
}

#[tokio::test]
async fn of_a_long_history_the_latest_are_read_and_all_can_be_asked_for() {
    let world = World::new().await;
    let mut values = Vec::new();
    for month in 0..25 {
        let at = format!(
            "{}-{:02}-03T09:50:00-07:00",
            2024 + month / 12,
            1 + month % 12
        );
        let number = format!("4.{:02}", 10 + month);
        values.push(potassium(&format!("k{month}"), &at, &number, RANGE));
    }
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    taken(&world, &record(&values)).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let list = browser.get("/medical-record/lab-results").await;
    let newest = results_of(&list).remove(0);
    // The cells of the table: each value of the history is in a row of its own.
    let rows = |page: &Page| page.text.matches("<tr ").count();
    let page = browser.get(&newest).await;
    let words = page.words();
    let described = "Potassium over time: 25 values from January 3, 2024 to January 3, 2026. \
                     The table below holds the latest";
    assert!(page.has(described), "{}", page.text);
    assert!(
        words.contains("All 25 values") && words.contains("4.23 mmol/L"),
        "{words}"
    );
    assert!(!words.contains("4.22 mmol/L"), "{words}");
    let latest = rows(&page);
    let all = format!("{newest}?chart=0&amp;values=all#over-time");
    assert!(page.has(&format!("href=\"{all}\"")), "{}", page.text);
    let page = browser.get(&format!("{newest}?chart=0&values=all")).await;
    let words = page.words();
    assert!(
        words.contains("4.10 mmol/L") && words.contains("4.34 mmol/L"),
        "{words}"
    );
    assert!(!words.contains("All 25 values"), "{words}");
    assert_eq!(rows(&page), latest + 13);
    // An old one stands in its own table, below the latest.
    let old = browser.get("/medical-record/lab-results").await;
    let older = old
        .text
        .split("after=")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let list = browser
        .get(&format!(
            "/medical-record/lab-results?after={}",
            older.unwrap()
        ))
        .await;
    let oldest = results_of(&list).pop().unwrap();
    let page = browser.get(&oldest).await;
    assert!(
        page.words().contains("January 3, 2024 (this result)"),
        "{}",
        page.words()
    );
    assert_eq!(rows(&page), latest + 1);
}

#[tokio::test]
async fn in_spanish_everything_is_said_in_spanish() {
    let world = World::new().await;
    taken(&world, &record(&[&potassium("k", AT, "5.6", RANGE)])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    browser.language = "es".into();
    let list = browser.get("/medical-record/lab-results").await.words();
    assert!(list.contains("Resultados de laboratorio"), "{list}");
    let words = only(&mut browser).await.words();
    for expected in ["Alto", "Intervalo de referencia", "5 de octubre de 2026"] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
}
