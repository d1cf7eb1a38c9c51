//! How a session begins, lives and ends (SES-1 to SES-9).

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, header};
use domain::time::minutes;
use testkit::{Browser, PASSWORD};

use super::{sign_on, with_maria};
use crate::registration::journey::{count_of, rows};

#[tokio::test]
async fn ses_1_and_2_the_token_is_in_the_cookie_and_nowhere_else() {
    let (world, mut browser) = with_maria().await;
    browser.get("/sign-on").await;
    let fields = [("id", "maria.santos"), ("password", PASSWORD)];
    let answer = browser.post("session/sign-on", &fields).await;
    let token = browser.cookies["__Host-session"].clone();
    assert!(token.len() >= 43, "256 bits and more");
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert!(!answer.location().unwrap().contains(&token) && !answer.text.contains(&token));
    let home = browser.get("/home").await;
    assert!(!home.text.contains(&token));
    world.run_due_jobs().await;
    for file in std::fs::read_dir(world.folder()).unwrap().flatten() {
        if file.path().is_file() {
            let bytes = std::fs::read(file.path()).unwrap();
            let found = bytes
                .windows(token.len())
                .any(|window| window == token.as_bytes());
            assert!(!found, "{}", file.path().display());
        }
    }
}

#[tokio::test]
async fn ses_3_a_planted_cookie_never_becomes_signed_on() {
    let (world, mut browser) = with_maria().await;
    browser
        .cookies
        .insert("__Host-session".into(), "planted".into());
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    let first = browser.cookies["__Host-session"].clone();
    assert_ne!(first, "planted");
    let mut attacker = world.visitor();
    attacker
        .cookies
        .insert("__Host-session".into(), "planted".into());
    attacker.get("/home").await;
    assert_ne!(attacker.at, "/home");
    // Signing on again in the same browser: a new token, and the old one is dead.
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    assert_ne!(browser.cookies["__Host-session"], first);
    attacker.cookies.insert("__Host-session".into(), first);
    attacker.get("/home").await;
    assert_ne!(attacker.at, "/home");
}

#[tokio::test]
async fn ses_4_fifteen_minutes_idle_and_twelve_hours() {
    let (world, mut browser) = with_maria().await;
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    let began = world.clock.now();
    let opens = async |browser: &mut Browser| browser.get("/home").await.status == 200;
    world
        .clock
        .turn_to(world.clock.now() + Duration::from_secs(14 * 60 + 58));
    assert!(opens(&mut browser).await);
    world
        .clock
        .turn_to(world.clock.now() + Duration::from_secs(15 * 60 + 1));
    assert!(!opens(&mut browser).await);
    // And once ended it stays ended, whatever the clock says.
    world.clock.turn_to(began);
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    for step in 1..=72 {
        // A second more than the hours: the session began a little after the clock was turned.
        world
            .clock
            .turn_to(began + minutes(10 * step) + Duration::from_secs(1));
        assert_eq!(
            opens(&mut browser).await,
            step < 72,
            "after {} minutes",
            10 * step
        );
    }
}

#[tokio::test]
async fn ses_5_sign_off_ends_the_session_and_clears_the_browser() {
    let (world, mut browser) = with_maria().await;
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    let old = browser.clone();
    let page = browser.post("session/sign-off", &[]).await;
    assert_eq!(page.status, 303);
    assert_eq!(page.headers["clear-site-data"], "\"cache\", \"storage\"");
    assert!(!browser.cookies.contains_key("__Host-session"));
    let page = browser
        .get(page.location().unwrap().to_owned().as_str())
        .await;
    assert!(
        page.words().contains("You are signed off"),
        "{}",
        page.words()
    );
    let mut replayed = old;
    let page = replayed.get("/home").await;
    assert_eq!((page.status, page.location()), (303, Some("/sign-on")));
    let sessions: Vec<(i64,)> = rows(&world, "SELECT COUNT(*) FROM session").await;
    assert_eq!(sessions, [(0,)]);
}

#[tokio::test]
async fn ses_9_a_get_never_signs_off_and_a_prefetch_changes_nothing() {
    let (world, mut browser) = with_maria().await;
    sign_on(&mut browser, "maria.santos", PASSWORD).await;
    let page = browser.get("/sign-off").await;
    assert!(
        page.words().contains("Do you want to sign off?"),
        "{}",
        page.words()
    );
    assert!(page.has("action=\"/api/session/sign-off\"") && page.has("method=\"post\""));
    assert_eq!(browser.get("/home").await.status, 200);
    let path = "/api/session/sign-off";
    let page = browser.get(path).await;
    assert!(matches!(page.status, 404 | 405));
    for path in ["/sign-off", "/sign-on", "/register/membership"] {
        let request = browser
            .request(Method::GET, path)
            .header("sec-purpose", "prefetch")
            .body(Body::empty())
            .unwrap();
        browser.send(request).await;
    }
    assert_eq!(browser.get("/home").await.status, 200);
    assert_eq!(count_of(&world, "sign_off", "done").await, 0);
}
