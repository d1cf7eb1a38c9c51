//! Accounts and sessions of the desks, and where conversations stand with their teams.

pub mod plans;
pub mod queue;

use domain::ids::{OfficeId, PractitionerId, StaffId};
use domain::staff::Role;
use domain::time::{days, minutes};
use store::Tx;
use store::staff::{self, NewStaff, NewStaffSession};

use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: a_user_id_is_unique_without_regard_to_case, aut_6_a_step_is_taken_once,
        aut_7_a_session_says_whether_the_code_was_right, ses_7_who_leaves_is_signed_off_everywhere,
        colleagues_are_those_of_the_office;
}

/// Somebody at a desk.
pub fn person(user_id: &str, role: Role, practitioner: Option<PractitionerId>) -> NewStaff {
    NewStaff {
        email: None,
        id: StaffId::new(NOW, bytes()),
        user_id: user_id.into(),
        user_id_key: user_id.to_lowercase(),
        name: format!("Name of {user_id}"),
        role,
        practitioner,
        password_hash: "hash".into(),
        totp_sealed: "sealed".into(),
        created_at: NOW,
    }
}

/// Puts somebody there.
pub async fn add(tx: &mut Tx, user_id: &str, role: Role, is: Option<PractitionerId>) -> StaffId {
    let new = person(user_id, role, is);
    assert!(staff::insert(tx, &new).await.unwrap());
    new.id
}

async fn a_user_id_is_unique_without_regard_to_case(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let id = add(&mut tx, "Ada.Desk", Role::Administrator, None).await;
    let other = person("ADA.desk", Role::MemberServices, None);
    assert!(!staff::insert(&mut tx, &other).await.unwrap());
    assert_eq!(staff::count(&mut tx).await.unwrap(), 1);
    let found = staff::by_user_id(&mut tx, "ada.desk").await.unwrap();
    assert_eq!(found.unwrap().id, id);
    assert!(staff::by_user_id(&mut tx, "ada").await.unwrap().is_none());
    assert!(staff::rehashed(&mut tx, id, "hash", "newer").await.unwrap());
    assert!(
        !staff::rehashed(&mut tx, id, "hash", "newest")
            .await
            .unwrap()
    );
}

async fn aut_6_a_step_is_taken_once(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let id = add(&mut tx, "ada.desk", Role::Administrator, None).await;
    tx.commit().await.unwrap();
    let takes = (0..12).map(|_| {
        let store = db.store.clone();
        tokio::spawn(async move {
            crate::world::write(&store, |tx| {
                Box::pin(async move { staff::take_step(tx, id, 100, NOW).await })
            })
            .await
            .unwrap()
        })
    });
    let mut granted = 0;
    for take in takes.collect::<Vec<_>>() {
        granted += u32::from(take.await.unwrap());
    }
    assert_eq!(granted, 1);
    let mut tx = db.store.write().await.unwrap();
    assert!(!staff::take_step(&mut tx, id, 99, NOW).await.unwrap());
    assert!(staff::take_step(&mut tx, id, 101, NOW).await.unwrap());
}

fn session(token: &str, whose: StaffId, proven: bool) -> NewStaffSession {
    NewStaffSession {
        token_hash: token.into(),
        staff: whose,
        created_at: NOW,
        proven_at: proven.then_some(NOW),
        device: "Firefox, Linux".into(),
        network: "192.0.2.0".into(),
    }
}

async fn aut_7_a_session_says_whether_the_code_was_right(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let id = add(&mut tx, "ada.desk", Role::Administrator, None).await;
    staff::begin(&mut tx, &session("half", id, false))
        .await
        .unwrap();
    staff::begin(&mut tx, &session("whole", id, true))
        .await
        .unwrap();
    let half = staff::session(&mut tx, "half").await.unwrap().unwrap();
    assert_eq!((half.staff, half.proven_at), (id, None));
    let whole = staff::session(&mut tx, "whole").await.unwrap().unwrap();
    assert_eq!(
        (whole.role, whole.proven_at),
        (Role::Administrator, Some(NOW))
    );
    assert_eq!(
        (whole.name.as_str(), whole.office),
        ("Name of ada.desk", None)
    );
    let later = NOW + minutes(3);
    staff::touch(&mut tx, "whole", later).await.unwrap();
    staff::touch(&mut tx, "whole", NOW).await.unwrap();
    let whole = staff::session(&mut tx, "whole").await.unwrap().unwrap();
    assert_eq!(whole.last_seen_at, later, "never back");
    assert_eq!(staff::sweep(&mut tx, later).await.unwrap(), 1);
    assert!(staff::session(&mut tx, "half").await.unwrap().is_none());
    assert!(staff::end(&mut tx, "whole").await.unwrap());
    assert!(!staff::end(&mut tx, "whole").await.unwrap());
}

async fn ses_7_who_leaves_is_signed_off_everywhere(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let id = add(&mut tx, "ada.desk", Role::Administrator, None).await;
    for token in ["one", "two"] {
        staff::begin(&mut tx, &session(token, id, true))
            .await
            .unwrap();
    }
    assert!(staff::leave(&mut tx, id, NOW + days(1)).await.unwrap());
    assert!(!staff::leave(&mut tx, id, NOW + days(2)).await.unwrap());
    for token in ["one", "two"] {
        assert!(staff::session(&mut tx, token).await.unwrap().is_none());
    }
    assert!(
        staff::by_user_id(&mut tx, "ada.desk")
            .await
            .unwrap()
            .is_none()
    );
    assert!(staff::secret(&mut tx, id).await.unwrap().is_none());
}

async fn colleagues_are_those_of_the_office(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = crate::messages::cast::cast(&mut tx, "1").await;
    let nurse = add(&mut tx, "nurse.b", Role::Nurse, Some(cast.colleague)).await;
    let physician = add(&mut tx, "doctor.a", Role::Physician, Some(cast.physician)).await;
    add(&mut tx, "doctor.c", Role::Physician, Some(cast.elsewhere)).await;
    let desk = add(&mut tx, "ada.desk", Role::MemberServices, None).await;
    staff::begin(&mut tx, &session("one", nurse, true))
        .await
        .unwrap();
    let office: OfficeId = staff::session(&mut tx, "one")
        .await
        .unwrap()
        .unwrap()
        .office
        .unwrap();
    let there = staff::at_office(&mut tx, office).await.unwrap();
    let ids: Vec<_> = there.iter().map(|one| one.id).collect();
    assert_eq!(ids, [physician, nurse], "by name");
    let desks = staff::in_role(&mut tx, Role::MemberServices).await.unwrap();
    assert_eq!(desks.iter().map(|one| one.id).collect::<Vec<_>>(), [desk]);
    staff::leave(&mut tx, physician, NOW).await.unwrap();
    assert_eq!(staff::at_office(&mut tx, office).await.unwrap().len(), 1);
}
