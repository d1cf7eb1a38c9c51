//! Parents and guardians as the record system says them: FHIR `RelatedPerson`.

use domain::ids::MemberId;
use server::commands::import_fhir::FileLine;
use testkit::{Choices, World};

use super::{guardians, of, person, row};
use crate::bundles::{bundle, import, member, signed_on};
use crate::messages::audit;

const ROLES: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

/// Somebody who is something to Lia; `rest` is what else stands there.
fn related(id: &str, role: &str, rest: &str) -> String {
    format!(
        r#"{{"resourceType":"RelatedPerson","id":"{id}","patient":{{"reference":"Patient/lia"}},
        "relationship":[{{"coding":[{{"system":"{ROLES}","code":"{role}"}}]}}]{rest}}}"#
    )
}

/// The mother's own record, which says who she is to others; `rest` is what else stands there.
fn mother(rest: &str) -> String {
    format!(
        r#"{{"resourceType":"Patient","id":"mother","name":[{{"family":"Ordóñez","given":["Rosa"]}}],
        "gender":"female","birthDate":"1984-03-09",
        "identifier":[{{"system":"urn:plan:mrn","value":"M-1"}}]{rest}}}"#
    )
}

const LINK: &str = r#","link":[{"other":{"reference":"RelatedPerson/r1"},"type":"seealso"}]"#;
const NUMBER: &str = r#","identifier":[{"system":"urn:plan:mrn","value":"M-1"}]"#;

/// A world with Lia in it, and with her mother.
async fn with_lia(world: &World) -> MemberId {
    let lia = person(world, "lia", "2018-05-02", "Lia").await;
    import(world, &bundle(&[&mother("")])).await;
    lia
}

/// Whether the mother is let into Lia's record now.
async fn is_open(world: &World, lia: MemberId) -> bool {
    let id = member(world, "mother").await.id;
    let request = world.request();
    let found = request.read(move |cx| {
        Box::pin(async move { Ok(store::family::of_child(&mut cx.tx, id, lia).await?) })
    });
    let today = world.portal.today();
    found.await.unwrap().is_some_and(|child| {
        child.span().extent(child.birth_date, today) != domain::family::Extent::Nothing
    })
}

async fn says(world: &World, resources: &[&str]) -> FileLine {
    let line = import(world, &bundle(resources)).await;
    assert_ne!(line.status, "rejected", "{:?}", line.problems);
    line
}

/// The whole life of one, on either engine.
async fn life(world: &World) {
    let lia = with_lia(world).await;
    // Linked by her own record, in the same file.
    let line = says(world, &[&mother(LINK), &related("r1", "MTH", "")]).await;
    assert_eq!((line.counts["RelatedPerson"], line.problems.len()), (1, 0));
    assert!(is_open(world, lia).await);
    // Set inactive, it is over; active again, it stands again.
    says(
        world,
        &[&related(
            "r1",
            "MTH",
            &format!(r#"{NUMBER},"active":false"#),
        )],
    )
    .await;
    assert!(!is_open(world, lia).await);
    says(world, &[&related("r1", "MTH", NUMBER)]).await;
    assert!(is_open(world, lia).await);
    // Ended by its period: the last day is of it. Today is 2 November 2026.
    for (end, open) in [("2026-11-02", true), ("2026-11-01", false), ("2027", true)] {
        let period = format!(r#"{NUMBER},"period":{{"start":"2018-05-02","end":"{end}"}}"#);
        says(world, &[&related("r1", "MTH", &period)]).await;
        assert_eq!(is_open(world, lia).await, open, "{end}");
    }
    // Something else than a parent now.
    let line = says(world, &[&related("r1", "AUNT", NUMBER)]).await;
    assert_eq!(line.skipped["RelatedPerson"], 1);
    assert!(line.problems[0].contains("neither parent nor guardian"));
    assert!(!is_open(world, lia).await);
    // A guardian, until the source deletes it.
    says(world, &[&related("r1", "GUARD", NUMBER)]).await;
    assert!(is_open(world, lia).await);
    let deleted = r#"{"resourceType":"Bundle","type":"transaction","entry":[
        {"request":{"method":"DELETE","url":"RelatedPerson/r1"}}]}"#;
    assert_eq!(import(world, deleted).await.status, "imported");
    assert!(!is_open(world, lia).await);
    let mother = member(world, "mother").await.id;
    for whose in [lia, mother] {
        let told = audit(world, whose).await;
        let told = told
            .iter()
            .filter(|row| row.starts_with("change_guardianship"));
        assert!(told.count() >= 8, "both histories tell each change");
    }
}

