//! Who acts for whom, as it is stored.

use domain::family::Relation;
use domain::ids::GuardianshipId;
use domain::time::Date;
use store::family::{self, Guardianship};

use crate::results::member;
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: acc_7_a_parent_has_their_own_children_alone, a_roll_says_one_thing_of_two_people;
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
        let row = Guardianship {
            id: GuardianshipId::new(NOW, bytes()),
            child,
            parent,
            relationship: Relation::Parent,
            valid_from: "2018-05-02".parse().unwrap(),
            valid_until: None,
        };
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
    let first = Guardianship {
        id: GuardianshipId::new(NOW, bytes()),
        child,
        parent,
        relationship: Relation::Parent,
        valid_from: "2018-05-02".parse().unwrap(),
        valid_until: None,
    };
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
