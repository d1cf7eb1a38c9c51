//! Help: the pages about services and about the numbers, and what leads to them.

use domain::help::About;
use domain::routes::Route;
use domain::services::CareRelationship;
use testkit::{Page, Person, World};

use crate::bundles::{panel, record, signed_on, taken, value};

const AT: &str = "2026-10-05T09:50:00-07:00";

/// Whether a page holds a link to another.
fn links_to(page: &Page, route: Route) -> bool {
    page.has(&format!("href=\"{route}\""))
}

#[tokio::test]
async fn anybody_reads_about_every_service_in_both_languages() {
    let world = World::new().await;
    for about in About::ALL {
        let mut browser = world.visitor();
        let address = Route::About(about).to_string();
        let english = browser.get(&address).await;
        assert_eq!(english.status, 200, "{address}");
        let words = english.words();
        for part in [
            "About this service",
            "What it is",
            "What you see",
            "When something new is here",
            "Who sees it",
            "What it is not for",
            "Whom to call",
            "How to take it with you",
            "How long it is kept",
            "1-800-555-0140",
        ] {
            assert!(words.contains(part), "{address}: {part}: {words}");
        }
        assert!(links_to(&english, Route::Help), "{address}");

        browser.post("locale/choose", &[("locale", "es")]).await;
        let spanish = browser.get(&address).await;
        assert!(spanish.has("<html lang=\"es\""), "{address}");
        let words = spanish.words();
        assert!(words.contains("Acerca de este servicio"), "{words}");
        assert!(!words.contains("What it is"), "{words}");
    }
}

#[tokio::test]
async fn anybody_reads_about_the_numbers() {
    let world = World::new().await;
    let mut browser = world.visitor();
    let page = browser.get("/help/numbers").await;
    assert_eq!(page.status, 200);
    let words = page.words();
    for part in [
        "About the numbers",
        "What “out of range” means",
        "Critically low",
        "“<0.1” means less than 0.1",
        "Why labs have different ranges",
        "How to read the chart",
        "1-800-555-0140",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    browser.post("locale/choose", &[("locale", "es")]).await;
    let words = browser.get("/help/numbers").await.words();
    assert!(words.contains("Acerca de los números"), "{words}");
}

#[tokio::test]
async fn a_service_that_there_is_not_has_no_page() {
    let world = World::new().await;
    for address in ["/about/nothing", "/about/lab_results", "/about/"] {
        let page = world.visitor().get(address).await;
        assert_eq!(page.status, 404, "{address}");
        assert!(page.words().contains("There is no such page"), "{address}");
    }
}

#[tokio::test]
async fn technical_help_leads_to_all_of_them() {
    let world = World::new().await;
    let page = world.visitor().get("/help").await;
    for about in About::ALL {
        assert!(links_to(&page, Route::About(about)), "{about:?}");
    }
    assert!(links_to(&page, Route::Numbers));
    let words = page.words();
    for topic in [
        "A result is missing",
        "I do not understand a value",
        "A result was corrected",
        "I want to print a result",
        "A download does not work",
        "A vaccine is missing",
        "A vaccine or its date is wrong",
        "I need a vaccination record for school",
        "What is the code on the vaccination record?",
        "I cannot see all of my child’s record",
    ] {
        assert!(words.contains(topic), "{topic}");
    }
}

#[tokio::test]
async fn a_service_leads_to_what_it_is_and_a_result_to_its_numbers() {
    let world = World::new().await;
    let potassium = value(
        "k1",
        "2823-3",
        "Potassium",
        AT,
        r#""valueQuantity":{"value":4.1,"unit":"mmol/L"}"#,
    );
    let report = panel("r1", "Potassium check", "final", AT, &["k1"]);
    taken(&world, &record(&[&potassium, &report])).await;
    let (_, mut browser) = signed_on(&world, "ines").await;
    for about in About::ALL {
        let page = browser.get(&about.page().to_string()).await;
        assert_eq!(page.status, 200, "{about:?}");
        assert!(links_to(&page, Route::About(about)), "{about:?}");
        // And from there one gets back.
        let page = browser.get(&Route::About(about).to_string()).await;
        assert!(links_to(&page, about.page()), "{about:?}");
    }
    let list = browser.get("/medical-record/lab-results").await;
    let mut links = list.text.split("href=\"").skip(1);
    let result = links.find_map(|rest| {
        let href = rest.split('"').next()?;
        let id = href.strip_prefix("/medical-record/lab-results/")?;
        (id.len() == 36).then_some(href)
    });
    let page = browser.get(result.expect("a result")).await;
    assert!(links_to(&page, Route::Numbers));
}

#[tokio::test]
async fn where_a_service_is_closed_it_says_what_it_would_be() {
    let world = World::new().await;
    let person = Person {
        relationship: CareRelationship::Elsewhere,
        ..Person::default()
    };
    let (_, mut browser) = world.signed_on(&person).await;
    for about in About::ALL {
        let page = browser.get(&about.page().to_string()).await;
        assert_eq!(page.status, 403, "{about:?}");
        for about in About::ALL {
            assert!(links_to(&page, Route::About(about)), "{about:?}");
        }
    }
}