#[tokio::test]
async fn a_related_person_opens_and_closes_a_childs_record() {
    life(&World::new().await).await;
}

#[tokio::test]
async fn a_related_person_opens_and_closes_it_on_postgres() {
    let world = World::on_postgres(Choices::default()).await;
    life(&world).await;
    world.end().await;
}

#[tokio::test]
async fn the_mother_reads_what_the_record_system_opened() {
    let world = World::new().await;
    let lia = with_lia(&world).await;
    says(&world, &[&related("r1", "MTH", NUMBER)]).await;
    let (_, mut browser) = signed_on(&world, "mother").await;
    let page = browser.get(&of(lia, "/lab-results")).await;
    assert!(page.has("Lia panel") && page.has("You are in Lia’s record"));
}

#[tokio::test]
async fn what_is_not_unmistakable_opens_nothing_and_is_told() {
    let world = World::new().await;
    let lia = with_lia(&world).await;
    let twin = r#"{"resourceType":"Patient","id":"twin","name":[{"family":"Other","given":["Una"]}],
        "birthDate":"1984-03-09","link":[{"other":{"reference":"RelatedPerson/r2"},"type":"seealso"}]}"#;
    let young = r#"{"resourceType":"Patient","id":"young","name":[{"family":"Other","given":["Ned"]}],
        "birthDate":"2010-03-09","identifier":[{"system":"urn:plan:mrn","value":"M-2"}]}"#;
    let unlinked = r#","name":[{"family":"Ordóñez","given":["Rosa"]}],"birthDate":"1984-03-09""#;
    let foreign = r#","identifier":[{"system":"urn:other","value":"M-1"}]"#;
    let bare = r#","identifier":[{"value":"M-1"}]"#;
    let minor = r#","identifier":[{"system":"urn:plan:mrn","value":"M-2"}]"#;
    says(&world, &[young]).await;
    for (resources, reason) in [
        // The same name and birth date are nobody's number.
        (vec![related("r1", "MTH", unlinked)], "leads to nobody"),
        (vec![related("r1", "MTH", foreign)], "leads to nobody"),
        (vec![related("r1", "MTH", bare)], "leads to nobody"),
        (vec![related("r1", "MTH", minor)], "younger than 18"),
        (vec![related("r1", "STPMTH", NUMBER)], "neither parent"),
        (vec![related("r1", "GRMTH", NUMBER)], "neither parent"),
        (
            vec![related("r2", "MTH", NUMBER), twin.to_owned()],
            "more than one",
        ),
    ] {
        let resources: Vec<&str> = resources.iter().map(String::as_str).collect();
        let line = says(&world, &resources).await;
        assert_eq!(line.problems.len(), 1, "{reason}: {:?}", line.problems);
        assert!(line.problems[0].contains(reason), "{:?}", line.problems);
        assert!(!line.problems[0].contains("M-1"), "{:?}", line.problems);
        assert!(!is_open(&world, lia).await, "{reason}");
    }
    // A child whom nobody knows: the whole file is refused.
    let lost = related("r3", "MTH", NUMBER).replace("Patient/lia", "Patient/nobody");
    assert_eq!(import(&world, &bundle(&[&lost])).await.status, "rejected");
}

/// A line of the roll's file takes the place of what a bundle said, and stays when that ends.
#[tokio::test]
async fn the_file_of_the_roll_goes_before_a_bundle() {
    let world = World::new().await;
    let lia = with_lia(&world).await;
    says(&world, &[&related("r1", "MTH", NUMBER)]).await;
    let mother = member(&world, "mother").await.mrn;
    let line = row(&world, "lia", "").await.replace("12345671", &mother);
    assert_eq!(guardians(&world, &[line]).await.status, "imported");
    says(
        &world,
        &[&related(
            "r1",
            "MTH",
            &format!(r#"{NUMBER},"active":false"#),
        )],
    )
    .await;
    assert!(is_open(&world, lia).await);
}
