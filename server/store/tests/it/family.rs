//! Who acts for whom, as it is stored.

use domain::family::Relation;
use domain::ids::{GuardianshipId, MemberId};
use domain::time::Date;
use store::family::{self, Guardianship};
use store::roll;

use crate::results::member;
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: acc_7_a_parent_has_their_own_children_alone, a_roll_says_one_thing_of_two_people,
        parents_are_found_by_birth_dates_page_by_page;
}

/// What a roll says of two people: a parent, since the spring of 2018.
fn guardianship(parent: MemberId, child: MemberId) -> Guardianship {
    Guardianship {
        id: GuardianshipId::new(NOW, bytes()),
        child,
        parent,
        relationship: Relation::Parent,
        valid_from: "2018-05-02".parse().unwrap(),
        valid_until: None,
        fhir_id: None,
    }
}

async fn acc_7_a_parent_has_their_own_children_alone(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let mut people = Vec::new();
    for mrn in ["11111111", "22222222", "33333333", "44444444"] {
        people.push(member(&mut tx, mrn).await.unwrap());
    }
    let [parent, other, child, theirs] = people[..] else {
        panic!("four people");
    };
    for (parent, child) in [(parent, child), (other, theirs)] {
        let row = guardianship(parent, child);
        family::put(&mut tx, &row, NOW).await.unwrap();
    }
    let own = family::of_parent(&mut tx, parent).await.unwrap();
    assert_eq!(own.iter().map(|row| row.id).collect::<Vec<_>>(), [child]);
    assert!(
        family::of_child(&mut tx, parent, child)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        family::of_child(&mut tx, parent, theirs)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        family::of_child(&mut tx, child, parent)
            .await
            .unwrap()
            .is_none()
    );
}

async fn a_roll_says_one_thing_of_two_people(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let parent = member(&mut tx, "11111111").await.unwrap();
    let child = member(&mut tx, "22222222").await.unwrap();
    let first = guardianship(parent, child);
    family::put(&mut tx, &first, NOW).await.unwrap();
    let second = Guardianship {
        id: GuardianshipId::new(NOW, bytes()),
        relationship: Relation::Guardian,
        valid_until: Some("2026-11-02".parse::<Date>().unwrap()),
        ..first.clone()
    };
    family::put(&mut tx, &second, NOW).await.unwrap();
    let kept = family::find(&mut tx, parent, child).await.unwrap().unwrap();
    assert_eq!(
        kept,
        Guardianship {
            id: first.id,
            ..second
        },
        "the id stays"
    );
    let row = family::of_child(&mut tx, parent, child)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.span().until, kept.valid_until);
}

async fn parents_are_found_by_birth_dates_page_by_page(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let parent = member(&mut tx, "11111111").await.unwrap();
    let other = member(&mut tx, "22222222").await.unwrap();
    let mut expected = Vec::new();
    for (mrn, birth, died) in [
        ("33333333", "2013-11-30", false),
        ("44444444", "2013-12-01", false),
        ("55555555", "2013-12-02", true),
        ("66666666", "2013-12-31", false),
        ("77777777", "2014-01-01", false),
    ] {
        let child = member(&mut tx, mrn).await.unwrap();
        let mut person = roll::member(&mut tx, child).await.unwrap().unwrap();
        person.birth_date = birth.parse().unwrap();
        person.died = died;
        roll::update_member(&mut tx, &person).await.unwrap();
        for parent in [parent, other] {
            let row = guardianship(parent, child);
            family::put(&mut tx, &row, NOW).await.unwrap();
            if matches!(mrn, "44444444" | "66666666") {
                expected.push((person.birth_date, row.id.to_string()));
            }
        }
    }
    expected.sort();
    let last: Date = "2013-12-31".parse().unwrap();
    let mut place = ("2013-12-01".parse::<Date>().unwrap(), String::new());
    let mut found = Vec::new();
    loop {
        let (first, after) = &place;
        let page = family::born(&mut tx, (*first, after.as_str()), last, 3)
            .await
            .unwrap();
        let Some(row) = page.last() else { break };
        place = (row.birth_date, row.id.to_string());
        found.extend(page.iter().map(|row| (row.birth_date, row.id.to_string())));
    }
    assert_eq!(found, expected);
    let id: GuardianshipId = found[0].1.parse().unwrap();
    for (day, news) in [(last, true), (last, false), (found[0].0, true)] {
        assert_eq!(family::told(&mut tx, id, day, NOW).await.unwrap(), news);
    }
}
