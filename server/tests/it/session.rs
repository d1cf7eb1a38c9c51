//! Signing on and off over HTTP: SECURITY.md AUT-1 to AUT-12, SES-1 to SES-9.

mod cost;
mod life;
mod lock;
mod password;
mod race;

use testkit::{Browser, PASSWORD, Page, World};

use crate::registration::journey::marias;

const WRONG: &str = "not the right password";

/// A world in which Maria has an account, and a visitor.
async fn with_maria() -> (World, Browser) {
    let world = World::new().await;
    world.account(&marias()).await;
    let browser = world.visitor();
    (world, browser)
}

async fn sign_on(browser: &mut Browser, id: &str, password: &str) -> Page {
    browser.get("/sign-on").await;
    browser
        .submit("session/sign-on", &[("id", id), ("password", password)])
        .await
}

fn is_locked(page: &Page) -> bool {
    page.words()
        .contains("this account is locked for 30 minutes")
}

fn no_match(page: &Page) -> bool {
    page.words().contains("do not fit together")
}

#[tokio::test]
async fn user_id_in_any_case_and_the_number_both_sign_on() {
    let world = World::new().await;
    world.account(&marias()).await;
    for id in [
        "maria.santos",
        " MARIA.Santos ",
        "1234 5671",
        "1234-5671",
        "12345671",
    ] {
        let mut browser = world.visitor();
        let page = sign_on(&mut browser, id, PASSWORD).await;
        assert_eq!((page.status, browser.at.as_str()), (200, "/home"), "{id}");
    }
    let mut browser = world.visitor();
    assert!(no_match(
        &sign_on(&mut browser, "maria.santos", &PASSWORD.to_uppercase()).await
    ));
    let page = sign_on(&mut browser, "", "").await;
    assert!(
        page.words().contains("Enter your user ID") && page.words().contains("Enter your password")
    );
}
