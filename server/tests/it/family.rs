//! A child's record: who reads how much of it, until when, and what both histories say.

mod birthdays;
mod races;
mod related;
mod release;
mod roll;
mod sentences;

use domain::ids::MemberId;
use server::commands::import_fhir::FileLine;
use server::commands::import_guardians::import_bytes;
use testkit::{Browser, Person, World, at};

use crate::bundles::{import, member, panel, record, value};
use crate::messages::audit;
use crate::paper::{bytes, words};

const AT: &str = "2026-10-05T09:50:00-07:00";
const HEADER: &str = "child_mrn,parent_mrn,relationship,from,until";

/// Somebody with one result and one dose, both told by a word of their own.
pub async fn person(world: &World, key: &'static str, birth: &str, given: &str) -> MemberId {
    let quantity = r#""valueQuantity":{"value":9.9,"unit":"mmol/L"},"referenceRange":[{
        "low":{"value":3.5,"unit":"mmol/L"},"high":{"value":5.1,"unit":"mmol/L"}}]"#;
    let dose = format!(
        r#"{{"resourceType":"Immunization","id":"i1","patient":{{"reference":"Patient/ines"}},
        "status":"completed","vaccineCode":{{"coding":[{{"system":"http://hl7.org/fhir/sid/cvx",
        "code":"140"}}]}},"occurrenceDateTime":"2025-10-01","lotNumber":"LOT-{given}"}}"#
    );
    let text = record(&[
        &value("k1", "2823-3", &format!("{given} test"), AT, quantity),
        &panel("r1", &format!("{given} panel"), "final", AT, &["k1"]),
        &dose,
    ]);
    let text = text
        .replace("1984-03-09", birth)
        .replace("Inés", given)
        .replace("\"ines\"", &format!("\"{key}\""))
        .replace("Patient/ines", &format!("Patient/{key}"));
    let text = ["v1", "k1", "r1", "i1"].iter().fold(text, |text, id| {
        text.replace(&format!("\"{id}\""), &format!("\"{id}-{key}\""))
            .replace(&format!("/{id}\""), &format!("/{id}-{key}\""))
    });
    let line = import(world, &text).await;
    assert_eq!(line.status, "imported", "{:?}", line.problems);
    member(world, key).await.id
}

pub async fn guardians(world: &World, rows: &[String]) -> FileLine {
    let text = format!("{HEADER}\n{}\n", rows.join("\n"));
    import_bytes(&world.portal, "roll.csv".into(), text.as_bytes())
        .await
        .unwrap()
}

pub async fn mrn(world: &World, key: &'static str) -> String {
    member(world, key).await.mrn
}

/// A row of the roll: of that child the parent is `maria.santos`.
pub async fn row(world: &World, child: &'static str, until: &str) -> String {
    let child = mrn(world, child).await;
    format!("{child},12345671,parent,2010-01-01,{until}")
}

/// A parent of a child of eight and of one of fourteen, signed on.
struct Family {
    world: World,
    parent: MemberId,
    browser: Browser,
    child: MemberId,
    teen: MemberId,
}

async fn family() -> Family {
    let (world, parent, browser) = World::with_member().await;
    let child = person(&world, "lia", "2018-05-02", "Lia").await;
    let teen = person(&world, "teo", "2012-04-03", "Teo").await;
    let rows = [row(&world, "lia", "").await, row(&world, "teo", "").await];
    assert_eq!(guardians(&world, &rows).await.status, "imported");
    Family {
        world,
        parent,
        browser,
        child,
        teen,
    }
}

fn of(person: MemberId, page: &str) -> String {
    format!("/for/{person}/medical-record{page}")
}

/// The address of the one result of a record.
async fn result_of(browser: &mut Browser, person: MemberId) -> String {
    let list = browser.get(&of(person, "/lab-results")).await;
    assert_eq!(list.status, 200, "{}", list.words());
    let start = of(person, "/lab-results/");
    let links = list.text.split("href=\"").skip(1);
    let own = links.filter_map(|rest| rest.split('"').next());
    let mut own = own.filter(|href| href.strip_prefix(&start).is_some_and(|id| id.len() == 36));
    own.next().expect("a result").to_owned()
}

async fn status_of(family: &Family, path: &str) -> u16 {
    bytes(&family.world, &family.browser, path).await.0
}

