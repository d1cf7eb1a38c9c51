//! The mails before a birthday that takes something away.

use domain::ids::MemberId;
use domain::locale::Locale;
use domain::services::CareRelationship;
use service::RequestFacts;
use testkit::{Choices, Person, World, at};

use super::{guardians, mrn, person, row};
use crate::bundles::amend;

/// A second parent, who reads Spanish.
fn father() -> Person {
    Person {
        mrn: "99999992",
        email: Some("otto@mail.example"),
        locale: Some(Locale::Es),
        ..Person::another()
    }
}

/// A world whose clock stands on a morning, with Maria and the father in it.
async fn parents(world: &World, morning: &str) -> [MemberId; 2] {
    world.clock.turn_to(at(morning));
    let (maria, _) = world.account(&Person::default()).await;
    let (otto, _) = world.account(&father()).await;
    [maria, otto]
}

/// To whom mails went, and their texts, oldest first.
async fn mails(world: &World) -> Vec<(String, String)> {
    world.run_due_jobs().await;
    let posts = world.outbox().await.into_iter();
    posts
        .map(|post| (post.to, format!("{}\n{}", post.subject, post.body.unwrap())))
        .collect()
}

#[tokio::test]
async fn each_parent_is_told_once_by_mail_thirty_days_before() {
    let world = World::new().await;
    parents(&world, "2026-11-01T17:00:00Z").await;
    let child = person(&world, "lia", "2013-12-02", "Lia").await;
    person(&world, "teo", "2008-12-05", "Teo").await;
    let of_otto = format!("{},99999992,guardian,2014-01-01,", mrn(&world, "lia").await);
    let rows = [
        row(&world, "lia", "").await,
        of_otto,
        row(&world, "teo", "").await,
    ];
    assert_eq!(guardians(&world, &rows).await.status, "imported");
    // 31 days before.
    assert_eq!(mails(&world).await, []);
    world.clock.turn_to(at("2026-11-02T17:00:00Z"));
    let told = mails(&world).await;
    let to: Vec<&str> = told.iter().map(|(to, _)| to.as_str()).collect();
    assert_eq!(to.len(), 2, "{told:?}");
    assert!(to.contains(&"maria.santos@mail.example") && to.contains(&"otto@mail.example"));
    for (to, text) in &told {
        let day = if to.starts_with("otto") {
            "Desde el 2 de diciembre de 2026"
        } else {
            "From December 2, 2026 on"
        };
        assert!(text.contains(day), "{text}");
        assert!(text.contains("/sign-on"), "{text}");
        // Whose record it is, why, and what is in it stands in no mail.
        let id = child.to_string();
        for secret in [
            "Lia",
            "Ordóñez",
            "13",
            "2013",
            "birth",
            "cumple",
            "child",
            "lab",
            "panel",
            &id,
        ] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
    // Not again: on the same day, on the next, by another host.
    world.run_due_jobs().await;
    let host = world.another_host().await;
    world.clock.turn_to(at("2026-11-03T17:00:00Z"));
    service::family::birthdays::tell(&host.portal.request(RequestFacts::default()))
        .await
        .unwrap();
    assert_eq!(mails(&world).await.len(), 2);
    // Teo's eighteenth birthday.
    world.clock.turn_to(at("2026-11-05T17:00:00Z"));
    let told = mails(&world).await;
    assert_eq!(told.len(), 3);
    assert!(
        told[2].1.contains("From December 5, 2026 on"),
        "{}",
        told[2].1
    );
}

#[tokio::test]
async fn a_missed_day_is_caught_up_until_the_birthday_and_not_after_it() {
    let world = World::new().await;
    parents(&world, "2026-11-01T17:00:00Z").await;
    person(&world, "lia", "2013-11-20", "Lia").await;
    person(&world, "teo", "2013-11-10", "Teo").await;
    guardians(
        &world,
        &[row(&world, "lia", "").await, row(&world, "teo", "").await],
    )
    .await;
    // The host stood still from before the notices until Teo's birthday.
    world.clock.turn_to(at("2026-11-10T17:00:00Z"));
    let told = mails(&world).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].1.contains("From November 20, 2026 on"));
    world.clock.turn_to(at("2026-11-21T17:00:00Z"));
    assert_eq!(mails(&world).await.len(), 1);
}

#[tokio::test]
async fn who_does_not_act_has_no_address_or_sees_nothing_is_not_told() {
    let world = World::new().await;
    world.clock.turn_to(at("2026-11-02T17:00:00Z"));
    world.account(&Person::default()).await;
    // Otto has an account without an address.
    let father = father();
    world
        .account(&Person {
            email: None,
            ..father
        })
        .await;
    let mut rows = Vec::new();
    for (key, until) in [("ended", "2026-11-02"), ("closed", ""), ("died", "")] {
        let child = person(&world, key, "2013-11-20", key).await;
        rows.push(row(&world, key, until).await);
        match key {
            "closed" => {
                amend(&world, child, |row| {
                    row.relationship = CareRelationship::Elsewhere;
                })
                .await;
            }
            "died" => amend(&world, child, |row| row.died = true).await,
            _ => {}
        }
    }
    person(&world, "lia", "2013-11-20", "Lia").await;
    rows.push(format!(
        "{},99999992,parent,2014-01-01,",
        mrn(&world, "lia").await
    ));
    assert_eq!(guardians(&world, &rows).await.status, "imported");
    assert_eq!(mails(&world).await, []);
    // What the roll corrects is told for the day that it now is.
    guardians(&world, &[row(&world, "lia", "").await]).await;
    world.clock.turn_to(at("2026-11-03T17:00:00Z"));
    assert_eq!(mails(&world).await.len(), 1);
}

#[tokio::test]
async fn two_hosts_at_once_tell_once() {
    for world in [
        World::new().await,
        World::on_postgres(Choices::default()).await,
    ] {
        parents(&world, "2026-11-02T17:00:00Z").await;
        let mut rows = Vec::new();
        for key in ["lia", "teo", "ana", "eva", "sam"] {
            person(&world, key, "2013-12-02", key).await;
            rows.push(row(&world, key, "").await);
        }
        guardians(&world, &rows).await;
        let other = world.another_host().await;
        let mut tasks = tokio::task::JoinSet::new();
        for portal in [&world.portal, &other.portal, &world.portal, &other.portal] {
            let request = portal.request(RequestFacts::default());
            tasks.spawn(async move { service::family::birthdays::tell(&request).await.unwrap() });
        }
        tasks.join_all().await;
        assert_eq!(world.outbox().await.len(), 5);
        other.portal.store().close().await;
        if world.portal.store().engine() == store::Engine::Postgres {
            world.end().await;
        }
    }
}
