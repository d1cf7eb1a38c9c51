//! How results are shown, as their reader chose: nothing of what waits is anywhere, and it is
//! there at the very instant (SPEC section 6, ACC-9).

use domain::ids::{MemberId, ReportId};
use domain::time::{Timestamp, days, minutes};
use testkit::{Browser, Page, Person, World};

use super::{AT, BEFORE, RANGE, potassium, results_of};
use crate::bundles::{panel, record, signed_on, signed_on_again, taken, value};
use crate::live::Stream;
use crate::messages::audit;
use crate::paper::{bytes, words};

const LIST: &str = "/medical-record/lab-results";
const CHOICES: &str = "/medical-record/result-choices";
const BETWEEN: &str = "2026-09-01T09:50:00-07:00";

/// Words that stand in the result that waits, and nowhere else.
const SECRET: [&str; 6] = [
    "quokka",
    "wombatin",
    "777.125",
    "5.098 mmol",
    "platypus",
    "numbat",
];

/// What is chosen for genetic tests; everything else at once.
async fn choose(browser: &mut Browser, choice: &str) -> Page {
    browser.get(CHOICES).await;
    let fields = [
        "everyday",
        "genetic",
        "cancer",
        "infection",
        "pregnancy",
        "other",
    ]
    .map(|kind| (kind, if kind == "genetic" { choice } else { "at_once" }));
    browser.submit("results/choose", &fields).await
}

/// A genetic result with a value that is high, another that also stands in everyday results, and
/// a clinician who read it.
fn hidden() -> [String; 4] {
    let mark = r#""valueQuantity":{"value":777.125,"unit":"mg/L"},
        "interpretation":[{"coding":[{"code":"HH"}]}]"#;
    let reader = r#"{"resourceType":"Practitioner","id":"numbat","identifier":[
        {"system":"http://hl7.org/fhir/sid/us-npi","value":"21"}],
        "name":[{"family":"Numbat","given":["Nell"],"prefix":["Dr."]}]}"#;
    let report = panel(
        "r9",
        "Quokka genetic panel",
        "final",
        BETWEEN,
        &["g9", "k9"],
    )
    .replace("Harbor Laboratory", "Platypus Laboratory")
    .replace(
        "\"performer\"",
        r#""resultsInterpreter":[{"reference":"Practitioner/numbat"}],"performer""#,
    );
    [
        reader.to_owned(),
        value("g9", "9999-9", "Wombatin", BETWEEN, mark),
        potassium("k9", BETWEEN, "5.098", RANGE),
        report,
    ]
}

/// A member who chose before the results came: an everyday one a year ago, the genetic one, an
/// everyday one of now.
async fn chosen(world: &World, choice: &str) -> (MemberId, Browser) {
    taken(world, &record(&[])).await;
    let (member, mut browser) = signed_on(world, "ines").await;
    let saved = choose(&mut browser, choice).await;
    assert!(
        saved.words().contains("Your choices are saved"),
        "{}",
        saved.words()
    );
    results_come(world).await;
    (member, browser)
}

async fn results_come(world: &World) {
    let hidden = hidden();
    let mut all = vec![
        potassium("k0", BEFORE, "4.1", RANGE),
        potassium("k1", AT, "4.3", RANGE),
        panel("r0", "Metabolic before", "final", BEFORE, &["k0"]),
        panel("r1", "Metabolic now", "final", AT, &["k1"]),
    ];
    all.extend(hidden);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    taken(world, &record(&all)).await;
}

/// The id of the genetic result, and when it came.
async fn genetic(world: &World, member: MemberId) -> (ReportId, Timestamp) {
    let request = world.request();
    let found = request.read(move |cx| {
        Box::pin(async move { Ok(store::results::reports(&mut cx.tx, member, None, 9).await?) })
    });
    let found = found.await.unwrap();
    let found = found.iter().find(|one| one.name.contains("Quokka"));
    let found = found.expect("the genetic result");
    (found.id, found.changed_at)
}