/// Calls a server function as an open page does.
async fn call(browser: &Browser, endpoint: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let mut scripts = browser.clone();
    scripts.scripts = true;
    let page = scripts.post(endpoint, fields).await;
    (page.status, page.text)
}

#[tokio::test]
async fn a_parent_reads_a_childs_results_and_immunizations_and_sees_whose_they_are() {
    let Family {
        world,
        mut browser,
        child,
        ..
    } = family().await;
    for page in [
        "",
        "/lab-results",
        "/immunizations",
        "/immunizations/record",
    ] {
        let page = browser.get(&of(child, page)).await;
        assert_eq!(page.status, 200, "{}", page.words());
        assert!(page.has("You are in Lia’s record"), "{}", page.words());
        assert!(page.has("<title>Lia: "), "{}", page.text);
    }
    let page = browser.get(&of(child, "")).await;
    assert!(page.has("Lia panel") && !page.words().contains("new result"));
    let path = result_of(&mut browser, child).await;
    let page = browser.get(&path).await;
    let text = page.words();
    assert!(text.contains("Lia panel") && text.contains("9.9"), "{text}");
    assert!(
        !text.contains("Mark as read") && !text.contains("Write"),
        "{text}"
    );
    let (status, _, pdf) = bytes(&world, &browser, &of(child, "/immunizations/pdf")).await;
    assert_eq!(status, 200);
    let paper = words(&pdf);
    assert!(paper.contains("Lia") && !paper.contains("Maria"), "{paper}");
    for file in [
        "/lab-results/pdf",
        "/lab-results/csv",
        "/lab-results/fhir",
        "/immunizations/health-card",
    ] {
        let (status, _, _) = bytes(&world, &browser, &of(child, file)).await;
        assert_eq!(status, 200, "{file}");
    }
    browser.language = "es".into();
    let page = browser.get(&of(child, "/lab-results")).await;
    assert!(page.has("Está viendo la historia clínica de Lia"));
}

#[tokio::test]
async fn who_acts_for_nobody_sees_no_switcher() {
    let (_world, _, mut browser) = World::with_member().await;
    let page = browser.get("/medical-record").await;
    assert!(!page.has("person-switcher"));
}

#[tokio::test]
async fn acc_5_every_request_names_whose_record_it_is() {
    let Family {
        world,
        mut browser,
        child,
        ..
    } = family().await;
    let second = person(&world, "ana", "2019-01-07", "Ana").await;
    guardians(&world, &[row(&world, "ana", "").await]).await;
    for _ in 0..20 {
        for (who, own, other) in [
            (child, "Lia panel", "Ana panel"),
            (second, "Ana panel", "Lia panel"),
        ] {
            let person = who.to_string();
            let (status, text) = call(&browser, "results/list", &[("person", &person)]).await;
            assert_eq!(status, 200);
            assert!(text.contains(own) && !text.contains(other), "{text}");
            let page = browser.get(&of(who, "/lab-results")).await;
            assert!(page.has(own) && !page.has(other));
        }
        let (_, text) = call(&browser, "results/list", &[]).await;
        assert!(
            !text.contains("Lia panel") && !text.contains("Ana panel"),
            "{text}"
        );
    }
    // One child's result is none of the other's, nor of the parent's own.
    let path = result_of(&mut browser, child).await;
    let id = path.rsplit('/').next().unwrap();
    for path in [
        of(second, &format!("/lab-results/{id}")),
        format!("/medical-record/lab-results/{id}"),
    ] {
        assert_eq!(browser.get(&path).await.status, 404, "{path}");
        assert_eq!(
            browser.get(&format!("{path}/pdf")).await.status,
            404,
            "{path}"
        );
    }
}

#[tokio::test]
async fn acc_6_what_the_roll_ends_is_over_at_the_next_request() {
    let mut family = family().await;
    let child = family.child;
    let result = result_of(&mut family.browser, child).await;
    let files = [
        of(child, "/lab-results/csv"),
        of(child, "/immunizations/pdf"),
        format!("{result}/pdf"),
    ];
    for path in files.iter().chain([&result]) {
        assert_eq!(status_of(&family, path).await, 200, "{path}");
    }
    // Today is 2 November 2026 in the plan's zone.
    let line = guardians(
        &family.world,
        &[row(&family.world, "lia", "2026-11-02").await],
    )
    .await;
    assert_eq!(line.status, "imported");
    for path in files
        .iter()
        .chain([&result, &of(child, ""), &of(child, "/immunizations")])
    {
        assert_eq!(status_of(&family, path).await, 404, "{path}");
    }
    let person = child.to_string();
    for endpoint in ["results/record", "results/list", "immunizations/record"] {
        let (status, _) = call(&family.browser, endpoint, &[("person", &person)]).await;
        assert_eq!(status, 404, "{endpoint}");
    }
    let home = family.browser.get("/home").await;
    assert!(
        !home.has("Lia") && home.has("Teo"),
        "gone from the switcher"
    );
}

