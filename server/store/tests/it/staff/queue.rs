//! What waits for which team.

use domain::ids::{AttachmentId, ConversationId, LookId, NoteId, StaffId};
use domain::messages::{Correspondent, Cursor, Desk, FileKind, ScanState};
use domain::mrn::{Mrn, MrnScheme};
use domain::staff::{CloseReason, LookReason, Role, Standing, Team, Urgency};
use domain::time::{Timestamp, days, minutes};
use store::Tx;
use store::attachments::{self, NewFile};
use store::messages::Author;
use store::staff::desk::{self, Arrival, NewLook, NewNote, Waiting};
use store::staff::find;

use crate::messages::cast::{self, Cast};
use crate::world::{Db, NOW, bytes};

crate::cases! {
    BOTH: what_waits_is_sorted_by_when_it_is_due, pages_of_what_waits_lose_and_repeat_nothing,
        the_oldest_unanswered_message_counts, a_closed_conversation_opens_again,
        a_forwarded_conversation_is_the_other_teams, acc_10_a_reason_holds_for_its_time,
        notes_stand_in_their_order, what_places_a_conversation,
        msg_5_a_desks_file_waits_for_its_answer, a_team_finds_its_own_by_name_and_number,
        who_gave_a_reason_is_told_while_it_holds;
}

const TEAM: Team = Team::Desk(Desk::Support);

/// A conversation that waits, due so many minutes after [`NOW`].
pub async fn wait(tx: &mut Tx, cast: &Cast, team: Team, due: u64) -> ConversationId {
    let with = match team {
        Team::Desk(desk) => Correspondent::Desk(desk),
        Team::Office(_) | Team::Clinicians => Correspondent::Practitioner(cast.physician),
    };
    let id = cast::open(tx, cast.member, with, &due.to_string()).await;
    cast::add(tx, id, cast.member, Author::Member, NOW).await;
    desk::arrive(tx, arrival(id, team, NOW, NOW + minutes(due)))
        .await
        .unwrap();
    id
}

fn arrival(conversation: ConversationId, team: Team, at: Timestamp, due_at: Timestamp) -> Arrival {
    Arrival {
        conversation,
        team,
        urgency: Urgency::Routine,
        at,
        due_at,
    }
}

async fn subjects(tx: &mut Tx, which: Waiting) -> Vec<String> {
    let rows = desk::waiting(tx, which, None, 50).await.unwrap();
    rows.into_iter().map(|row| row.subject).collect()
}

async fn staff(tx: &mut Tx, user_id: &str) -> StaffId {
    super::add(tx, user_id, Role::MemberServices, None).await
}

async fn what_waits_is_sorted_by_when_it_is_due(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let me = staff(&mut tx, "ada.desk").await;
    let mut ids = Vec::new();
    for due in [30, 10, 40, 20] {
        ids.push(wait(&mut tx, &cast, TEAM, due).await);
    }
    wait(&mut tx, &cast, Team::Clinicians, 5).await;
    assert_eq!(
        subjects(&mut tx, Waiting::All(TEAM)).await,
        ["10", "20", "30", "40"]
    );
    let by = NOW + minutes(20);
    assert_eq!(
        subjects(&mut tx, Waiting::Overdue(TEAM, by)).await,
        ["10", "20"]
    );
    desk::assign(&mut tx, ids[1], Some(me), NOW).await.unwrap();
    desk::set_urgency(&mut tx, ids[2], Urgency::Urgent, NOW)
        .await
        .unwrap();
    assert_eq!(subjects(&mut tx, Waiting::Mine(me)).await, ["10"]);
    assert_eq!(
        subjects(&mut tx, Waiting::Unassigned(TEAM)).await,
        ["20", "30", "40"]
    );
    assert_eq!(subjects(&mut tx, Waiting::Urgent(TEAM)).await, ["40"]);
    assert!(desk::answer(&mut tx, ids[1], NOW).await.unwrap());
    assert!(subjects(&mut tx, Waiting::Mine(me)).await.is_empty());
    desk::assign(&mut tx, ids[0], None, NOW).await.unwrap();
    let row = &desk::waiting(&mut tx, Waiting::All(TEAM), None, 1)
        .await
        .unwrap()[0];
    assert_eq!(
        (row.member.as_str(), row.waiting_since),
        ("Maria Santos", NOW)
    );
    assert_eq!(
        (row.team, row.office.as_deref(), row.assigned.as_deref()),
        (TEAM, None, None)
    );
}

