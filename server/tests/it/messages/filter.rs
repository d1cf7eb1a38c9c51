//! What a list is narrowed to, by its address.

use domain::time::{Timestamp, days};
use testkit::{Browser, Person, World};

use super::files::Form;
use super::{Letter, listed, receive};

/// The subjects that a page lists, of those that there are.
async fn subjects<'s>(browser: &mut Browser, query: &str, all: &[&'s str]) -> Vec<&'s str> {
    let page = browser.get(&format!("/messages{query}")).await;
    assert_eq!(page.status, 200, "{query}");
    let words = page.words();
    let listed = all.iter().filter(|subject| words.contains(**subject));
    listed.copied().collect()
}

#[tokio::test]
async fn a_list_is_narrowed_by_people_time_files_and_what_is_unread() {
    let (world, member, mut browser) = World::with_member().await;
    let [one, two] = world.clinicians().await[..2] else {
        panic!("two clinicians");
    };
    let now = world.clock.now();
    let before = |count| {
        let micros = i64::try_from(days(count).as_micros()).unwrap();
        Timestamp::from_micros(now.as_micros() - micros)
    };
    receive(&world, member, one, Letter::new("Yesterday", before(1))).await;
    receive(
        &world,
        member,
        two,
        Letter::new("Two months ago", before(61)),
    )
    .await;
    receive(&world, member, two, Letter::new("Long ago", before(4000))).await;
    let all = ["Yesterday", "Two months ago", "Long ago"];
    let with = |who: &str| format!("?with={who}&when=");
    for (query, fits) in [
        (String::new(), &all[..]),
        ("?filter=open".into(), &all),
        (with(""), &all),
        (with(&one.to_string()), &all[..1]),
        (with(&two.to_string()), &all[1..]),
        (with("support"), &[]),
        ("?when=month".into(), &all[..1]),
        ("?when=half-year".into(), &all[..2]),
        (format!("?with={two}&when=half-year"), &all[1..2]),
        ("?files=true".into(), &[]),
        ("?unread=true".into(), &all),
    ] {
        assert_eq!(subjects(&mut browser, &query, &all).await, fits, "{query}");
    }
    let nothing = browser.get("/messages?files=true").await.words();
    assert!(nothing.contains("Nothing here fits") && nothing.contains("Show all"));
    for nonsense in ["?with=nobody", "?when=ever"] {
        let page = browser.get(&format!("/messages{nonsense}")).await;
        assert_eq!(page.status, 404, "{nonsense}");
    }
}

#[tokio::test]
async fn the_form_offers_who_takes_part_and_keeps_what_was_chosen() {
    let (world, member, mut browser) = World::with_member().await;
    let one = world.clinicians().await[0];
    receive(&world, member, one, Letter::new("Yours", world.clock.now())).await;
    let mut form = Form::open(&browser).await;
    form.add(&[("note.txt", b"Readings of this week")]).await;
    form.send().await;
    let page = browser.get("/messages/sent?files=true&when=month").await;
    assert_eq!(listed(&page.text).len(), 1);
    for offered in [&one.to_string(), "support", "half-year"] {
        assert!(
            page.text.contains(&format!("value=\"{offered}\"")),
            "{offered}"
        );
    }
    assert!(page.text.contains("<option value=\"month\" selected"));
    assert!(!page.text.contains("value=\"member_services\""));
    // Closed until it is asked for: it costs a query.
    let page = browser.get("/messages/sent").await;
    assert!(page.text.contains("/messages/sent?filter=open"));
    assert!(!page.text.contains("half-year"));
}

#[tokio::test]
async fn acc_3_a_filter_shows_nobody_of_others() {
    let (world, member, mut browser) = World::with_member().await;
    let one = world.clinicians().await[0];
    receive(
        &world,
        member,
        one,
        Letter::new("Theirs", world.clock.now()),
    )
    .await;
    let other = Person::another();
    let (_, mut other) = world.signed_on(&other).await;
    let query = format!("/messages?filter=open&with={one}");
    assert!(listed(&other.get(&query).await.text).is_empty());
    assert!(
        !other
            .get(&query)
            .await
            .text
            .contains(&format!("value=\"{one}\""))
    );
    assert_eq!(listed(&browser.get(&query).await.text).len(), 1);
}
