//! Newer terms at sign-on (SPEC section 1, step 2): nothing of the record opens before they
//! are accepted.

use testkit::{Browser, Choices, PASSWORD, Page, World};

use crate::registration::journey::{count_of, marias};

const NEWER: &str = "2030-01";

async fn signed_on(browser: &mut Browser) -> Page {
    browser.get("/sign-on").await;
    let fields = [("id", "maria.santos"), ("password", PASSWORD)];
    browser.submit("session/sign-on", &fields).await
}

async fn world() -> World {
    let world = World::with(Choices {
        newer_terms: Some(NEWER),
        ..Choices::default()
    })
    .await;
    world.account(&marias()).await;
    world
}

#[tokio::test]
async fn newer_terms_come_before_everything_else() {
    let world = world().await;
    let mut browser = world.visitor();
    signed_on(&mut browser).await;
    for path in ["/home", "/messages", "/medical-record/lab-results"] {
        let page = browser.get(path).await;
        assert_eq!(
            (page.status, page.location()),
            (303, Some("/terms")),
            "{path}"
        );
    }
    let page = browser.get("/terms").await;
    assert_eq!(page.status, 200);
    assert!(page.has("Our terms and conditions have changed"));
    assert!(page.has(NEWER));

    browser.scripts = true;
    assert_eq!(browser.post("home/load", &[]).await.status, 401);
    let fields = [("conversation", "x"), ("messages", "y")];
    assert_eq!(
        browser.post("messages/mark-read", &fields).await.status,
        401
    );
    browser.scripts = false;
    let page = browser.post("messages/mark-read", &fields).await;
    assert_eq!((page.status, page.location()), (303, Some("/terms")));

    let fields = [("version", NEWER), ("accepted", "true")];
    let page = browser.post("session/terms", &fields).await;
    assert_eq!((page.status, page.location()), (303, Some("/home")));
    assert_eq!(browser.get("/home").await.status, 200);
    let page = browser.get("/terms").await;
    assert!(page.has("You have accepted this version."));
    assert_eq!(count_of(&world, "accept_terms", "done").await, 1);

    // The next sign-on asks nothing, and neither does another browser's.
    let mut other = world.visitor();
    signed_on(&mut other).await;
    assert_eq!(other.get("/home").await.status, 200);
}

#[tokio::test]
async fn terms_that_are_not_accepted_are_asked_again() {
    let world = world().await;
    let mut browser = world.visitor();
    signed_on(&mut browser).await;
    for fields in [
        vec![("version", NEWER)],
        vec![("version", NEWER), ("accepted", "on")],
        vec![("version", "2020-01"), ("accepted", "true")],
    ] {
        browser.get("/terms").await;
        let page = browser.submit("session/terms", &fields).await;
        assert!(page.has("tick the box to accept"), "{fields:?}");
        assert_eq!(browser.get("/home").await.location(), Some("/terms"));
    }
    // Signing off is open to whoever does not accept.
    let page = browser.get("/sign-off").await;
    assert!(page.has("Do you want to sign off?"));
    browser.post("session/sign-off", &[]).await;
    assert_eq!(browser.get("/terms").await.location(), Some("/sign-on"));
    signed_on(&mut browser).await;
    assert_eq!(browser.get("/home").await.location(), Some("/terms"));
}