fn tells(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    let there = |word: &&&str| text.contains(**word);
    SECRET.iter().filter(there).copied().collect()
}

/// An endpoint as an open page calls it.
async fn call(browser: &Browser, endpoint: &str, fields: &[(&str, &str)]) -> Page {
    let mut scripts = browser.clone();
    scripts.scripts = true;
    scripts.post(endpoint, fields).await
}

async fn no_page_tells(browser: &mut Browser, paths: &[String]) {
    for path in paths {
        let page = browser.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(tells(&page.text), [""; 0], "{path}: {}", page.words());
    }
}

/// What open pages are given: of what waits, and of a report that is shown.
async fn no_answer_tells(browser: &Browser, id: &str, shown: &str) {
    for (endpoint, fields) in [
        ("home/load", vec![]),
        ("results/record", vec![]),
        ("results/list", vec![]),
        ("results/report", vec![("id", id)]),
        ("results/report", vec![("id", shown)]),
        ("results/compare", vec![("results[0]", id)]),
        ("messages/compose", vec![]),
    ] {
        let answer = call(browser, endpoint, &fields).await;
        assert_eq!(answer.status, 200, "{endpoint}: {}", answer.text);
        assert_eq!(tells(&answer.text), [""; 0], "{endpoint}: {}", answer.text);
    }
}

async fn no_count_tells(browser: &mut Browser) {
    for (path, count) in [
        ("/home", None),
        ("/medical-record", Some(2)),
        (LIST, Some(2)),
    ] {
        let words = browser.get(path).await.words();
        let told = words.contains("3 new results") || words.contains("critical");
        assert!(!told, "{path}: {words}");
        if let Some(count) = count {
            assert!(
                words.contains(&format!("{count} new results")),
                "{path}: {words}"
            );
        }
    }
}

async fn no_search_finds(browser: &mut Browser) {
    for fields in [
        [("query", "quokka")],
        [("query", "wombatin")],
        [("query", "platypus")],
        [("flag", "critical")],
        [("flag", "outside")],
        [("panel", "Quokka genetic panel")],
    ] {
        browser.get(LIST).await;
        let page = browser.submit("results/find", &fields).await;
        let words = page.words();
        assert!(
            words.contains("None of your results fits"),
            "{fields:?}: {words}"
        );
    }
}

async fn no_file_holds(world: &World, browser: &Browser, own: &str) {
    for format in ["pdf", "csv", "fhir"] {
        let (status, _, file) = bytes(world, browser, &format!("{LIST}/{format}")).await;
        assert_eq!(status, 200, "{format}");
        let text = match format {
            "pdf" => words(&file),
            _ => String::from_utf8(file).unwrap(),
        };
        assert_eq!(tells(&text), [""; 0], "{format}: {text}");
        assert!(text.contains("Metabolic now"), "{format}");
        if format == "pdf" {
            assert!(text.contains("1 result that waits to be shown"), "{text}");
        }
        let (status, _, _) = bytes(world, browser, &format!("{own}/{format}")).await;
        assert_eq!(status, 404, "{format}");
    }
}