async fn pages_of_what_waits_lose_and_repeat_nothing(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    for n in 0..23 {
        // Five are due at each instant.
        wait(&mut tx, &cast, TEAM, n / 5).await;
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = desk::waiting(&mut tx, Waiting::All(TEAM), after, 4)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(Cursor {
            at: last.due_at,
            id: last.id,
        });
        seen.extend(page.iter().map(|row| (row.due_at, row.id)));
    }
    assert_eq!(seen.len(), 23);
    assert!(seen.is_sorted_by(|a, b| a < b));
}

async fn the_oldest_unanswered_message_counts(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let id = wait(&mut tx, &cast, TEAM, 10).await;
    let later = NOW + days(1);
    desk::arrive(&mut tx, arrival(id, TEAM, later, later + days(2)))
        .await
        .unwrap();
    let row = desk::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(
        (row.waiting_since, row.due_at),
        (Some(NOW), Some(NOW + minutes(10)))
    );
    assert!(row.newest_is_members());
    assert!(desk::answer(&mut tx, id, later).await.unwrap());
    let row = desk::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(
        (row.standing, row.waiting_since, row.due_at),
        (Standing::Answered, None, None)
    );
    desk::arrive(&mut tx, arrival(id, TEAM, later, later + days(2)))
        .await
        .unwrap();
    let row = desk::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(
        (row.waiting_since, row.due_at),
        (Some(later), Some(later + days(2)))
    );
}

async fn a_closed_conversation_opens_again(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let me = staff(&mut tx, "ada.desk").await;
    let id = wait(&mut tx, &cast, TEAM, 10).await;
    desk::assign(&mut tx, id, Some(me), NOW).await.unwrap();
    let why = CloseReason::Duplicate;
    assert!(desk::close(&mut tx, id, why, NOW).await.unwrap());
    assert!(
        !desk::close(&mut tx, id, why, NOW).await.unwrap(),
        "it does not wait any more"
    );
    assert!(subjects(&mut tx, Waiting::All(TEAM)).await.is_empty());
    let row = desk::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(
        (row.standing, row.closed_reason),
        (Standing::Closed, Some(why))
    );
    let later = NOW + days(3);
    desk::arrive(&mut tx, arrival(id, TEAM, later, later + days(2)))
        .await
        .unwrap();
    let row = desk::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((row.standing, row.closed_reason), (Standing::Waiting, None));
    assert_eq!(row.assigned_to, Some(me), "with whom it was");
}

async fn a_forwarded_conversation_is_the_other_teams(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let me = staff(&mut tx, "ada.desk").await;
    let id = wait(&mut tx, &cast, TEAM, 10).await;
    desk::assign(&mut tx, id, Some(me), NOW).await.unwrap();
    desk::forward(&mut tx, id, Team::Clinicians, true, NOW)
        .await
        .unwrap();
    assert!(subjects(&mut tx, Waiting::All(TEAM)).await.is_empty());
    assert!(subjects(&mut tx, Waiting::Mine(me)).await.is_empty());
    assert_eq!(
        subjects(&mut tx, Waiting::Unassigned(Team::Clinicians)).await,
        ["10"]
    );
    // What comes later goes where it was handed to, and stays closed to the desks.
    desk::arrive(&mut tx, arrival(id, TEAM, NOW, NOW))
        .await
        .unwrap();
    let row = desk::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((row.team, row.clinical), (Team::Clinicians, true));
    assert_eq!(row.due_at, Some(NOW + minutes(10)), "its time goes on");
}

