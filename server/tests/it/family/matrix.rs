//! Who gets what of whose record: every row of the access table that is of a record, for every
//! role and every subject, against the reviewed table `matrix.txt` (ACC-2, ACC-7).

use std::fmt::Write as _;

use app::access::{ENDPOINTS, FILES, PAGES, Rule};
use domain::ids::MemberId;
use domain::staff::Role;
use testkit::{Browser, Person, World};

use super::{call, guardians, person, row};
use crate::paper::bytes;

/// Every answer, a line a row of the table and role, a column a subject.
const EXPECTED: &str = include_str!("matrix.txt");

#[tokio::test]
async fn acc_2_acc_7_every_record_for_every_role() {
    let (world, _, parent) = World::with_member().await;
    let (_, stranger) = world.signed_on(&Person::another()).await;
    let mut subjects: Vec<(&str, MemberId)> = Vec::new();
    for (key, birth) in [
        ("child", "2018-05-02"),
        ("teen", "2012-04-03"),
        ("adult", "2005-04-03"),
        ("ended", "2018-05-02"),
        ("foreign", "2018-05-02"),
    ] {
        subjects.push((key, person(&world, key, birth, key).await));
    }
    let rows = [
        row(&world, "child", "").await,
        row(&world, "teen", "").await,
        row(&world, "adult", "").await,
        row(&world, "ended", "2026-11-02").await,
    ];
    assert_eq!(guardians(&world, &rows).await.status, "imported");
    let clinician = world.clinicians().await[0];
    let nurse = world
        .worker("nurse.of.cedar", Role::Nurse, Some(clinician))
        .await
        .browser;
    let mut found = String::from("# role | row | child teen adult ended foreign\n");
    let roles: [(&str, Browser); 4] = [
        ("parent", parent),
        ("stranger", stranger),
        ("nurse", nurse),
        ("anonymous", world.visitor()),
    ];
    for (role, browser) in &roles {
        let paths = PAGES
            .iter()
            .filter(|page| page.rule == Rule::Record)
            .map(|page| page.path)
            .chain(
                FILES
                    .iter()
                    .filter(|file| file.rule == Rule::Record)
                    .map(|file| file.path),
            );
        for path in paths {
            let mut answers = Vec::new();
            for (_, subject) in &subjects {
                let result = report_of(&world, *subject).await;
                let address = path
                    .replace("{person}", &subject.to_string())
                    .replace("{id}", &result);
                answers.push(bytes(&world, browser, &address).await.0.to_string());
            }
            writeln!(found, "{role} | {path} | {}", answers.join(" ")).unwrap();
        }
        for endpoint in ENDPOINTS.iter().filter(|row| row.rule == Rule::Record) {
            let mut answers = Vec::new();
            for (_, subject) in &subjects {
                let (subject, result) = (subject.to_string(), report_of(&world, *subject).await);
                let fields = [
                    ("person", subject.as_str()),
                    ("id", &result),
                    ("order", "vaccine"),
                ];
                answers.push(call(browser, endpoint.name, &fields).await.0.to_string());
            }
            writeln!(found, "{role} | {} | {}", endpoint.name, answers.join(" ")).unwrap();
        }
    }
    assert_eq!(found, EXPECTED, "found:\n{found}");
}

/// The id of the one report of a record.
async fn report_of(world: &World, subject: MemberId) -> String {
    let request = world.request();
    let found = request.read(move |cx| {
        Box::pin(async move { Ok(store::results::reports(&mut cx.tx, subject, None, 1).await?) })
    });
    found.await.unwrap()[0].id.to_string()
}