#[tokio::test]
async fn acc_9_what_waits_is_in_no_page_count_search_file_mail_or_stream() {
    let world = World::new().await;
    taken(&world, &record(&[])).await;
    let (member, mut browser) = signed_on(&world, "ines").await;
    choose(&mut browser, "comment-7").await;
    let mut stream = Stream::open(&world.router, &browser).await;
    let mut said = vec![stream.next().await];
    results_come(&world).await;
    said.push(stream.next().await);
    for said in said {
        let said = said.expect("something is said");
        assert!(
            said.trim_start_matches('=').parse::<u32>().is_ok(),
            "{said}"
        );
    }
    let (id, _) = genetic(&world, member).await;
    let own = format!("{LIST}/{id}");
    let list = browser.get(LIST).await;
    let open: Vec<String> = (results_of(&list).into_iter())
        .filter(|href| *href != own)
        .collect();
    assert_eq!(open.len(), 2, "{}", list.words());
    let both = format!(
        "{LIST}/compare?result={id}&result={}",
        &open[0][LIST.len() + 1..]
    );
    let mut paths: Vec<String> = [
        "/home",
        "/medical-record",
        LIST,
        CHOICES,
        &own,
        &both,
        "/messages/new",
        "/requests",
        "/account",
        "/messages",
        "/medical-record/immunizations",
    ]
    .map(str::to_owned)
    .into();
    paths.extend(
        open.iter()
            .flat_map(|href| [href.clone(), format!("{href}?chart=0")]),
    );
    paths.push(format!("/messages/new?result={id}"));
    no_page_tells(&mut browser, &paths).await;
    no_answer_tells(&browser, &id.to_string(), &open[0][LIST.len() + 1..]).await;
    no_count_tells(&mut browser).await;
    // The change since the everyday one of a year ago, over what lies between.
    let newest = browser.get(&open[0]).await;
    assert!(
        newest.has("4.1 mmol/L on October 2, 2025"),
        "{}",
        newest.words()
    );
    assert!(
        newest.has("Potassium over time: 2 values"),
        "{}",
        newest.words()
    );
    no_search_finds(&mut browser).await;
    no_file_holds(&world, &browser, &own).await;
    assert!(
        list.words()
            .contains("1 result that waits as you chose is not in these files")
    );
    // Nothing was sent, and looking at the cover reads nothing.
    for mail in world.outbox().await {
        assert_eq!(tells(&format!("{mail:?}")), [""; 0]);
    }
    let marked = call(
        &browser,
        "results/mark-read",
        &[("report", &id.to_string())],
    )
    .await;
    assert_eq!(marked.status, 404, "{}", marked.text);
}

#[tokio::test]
async fn what_waits_has_a_row_and_a_page_that_say_until_when() {
    let world = World::new().await;
    let (member, mut browser) = chosen(&world, "comment-3").await;
    let (id, _) = genetic(&world, member).await;
    let list = browser.get(LIST).await.words();
    for said in [
        "Genetic tests",
        "September 1, 2026",
        "Waits until November 5, 2026",
        "Metabolic now",
    ] {
        assert!(list.contains(said), "{said}: {list}");
    }
    let cover = browser.get(&format!("{LIST}/{id}")).await;
    assert_eq!(cover.status, 200);
    for said in [
        "A result is waiting for you",
        "on November 5, 2026",
        "Nothing is lost",
        "1-800-555-0140",
        "911",
        "Show it now",
    ] {
        assert!(cover.words().contains(said), "{said}: {}", cover.words());
    }
    assert!(!cover.has("<table"));
    let looked = audit(&world, member).await;
    assert!(
        looked.contains(&format!("view_cover {id} done")),
        "{looked:?}"
    );
    assert!(
        !looked.contains(&format!("view_result {id} done")),
        "{looked:?}"
    );
}

#[tokio::test]
async fn a_result_is_open_at_the_very_instant_and_not_before() {
    for (choice, wait) in [("comment-3", 3), ("comment-7", 7), ("comment-14", 14)] {
        let world = World::new().await;
        let (member, _) = chosen(&world, choice).await;
        let (id, came) = genetic(&world, member).await;
        let until = came + days(wait);
        world.clock.turn_to(until - minutes(1));
        let mut browser = signed_on_again(&world, member, None).await;
        let page = browser.get(&format!("{LIST}/{id}")).await;
        assert_eq!(tells(&page.text), [""; 0], "{choice}: {}", page.words());
        assert!(
            browser
                .get("/medical-record")
                .await
                .words()
                .contains("2 new results")
        );
        world.clock.turn_to(until);
        let page = browser.get(&format!("{LIST}/{id}")).await;
        assert!(
            page.words().contains("777.125"),
            "{choice}: {}",
            page.words()
        );
        assert!(
            browser
                .get("/medical-record")
                .await
                .words()
                .contains("3 new results")
        );
    }
}