async fn acc_10_a_reason_holds_for_its_time(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let (me, other) = (
        staff(&mut tx, "ada.desk").await,
        staff(&mut tx, "bob.desk").await,
    );
    let id = wait(&mut tx, &cast, Team::Clinicians, 10).await;
    let look = NewLook {
        id: LookId::new(NOW, bytes()),
        conversation: id,
        staff: me,
        reason: LookReason::Emergency,
        words: "She wrote of chest pain".into(),
        at: NOW,
        until: NOW + minutes(30),
    };
    desk::insert_look(&mut tx, &look).await.unwrap();
    for (who, at, expected) in [
        (me, NOW, Some(LookReason::Emergency)),
        (me, NOW + minutes(29), Some(LookReason::Emergency)),
        (me, NOW + minutes(30), None),
        (other, NOW, None),
    ] {
        assert_eq!(
            desk::open_look(&mut tx, who, id, at).await.unwrap(),
            expected
        );
    }
    let another = wait(&mut tx, &cast, Team::Clinicians, 11).await;
    assert_eq!(
        desk::open_look(&mut tx, me, another, NOW).await.unwrap(),
        None
    );
}

async fn notes_stand_in_their_order(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let me = staff(&mut tx, "ada.desk").await;
    let id = wait(&mut tx, &cast, TEAM, 10).await;
    for (after, body) in [(5, "second"), (1, "first"), (9, "$1 ' third\nline")] {
        let note = NewNote {
            id: NoteId::new(NOW, bytes()),
            conversation: id,
            author: me,
            body: body.into(),
            written_at: NOW + minutes(after),
        };
        desk::insert_note(&mut tx, &note).await.unwrap();
    }
    let notes = desk::notes(&mut tx, id).await.unwrap();
    let bodies: Vec<_> = notes.iter().map(|note| note.body.as_str()).collect();
    assert_eq!(bodies, ["first", "second", "$1 ' third\nline"]);
    assert_eq!(notes[0].author, "Name of ada.desk");
}

async fn what_places_a_conversation(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let place = async |tx: &mut Tx, with| {
        let id = cast::open(tx, cast.member, with, "where").await;
        let place = desk::place(tx, id).await.unwrap();
        Team::answering(place.desk, place.office, place.medical_office)
    };
    let own = place(&mut tx, Correspondent::Practitioner(cast.physician)).await;
    assert!(matches!(own, Team::Office(_)));
    // A clinician of whom no office is known: the member's own.
    let other = place(&mut tx, Correspondent::Practitioner(cast.elsewhere)).await;
    assert_eq!(other, own);
    let desk = place(&mut tx, Correspondent::Desk(Desk::MemberServices)).await;
    assert_eq!(desk, Team::Desk(Desk::MemberServices));
}

/// Stages a file that somebody at a desk sends.
async fn stage(tx: &mut Tx, cast: &Cast, staff: StaffId) -> AttachmentId {
    let new = NewFile {
        id: AttachmentId::new(NOW, bytes()),
        member: cast.member,
        staff: Some(staff),
        name: "plan.pdf".into(),
        kind: FileKind::Pdf,
        bytes: 600,
        chunks: 1,
        scan: ScanState::Clean,
        preview: None,
    };
    attachments::stage(tx, &new, NOW).await.unwrap();
    new.id
}

