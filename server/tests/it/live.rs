//! The stream that tells open pages of changes.

use std::time::{Duration, Instant};

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, header};
use axum::response::Response;
use domain::time::minutes;
use futures_util::StreamExt;
use testkit::{Browser, Choices, Person, World};
use tower::ServiceExt;

use server::commands::import_fhir::import_bytes;

use crate::bundles::{record, signed_on, taken, value};
use crate::messages::unread_letter;

/// An open stream, and what it has said so far.
pub struct Stream {
    body: BodyDataStream,
    said: String,
}

async fn open(router: &axum::Router, browser: &Browser, path: &str) -> Response {
    let request = browser
        .request(Method::GET, path)
        .body(Body::empty())
        .unwrap();
    router.clone().oneshot(request).await.unwrap()
}

impl Stream {
    /// A member's.
    pub async fn open(router: &axum::Router, browser: &Browser) -> Self {
        Self::at(router, browser, "/live").await
    }

    /// That of a desk.
    pub async fn at_desk(router: &axum::Router, browser: &Browser) -> Self {
        Self::at(router, browser, "/staff/live").await
    }

    async fn at(router: &axum::Router, browser: &Browser, path: &str) -> Self {
        let response = open(router, browser, path).await;
        assert_eq!(response.status(), 200);
        Self {
            body: response.into_body().into_data_stream(),
            said: String::new(),
        }
    }

    /// Nothing is said for a tenth of a second.
    pub async fn is_quiet(&mut self) {
        let next = tokio::time::timeout(Duration::from_millis(100), self.next()).await;
        assert!(next.is_err(), "{next:?}");
    }

    /// The data of the next event that is not the sign of life; `None` at the end.
    pub async fn next(&mut self) -> Option<String> {
        // The signs of life are none of what is waited for.
        let until = tokio::time::Instant::now() + Duration::from_secs(10);
        loop {
            if let Some((event, rest)) = self.said.split_once("\n\n") {
                let data = event.lines().find_map(|line| {
                    line.strip_prefix("data:")
                        .map(|data| data.trim().to_owned())
                });
                let rest = rest.to_owned();
                self.said = rest;
                match data {
                    Some(data) if !data.is_empty() => return Some(data),
                    _ => continue,
                }
            }
            let part = tokio::time::timeout_at(until, self.body.next());
            let part = part.await.expect("nothing was said for 10 seconds")?;
            self.said
                .push_str(std::str::from_utf8(&part.unwrap()).unwrap());
        }
    }
}