#[tokio::test]
async fn a_cover_tells_the_name_and_show_it_now_shows_it_at_once() {
    for choice in ["cover", "comment-14"] {
        let world = World::new().await;
        let (member, mut browser) = chosen(&world, choice).await;
        let (id, _) = genetic(&world, member).await;
        let own = format!("{LIST}/{id}");
        let (list, page) = (browser.get(LIST).await, browser.get(&own).await);
        let told: &[&str] = if choice == "cover" { &["quokka"] } else { &[] };
        assert_eq!(tells(&list.text), told, "{}", list.words());
        assert_eq!(tells(&page.text), told, "{}", page.words());
        let sent = browser
            .post("results/show", &[("id", &id.to_string())])
            .await;
        assert_eq!((sent.status, sent.location()), (303, Some(own.as_str())));
        let page = browser.get(&own).await;
        assert_eq!(tells(&page.text), SECRET[..5], "{}", page.words());
        assert!(
            page.words().contains("Mark as read"),
            "it is still to be read"
        );
        // It stays open, and everywhere, whatever is chosen next.
        choose(&mut browser, "cover").await;
        assert!(
            browser
                .get("/medical-record")
                .await
                .words()
                .contains("3 new results")
        );
        assert!(tells(&browser.get(LIST).await.text).contains(&"quokka"));
        assert!(tells(&browser.get("/messages/new").await.text).contains(&"numbat"));
        let looked = audit(&world, member).await;
        assert!(
            looked.contains(&format!("show_result {id} done")),
            "{looked:?}"
        );
    }
}

#[tokio::test]
async fn a_comment_opens_what_waits() {
    let world = World::new().await;
    let (member, mut browser) = chosen(&world, "comment-14").await;
    let (id, _) = genetic(&world, member).await;
    let own = format!("{LIST}/{id}");
    assert_eq!(tells(&browser.get(&own).await.text), [""; 0]);
    let clinician = world
        .staff_account("ana.whitlock", domain::staff::Role::MemberServices, None)
        .await;
    let path = world.folder().join("portal.sqlite");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display()))
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO report_comment (id, report, author, body, written_at)
        VALUES ('0190a1b2-0000-7000-8000-000000000000', $1, $2, 'All is well.', $3)",
    )
    .bind(id.to_string())
    .bind(clinician.to_string())
    .bind(world.clock.now().as_micros())
    .execute(&pool)
    .await
    .unwrap();
    pool.close().await;
    assert!(browser.get(&own).await.words().contains("777.125"));
}

