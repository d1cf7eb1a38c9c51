//! Results side by side.

use testkit::{Page, World};

use super::{AT, BEFORE, RANGE, potassium, results_of};
use crate::bundles::{panel, record, signed_on, taken, value};
use crate::messages::audit;

const LIST: &str = "/medical-record/lab-results";

fn glucose(id: &str, at: &str, number: &str, unit: &str) -> String {
    let quantity = format!(r#""valueQuantity":{{"value":{number},"unit":"{unit}"}}"#);
    value(id, "2345-7", "Glucose", at, &quantity)
}

/// The address of a comparison of these results.
fn compared(results: &[&str]) -> String {
    let ids: Vec<String> = results
        .iter()
        .map(|path| format!("result={}", path.rsplit('/').next().unwrap()))
        .collect();
    format!("{LIST}/compare?{}", ids.join("&"))
}

/// The boxes of a page and whether each is ticked, in its order.
fn boxes(page: &Page) -> Vec<bool> {
    let tags = page.text.split("<input").skip(1).map(|rest| {
        let end = rest.find('>').unwrap();
        &rest[..end]
    });
    tags.filter(|tag| tag.contains("name=\"result\""))
        .map(|tag| tag.contains("checked"))
        .collect()
}

#[tokio::test]
async fn values_of_one_test_stand_side_by_side_newest_first() {
    let world = World::new().await;
    taken(
        &world,
        &record(&[
            &potassium("k0", BEFORE, "4.1", RANGE),
            &potassium("k1", AT, "5.6001234", RANGE),
            &glucose("g0", BEFORE, "5.6", "mmol/L"),
            &glucose("g1", AT, "101", "mg/dL"),
            &value("t1", "1-1", "Lipase", AT, r#""valueString":"trace""#),
            &panel("r0", "Metabolic Panel", "final", BEFORE, &["k0", "g0"]),
            &panel("r1", "Metabolic Panel", "final", AT, &["k1", "g1", "t1"]),
        ]),
    )
    .await;
    let (member, mut browser) = signed_on(&world, "ines").await;
    let list = browser.get(LIST).await;
    assert_eq!(boxes(&list), [false, false]);
    let own = results_of(&list);
    // Whichever was ticked first, and twice as well as once.
    let page = browser.get(&compared(&[&own[1], &own[0], &own[1]])).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let words = page.words();
    for said in [
        "Compare results",
        "Test October 5, 2026 October 2, 2025",
        "Potassium 5.600 mmol/L High",
        "Range: 3.50 – 5.10 mmol/L",
        "Up by 1.5 since October 2, 2025",
        "Glucose The units differ.",
        "101 mg/dL",
        "No range given by the laboratory",
        "Lipase trace",
        "Not in this result",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!words.contains("Down by"), "{words}");
    assert_eq!(results_of(&page), own, "and each leads to itself");
    let title = page.text.split("<title>").nth(1).unwrap();
    assert!(
        !title
            .split("</title>")
            .next()
            .unwrap()
            .contains("Metabolic")
    );
    let looked = audit(&world, member).await;
    for path in &own {
        let id = path.rsplit('/').next().unwrap();
        let line = format!("view_result {id} done");
        assert!(looked.contains(&line), "{line}: {looked:?}");
    }
    browser.language = "es".into();
    let words = browser.get(&compared(&[&own[0], &own[1]])).await.words();
    for said in [
        "Comparar resultados",
        "Subió 1.5 desde el 2 de octubre de 2025",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[tokio::test]
async fn too_few_and_too_many_are_told_and_nothing_chosen_is_lost() {
    let world = World::new().await;
    let values: Vec<String> = (0..6)
        .map(|n| {
            potassium(
                &format!("k{n}"),
                &format!("2025-0{}-05T08:00:00Z", n + 1),
                "4.1",
                RANGE,
            )
        })
        .collect();
    let resources: Vec<&str> = values.iter().map(String::as_str).collect();
    taken(&world, &record(&resources)).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let own = results_of(&browser.get(LIST).await);
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let few = "Choose at least two results";
    let page = browser.get(&format!("{LIST}/compare")).await;
    assert!(page.words().contains(few), "{}", page.words());
    assert_eq!(boxes(&page), [false; 6]);
    // The one that is chosen stands first, and those to choose from after it.
    let page = browser.get(&compared(&own[3..4])).await;
    assert!(page.words().contains(few), "{}", page.words());
    assert_eq!(boxes(&page), [true, false, false, false, false, false]);
    assert_eq!(results_of(&page)[0], own[3]);
    let page = browser.get(&compared(&own[..5])).await;
    assert!(page.words().contains("Choose at most four results"));
    assert_eq!(boxes(&page), [true; 5]);
    assert_eq!(results_of(&page), own[..5]);
    let page = browser.get(&compared(&own[..4])).await;
    assert!(page.words().contains("Unchanged since"), "{}", page.words());
    assert!(boxes(&page).is_empty());
}

#[tokio::test]
async fn a_critical_value_says_here_too_whom_to_call() {
    let world = World::new().await;
    let mark = r#","interpretation":[{"coding":[{"code":"HH"}]}]"#;
    taken(
        &world,
        &record(&[
            &potassium("k0", BEFORE, "4.1", RANGE),
            &potassium("k1", AT, "6.9", mark),
        ]),
    )
    .await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let own = results_of(&browser.get(LIST).await);
    let words = browser.get(&compared(&[&own[0], &own[1]])).await.words();
    for said in ["Critically high", "Call the nurse line now", "911"] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[tokio::test]
async fn acc_3_anothers_result_is_not_compared() {
    let world = World::new().await;
    taken(&world, &record(&[&potassium("k", AT, "4.1", RANGE)])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    let list = browser.get(LIST).await;
    assert!(boxes(&list).is_empty(), "nothing to compare it with");
    let theirs = results_of(&list).remove(0);
    let value = potassium("o", AT, "4.2", RANGE);
    let otto = record(&[&value])
        .replace("ines", "otto")
        .replace("\"v1\"", "\"v2\"")
        .replace("Encounter/v1", "Encounter/v2");
    taken(&world, &otto).await;
    let (member, mut stranger) = signed_on(&world, "otto").await;
    let own = results_of(&stranger.get(LIST).await).remove(0);
    let nobodys = "/0190a1b2-0000-7000-8000-000000000000";
    let nothing = stranger.get(&compared(&[&own, nobodys])).await;
    assert_eq!(nothing.status, 404);
    assert!(nothing.words().contains("cannot be compared"));
    for with in [&*theirs, "/nonsense"] {
        let page = stranger.get(&compared(&[&own, with])).await;
        assert_eq!(
            (page.status, page.words()),
            (404, nothing.words()),
            "{with}"
        );
    }
    // Chosen alone it is not there either.
    assert_eq!(stranger.get(&compared(&[&theirs])).await.status, 404);
    let id = theirs.rsplit('/').next().unwrap();
    let looked = audit(&world, member).await;
    let denied = looked
        .iter()
        .filter(|line| **line == format!("view_result {id} refused"));
    assert_eq!(denied.count(), 2, "{looked:?}");
}
