//! The test controls of the operations listener.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use server::commands::audit::{Verdict, verify};
use server::mail::Mailer;
use server::ops;
use service::Portal;
use testkit::World;
use tower::ServiceExt;

use super::{filled, in_state, on_the_roll, text, try_to_sign_on};

fn controls(portal: &Portal, folder: &std::path::Path) -> Router {
    let mailer = Mailer::open("file:", folder).unwrap();
    ops::router(portal.clone(), Arc::new(mailer))
}

async fn ask(router: &Router, method: Method, path: &str, body: &str) -> (StatusCode, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(Body::from(body.to_owned()))
        .unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn a_restore_over_http_takes_less_than_a_second() {
    let (folder, portal, listing) = filled().await;
    let router = controls(&portal, &folder.0);
    let member = in_state(&listing, "active")[0];
    let (id, password) = (text(member, "user_id"), text(member, "password"));
    let mut quickest = Duration::MAX;
    for _ in 0..3 {
        try_to_sign_on(&portal, id, password).await;
        let start = Instant::now();
        let (status, body) = ask(&router, Method::POST, "/test/restore", "").await;
        quickest = quickest.min(start.elapsed());
        assert_eq!(status, StatusCode::NO_CONTENT, "{body}");
    }
    assert!(quickest < Duration::from_secs(1), "{quickest:?}");
    let mut tx = portal.store().read().await.unwrap();
    let member = on_the_roll(&mut tx, member).await;
    let account = store::account::by_member(&mut tx, member.id).await.unwrap();
    let last = account.unwrap().last_sign_on_at.unwrap();
    assert!(portal.clock().now().since(last) > Duration::from_hours(24));
}

#[tokio::test]
async fn without_demo_data_there_is_nothing_to_restore() {
    let world = World::new().await;
    let router = controls(&world.portal, world.folder());
    let (status, body) = ask(&router, Method::POST, "/test/restore", "").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(body.contains("no snapshot"), "{body}");
}

#[tokio::test]
async fn the_trail_of_the_demo_is_sealed_and_whole_before_and_after_a_restore() {
    let (folder, portal, _) = filled().await;
    let router = controls(&portal, &folder.0);
    for _ in 0..2 {
        // A run of the jobs seals some rows at a time.
        for _ in 0..20 {
            let (status, _) = ask(&router, Method::POST, "/test/run-due-jobs", "").await;
            assert_eq!(status, StatusCode::NO_CONTENT);
        }
        let verdict = verify(&portal).await.unwrap();
        assert!(
            matches!(verdict, Verdict::Whole(links) if links > 100),
            "{verdict:?}"
        );
        ask(&router, Method::POST, "/test/restore", "").await;
    }
}

#[tokio::test]
async fn the_clock_is_turned_and_nonsense_is_not_taken() {
    let (folder, portal, _) = filled().await;
    let router = controls(&portal, &folder.0);
    for nonsense in ["", "{}", "{\"now\":\"tomorrow\"}", "{\"now\":5}"] {
        let (status, _) = ask(&router, Method::POST, "/test/clock", nonsense).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{nonsense}");
    }
    let noon = "{\"now\":\"2027-01-05T20:00:00Z\"}";
    let (status, _) = ask(&router, Method::POST, "/test/clock", noon).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(portal.today().to_string(), "2027-01-05");
}