async fn msg_5_a_desks_file_waits_for_its_answer(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let member = cast.member;
    let id = wait(&mut tx, &cast, TEAM, 60).await;
    let elsewhere = wait(&mut tx, &cast, TEAM, 90).await;
    let me = staff(&mut tx, "ada.desk").await;
    let other = staff(&mut tx, "ben.desk").await;
    let file = stage(&mut tx, &cast, me).await;
    let lost = stage(&mut tx, &cast, me).await;
    assert!(!attachments::wait(&mut tx, other, file, id).await.unwrap());
    assert!(attachments::wait(&mut tx, me, file, id).await.unwrap());
    assert!(
        !attachments::wait(&mut tx, me, file, elsewhere)
            .await
            .unwrap()
    );
    // It is in its place, and no orphan; the member neither sees nor pays for it.
    let later = NOW + minutes(10);
    let orphans = attachments::orphans(&mut tx, later, 10).await.unwrap();
    assert_eq!(orphans, vec![lost]);
    let unsent = attachments::unsent(&mut tx, later, 10).await.unwrap();
    assert_eq!(unsent, vec![file]);
    assert!(
        attachments::find(&mut tx, member, file)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(attachments::used(&mut tx, member).await.unwrap(), 0);
    assert_eq!(attachments::used_at_desk(&mut tx, me).await.unwrap(), 600);
    for (staff, conversation, count) in [(me, id, 1), (me, elsewhere, 0), (other, id, 0)] {
        let found = attachments::of_answer(&mut tx, staff, conversation).await;
        assert_eq!(found.unwrap().len(), count);
    }
    let message = desk::find(&mut tx, id).await.unwrap().unwrap().newest_id;
    for (staff, conversation) in [(other, id), (me, elsewhere)] {
        let sent = attachments::send_answer(&mut tx, staff, file, conversation, message).await;
        assert!(!sent.unwrap());
    }
    let sent = attachments::send_answer(&mut tx, me, file, id, message).await;
    assert!(sent.unwrap());
    let found = attachments::find(&mut tx, member, file).await.unwrap();
    assert_eq!(found.and_then(|row| row.message), Some(message));
    assert_eq!(attachments::used_at_desk(&mut tx, me).await.unwrap(), 0);
    assert_eq!(attachments::used(&mut tx, member).await.unwrap(), 0);
    assert!(
        attachments::unsent(&mut tx, later, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_team_finds_its_own_by_name_and_number(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let one = cast::cast(&mut tx, "1").await;
    let id = wait(&mut tx, &one, TEAM, 60).await;
    let elsewhere = wait(&mut tx, &one, Team::Clinicians, 30).await;
    let member = store::roll::member(&mut tx, one.member)
        .await
        .unwrap()
        .unwrap();
    let mrn = &Mrn::parse(&member.mrn, MrnScheme::AsGiven).unwrap();
    let ids = |rows: Vec<find::FoundRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    let found = find::of_mrn(&mut tx, mrn, TEAM, 10).await.unwrap();
    assert_eq!(ids(found), vec![id]);
    let key = member.name_key.clone();
    let whole = find::of_name(&mut tx, &key, TEAM, 10).await.unwrap();
    assert_eq!(ids(whole), vec![id]);
    let start: String = key.chars().take(3).collect();
    let begun = find::of_name(&mut tx, &start, Team::Clinicians, 10).await;
    assert_eq!(ids(begun.unwrap()), vec![elsewhere]);
    let other = find::of_name(&mut tx, "zz", TEAM, 10).await.unwrap();
    assert!(other.is_empty());
    let waiting = find::of_waiting(&mut tx, TEAM, 10).await.unwrap();
    assert_eq!(ids(waiting), vec![id]);
    // Answered it waits no more, and is found all the same.
    assert!(desk::answer(&mut tx, id, NOW).await.unwrap());
    assert!(
        find::of_waiting(&mut tx, TEAM, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let found = find::of_mrn(&mut tx, mrn, TEAM, 10).await.unwrap();
    assert_eq!(found[0].standing, Standing::Answered);
}

async fn who_gave_a_reason_is_told_while_it_holds(db: Db) {
    let mut tx = db.store.write().await.unwrap();
    let cast = cast::cast(&mut tx, "1").await;
    let id = wait(&mut tx, &cast, TEAM, 60).await;
    let me = staff(&mut tx, "ada.desk").await;
    for until in [20, 30] {
        let look = NewLook {
            id: LookId::new(NOW, bytes()),
            conversation: id,
            staff: me,
            reason: LookReason::Asked,
            words: "Dr. Ghosh called me".into(),
            at: NOW,
            until: NOW + minutes(until),
        };
        desk::insert_look(&mut tx, &look).await.unwrap();
    }
    let looking = desk::looking(&mut tx, id, NOW + minutes(10)).await;
    assert_eq!(looking.unwrap(), vec![me]);
    let looking = desk::looking(&mut tx, id, NOW + minutes(30)).await;
    assert!(looking.unwrap().is_empty());
}
