//! The roll's file of guardians: read whole or not at all.

use server::commands::import_guardians::import_bytes;
use testkit::{Person, World};

use super::{guardians, mrn, person, row};
use crate::bundles::signed_on;
use crate::messages::audit;

#[tokio::test]
async fn a_roll_is_read_whole_or_not_at_all_and_may_be_read_again() {
    let world = World::new().await;
    let (parent, mut browser) = world.signed_on(&Person::default()).await;
    person(&world, "lia", "2018-05-02", "Lia").await;
    let good = row(&world, "lia", "").await;
    let bad = [
        "12345671,12345671,parent,2020-01-01,",
        "x,12345671,parent,2020-01-01,",
        "12345671,12345671,aunt,2020-01-01,",
    ];
    for bad in bad {
        let line = guardians(&world, &[good.clone(), bad.to_owned()]).await;
        assert_eq!(line.status, "rejected");
        assert_eq!(line.problems.len(), 1);
        assert!(
            line.problems[0].starts_with("line 3: "),
            "{:?}",
            line.problems
        );
        assert!(!line.problems[0].contains("12345671"));
    }
    assert!(!browser.get("/home").await.has("Lia"), "nothing was kept");
    let line = import_bytes(&world.portal, "f".into(), b"a,b\n1,2\n")
        .await
        .unwrap();
    assert_eq!(line.status, "rejected");
    let young = format!("12345671,{},parent,2020-01-01,", mrn(&world, "lia").await);
    assert_eq!(guardians(&world, &[young]).await.status, "rejected");
    assert_eq!(
        guardians(&world, std::slice::from_ref(&good)).await.status,
        "imported"
    );
    let again = guardians(&world, &[good]).await;
    assert_eq!(
        (again.status, again.counts["Guardianship"]),
        ("unchanged", 1)
    );
    let told = audit(&world, parent).await;
    let changes = told
        .iter()
        .filter(|row| row.starts_with("change_guardianship"));
    assert_eq!(changes.count(), 1);
    assert!(browser.get("/home").await.has("Lia"));
    // The child's own sign-on reads their own record as ever.
    let (_, mut own) = signed_on(&world, "lia").await;
    assert!(
        own.get("/medical-record/lab-results")
            .await
            .has("Lia panel")
    );
}
