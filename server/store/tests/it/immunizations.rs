//! Immunizations as they are stored.

use domain::ids::{ImmunizationId, MemberId, OfficeId, PractitionerId, VisitId};
use domain::immunizations::ImmunizationStatus;
use domain::time::{Timestamp, days};
use store::immunizations::{self, Immunization};
use store::roll::{self, Office, Practitioner, Visit};
use store::{StoreError, Tx};

use crate::results::member;
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: doses_come_newest_first_and_nobody_elses, a_dose_keeps_every_column,
        a_correction_takes_the_place_of_what_was, one_dose_of_a_source_is_one_row,
        the_visit_says_where_and_the_roll_who;
}

fn dose(member: MemberId, fhir_id: &str, at: Timestamp) -> Immunization {
    Immunization {
        id: ImmunizationId::new(NOW, bytes()),
        source: "fhir".into(),
        fhir_id: fhir_id.into(),
        member,
        status: ImmunizationStatus::Completed,
        cvx: Some("08".into()),
        name: "Hep B, adolescent or pediatric".into(),
        at,
        at_source: Some("2018-02-03".into()),
        at_text: None,
        reported: false,
        subpotent: false,
        reason: None,
        lot: None,
        expires_source: None,
        manufacturer: None,
        site: None,
        route: None,
        amount: None,
        place: None,
        visit: None,
        practitioner: None,
        performer: None,
        protocols: "[]".into(),
        reactions: "[]".into(),
        note: None,
        version: 1,
        changed_at: NOW,
    }
}

async fn ids_of(tx: &mut Tx, member: MemberId, limit: u32) -> Result<Vec<String>, StoreError> {
    let rows = immunizations::of_member(tx, member, limit).await?;
    Ok(rows.into_iter().map(|row| row.fhir_id).collect())
}

async fn doses_come_newest_first_and_nobody_elses(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let (mine, theirs) = (
        member(&mut tx, "11111111").await.unwrap(),
        member(&mut tx, "22222222").await.unwrap(),
    );
    for (number, whose) in [mine, mine, theirs, mine].into_iter().enumerate() {
        let at = NOW - days(100 - u64::try_from(number).unwrap());
        let row = dose(whose, &format!("i{number}"), at);
        immunizations::insert(&mut tx, &row).await.unwrap();
    }
    assert_eq!(ids_of(&mut tx, mine, 10).await.unwrap(), ["i3", "i1", "i0"]);
    assert_eq!(ids_of(&mut tx, mine, 2).await.unwrap(), ["i3", "i1"]);
    assert_eq!(ids_of(&mut tx, theirs, 10).await.unwrap(), ["i2"]);
}

async fn a_dose_keeps_every_column(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let text = |text: &str| Some(text.to_owned());
    let row = Immunization {
        status: ImmunizationStatus::NotDone,
        cvx: None,
        at_source: None,
        at_text: text("as a baby, in Oaxaca"),
        reported: true,
        subpotent: true,
        reason: text("patient objection"),
        lot: text("HB 4471"),
        expires_source: text("2019-05-31"),
        manufacturer: text("Harbor Biologics"),
        site: text("Left thigh"),
        route: text("Intramuscular"),
        amount: text("0.50 mL"),
        place: text("Cedar Park Medical Office"),
        performer: text("Ada Okafor"),
        protocols: r#"[{"dose":"1"}]"#.into(),
        reactions: r#"[{"what":"Fever"}]"#.into(),
        note: text("Cried a little."),
        ..dose(member, "i", NOW)
    };
    immunizations::insert(&mut tx, &row).await.unwrap();
    let found = immunizations::find(&mut tx, "fhir", "i").await.unwrap();
    assert!(found.as_ref() == Some(&row), "as it was written");
    let listed = immunizations::of_member(&mut tx, member, 10).await.unwrap();
    assert!(listed == [row], "and so in the list");
    let other = immunizations::find(&mut tx, "hl7v2", "i").await.unwrap();
    assert!(other.is_none(), "another source's is another");
}

async fn a_correction_takes_the_place_of_what_was(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let mut row = dose(member, "i", NOW);
    immunizations::insert(&mut tx, &row).await.unwrap();
    row.status = ImmunizationStatus::EnteredInError;
    row.lot = Some("HB 4472".into());
    row.version = 2;
    row.changed_at = NOW + days(1);
    immunizations::update(&mut tx, &row).await.unwrap();
    let listed = immunizations::of_member(&mut tx, member, 10).await.unwrap();
    assert!(listed == [row.clone()], "one row, as it is now");
    row.id = ImmunizationId::new(NOW, bytes());
    let gone = immunizations::update(&mut tx, &row).await;
    assert!(gone.is_err(), "what is not there is not changed");
}

async fn one_dose_of_a_source_is_one_row(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    immunizations::insert(&mut tx, &dose(member, "i", NOW))
        .await
        .unwrap();
    let again = immunizations::insert(&mut tx, &dose(member, "i", NOW)).await;
    assert!(again.is_err());
}

async fn the_visit_says_where_and_the_roll_who(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let office = Office {
        id: OfficeId::new(NOW, bytes()),
        source: "fhir".into(),
        fhir_id: "office".into(),
        name: "Cedar Park Medical Office".into(),
        phone: None,
        street: None,
        city: None,
        state: None,
        postal_code: None,
    };
    let office = roll::put_office(&mut tx, &office).await.unwrap();
    let nurse = Practitioner {
        id: PractitionerId::new(NOW, bytes()),
        source: "fhir".into(),
        fhir_id: "nurse".into(),
        given: "Ada".into(),
        family: "Okafor".into(),
        prefix: None,
        suffix: None,
        specialty: None,
        office: None,
        receives_messages: true,
    };
    let nurse = roll::put_practitioner(&mut tx, &nurse).await.unwrap();
    let visit = Visit {
        id: VisitId::new(NOW, bytes()),
        source: "fhir".into(),
        fhir_id: "v".into(),
        member,
        started_at: NOW,
        started_source: "2018-02-03".into(),
        ended_at: None,
        class: "AMB".into(),
        kind: "Well child".into(),
        reason: None,
        office: Some(office),
    };
    let visit = roll::put_visit(&mut tx, &visit, &[]).await.unwrap();
    let row = Immunization {
        visit: Some(visit),
        practitioner: Some(nurse),
        performer: Some("Nurse A. O.".into()),
        ..dose(member, "i", NOW)
    };
    immunizations::insert(&mut tx, &row).await.unwrap();
    let elsewhere = Immunization {
        place: Some("County health fair".into()),
        visit: Some(visit),
        performer: Some("A volunteer".into()),
        ..dose(member, "j", NOW - days(1))
    };
    immunizations::insert(&mut tx, &elsewhere).await.unwrap();
    let listed = immunizations::of_member(&mut tx, member, 10).await.unwrap();
    let shown: Vec<_> = listed
        .iter()
        .map(|row| (row.place.as_deref(), row.performer.as_deref()))
        .collect();
    assert_eq!(
        shown,
        [
            (Some("Cedar Park Medical Office"), Some("Ada Okafor")),
            (Some("County health fair"), Some("A volunteer")),
        ]
    );
}