#[tokio::test]
async fn acc_6_birthdays_act_on_open_pages_and_downloads() {
    let world = World::new().await;
    // Five minutes before midnight in the plan's zone.
    world.clock.turn_to(at("2026-11-03T07:55:00Z"));
    let (_, mut browser) = world.signed_on(&Person::default()).await;
    let turns_13 = person(&world, "lia", "2013-11-03", "Lia").await;
    let turns_18 = person(&world, "teo", "2008-11-03", "Teo").await;
    guardians(
        &world,
        &[row(&world, "lia", "").await, row(&world, "teo", "").await],
    )
    .await;
    let result = result_of(&mut browser, turns_13).await;
    assert_eq!(
        browser.get(&of(turns_18, "/immunizations")).await.status,
        200
    );
    world.clock.turn_to(at("2026-11-03T08:01:00Z"));
    for path in [result.clone(), of(turns_13, "/lab-results")] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, 403, "{path}");
        assert!(page.has("From the 13th birthday on"), "{}", page.words());
        assert!(!page.has("Lia panel"));
    }
    for file in [format!("{result}/pdf"), of(turns_13, "/lab-results/fhir")] {
        assert_eq!(bytes(&world, &browser, &file).await.0, 403, "{file}");
    }
    let person = turns_13.to_string();
    assert_eq!(
        call(&browser, "results/list", &[("person", &person)])
            .await
            .0,
        403
    );
    assert_eq!(
        bytes(&world, &browser, &of(turns_13, "/immunizations/pdf"))
            .await
            .0,
        200
    );
    for path in [
        "",
        "/immunizations",
        "/immunizations/pdf",
        "/immunizations/health-card",
    ] {
        assert_eq!(
            bytes(&world, &browser, &of(turns_18, path)).await.0,
            404,
            "{path}"
        );
    }
    let person = turns_18.to_string();
    assert_eq!(
        call(&browser, "immunizations/record", &[("person", &person)])
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn home_tells_a_birthday_that_takes_something_away_thirty_days_before() {
    let (world, _, mut browser) = World::with_member().await;
    person(&world, "lia", "2013-12-02", "Lia").await;
    person(&world, "teo", "2008-11-20", "Teo").await;
    person(&world, "ana", "2013-12-20", "Ana").await;
    let rows = [
        row(&world, "lia", "").await,
        row(&world, "teo", "").await,
        row(&world, "ana", "").await,
    ];
    guardians(&world, &rows).await;
    // 2 November 2026.
    let words = browser.get("/home").await.words();
    for told in [
        "Lia will soon be 13",
        "From December 2, 2026 on",
        "Teo will soon be 18",
        "From November 20, 2026 on",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(!words.contains("Ana will soon"), "{words}");
}

#[tokio::test]
async fn acc_8_acting_for_a_child_widens_nothing() {
    let Family {
        world,
        parent,
        mut browser,
        child,
        teen,
    } = family().await;
    let result = result_of(&mut browser, child).await;
    let id = result.rsplit('/').next().unwrap();
    let (person, of_teen) = (child.to_string(), teen.to_string());
    // A read mark is of whose record it is; a field of another's name does not change that.
    let fields = [("report", id), ("person", person.as_str())];
    assert_eq!(call(&browser, "results/mark-read", &fields).await.0, 404);
    // Fields that no form has open nothing.
    let fields = [
        ("person", of_teen.as_str()),
        ("extent", "Whole"),
        ("part", "Immunizations"),
        ("whose", person.as_str()),
    ];
    assert_eq!(call(&browser, "results/list", &fields).await.0, 403);
    // The other rooms have no such address and take no subject.
    for path in ["/messages", "/account", "/id-card", "/requests", "/home"] {
        let page = browser.get(&format!("/for/{child}{path}")).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.text.contains("There is no such page"), "{path}");
    }
    // One's own results are put side by side, a child's are not.
    let compare = format!("/for/{child}/medical-record/lab-results/compare?result={id}");
    let page = browser.get(&compare).await;
    assert_eq!(page.status, 404);
    assert!(!page.text.contains("<table"), "{}", page.text);
    for endpoint in [
        "home/load",
        "account/load",
        "messages/list",
        "requests/list",
    ] {
        let fields = [
            ("person", person.as_str()),
            ("place", "inbox"),
            ("folder", "inbox"),
        ];
        let (_, text) = call(&browser, endpoint, &fields).await;
        assert!(
            !text.contains("Ordóñez") && !text.contains(&person),
            "{endpoint}: {text}"
        );
    }
    let request = world.request();
    let unread = request.read(move |cx| {
        Box::pin(async move { Ok(store::results::unread(&mut cx.tx, child).await?) })
    });
    assert_eq!(unread.await.unwrap(), 1, "the child's mark is the child's");
    assert_ne!(parent, child);
}

#[tokio::test]
async fn acc_9_nothing_of_a_teenagers_results_is_anywhere() {
    let Family {
        world,
        mut browser,
        teen,
        ..
    } = family().await;
    let landing = browser.get(&of(teen, "")).await;
    assert_eq!(landing.status, 200);
    assert!(
        landing.has("From the 13th birthday on"),
        "{}",
        landing.words()
    );
    for path in [
        "/home".to_owned(),
        "/medical-record".to_owned(),
        of(teen, ""),
        of(teen, "/lab-results"),
        of(teen, "/immunizations"),
        of(teen, "/immunizations/record"),
    ] {
        let page = browser.get(&path).await;
        for secret in ["Teo panel", "Teo test", "9.9", "outside range"] {
            assert!(!page.has(secret), "{path}: {secret}");
        }
    }
    let page = browser.get(&of(teen, "/immunizations")).await;
    assert!(page.has("LOT-Teo"), "{}", page.words());
    let (_, _, card) = bytes(&world, &browser, &of(teen, "/immunizations/pdf")).await;
    assert!(!words(&card).contains("panel"));
}

#[tokio::test]
async fn acc_3_a_strangers_child_and_nobody_answer_alike() {
    let Family {
        world,
        mut browser,
        parent,
        ..
    } = family().await;
    let stranger = person(&world, "sam", "2018-05-02", "Sam").await;
    let nobody: MemberId = "01900000-0000-7000-8000-000000000000".parse().unwrap();
    for page in [
        "",
        "/lab-results",
        "/immunizations/record",
        "/immunizations/pdf",
    ] {
        let [a, b] = [
            browser.get(&of(stranger, page)).await,
            browser.get(&of(nobody, page)).await,
        ];
        assert_eq!((a.status, b.status), (404, 404), "{page}");
        assert!(!a.has("Sam"));
    }
    assert_eq!(browser.get("/for/me/medical-record").await.status, 404);
    let told = audit(&world, parent).await;
    assert!(
        !told.iter().any(|row| row.contains("view_results")),
        "{told:?}"
    );
}

#[tokio::test]
async fn the_history_of_the_child_names_the_parent() {
    let Family {
        world,
        mut browser,
        child,
        parent,
        teen,
    } = family().await;
    let result = result_of(&mut browser, child).await;
    browser.get(&result).await;
    browser.get(&of(teen, "/lab-results")).await;
    let request = world.request();
    let rows = request.read(move |cx| {
        Box::pin(async move { Ok(store::audit::about_subject(&mut cx.tx, child, None, 50).await?) })
    });
    let rows = rows.await.unwrap();
    let id = result.rsplit('/').next().unwrap();
    let look = rows.iter().find(|row| row.action == "view_result").unwrap();
    assert_eq!(look.actor.as_deref(), Some(parent.to_string().as_str()));
    assert_eq!(look.subject.as_deref(), Some(child.to_string().as_str()));
    assert_eq!(look.object.as_deref(), Some(id));
    assert!(
        audit(&world, teen)
            .await
            .iter()
            .any(|row| row == "deny  refused")
    );
    for who in [parent, child] {
        let told = audit(&world, who).await;
        assert!(
            told.iter()
                .any(|row| row.starts_with("change_guardianship")),
            "{told:?}"
        );
    }
}
