//! What is taken away: the vaccination record as a document, the health card and its key.

use axum::body::Body;
use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use testkit::World;

use super::{CARD, PAGE, PDF, RECORD, cases};
use crate::paper::{bytes, words};

const KEYS: &str = "/.well-known/jwks.json";

#[tokio::test]
async fn the_record_is_a_document_that_tells_nothing_by_its_name() {
    let (world, mut browser) = cases().await;
    for page in [PAGE, RECORD] {
        let link = format!("href=\"{PDF}\"");
        assert!(browser.get(page).await.has(&link), "{page}");
    }
    let (status, headers, pdf) = bytes(&world, &browser, PDF).await;
    assert_eq!(status, 200);
    assert_eq!(headers["content-type"], "application/pdf");
    assert_eq!(headers["cache-control"], "no-store");
    let name = headers["content-disposition"].to_str().unwrap();
    assert!(
        name.starts_with("attachment; filename=\"vaccination-record-20"),
        "{name}"
    );
    // Lines end where the paper does, also behind a hyphen.
    let close = |text: &str| text.replace(' ', "");
    let words = close(&words(&pdf));
    // The same as on the page: whose, every dose, what was not given, what it is and is not.
    for expected in [
        "Vaccination record",
        "March 9, 2016",
        "03/10/2016",
        "05/09/2016",
        "DTaP-Hepatitis B-Polio",
        "04/2017",
        "Reported",
        "as a baby, in Oaxaca",
        "MMRV: No reason given",
        "COVID-19: patient objection",
        "It is not a state school form",
        "It holds 6 doses.",
        "It leaves out 3 doses",
    ] {
        assert!(words.contains(&close(expected)), "{expected}: {words}");
    }
    for absent in ["WRONG-ARM", "HB-4471"] {
        assert!(!words.contains(absent), "{absent}: {words}");
    }
}

#[tokio::test]
async fn the_card_is_a_file_signed_by_the_key_that_everybody_can_read() {
    let (world, mut browser) = cases().await;
    let file = browser.get(CARD).await;
    assert_eq!(file.status, 200);
    let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/smart-health-card");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"vaccinations.smart-health-card\""
    );
    assert_eq!(header("cache-control"), "no-store");
    let card: Value = serde_json::from_str(&file.text).unwrap();
    let jws = card["verifiableCredential"][0].as_str().unwrap();
    let head = URL_SAFE_NO_PAD
        .decode(jws.split('.').next().unwrap())
        .unwrap();
    let head: Value = serde_json::from_slice(&head).unwrap();
    let keys = world.visitor().get(KEYS).await;
    assert_eq!(keys.status, 200);
    let set: Value = serde_json::from_str(&keys.text).unwrap();
    assert_eq!(head["kid"], set["keys"][0]["kid"]);
    assert_eq!(head["alg"], "ES256");
}

#[tokio::test]
async fn web_4_programs_of_other_sites_may_fetch_the_keys_and_nothing_else() {
    let world = World::new().await;
    let (_, mut browser) = world.signed_on(&testkit::Person::default()).await;
    for (address, status) in [(KEYS, 200), (PAGE, 403), (CARD, 403), ("/", 403)] {
        let mut request = browser.request(Method::GET, address);
        let headers = request.headers_mut().unwrap();
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "cors"),
            ("sec-fetch-dest", "empty"),
        ] {
            headers.insert(name, value.parse().unwrap());
        }
        let answer = browser.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{address}");
        let open = answer.headers.get("access-control-allow-origin");
        assert_eq!(open.is_some(), address == KEYS, "{address}");
    }
}