#[tokio::test]
async fn a_change_is_told_within_a_second_and_says_nothing_of_what_it_is() {
    let (world, member, browser) = World::with_member().await;
    let response = open(&world.router, &browser, "/live").await;
    let headers = response.headers();
    assert_eq!(headers[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    let mut stream = Stream::open(&world.router, &browser).await;
    assert_eq!(stream.next().await.as_deref(), Some("=0"));
    let since = Instant::now();
    let id = unread_letter(&world, member, "Your blood count").await;
    assert_eq!(stream.next().await.as_deref(), Some("1"));
    assert!(
        since.elapsed() < Duration::from_secs(1),
        "{:?}",
        since.elapsed()
    );
    let mut other = browser.clone();
    let page = other.get(&format!("/messages/{id}")).await;
    let seen = page.value_of("messages").unwrap();
    let id = id.to_string();
    other
        .submit(
            "messages/mark-read",
            &[("conversation", &id), ("messages", &seen)],
        )
        .await;
    assert_eq!(stream.next().await.as_deref(), Some("0"));
}

#[tokio::test]
async fn a_stream_is_its_members_and_ends_with_the_session() {
    let (world, member, mut browser) = World::with_member().await;
    let mut nobodys = Stream::open(&world.router, &world.visitor()).await;
    assert_eq!(nobodys.next().await.as_deref(), Some("end"));
    assert_eq!(nobodys.next().await, None);
    let (_, other) = world
        .signed_on(&Person {
            given: "Jonah",
            family: "Reed",
            mrn: "20000001",
            user_id: "jonah.reed",
            email: None,
            ..Person::default()
        })
        .await;
    let mut theirs = Stream::open(&world.router, &other).await;
    let mut mine = Stream::open(&world.router, &browser).await;
    assert_eq!(theirs.next().await.as_deref(), Some("=0"));
    assert_eq!(mine.next().await.as_deref(), Some("=0"));
    unread_letter(&world, member, "Only mine").await;
    assert_eq!(mine.next().await.as_deref(), Some("1"));
    browser.submit("session/sign-off", &[]).await;
    assert_eq!(mine.next().await.as_deref(), Some("end"));
    assert_eq!(mine.next().await, None);
    // The other's stream has heard nothing of all that.
    let quiet = tokio::time::timeout(Duration::from_millis(100), theirs.next()).await;
    assert!(quiet.is_err());
}

#[tokio::test]
async fn being_open_is_not_being_used() {
    let (world, member, mut browser) = World::with_member().await;
    let mut stream = Stream::open(&world.router, &browser).await;
    assert_eq!(stream.next().await.as_deref(), Some("=0"));
    // What is told meanwhile extends nothing either.
    for _ in 0..2 {
        world.clock.turn_to(world.clock.now() + minutes(7));
        unread_letter(&world, member, "Meanwhile").await;
        assert!(stream.next().await.is_some());
    }
    world.clock.turn_to(world.clock.now() + minutes(2));
    unread_letter(&world, member, "After the idle limit").await;
    assert_eq!(stream.next().await.as_deref(), Some("end"));
    assert_eq!(browser.get("/messages").await.status, 303);
    let mut again = Stream::open(&world.router, &browser).await;
    assert_eq!(again.next().await.as_deref(), Some("end"));
}

/// What a command beside the host imports, its open pages hear of within a second.
async fn an_import_is_heard(world: &World) {
    taken(world, &record(&[])).await;
    let (_, browser) = signed_on(world, "ines").await;
    let (_, stranger) = world.signed_on(&Person::default()).await;
    let command = world.another_host().await;
    let hearing = tokio::spawn(service::live::hear(world.portal.clone()));
    tokio::time::sleep(Duration::from_millis(700)).await;
    let mut stream = Stream::open(&world.router, &browser).await;
    let mut other = Stream::open(&world.router, &stranger).await;
    assert_eq!(stream.next().await.as_deref(), Some("=0"));
    assert_eq!(other.next().await.as_deref(), Some("=0"));
    let glucose = r#""valueQuantity":{"value":98.4,"unit":"mg/dL"}"#;
    let at = "2026-10-05T09:50:00-07:00";
    let text = record(&[&value("g", "2339-0", "Glucose", at, glucose)]);
    for (text, status) in [
        (text.clone(), "imported"),
        (text.replace("98.4", "99"), "imported"),
    ] {
        let done = import_bytes(&command.portal, "a.json".into(), text.as_bytes()).await;
        assert_eq!(done.unwrap().status, status);
        let since = Instant::now();
        // It says that something is new, and nothing of what.
        assert_eq!(stream.next().await.as_deref(), Some("0"));
        assert!(
            since.elapsed() < Duration::from_secs(1),
            "{:?}",
            since.elapsed()
        );
    }
    // Nobody hears of what changed nothing, or of another's.
    let done = import_bytes(&command.portal, "a.json".into(), text.as_bytes()).await;
    assert_eq!(done.unwrap().status, "unchanged");
    tokio::time::sleep(Duration::from_millis(700)).await;
    stream.is_quiet().await;
    other.is_quiet().await;
    hearing.abort();
    drop((stream, other));
    let _ = hearing.await;
    command.portal.store().close().await;
}

#[tokio::test]
async fn what_a_command_imports_is_heard_by_the_host_beside_it() {
    an_import_is_heard(&World::new().await).await;
}

#[tokio::test]
async fn what_a_command_imports_is_heard_over_postgresql() {
    let world = World::on_postgres(Choices::default()).await;
    an_import_is_heard(&world).await;
    world.end().await;
}

#[tokio::test]
async fn hosts_tell_each_other_over_postgresql() {
    let world = World::on_postgres(Choices::default()).await;
    let (member, browser) = world.signed_on(&Person::default()).await;
    let other = world.another_host().await;
    let hearing = tokio::spawn(service::live::hear(other.portal.clone()));
    let mut stream = Stream::open(&other.router, &browser).await;
    assert_eq!(stream.next().await.as_deref(), Some("=0"));
    // The other host listens as soon as it is on the line.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let since = Instant::now();
    unread_letter(&world, member, "Written on the first host").await;
    while stream.next().await.as_deref() != Some("1") {}
    assert!(
        since.elapsed() < Duration::from_secs(1),
        "{:?}",
        since.elapsed()
    );
    hearing.abort();
    drop(stream);
    let _ = hearing.await;
    other.portal.store().close().await;
    world.end().await;
}
