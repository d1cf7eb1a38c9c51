//! How results are shown, as their reader chose.

use std::slice;

use domain::ids::{ObservationId, ReportId};
use domain::results::release::{Choice, Days, TestKind};
use domain::time::minutes;
use store::results::release::{self as rows, NotShown};
use store::results::{self, listed, search};
use store::{StoreError, Tx};

use super::{member, observation, report};
use crate::world::{Db, NOW};

crate::cases! {
    BOTH: a_choice_is_kept_and_changed, only_what_was_chosen_and_not_shown_is_asked_for,
        what_changed_after_it_was_shown_is_told, what_came_since_is_counted_apart,
        values_are_found_with_all_their_reports;
}

/// A report of a kind.
async fn of_kind(
    tx: &mut Tx,
    member: domain::ids::MemberId,
    key: &str,
    kind: TestKind,
) -> Result<ReportId, StoreError> {
    let row = report(member, key, NOW);
    results::insert_report(tx, &row).await?;
    search::put_words(tx, row.id, ("", ""), kind).await?;
    Ok(row.id)
}

async fn a_choice_is_kept_and_changed(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    assert!(rows::choices(&mut tx, member).await.unwrap().is_empty());
    for choice in Choice::ALL {
        rows::choose(&mut tx, member, TestKind::Genetic, choice, NOW)
            .await
            .unwrap();
        let kept = rows::choices(&mut tx, member).await.unwrap();
        assert_eq!(kept, [(TestKind::Genetic, choice)]);
    }
    for kind in TestKind::ALL {
        rows::choose(&mut tx, member, kind, Choice::Cover, NOW)
            .await
            .unwrap();
    }
    assert_eq!(rows::choices(&mut tx, member).await.unwrap().len(), 6);
}

async fn only_what_was_chosen_and_not_shown_is_asked_for(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let mine = member(&mut tx, "11111111").await.unwrap();
    let parent = member(&mut tx, "22222222").await.unwrap();
    let genetic = of_kind(&mut tx, mine, "g", TestKind::Genetic)
        .await
        .unwrap();
    let shown = of_kind(&mut tx, mine, "s", TestKind::Genetic)
        .await
        .unwrap();
    of_kind(&mut tx, mine, "e", TestKind::Everyday)
        .await
        .unwrap();
    of_kind(&mut tx, parent, "p", TestKind::Genetic)
        .await
        .unwrap();
    let untold = report(mine, "u", NOW);
    results::insert_report(&mut tx, &untold).await.unwrap();
    let wait = Choice::AfterComment(Days::Seven);
    for (kind, choice) in [
        (TestKind::Genetic, wait),
        (TestKind::Everyday, Choice::AtOnce),
    ] {
        rows::choose(&mut tx, mine, kind, choice, NOW)
            .await
            .unwrap();
    }
    results::mark_read(&mut tx, shown, mine, NOW).await.unwrap();
    let ids = |found: Vec<NotShown>| {
        let mut ids: Vec<ReportId> = found.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        ids
    };
    let mut expected = vec![genetic, untold.id];
    expected.sort_unstable();
    let found = rows::not_shown(&mut tx, mine, mine).await.unwrap();
    let told = found.iter().find(|row| row.id == genetic).unwrap();
    assert_eq!(
        (told.kind, told.arrived_at, told.commented_at),
        (Some(TestKind::Genetic), NOW, None)
    );
    assert_eq!(ids(found), expected);
    // Who reads has chosen, and another reader's marks are not theirs.
    let theirs = rows::not_shown(&mut tx, mine, parent).await.unwrap();
    assert_eq!(ids(theirs), [untold.id], "a parent who chose nothing");
    rows::choose(&mut tx, parent, TestKind::Genetic, wait, NOW)
        .await
        .unwrap();
    assert_eq!(
        rows::not_shown(&mut tx, mine, parent).await.unwrap().len(),
        3
    );
    rows::show(&mut tx, genetic, parent, NOW).await.unwrap();
    assert_eq!(
        rows::not_shown(&mut tx, mine, parent).await.unwrap().len(),
        2
    );
    assert_eq!(rows::not_shown(&mut tx, mine, mine).await.unwrap().len(), 2);
    // A report that is taken away takes its marks along.
    results::forget_report(&mut tx, shown, untold.id)
        .await
        .unwrap();
}

async fn what_changed_after_it_was_shown_is_told(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let read = of_kind(&mut tx, member, "r", TestKind::Other)
        .await
        .unwrap();
    let new = of_kind(&mut tx, member, "n", TestKind::Other)
        .await
        .unwrap();
    let both = [read, new];
    results::mark_read(&mut tx, read, member, NOW + minutes(1))
        .await
        .unwrap();
    assert!(
        listed::changed(&mut tx, &both, member)
            .await
            .unwrap()
            .is_empty()
    );
    results::mark_news(&mut tx, read, NOW + minutes(2))
        .await
        .unwrap();
    let changed = listed::changed(&mut tx, &both, member).await.unwrap();
    assert_eq!(changed.into_iter().collect::<Vec<_>>(), [read]);
    let another = listed::changed(&mut tx, &[new], member).await.unwrap();
    assert!(another.is_empty(), "only of those that are asked for");
    results::mark_read(&mut tx, read, member, NOW + minutes(3))
        .await
        .unwrap();
    results::mark_news(&mut tx, read, NOW + minutes(3))
        .await
        .unwrap();
    assert!(
        listed::changed(&mut tx, &both, member)
            .await
            .unwrap()
            .is_empty(),
        "the latest time it was shown counts"
    );
}

async fn what_came_since_is_counted_apart(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let first = of_kind(&mut tx, member, "a", TestKind::Other)
        .await
        .unwrap();
    for at in [NOW, NOW - minutes(1)] {
        let since = rows::since(&mut tx, member, at).await.unwrap();
        assert_eq!(since, (i64::from(at < NOW), 0));
    }
    results::mark_news(&mut tx, first, NOW + minutes(5))
        .await
        .unwrap();
    let mut later = report(member, "b", NOW);
    later.changed_at = NOW + minutes(6);
    results::insert_report(&mut tx, &later).await.unwrap();
    assert_eq!(rows::since(&mut tx, member, NOW).await.unwrap(), (1, 1));
    // A row written anew keeps when it first came.
    later.changed_at = NOW + minutes(9);
    results::rewrite_report(&mut tx, &later).await.unwrap();
    let after = NOW + minutes(7);
    assert_eq!(rows::since(&mut tx, member, after).await.unwrap(), (0, 1));
}

async fn values_are_found_with_all_their_reports(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let member = member(&mut tx, "11111111").await.unwrap();
    let one = of_kind(&mut tx, member, "a", TestKind::Other)
        .await
        .unwrap();
    let other = of_kind(&mut tx, member, "b", TestKind::Other)
        .await
        .unwrap();
    let mut values: Vec<ObservationId> = Vec::new();
    for key in ["x", "y", "z"] {
        let value = observation(member, key, "mg/dL", NOW);
        results::insert_observations(&mut tx, slice::from_ref(&value))
            .await
            .unwrap();
        values.push(value.id);
    }
    results::put_values(&mut tx, one, &values[..2])
        .await
        .unwrap();
    results::put_values(&mut tx, other, &values[1..])
        .await
        .unwrap();
    let mut found = rows::places(&mut tx, [one]).await.unwrap();
    found.sort_unstable();
    let mut expected = vec![(values[0], one), (values[1], one), (values[1], other)];
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert!(rows::places(&mut tx, []).await.unwrap().is_empty());
}