#[tokio::test]
async fn choices_are_kept_logged_and_changed_at_any_time() {
    let world = World::new().await;
    taken(&world, &record(&[])).await;
    let (member, mut browser) = signed_on(&world, "ines").await;
    results_come(&world).await;
    let (id, _) = genetic(&world, member).await;
    let own = format!("{LIST}/{id}");
    assert!(
        browser.get(&own).await.words().contains("777.125"),
        "at once by default"
    );
    // What came before, and was not read, is held from now on.
    choose(&mut browser, "cover").await;
    let page = browser.get(CHOICES).await;
    assert!(
        page.has(r#"<option value="cover" selected"#),
        "{}",
        page.text
    );
    assert!(!browser.get(&own).await.words().contains("777.125"));
    choose(&mut browser, "at_once").await;
    assert!(browser.get(&own).await.words().contains("777.125"));
    // What was read stays open.
    let read = browser
        .post("results/mark-read", &[("report", &id.to_string())])
        .await;
    assert_eq!(read.status, 303);
    choose(&mut browser, "comment-14").await;
    assert!(browser.get(&own).await.words().contains("777.125"));
    let logged = audit(&world, member).await;
    for change in ["at_once>cover", "cover>at_once", "at_once>comment-14"] {
        let line = format!("choose_release genetic:{change} done");
        assert_eq!(
            logged.iter().filter(|one| **one == line).count(),
            1,
            "{logged:?}"
        );
    }
    let nonsense = choose(&mut browser, "never").await;
    assert_eq!(nonsense.status, 400);
    assert!(
        browser.get(&own).await.words().contains("777.125"),
        "a refused form changes nothing"
    );
}

#[tokio::test]
async fn a_correction_of_what_was_read_is_changed_and_stays_open() {
    let world = World::new().await;
    let (member, mut browser) = chosen(&world, "cover").await;
    let (id, _) = genetic(&world, member).await;
    let id = id.to_string();
    call(&browser, "results/show", &[("id", &id)]).await;
    call(&browser, "results/mark-read", &[("report", &id)]).await;
    world.clock.turn_to(world.clock.now() + minutes(5));
    let [reader, value, other, report] = hidden();
    let corrected = [
        reader,
        value.replace("777.125", "12.5").replace("\"HH\"", "\"N\""),
        other,
        report,
    ]
    .map(|text| text.replace("\"final\"", "\"corrected\""));
    let corrected: Vec<&str> = corrected.iter().map(String::as_str).collect();
    taken(&world, &record(&corrected)).await;
    let list = browser.get(LIST).await.words();
    let row = &list[list.rfind("Quokka").unwrap() - 12..];
    assert!(
        row.starts_with("Changed") || row.contains("Changed Quokka"),
        "{list}"
    );
    assert!(list.contains("New Metabolic now"), "{list}");
    let page = browser.get(&format!("{LIST}/{id}")).await.words();
    assert!(page.contains("12.5") && page.contains("777.125"), "{page}");
}

#[tokio::test]
async fn since_the_last_visit_is_told_and_nothing_where_nothing_came() {
    let world = World::new().await;
    let (member, mut first) = chosen(&world, "cover").await;
    let moved = |by| world.clock.turn_to(world.clock.now() + by);
    assert!(
        !first
            .get(LIST)
            .await
            .words()
            .contains("since you were last here")
    );
    let before = world.clock.now() - days(1);
    let mut second = signed_on_again(&world, member, Some(before)).await;
    for path in ["/medical-record", LIST] {
        let words = second.get(path).await.words();
        let said = "2 results are new since you were last here on November 1, 2026";
        assert!(words.contains(said), "{path}: {words}");
        assert!(!words.contains("has changed since"), "{path}: {words}");
    }
    let visit = world.clock.now();
    moved(minutes(60));
    let corrected = potassium("k0", BEFORE, "4.2", RANGE).replace("\"final\"", "\"corrected\"");
    taken(&world, &record(&[&corrected])).await;
    let mut third = signed_on_again(&world, member, Some(visit)).await;
    let words = third.get("/medical-record").await.words();
    assert!(
        words.contains("1 result has changed since you were last here"),
        "{words}"
    );
    assert!(!words.contains("new since"), "{words}");
    let now = world.clock.now();
    moved(minutes(60));
    let mut fourth = signed_on_again(&world, member, Some(now)).await;
    let words = fourth.get(LIST).await.words();
    assert!(!words.contains("since you were last here"), "{words}");
}

#[tokio::test]
async fn another_members_result_is_not_shown_by_asking_for_it() {
    let world = World::new().await;
    let (member, _) = chosen(&world, "cover").await;
    let (id, _) = genetic(&world, member).await;
    let (_, stranger) = world.signed_on(&Person::another()).await;
    let asked = call(&stranger, "results/show", &[("id", &id.to_string())]).await;
    assert_eq!(asked.status, 404);
    let mine = member.to_string();
    let fields = [("person", mine.as_str()), ("id", &id.to_string())];
    assert_eq!(call(&stranger, "results/show", &fields).await.status, 404);
    let mut browser = signed_on_again(&world, member, None).await;
    let page = browser.get(&format!("{LIST}/{id}")).await;
    assert!(page.words().contains("Show it now"), "{}", page.words());
}
